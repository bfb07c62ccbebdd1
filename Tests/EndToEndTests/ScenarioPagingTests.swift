// Paging by `limit` and `after`: every row exactly once and in one order, whatever the size of the page, across equal
// instants, undated rows, and rows that arrive while one pages.

import Kernel
import TestKit
import Testing
import Web

@Suite struct ScenarioPagingTests {
    /// Follows `next` to the end.
    private func walk(_ plant: TestPlant, _ path: String, _ list: String, limit: Int, pagesMax: Int = 200) async throws
        -> [JSON]
    {
        var rows: [JSON] = []
        var after: String?
        for _ in 0..<pagesMax {
            let joint = path.contains("?") ? "&" : "?"
            let page = try await plant.json(
                path + joint + "limit=\(limit)" + (after.map { "&after=" + URLText.encode($0) } ?? ""))
            let part = page[list]?.array ?? []
            #expect(part.count <= limit, "\(path): a page is not longer than it was asked to be")
            rows += part
            let next = page["next"]
            after = next?.string ?? next?.int.map(String.init)
            if after == nil { return rows }
            #expect(!part.isEmpty, "\(path): a page with a next one is not empty")
        }
        Issue.record("\(path): no end after \(pagesMax) pages")
        return rows
    }

    @Test("changes: each row once, newest scan first, undated last", arguments: [1, 2, 3, 7, 20, 1000])
    func changes(limit: Int) async throws {
        let plant = try await TestPlant()
        let rows = try await walk(plant, "/api/v1/traceability/changes", "rows", limit: limit)
        #expect(rows.compactMap(\.place).sorted() == TreeFile.loadedRows.map(\.place).sorted())
        let times = rows.map { $0["scanned_at"]?.string ?? "" }
        #expect(times == times.sorted(by: >), "empty text, the undated ones, sorts last")
        for (a, b) in zip(rows, rows.dropFirst()) where a["scanned_at"] == b["scanned_at"] && a["file"] == b["file"] {
            #expect(a["file_line"]?.int ?? 0 < b["file_line"]?.int ?? 0, "ties stand in the order of the file")
        }
    }

    @Test("changes: oldest first is the same rows from the other end, undated still last", arguments: [1, 3, 7, 1000])
    func oldestFirst(limit: Int) async throws {
        let plant = try await TestPlant()
        let rows = try await walk(plant, "/api/v1/traceability/changes?sort=time", "rows", limit: limit)
        #expect(rows.compactMap(\.place).sorted() == TreeFile.loadedRows.map(\.place).sorted())
        let times = rows.map { $0["scanned_at"]?.string ?? "undated" }
        #expect(times == times.sorted())
        let spans = try await walk(plant, "/api/v1/traceability/changes?sort=time&from=2026-09-22", "rows", limit: limit)
        #expect(spans.allSatisfy { $0["scanned_at"]?.string != nil } && !spans.isEmpty)
    }

    @Test("files and rejects: each once in any order", arguments: ["-loaded", "bytes", "source", "-path", "loaded-at"], [1, 2, 100])
    func orders(order: String, limit: Int) async throws {
        let plant = try await TestPlant()
        let files = try await walk(plant, "/api/v1/intake/files?sort=\(order)", "files", limit: limit)
        #expect(files.compactMap { $0["path"]?.string }.sorted() == TreeFile.all.map(\.path).sorted())
    }

    @Test("changes: the totals are those of the filter on every page, and a filter pages like the whole")
    func totals() async throws {
        let plant = try await TestPlant()
        let expected = TreeFile.loadedRows.filter { $0.part.contains("R0603") }
        let filter = "/api/v1/traceability/changes?part=R0603"
        #expect(
            try await walk(plant, filter, "rows", limit: 4).compactMap(\.place).sorted()
                == expected.map(\.place).sorted())
        let first = try await plant.json(filter + "&limit=4")
        let cursor = try #require(first["next"]?.string)
        let second = try await plant.json(filter + "&limit=4&after=" + URLText.encode(cursor))
        for page in [first, second] { #expect(page["total"]?.int == Int64(expected.count)) }
    }

    @Test("changes: rows that arrive on top while one pages push nothing out and double nothing")
    func arrivals() async throws {
        let plant = try await TestPlant()
        let first = try await plant.json("/api/v1/traceability/changes?limit=10")
        let cursor = try #require(first["next"]?.string)
        try plant.folder.append("share/2line/L2 m1/20260922.csv", "20260923,100000,9,OK,NA,,NEW,1,,V,L,NEW1,9F\n")
        #expect(try await plant.take() == 1)
        let rest = try await walk(
            plant, "/api/v1/traceability/changes?after=" + URLText.encode(cursor), "rows", limit: 1000, pagesMax: 1)
        let places = ((first["rows"]?.array ?? []) + rest).compactMap(\.place)
        #expect(places.sorted() == TreeFile.loadedRows.map(\.place).sorted())
    }

    @Test("ledger, rejects, people, tokens, audit and jobs: each row once")
    func others() async throws {
        let bad = TreeFile(
            path: "3line/L3 m1/20260922.csv", line: 3, mounter: 1,
            lines: [TreeFile.header]
                + (1...9).map {
                    "20260922,06000\($0),1,OK,NA,,P,x\($0),,V,L,R\($0),1F"
                })
        let plant = try await TestPlant(TreeFile.all + [bad])
        for role in Role.allCases {
            _ = try await plant.person(role)
            _ = try await plant.get("/api/v1/me", as: .token(role))
        }
        let lists: [(path: String, list: String, count: Int?)] = [
            ("/api/v1/intake/files", "files", TreeFile.all.count + 1), ("/api/v1/intake/rejects", "rejects", 10),
            ("/api/v1/people", "people", Role.allCases.count), ("/api/v1/tokens", "tokens", Role.allCases.count),
            ("/api/v1/audit", "entries", nil),
        ]
        for (path, list, count) in lists {
            let whole = try await walk(plant, path, list, limit: 1000).map(\.text)
            if let count { #expect(whole.count == count, "\(path)") }
            #expect(Set(whole).count == whole.count, "\(path)")
            for limit in [1, 2, 3] {
                let paged = try await walk(plant, path, list, limit: limit).map(\.text)
                #expect(paged == whole, "\(path) by \(limit)")
            }
        }
    }

    @Test("a limit or a cursor that cannot be read is refused; one out of range is taken to its bound")
    func bounds() async throws {
        let plant = try await TestPlant()
        let path = "/api/v1/traceability/changes"
        for query in [
            "limit=many", "limit=1.5", "after=here", "after=1", "after=1.2.3", "after=99999999999999999999.1",
        ] {
            #expect(try await plant.get("\(path)?\(query)").status == 422, "\(query)")
        }
        for (query, count) in [("limit=0", 1), ("limit=-5", 1), ("limit=999999999999", TreeFile.loadedRows.count)] {
            #expect(try await plant.json("\(path)?\(query)")["rows"]?.array?.count == count, "\(query)")
        }
        #expect(try await plant.json("\(path)?after=-9223372036854775808.0")["rows"]?.array?.isEmpty == true)
    }

    @Test("numbers at the ends of what a number can be are answered, not died of")
    func extremes() async throws {
        let plant = try await TestPlant()
        let numbers = ["9223372036854775807", "-9223372036854775808", "0", "-1"]
        let names = ["line", "mounter", "file_id", "limit", "source", "after", "days", "person", "slot"]
        let paths = plant.routes.filter { $0.method == .get && !$0.pattern.contains("{") && $0.pattern != "/events" }
            .map(\.pattern)
        for path in paths {
            for name in names {
                for number in numbers {
                    let status = try await plant.get("\(path)?\(name)=\(number)").status
                    #expect(status < 500, "\(path)?\(name)=\(number)")
                }
            }
            for time in ["0000-01-01", "9999-12-31", "9999-12-31T23:59:59Z", "2026-02-30", "%00", "x"] {
                #expect(try await plant.get("\(path)?from=\(time)").status < 500, "\(path)?from=\(time)")
                #expect(try await plant.get("\(path)?to=\(time)").status < 500, "\(path)?to=\(time)")
            }
        }
        let patterns = plant.routes.filter { $0.method == .get && $0.pattern.contains("{") }.map(\.pattern)
        for pattern in patterns {
            for number in numbers + ["x", "%00", "%ff", "..", "%2e%2e%2f"] {
                let path = pattern.replacing(/\{[a-z]+\}/, with: number)
                #expect(try await plant.get(path).status < 500, "\(path)")
            }
        }
    }
}
