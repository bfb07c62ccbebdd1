// The canonical interface of traceability, member by member, and every filter against a plain count of the tree's lines.

import Foundation
import Kernel
import Testing
import Web

/// A filter of the canonical interface, and the rows it means.
struct ChangeQuery: Sendable {
    var query: String
    var keeps: @Sendable (TreeRow) -> Bool

    init(_ query: String, _ keeps: @escaping @Sendable (TreeRow) -> Bool) {
        self.query = query
        self.keeps = keeps
    }

    private static func span(_ query: String, _ from: String?, _ to: String?) -> ChangeQuery {
        ChangeQuery(query) { row in
            guard let at = row.scannedAt else { return false }
            return (from.map { at >= $0 } ?? true) && (to.map { at < $0 } ?? true)
        }
    }

    private static func has(_ text: String, _ member: @escaping @Sendable (TreeRow) -> String)
        -> @Sendable (TreeRow) -> Bool
    {
        { member($0).lowercased().contains(text.lowercased()) }
    }

    static let all: [ChangeQuery] = [
        ChangeQuery("") { _ in true },
        ChangeQuery("line=1") { $0.file.line == 1 },
        ChangeQuery("line=2&mounter=1") { $0.file.line == 2 && $0.file.mounter == 1 },
        ChangeQuery("mounter=1") { $0.file.mounter == 1 },
        ChangeQuery("line=7") { _ in false },
        ChangeQuery("result=OK") { $0.result == "OK" },
        ChangeQuery("result=NG&line=1") { $0.result == "NG" && $0.file.line == 1 },
        ChangeQuery("slot=18") { $0.slot == "18" },
        ChangeQuery("slot=A7") { $0.slot == "A7" },
        ChangeQuery("slot=07") { $0.slot == "7" },
        ChangeQuery("part=eae652", has("eae652", \.part)),
        ChangeQuery("part=Led-White", has("led-white", \.part)),
        ChangeQuery("part=10%25") { $0.part == "CAP 10%" },
        ChangeQuery("part=%25") { $0.part.contains("%") },
        ChangeQuery("part=_") { $0.part.contains("_") },
        ChangeQuery("part=R0603_1") { $0.part.contains("R0603_1") },
        ChangeQuery("lot=LOT_B") { $0.lot.lowercased().contains("lot_b") },
        ChangeQuery("lot=b%251") { $0.lot.contains("b%1") },
        ChangeQuery("lot=lot-c", has("lot-c", \.lot)),
        ChangeQuery("barcode=b100", has("b100", \.barcode)),
        ChangeQuery("barcode=%25") { _ in false },
        ChangeQuery("vendor=yag", has("yag", \.vendor)),
        ChangeQuery("feeder=1f", has("1f", \.feederBase)),
        ChangeQuery("file=spare", has("spare", \.file.path)),
        ChangeQuery("part=led&result=NG&line=1&from=2026-09-22") {
            $0.part.lowercased().contains("led") && $0.result == "NG" && $0.file.line == 1
                && ($0.scannedAt ?? "") >= "2026-09-22"
        },
        span("from=2026-09-22", "2026-09-22T00:00:00", nil),
        span("to=2026-09-21", nil, "2026-09-22T00:00:00"),
        span("from=2026-09-22&to=2026-09-22", "2026-09-22T00:00:00", "2026-09-23T00:00:00"),
        span("from=2026-09-22T07:19:37-06:00", "2026-09-22T07:19:37", nil),
        span("to=2026-09-22T07:19:37-06:00", nil, "2026-09-22T07:19:37"),
        span("to=2026-09-22T07:19:38-06:00", nil, "2026-09-22T07:19:38"),
        span("from=2026-09-22T13:19:37Z&to=2026-09-22T13:19:38Z", "2026-09-22T07:19:37", "2026-09-22T07:19:38"),
        span("from=2026-09-22T07:19&to=2026-09-22T09:00", "2026-09-22T07:19:00", "2026-09-22T09:00:00"),
        span("to=2026-09-22T00:00", nil, "2026-09-22T00:00:00"),
        span("from=2026-09-22T23:59:59", "2026-09-22T23:59:59", nil),
        span("from=2026-09-22T06:30&to=2026-09-22T06:45", "2026-09-22T06:30:00", "2026-09-22T06:45:00"),
        span("from=2026-09-23&to=2026-09-22", "2026-09-23", "2026-09-23"),
        span("from=1990-01-01&to=2099-12-31", "1990", "2100"),
    ]
}

@Suite struct ScenarioChangesTests {
    private static let members = [
        "scanned_at", "scan_date_raw", "scan_time_raw", "line", "mounter", "slot", "side", "result", "part", "quantity",
        "vendor", "lot",
        "barcode", "previous_barcode", "feeder_base", "file", "file_line",
    ]

    @Test("every filter gives exactly its rows, and totals, stats and export agree with them")
    func filters() async throws {
        let plant = try await TestPlant()
        for filter in ChangeQuery.all {
            let expected = TreeFile.loadedRows.filter(filter.keeps)
            let page = try await plant.json("/api/v1/traceability/changes?limit=1000&\(filter.query)")
            let rows = page["rows"]?.array ?? []
            #expect(rows.compactMap { $0.place }.sorted() == expected.map(\.place).sorted(), "\(filter.query)")
            let totals: [Int64] = [
                expected.count, expected.filter { $0.result == "OK" }.count,
                expected.filter { $0.result == "NG" }.count,
            ].map(Int64.init)
            #expect([page["total"]?.int, page["ok"]?.int, page["ng"]?.int] == totals, "\(filter.query)")
            let stats = try await plant.json("/api/v1/traceability/stats?\(filter.query)")
            #expect([stats["total"]?.int, stats["ok"]?.int, stats["ng"]?.int] == totals, "stats \(filter.query)")
            let csv = try await plant.get("/api/v1/traceability/export?format=csv&\(filter.query)")
            #expect(csv.text.split(whereSeparator: \.isNewline).count == expected.count + 1, "export \(filter.query)")
        }
    }

    @Test("a row has each member of the contract, as its line says it")
    func row() async throws {
        let plant = try await TestPlant()
        let page = try await plant.json("/api/v1/traceability/changes?barcode=EAE65231701&to=2026-09-21")
        #expect(["rows", "total", "ok", "ng", "next"].allSatisfy { page[$0] != nil })
        #expect(page["next"] == .null)
        let row = try #require(page["rows"]?.array?.first)
        let text = try await plant.get("/api/v1/traceability/changes?barcode=EAE65231701&to=2026-09-21").text
        let places = Self.members.compactMap { text.firstRange(of: "\"\($0)\":")?.lowerBound }
        #expect(
            places.count == Self.members.count && places == places.sorted(), "members stand in the contract's order")
        let expected: JSON = [
            "scanned_at": "2026-09-21T07:19:37-06:00", "scan_date_raw": "20260921", "scan_time_raw": "071937",
            "line": 1, "mounter": 1,
            "slot": 18, "side": "front", "result": "OK", "part": "EAE65231701", "quantity": 7000,
            "vendor": "GRM155R61H", "lot": "",
            "barcode": "EAE65231701", "previous_barcode": "NA", "feeder_base": "18F",
            "file": "1line/L1 m1/20260921.csv", "file_line": 6,
        ]
        for (name, value) in expected.members ?? [] {
            #expect(row[name] == value, "\(name): \(row[name]?.text ?? "missing")")
        }
    }

    @Test("what a line leaves out is null, and what cannot be read is kept as text")
    func openMembers() async throws {
        let plant = try await TestPlant()
        func row(_ barcode: String) async throws -> JSON {
            try #require(try await plant.json("/api/v1/traceability/changes?barcode=\(barcode)")["rows"]?.array?.first)
        }
        let junk = try await row("B1014")
        #expect(junk["scanned_at"] == .null)
        #expect(junk["scan_date_raw"] == "Update")
        #expect(junk["scan_time_raw"] == "Update")
        #expect(try await row("B1015")["slot"] == "A7")
        #expect(try await row("B1015")["side"] == "rear")
        #expect(try await row("B1016")["side"] == .null)
        #expect(try await row("B1016")["result"] == "SKIP")
        let quantities = try await plant.json("/api/v1/traceability/changes?barcode=B1012")["rows"]?.array?.map {
            $0["quantity"] ?? .null
        }
        #expect(quantities == [.null, "2999.5"])
        #expect(try await row("B4001")["line"] == .null)
        #expect(try await row("B4001")["mounter"] == .null)
        #expect(try await row("B1010")["scanned_at"] == "2026-09-22T08:10:00-06:00")
        #expect(try await row("B1011")["scan_date_raw"] == "2026-09-22")
    }

    @Test("loaded is the reel of the last OK scan of every slot, since the scan that put it there")
    func loaded() async throws {
        let plant = try await TestPlant()
        for (query, keeps) in [
            ("", { _ in true }), ("line=1", { $0.file.line == 1 }),
            ("line=1&mounter=2", { $0.file.line == 1 && $0.file.mounter == 2 }), ("line=9", { _ in false }),
        ] as [(String, (TreeRow) -> Bool)] {
            let expected = Self.loads(TreeFile.loadedRows.filter(keeps))
            let slots = try await plant.json("/api/v1/traceability/loaded?\(query)")["slots"]?.array ?? []
            #expect(slots.map(\.loadText).sorted() == expected.sorted(), "\(query)")
            for slot in slots {
                let names = ["line", "mounter", "slot", "side", "part", "barcode", "since", "file", "file_line"]
                #expect(names.allSatisfy { slot[$0] != nil }, "\(slot.text)")
            }
        }
    }

    /// `line/mounter/slot/side part barcode since place`, one per slot.
    private static func loads(_ rows: [TreeRow]) -> [String] {
        let scans = rows.filter { $0.result == "OK" && $0.scannedAt != nil && $0.file.line != nil }
        let slots = Dictionary(grouping: scans) {
            "\($0.file.line ?? 0)/\($0.file.mounter ?? 0)/\($0.slot)/\($0.side ?? "")"
        }
        return slots.map { key, scans in
            let inOrder = scans.enumerated().sorted {
                ($0.element.scannedAt ?? "", $0.offset) < ($1.element.scannedAt ?? "", $1.offset)
            }.map(\.element)
            var since = inOrder[0]
            for scan in inOrder where scan.barcode != since.barcode { since = scan }
            return "\(key) \(since.part) \(since.barcode) \(since.scannedAt ?? "") \(since.place)"
        }
    }

    @Test("a lot is found in every slot and window it was in")
    func lot() async throws {
        let plant = try await TestPlant()
        let document = try await plant.json("/api/v1/traceability/lots/LOT-A6")
        let windows = document["windows"]?.array ?? []
        #expect(windows.count == 1)
        #expect(windows.first?["from"] == "2026-09-21T12:00:00-06:00")
        #expect(windows.first?["to"] == .null, "it is still there")
        let before = try await plant.json("/api/v1/traceability/lots/B1001")["windows"]?.array
        #expect(before?.first?["from"] == "2026-09-21T06:05:12-06:00")
        #expect(before?.first?["to"] == "2026-09-21T12:00:00-06:00")
        #expect(try await plant.json("/api/v1/traceability/lots/LOT-A1")["windows"]?.array?.count == 2, "on both lines")
        #expect(try await plant.json("/api/v1/traceability/lots/unheard-of")["windows"]?.array?.isEmpty == true)
    }

    @Test("the export in JSON has the same rows as the search, and XLSX is a workbook")
    func exports() async throws {
        let plant = try await TestPlant()
        let export = try await plant.get("/api/v1/traceability/export?format=json&line=2")
        let rows = try export.json.array ?? export.json["rows"]?.array ?? []
        #expect(rows.count == TreeFile.loadedRows.filter { $0.file.line == 2 }.count)
        let workbook = try await plant.get("/api/v1/traceability/export?format=xlsx&line=2")
        #expect(workbook.status == 200)
        #expect(workbook.text.hasPrefix("PK"))
        #expect(workbook.header("content-disposition")?.contains(".xlsx") == true)
        #expect(try await plant.get("/api/v1/traceability/export?format=pdf").status == 422)
    }
}

extension JSON {
    /// `1line/L1 m1/20260922.csv:5`
    var place: String? {
        guard let file = self["file"]?.string, let line = self["file_line"]?.int else { return nil }
        return "\(file):\(line)"
    }

    fileprivate var loadText: String {
        let slot = self["slot"]?.string ?? self["slot"]?.int.map(String.init) ?? "?"
        let key = "\(self["line"]?.int ?? 0)/\(self["mounter"]?.int ?? 0)/\(slot)/\(self["side"]?.string ?? "")"
        return
            "\(key) \(self["part"]?.string ?? "?") \(self["barcode"]?.string ?? "?") \(self["since"]?.string ?? "?") \(place ?? "?")"
    }
}
