// The line to a server: opening it, and plain statements over it. Everything that may block has a written limit. A server
// that asks for a file, as the protocol lets it, never gets one.

import CMariaDB
import Glibc
import Kernel
import Store

/// An open line, signed in. One thread uses it at a time.
final class MariaDBLine {
    let handle: UnsafeMutablePointer<MYSQL>
    private var isClosed = false

    /// How long the server may take to say anything at all, and to take what it is sent.
    private static let ioSeconds: UInt32 = 600
    /// How long sent bytes may stay unconfirmed before the line is taken for broken.
    private static let unconfirmedMilliseconds: Int32 = 10_000

    /// - Parameter seconds: how long an answer may take once the line is open.
    /// - Throws: `store_host`, `store_unreachable`, `store_login`, `store_database`, `store_tls`; each names the host.
    init(_ login: MariaDBLogin, _ host: ServerAddress.Host, seconds: UInt32 = MariaDBLine.ioSeconds) throws {
        _ = Self.library
        if login.socket == nil { try Self.resolve(host) }
        guard let handle = mysql_init(nil) else { throw Problem(.outside(retryable: true), "store_memory") }
        self.handle = handle
        Self.set(handle, MYSQL_OPT_CONNECT_TIMEOUT, UInt32(login.limits.connectSeconds))
        Self.set(handle, MYSQL_OPT_READ_TIMEOUT, seconds)
        Self.set(handle, MYSQL_OPT_WRITE_TIMEOUT, seconds)
        Self.set(handle, MYSQL_OPT_PROTOCOL, (login.socket == nil ? MYSQL_PROTOCOL_TCP : MYSQL_PROTOCOL_SOCKET).rawValue)
        mysql_options(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4")
        mysql_options4(handle, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", "gemba")
        protect(login)
        refuseFiles()
        let flags = UInt(CLIENT_MULTI_STATEMENTS) | UInt(CLIENT_FOUND_ROWS)
        let opened = mysql_real_connect(
            handle, login.socket == nil ? host.name : nil, login.user, login.password ?? "", login.database, UInt32(host.port), login.socket, flags)
        // From here on `deinit` closes what was opened.
        guard opened != nil else { throw Self.refusal(fault, login, host) }
        // The client library takes a server without TLS for good enough; this is where it is not.
        let needsTLS = login.protection == .require || login.protection.isVerified
        guard !needsTLS || mysql_get_ssl_cipher(handle) != nil else {
            throw Self.refusal(MariaDBFault(code: 2026, message: "The server does not offer TLS"), login, host)
        }
        if login.socket == nil { guardLine() }
    }

    deinit { close() }

    /// Takes leave of the server, whose answer is not waited for.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        mysql_close(handle)
    }

    /// The last complaint on this line.
    var fault: MariaDBFault { MariaDBFault(code: Int(mysql_errno(handle)), message: String(cString: mysql_error(handle))) }

    /// Whether the server takes the connection for being in a transaction.
    var isInTransaction: Bool { handle.pointee.server_status & UInt32(SERVER_STATUS_IN_TRANS) != 0 }

    /// Whether the last answer came as an answer.
    var isAlive: Bool { !Self.isBroken(Int(mysql_errno(handle))) }

    /// All bytes the server has sent.
    var bytesReceived: Int {
        var count = 0
        mariadb_get_info(handle, MARIADB_CONNECTION_BYTES_READ, &count)
        return count
    }

    private static func isBroken(_ code: Int) -> Bool { Problem(mariadb: MariaDBFault(code: code, message: "")).code == "store_lost" }

    /// Runs statements of ours without parameters in one message. When one fails, those after it do not run.
    /// - Returns: the first row of the last result, as text.
    /// - Throws: also when the server said nothing of some of them, as when it was told to stop in between.
    @discardableResult
    func run(_ statements: String...) throws(MariaDBFault) -> [String?] { try run(statements) }

    @discardableResult
    func run(_ statements: [String]) throws(MariaDBFault) -> [String?] {
        var text = statements.joined(separator: "; ")
        let sent = text.withUTF8 { raw in
            raw.withMemoryRebound(to: CChar.self) { mysql_real_query(handle, $0.baseAddress, UInt($0.count)) }
        }
        guard sent == 0 else { throw fault }
        var row: [String?] = []
        var answers = 0
        while true {
            answers += 1
            if let result = mysql_store_result(handle) {
                if let first = mysql_fetch_row(result) {
                    row = (0..<Int(mysql_num_fields(result))).map { column in first[column].map { String(cString: $0) } }
                }
                mysql_free_result(result)
            } else if mysql_errno(handle) != 0 {
                throw fault
            }
            switch mysql_next_result(handle) {
            case 0: continue
            case -1:
                guard answers == statements.count else {
                    throw MariaDBFault(code: 2013, message: "\(answers) answers to \(statements.count) statements")
                }
                return row
            default: throw fault
            }
        }
    }

    /// Ends the line at once: closing it then waits for nothing.
    func cut() { _ = Glibc.shutdown(mysql_get_socket(handle), Int32(SHUT_RDWR)) }

    /// The client library, made ready once; that a line breaks while it is written to must not end the process.
    private static let library: Bool = {
        signal(SIGPIPE, SIG_IGN)
        return mysql_server_init(0, nil, nil) == 0
    }()

    private static func set(_ handle: UnsafeMutablePointer<MYSQL>, _ option: mysql_option, _ value: UInt32) {
        withUnsafePointer(to: value) { _ = mysql_options(handle, option, $0) }
    }

    private func protect(_ login: MariaDBLogin) {
        // Nobody but the right server may ask for the password in clear text.
        if !login.protection.isVerified, login.socket == nil {
            mysql_options(handle, MARIADB_OPT_RESTRICTED_AUTH, "mysql_native_password,client_ed25519")
        }
        guard login.protection != .disable else { return }
        mysql_ssl_set(handle, login.key, login.certificate, login.rootCertificate, nil, nil)
        var yes: CChar = 1
        mysql_options(handle, MYSQL_OPT_SSL_ENFORCE, &yes)
        if login.protection == .verifyFull { mysql_options(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &yes) }
    }

    /// The client library refuses because of the option; this refuses whatever becomes of the option.
    private func refuseFiles() {
        Self.set(handle, MYSQL_OPT_LOCAL_INFILE, 0)
        mysql_set_local_infile_handler(handle, { _, _, _ in 1 }, { _, _, _ in -1 }, { _ in }, { _, _, _ in Int32(CR_FILE_NOT_FOUND) }, nil)
    }

    /// Has the kernel notice that the other end is gone.
    private func guardLine() {
        let socket = mysql_get_socket(handle)
        for (level, name, value) in [
            (Int32(SOL_SOCKET), SO_KEEPALIVE, Int32(1)), (Int32(IPPROTO_TCP), TCP_KEEPIDLE, 10), (Int32(IPPROTO_TCP), TCP_KEEPINTVL, 3),
            (Int32(IPPROTO_TCP), TCP_KEEPCNT, 3), (Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, Self.unconfirmedMilliseconds),
        ] {
            _ = withUnsafePointer(to: value) { setsockopt(socket, level, name, $0, socklen_t(MemoryLayout<Int32>.size)) }
        }
    }

    private static func resolve(_ host: ServerAddress.Host) throws {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host.name, nil, &hints, &found)
        defer { if let found { freeaddrinfo(found) } }
        guard code != 0 else { return }
        throw Problem(
            .outside(retryable: true), "store_host", ["host": host.name],
            hint: "Check the host's name in the address and this machine's name service.", cause: String(cString: gai_strerror(code)))
    }

    /// Why no connection was made.
    private static func refusal(_ fault: MariaDBFault, _ login: MariaDBLogin, _ host: ServerAddress.Host) -> Problem {
        var problem = Problem(mariadb: fault)
        if problem.code == "store_lost" {
            problem.code = "store_away"
            problem.hint = "Check that the server runs and that this machine may reach its port."
        }
        if fault.code == 2026, !["reset", "eof", "EOF", "pipe", "timed out", "SYSCALL"].contains(where: { fault.message.contains($0) }) {
            problem.family = .outside(retryable: false)
            problem.code = "store_tls"
            problem.hint = "Check sslmode and sslrootcert, and that the server's certificate names this host."
        }
        problem.parameters["host"] = login.socket ?? host.description
        problem.parameters["user"] = login.user
        if problem.code == "store_database" { problem.parameters["name"] = login.database }
        return problem
    }
}
