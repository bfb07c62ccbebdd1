// The tables of runs, their logs, and timetables. Append-only: a released migration is never changed.

import Store

/// The schema of jobs and timetables.
public enum JobSchema {
    /// `host-jobs-001-…` and on.
    public static let migrations: [Migration] = [
        Migration(
            "host-jobs-001-runs",
            [
                .create(runs),
                .index(Index("job_runs_due", on: "job_runs", ["status", "run_at", "id"])),
                .index(Index("job_runs_kind", on: "job_runs", ["kind", "status", "id"])),
                .index(Index("job_runs_timetable", on: "job_runs", ["timetable_id", "status", "id"])),
                .create(log), .create(formerGates),
            ]),
        Migration(
            "host-jobs-002-timetables",
            [
                .create(timetables), .index(Index("timetables_due", on: "timetables", ["is_enabled", "next_at"])),
                .create(firings),
            ]),
        Migration("host-jobs-003-gates", [.drop("job_gates"), .create(gates.table)]),
    ]

    /// Passed when a run is leased of which only so many may run: a kind's id, or `timetable 5`.
    static let gates = Gates("job_passes", nameLength: 80)

    /// `waiting_key` is `unique_key` while the run waits and NULL otherwise, so that the engine itself refuses a second
    /// waiting run. `fence` grows with each holder, `beat` with each sign of life of the holder.
    private static let runs = Table(
        "job_runs",
        [
            Column("id", .identity), Column("kind", .text(60)), Column("unique_key", .text(190), nullable: true),
            Column("waiting_key", .text(190), nullable: true), Column("timetable_id", .integer, nullable: true),
            Column("scheduled_at", .instant, nullable: true), Column("retry_of", .integer, nullable: true),
            Column("payload", .json), Column("status", .text(10)), Column("attempt", .integer, default: .integer(0)),
            Column("enqueued_at", .instant), Column("run_at", .instant),
            Column("fence", .integer, default: .integer(0)), Column("beat", .integer, default: .integer(0)),
            Column("leased_by", .text(80), nullable: true), Column("lease_until", .instant, nullable: true),
            Column("started_at", .instant, nullable: true), Column("ended_at", .instant, nullable: true),
            Column("took_milliseconds", .integer, nullable: true),
            Column("error_code", .text(60), nullable: true), Column("error_class", .text(20), nullable: true),
            Column("error_text", .longText, nullable: true),
            Column("progress_done", .integer, nullable: true), Column("progress_total", .integer, nullable: true),
            Column("progress_note", .text(200), nullable: true), Column("result", .json, nullable: true),
            Column("cancel_asked", .flag, default: .integer(0)),
        ],
        uniques: [["waiting_key"]],
        checks: ["status IN ('waiting', 'running', 'done', 'failed', 'cancelled')"])

    private static let log = Table(
        "job_log",
        [
            Column("run_id", .integer), Column("line_number", .integer), Column("written_at", .instant),
            Column("message", .longText),
        ],
        primaryKey: ["run_id", "line_number"],
        foreignKeys: [ForeignKey(["run_id"], references: "job_runs", ["id"], cascades: true)], clustered: true)

    /// As the first version made it; `gates` has taken its place.
    private static let formerGates = Table(
        "job_gates", [Column("name", .text(60)), Column("passed_at", .instant)], primaryKey: ["name"])

    /// `planned_at` is the instant at which `next_at` was worked out: when it lies ahead, the clock was set back.
    private static let timetables = Table(
        "timetables",
        [
            Column("id", .identity), Column("name", .text(80)), Column("kind", .text(60)), Column("payload", .json),
            Column("words", .text(400)), Column("zone", .text(60)), Column("missed_policy", .text(10)),
            Column("overlap_policy", .text(10)), Column("is_enabled", .flag), Column("revision", .integer),
            Column("planned_at", .instant), Column("next_at", .instant, nullable: true),
            Column("last_fired_at", .instant, nullable: true), Column("last_scheduled_at", .instant, nullable: true),
            Column("problem", .text(60), nullable: true),
        ],
        uniques: [["name"]])

    private static let firings = Table(
        "timetable_firings",
        [
            Column("timetable_id", .integer), Column("scheduled_at", .instant), Column("fired_at", .instant),
            Column("run_id", .integer, nullable: true),
        ],
        primaryKey: ["timetable_id", "scheduled_at"],
        foreignKeys: [ForeignKey(["timetable_id"], references: "timetables", ["id"], cascades: true)], clustered: true)
}
