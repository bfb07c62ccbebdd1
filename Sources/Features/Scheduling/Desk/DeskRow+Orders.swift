// Orders, their places and what belongs to them as rows of the desk.

import Kernel

extension WorkOrder: DeskRow {
    package static let kind = DeskKind.order
    package var key: String { number }

    package var content: [(String, JSON)] {
        OrderField.allCases.map { ($0.rawValue, self[$0]) } + [
            ("created_at", .int(createdAt.milliseconds)), ("updated_at", .int(updatedAt.milliseconds)),
        ]
    }

    package init(key: String, content: JSON) throws(Problem) {
        self.init(key, createdAt: Instant(milliseconds: content["created_at"]?.int ?? 0))
        updatedAt = Instant(milliseconds: content["updated_at"]?.int ?? 0)
        for field in OrderField.allCases { if let value = content[field.rawValue] { try set(field, value, isKept: true) } }
    }
}

extension Placement: DeskRow {
    package static let kind = DeskKind.placement
    package var key: String { order }

    package var content: [(String, JSON)] {
        [("line", JSON(line)), ("rank", .string(rank.text)), ("pin", JSON(pin?.rawValue)), ("start", JSON(start?.milliseconds))]
    }

    package init(key: String, content: JSON) throws(Problem) {
        guard let line = content["line"]?.int, let rank = content["rank"]?.string.flatMap(Rank.init) else { throw DeskRows.broken(Self.kind, key) }
        self.init(
            order: key, line: Int(line), rank: rank, pin: content["pin"]?.string.flatMap(Pin.init(rawValue:)),
            start: content["start"]?.int.map(Instant.init(milliseconds:)))
    }
}

extension SheetRow: DeskRow {
    package static let kind = DeskKind.sheet
    package var key: String { order }
    /// In the order in which they come back from the table.
    package var content: [(String, JSON)] { [("values", .object(values.sorted { $0.0 < $1.0 }))] }

    package init(key: String, content: JSON) throws(Problem) {
        guard let values = content["values"]?.members else { throw DeskRows.broken(Self.kind, key) }
        self.init(order: key, values: values)
    }
}

extension Customer: DeskRow {
    package static let kind = DeskKind.customer
    package var key: String { name }
    package var content: [(String, JSON)] {
        [("weight", JSON(weight)), ("shipping_days", JSON(shippingDays)), ("note", .string(note))]
    }

    package init(key: String, content: JSON) throws(Problem) {
        self.init(key)
        weight = content["weight"]?.int.map(Int.init) ?? 1
        shippingDays = content["shipping_days"]?.int.map(Int.init)
        note = content["note"]?.string ?? ""
    }
}

extension Assembly: DeskRow {
    package static let kind = DeskKind.assembly
    package var key: String { Self.key(customer: customer, number: number, rev: rev) }
    package var content: [(String, JSON)] { [("family", .string(family)), ("slots", JSON(slots)), ("note", .string(note))] }

    package init(key: String, content: JSON) throws(Problem) {
        let parts = key.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 else { throw DeskRows.broken(Self.kind, key) }
        self.init(customer: parts[0], number: parts[1], rev: parts[2])
        family = content["family"]?.string ?? ""
        slots = content["slots"]?.int.map(Int.init) ?? 0
        note = content["note"]?.string ?? ""
    }
}

enum DeskRows {
    /// A record of ours that cannot be read.
    static func broken(_ kind: DeskKind, _ key: String) -> Problem {
        Problem(.bug, "schedule_record_broken", ["kind": kind.rawValue, "key": String(key.prefix(100))])
    }
}
