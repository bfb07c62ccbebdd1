// Routes: a path, who may use it, and what answers. A route without an access rule cannot be written.

import Kernel

/// One visit to a route: the request, who reads, and the path's parameters.
public struct Visit: Sendable {
    public var request: WebRequest
    public var reader: Reader
    public var path: [String: String]
    /// Form fields of a POST; empty for other bodies.
    public var form = Parameters()

    public init(request: WebRequest, reader: Reader, path: [String: String] = [:]) {
        self.request = request
        self.reader = reader
        self.path = path
    }

    public var query: Parameters { request.query }
    /// The part of the path of that name as a number; throws 404's problem when it is none.
    public func id(_ name: String = "id") throws(Problem) -> Int64 {
        guard let id = Int64(path[name] ?? "") else { throw Problem(.missing, "page_missing", ["path": request.path]) }
        return id
    }
    /// The body; NUL in its texts as U+FFFD.
    public func json(bytesMax: Int = 1 << 20) async throws -> JSON {
        let bytes = try await request.body.collect(bytesMax: bytesMax)
        return bytes.isEmpty ? [:] : try JSON(parsing: bytes).storable
    }
}

public struct Route: Sendable {
    public var method: Method
    /// `/traceability/lots/{lot}`
    public var pattern: String
    public var access: Access
    /// Takes its body itself, piece by piece, instead of having it read as a form.
    public var streamsBody: Bool
    /// One line for the API document; nil for pages.
    public var summary: String?
    public var handler: @Sendable (Visit) async throws -> WebResponse

    public init(
        _ method: Method, _ pattern: String, _ access: Access, streamsBody: Bool = false, summary: String? = nil,
        _ handler: @escaping @Sendable (Visit) async throws -> WebResponse
    ) {
        self.method = method
        self.pattern = pattern
        self.access = access
        self.streamsBody = streamsBody
        self.summary = summary
        self.handler = handler
    }

    public static func page(_ pattern: String, _ access: Access, _ handler: @escaping @Sendable (Visit) async throws -> WebResponse) -> Route {
        Route(.get, pattern, access, handler)
    }
    public static func form(_ pattern: String, _ access: Access, _ handler: @escaping @Sendable (Visit) async throws -> WebResponse) -> Route {
        Route(.post, pattern, access, handler)
    }
}

/// All routes, found by path.
public struct RouteTable: Sendable {
    public let routes: [Route]
    private var literal: [String: [Int]] = [:]
    private var patterned: [(segments: [Substring], index: Int)] = []

    /// Two routes with the same method and pattern are a fault of ours and stop the program.
    public init(_ routes: [Route]) {
        self.routes = routes
        var seen: Set<String> = []
        for (index, route) in routes.enumerated() {
            precondition(seen.insert(route.method.rawValue + route.pattern).inserted, "two routes at \(route.pattern)")
            if route.pattern.contains("{") {
                patterned.append((route.pattern.split(separator: "/"), index))
            } else {
                literal[route.pattern, default: []].append(index)
            }
        }
    }

    public enum Match: Sendable {
        case route(Route, [String: String])
        case otherMethod([Method])
        case none
    }

    public func match(_ request: WebRequest) -> Match {
        var found: [(Int, [String: String])] = (literal[request.path] ?? []).map { ($0, [:]) }
        if found.isEmpty {
            let segments = request.rawPath.split(separator: "/", omittingEmptySubsequences: true)
            for (pattern, index) in patterned where pattern.count == segments.count {
                if let values = Self.values(pattern, segments) { found.append((index, values)) }
            }
        }
        let method = request.method == .head ? .get : request.method
        if let hit = found.first(where: { routes[$0.0].method == method }) { return .route(routes[hit.0], hit.1) }
        return found.isEmpty ? .none : .otherMethod(found.map { routes[$0.0].method })
    }

    private static func values(_ pattern: [Substring], _ segments: [Substring]) -> [String: String]? {
        var out: [String: String] = [:]
        for (part, segment) in zip(pattern, segments) {
            if part.hasPrefix("{") {
                out[String(part.dropFirst().dropLast())] = URLText.decodePath(segment)
            } else if part != URLText.decodePath(segment) {
                return nil
            }
        }
        return out
    }
}
