// What planners do at the desk, each a change of the value and nothing else. Whoever calls writes the difference.

import Kernel

extension Desk {
    /// - Throws: `schedule_order_unknown`.
    package func order(_ number: String) throws(Problem) -> WorkOrder {
        guard let order = orders[number] else { throw Problem(.missing, "schedule_order_unknown", ["order": String(number.prefix(60))]) }
        return order
    }

    /// - Throws: `schedule_line_unknown`.
    package func line(_ number: Int) throws(Problem) -> Line {
        guard let line = lines[number] else { throw Problem(.missing, "schedule_line_unknown", ["line": String(number)]) }
        return line
    }

    /// A line by its name, else by the number its name begins with.
    package func line(named text: String) -> Line? {
        let name = String(Substring(text).trimmed)
        if let line = lines.values.first(where: { $0.name == name }) { return line }
        let lower = name.lowercased()
        let alike = lines.values.filter { $0.name.lowercased() == lower }
        if alike.count == 1 { return alike[0] }
        // The name that a line has until somebody gives it one.
        if lower.hasPrefix("line "), let number = Int(lower.dropFirst(5)), let line = lines[number] { return line }
        let digits = name.prefix { ("0"..."9").contains($0) }
        // `12V test` is no number of a line, `12-EURO` and `12` are.
        guard let number = Int(digits), name.dropFirst(digits.count).first.map({ !$0.isLetter }) ?? true else { return nil }
        return lines[number]
    }

    // MARK: orders

    /// - Throws: `schedule_order_exists`, `schedule_number_invalid`, and what is wrong with a value.
    package mutating func create(_ order: WorkOrder) throws(Problem) {
        let number = order.number
        guard !number.isEmpty, number.utf8.count <= WorkOrder.numberMax, number.unicodeScalars.allSatisfy({ $0.value >= 32 }),
            String(Substring(number).trimmed) == number
        else { throw Problem(.input, "schedule_number_invalid", ["order": String(number.prefix(60))]) }
        guard orders[number] == nil else { throw Problem(.conflict, "schedule_order_exists", ["order": number]) }
        try order.check()
        orders[number] = order
    }

    /// Sets fields of an order, and what follows from its status: when it began and ended.
    package mutating func edit(_ number: String, _ fields: [(OrderField, JSON)], now: Instant) throws(Problem) {
        let old = try order(number)
        var next = old
        for (field, value) in fields { try next.set(field, value, own: rules.ownStatuses.map(\.word)) }
        let named = Set(fields.map(\.0))
        let (was, phase) = (rules.phase(old), rules.phase(next))
        if phase != was {
            if phase == .running, next.startedAt == nil, !named.contains(.startedAt) { next.startedAt = now }
            if phase == .done, next.endedAt == nil, !named.contains(.endedAt) { next.endedAt = now }
            if was == .done, !named.contains(.endedAt) { next.endedAt = nil }
        }
        if next.status.word != OrderStatus.missing, !named.contains(.missingPart) { next.status.missingPart = nil }
        try checkAfter(next)
        guard next != old else { return }
        try next.check()
        next.updatedAt = now
        orders[number] = next
    }

    /// - Throws: `schedule_after_circle` when the order would wait for itself.
    private func checkAfter(_ order: WorkOrder) throws(Problem) {
        var seen: Set<String> = [order.number]
        var at = order.after
        while let number = at {
            guard seen.insert(number).inserted else { throw Problem(.input, "schedule_after_circle", ["order": order.number]) }
            at = orders[number]?.after
        }
    }

    /// Takes an order away for good, its place too.
    package mutating func remove(_ number: String) throws(Problem) {
        _ = try order(number)
        orders[number] = nil
        placements[number] = nil
        sheet[number] = nil
        for other in orders.values where other.after == number { orders[other.number]?.after = nil }
    }

    // MARK: places

    /// Puts an order on a line, before another one or at the end of the queue.
    /// - Throws: `schedule_order_running` for one that is being made elsewhere, `schedule_order_closed`.
    package mutating func place(_ number: String, on lineNumber: Int, before other: String? = nil, pin: Placement.Pin?? = nil, start: Instant?? = nil)
        throws(Problem)
    {
        let order = try order(number)
        let line = try line(lineNumber)
        let phase = rules.phase(order)
        guard phase.isOpen else { throw Problem(.conflict, "schedule_order_closed", ["order": number]) }
        let old = placements[number]
        if phase == .running, let old, old.line != lineNumber {
            throw Problem(.conflict, "schedule_order_running", ["order": number, "line": lines[old.line]?.name ?? ""])
        }
        guard line.isActive else { throw Problem(.conflict, "schedule_line_inactive", ["line": line.name]) }
        let queue = queue(lineNumber).filter { $0.order != number }
        let index: Int
        if let other {
            guard let found = queue.firstIndex(where: { $0.order == other }) else {
                throw Problem(.conflict, "schedule_place_gone", ["order": other, "line": line.name])
            }
            index = found
        } else {
            index = queue.count
        }
        let neighbours = (index > 0 ? queue[index - 1].rank : nil, index < queue.count ? queue[index].rank : nil)
        var next = Placement(order: number, line: lineNumber, rank: Rank.between(neighbours.0, neighbours.1), pin: old?.pin, start: old?.start)
        // It stands there already.
        if let old, old.line == lineNumber, neighbours.0.map({ $0 < old.rank }) ?? true, neighbours.1.map({ old.rank < $0 }) ?? true {
            next.rank = old.rank
        }
        if let pin { next.pin = pin }
        if let start { next.start = start }
        placements[number] = next
        if next.rank.text.utf8.count > Self.rankLengthMax { renumber(lineNumber) }
    }

    /// Longer, and the whole queue gets new ones.
    private static let rankLengthMax = 100

    private mutating func renumber(_ line: Int) {
        let queue = queue(line)
        for (placement, rank) in zip(queue, Rank.series(queue.count)) { placements[placement.order]?.rank = rank }
    }

    /// Back to the list of what is on no line.
    package mutating func unplace(_ number: String) throws(Problem) {
        let order = try order(number)
        guard placements[number] != nil else { return }
        guard rules.phase(order) != .running else {
            throw Problem(.conflict, "schedule_order_running", ["order": number, "line": placements[number].flatMap { lines[$0.line]?.name } ?? ""])
        }
        placements[number] = nil
    }

    /// Pins, and the earliest start.
    package mutating func pin(_ number: String, _ pin: Placement.Pin?, start: Instant?) throws(Problem) {
        _ = try order(number)
        guard var placement = placements[number] else { throw Problem(.conflict, "schedule_order_unplaced", ["order": number]) }
        (placement.pin, placement.start) = (pin, start)
        placements[number] = placement
    }

    /// Takes over a whole plan: each line's orders in their order. Orders that are not named lose their place; pins stay.
    package mutating func take(_ queues: [Int: [String]]) throws(Problem) {
        var next: [String: Placement] = placements.filter { phase($0.key)?.isOpen != true }
        for (number, orders) in queues.sorted(by: { $0.key < $1.key }) {
            let line = try line(number)
            // Where the order of those that stay is the same, their ranks stay; so what changes is what has moved.
            let ranks = Self.ranks(orders.map { order in placements[order].flatMap { $0.line == number ? $0.rank : nil } })
            for (order, rank) in zip(orders, ranks) {
                _ = try self.order(order)
                let old = placements[order]
                next[order] = Placement(order: order, line: line.number, rank: rank, pin: old?.pin, start: old?.start)
            }
        }
        placements = next
    }

    /// Ranks in order that keep as many of the old ones as can be kept.
    static func ranks(_ old: [Rank?]) -> [Rank] {
        let kept = Set(longestRise(old))
        var out: [Rank] = []
        while out.count < old.count {
            let index = out.count
            if kept.contains(index), let rank = old[index] {
                out.append(rank)
                continue
            }
            let end = old.indices[index...].first { kept.contains($0) } ?? old.count
            out += Rank.series(end - index, after: out.last, before: end < old.count ? old[end] : nil)
        }
        return out
    }

    /// Indices of a longest strictly rising part of a list with gaps.
    static func longestRise(_ list: [Rank?]) -> [Int] {
        var tails: [(rank: Rank, index: Int)] = []
        var before = [Int?](repeating: nil, count: list.count)
        for (index, rank) in list.enumerated() {
            guard let rank else { continue }
            var (low, high) = (0, tails.count)
            while low < high {
                let middle = (low + high) / 2
                if tails[middle].rank < rank { low = middle + 1 } else { high = middle }
            }
            if low > 0 { before[index] = tails[low - 1].index }
            if low == tails.count { tails.append((rank, index)) } else { tails[low] = (rank, index) }
        }
        var out: [Int] = []
        var at = tails.last?.index
        while let index = at {
            out.append(index)
            at = before[index]
        }
        return out.reversed()
    }
}
