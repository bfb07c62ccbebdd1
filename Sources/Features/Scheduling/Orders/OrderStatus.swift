// What is said of an order's progress, as planners write it: a word of the plant's list, sometimes starred, sometimes with
// the part that is missing in place of the word.

import Kernel

/// What a status means to a plan.
package enum OrderPhase: String, Sendable, CaseIterable {
    /// Not begun; the plan may move it.
    case waiting
    /// On a line now.
    case running
    /// Begun or not, somebody has stopped it.
    case held
    /// A part is missing: not before it is there.
    case missing
    case done, cancelled

    /// Whether it still has to be made.
    package var isOpen: Bool { self != .done && self != .cancelled }
}

package struct OrderStatus: Sendable, Hashable {
    /// The word, spelled as in the list.
    package var word: String
    /// The planner's asterisk: the revision is to be looked at.
    package var isStarred: Bool
    /// The part that is missing; only with the word `Missing`.
    package var missingPart: String?

    package init(_ word: String, isStarred: Bool = false, missingPart: String? = nil) {
        (self.word, self.isStarred, self.missingPart) = (word, isStarred, missingPart)
    }

    package static let missing = "Missing"
    package static let pending = OrderStatus("Pending")
    package static let running = OrderStatus("Running")
    package static let completed = OrderStatus("Completed")
    static let textMax = 60

    /// The words that are there from the start. Source: the words that the original's pages and sheets accept.
    package static let defaults: [(word: String, phase: OrderPhase)] = [
        ("Pending", .waiting), ("1st Side Ready", .waiting), ("Ready", .waiting), ("In Progress", .running), ("Setup", .running),
        ("Running", .running), ("On Hold", .held), ("Issues", .held), ("Quality Check", .held), (missing, .missing), ("Completed", .done),
        ("Cancelled", .cancelled),
    ]

    /// As a planner would write it: `1st Side Ready *`, `Missing TSM-125`.
    package var text: String {
        let base = missingPart.map { word + " " + $0 } ?? word
        return isStarred ? base + " *" : base
    }

    /// Reads what a planner wrote; blanks around it do not count, an asterisk at its end is the star.
    /// - Parameter own: the plant's own words beside `defaults`.
    /// - Returns: nil for a word that is in neither list.
    package static func reading(_ text: String, own: [String] = []) -> OrderStatus? {
        var rest = Substring(text).trimmed
        var isStarred = false
        while rest.last == "*" {
            isStarred = true
            rest = rest.dropLast().trimmed
        }
        guard !rest.isEmpty, rest.utf8.count <= 200 else { return nil }
        let words = defaults.map(\.word) + own
        if let word = words.first(where: { $0.lowercased() == rest.lowercased() }) { return OrderStatus(word, isStarred: isStarred) }
        let lower = rest.lowercased()
        guard lower.hasPrefix("missing"), let next = rest.dropFirst(7).first, next.isWhitespace || next == ":" else { return nil }
        let part = rest.dropFirst(8).trimmed
        return OrderStatus(missing, isStarred: isStarred, missingPart: part.isEmpty ? nil : String(part))
    }
}

extension Substring {
    /// Without blanks at either end.
    var trimmed: Substring {
        var out = self
        while out.first?.isWhitespace == true { out.removeFirst() }
        while out.last?.isWhitespace == true { out.removeLast() }
        return out
    }
}
