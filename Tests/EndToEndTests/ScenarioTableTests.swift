// Long tables: sorting, a filter per column, chosen columns, and exports of exactly what is filtered, for the history, the
// ledger and the rejects.

import Kernel
import Testing
import Web

@Suite struct ScenarioTableTests {
    private static let bad = TreeFile(
        path: "3line/L3 m1/20260922.csv", line: 3, mounter: 1,
        lines: [
            TreeFile.header,
            "20260922,080000,1,OK,NA,,P,7O00,,V,L,X1,1F", "20260922,080001,1,OK,NA,,P,1O00,,V,L,X2,1F",
            "20260922,080002,1,OK", "20260922,080003,1,OK,NA,,P,9x,,V,L,X4,1F", "20260922,080004,1,OK,NA",
        ])

    @Test("the history shows the chosen columns, and its link says which")
    func columns() async throws {
        let plant = try await TestPlant()
        func headings(_ query: String) async throws -> [String] {
            let text = try await plant.get("/traceability?" + query).text
            return text.matches(of: /<th scope="col"[^>]*>(?:<a [^>]*>\s*)?([^<]+)</).map { String($0.1) }
        }
        #expect(try await headings("columns=lot&columns=part") == ["Time", "Part", "Lot"])
        #expect(try await headings("columns=part,lot,nonsense") == ["Time", "Part", "Lot"])
        #expect(try await headings("").count == 12)
        #expect(try await headings("columns=nonsense").count == 12)
        try await plant.run([
            Scenario(
                "the choice goes along with a filter", "/traceability?columns=part&columns=lot&part=R0603",
                mustContain: ["form=\"filter\" name=\"columns\" value=\"part\"", "aria-sort=\"descending\"", "sort=time"]),
            Scenario(
                "a filter that nothing fits can still be changed", "/traceability?part=no-such-part",
                mustContain: ["name=\"part\" value=\"no-such-part\"", "No change matches"]),
            Scenario("an order that is none", "/traceability?sort=vendor", status: 422),
        ])
    }

    @Test("the ledger sorts and filters by column, and exports what it shows")
    func ledger() async throws {
        let plant = try await TestPlant()
        func files(_ query: String) async throws -> [String] {
            let page = try await plant.get("/ledger?" + query).text
            return page.matches(of: /<td class="clip mono" title="([^"]+)"/).map { String($0.1) }
        }
        func exported(_ query: String) async throws -> [String] {
            let text = try await plant.get("/ledger/export?format=csv&" + query).text
            return text.split(whereSeparator: \.isNewline).dropFirst().map { String($0.prefix { $0 != "," }) }
        }
        let byLoaded = TreeFile.all.sorted { a, b in
            let (x, y) = (a.rows.count { !$0.isRejected }, b.rows.count { !$0.isRejected })
            return x == y ? a.path < b.path : x > y
        }.map(\.path)
        #expect(try await files("sort=-loaded") == byLoaded)
        #expect(try await files("sort=-path") == TreeFile.all.map(\.path).sorted(by: >))
        #expect(try await files("machine=1+2") == ["1line/L1 m2/20260922.csv"])
        #expect(try await files("machine=1").count == 3)
        #expect(try await files("path=L1+M1&sort=loaded").count == 2, "a part of a path, in any case of letters")
        #expect(try await files("path=*0922.csv").count == 4, "a glob")
        #expect(try await files("troubled=1&path=spare").count == 1)
        for query in ["sort=-loaded", "machine=1", "path=L1+M1&sort=loaded", "troubled=1"] {
            #expect(try await exported(query) == files(query), "\(query)")
        }
        let json = try await plant.get("/ledger/export?format=json").json
        #expect(json.array?.count == TreeFile.all.count)
        try await plant.run([
            Scenario("a format that is none", "/ledger/export?format=pdf", status: 422),
            Scenario("an order that is none", "/ledger?sort=colour", status: 422),
            Scenario("the way to the rejects takes no order along", "/ledger?sort=-bytes", mustContain: ["href=\"/rejects?\""]),
            Scenario("what fits nothing says so and can be changed", "/ledger?path=nowhere", mustContain: ["value=\"nowhere\""]),
        ])
    }

    @Test("the rejects sort, filter by column and page in any order, and export every line as it is")
    func rejects() async throws {
        let plant = try await TestPlant([Self.bad])
        func lines(_ query: String) async throws -> [Int64] {
            try await plant.json("/api/v1/intake/rejects?" + query)["rejects"]?.array?.compactMap { $0["file_line"]?.int } ?? []
        }
        #expect(try await lines("") == [6, 5, 4, 3, 2])
        #expect(try await lines("sort=line") == [2, 3, 4, 5, 6])
        #expect(try await lines("sort=value") == [3, 4, 6, 2, 5], "as text: 1O00, 4, 5, 7O00, 9x")
        #expect(try await lines("value=o00") == [3, 2])
        #expect(try await lines("column=quant&sort=-line") == [5, 3, 2])
        #expect(try await lines("file=l3+m1").count == 5)
        #expect(try await lines("file=nowhere").isEmpty)
        for order in ["reason", "-reason", "column", "value", "-file", "status", "number"] {
            var seen: [Int64] = []
            var after = ""
            for _ in 0..<6 {
                let page = try await plant.json("/api/v1/intake/rejects?limit=2&sort=\(order)\(after)")
                let rows = page["rejects"]?.array ?? []
                seen += rows.compactMap { $0["file_line"]?.int }
                guard let next = page["next"]?.int else { break }
                after = "&after=\(next)"
            }
            #expect(seen.sorted() == [2, 3, 4, 5, 6], "\(order): \(seen)")
        }
        let csv = try await plant.get("/rejects/export?format=csv&value=o00").text
        #expect(csv.split(whereSeparator: \.isNewline).count == 3)
        #expect(csv.contains("\"20260922,080000,1,OK,NA,,P,7O00,,V,L,X1,1F\""))
        let json = try await plant.get("/rejects/export?format=json&sort=line").json
        #expect(json.array?.compactMap { $0["file_line"]?.int } == [2, 3, 4, 5, 6])
        #expect(try await plant.get("/rejects/export?format=xlsx").text.hasPrefix("PK"))
    }
}
