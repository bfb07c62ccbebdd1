// `gemba consolidation failures` and `… retry`: rows that a central database has refused.

import ArgumentParser
import Host
import Kernel
import Store
import Web

struct FailuresVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "failures", abstract: "Rows that a central database has refused.",
        discussion: "Example: gemba consolidation failures --status open")
    @OptionGroup var common: CommonOptions
    @Option(help: "Only of this branch.") var branch: String?
    @Option(help: "open, given_up, settled or dismissed. Default: open and given_up.") var status: String?
    @Option(help: "At most so many.") var limit = 100

    func run(on plant: any Plant) async throws -> VerbReport {
        let actions = ConnectionVerbs.actions(plant)
        var rows: [RowFailure] = []
        var total: Int64 = 0
        let statuses: [RowFailure.Status]
        if let status {
            guard let one = RowFailure.Status(rawValue: status) else {
                throw Problem(.input, "parameter_invalid", ["name": "status", "value": status])
            }
            statuses = [one]
        } else {
            statuses = [.open, .givenUp]
        }
        for status in statuses {
            var filter = FailureFilter()
            filter.status = status
            if let branch { filter.branch = try await actions.place(branch, .branch).id }
            let found = try await actions.failures(filter, limit: max(1, limit - rows.count))
            rows += found.rows
            total += found.total
        }
        let table = rows.map { [String($0.id), $0.branch, $0.table, $0.keyText, $0.status.rawValue, String($0.tries), $0.detail] }
        return VerbReport(
            json: .object([("failures", .array(rows.map { ConsolidationJSON.failure($0, plant.house.zone) })), ("total", .int(total))]),
            text: rows.isEmpty
                ? "no refused rows" : TextTable.render(["id", "branch", "table", "key", "status", "tries", "reason"], table, right: [0, 5]),
            exitCode: 0)
    }
}

struct RetryVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Try refused rows again, perhaps edited.",
        discussion: "Example: gemba consolidation retry 17 --set name=short")
    @OptionGroup var common: CommonOptions
    @Argument(help: "Which ones.") var ids: [Int64] = []
    @Flag(help: "All that are open.") var all = false
    @Option(help: "COLUMN=VALUE: a value in the place of the branch's; COLUMN= for empty text; may be given more than once.") var set: [String] = []

    func run(on plant: any Plant) async throws -> VerbReport {
        guard all != !ids.isEmpty else { throw Problem(.input, "parameter_invalid", ["name": "ids", "value": ""], hint: "Name ids, or --all.") }
        var edits: [String: String?] = [:]
        for text in set {
            guard let equals = text.firstIndex(of: "=") else { throw Problem(.input, "parameter_invalid", ["name": "set", "value": text]) }
            edits[String(text[..<equals])] = .some(String(text[text.index(after: equals)...]))
        }
        let result = try await ConnectionVerbs.actions(plant).retry(all ? nil : ids, edits: edits, by: .terminal)
        return VerbReport(
            json: ConsolidationJSON.retried(result), text: "\(result.retried) retried: \(result.succeeded) in, \(result.failed) refused again",
            exitCode: result.failed == 0 ? 0 : 1)
    }
}
