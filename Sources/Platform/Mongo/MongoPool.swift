// Connections to one deployment of MongoDB, by the client library's pool, and the threads that use them.

import CMongo
import Kernel
import Synchronization

/// Connections to one deployment, used from threads of its own so that no cooperative thread ever blocks. Nothing is
/// connected before the first piece of work.
public final class MongoPool: Sendable {
    /// `HOST:PORT, HOST:PORT`, for people.
    public let hosts: String
    /// The database the address names.
    public let defaultDatabase: String?
    public let limits: MongoLimits
    let clients: MongoClients
    private let threads: MongoThreads

    /// - Parameter url: `mongodb://[USER:PASSWORD@]HOST[:PORT][,…]/[DATABASE][?OPTIONS]`; several hosts, `replicaSet`,
    ///   `authSource`, `tls`, `tlsCAFile` and the like as MongoDB has them.
    /// - Throws: `mongo_url_invalid`. What the address says is not part of it: there may be a password.
    public init(url: String, limits: MongoLimits = MongoLimits()) throws(Problem) {
        let address = try MongoAddress(url, limits: limits)
        hosts = address.hosts
        defaultDatabase = address.database
        self.limits = limits
        clients = try MongoClients(address, limits: limits)
        threads = MongoThreads(most: limits.poolMax)
    }

    deinit { close() }

    /// Runs work on a thread of the pool, with a connection of its own.
    ///
    /// When the task is cancelled, work that waits is not begun, and work that runs ends with `CancellationError` at its
    /// next command or document.
    /// - Parameter body: blocks as it likes; must keep nothing of the session.
    @discardableResult
    public func run<T: Sendable>(_ body: @escaping @Sendable (MongoSession) throws -> T) async throws -> T {
        let mark = StopMark()
        let (clients, limits, hosts) = (clients, limits, hosts)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let job = MongoThreads.Job(
                    mark: mark,
                    work: {
                        continuation.resume(
                            with: Result {
                                try mark.check()
                                return try clients.use { client in
                                    let session = MongoSession(client, mark: mark, limits: limits, hosts: hosts)
                                    defer { session.end() }
                                    return try body(session)
                                }
                            })
                    },
                    refuse: { continuation.resume(throwing: $0) })
                threads.submit(job)
                // It may have been cancelled before there was anything to take back.
                if mark.isSet { threads.drop(mark) }
            }
        } onCancel: {
            mark.set()
            threads.drop(mark)
        }
    }

    /// Ends the pool: what waits is refused (`mongo_closed`), what runs goes on to its end.
    public func close() { threads.close() }
}

/// Owns the client library's pool, and lends its clients.
final class MongoClients: @unchecked Sendable {
    /// Owned; the library guards it against several threads.
    private let pool: OpaquePointer
    private let usual: Int
    private let hosts: String
    /// How many streams of changes hold a client beyond the usual ones.
    private let extra = Mutex(0)

    init(_ address: MongoAddress, limits: MongoLimits) throws(Problem) {
        var error = bson_error_t()
        guard let pool = mongoc_client_pool_new_with_error(address.uri, &error) else {
            throw Problem(.input, "mongo_url_invalid", hint: "Check the options of the address.", cause: address.harmless(error))
        }
        self.pool = pool
        usual = max(1, limits.poolMax)
        hosts = address.hosts
        mongoc_client_pool_set_error_api(pool, MONGOC_ERROR_API_VERSION_2)
        mongoc_client_pool_max_size(pool, UInt32(usual))
    }

    deinit { mongoc_client_pool_destroy(pool) }

    /// Lends a client to the calling thread; waits while all are lent, which is not long: there are as many as threads.
    func use<T>(_ body: (OpaquePointer) throws -> T) throws -> T {
        guard let client = mongoc_client_pool_pop(pool) else { throw Problem(.outside(retryable: true), "mongo_away", ["hosts": hosts]) }
        defer { mongoc_client_pool_push(pool, client) }
        return try body(client)
    }

    /// The same for a thread that is none of the pool's.
    func useExtra<T>(_ body: (OpaquePointer) throws -> T) throws -> T {
        func change(by count: Int) {
            extra.withLock { extra in
                extra += count
                mongoc_client_pool_max_size(pool, UInt32(usual + extra))
            }
        }
        change(by: 1)
        defer { change(by: -1) }
        return try use(body)
    }
}
