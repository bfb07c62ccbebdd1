// The description of the interface for programs: a document that parses and says of every route what the program does.

import Kernel
import Testing
import Web

@Suite struct OpenAPITests {
    private func document(_ plant: TestPlant) async throws -> JSON {
        let answer = try await plant.get("/api/openapi.json", as: .stranger)
        try #require(answer.status == 200)
        #expect(answer.header("content-type") == "application/json")
        return try answer.json
    }

    @Test("every route below /api/ is described, and nothing that is no route")
    func routes() async throws {
        let plant = try await TestPlant([])
        let document = try await document(plant)
        #expect(document["openapi"]?.string?.hasPrefix("3.1") == true)
        let described = Set(
            (document["paths"]?.members ?? []).flatMap { path, operations in
                (operations.members ?? []).map { "\($0.0) \(path)" }
            })
        let routes = plant.routes.filter { $0.pattern.hasPrefix("/api/") && $0.pattern != "/api/openapi.json" }
        #expect(routes.count > 25)
        for route in routes {
            #expect(
                described.contains("\(route.method.rawValue.lowercased()) \(route.pattern)"),
                "\(route.method.rawValue) \(route.pattern)")
        }
        let known = Set(plant.routes.map { "\($0.method.rawValue.lowercased()) \($0.pattern)" })
        #expect(described.subtracting(known).isEmpty, "\(described.subtracting(known))")
    }

    @Test("each operation has a summary, its own name, its path's parameters, and says what it needs")
    func operations() async throws {
        let plant = try await TestPlant([])
        let document = try await document(plant)
        var names: Set<String> = []
        for (path, operations) in document["paths"]?.members ?? [] {
            for (method, operation) in operations.members ?? [] {
                let told = "\(method) \(path)"
                #expect(operation["summary"]?.string?.isEmpty == false, "\(told)")
                let name = operation["operationId"]?.string ?? ""
                #expect(!name.isEmpty && names.insert(name).inserted, "\(told): \(name)")
                let parameters = (operation["parameters"]?.array ?? []).filter { $0["in"] == "path" }.compactMap {
                    $0["name"]?.string
                }
                let expected = path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
                    String($0.dropFirst().dropLast())
                }
                #expect(parameters == expected, "\(told)")
                #expect(operation["responses"]?.members?.isEmpty == false, "\(told)")
                let route = plant.routes.first { $0.pattern == path && $0.method.rawValue.lowercased() == method }
                switch route?.access {
                case .needs(let permission), .needsUnlessOpened(let permission, _):
                    #expect(operation["x-permission"]?.string == permission.id, "\(told)")
                default: #expect(operation["x-permission"] == nil, "\(told)")
                }
            }
        }
    }

    @Test("every reference leads to something in the document")
    func references() async throws {
        let document = try await document(TestPlant([]))
        var found = 0
        func visit(_ value: JSON) {
            if let reference = value["$ref"]?.string {
                found += 1
                var here: JSON? = document
                for part in reference.split(separator: "/").dropFirst() { here = here?[String(part)] }
                #expect(here != nil, "\(reference)")
            }
            for (_, member) in value.members ?? [] { visit(member) }
            for element in value.array ?? [] { visit(element) }
        }
        visit(document)
        #expect(found > 0)
    }
}
