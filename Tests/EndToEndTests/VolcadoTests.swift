// The old consolidation's eight paths as its README promises them, each with what it refuses; and its two files, read in.

import App
import Consolidation
import Foundation
import Host
import Kernel
import Store
import TestKit
import Testing
import Web

/// A request to an old path and what comes back.
struct VolcadoScenario: Sendable, CustomTestStringConvertible {
    var name: String
    var method = Web.Method.post
    var path: String
    var body: JSON = .null
    var status: Int
    /// What the answer must hold.
    var holds: [String: JSON] = [:]
    var testDescription: String { name }

    static func sync(_ name: String, _ modo: JSON, _ origin: JSON, _ target: JSON, _ status: Int) -> VolcadoScenario {
        VolcadoScenario(
            name: name, path: "/api/sync_db", body: ["modo": modo, "db_origen": origin, "db_destino": target], status: status,
            holds: ["status": status == 200 ? "success" : "error"])
    }

    static func plan(_ name: String, _ more: [(String, JSON)], _ status: Int) -> VolcadoScenario {
        let body: [(String, JSON)] = [("modo", "cierre"), ("db_origen", ["alias": "north"]), ("db_destino", ["alias": "reports"])]
        return VolcadoScenario(
            name: name, path: "/api/schedule_sync", body: .object(body.filter { old in !more.contains { $0.0 == old.0 } } + more), status: status,
            holds: ["status": status == 200 ? "success" : "error"])
    }

    static let refusals: [VolcadoScenario] = [
        .sync("no mode", .null, ["alias": "north"], ["alias": "reports"], 400),
        .sync("an unknown mode", "volcado", ["alias": "north"], ["alias": "reports"], 400),
        .sync("no origin", "cierre", .null, ["alias": "reports"], 400),
        .sync("no target for a closing", "cierre", ["alias": "north"], .null, 400),
        .sync("an origin nobody knows", "apertura", ["alias": "west"], .null, 404),
        .sync("a target nobody knows", "cierre", ["alias": "north"], ["alias": "west"], 404),
        .sync("a closing without an opening", "cierre", ["alias": "north"], ["alias": "reports"], 500),
        .sync("a branch that cannot be reached", "apertura", ["alias": "lost"], .null, 500),
        .plan("no time", [], 400), .plan("no readable time", [("date_time", "tomorrow")], 400),
        .plan("too many days", [("date_time", "2026-12-01T20:00:00.000Z"), ("concurrency", 4000)], 400),
        .plan("a task for an unknown branch", [("db_origen", ["alias": "west"]), ("date_time", "2026-12-01T20:00:00Z")], 404),
        VolcadoScenario(name: "a task that is not there", method: .delete, path: "/api/scheduled_tasks/0", status: 404, holds: ["status": "error"]),
        VolcadoScenario(name: "a task before the first", method: .delete, path: "/api/scheduled_tasks/-1", status: 404, holds: ["status": "error"]),
    ]
}

@Suite("The old consolidation's paths") struct VolcadoTests {
    private static func plant() async throws -> (plant: TestPlant, samples: BranchSamples) {
        let plant = try await TestPlant([])
        let samples = try BranchSamples()
        try await samples.makeShops()
        for (role, alias) in [("branches", "north"), ("branches", "south"), ("centrals", "reports")] {
            _ = try await plant.call("/api/v1/consolidation/\(role)", ["alias": .string(alias), "url": .string(samples.url(alias))])
        }
        return (plant, samples)
    }

    private static func call(_ plant: TestPlant, _ method: Web.Method, _ path: String, _ body: JSON = .null) async throws -> Answer {
        try await plant.send(method, path, as: .token(.admin), body == .null ? .nothing : .json(body))
    }

    @Test("what cannot be done is refused with a sentence, and nothing is called closed")
    func refusals() async throws {
        let (plant, samples) = try await Self.plant()
        _ = try await plant.call(
            "/api/v1/consolidation/branches", ["alias": "lost", "url": .string("sqlite:\(samples.folder.path)/nowhere/lost.sqlite")])
        for scenario in VolcadoScenario.refusals {
            let answer = try await Self.call(plant, scenario.method, scenario.path, scenario.body)
            #expect(answer.status == scenario.status, "\(scenario.name): \(answer.text)")
            for (name, value) in scenario.holds { #expect(try answer.json[name] == value, "\(scenario.name): \(answer.text)") }
            #expect(try answer.json["message"]?.string?.isEmpty == false, "\(scenario.name)")
        }
        let states = try await plant.json("/api/databases")["db_origenes"]?.array?.map { $0["consolidation_status"]?["status"]?.string }
        #expect(states == ["abierto", "abierto", "abierto"])
    }

    @Test("a day by the old paths: databases, opening, closing, refused rows, status")
    func day() async throws {
        let (plant, samples) = try await Self.plant()
        let before = try await plant.json("/api/databases")
        #expect(before["status"] == "success")
        let north = before["db_origenes"]?.array?.first
        #expect(north?["alias"] == "north" && north?["database"]?.string?.hasSuffix("north.sqlite") == true)
        #expect(before["db_destinos"]?.array?.map { $0["alias"] } == ["reports"])
        for name in ["alias", "host", "user", "database", "port"] { #expect(north?[name] != nil, "\(name)") }
        #expect(north?["password"] == nil)

        // The old opening takes what is there for consolidated.
        func sync(_ modo: String, _ alias: String) async throws -> JSON {
            let answer = try await Self.call(
                plant, .post, "/api/sync_db",
                ["modo": .string(modo), "db_origen": ["alias": .string(alias), "password": ""], "db_destino": ["alias": "reports"]])
            #expect(answer.status == 200, "\(answer.text)")
            return try answer.json
        }
        #expect(try await sync("apertura", "north")["message"]?.string?.contains("opened") == true)
        #expect(try await sync("apertura", "north")["message"]?.string?.contains("ya estaba aperturada") == true)
        try await samples.run("north", "INSERT INTO sales VALUES (4, 1, 99.90)", "UPDATE customers SET name = 'Luc P.' WHERE id = 2")
        #expect(try await sync("cierre", "north")["message"]?.string?.contains("1 new, 1 changed") == true)
        #expect(try await samples.text("reports", "SELECT COUNT(*) FROM sales") == "1")
        let changed = try await samples.text("reports", "SELECT GROUP_CONCAT(id || ' ' || name, '; ') FROM customers")
        #expect(changed == "2 Luc P.", "\(changed ?? "nothing")")
        let proof = try await plant.call("/api/v1/consolidation/verifications", ["branch": "north", "central": "reports"])
        #expect(proof["equal"] == true && proof["tables"]?.array?.map { $0["skipped"]?.int } == [1, 3], "\(proof.text)")
        // Again: nothing to do, nothing twice.
        #expect(try await sync("cierre", "north")["status"] == "success")
        #expect(try await samples.text("reports", "SELECT COUNT(*) FROM sales") == "1")

        let status = try await plant.json("/api/status?origen_alias=north")
        #expect(status["status"] == "online" && status["consolidation_status"] == "cerrado" && status["last_action"] == "cierre")
        #expect(status["current_database"] == "north" && (status["recent_logs"]?.array?.count ?? 0) >= 3)
        #expect(status["last_action_time"]?.string?.contains("T") == true && status["last_snapshot"]?.string?.contains("T") == true)
        #expect(try await plant.get("/api/status?origen_alias=west").status == 404)
        #expect(try await plant.json("/api/status")["current_database"] == "north")

        // A row that the central database refuses, and its way in.
        try await samples.run("reports", "CREATE UNIQUE INDEX one_address ON customers (email)")
        _ = try await sync("apertura", "south")
        try await samples.run("south", "INSERT INTO customers VALUES (9, 'Eva', 'luc0@example.com')")
        _ = try await sync("cierre", "south")
        let failed = try await plant.json("/api/failed_inserts")
        let row = failed["failed_inserts"]?.array?.first
        #expect(failed["status"] == "success" && failed["failed_inserts"]?.array?.count == 1)
        #expect(row?["table"] == "customers" && row?["record"]?["name"] == "Eva" && row?["record"]?["_record_hash"]?.string?.count == 32)
        #expect(row?["source_config"]?["alias"] == "south" && row?["source_config"]?["password"] == nil)
        #expect(row?["error"]?.string?.isEmpty == false && row?["timestamp"]?.string?.contains("T") == true)
        let again = try await Self.call(plant, .post, "/api/retry_inserts")
        #expect(try again.json["failed_retries"] == 1 && again.json["successful_retries"] == 0 && again.status == 200)
        try await samples.run("reports", "DROP INDEX one_address")
        let in_ = try await Self.call(plant, .post, "/api/retry_inserts")
        #expect(try in_.json["failed_retries"] == 0 && in_.json["successful_retries"] == 1)
        #expect(try await plant.json("/api/failed_inserts")["failed_inserts"]?.array?.isEmpty == true)
        #expect(try await samples.text("reports", "SELECT COUNT(*) FROM customers WHERE name = 'Eva'") == "1")
    }

    @Test("tasks are planned once and every so many days, listed in order, and removed by their index")
    func tasks() async throws {
        let (plant, _) = try await Self.plant()
        func plan(_ more: [(String, JSON)]) async throws {
            let scenario = VolcadoScenario.plan("", more, 200)
            let answer = try await Self.call(plant, .post, scenario.path, scenario.body)
            #expect(answer.status == 200, "\(answer.text)")
        }
        func list() async throws -> [JSON] { try await plant.json("/api/scheduled_tasks")["tasks"]?.array ?? [] }
        // The plant's clock shows noon of 23 September; Mexico City is six hours behind UTC.
        try await plan([("concurrency", 3), ("date_time", "2026-09-24T02:30:00.000Z")])
        try await plan([("concurrency", "1"), ("date_time", "2026-09-20T21:00:00"), ("modo", "apertura"), ("db_destino", .null)])
        try await plan([("concurrency", 0), ("date_time", "2026-09-25T06:15:00.123456")])
        var tasks = try await list()
        try #require(tasks.count == 3)
        #expect(tasks.map { $0["modo"] } == ["cierre", "apertura", "cierre"])
        #expect(tasks.map { $0["concurrency"] } == [3, 1, 0])
        #expect(
            tasks.map { $0["date_time"] } == ["2026-09-23T20:30:00.000000", "2026-09-23T21:00:00.000000", "2026-09-25T06:15:00.000000"])
        #expect(tasks[0]["db_origen"]?["alias"] == "north" && tasks[0]["db_destino"]?["alias"] == "reports" && tasks[1]["db_destino"] == .null)
        #expect(try await plant.json("/api/v1/consolidation/timetable")["timetable"]?.array?.count == 3)
        let removed = try await Self.call(plant, .delete, "/api/scheduled_tasks/1")
        #expect(removed.status == 200)
        tasks = try await list()
        #expect(tasks.map { $0["concurrency"] } == [3, 0])
        #expect(try await Self.call(plant, .delete, "/api/scheduled_tasks/1").status == 200)
        #expect(try await Self.call(plant, .delete, "/api/scheduled_tasks/1").status == 404)
        #expect(try await list().count == 1)
    }

    @Test("strangers read the old paths only when an administrator has opened them, and never do anything")
    func strangers() async throws {
        let (plant, _) = try await Self.plant()
        let reads = ["/api/databases", "/api/status", "/api/failed_inserts", "/api/scheduled_tasks"]
        for path in reads { #expect(try await plant.get(path, as: .stranger).status == 401, "\(path)") }
        try await plant.set("access.legacy_anonymous_read", true)
        for path in reads { #expect(try await plant.get(path, as: .stranger).status == 200, "\(path)") }
        for path in ["/api/sync_db", "/api/retry_inserts", "/api/schedule_sync"] {
            #expect(try await plant.send(.post, path, as: .stranger, .json(["modo": "apertura"])).status == 401, "\(path)")
        }
        #expect(try await plant.send(.delete, "/api/scheduled_tasks/0", as: .stranger).status == 401)
    }

    @Test("the old system's two files come over without a password, and a second time changes nothing")
    func importConfig() async throws {
        let plant = try await TestPlant([])
        let feature = try #require(plant.plant.features.lazy.compactMap { $0 as? ConsolidationFeature }.first)
        let secret = "hunter-2-is-no-word"
        let databases: JSON = [
            "db_destinos": [["alias": "unificado", "host": "10.0.0.9", "user": "root", "password": "", "database": "restaurante_unificado1"]],
            "db_origenes": [
                [
                    "alias": "origen restaurante", "host": "localhost", "user": "u@ser", "password": .string(secret), "database": "restaurante",
                    "port": "3307",
                    "exp": 1, "consolidation_status": ["status": "cerrado", "timestamp": "2025-01-10T20:00:00.000000"],
                ],
                ["alias": "unificado", "host": "x", "user": "y", "password": "", "database": "z"],
                ["alias": "", "host": "x", "user": "y", "database": "z"],
            ],
        ]
        let scheduled: JSON = [
            "configs": [
                [
                    "db_origen": ["alias": "origen restaurante", "password": .string(secret)], "db_destino": ["alias": "unificado"], "modo": "cierre",
                    "concurrency": 2, "date_time": "2026-09-24T20:00:00.000Z",
                ],
                [
                    "db_origen": ["alias": "origen restaurante"], "db_destino": ["alias": "unificado"], "modo": "apertura", "concurrency": 0,
                    "date_time": "2025-01-01T08:00:00",
                ],
                ["db_origen": ["alias": "nobody"], "modo": "cierre", "concurrency": 1, "date_time": "2026-09-24T20:00:00"],
            ]
        ]
        for isRehearsal in [true, false] {
            let result = try await feature.importConfig(databases: databases, scheduled: scheduled, isRehearsal: isRehearsal, by: .terminal)
            #expect(result.branches == ["origen restaurante"] && result.centrals == ["unificado"] && result.planned == 1)
            #expect(result.passwords.map(\.variable) == ["VOLCADO_ORIGEN_RESTAURANTE_PASSWORD"])
            #expect(result.skipped.count == 4, "\(result.skipped)")
            let places = try await plant.json("/api/v1/consolidation/branches")["branches"]?.array ?? []
            #expect(places.count == (isRehearsal ? 0 : 1))
        }
        let branch = try await plant.json("/api/v1/consolidation/branches")["branches"]?.array?.first
        #expect(branch?["url"] == "mysql://u%40ser@localhost:3307/restaurante?password=env:VOLCADO_ORIGEN_RESTAURANTE_PASSWORD")
        let again = try await feature.importConfig(databases: databases, scheduled: scheduled, isRehearsal: false, by: .terminal)
        #expect(again.branches.isEmpty && again.centrals.isEmpty && again.planned == 0)
        let tasks = try await plant.json("/api/scheduled_tasks")["tasks"]?.array ?? []
        #expect(tasks.count == 1 && tasks.first?["concurrency"] == 2 && tasks.first?["date_time"] == "2026-09-24T14:00:00.000000")
        for path in ["/api/databases", "/api/scheduled_tasks", "/api/v1/audit", "/consolidation", "/api/v1/consolidation/branches"] {
            #expect(!(try await plant.get(path).text.contains(secret)), "\(path)")
        }
    }
}
