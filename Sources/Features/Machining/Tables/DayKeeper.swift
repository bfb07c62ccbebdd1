// Keeps days in step with their events: the days that a transaction touched are computed anew at its end, and those after
// them as far as what a day hands on has changed.

import Kernel
import Store

struct DayKeeper {
    private let tx: any Transaction
    private var rules: [Int64: DayRules] = [:]
    /// Days since 1970, by centre.
    private var dirty: [Int64: Set<Int64>] = [:]

    init(_ tx: any Transaction) { self.tx = tx }

    /// Makes a centre known.
    mutating func use(_ centre: Centre) throws -> DayRules {
        if let known = rules[centre.id] { return known }
        let made = try centre.rules()
        rules[centre.id] = made
        return made
    }

    func knows(_ centre: Int64) -> Bool { rules[centre] != nil }

    /// Something of this day has changed.
    mutating func touch(_ centre: Int64, _ day: Int64) { dirty[centre, default: []].insert(day) }

    mutating func touch(_ centre: Int64, at: Int64) {
        guard let rules = rules[centre] else { return }
        touch(centre, rules.day(of: at).daysSinceEpoch)
    }

    /// Computes all days of a centre anew.
    mutating func touchAll(_ centre: Int64) throws {
        guard let rules = rules[centre] else { return }
        let (first, last) =
            try tx.first("SELECT MIN(happened_at), MAX(happened_at) FROM mach_events WHERE centre_id = \(centre)") {
                ($0.optionalInt(0), $0.optionalInt(1))
            } ?? (nil, nil)
        if let first, let last {
            for day in rules.day(of: first).daysSinceEpoch...rules.day(of: last).daysSinceEpoch { touch(centre, day) }
        }
        for day in try tx.rows("SELECT log_day FROM mach_days WHERE centre_id = \(centre) AND shift = 0", { $0.int(0) }) { touch(centre, day) }
        for day in try tx.rows("SELECT DISTINCT log_day FROM mach_bad_lines WHERE centre_id = \(centre)", { $0.int(0) }) { touch(centre, day) }
    }

    mutating func write() throws {
        guard !dirty.isEmpty else { return }
        let meanings = Dictionary(uniqueKeysWithValues: try EventNameTable(tx: tx).all().map { ($0.id, $0.meaning) })
        for (centre, days) in dirty.sorted(by: { $0.key < $1.key }) {
            guard let rules = rules[centre] else { continue }
            // Who computes a centre's days changes this row, so that two who do it at once, with settings that differ, conflict.
            try tx.execute("UPDATE mach_centres SET changes = changes + 1 WHERE id = \(centre)")
            let work = CentreWork(tx: tx, centre: centre, rules: rules, meanings: meanings)
            try work.run(days)
        }
        dirty = [:]
    }
}

/// One centre's turn.
private struct CentreWork {
    let tx: any Transaction
    let centre: Int64
    let rules: DayRules
    let meanings: [Int64: EventMeaning]

    private var neighbours: DayNeighbours { DayNeighbours(tx: tx, centre: centre) }

    /// Days in order, each with what the one before hands on; where that has changed, the next day follows.
    func run(_ days: Set<Int64>) throws {
        var queue = days.sorted()
        var planned = days
        var at = 0
        while at < queue.count {
            let day = queue[at]
            at += 1
            let before = try neighbours.stored(day)
            let after = try compute(day)
            if after.carry != before?.carry ?? DayCarry() || before == nil || !after.isThere,
                let next = try neighbours.next(day),
                !planned.contains(next)
            {
                planned.insert(next)
                queue.insert(next, at: queue[at...].firstIndex { $0 > next } ?? queue.count)
            }
            if after.waitFrom != before?.waitFrom { try pullBack(from: day) }
        }
    }

    /// Waits whose stamp is their end may begin on earlier days, which are then computed once more.
    private func pullBack(from day: Int64) throws {
        var day = day
        while let previous = try neighbours.previous(day) {
            let before = try neighbours.stored(previous)?.waitFrom
            guard try compute(previous).waitFrom != before else { return }
            day = previous
        }
    }

    /// Computes and writes a day.
    private func compute(_ day: Int64) throws -> (isThere: Bool, carry: DayCarry, waitFrom: Int64?) {
        let date = CivilDate(daysSinceEpoch: day)
        let computation = rules.computation(of: date)
        let carried = try neighbours.carry(into: day)
        var counts: [Int64: Int64] = [:]
        let events = try DayEventTable(tx: tx, meanings: meanings).events(centre: centre, computation.bounds, counts: &counts)
        let bad = try tx.rows("SELECT original_ms FROM mach_bad_lines WHERE centre_id = \(centre) AND log_day = \(day)") {
            $0.optionalInt(0) ?? 0
        }
        for table in ["mach_stops", "mach_day_names"] {
            try tx.execute("DELETE FROM \(trusted: table) WHERE centre_id = \(centre) AND log_day = \(day)")
        }
        guard !events.isEmpty || !bad.isEmpty else {
            try tx.execute("DELETE FROM mach_days WHERE centre_id = \(centre) AND log_day = \(day)")
            return (false, carried, nil)
        }
        var result = computation.run(events, carry: carried, waitFrom: try neighbours.waitFrom(after: day))
        result.day.rejects = Int64(bad.count)
        if !bad.isEmpty { result.day.flags.insert(.rejects) }
        result.day.compat.wait += bad.reduce(0, +)
        try write(day, result, computation)
        let names = counts.sorted { $0.key < $1.key }.map { [centre, day, $0.key, $0.value] as [any SQLBindable] }
        try tx.upsert(
            into: "mach_day_names", key: ["centre_id", "log_day", "name_id"], columns: ["centre_id", "log_day", "name_id", "events"], rows: names)
        return (true, result.carry, result.waitFrom)
    }

    private func write(_ day: Int64, _ result: DayResult, _ computation: DayComputation) throws {
        let known = try tx.int("SELECT MAX(shift) FROM mach_days WHERE centre_id = \(centre) AND log_day = \(day)") ?? 0
        if known > Int64(result.shifts.count) {
            try tx.execute("DELETE FROM mach_days WHERE centre_id = \(centre) AND log_day = \(day) AND shift > \(result.shifts.count)")
        }
        var rows = [DayTable.values(centre, day, 0, computation.bounds, result.day, result.carry, result.waitFrom)]
        for (index, totals) in result.shifts.enumerated() {
            rows.append(DayTable.values(centre, day, Int64(index + 1), computation.shifts[index], totals, DayCarry(), nil))
        }
        try tx.upsert(into: "mach_days", key: ["centre_id", "log_day", "shift"], columns: DayTable.columns, rows: rows)
        guard !result.stops.isEmpty else { return }
        let stops = try tx.bulkInsert(
            into: "mach_stops", columns: ["centre_id", "log_day", "begins_at", "ends_at", "begin_event", "end_event"])
        for stop in result.stops {
            stops.int(centre)
            stops.int(day)
            stops.int(stop.stretch.begin)
            stops.int(stop.stretch.end)
            stops.optionalInt(stop.beginID)
            stops.optionalInt(stop.endID)
            try stops.endRow()
        }
        try stops.finish()
    }
}
