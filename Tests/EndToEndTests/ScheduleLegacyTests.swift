// The old schedule's paths as a program that was written for them would use them, and the canonical ones beside them.

import App
import Foundation
import Host
import Kernel
import Scheduling
import Store
import TestKit
import Testing
import Web

@Suite("The old schedule's paths") struct ScheduleLegacyTests {
    private static func plant() async throws -> TestPlant {
        let plant = try await TestPlant([])
        _ = try await ScheduleSamples.byAPI(plant)
        return plant
    }

    /// An answer, its JSON read.
    private struct Reply {
        var status: Int
        var json: JSON
        var text: String

        init(_ answer: Answer) throws {
            (status, text) = (answer.status, answer.text)
            json = try answer.json
        }
    }

    private static func ask(_ plant: TestPlant, _ method: Web.Method, _ path: String, _ body: JSON = .null, as role: Role = .admin) async throws
        -> Reply
    {
        try Reply(try await plant.send(method, path, as: .token(role), body == .null ? .nothing : .json(body)))
    }

    @Test("orders, lines, customers and the timeline have the old shapes")
    func reading() async throws {
        let plant = try await Self.plant()
        let orders = try await Self.ask(plant, .get, "/api/work-orders", as: .viewer).json
        #expect(orders["total"] == 4)
        let first = try #require(orders["work_orders"]?.array?.first { $0["work_order_number"] == "24409.1" })
        let expected: [(String, JSON)] = [
            ("customer_name", "Norte & Sur <b>"), ("revision", "-"), ("quantity", 400), ("status", "Ready *"), ("ship_date", "2027-01-15"),
            ("production_time_minutes_estimated", "703"), ("production_time_hours_estimated", "47.87"), ("production_time_days_estimated", "5.98"),
            ("trolley_number", 2), ("line_id", 1), ("line_position", 1), ("is_hand_placed", false),
        ]
        for (name, value) in expected { #expect(first[name] == value, "\(name): \(first[name]?.text ?? "")") }
        #expect(first["scheduled_end_time"]?.string != nil)
        #expect(try await Self.ask(plant, .get, "/api/work-orders?line_id=3").json["total"] == 1)
        #expect(try await Self.ask(plant, .get, "/api/work-orders?status=Ready%20*").json["total"] == 1)
        #expect(try await Self.ask(plant, .get, "/api/work-orders?customer_id=1").json["total"] == 4)
        #expect(try await Self.ask(plant, .get, "/api/work-orders?customer_id=99").json["total"] == 0)
        let lines = try #require(try await Self.ask(plant, .get, "/api/production-lines").json["production_lines"]?.array)
        #expect(lines.count == 5 && lines[0]["time_multiplier"] == "2" && lines[0]["hours_per_shift"] == "8" && lines[0]["days_per_week"] == 5)
        #expect(lines[4]["line_type"] == "Hand" && lines[0]["queue_length"] == 1)
        #expect(try await Self.ask(plant, .get, "/api/customers").json["customers"]?.array?.count == 1)
        #expect(try await Self.ask(plant, .get, "/api/schedule/timeline").json["timeline"]?.array?.count == 5)
        let display = try await Self.ask(plant, .get, "/api/schedule/line/4", as: .floor).json
        #expect(display["current"]?["work_order_number"] == "24412.1")
        #expect(try await Self.ask(plant, .get, "/api/mobile/qr/24409.1-1", as: .floor).json["work_order"]?["work_order_number"] == "24409.1")
        #expect(try await Self.ask(plant, .get, "/api/mobile/work-orders/search?q=2441").json["total"] == 3)
        #expect(try await Self.ask(plant, .get, "/api/status").json["status"] == "online")
        #expect(try await Self.ask(plant, .post, "/api/init-db", [:]).json["status"] == "success")
    }

    @Test("an order's status and place, a line's status: changed, kept in the history, refused with a sentence")
    func changing() async throws {
        let plant = try await Self.plant()
        let id = try #require(
            try await Self.ask(plant, .get, "/api/work-orders").json["work_orders"]?.array?.first { $0["work_order_number"] == "24409.1" }?["id"]?.int
        )
        let status = try await Self.ask(plant, .put, "/api/timeline/work-orders/\(id)/status", ["status": "Missing R12"], as: .supervisor)
        #expect(status.status == 200 && status.json["work_order"]?["status"] == "Missing R12")
        #expect(try await Self.ask(plant, .put, "/api/mobile/work-orders/24409.1/status", ["status": "Ready"], as: .floor).status == 403)
        let unknown = try await Self.ask(plant, .put, "/api/mobile/work-orders/24409.1/status", ["status": "Redy"])
        #expect(unknown.status == 422 && unknown.json["code"] == "schedule_status_unknown" && unknown.json["error"]?.string?.contains("Redy") == true)
        let moved = try await Self.ask(
            plant, .put, "/api/schedule/work-orders/\(id)", ["line_id": 3, "line_position": 1, "scheduled_start_time": "2027-01-04T08:00:00"],
            as: .supervisor)
        #expect(moved.json["work_order"]?["line_id"] == 3 && moved.json["work_order"]?["line_position"] == 1, "\(moved.text)")
        #expect(moved.json["work_order"]?["scheduled_start_time"]?.string?.hasPrefix("2027-01-04T08:00") == true, "\(moved.text)")
        #expect(
            try await Self.ask(plant, .put, "/api/work-orders/\(id)/clear-to-build", ["clear_to_build": true]).json["work_order"]?["clear_to_build"]
                == true)
        let down = try await Self.ask(
            plant, .put, "/api/production-lines/2/status",
            ["status": "down", "status_reason": "malfunction", "expected_return_time": "2027-02-01T08:00:00"], as: .supervisor)
        #expect(down.json["production_line"]?["status"] == "down" && down.json["production_line"]?["status_reason"] == "malfunction")
        #expect(
            try await Self.ask(plant, .put, "/api/production-lines/2/config", ["time_multiplier": "1.5"], as: .scheduler).json["production_line"]?[
                "time_multiplier"] == "1.5")
        #expect(try await Self.ask(plant, .put, "/api/production-lines/2/config", ["time_multiplier": "0"]).status == 422)
        #expect(try await Self.ask(plant, .put, "/api/schedule/work-orders/99999", ["line_id": 1]).status == 404)
        let history = try #require(try await plant.json("/api/v1/scheduling/orders/24409.1/history")["history"]?.array)
        #expect(history.count >= 5 && history.contains { $0["kind"] == "status" && $0["new"]?["missing_part"] == "R12" })
        let audit = try await plant.json("/api/v1/audit?action=scheduling.")["entries"]?.array
        #expect(audit?.isEmpty == false)
    }

    @Test("signing in gives a token that works, with the role of the person")
    func login() async throws {
        let plant = try await Self.plant()
        _ = try await plant.house.people.create(name: "planner", password: "correct horse battery", role: .scheduler, by: .system)
        let signed = try Reply(
            try await plant.send(.post, "/api/auth/login", as: .stranger, .json(["username": "planner", "password": "correct horse battery"])))
        let token = try #require(signed.json["token"]?.string)
        #expect(signed.json["user"]?["role"] == "scheduler")
        let me = try Reply(
            try await plant.send(.get, "/api/auth/me", as: .stranger, headers: [(name: "authorization", value: "Bearer " + token)]))
        #expect(me.json["user"]?["username"] == "planner")
        let wrong = try Reply(try await plant.send(.post, "/api/auth/login", as: .stranger, .json(["username": "planner", "password": "wrong"])))
        #expect(wrong.status != 200 && wrong.json["token"] == nil)
    }

    @Test("views with the old names and columns", .timeLimit(.minutes(3)))
    func views() async throws {
        let plant = try await Self.plant()
        let row = try await plant.house.database.read { tx in
            try tx.first(
                """
                SELECT work_order_number, line_id, status, trolley_number, production_time_minutes_estimated, scheduled_start_time
                FROM work_orders WHERE work_order_number = '24409.1'
                """
            ) { [$0.text(0), String($0.int(1)), $0.text(2), String($0.int(3)), String(Int($0.double(4))), $0.isNull(5) ? "" : "there"] }
        }
        #expect(row == ["24409.1", "1", "Ready", "2", "703", "there"])
        let counts = try await plant.house.database.read { tx in
            try ["production_lines", "line_time_blocks", "trolley_management"].map { try tx.int(SQL(trusted: "SELECT COUNT(*) FROM \($0)")) ?? -1 }
        }
        #expect(counts == [5, 0, 20])
    }
}
