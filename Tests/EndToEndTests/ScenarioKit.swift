// Scenarios: a table of requests with what must and must not be in their answers. One table runs in its order on one
// plant, so that a later line may rely on what an earlier one did.

import Kernel
import Testing
import Web

/// A request and its answer.
struct Scenario: Sendable {
    var name: String
    var method: Web.Method
    var target: String
    var asker: Asker
    var carried: Carried
    var provesPage: Bool
    var status: Int
    var mustContain: [String]
    var mustNotContain: [String]

    init(
        _ name: String, _ method: Web.Method, _ target: String, as asker: Asker = .token(.admin),
        _ carried: Carried = .nothing,
        provesPage: Bool = true, status: Int = 200, mustContain: [String] = [], mustNotContain: [String] = []
    ) {
        self.name = name
        self.method = method
        self.target = target
        self.asker = asker
        self.carried = carried
        self.provesPage = provesPage
        self.status = status
        self.mustContain = mustContain
        self.mustNotContain = mustNotContain
    }

    /// A GET.
    init(
        _ name: String, _ target: String, as asker: Asker = .token(.admin), status: Int = 200,
        mustContain: [String] = [],
        mustNotContain: [String] = []
    ) {
        self.init(
            name, .get, target, as: asker, status: status, mustContain: mustContain, mustNotContain: mustNotContain)
    }

    /// What is wrong with an answer; empty when nothing is.
    func faults(_ answer: Answer) -> [String] {
        var out: [String] = []
        if answer.status != status { out.append("\(answer.status) instead of \(status)") }
        for text in mustContain where !answer.text.contains(text) { out.append("“\(text)” is missing") }
        for text in mustNotContain where answer.text.contains(text) { out.append("“\(text)” is there") }
        return out
    }
}

extension TestPlant {
    /// Runs a table of scenarios in its order.
    func run(_ scenarios: [Scenario]) async throws {
        for scenario in scenarios {
            let answer = try await send(
                scenario.method, scenario.target, as: scenario.asker, scenario.carried, provesPage: scenario.provesPage)
            let faults = scenario.faults(answer)
            #expect(faults.isEmpty, "\(scenario.name): \(faults.joined(separator: "; ")) · \(answer.text.prefix(300))")
        }
    }
}

@Suite struct ScenarioKitTests {
    @Test("a scenario finds each kind of fault, and none in a right answer")
    func findsFaults() {
        let scenario = Scenario("both", "/", status: 200, mustContain: ["bread"], mustNotContain: ["salt"])
        #expect(scenario.faults(Answer(status: 200, headers: [], text: "bread")).isEmpty)
        #expect(scenario.faults(Answer(status: 404, headers: [], text: "bread")).count == 1)
        #expect(scenario.faults(Answer(status: 200, headers: [], text: "butter")).count == 1)
        #expect(scenario.faults(Answer(status: 500, headers: [], text: "salt")).count == 3)
    }

    @Test("the small plant is what its tables say: five files, every line accounted for")
    func smallPlantLoads() async throws {
        let plant = try await TestPlant()
        let ledger = try await plant.json("/api/v1/intake/files")
        #expect(ledger["files"]?.array?.count == TreeFile.all.count)
        #expect(ledger["total"]?["loaded"]?.int == Int64(TreeFile.loadedRows.count))
        #expect(ledger["total"]?["rejected"]?.int == 1)
        #expect(ledger["total"]?["header"]?.int == 4)
        #expect(ledger["total"]?["lines"]?.int == Int64(TreeFile.all.map(\.lines.count).reduce(0, +)))
        #expect(try await plant.take() == 0, "a second pickup loads nothing")
    }
}
