// Who is at the door: the person behind a session cookie or a token, or nobody. The demo lets its visitor in without
// either, but only from this machine.

import Kernel
import Logging
import Web

extension House {
    /// The cookie that holds a session's token.
    public static let sessionCookie = "gemba_session"
    /// The cookies that hold the reader's choices; scripts may change them.
    public static let themeCookie = "gemba_theme"
    public static let languageCookie = "gemba_language"

    /// Finds out who asks. A token goes before a cookie; a token that is not valid makes nobody, whatever else was sent.
    /// - Throws: what keeps the database from answering.
    public func identify(_ request: WebRequest) async throws -> Caller {
        await refreshSettings()
        if let header = request.header("authorization") {
            guard let text = Self.bearer(header) else { return Caller(person: nil) }
            return Caller(person: try await tokens.person(bearer: text))
        }
        if let token = request.cookie(Self.sessionCookie), let session = try await signIn.person(sessionToken: token) {
            return Caller(person: session.person, csrf: session.csrf, language: session.language, theme: session.theme)
        }
        guard isDemo, request.isFromThisMachine else { return Caller(person: nil) }
        return Caller(person: Person(id: nil, name: "demo", role: .admin, proof: .demo), csrf: demoCSRF)
    }

    /// Routes ask `rememberedFlag`, which knows only what was read before. That a database does not answer must not
    /// turn `/health` away, so what was last known stays.
    private func refreshSettings() async {
        do { _ = try await settings.all() } catch { logger.debug("settings are not read: \(Problem(error))") }
    }

    /// `Bearer gmb_…` -> `gmb_…`; nil for another scheme.
    private static func bearer(_ header: String) -> String? {
        let parts = header.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1])
    }
}

extension WebRequest {
    /// Whether the request was made on this machine by its own name. What a proxy passes on is not, nor is what a page
    /// elsewhere sends here under a name of its own.
    public var isFromThisMachine: Bool {
        guard header("x-forwarded-for") == nil, header("forwarded") == nil, Self.isLoopback(address) else { return false }
        return header("host").map { Self.isLoopback(Self.hostName($0)) } ?? true
    }

    private static func isLoopback(_ name: String) -> Bool {
        if ["::1", "localhost", "::ffff:127.0.0.1"].contains(name.lowercased()) { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// `localhost:8080`, `[::1]:8080` without the port.
    private static func hostName(_ text: String) -> String {
        if text.hasPrefix("[") { return String(text.dropFirst().prefix { $0 != "]" }) }
        return String(text.prefix { $0 != ":" })
    }
}
