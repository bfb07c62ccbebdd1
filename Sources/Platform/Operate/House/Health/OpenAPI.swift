// The interface described for programs: an OpenAPI 3.1 document made of the routes themselves, so that it cannot say
// what is not there.

import Host
import Kernel
import Web

/// Makes the API document.
enum OpenAPI {
    static func document(_ routes: [Route]) -> JSON {
        let told = routes.filter { $0.summary != nil }
        var paths: [(String, JSON)] = []
        var seen: Set<String> = []
        for route in told where seen.insert(route.pattern).inserted {
            let operations = told.filter { $0.pattern == route.pattern }.map { ($0.method.rawValue.lowercased(), operation($0)) }
            paths.append((route.pattern, .object(operations)))
        }
        return [
            "openapi": "3.1.0",
            "info": ["title": "Gemba", "version": .string(GembaVersion.text), "description": "One server for the plant's records."],
            "paths": .object(paths.sorted { $0.0 < $1.0 }),
            "components": components,
        ]
    }

    private static func operation(_ route: Route) -> JSON {
        var members: [(String, JSON)] = [
            ("summary", JSON(route.summary)), ("operationId", .string(name(route))), ("tags", [.string(tag(route.pattern))]),
            ("security", security(route.access)),
        ]
        let parameters = names(route.pattern)
        if !parameters.isEmpty { members.append(("parameters", .array(parameters.map(parameter)))) }
        if case .needs(let permission) = route.access { members.append(("x-permission", .string(permission.id))) }
        if case .needsUnlessOpened(let permission, let setting) = route.access {
            members += [("x-permission", .string(permission.id)), ("x-opened-by", .string(setting))]
        }
        let problem: JSON = ["$ref": "#/components/responses/Problem"]
        members.append(("responses", ["2XX": ["description": "Done"], "default": problem]))
        return .object(members)
    }

    /// `get /api/v1/people/{id}` -> `getPeopleId`; the old systems' paths, which may be called the same, -> `getLegacy…`.
    private static func name(_ route: Route) -> String {
        let words = route.pattern.split { "/{}.-_".contains($0) }.filter { $0 != "api" && $0 != "v1" }
        let isLegacy = route.pattern.hasPrefix("/api/") && !route.pattern.hasPrefix("/api/v1/")
        return route.method.rawValue.lowercased() + (isLegacy ? "Legacy" : "") + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// The first word after the version: the feature or the thing.
    private static func tag(_ pattern: String) -> String {
        let words = pattern.split(separator: "/").map(String.init)
        return words.first { $0 != "api" && $0 != "v1" } ?? "api"
    }

    private static func names(_ pattern: String) -> [String] {
        pattern.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    private static func parameter(_ name: String) -> JSON {
        ["name": .string(name), "in": "path", "required": true, "schema": ["type": .string(name == "id" ? "integer" : "string")]]
    }

    private static func security(_ access: Access) -> JSON {
        switch access {
        case .open: []
        case .signedIn, .needs: [["token": []], ["session": []]]
        case .needsUnlessOpened: [["token": []], ["session": []], .object([])]
        }
    }

    private static let components: JSON = [
        "securitySchemes": [
            "token": ["type": "http", "scheme": "bearer", "description": "An API token; writes need nothing more."],
            "session": [
                "type": "apiKey", "in": "cookie", "name": .string(House.sessionCookie),
                "description": "A signed-in browser; writes also need the header X-CSRF-Token.",
            ],
        ],
        "schemas": ["Problem": problemSchema],
        "responses": [
            "Problem": [
                "description": "What went wrong (RFC 9457)",
                "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
            ]
        ],
    ]

    private static let problemSchema: JSON = [
        "type": "object", "required": ["type", "title", "status", "detail", "code"],
        "properties": [
            "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"], "detail": ["type": "string"],
            "code": ["type": "string", "description": "Stable, snake_case"], "parameters": ["type": "object"],
        ],
    ]
}
