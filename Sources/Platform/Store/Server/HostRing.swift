// Several hosts of one database: the first that answers and may be written is used until it no longer does. Every
// connection of a process goes to the same one, since writers on several nodes of a cluster are in each other's way.

import Kernel
import Synchronization

final class HostRing: Sendable {
    private let hosts: [ServerAddress.Host]
    private let connect: @Sendable (ServerAddress.Host) throws -> any ServerConnection
    /// The host that answered last.
    private let preferred = Mutex(0)

    init(_ hosts: [ServerAddress.Host], _ connect: @escaping @Sendable (ServerAddress.Host) throws -> any ServerConnection) {
        self.hosts = hosts
        self.connect = connect
    }

    /// - Throws: what the first host said, when none can be used.
    func open() throws -> any ServerConnection {
        let first = preferred.withLock { $0 }
        var told: (any Error)?
        for step in hosts.indices {
            let index = (first + step) % hosts.count
            do {
                let connection = try connect(hosts[index])
                guard connection.isReadOnly, hosts.count > 1 else {
                    preferred.withLock { $0 = index }
                    return connection
                }
                connection.close()
                told = told ?? Problem(.outside(retryable: true), "store_read_only", cause: "\(hosts[index]) refuses to write")
            } catch { told = told ?? error }
        }
        throw told ?? Problem(.bug, "store_hosts")
    }
}
