// Cookies as the house sets them: for the whole site, not for other sites' requests, and only over TLS when the reader
// came by TLS.

import Host
import Kernel
import Web

/// A `Set-Cookie` line.
struct CookieLine {
    var name: String
    var value: String
    /// Nil ends with the browser; 0 takes the cookie away.
    var seconds: Int64?
    var isForScripts: Bool
    var isSecure: Bool

    var text: String {
        var out = "\(name)=\(value); Path=/; SameSite=Lax"
        if let seconds { out += "; Max-Age=\(seconds)" }
        if !isForScripts { out += "; HttpOnly" }
        if isSecure { out += "; Secure" }
        return out
    }

    /// A reader's choice, kept for a year.
    static func choice(_ name: String, _ value: String, secure: Bool) -> CookieLine {
        CookieLine(name: name, value: value, seconds: 31_536_000, isForScripts: true, isSecure: secure)
    }

    static func session(_ token: String, seconds: Int64, secure: Bool) -> CookieLine {
        CookieLine(name: House.sessionCookie, value: token, seconds: seconds, isForScripts: false, isSecure: secure)
    }
}

extension WebResponse {
    func setting(_ cookie: CookieLine) -> WebResponse { adding("set-cookie", cookie.text) }
}

extension House {
    /// Whether cookies are kept from plain connections: the request came by TLS, or the setting says that all do.
    func wantsSecureCookies(_ request: WebRequest) -> Bool {
        request.header("x-forwarded-proto")?.lowercased() == "https" || settings.rememberedFlag(SettingName.secureCookies)
    }
}

extension WebRequest {
    /// False for a form that a page of another site sends here.
    var isFromOwnPage: Bool {
        guard let site = header("sec-fetch-site") else {
            guard let origin = header("origin"), let host = header("host") else { return true }
            return origin.hasSuffix("://" + host)
        }
        return site == "same-origin" || site == "none"
    }
}
