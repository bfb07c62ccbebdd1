// What machines and people write is text, wherever it is shown: parts, vendors, lots, barcodes, files, rejects, names,
// searches. Each page is asked with values that would run as a script if they were taken for markup.

import Host
import Kernel
import Testing
import Web

@Suite struct PagesEscapeTests {
    private static let evil = "<script>alert(1)</script>\"'"
    /// As a field of a CSV.
    private static let field = "\"<script>alert(1)</script>\"\"'\""
    /// As it may stand in a page.
    private static let escaped = "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;"

    private static let rows = [
        TreeFile.header,
        "20260922,060000,1,OK,NA,,\(field),5000,,\(field),\(field),\(field),1F",
        "20260922,070000,2,NG,\(field),,\(field),5000,,\(field),\(field),\(field),\(field)",
        "20260922,080000,\(field),\(field),\(field),\(field),\(field),5000,\(field),\(field),\(field),X,1F",
        "20260922,090000,1,OK,\(field),,\(field),5000,,\(field),\(field),other,1F",
        "20260922,093000,1,OK,\(field),,\(field),5000,,\(field),\(field),third,1F",
        "\(field),\(field),4,OK,NA,,P,5000,,V,L,B,1F",
        "20260922,100000,5,OK,NA,,P,\(field),,V,L,B,1F",
    ]

    private static func plant() async throws -> TestPlant {
        try await TestPlant([
            TreeFile(path: "1line/L1 m1/20260922.csv", line: 1, mounter: 1, lines: rows),
            // A slash ends a folder's name, so the whole text is two parts of the path.
            TreeFile(path: "1line/L1 m2/\(evil).csv", line: 1, mounter: 2, lines: rows),
            TreeFile(path: "\(evil)/20260922.csv", lines: rows),
        ])
    }

    @Test("no page of the plant takes a value for markup, in any language", arguments: Language.allCases)
    func everywhere(language: Language) async throws {
        let plant = try await Self.plant()
        let samples = try await RouteSamples(plant)
        for pattern in PageRoutes.all(plant) {
            let target = try #require(samples.target(pattern))
            let answer = try await plant.send(
                .get, target, as: .admin, headers: [("accept-language", language.rawValue)])
            #expect(answer.status < 500, "\(target)")
            #expect(!answer.text.contains("<script>alert"), "\(target)")
            #expect(Markup(answer.text).faults.isEmpty, "\(target): \(Markup(answer.text).faults)")
        }
    }

    @Test("where a value is shown it is shown whole, as text")
    func shown() async throws {
        let plant = try await Self.plant()
        let evilInPath = URLText.encode(Self.evil)
        let changes = try await plant.json("/api/v1/traceability/changes?barcode=script")["rows"]?.array ?? []
        #expect(changes.first?["part"]?.string == Self.evil, "the interface gives the value itself")
        var targets = [
            "/traceability", "/traceability?part=\(evilInPath)", "/traceability/loaded?line=1&mounter=1",
            "/traceability/lots/\(evilInPath)",
            "/traceability/lots?lot=\(evilInPath)", "/traceability/ng", "/traceability/chain", "/ledger", "/rejects",
            "/search?q=\(evilInPath)",
        ]
        targets += changes.compactMap { $0["id"]?.int }.prefix(8).map { "/traceability/changes/\($0)" }
        for list in ["files", "rejects"] {
            let items = try await plant.json("/api/v1/intake/\(list)")[list]?.array ?? []
            let evil = items.filter { $0.text.contains("<script>") }
            #expect(!evil.isEmpty, "\(list)")
            targets += evil.compactMap { $0["id"]?.int }.map { "/\(list == "files" ? "ledger" : list)/\($0)" }
        }
        for target in targets {
            let answer = try await plant.get(target, as: .admin)
            #expect(answer.status == 200, "\(target)")
            #expect(answer.text.contains("&lt;script&gt;alert(1)&lt;"), "\(target) does not show it")
            #expect(!answer.text.contains("<script>alert"), "\(target)")
        }
    }

    @Test("what people type is text too: names, filters, the sign-in's name, an unknown path")
    func typed() async throws {
        let plant = try await TestPlant([])
        let evil = URLText.encode(Self.evil)
        _ = try await plant.send(
            .post, "/people", as: .admin,
            .form([
                ("name", Self.evil), ("password", TestPlant.password), ("again", TestPlant.password),
                ("role", "viewer"),
            ]))
        _ = try await plant.send(
            .post, "/tokens", as: .admin, .form([("name", Self.evil), ("role", "viewer"), ("days", "1")]))
        _ = try await plant.send(.post, "/settings", as: .admin, .form([("plant.name", Self.evil)]))
        let filters = [
            "/traceability?part=\(evil)&lot=\(evil)&barcode=\(evil)&vendor=\(evil)&file=\(evil)&slot=\(evil)&result=\(evil)&feeder=\(evil)&from=\(evil)",
            "/traceability?part=\(evil)&lot=\(evil)&barcode=\(evil)&vendor=\(evil)&file=\(evil)&slot=\(evil)&result=\(evil)&feeder=\(evil)",
            "/ledger?path=\(evil)&source=1&after=\(evil)", "/rejects?path=\(evil)&reason=\(evil)&status=\(evil)",
            "/rejects?path=\(evil)&reason=\(evil)",
            "/audit?person=\(evil)&action=\(evil)&subject=\(evil)", "/jobs?kind=\(evil)", "/search?q=\(evil)",
            "/sign-in?to=\(evil)",
            "/\(evil)", "/people", "/tokens", "/settings", "/audit",
            "/sources/new?name=\(evil)&location=\(evil)&profile=\(evil)", "/me",
            "/traceability?lang=\(evil)&theme=\(evil)", "/upload?profile=\(evil)",
            "/profiles/new?from=\(evil)&name=\(evil)",
        ]
        for target in filters {
            for asker in [Asker.admin, .stranger] {
                let answer = try await plant.get(target, as: asker)
                #expect(answer.status < 500, "\(target)")
                #expect(!answer.text.contains("<script>alert"), "\(target)")
                if answer.header("content-type")?.hasPrefix("text/html") == true {
                    #expect(Markup(answer.text).faults.isEmpty, "\(target): \(Markup(answer.text).faults)")
                }
            }
        }
        #expect(try await plant.get("/people", as: .admin).text.contains(Self.escaped))
        #expect(try await plant.get("/tokens", as: .admin).text.contains(Self.escaped))
        let failed = try await plant.send(
            .post, "/sign-in", as: .stranger, .form([("name", Self.evil), ("password", "x"), ("to", Self.evil)]))
        #expect(failed.status == 401)
        #expect(!failed.text.contains("<script>alert"))
        #expect(Markup(failed.text).faults.isEmpty)
    }
}
