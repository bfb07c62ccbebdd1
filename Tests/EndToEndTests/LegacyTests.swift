// The old monitor's paths, as its README promises them: every parameter, every member, statistics over the whole filter,
// and closed to strangers until an administrator opens them.

import Kernel
import Testing
import Web

/// A filter in the old words, and the rows it means.
struct LegacyFilter: Sendable, CustomTestStringConvertible {
    var query: String
    var keeps: @Sendable (TreeRow) -> Bool
    var testDescription: String { query.isEmpty ? "no filter" : query }

    init(_ query: String, _ keeps: @escaping @Sendable (TreeRow) -> Bool) {
        self.query = query
        self.keeps = keeps
    }

    static func day(_ row: TreeRow) -> String { String(row.scannedAt?.prefix(10) ?? "") }

    static let all: [LegacyFilter] = [
        LegacyFilter("") { _ in true },
        LegacyFilter("folder=1Line_M1") { $0.file.line == 1 && $0.file.mounter == 1 },
        LegacyFilter("folder=1Line_M2") { $0.file.line == 1 && $0.file.mounter == 2 },
        LegacyFilter("folder=2Line_M1") { $0.file.line == 2 && $0.file.mounter == 1 },
        LegacyFilter("folder=1line%2FL1+m2") { $0.file.line == 1 && $0.file.mounter == 2 },
        LegacyFilter("folder=9Line_M9") { _ in false },
        LegacyFilter("folder=all") { _ in true },
        LegacyFilter("part_name=r0603_") { $0.part.hasPrefix("R0603_") },
        LegacyFilter("part_name=10%25") { $0.part == "CAP 10%" },
        LegacyFilter("part_name=white") { $0.part.lowercased() == "led-white" },
        LegacyFilter("part_name=nothing+of+that") { _ in false },
        LegacyFilter("result=OK") { $0.result == "OK" },
        LegacyFilter("result=NG") { $0.result == "NG" },
        LegacyFilter("result=ng") { $0.result == "NG" },
        LegacyFilter("result=") { _ in true },
        LegacyFilter("date_from=2026-09-22") { $0.scannedAt.map { $0 >= "2026-09-22T00:00:00" } ?? false },
        LegacyFilter("date_to=2026-09-21") { LegacyFilter.day($0) == "2026-09-21" },
        LegacyFilter("date_from=2026-09-22&date_to=2026-09-22") { LegacyFilter.day($0) == "2026-09-22" },
        LegacyFilter("date_from=2026-09-23&date_to=2026-09-22") { _ in false },
        LegacyFilter("folder=1Line_M1&part_name=led&result=NG&date_from=2026-09-22&date_to=2026-09-22") {
            $0.file.line == 1 && $0.file.mounter == 1 && $0.part.lowercased().contains("led") && $0.result == "NG"
                && LegacyFilter.day($0) == "2026-09-22"
        },
    ]
}

@Suite struct LegacyTests {
    private static let members = [
        "scan_date", "scan_time", "slot_no", "result", "part_name", "quantity", "vendor", "lot_no", "barcode",
        "feeder_base",
        "previous_barcode", "source_file",
    ]

    @Test("data and export give the rows a filter means, with statistics of the same rows")
    func filters() async throws {
        let plant = try await TestPlant()
        for filter in LegacyFilter.all {
            let expected = TreeFile.loadedRows.filter(filter.keeps)
            for path in ["data", "export"] {
                let document = try await plant.json("/api/smt/historial/\(path)?\(filter.query)")
                #expect(document["success"] == true)
                #expect(document["stats"]?["total"]?.int == Int64(expected.count), "\(path) \(filter.query)")
                #expect(
                    document["stats"]?["ok"]?.int == Int64(expected.filter { $0.result == "OK" }.count),
                    "\(path) \(filter.query)")
                #expect(
                    document["stats"]?["ng"]?.int == Int64(expected.filter { $0.result == "NG" }.count),
                    "\(path) \(filter.query)")
                let rows = document["data"]?.array ?? []
                let barcodes = rows.compactMap { $0["barcode"]?.string }.sorted()
                #expect(barcodes == expected.map(\.barcode).sorted(), "\(path) \(filter.query)")
            }
        }
    }

    @Test("a row has the members of the README, in its types")
    func row() async throws {
        let plant = try await TestPlant()
        let document = try await plant.json(
            "/api/smt/historial/data?folder=1Line_M1&date_from=2026-09-21&date_to=2026-09-21&part_name=EAE65231701")
        #expect(document.members?.map(\.0).sorted() == ["data", "stats", "success"])
        #expect(document["stats"]?.members?.map(\.0).sorted() == ["ng", "ok", "total"])
        let row = try #require(document["data"]?.array?.first)
        for name in Self.members { #expect(row[name] != nil, "\(name) is missing") }
        let expected: JSON = [
            "scan_date": "2026-09-21", "scan_time": "07:19:37", "slot_no": "18", "result": "OK",
            "part_name": "EAE65231701", "quantity": 7000,
            "vendor": "GRM155R61H", "lot_no": "", "barcode": "EAE65231701", "feeder_base": "18F",
            "previous_barcode": "NA",
            "source_file": "20260921.csv",
        ]
        for (name, value) in expected.members ?? [] {
            #expect(row[name] == value, "\(name): \(row[name]?.text ?? "missing")")
        }
    }

    @Test("a junk date is shown as it is, and is never taken for a day")
    func junk() async throws {
        let plant = try await TestPlant()
        let document = try await plant.json("/api/smt/historial/data?part_name=LED-WHITE")
        let row = try #require(document["data"]?.array?.first { $0["barcode"]?.string == "B1014" })
        #expect(row["scan_date"] == "Update")
        #expect(row["scan_time"] == "Update")
        let lost = try #require(document["data"]?.array?.first { $0["barcode"]?.string == "B1010" })
        #expect(lost["scan_time"] == "08:10:00", "the lost zero is put back")
    }

    @Test("statistics cover the whole filter where data has its limit, and export has none")
    func manyRows() async throws {
        let count = 5_120
        let lines = (0..<count).map { n in
            let clock = String(100_000 + n / 3600 * 10_000 + n / 60 % 60 * 100 + n % 60)
            return "20260922,\(clock),\(n % 40),\(n % 64 == 0 ? "NG" : "OK"),NA,,P\(n % 90),5000,,V,L\(n),C\(n),1F"
        }
        let plant = try await TestPlant([
            TreeFile(path: "1line/L1 m1/20260922.csv", line: 1, mounter: 1, lines: [TreeFile.header] + lines)
        ])
        let data = try await plant.json("/api/smt/historial/data?folder=1Line_M1")
        #expect(data["data"]?.array?.count == 5_000)
        #expect(data["stats"] == ["total": JSON(count), "ok": JSON(count - 80), "ng": 80])
        let export = try await plant.json("/api/smt/historial/export?folder=1Line_M1")
        #expect(export["data"]?.array?.count == count)
        #expect(Set((export["data"]?.array ?? []).compactMap { $0["barcode"]?.string }).count == count)
        #expect(export["stats"] == data["stats"])
    }

    @Test("folders lists each line and mounter with its rows, under the name that the filter takes")
    func folders() async throws {
        let plant = try await TestPlant()
        let document = try await plant.json("/api/smt/folders")
        #expect(document["success"] == true)
        let folders = document["folders"]?.array ?? []
        #expect(folders.compactMap { $0["name"]?.string } == ["1Line_M1", "1Line_M2", "2Line_M1"])
        for folder in folders {
            for name in ["name", "display", "line", "mounter", "count"] {
                #expect(folder[name] != nil, "\(name) is missing")
            }
            let name = try #require(folder["name"]?.string)
            let data = try await plant.json("/api/smt/historial/data?folder=\(name)")
            #expect(data["stats"]?["total"] == folder["count"], "\(name)")
            #expect(folder["count"]?.int ?? 0 > 0)
        }
    }

    @Test("stats counts the rows of the whole system")
    func stats() async throws {
        let plant = try await TestPlant()
        let document = try await plant.json("/api/smt/stats")
        let rows = TreeFile.loadedRows
        #expect(document["success"] == true)
        #expect(document["stats"]?["total"]?.int == Int64(rows.count))
        #expect(document["stats"]?["ok"]?.int == Int64(rows.filter { $0.result == "OK" }.count))
        #expect(document["stats"]?["ng"]?.int == Int64(rows.filter { $0.result == "NG" }.count))
        #expect(document["total_lines"]?.int == 3, "the old name for the number of folders")
    }

    @Test("what cannot be read is refused with a problem that names it")
    func refusals() async throws {
        let plant = try await TestPlant()
        try await plant.run([
            Scenario(
                "a folder without a number", "/api/smt/historial/data?folder=nowhere", status: 422,
                mustContain: ["folder_unknown"]),
            Scenario(
                "a day that is none", "/api/smt/historial/data?date_from=2026-13-45", status: 422,
                mustContain: ["time_invalid", "2026-13-45"]),
            Scenario(
                "a day in words", "/api/smt/historial/export?date_to=yesterday", status: 422,
                mustContain: ["time_invalid"]),
        ])
    }

    @Test("strangers are turned away until the setting opens the GET paths, and the upload never opens")
    func anonymous() async throws {
        let plant = try await TestPlant()
        let reads = ["historial/data", "historial/export", "folders", "stats"].map { "/api/smt/" + $0 }
        let upload = Scenario(
            "upload", .post, "/api/smt/historial/upload", as: .stranger, LegacyUploadTests.carried(), status: 401)
        let closed = reads.map {
            Scenario(
                "closed", $0, as: .stranger, status: 401, mustContain: ["sign_in_needed"], mustNotContain: ["B1001"])
        }
        try await plant.run(closed + [upload])
        try await plant.set("access.legacy_anonymous_read", true)
        let open = reads.map { Scenario("open", $0, as: .stranger, mustContain: ["\"success\":true"]) }
        try await plant.run(
            open + [
                upload, Scenario("only the old paths open", "/api/v1/traceability/changes", as: .stranger, status: 401),
                Scenario("nor the rest", "/api/v1/people", as: .stranger, status: 401),
            ])
        try await plant.set("access.legacy_anonymous_read", false)
        try await plant.run(reads.map { Scenario("closed again", $0, as: .stranger, status: 401) })
    }
}
