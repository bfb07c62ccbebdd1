// A day computed from its lines without writing anything, for pictures and comparisons.

import Kernel
import Store

struct DayReading {
    let tx: any Transaction
    let centre: Int64
    let rules: DayRules

    func result(_ day: CivilDate) throws -> (result: DayResult, events: [DayEvent]) {
        let meanings = Dictionary(uniqueKeysWithValues: try EventNameTable(tx: tx).all().map { ($0.id, $0.meaning) })
        let neighbours = DayNeighbours(tx: tx, centre: centre)
        let computation = rules.computation(of: day)
        let events = try DayEventTable(tx: tx, meanings: meanings).events(centre: centre, computation.bounds)
        let number = day.daysSinceEpoch
        return (computation.run(events, carry: try neighbours.carry(into: number), waitFrom: try neighbours.waitFrom(after: number)), events)
    }
}

/// What the days beside a day hand to it.
struct DayNeighbours {
    let tx: any Transaction
    let centre: Int64

    /// What stands of a day, as far as its neighbours need it.
    struct Stored {
        var carry = DayCarry()
        var waitFrom: Int64?
    }

    func stored(_ day: Int64) throws -> Stored? { try first("log_day = \(day)") }
    func carry(into day: Int64) throws -> DayCarry { try first("log_day < \(day) ORDER BY log_day DESC")?.carry ?? DayCarry() }
    func waitFrom(after day: Int64) throws -> Int64? { try first("log_day > \(day) ORDER BY log_day")?.waitFrom }
    func next(_ day: Int64) throws -> Int64? {
        try tx.int("SELECT MIN(log_day) FROM mach_days WHERE centre_id = \(centre) AND shift = 0 AND log_day > \(day)")
    }
    func previous(_ day: Int64) throws -> Int64? {
        try tx.int("SELECT MAX(log_day) FROM mach_days WHERE centre_id = \(centre) AND shift = 0 AND log_day < \(day)")
    }

    private func first(_ condition: SQL) throws -> Stored? {
        try tx.first(
            """
            SELECT stopped_since, is_state_known, wait_until, wait_from FROM mach_days
            WHERE centre_id = \(centre) AND shift = 0 AND \(condition) LIMIT 1
            """
        ) { row in
            var stored = Stored()
            stored.carry.stoppedSince = row.optionalInt(0)
            stored.carry.isKnown = row.bool(1)
            stored.carry.waitUntil = row.optionalInt(2)
            stored.waitFrom = row.optionalInt(3)
            return stored
        }
    }
}
