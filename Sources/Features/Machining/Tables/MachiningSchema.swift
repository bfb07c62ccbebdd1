// The tables of machining. An event's id is its file and record in one number, so the primary key itself is what makes a
// line load once; everything else is computed from the events and can be made anew.

import Store

enum MachiningSchema {
    static let migrations: [Migration] = [
        Migration(
            "machining-001-log",
            [
                .create(centres), .create(eventNames), .create(events), .create(jobs), .create(badLines), .create(days), .create(dayNames),
                .create(stops),
                // Holds what a day is computed from, so that the rows are not touched.
                .index(
                    Index(
                        "mach_events_time", on: "mach_events",
                        ["centre_id", "happened_at", "name_id", "length_ms", "original_ms", "notes", "withdrawn_at"], ties: "id")),
                .index(Index("mach_jobs_time", on: "mach_jobs", ["centre_id", "started_at"])),
                .index(Index("mach_bad_lines_day", on: "mach_bad_lines", ["centre_id", "log_day"])),
                .index(Index("mach_stops_day", on: "mach_stops", ["centre_id", "log_day"])),
            ]),
        Migration("machining-002-legacy-views", LegacyViews.all),
    ]

    /// A machining centre: one folder of logs.
    private static let centres = Table(
        "mach_centres",
        [
            Column("id", .identity), Column("name", .text(200)), Column("type", .text(50)), Column("zone", .text(60)),
            Column("wait_stamp", .text(5), default: .text("begin")), Column("is_wait_confirmed", .flag, default: .integer(0)),
            // Minutes after midnight.
            Column("day_start", .integer, default: .integer(0)), Column("shift_starts", .text(100), default: .text("")),
            Column("version", .integer, default: .integer(1)), Column("changes", .integer, default: .integer(0)),
            Column("created_at", .instant),
        ], uniques: [["name"]])

    /// The names events go by, and what each means.
    private static let eventNames = Table(
        "mach_event_names", [Column("id", .identity), Column("name", .text(100)), Column("meaning", .text(10))], uniques: [["name"]])

    private static let events = Table(
        "mach_events",
        [
            Column("id", .integer), Column("centre_id", .integer), Column("happened_at", .instant),
            // What the machine's clock was ahead of UTC when it wrote the line.
            Column("offset_minutes", .integer), Column("name_id", .integer),
            // Of whatever reads as a length; what the system before read of it stands beside.
            Column("length_ms", .integer, nullable: true), Column("original_ms", .integer, nullable: true), Column("notes", .integer),
            Column("details", .longText, nullable: true), Column("file_line", .integer), Column("byte_offset", .integer),
            Column("withdrawn_at", .instant, nullable: true),
        ], primaryKey: ["id"])

    /// The payload of events that begin a job.
    private static let jobs = Table(
        "mach_jobs",
        [
            Column("id", .integer), Column("centre_id", .integer), Column("started_at", .instant), Column("reference", .text(100)),
            Column("length_mm", .text(30)), Column("colour", .text(100)), Column("withdrawn_at", .instant, nullable: true),
        ], primaryKey: ["id"])

    /// Lines that were rejected, by the day they belong to; the lines themselves are kept by intake.
    private static let badLines = Table(
        "mach_bad_lines",
        [
            Column("id", .integer), Column("centre_id", .integer), Column("log_day", .integer),
            // Of a wait without a readable length: what the system before took it for.
            Column("original_ms", .integer, nullable: true),
        ], primaryKey: ["id"])

    /// What a day came to; shift 0 is the whole day.
    private static let days = Table(
        "mach_days",
        [
            Column("centre_id", .integer), Column("log_day", .integer), Column("shift", .integer),
            Column("begins_at", .instant), Column("ends_at", .instant), Column("pieces", .integer),
            Column("first_piece", .instant, nullable: true), Column("last_piece", .instant, nullable: true),
            Column("window_ms", .integer), Column("production_ms", .integer), Column("wait_ms", .integer), Column("stop_ms", .integer),
            Column("overlap_ms", .integer), Column("first_start", .instant, nullable: true), Column("last_stop", .instant, nullable: true),
            Column("waits", .integer), Column("stops", .integer), Column("jobs", .integer), Column("others", .integer),
            Column("rejects", .integer), Column("silence_ms", .integer), Column("flags", .integer),
            Column("compat_duration_ms", .integer), Column("compat_wait_ms", .integer), Column("compat_stop_ms", .integer),
            // What the day hands to its neighbours.
            Column("stopped_since", .instant, nullable: true), Column("is_state_known", .flag), Column("wait_until", .instant, nullable: true),
            Column("wait_from", .instant, nullable: true),
        ], primaryKey: ["centre_id", "log_day", "shift"],
        checks: ["window_ms = production_ms + wait_ms + stop_ms", "production_ms >= 0", "wait_ms >= 0", "stop_ms >= 0"], clustered: true)

    /// How often each event was in a day.
    private static let dayNames = Table(
        "mach_day_names",
        [Column("centre_id", .integer), Column("log_day", .integer), Column("name_id", .integer), Column("events", .integer)],
        primaryKey: ["centre_id", "log_day", "name_id"], clustered: true)

    /// Stops, cut at the ends of days.
    private static let stops = Table(
        "mach_stops",
        [
            Column("id", .identity), Column("centre_id", .integer), Column("log_day", .integer), Column("begins_at", .instant),
            Column("ends_at", .instant), Column("begin_event", .integer, nullable: true), Column("end_event", .integer, nullable: true),
        ])
}
