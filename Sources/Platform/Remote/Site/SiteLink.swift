// One connection to a server of files, kept open between requests. Whatever it does blocks its thread, ends within the
// limits, and ends at once when it is told to stop.

import CCurl
import Glibc
import Kernel
import Synchronization

/// How long each step of a conversation with a server may take.
public struct SiteLimits: Sendable {
    /// Until a connection stands.
    public var connectSeconds = 15
    /// Until a command is answered.
    public var answerSeconds = 30
    /// Without a byte while something is transferred.
    public var stallSeconds = 30
    public init() {}
}

/// Says to whatever is under way that it is to end.
final class SiteHalt: Sendable {
    private let flag = Atomic(false)
    let progress: @Sendable () -> Void

    init(progress: @escaping @Sendable () -> Void) { self.progress = progress }
    func set() { flag.store(true, ordering: .relaxed) }
    var isSet: Bool { flag.load(ordering: .relaxed) }
}

/// What a server is asked for.
struct SiteRequest {
    enum Kind {
        case listing
        /// The bytes from an offset on.
        case content(from: Int64)
        /// Size and time of one file.
        case facts
        /// Commands, and nothing else.
        case commands([[UInt8]])
    }
    var kind: Kind
    /// Relative to the place.
    var path: String
    /// Takes what comes; false ends the transfer.
    var take: (UnsafeRawBufferPointer) -> Bool = { _ in true }
}

/// Used by one thread at a time, the one that holds its site's lock.
final class SiteLink: @unchecked Sendable {
    // Guarded by the lock of the site that owns it.
    private let handle: UnsafeMutableRawPointer
    private let said: UnsafeMutablePointer<CChar>
    private let address: SiteAddress
    private let halt: SiteHalt
    private var secrets: [String] = []
    /// Something was asked over it before: the server may have hung up since.
    private(set) var isUsed = false

    static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// - Throws: `site_password_missing`; nothing is asked of the server yet.
    init(_ address: SiteAddress, _ limits: SiteLimits, _ halt: SiteHalt) throws(Problem) {
        guard Self.isReady, let made = curl_easy_init() else { throw Problem(.bug, "curl_init") }
        handle = made
        said = .allocate(capacity: Int(CURL_ERROR_SIZE))
        said.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        self.address = address
        self.halt = halt
        gemba_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, said)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_CONNECTTIMEOUT, limits.connectSeconds)
        set(CURLOPT_SERVER_RESPONSE_TIMEOUT, limits.answerSeconds)
        set(CURLOPT_ACCEPTTIMEOUT_MS, limits.connectSeconds * 1000)
        set(CURLOPT_LOW_SPEED_LIMIT, 1)
        set(CURLOPT_LOW_SPEED_TIME, limits.stallSeconds)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_PATH_AS_IS, 1)
        // A proxy named in the environment is for web pages.
        set(CURLOPT_PROXY, "")
        let protocols = address.scheme == .sftp ? "sftp" : "ftp,ftps"
        set(CURLOPT_PROTOCOLS_STR, protocols)
        set(CURLOPT_USERNAME, LocalPath.bytes(address.user))
        try signIn()
        if address.scheme == .sftp { setShell() } else { setTransfer() }
        gemba_curl_set_progress(
            handle,
            { user, _, _, _, _ in
                guard let user else { return 0 }
                return Unmanaged<SiteHalt>.fromOpaque(user).takeUnretainedValue().isSet ? 1 : 0
            }, Unmanaged.passUnretained(halt).toOpaque())
    }

    deinit {
        curl_easy_cleanup(handle)
        said.deallocate()
    }

    private func signIn() throws(Problem) {
        if let password = try address.password() {
            secrets.append(password)
            set(CURLOPT_PASSWORD, password)
        } else if address.scheme != .sftp {
            set(CURLOPT_PASSWORD, address.user == "anonymous" ? "gemba@" : "")
        }
        if let password = try address.keyPassword() {
            secrets.append(password)
            set(CURLOPT_KEYPASSWD, password)
        }
    }

    private func setTransfer() {
        // One CWD with the whole folder, then commands with a bare name: blanks and signs in folders are never arguments.
        set(CURLOPT_FTP_FILEMETHOD, Int(CURLFTPMETHOD_SINGLECWD.rawValue))
        set(CURLOPT_FTP_USE_EPSV, 1)
        set(CURLOPT_FTP_SKIP_PASV_IP, 1)
        if address.isActive { set(CURLOPT_FTPPORT, "-") }
        switch address.scheme == .ftps ? .require : address.encryption {
        case .no: set(CURLOPT_USE_SSL, Int(CURLUSESSL_NONE.rawValue))
        case .try: set(CURLOPT_USE_SSL, Int(CURLUSESSL_TRY.rawValue))
        case .require: set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
        }
        set(CURLOPT_SSL_VERIFYPEER, address.verifiesCertificate ? 1 : 0)
        set(CURLOPT_SSL_VERIFYHOST, address.verifiesCertificate ? 2 : 0)
        if let path = address.authorityPath { set(CURLOPT_CAINFO, LocalPath.bytes(path)) }
    }

    private func setShell() {
        var types = Int(CURLSSH_AUTH_PASSWORD) | Int(CURLSSH_AUTH_KEYBOARD)
        if let path = address.keyPath {
            set(CURLOPT_SSH_PRIVATE_KEYFILE, LocalPath.bytes(path))
            types = Int(CURLSSH_AUTH_PUBLICKEY)
        }
        set(CURLOPT_SSH_AUTH_TYPES, types)
        if let key = address.hostKey, key != "any" { set(CURLOPT_SSH_HOST_PUBLIC_KEY_SHA256, key) }
        if let path = address.knownHostsPath { set(CURLOPT_SSH_KNOWNHOSTS, LocalPath.bytes(path)) }
    }

    /// What the server said of a file.
    struct Facts {
        var size: Int64?
        /// Seconds since the epoch.
        var modifiedSeconds: Int64?
    }

    /// Asks, and waits for the end of the answer.
    /// - Returns: size and time where they were asked for.
    /// - Throws: a problem that names the place; `remote_stopped` when `take` or the halt ended it.
    @discardableResult
    func ask(_ request: SiteRequest) throws(Problem) -> Facts {
        guard !halt.isSet else { throw SiteProblem.stopped(address, request.path) }
        set(CURLOPT_NOBODY, 0)
        set(CURLOPT_FILETIME, 0)
        gemba_curl_set_size(handle, CURLOPT_RESUME_FROM_LARGE, 0)
        var commands: UnsafeMutablePointer<curl_slist>?
        defer {
            gemba_curl_set_list(handle, CURLOPT_QUOTE, nil)
            curl_slist_free_all(commands)
        }
        switch request.kind {
        case .listing: set(CURLOPT_URL, url(request.path) + Array("/".utf8))
        case .content(let offset):
            set(CURLOPT_URL, url(request.path))
            gemba_curl_set_size(handle, CURLOPT_RESUME_FROM_LARGE, curl_off_t(offset))
        case .facts:
            set(CURLOPT_URL, url(request.path))
            set(CURLOPT_NOBODY, 1)
            set(CURLOPT_FILETIME, 1)
        case .commands(let lines):
            set(CURLOPT_URL, url("") + Array("/".utf8))
            set(CURLOPT_NOBODY, 1)
            for line in lines {
                let next = (line + [0]).withUnsafeBytes { curl_slist_append(commands, $0.baseAddress?.assumingMemoryBound(to: CChar.self)) }
                guard let next else { throw Problem(.bug, "curl_list") }
                commands = next
            }
            gemba_curl_set_list(handle, CURLOPT_QUOTE, commands)
        }
        // Only bytes of files are progress; a server that is asked and says nothing must not look like one that is read.
        let receiver = Receiver(request.take)
        if case .content = request.kind { receiver.progress = halt.progress }
        let code = withExtendedLifetime(receiver) {
            gemba_curl_set_write(
                handle,
                { bytes, size, count, user in
                    guard let bytes, let user else { return 0 }
                    let receiver = Unmanaged<Receiver>.fromOpaque(user).takeUnretainedValue()
                    return receiver.receive(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
                }, Unmanaged.passUnretained(receiver).toOpaque())
            said[0] = 0
            return curl_easy_perform(handle)
        }
        guard code == CURLE_OK else {
            let problem = failed(code, request)
            isUsed = true
            throw problem
        }
        isUsed = true
        guard case .facts = request.kind else { return Facts() }
        var (size, seconds): (curl_off_t, curl_off_t) = (-1, -1)
        gemba_curl_get_size(handle, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &size)
        gemba_curl_get_size(handle, CURLINFO_FILETIME_T, &seconds)
        return Facts(size: size < 0 ? nil : Int64(size), modifiedSeconds: seconds < 0 ? nil : Int64(seconds))
    }

    private final class Receiver {
        private let take: (UnsafeRawBufferPointer) -> Bool
        var progress: () -> Void = {}

        func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
            progress()
            return take(bytes)
        }

        init(_ take: @escaping (UnsafeRawBufferPointer) -> Bool) { self.take = take }
    }

    /// The folder the user landed in; known once something was asked over FTP.
    var entryFolder: [UInt8]? {
        var text: UnsafeMutablePointer<CChar>?
        gemba_curl_get_text(handle, CURLINFO_FTP_ENTRY_PATH, &text)
        return text.map { UnsafeBufferPointer(start: $0, count: strlen($0)).map { UInt8(bitPattern: $0) } }
    }

    private func failed(_ code: CURLcode, _ request: SiteRequest) -> Problem {
        var answer = 0
        gemba_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &answer)
        var cause = String(cString: said)
        if cause.isEmpty { cause = String(cString: curl_easy_strerror(code)) }
        // A server may repeat what it was told.
        for secret in secrets where !secret.isEmpty { cause = cause.replacing(secret, with: "***") }
        return SiteProblem.of(code, answer: answer, cause: cause, address, request, halted: halt.isSet)
    }

    /// The URL of a path, every byte that is not a plain letter or digit as `%XX`.
    private func url(_ path: String) -> [UInt8] {
        let host = address.host.contains(":") ? "[\(address.host)]" : address.host
        var out = Array("\(address.scheme.rawValue)://\(host):\(address.port)".utf8)
        let hex = Array("0123456789ABCDEF".utf8)
        func add(_ text: String) {
            for byte in LocalPath.bytes(text) {
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x2F: out.append(byte)
                default: out += [0x25, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
                }
            }
        }
        // A first name with `~` would be taken for somebody's home.
        let first = address.folder.isEmpty ? path : address.folder
        if address.scheme != .sftp, first.hasPrefix("~") { out += Array("/.".utf8) }
        if !address.folder.isEmpty { out.append(0x2F) }
        if address.scheme == .sftp, address.folder == "~" || address.folder.hasPrefix("~/") {
            // The home folder on SFTP; a name like any other elsewhere.
            out.append(UInt8(ascii: "~"))
            add(String(address.folder.dropFirst()))
        } else if address.folder != "/" {
            add(address.folder)
        }
        if !path.isEmpty {
            out.append(0x2F)
            add(path)
        }
        return out
    }

    private func set(_ option: CURLoption, _ value: Int) { gemba_curl_set_long(handle, option, value) }
    private func set(_ option: CURLoption, _ text: String) { gemba_curl_set_text(handle, option, text) }
    private func set(_ option: CURLoption, _ bytes: [UInt8]) {
        (bytes + [0]).withUnsafeBytes { raw in
            _ = gemba_curl_set_text(handle, option, raw.baseAddress?.assumingMemoryBound(to: CChar.self))
        }
    }
}
