// Timetables as people keep them: saved with their words in canonical form, listed, switched, removed.

import Kernel
import Store

/// Stores and reads timetables.
public enum Timetables {
    /// Adds a timetable, or changes the one with this id. The next firing is worked out from now on: what was due while
    /// it was off, or by its old words, is not made good.
    /// - Returns: its id.
    /// - Throws: `timetable_words` and its kin, `zone_unknown`, `timetable_name`, `timetable_unknown`, and
    ///   `timetable_name_taken`.
    @discardableResult
    public static func save(
        _ draft: TimetableDraft, id: Int64? = nil, now: Instant, in tx: any Transaction
    ) throws -> Int64 {
        let timetable = try Timetable(draft.words)
        let zone = try Zone(draft.zone)
        guard !draft.name.isEmpty, draft.name.fits(80), draft.kind.fits(60), draft.zone.fits(60) else {
            throw Problem(.input, "timetable_name", ["name": String(draft.name.prefix(80))])
        }
        guard timetable.canonical.utf8.count <= Timetable.textLengthMax else {
            throw Problem(.input, "timetable_words", ["word": String(draft.words.prefix(60))], hint: Timetable.hint)
        }
        let taken = try tx.int("SELECT id FROM timetables WHERE name = \(draft.name)")
        if let taken, taken != id { throw Problem(.conflict, "timetable_name_taken", ["name": draft.name]) }
        let values: [(String, any SQLBindable)] = [
            ("name", draft.name), ("kind", draft.kind), ("payload", draft.payload), ("words", timetable.canonical),
            ("zone", draft.zone), ("missed_policy", draft.missed.rawValue), ("overlap_policy", draft.overlap.rawValue),
            ("is_enabled", draft.isEnabled), ("planned_at", now), ("next_at", timetable.next(after: now, in: zone)),
            ("problem", nil as String?),
        ]
        guard let id else { return try tx.insert(into: "timetables", values + [("revision", 1)]) }
        let assignments = values.map { SQL(trusted: "\($0.0) = ?", values: [$0.1.sqlValue]) }.joined(", ")
        let changed = try tx.execute(
            "UPDATE timetables SET " + assignments + ", revision = revision + 1 WHERE id = \(id)")
        guard changed == 1 else { throw unknown(id) }
        return id
    }

    /// Adds a timetable that the program brings along, unless one with this name is there: what people changed stays.
    public static func seed(_ draft: TimetableDraft, now: Instant, in tx: any Transaction) throws {
        guard try tx.int("SELECT id FROM timetables WHERE name = \(draft.name)") == nil else { return }
        try save(draft, now: now, in: tx)
    }

    /// Switches a timetable on or off; what was due while it was off is not made good.
    public static func setEnabled(_ isEnabled: Bool, id: Int64, now: Instant, in tx: any Transaction) throws {
        var draft = try one(id, in: tx).draft
        draft.isEnabled = isEnabled
        try save(draft, id: id, now: now, in: tx)
    }

    /// Removes a timetable and the memory of its firings. Its runs stay.
    public static func remove(_ id: Int64, in tx: any Transaction) throws {
        guard try tx.execute("DELETE FROM timetables WHERE id = \(id)") == 1 else { throw unknown(id) }
    }

    /// All timetables by name, 1000 at most.
    public static func all(in tx: any Transaction) throws -> [TimetableView] {
        try tx.rows(SQL(trusted: columns) + " ORDER BY name LIMIT 1000", view)
    }

    /// One timetable; throws `timetable_unknown`.
    public static func one(_ id: Int64, in tx: any Transaction) throws -> TimetableView {
        guard let found = try tx.first(SQL(trusted: columns) + " WHERE id = \(id)", view) else { throw unknown(id) }
        return found
    }

    private static let columns = """
        SELECT id, name, kind, payload, words, zone, missed_policy, overlap_policy, is_enabled, next_at, last_fired_at,
        last_scheduled_at, problem FROM timetables
        """

    private static func view(_ row: any Row) throws -> TimetableView {
        TimetableView(
            id: row.int(0),
            draft: TimetableDraft(
                name: row.text(1), kind: row.text(2), payload: try row.json(3), words: row.text(4), zone: row.text(5),
                missed: MissedPolicy(rawValue: row.text(6)) ?? .once,
                overlap: OverlapPolicy(rawValue: row.text(7)) ?? .skip, isEnabled: row.bool(8)),
            nextAt: row.optionalInstant(9), lastFiredAt: row.optionalInstant(10),
            lastScheduledAt: row.optionalInstant(11), problem: row.optionalText(12))
    }

    private static func unknown(_ id: Int64) -> Problem {
        Problem(.missing, "timetable_unknown", ["timetable": String(id)])
    }
}
