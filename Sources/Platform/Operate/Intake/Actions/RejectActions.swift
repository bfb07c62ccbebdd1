// Settling rejects: tried again, or dismissed. Pages, API and verbs all come through here, so that each try and each
// dismissal is in the audit with who did it.

import Host
import Intake
import Kernel
import Store
import Web

/// What trying some rejects again came to, one by one.
struct RetryResult: Sendable {
    var report = RetryReport()
    var outcomes: [(id: Int64, outcome: RecordOutcome)] = []
}

enum RejectActions {
    /// `COLUMN=VALUE` texts, or a whole line, as an edit.
    /// - Throws: `set_invalid` for a text without `=`, `edit_ambiguous` for both at once.
    static func edit(sets: [String], line: String?) throws(Problem) -> RejectEdit {
        guard sets.isEmpty || line == nil else { throw Problem(.input, "edit_ambiguous") }
        if let line { return .line(Array(line.utf8)) }
        var values: [String: String] = [:]
        for set in sets {
            guard let equals = set.firstIndex(of: "="), equals != set.startIndex else {
                throw Problem(.input, "set_invalid", ["set": set], hint: "Write it as COLUMN=VALUE.")
            }
            values[String(set[..<equals])] = String(set[set.index(after: equals)...])
        }
        return values.isEmpty ? .none : .columns(values)
    }

    /// The edit of an API call: `{"set":{…}}` or `{"line":"…"}` or nothing.
    static func edit(json: JSON) throws(Problem) -> RejectEdit {
        let sets = json["set"]?.members ?? []
        guard sets.isEmpty || json["line"] == nil else { throw Problem(.input, "edit_ambiguous") }
        if let line = json["line"]?.string { return .line(Array(line.utf8)) }
        guard !sets.isEmpty else { return .none }
        var values: [String: String] = [:]
        for (name, value) in sets {
            guard let text = value.string ?? value.int.map(String.init) else {
                throw Problem(.input, "set_invalid", ["set": name], hint: "Values are texts or whole numbers.")
            }
            values[name] = text
        }
        return .columns(values)
    }

    /// The edit as the audit keeps it.
    static func audited(_ edit: RejectEdit) -> JSON {
        switch edit {
        case .none: [:]
        case .original: ["original": true]
        case .line(let bytes): ["line": .string(RawText.text(bytes))]
        case .columns(let values):
            ["set": .object(values.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })]
        }
    }

    static func json(_ result: RetryResult, isDryRun: Bool) -> JSON {
        .object([
            ("retried", JSON(result.report.retried)), ("succeeded", JSON(result.report.succeeded)),
            ("failed", JSON(result.report.failed)),
            ("dry_run", .bool(isDryRun)),
            (
                "outcomes",
                .array(
                    result.outcomes.map { id, outcome in
                        .object([("id", .int(id))] + (IntakeJSON.outcome(outcome).members ?? []))
                    })
            ),
        ])
    }
}

extension IntakeDesk {
    /// What open pages of intake listen to.
    static let topic = "intake"
    /// Rejects in one answer.
    static let rejectRowsMax = 1000

    /// `open`, …; nil for `any`.
    static func rejectStatus(_ text: String) throws(Problem) -> Reject.Status? {
        if text == "any" || text == "all" { return nil }
        guard let status = Reject.Status(rawValue: text) else {
            throw Problem(.input, "parameter_invalid", ["name": "status", "value": text])
        }
        return status
    }

    /// Numbers of the open rejects, oldest first.
    func openRejects(reason: String?) async throws -> [Int64] {
        guard let reason else { return try await intake.openRejectIDs() }
        return try await intake.openRejectIDs(reason: reason, source: nil)
    }

    /// Tries lines again. One that has been loaded before counts as loaded and changes nothing.
    func retry(_ ids: [Int64], _ edit: RejectEdit, by author: Author, isRehearsal: Bool = false) async throws
        -> RetryResult
    {
        var result = RetryResult()
        for id in ids {
            let before = try await intake.reject(id)
            let outcome = try await intake.retry(id, edit, by: author.name, isRehearsal: isRehearsal)
            result.report.retried += 1
            if case .loaded = outcome { result.report.succeeded += 1 } else { result.report.failed += 1 }
            result.outcomes.append((id, outcome))
            if isRehearsal || before.status == .retried { continue }
            try await audit(
                "reject.retry", "reject \(id)", by: author,
                old: [
                    "status": .string(before.status.rawValue), "reason": .string(before.reason),
                    "raw": .string(before.text),
                ],
                new: .object((RejectActions.audited(edit).members ?? []) + (IntakeJSON.outcome(outcome).members ?? [])))
        }
        return result
    }

    /// Closes open rejects without loading them.
    /// - Returns: how many were open.
    func dismiss(_ ids: [Int64], by author: Author) async throws -> Int {
        var count = 0
        for id in ids {
            let before = try await intake.reject(id)
            guard before.status == .open else { continue }
            try await intake.dismiss(id, by: author.name)
            try await audit(
                "reject.dismiss", "reject \(id)", by: author,
                old: ["status": "open", "raw": .string(before.text)],
                new: ["status": "dismissed"])
            count += 1
        }
        return count
    }

    /// Writes a change down, in a transaction of its own: the service has committed the change already.
    func audit(_ action: String, _ subject: String, by author: Author, old: JSON? = nil, new: JSON? = nil) async throws {
        let entry = AuditEntry(at: house.clock.now(), by: author, action: action, subject: subject, old: old, new: new)
        try await house.database.write { tx in _ = try Audit.record(entry, in: tx) }
        house.events.publish(topic: Self.topic)
    }
}
