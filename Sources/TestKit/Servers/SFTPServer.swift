// A real sshd on loopback for one test: a host key of its own, an account whose password is in a file of its own, and a
// key that signs in as well. It needs root, since it signs in by PAM.

import Foundation
import Glibc

/// An SFTP server and the folder it serves. Gone with the value.
public final class SFTPServer: @unchecked Sendable {
    /// The account of the machine that sessions run as.
    public static let user = "nobody"
    public let share: String
    public let port: Int
    /// SHA-256 of the host key in base64.
    public let hostKey: String
    public let knownHostsPath: String
    /// A private key that may sign in.
    public let keyPath: String
    private let folder: ScratchFolder
    private let program: String
    private let pamName: String
    private let zone: String
    // Guarded by the lock.
    private let lock = NSLock()
    private var process: Process?

    public static func lacks() -> String? {
        if getuid() != 0 { return "sshd needs root" }
        return FileManager.default.fileExists(atPath: "/usr/sbin/sshd") ? FTPServer.lacks() : "not installed: openssh-server"
    }

    /// - Parameter zone: the one that its clock shows.
    public init(zone: String = "UTC") async throws {
        self.zone = zone
        folder = try ScratchFolder()
        share = folder.path + "/share"
        port = try SitePorts.free()
        // sshd asks PAM under the name it was started by.
        pamName = "gemba-sshd-\(port)"
        program = folder.path + "/" + pamName
        keyPath = folder.path + "/user_key"
        knownHostsPath = folder.path + "/known_hosts"
        try FileManager.default.createDirectory(atPath: share, withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        for path in [folder.path, share] { chmod(path, 0o777) }
        try FileManager.default.copyItem(atPath: "/usr/sbin/sshd", toPath: program)
        for name in ["host_key", "user_key"] {
            try SitePorts.run("/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.path + "/" + name)
        }
        let said = try SitePorts.run("/usr/bin/ssh-keygen", "-lf", folder.path + "/host_key.pub", "-E", "sha256")
        hostKey = said.split(separator: " ").first { $0.hasPrefix("SHA256:") }.map { String($0.dropFirst(7)) } ?? ""
        let publicKey = try String(contentsOfFile: folder.path + "/host_key.pub", encoding: .utf8)
        try folder.write("known_hosts", "[127.0.0.1]:\(port) " + publicKey)
        let hash = try SitePorts.run("/usr/bin/openssl", "passwd", "-6", FTPServer.password)
        try folder.write("users", "\(Self.user):\(hash)\n")
        chmod(folder.path + "/user_key.pub", 0o644)
        let pam =
            "auth required pam_pwdfile.so pwdfile=\(folder.path)/users\naccount required pam_permit.so\nsession required pam_permit.so\n"
        try pam.write(toFile: "/etc/pam.d/" + pamName, atomically: true, encoding: .utf8)
        try folder.write(
            "conf",
            [
                "ListenAddress 127.0.0.1", "Port \(port)", "HostKey \(folder.path)/host_key", "PidFile none", "UsePAM yes", "StrictModes no",
                "PasswordAuthentication yes", "KbdInteractiveAuthentication no", "AuthorizedKeysFile \(folder.path)/user_key.pub",
                "PermitRootLogin no", "Subsystem sftp internal-sftp", "ForceCommand internal-sftp", "MaxStartups 100", "UseDNS no",
                "PrintMotd no", "LogLevel ERROR",
            ].joined(separator: "\n") + "\n")
        try await start()
    }

    deinit {
        kill()
        unlink("/etc/pam.d/" + pamName)
    }

    public func start() async throws {
        let process = try SitePorts.start(program, ["-D", "-e", "-f", folder.path + "/conf"], zone: zone, said: folder.path + "/out")
        lock.withLock { self.process = process }
        try await SitePorts.wait(for: port, process, said: folder.path + "/out")
    }

    /// Ends it and every session of it at once.
    public func kill() {
        let process = lock.withLock {
            defer { self.process = nil }
            return self.process
        }
        if let process { SitePorts.end(process) }
    }

    public var said: String { (try? String(contentsOfFile: folder.path + "/out", encoding: .utf8)) ?? "" }

    /// - Parameter options: how the server is known and the user signs in; nil: the pinned key and the password.
    public func url(_ path: String = "", _ options: [String]? = nil, port: Int? = nil) -> String {
        setenv("GEMBA_SITE_TEST", FTPServer.password, 1)
        let all = options ?? ["password=env:GEMBA_SITE_TEST", "hostkey=" + hostKey]
        return "sftp://\(Self.user)@127.0.0.1:\(port ?? self.port)\(share)/\(path)?\(all.joined(separator: "&"))"
    }

    public func write(_ relative: String, _ bytes: [UInt8]) throws {
        try folder.write("share/" + relative, bytes)
        var path = share
        for part in relative.split(separator: "/") {
            path += "/" + part
            chmod(path, 0o777)
        }
    }
}
