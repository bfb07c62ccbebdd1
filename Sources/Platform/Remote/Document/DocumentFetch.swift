// One GET for one document. It ends within the limits, whatever the server does, and at once when its task is cancelled; a
// server that points elsewhere is not followed, so that a token goes nowhere but where it was meant to go.

import CCurl
import Glibc
import Kernel

public enum DocumentFetch {
    private static let pool = BlockingPool(label: "gemba.documents")
    /// Longer than this a document never takes.
    static let wholeSeconds = 300

    /// - Parameter bytesMax: a longer document is refused.
    /// - Throws: `document_answer` with the server's status, `document_large`, `site_password_missing`, and what keeps a
    ///   server from being reached (`remote_host`, `remote_unreachable`, `remote_tls`, `remote_timeout`, `remote_cut`,
    ///   `remote_stopped`).
    public static func get(_ address: DocumentAddress, limits: SiteLimits = SiteLimits(), bytesMax: Int) async throws -> [UInt8] {
        let halt = SiteHalt {}
        return try await withTaskCancellationHandler {
            try await pool.run { try fetch(address, limits, bytesMax, halt) }
        } onCancel: {
            halt.set()
        }
    }

    private final class Receiver {
        var bytes: [UInt8] = []
        let bytesMax: Int
        init(_ bytesMax: Int) { self.bytesMax = bytesMax }
    }

    private static func fetch(_ address: DocumentAddress, _ limits: SiteLimits, _ bytesMax: Int, _ halt: SiteHalt) throws(Problem) -> [UInt8] {
        guard SiteLink.isReady, let handle = curl_easy_init() else { throw Problem(.bug, "curl_init") }
        defer { curl_easy_cleanup(handle) }
        func set(_ option: CURLoption, _ value: Int) { gemba_curl_set_long(handle, option, value) }
        func set(_ option: CURLoption, _ text: String) { gemba_curl_set_text(handle, option, text) }
        set(CURLOPT_URL, address.url)
        set(CURLOPT_PROTOCOLS_STR, address.scheme.rawValue)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_PROXY, "")
        set(CURLOPT_CONNECTTIMEOUT, limits.connectSeconds)
        set(CURLOPT_TIMEOUT, wholeSeconds)
        set(CURLOPT_LOW_SPEED_LIMIT, 1)
        set(CURLOPT_LOW_SPEED_TIME, limits.stallSeconds)
        set(CURLOPT_SSL_VERIFYPEER, address.verifiesCertificate ? 1 : 0)
        set(CURLOPT_SSL_VERIFYHOST, address.verifiesCertificate ? 2 : 0)
        if let path = address.authorityPath { set(CURLOPT_CAINFO, path) }
        var lines = ["Accept: application/json", "User-Agent: Gemba"]
        if let token = try SecretReference.secret(address.tokenReference) {
            guard !token.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
                throw Problem(.input, "site_password_missing", ["reference": address.tokenReference ?? ""])
            }
            lines.append(address.header.map { "\($0): \(token)" } ?? "Authorization: Bearer \(token)")
        }
        if let user = address.user {
            set(CURLOPT_USERNAME, user)
            set(CURLOPT_PASSWORD, try SecretReference.secret(address.passwordReference) ?? "")
        }
        var headers: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(headers) }
        for line in lines { headers = curl_slist_append(headers, line) }
        gemba_curl_set_list(handle, CURLOPT_HTTPHEADER, headers)
        gemba_curl_set_progress(
            handle,
            { user, _, _, _, _ in user.map { Unmanaged<SiteHalt>.fromOpaque($0).takeUnretainedValue().isSet ? 1 : 0 } ?? 0 },
            Unmanaged.passUnretained(halt).toOpaque())
        let receiver = Receiver(bytesMax)
        let code = withExtendedLifetime((receiver, halt)) {
            gemba_curl_set_write(
                handle,
                { bytes, size, count, user in
                    guard let bytes, let user else { return 0 }
                    let receiver = Unmanaged<Receiver>.fromOpaque(user).takeUnretainedValue()
                    guard receiver.bytes.count + size * count <= receiver.bytesMax else { return 0 }
                    receiver.bytes += UnsafeRawBufferPointer(start: bytes, count: size * count)
                    return size * count
                }, Unmanaged.passUnretained(receiver).toOpaque())
            return curl_easy_perform(handle)
        }
        var status = 0
        gemba_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        guard code == CURLE_OK else { throw problem(code, address, bytesMax, isHalted: halt.isSet) }
        guard status == 200 else {
            // Busy, or broken for now; everything else stays as it is until somebody changes something.
            let isRetryable = status >= 500 || status == 429 || status == 408
            throw Problem(.outside(retryable: isRetryable), "document_answer", ["url": address.url, "status": String(status)])
        }
        return receiver.bytes
    }

    private static func problem(_ code: CURLcode, _ address: DocumentAddress, _ bytesMax: Int, isHalted: Bool) -> Problem {
        func problem(_ name: String, retryable: Bool = true) -> Problem {
            Problem(
                .outside(retryable: retryable), name, ["host": address.host, "path": address.path], cause: String(cString: curl_easy_strerror(code)))
        }
        if isHalted { return problem("remote_stopped") }
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: return problem("remote_host")
        case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED: return problem("remote_unreachable")
        case CURLE_OPERATION_TIMEDOUT: return problem("remote_timeout")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_INITFAILED:
            return problem("remote_tls", retryable: false)
        case CURLE_WRITE_ERROR:
            return Problem(.outside(retryable: false), "document_large", ["url": address.url, "limit": String(bytesMax)])
        case CURLE_URL_MALFORMAT: return problem("remote_name", retryable: false)
        default: return problem("remote_cut")
        }
    }
}
