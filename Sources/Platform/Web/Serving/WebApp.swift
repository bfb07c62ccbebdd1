// From request to answer: find the route, find out who asks, refuse or hand over, and turn every problem into a page or
// a JSON document. Refusals come in one order (401, 403, 404, 422), so that nobody learns what is there by asking.

import Kernel
import Logging

/// Who a request comes from.
public struct Caller: Sendable {
    public var person: Person?
    public var csrf: String
    public var language: Language?
    public var theme: String?

    public init(person: Person?, csrf: String = "", language: Language? = nil, theme: String? = nil) {
        self.person = person
        self.csrf = csrf
        self.language = language
        self.theme = theme
    }
}

/// What the house lends to the web.
public struct WebHouse: Sendable {
    public var texts: Texts
    public var zone: Zone
    public var clock: Clock
    public var logger: Logger
    /// Finds out who asks, from cookie or token.
    public var identify: @Sendable (WebRequest) async throws -> Caller
    /// Whether a setting that opens routes is on.
    public var isOpened: @Sendable (String) -> Bool
    /// A whole page around a problem.
    public var problemPage: @Sendable (Problem, Visit) async -> HTML

    public init(
        texts: Texts, zone: Zone, clock: Clock, logger: Logger, identify: @escaping @Sendable (WebRequest) async throws -> Caller,
        isOpened: @escaping @Sendable (String) -> Bool, problemPage: @escaping @Sendable (Problem, Visit) async -> HTML
    ) {
        self.texts = texts
        self.zone = zone
        self.clock = clock
        self.logger = logger
        self.identify = identify
        self.isOpened = isOpened
        self.problemPage = problemPage
    }
}

public struct WebApp: Sendable {
    /// Form posts; uploads stream and have their own limit.
    public static let formBytesMax = 1 << 20
    public let table: RouteTable
    let house: WebHouse

    public init(routes: [Route], house: WebHouse) {
        table = RouteTable(routes)
        self.house = house
    }

    public func respond(to request: WebRequest) async -> WebResponse {
        let started = Stopwatch.milliseconds()
        var visit = Visit(request: request, reader: reader(for: request, Caller(person: nil)))
        var response: WebResponse
        do {
            let caller = try await house.identify(request)
            visit.reader = reader(for: request, caller)
            response = try await answer(&visit)
        } catch is CancellationError {
            response = WebResponse(status: 499)
        } catch {
            response = await refuse(Problem(error), visit)
        }
        for (name, value) in Self.securityHeaders where response.header(name) == nil { response.headers.append((name, value)) }
        response.headers.append(("x-request-id", request.id))
        if request.method == .head { response.body = .bytes([]) }
        house.logger.debug(
            "\(request.method.rawValue) \(request.rawPath) \(response.status)",
            metadata: ["ms": "\(Stopwatch.milliseconds() - started)", "request": "\(request.id)"])
        return response
    }

    private func answer(_ visit: inout Visit) async throws -> WebResponse {
        switch table.match(visit.request) {
        case .route(let route, let values):
            visit.path = values
            try admit(route, visit)
            if !visit.request.method.isSafe { try await readForm(route, &visit) }
            return try await route.handler(visit)
        case .otherMethod(let methods):
            if visit.reader.person == nil { throw Problem(.unauthenticated, "sign_in_needed") }
            return WebResponse(status: 405, headers: [("allow", methods.map(\.rawValue).joined(separator: ", "))])
        case .none:
            if visit.reader.person == nil { throw Problem(.unauthenticated, "sign_in_needed") }
            throw Problem(.missing, "page_missing", ["path": visit.request.path])
        }
    }

    private func admit(_ route: Route, _ visit: Visit) throws {
        let person = visit.reader.person
        switch route.access {
        case .open: return
        case .signedIn: if person == nil { throw Problem(.unauthenticated, "sign_in_needed") }
        case .needs(let permission): try admit(person, permission)
        case .needsUnlessOpened(let permission, let setting):
            if !(visit.request.method.isSafe && house.isOpened(setting)) { try admit(person, permission) }
        }
    }

    private func admit(_ person: Person?, _ permission: Permission) throws {
        guard let person else { throw Problem(.unauthenticated, "sign_in_needed") }
        guard person.may(permission) else { throw Problem(.forbidden, "not_allowed", ["permission": permission.id]) }
    }

    /// Reads a form and checks that a browser's request was made by one of our pages.
    private func readForm(_ route: Route, _ visit: inout Visit) async throws {
        let type = visit.request.header("content-type") ?? ""
        if !route.streamsBody, type.hasPrefix("application/x-www-form-urlencoded") {
            let bytes = try await visit.request.body.collect(bytesMax: Self.formBytesMax)
            visit.form = Parameters(urlEncoded: String(decoding: bytes, as: UTF8.self))
        }
        guard let person = visit.reader.person, person.proof == .session || person.proof == .demo, route.access != .open else { return }
        let given = visit.request.header("x-csrf-token") ?? visit.form["csrf"] ?? visit.query["csrf"]
        guard let given, Password.constantTimeEqual(Array(given.utf8), Array(visit.reader.csrf.utf8)) else {
            throw Problem(.forbidden, "csrf", hint: "Reload the page and try again.")
        }
    }

    private func refuse(_ problem: Problem, _ visit: Visit) async -> WebResponse {
        let status = problem.status
        if status >= 500 {
            house.logger.error("\(problem)", metadata: ["request": "\(visit.request.id)", "path": "\(visit.request.rawPath)"])
        }
        if visit.request.isAPI || visit.request.header("accept")?.contains("application/json") == true {
            return WebResponse(
                status: status, headers: [("content-type", "application/problem+json")], body: .bytes(problem.json(visit.reader).bytes))
        }
        if status == 401, visit.request.method == .get || visit.request.method == .head {
            let target = visit.request.link == "/" ? "" : "?to=" + URLText.encode(visit.request.link)
            return .redirect("/sign-in" + target)
        }
        return .html(await house.problemPage(problem, visit), status: status)
    }

    private func reader(for request: WebRequest, _ caller: Caller) -> Reader {
        let asked = request.query["lang"].flatMap(Language.init(rawValue:)) ?? request.cookie("gemba_language").flatMap(Language.init(rawValue:))
        let theme = request.query["theme"] ?? request.cookie("gemba_theme") ?? caller.theme ?? "auto"
        return Reader(
            language: asked ?? caller.language ?? Self.preferred(request.header("accept-language")),
            theme: ["light", "dark"].contains(theme) ? theme : "auto", person: caller.person, csrf: caller.csrf, zone: house.zone,
            now: house.clock.now(), texts: house.texts)
    }

    /// The first language of ours that the browser asks for.
    static func preferred(_ header: String?) -> Language {
        for part in (header ?? "").split(separator: ",") {
            if let language = Language(rawValue: String(part.drop { $0 == " " }.prefix(2).lowercased())) { return language }
        }
        return .en
    }

    static let securityHeaders: [(String, String)] = [
        (
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        ("x-content-type-options", "nosniff"), ("x-frame-options", "DENY"), ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"), ("permissions-policy", "camera=(self), geolocation=(), microphone=()"),
        ("cache-control", "no-store"),
    ]
}
