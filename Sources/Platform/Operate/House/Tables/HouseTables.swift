// The house's own questions to the database: counts for the Floor, for metrics and for what open pages should hear of.

import Kernel
import Store

/// Open rejects of a source.
struct OpenRejects: Sendable {
    var source: Int64
    var count: Int64
    var oldest: Instant

    static func bySource(_ tx: any Transaction) throws -> [OpenRejects] {
        try tx.rows(
            "SELECT source_id, COUNT(*), MIN(created_at) FROM intake_rejects WHERE status = 'open' GROUP BY source_id ORDER BY COUNT(*) DESC"
        ) { OpenRejects(source: $0.int(0), count: $0.int(1), oldest: $0.instant(2)) }
    }
}

/// Where all lines of all files went, and what is open.
struct IntakeTotals: Sendable {
    /// Outcome and rows, in the order of the ledger.
    var rows: [(outcome: String, count: Int64)]
    var files: Int64
    var rejectsOpen: Int64
    var sourcesFailing: Int64

    static func read(_ tx: any Transaction) throws -> IntakeTotals {
        let names = ["header", "blank", "loaded", "duplicate", "rejected"]
        let sums =
            try tx.first(
                """
                SELECT COALESCE(SUM(header_lines), 0), COALESCE(SUM(blank), 0), COALESCE(SUM(loaded), 0), COALESCE(SUM(duplicate), 0),
                  COALESCE(SUM(rejected), 0), COUNT(*) FROM intake_files WHERE status <> 'superseded'
                """
            ) { row in (0...5).map { row.int($0) } } ?? [0, 0, 0, 0, 0, 0]
        return IntakeTotals(
            rows: zip(names, sums).map { (outcome: $0, count: $1) }, files: sums[5],
            rejectsOpen: try tx.int("SELECT COUNT(*) FROM intake_rejects WHERE status = 'open'") ?? 0,
            sourcesFailing: try tx.int("SELECT COUNT(*) FROM intake_sources WHERE failing_since IS NOT NULL AND is_enabled = 1") ?? 0)
    }
}

/// A few numbers that are other numbers whenever something happened that an open page shows. Sums rather than the latest:
/// a node whose clock or numbers are behind moves no maximum.
struct PulseMarks: Sendable, Equatable {
    var rows: [Int64]
    var intake: [Int64]
    var jobs: [Int64]

    static func read(_ tx: any Transaction) throws -> PulseMarks {
        let intake = try tx.first(
            """
            SELECT (SELECT COALESCE(SUM(last_row_at), 0) FROM intake_sources), (SELECT COALESCE(SUM(touched), 0) FROM intake_sources),
              (SELECT COALESCE(SUM(failing_since), 0) FROM intake_sources), (SELECT COALESCE(SUM(version), 0) FROM intake_sources),
              (SELECT COUNT(*) FROM intake_rejects WHERE status = 'open'),
              (SELECT COALESCE(SUM(id), 0) FROM intake_rejects WHERE status = 'open')
            """
        ) { row in (0...5).map { row.int($0) } }
        // A run that ends is one less among those that wait or run.
        let jobs = try tx.first(
            """
            SELECT (SELECT COALESCE(MAX(id), 0) FROM job_runs),
              (SELECT COALESCE(SUM(id + beat + fence), 0) FROM job_runs WHERE status = 'running'),
              (SELECT COALESCE(SUM(id + beat + fence), 0) FROM job_runs WHERE status = 'waiting')
            """
        ) { row in (0...2).map { row.int($0) } }
        return PulseMarks(rows: Array(intake?.prefix(2) ?? []), intake: intake ?? [], jobs: jobs ?? [])
    }
}

/// The schema as it is recorded.
enum SchemaRecord {
    /// How many steps were applied.
    static func count(_ tx: any Transaction) throws -> Int64 { try tx.int("SELECT COUNT(*) FROM gemba_migrations") ?? 0 }
    /// When something was written down last.
    static func latest(_ tx: any Transaction) throws -> Instant? {
        try tx.int("SELECT MAX(at) FROM audit").map { Instant(milliseconds: $0) }
    }
    /// Writes a row and reads it back; belongs into a rehearsal.
    static func probe(at now: Instant, _ tx: any Transaction) throws -> Bool {
        try tx.upsert(
            into: "host_settings", key: ["name"],
            [("name", SettingName.readyProbe), ("setting", JSON.int(now.milliseconds)), ("updated_at", now), ("updated_by", "ready")])
        return try tx.int("SELECT updated_at FROM host_settings WHERE name = \(SettingName.readyProbe)") == now.milliseconds
    }
}
