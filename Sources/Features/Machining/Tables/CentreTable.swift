// Centres and the meanings of event names.

import Kernel
import Store

/// A machining centre.
package struct Centre: Sendable, Hashable {
    package var id: Int64 = 0
    /// The folder its logs come from.
    package var name: String
    package var type: String
    package var zone: String
    package var waitStamp = WaitStamp.begin
    /// Somebody has looked at the evidence and said so.
    package var isWaitConfirmed = false
    package var dayStart = 0
    package var shiftStarts: [Int] = []
    package var version: Int64 = 1

    package init(name: String, type: String, zone: String) { (self.name, self.type, self.zone) = (name, type, zone) }

    func rules() throws -> DayRules { DayRules(zone: try Zone(zone), dayStart: dayStart, shiftStarts: shiftStarts, waitStamp: waitStamp) }

    /// `DEM12 (PVC)` is of type PVC; a folder without parentheses is its own type.
    static func type(ofFolder name: String) -> String {
        guard name.hasSuffix(")"), let open = name.lastIndex(of: "(") else { return name.kept(50) }
        let inside = name[name.index(after: open)...].dropLast().drop(while: \.isWhitespace)
        return inside.isEmpty ? name.kept(50) : String(inside).kept(50)
    }
}

struct CentreTable {
    let tx: any Transaction
    private static let columns = "id, name, type, zone, wait_stamp, is_wait_confirmed, day_start, shift_starts, version"

    func all() throws -> [Centre] { try tx.rows("SELECT \(trusted: Self.columns) FROM mach_centres ORDER BY name", Self.centre) }
    func find(_ id: Int64) throws -> Centre? {
        try tx.first("SELECT \(trusted: Self.columns) FROM mach_centres WHERE id = \(id)", Self.centre)
    }
    func find(name: String) throws -> Centre? {
        try tx.first("SELECT \(trusted: Self.columns) FROM mach_centres WHERE name = \(name)", Self.centre)
    }

    func insert(_ centre: Centre, at now: Instant) throws -> Int64 {
        try tx.insert(into: "mach_centres", Self.values(centre) + [("name", centre.name), ("created_at", now)])
    }

    /// - Throws: `changed_meanwhile` when somebody else saved it since it was read.
    func update(_ centre: Centre) throws {
        let sets = Self.values(centre).map { SQL(trusted: "\($0.0) = ?", values: [$0.1.sqlValue]) }.joined(", ")
        let changed = try tx.execute(
            "UPDATE mach_centres SET \(sets), version = version + 1 WHERE id = \(centre.id) AND version = \(centre.version)")
        guard changed == 1 else { throw Problem(.conflict, "changed_meanwhile", ["what": centre.name]) }
    }

    private static func values(_ c: Centre) -> [(String, any SQLBindable)] {
        [
            ("type", c.type), ("zone", c.zone), ("wait_stamp", c.waitStamp.rawValue), ("is_wait_confirmed", c.isWaitConfirmed),
            ("day_start", c.dayStart), ("shift_starts", c.shiftStarts.map(DayRules.clock).joined(separator: " ")),
        ]
    }

    private static func centre(_ row: any Row) throws -> Centre {
        var c = Centre(name: row.text(1), type: row.text(2), zone: row.text(3))
        c.id = row.int(0)
        c.waitStamp = WaitStamp(rawValue: row.text(4)) ?? .begin
        c.isWaitConfirmed = row.bool(5)
        c.dayStart = Int(row.int(6))
        c.shiftStarts = row.text(7).split(separator: " ").compactMap { DayRules.minutes(String($0)) }
        c.version = row.int(8)
        return c
    }
}

/// A name that stands behind `@` in logs.
package struct EventName: Sendable, Hashable {
    package var id: Int64
    package var name: String
    package var meaning: EventMeaning
}

struct EventNameTable {
    let tx: any Transaction

    func all() throws -> [EventName] {
        try tx.rows("SELECT id, name, meaning FROM mach_event_names ORDER BY name") {
            EventName(id: $0.int(0), name: $0.text(1), meaning: EventMeaning(rawValue: $0.text(2)) ?? .other)
        }
    }

    /// All names with the number of their lines, the most frequent first.
    func counted() throws -> [(name: EventName, count: Int64)] {
        let counts = Dictionary(
            try tx.rows("SELECT name_id, events FROM mach_day_names") { ($0.int(0), $0.int(1)) }, uniquingKeysWith: +)
        return try all().map { ($0, counts[$0.id] ?? 0) }.sorted { ($1.count, $0.name.name) < ($0.count, $1.name.name) }
    }

    func insert(_ name: String) throws -> EventName {
        let meaning = EventMeaning.known(name)
        let id = try tx.insert(into: "mach_event_names", [("name", name), ("meaning", meaning.rawValue)])
        return EventName(id: id, name: name, meaning: meaning)
    }

    /// Events that become waits get their lengths.
    func setMeaning(_ id: Int64, _ meaning: EventMeaning) throws {
        if meaning == .wait { try measure(id) }
        try tx.execute("UPDATE mach_event_names SET meaning = \(meaning.rawValue) WHERE id = \(id)")
    }

    private func measure(_ id: Int64) throws {
        var found: [(event: Int64, length: Int64, original: Int64)] = []
        try tx.query("SELECT id, details FROM mach_events WHERE name_id = \(id) AND length_ms IS NULL AND details IS NOT NULL") { row in
            row.withBytes(1) { details in
                let (length, original) = WaitLength.both(details)
                if let length { found.append((row.int(0), length, original)) }
            }
        }
        for each in found {
            try tx.execute("UPDATE mach_events SET length_ms = \(each.length), original_ms = \(each.original) WHERE id = \(each.event)")
        }
    }
}
