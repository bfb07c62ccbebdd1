// What a server of files does not do, as problems with stable codes: which of the two sides has to move, and whether
// trying again can help.

import CCurl
import Kernel

enum SiteProblem {
    static func of(_ code: CURLcode, answer: Int, cause: String, _ address: SiteAddress, _ request: SiteRequest, halted: Bool) -> Problem {
        let path = LocalPath.join("/" + address.folder, request.path)
        func problem(_ name: String, retryable: Bool = true) -> Problem {
            Problem(.outside(retryable: retryable), name, ["host": address.hostText, "path": path], cause: cause)
        }
        if halted { return stopped(address, request.path) }
        switch code {
        case CURLE_ABORTED_BY_CALLBACK: return stopped(address, request.path)
        case CURLE_COULDNT_RESOLVE_HOST: return problem("remote_host")
        case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED: return problem("remote_unreachable")
        case CURLE_LOGIN_DENIED: return problem("remote_login", retryable: false)
        case CURLE_PEER_FAILED_VERIFICATION:
            return problem(address.scheme == .sftp ? "remote_host_key" : "remote_tls", retryable: false)
        case CURLE_SSL_CONNECT_ERROR, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_SHUTDOWN_FAILED:
            return problem("remote_tls", retryable: false)
        case CURLE_OPERATION_TIMEDOUT, CURLE_FTP_ACCEPT_TIMEOUT: return problem("remote_timeout")
        case CURLE_REMOTE_FILE_NOT_FOUND: return problem("remote_missing")
        // 550 to RETR and CWD alike: not there, or not allowed; a server does not say which.
        case CURLE_REMOTE_ACCESS_DENIED, CURLE_FTP_COULDNT_RETR_FILE:
            return answer == 421 ? problem("remote_cut") : problem("remote_missing")
        case CURLE_QUOTE_ERROR: return problem("remote_refused")
        case CURLE_URL_MALFORMAT: return problem("remote_name", retryable: false)
        case CURLE_WRITE_ERROR, CURLE_PARTIAL_FILE, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING,
            CURLE_WEIRD_SERVER_REPLY, CURLE_FTP_WEIRD_PASS_REPLY, CURLE_FTP_WEIRD_PASV_REPLY, CURLE_FTP_WEIRD_227_FORMAT,
            CURLE_FTP_CANT_GET_HOST, CURLE_FTP_ACCEPT_FAILED, CURLE_FTP_PORT_FAILED, CURLE_FTP_COULDNT_SET_TYPE,
            CURLE_SSH:
            return problem("remote_cut")
        case CURLE_FTP_COULDNT_USE_REST, CURLE_RANGE_ERROR, CURLE_BAD_DOWNLOAD_RESUME: return problem(noResume)
        default: return problem("remote_failed")
        }
    }

    /// The server does not begin a file in the middle; never told to anybody.
    static let noResume = "remote_no_resume"

    static func stopped(_ address: SiteAddress, _ path: String) -> Problem { make("remote_stopped", address, path) }

    /// A server that is reached and does not do one thing.
    static func make(_ code: String, _ address: SiteAddress, _ path: String, retryable: Bool = true, cause: String? = nil) -> Problem {
        Problem(
            .outside(retryable: retryable), code, ["host": address.hostText, "path": LocalPath.join("/" + address.folder, path)],
            cause: cause)
    }

    /// The whole place is out of reach: asking for the next file would end the same way.
    static let ofThePlace: Set<String> = [
        "remote_host", "remote_unreachable", "remote_login", "remote_tls", "remote_host_key", "remote_timeout", "remote_stopped",
        "spool_full", "spool_failed", "site_password_missing",
    ]
}
