// What the desk keeps, row by row. Whatever is done is a difference between two states of these rows, so that a preview,
// the doing, the history and taking it back are one code.

import Kernel

/// Which rows there are. The raw value is their name in the history.
package enum DeskKind: String, Sendable, CaseIterable {
    case order, placement, sheet, line, block, day, trolley, customer, assembly, rules
}

package protocol DeskRow: Sendable, Hashable {
    static var kind: DeskKind { get }
    /// What it is known by among its kind.
    var key: String { get }
    /// All of it but the key: names and values in a fixed order.
    var content: [(String, JSON)] { get }
    /// Of our own records.
    init(key: String, content: JSON) throws(Problem)
}

/// What becomes of a row.
package struct DeskChange: Sendable {
    package var kind: DeskKind
    package var key: String
    /// Of a row that stays only what changes; nil for one that is new.
    package var old: JSON?
    /// Nil for one that goes.
    package var new: JSON?

    package init(kind: DeskKind, key: String, old: JSON?, new: JSON?) { (self.kind, self.key, self.old, self.new) = (kind, key, old, new) }

    package var reverse: DeskChange { DeskChange(kind: kind, key: key, old: new, new: old) }
    /// Whether the row itself comes or goes.
    package var isWhole: Bool {
        // JSON has a nil of its own.
        if case .some = old, case .some = new { return false }
        return true
    }
}

extension DeskRow {
    /// Between two states of one row, or of none and one.
    static func change(_ old: Self?, _ new: Self?) -> DeskChange? {
        switch (old, new) {
        case (nil, nil): return nil
        case (nil, let new?): return DeskChange(kind: kind, key: new.key, old: nil, new: .object(new.content))
        case (let old?, nil): return DeskChange(kind: kind, key: old.key, old: .object(old.content), new: nil)
        case (let old?, let new?):
            guard old != new else { return nil }
            let differing = zip(old.content, new.content).filter { $0.0.1 != $0.1.1 }
            guard !differing.isEmpty else { return nil }
            return DeskChange(kind: kind, key: new.key, old: .object(differing.map(\.0)), new: .object(differing.map(\.1)))
        }
    }

    /// The row after a change.
    /// - Returns: nil when the row does not say what the change takes for granted.
    static func applied(_ change: DeskChange, to row: Self?) throws(Problem) -> Self?? {
        guard let row else {
            guard case .none = change.old, let new = change.new else { return nil }
            return .some(try Self(key: change.key, content: new))
        }
        guard let old = change.old?.members else { return nil }
        let content = row.content
        for (name, value) in old { guard content.contains(where: { $0.0 == name && $0.1 == value }) else { return nil } }
        guard let new = change.new else { return old.count == content.count ? .some(nil) : nil }
        return .some(try Self(key: change.key, content: .object(content.map { name, value in (name, new[name] ?? value) })))
    }
}
