// The statements behind a firing. The compare-and-set on `revision` comes first in the transaction: whoever wins it
// holds the timetable's row until the commit, and the primary key of the firings guards what is left.

import Kernel
import Store

/// A timetable that has to be looked at now.
struct DueTimetable: Sendable {
    var id: Int64
    var kind: String
    var payload: JSON
    var words: String
    var zone: String
    var missed: MissedPolicy
    var overlap: OverlapPolicy
    var revision: Int64
    var nextAt: Instant?
}

enum TimetableFirings {
    /// Firings remembered beyond now that are taken into account; more than any policy makes.
    private static let aheadMax = 20_000

    /// Enabled timetables that are due, and those whose next firing was worked out in what is now the future, because
    /// the clock was set back since.
    static func due(
        _ kinds: [String], now: Instant, clockSlack: Span, in tx: any Transaction
    ) throws -> [DueTimetable] {
        try tx.rows(
            """
            SELECT id, kind, payload, words, zone, missed_policy, overlap_policy, revision, next_at FROM timetables
            WHERE is_enabled = 1 AND (next_at <= \(now) OR planned_at > \(now + clockSlack)) AND kind IN \(list: kinds)
            ORDER BY next_at, id LIMIT 1000
            """
        ) {
            DueTimetable(
                id: $0.int(0), kind: $0.text(1), payload: try $0.json(2), words: $0.text(3), zone: $0.text(4),
                missed: MissedPolicy(rawValue: $0.text(5)) ?? .once,
                overlap: OverlapPolicy(rawValue: $0.text(6)) ?? .skip, revision: $0.int(7),
                nextAt: $0.optionalInstant(8))
        }
    }

    /// Takes the timetable for this transaction; false when it was changed since it was read.
    static func take(_ timetable: DueTimetable, now: Instant, in tx: any Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE timetables SET revision = revision + 1, planned_at = \(now), problem = NULL
            WHERE id = \(timetable.id) AND revision = \(timetable.revision) AND is_enabled = 1
            """) == 1
    }

    /// What has fired from `instant` on; not empty beyond now only after the clock was set back.
    static func fired(_ id: Int64, from instant: Instant, in tx: any Transaction) throws -> Set<Instant> {
        Set(
            try tx.rows(
                """
                SELECT scheduled_at FROM timetable_firings WHERE timetable_id = \(id) AND scheduled_at >= \(instant)
                ORDER BY scheduled_at LIMIT \(aheadMax)
                """
            ) { $0.instant(0) })
    }

    static func hasRun(_ id: Int64, in tx: any Transaction) throws -> Bool {
        try tx.int(
            "SELECT id FROM job_runs WHERE timetable_id = \(id) AND status IN ('waiting', 'running') LIMIT 1") != nil
    }

    /// Remembers a firing; `run` is nil when the overlap policy dropped it.
    static func add(_ id: Int64, _ slot: Instant, run: Int64?, now: Instant, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO timetable_firings (timetable_id, scheduled_at, fired_at, run_id)
            VALUES (\(id), \(slot), \(now), \(run))
            """)
    }

    static func finish(
        _ id: Int64, next: Instant?, lastSlot: Instant?, now: Instant, in tx: any Transaction
    ) throws {
        try tx.execute("UPDATE timetables SET next_at = \(next) WHERE id = \(id)")
        guard let lastSlot else { return }
        try tx.execute(
            "UPDATE timetables SET last_fired_at = \(now), last_scheduled_at = \(lastSlot) WHERE id = \(id)")
    }

    /// Notes why a timetable does not fire; false when that is known already.
    static func refuse(_ id: Int64, _ code: String, in tx: any Transaction) throws -> Bool {
        let code = code.kept(60)
        return try tx.execute(
            "UPDATE timetables SET problem = \(code) WHERE id = \(id) AND (problem IS NULL OR problem <> \(code))") == 1
    }
}
