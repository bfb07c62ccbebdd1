// What of the audit to show, as the query of a page, the API and the flags of the verb say it alike.

import Host
import Kernel
import Web

/// Reads a filter of the audit.
enum AuditQuery {
    static let names = ["person", "action", "subject", "from", "to"]

    /// Throws `parameter_invalid` for a time that cannot be read.
    static func filter(_ query: Parameters, _ zone: Zone) throws(Problem) -> AuditFilter {
        AuditFilter(
            person: query["person"], actionPrefix: query["action"], subject: query["subject"],
            from: try TimeText.instant(query["from"], "from", in: zone, isEnd: false),
            to: try TimeText.instant(query["to"], "to", in: zone, isEnd: true))
    }
}

/// One member that became different.
struct AuditDifference: Equatable {
    var name: String
    /// Nil where there was none.
    var old: String?
    var new: String?

    /// The members in which two values differ, in the order in which they are written down. Values that are not objects
    /// are one difference without a name.
    static func list(_ old: JSON?, _ new: JSON?) -> [AuditDifference] {
        let (before, after) = (old?.members, new?.members)
        guard before != nil || after != nil else {
            return old == nil && new == nil ? [] : [AuditDifference(name: "", old: old.map(text), new: new.map(text))]
        }
        if old != nil, before == nil { return [AuditDifference(name: "", old: old.map(text), new: new.map(text))] }
        var names = (before ?? []).map(\.0)
        for name in (after ?? []).map(\.0) where !names.contains(name) { names.append(name) }
        return names.compactMap { name in
            let (a, b) = (old?[name], new?[name])
            // What was never there and what was written down as nothing are the same to a person.
            return (a ?? .null) == (b ?? .null) ? nil : AuditDifference(name: name, old: a.map(text), new: b.map(text))
        }
    }

    /// A value as a person reads it: text without quotation marks, the rest as JSON.
    private static func text(_ value: JSON) -> String {
        switch value {
        case .string(let text): text
        case .null: "–"
        default: value.text
        }
    }

    /// `role: viewer → admin`
    var line: String {
        let change = [old, new].compactMap { $0 }.joined(separator: " → ")
        return name.isEmpty ? change : "\(name): \(change)"
    }
}
