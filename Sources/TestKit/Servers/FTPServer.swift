// A real vsftpd on loopback for one test: a folder of its own, an account in a file of its own, plain FTP with TLS on
// request, or TLS from the first byte. It needs root, since it signs in by PAM and changes users.

import Foundation
import Glibc
import Kernel

/// An FTP server and the folder it serves. Gone with the value.
public final class FTPServer: @unchecked Sendable {
    public enum Encryption: Sendable {
        /// No TLS at all.
        case none
        /// `AUTH TLS` is offered.
        case offered
        /// Nobody signs in without it.
        case forced
        /// From the first byte.
        case implicit
    }

    public static let user = "gemba"
    public static let password = "s3cret+pass word"
    /// The folder that is served.
    public let share: String
    public let port: Int
    public let passivePorts: ClosedRange<Int>
    /// The certificate a client is to trust.
    public let authorityPath: String
    private let folder: ScratchFolder
    private let encryption: Encryption
    private let pamName: String
    private let zone: String
    // Guarded by the lock.
    private let lock = NSLock()
    private var process: Process?

    /// What this machine lacks to run one, in one sentence; nil where it lacks nothing.
    public static func lacks() -> String? {
        if getuid() != 0 { return "vsftpd needs root" }
        let files = [
            ("/usr/sbin/vsftpd", "vsftpd"), ("/usr/bin/openssl", "openssl"), ("/lib/x86_64-linux-gnu/security/pam_pwdfile.so", "libpam-pwdfile"),
        ]
        let missing = files.filter { file, _ in
            let names = [file, file.replacingOccurrences(of: "x86_64", with: "aarch64")]
            return !names.contains { FileManager.default.fileExists(atPath: $0) }
        }
        return missing.isEmpty ? nil : "not installed: " + missing.map(\.1).joined(separator: ", ")
    }

    /// - Parameter settings: more lines of vsftpd.conf; a later line goes before an earlier one.
    public init(_ encryption: Encryption = .offered, settings: [String] = [], zone: String = "UTC") async throws {
        self.encryption = encryption
        self.zone = zone
        folder = try ScratchFolder()
        share = folder.path + "/share"
        port = try SitePorts.free()
        let first = try SitePorts.run(of: 8)
        passivePorts = first...(first + 7)
        pamName = "gemba-test-\(port)"
        authorityPath = folder.path + "/cert.pem"
        for name in ["share", "empty"] {
            try FileManager.default.createDirectory(atPath: folder.path + "/" + name, withIntermediateDirectories: true)
        }
        for path in [folder.path, folder.path + "/empty"] { chmod(path, 0o755) }
        chmod(share, 0o777)
        try SitePorts.run(
            "/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
            "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", folder.path + "/key.pem", "-out",
            authorityPath)
        let hash = try SitePorts.run("/usr/bin/openssl", "passwd", "-6", Self.password)
        try folder.write("users", "\(Self.user):\(hash)\n")
        let pam =
            "auth required pam_pwdfile.so pwdfile=\(folder.path)/users\naccount required pam_permit.so\nsession required pam_permit.so\n"
        try pam.write(toFile: "/etc/pam.d/" + pamName, atomically: true, encoding: .utf8)
        try folder.write("conf", conf(settings))
        chmod(folder.path + "/conf", 0o600)
        try await start()
    }

    deinit {
        kill()
        unlink("/etc/pam.d/" + pamName)
    }

    private func conf(_ settings: [String]) -> String {
        var lines = [
            "listen=YES", "listen_ipv6=NO", "listen_address=127.0.0.1", "listen_port=\(port)", "background=NO", "anonymous_enable=NO",
            "local_enable=YES", "guest_enable=YES", "guest_username=daemon", "virtual_use_local_privs=YES", "local_root=\(share)",
            "chroot_local_user=YES", "allow_writeable_chroot=YES", "write_enable=YES", "local_umask=022", "pam_service_name=\(pamName)",
            "secure_chroot_dir=\(folder.path)/empty", "seccomp_sandbox=NO", "isolate=NO", "isolate_network=NO", "pasv_enable=YES",
            "pasv_min_port=\(passivePorts.lowerBound)", "pasv_max_port=\(passivePorts.upperBound)", "pasv_address=127.0.0.1",
            "use_localtime=NO", "xferlog_enable=YES", "vsftpd_log_file=\(folder.path)/log", "log_ftp_protocol=YES", "dual_log_enable=NO",
            "delay_failed_login=0", "max_per_ip=0", "max_clients=0", "port_enable=YES",
        ]
        if encryption != .none {
            let force = encryption == .forced || encryption == .implicit ? "YES" : "NO"
            lines += [
                "ssl_enable=YES", "implicit_ssl=\(encryption == .implicit ? "YES" : "NO")", "rsa_cert_file=\(authorityPath)",
                "rsa_private_key_file=\(folder.path)/key.pem", "ssl_tlsv1=YES", "ssl_sslv2=NO", "ssl_sslv3=NO", "ssl_ciphers=HIGH",
                "require_ssl_reuse=NO", "force_local_logins_ssl=\(force)", "force_local_data_ssl=\(force)",
            ]
        }
        return (lines + settings).joined(separator: "\n") + "\n"
    }

    /// Starts it, or starts it again; returns when it takes connections.
    public func start() async throws {
        let process = try SitePorts.start("/usr/sbin/vsftpd", [folder.path + "/conf"], zone: zone, said: folder.path + "/out")
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

    /// `ftp://` or `ftps://` with the password by reference.
    /// - Parameter port: another one that leads there, such as a proxy's.
    public func url(_ path: String = "", _ options: String..., port: Int? = nil) -> String {
        setenv("GEMBA_SITE_TEST", Self.password, 1)
        let scheme = encryption == .implicit ? "ftps" : "ftp"
        let all = ["password=env:GEMBA_SITE_TEST"] + options + (encryption == .none ? [] : ["ca=" + authorityPath])
        return "\(scheme)://\(Self.user)@127.0.0.1:\(port ?? self.port)/\(path)?\(all.joined(separator: "&"))"
    }

    public func write(_ relative: String, _ bytes: [UInt8], modified: Date? = nil) throws {
        try folder.write("share/" + relative, bytes)
        try open(relative, modified)
    }
    public func write(_ relative: String, _ text: String, modified: Date? = nil) throws { try write(relative, Array(text.utf8), modified: modified) }
    public func append(_ relative: String, _ text: String, modified: Date? = nil) throws {
        try folder.append("share/" + relative, text)
        try open(relative, modified)
    }
    public func remove(_ relative: String) throws { try folder.remove("share/" + relative) }

    /// What its user may do with what a test has put there.
    private func open(_ relative: String, _ modified: Date?) throws {
        var path = share
        for part in relative.split(separator: "/") {
            path += "/" + part
            chmod(path, 0o777)
        }
        if let modified { try FileManager.default.setAttributes([.modificationDate: modified], ofItemAtPath: path) }
    }

    /// What it has written of its conversations, and forgets with that.
    public func takeLog() -> String {
        defer { truncate(folder.path + "/log", 0) }
        return (try? String(contentsOfFile: folder.path + "/log", encoding: .isoLatin1)) ?? ""
    }
}

/// Ports and processes of servers of files.
enum SitePorts {
    /// A port where nothing listens.
    static func free() throws -> Int { try ProxySocket.listenerPort() }

    /// The first of so many free ports in a row, from a stretch that differs between calls.
    static func run(of count: Int) throws -> Int {
        for _ in 0..<200 {
            let first = 21_000 + Int.random(in: 0..<1400) * count
            if (first..<first + count).allSatisfy(ProxySocket.isFree) { return first }
        }
        throw ServerFailure("no free ports")
    }

    @discardableResult
    static func run(_ program: String, _ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let said = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ServerFailure("\(program) \(arguments.first ?? "") failed") }
        return String(decoding: said, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Starts a program that goes on; ended by `end`, and by the end of this process.
    static func start(_ program: String, _ arguments: [String], zone: String, said: String) throws -> Process {
        _ = FileManager.default.createFile(atPath: said, contents: nil)
        let out = try FileHandle(forUpdating: URL(fileURLWithPath: said))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // It goes with the tests, however they end.
        let guardian = "exec 3<&0; \"$@\" <&3 3<&- & child=$!; while kill -0 $0 && kill -0 $child; do sleep 0.5; done 2>&-; kill -9 $child"
        process.arguments = ["bash", "-c", guardian, String(ProcessInfo.processInfo.processIdentifier), program] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["TZ": zone]) { $1 }
        // vsftpd says on its standard input what is wrong with its configuration.
        process.standardInput = out
        process.standardOutput = out
        process.standardError = out
        try process.run()
        return process
    }

    static func wait(for port: Int, _ process: Process, said: String) async throws {
        let end = Stopwatch.milliseconds() + 15_000
        while ProxySocket.isFree(port) {
            guard process.isRunning, Stopwatch.milliseconds() < end else {
                throw ServerFailure("no server on \(port): " + ((try? String(contentsOfFile: said, encoding: .utf8)) ?? ""))
            }
            try await Task.sleep(nanoseconds: 10_000_000)
        }
    }

    static func end(_ process: Process) {
        // Sessions of users are processes of their own, and theirs have children too.
        var parents: [Int32: Int32] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let id = Int32(name), let stat = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .isoLatin1),
                let words = stat.split(separator: ")").last?.split(separator: " "), words.count > 2, let parent = Int32(words[1])
            else { continue }
            parents[id] = parent
        }
        var ours: Set<Int32> = [process.processIdentifier]
        var before = 0
        while before < ours.count {
            before = ours.count
            for (id, parent) in parents where ours.contains(parent) { ours.insert(id) }
        }
        for id in ours { Glibc.kill(id, SIGKILL) }
        waitUntilGone(process.processIdentifier)
    }

    /// Waits for a child that was killed. `Process.waitUntilExit` hears of an end only when everything that has inherited its
    /// line from the child has ended too, and can wait for ever.
    private static func waitUntilGone(_ child: pid_t) {
        for _ in 0..<3000 {
            var info = siginfo_t()
            // It is left for its `Process` to be reaped.
            let code = waitid(P_PID, id_t(child), &info, WEXITED | WNOHANG | WNOWAIT)
            if code != 0 || info.si_signo != 0 { return }
            usleep(10_000)
        }
    }
}

extension ProxySocket {
    /// A port that nothing listens on now.
    static func listenerPort() throws -> Int {
        let (descriptor, port) = try listener()
        close(descriptor)
        return port
    }

    /// Whether nobody takes a connection there.
    static func isFree(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) != 0 }
        }
    }
}
