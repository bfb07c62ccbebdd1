// What was done, as a code with its values, so that each reader gets it in words of his own.

import Kernel
import Store
import Web

struct ActivityLine: Sendable, Hashable {
    enum Code: String, Sendable, CaseIterable {
        case opened
        case openedNow = "opened-now"
        case closed
        case closedUnequal = "closed-unequal"
        case goesOn = "goes-on"
        case failed, differ, checked
        case checkedUnequal = "checked-unequal"
        case repaired, retried, undone
        case undoneRest = "undone-rest"
    }
    static let valueLengthMax = 160
    var code: Code
    var values: [String: String]

    init(_ code: Code, _ values: [String: String] = [:]) {
        self.code = code
        self.values = values.mapValues { $0.kept(Self.valueLengthMax) }
    }

    init(_ code: Code, _ counts: ChangeCounts, _ more: [String: String] = [:]) {
        let numbers = [
            "inserted": String(counts.inserted), "updated": String(counts.updated), "deleted": String(counts.deleted),
            "failed": String(counts.failed),
        ]
        self.init(code, numbers.merging(more) { _, new in new })
    }

    /// What ended a run, or interrupted it.
    init(_ code: Code, _ problem: Problem) {
        self.init(
            code, problem.parameters.filter { $0.key != "password" && $0.key != "problem" }.merging(["problem": problem.code]) { _, new in new })
    }

    /// As it is stored.
    var json: JSON { .object([("code", .string(code.rawValue))] + values.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }) }

    init?(_ json: JSON) {
        guard let code = json["code"]?.string.flatMap(Code.init(rawValue:)) else { return nil }
        self.code = code
        values = Dictionary((json.members ?? []).compactMap { name, value in name == "code" ? nil : value.string.map { (name, $0) } }) { _, last in
            last
        }
    }

    func text(_ reader: Reader) -> String {
        var values = values
        if let problem = values["problem"] { values["problem"] = Problem(.bug, problem, values).title(reader) }
        return reader.t("consolidation.line.\(code.rawValue)", values.mapValues { Int64($0).map { reader.number($0) } ?? $0 })
    }
}
