// The old upload: multipart with the file and, if one likes, line and mounter; through the same intake as everything else,
// so the same file twice is loaded once.

import Kernel
import TestKit
import Testing
import Web

@Suite struct LegacyUploadTests {
    private static let lines = [
        TreeFile.header,
        "20260920,060000,1,OK,NA,,UP-1,5000,,YAGEO,LOT-U1,U0001,1F",
        "20260920,060100,2,NG,NA,,UP-2,5000,,YAGEO,LOT-U2,U0002,2F",
        "20260920,060200,3,OK,NA,,UP-3,70O0,,YAGEO,LOT-U3,U0003,3F",
        "20260920,060300,4,OK,NA,,UP-4,5000,,YAGEO,LOT-U4,U0004,4R",
    ]

    static func carried(
        _ fields: [(String, String)] = [], field: String = "csvFile", name: String = "20260920.csv",
        lines: [String] = lines
    ) -> Carried {
        .upload(fields: fields, field: field, name: name, bytes: lines.map { $0 + "\n" }.joined())
    }

    @Test("an upload says what was inserted, and its rows stand under the line and mounter given")
    func upload() async throws {
        let plant = try await TestPlant([])
        let fields = [("lineNumber", "3"), ("mounterNumber", "2")]
        let answer = try await plant.send(
            .post, "/api/smt/historial/upload", as: .token(.supervisor), Self.carried(fields))
        #expect(answer.status == 200, "\(answer.text)")
        let document = try answer.json
        #expect(document["success"] == true)
        #expect(document["message"]?.string?.isEmpty == false)
        #expect(document["records_inserted"]?.int == 3)
        let rows = try await plant.json("/api/smt/historial/data?folder=3Line_M2")
        #expect(rows["stats"] == ["total": 3, "ok": 2, "ng": 1])
        #expect(
            rows["data"]?.array?.allSatisfy { $0["scan_date"] == "2026-09-20" } == true, "the file's day, not today's")
        #expect(rows["data"]?.array?.first?["source_file"] == "20260920.csv")
    }

    @Test("the second upload of the same file inserts nothing and changes no total")
    func twice() async throws {
        let plant = try await TestPlant([])
        let fields = [("lineNumber", "3"), ("mounterNumber", "2")]
        for (turn, inserted) in [(1, 3), (2, 0), (3, 0)] {
            let answer = try await plant.send(.post, "/api/smt/historial/upload", as: .scheduler, Self.carried(fields))
            #expect(try answer.json["success"] == true, "turn \(turn)")
            #expect(try answer.json["records_inserted"]?.int == Int64(inserted), "turn \(turn)")
            #expect(
                try await plant.json("/api/smt/historial/data")["stats"] == ["total": 3, "ok": 2, "ng": 1],
                "turn \(turn)")
        }
        let ledger = try await plant.json("/api/v1/intake/files")
        for file in ledger["files"]?.array ?? [] {
            let parts = ["header", "blank", "loaded", "duplicate", "rejected"].compactMap { file[$0]?.int }
            #expect(file["lines"]?.int == parts.reduce(0, +), "the ledger balances: \(file.text)")
        }
    }

    @Test("without line and mounter the name of the file tells them, and else they stay open")
    func unnamed() async throws {
        let plant = try await TestPlant([])
        let named = try await plant.send(
            .post, "/api/smt/historial/upload", Self.carried(name: "4Line_M3_20260920.csv"))
        #expect(try named.json["records_inserted"]?.int == 3, "\(named.text)")
        #expect(try await plant.json("/api/smt/historial/data?folder=4Line_M3")["stats"]?["total"] == 3)
        let lines = [TreeFile.header, "20260919,060000,1,OK,NA,,UP-9,5000,,YAGEO,LOT-U9,U0009,1F"]
        let open = try await plant.send(
            .post, "/api/smt/historial/upload", Self.carried(name: "whatever.csv", lines: lines))
        #expect(try open.json["records_inserted"]?.int == 1, "\(open.text)")
        let row = try await plant.json("/api/smt/historial/data?part_name=UP-9")["data"]?.array?.first
        #expect(row?["line_number"] == .null)
        #expect(row?["mounter_number"] == .null)
    }

    @Test("an upload without its file, or with a line that is no number, is refused and leaves nothing behind")
    func refused() async throws {
        let plant = try await TestPlant([])
        let path = "/api/smt/historial/upload"
        try await plant.run([
            Scenario("no multipart", .post, path, .form([("lineNumber", "1")]), status: 422),
            Scenario(
                "a line in words", .post, path, Self.carried([("lineNumber", "one")]), status: 422,
                mustContain: ["lineNumber"]),
            Scenario(
                "a name that climbs", .post, path, Self.carried(name: "../../../up.csv"),
                mustContain: ["\"records_inserted\":3"]),
            Scenario(
                "no permission", .post, path, as: .token(.floor), Self.carried(), status: 403,
                mustContain: ["not_allowed"]),
            Scenario(
                "no proof of our page", .post, path, as: .admin, Self.carried(), provesPage: false, status: 403,
                mustContain: ["csrf"]),
            Scenario("one file in all", "/api/v1/intake/files", mustContain: ["up.csv"], mustNotContain: ["../"]),
        ])
        let outside = try plant.folder.names().filter { $0.hasSuffix(".csv") && !$0.hasPrefix("data/uploads/") }
        #expect(outside.isEmpty, "\(outside)")
    }
}
