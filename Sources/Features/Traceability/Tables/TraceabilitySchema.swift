// The tables of traceability. A change's id is its file and record in one number, so the primary key itself is what
// makes a row load once.

import Store

enum TraceabilitySchema {
    static let migrations: [Migration] = [
        Migration(
            "traceability-001-history",
            [
                .create(names("trace_parts")), .create(names("trace_vendors")), .create(changes), .create(hours), .create(days),
                .create(partDays), .create(partTotals), .create(slotDays), .create(fileResults), .create(slotLoads),
                .index(Index("trace_parts_folded", on: "trace_parts", ["folded"])),
                // Each index holds what its questions count by, so that counting does not touch the rows.
                .index(
                    Index(
                        "trace_changes_time", on: "trace_changes", ["scanned_at DESC", "line", "mounter", "result", "withdrawn_at"],
                        ties: "id")),
                .index(
                    Index(
                        "trace_changes_line", on: "trace_changes", ["line", "scanned_at DESC", "mounter", "result", "withdrawn_at"],
                        ties: "id")),
                .index(
                    Index("trace_changes_part", on: "trace_changes", ["part_id", "scanned_at DESC", "result", "line", "mounter", "withdrawn_at"])),
                .index(
                    Index("trace_changes_slot", on: "trace_changes", ["line", "mounter", "slot_key", "scanned_at DESC", "result", "withdrawn_at"])),
                .index(Index("trace_changes_barcode", on: "trace_changes", ["barcode", "withdrawn_at"])),
                .index(Index("trace_changes_lot", on: "trace_changes", ["lot", "withdrawn_at"])),
                .index(
                    Index(
                        "trace_changes_result", on: "trace_changes", ["result", "scanned_at DESC", "line", "mounter", "withdrawn_at"],
                        where: "result <> 'OK'", ties: "id")),
                .index(Index("trace_part_days_part", on: "trace_part_days", ["part_id", "utc_day", "changes"])),
            ]),
        Migration("traceability-002-legacy-views", LegacyViews.changes),
    ]

    /// Scans without a readable date and time sort behind all others and have this in place of an instant.
    static let undated: Int64 = -1 << 60
    /// A line or mounter that is not known, in the roll-ups' keys.
    static let unknown: Int64 = -1 << 40

    private static func names(_ table: String) -> Table {
        Table(table, [Column("id", .identity), Column("name", .text(255)), Column("folded", .text(255))], uniques: [["name"]])
    }

    private static let changes = Table(
        "trace_changes",
        [
            Column("id", .integer), Column("scanned_at", .instant), Column("scan_day", .integer, nullable: true),
            Column("line", .integer, nullable: true), Column("mounter", .integer, nullable: true),
            Column("slot", .integer, nullable: true), Column("slot_key", .text(50)), Column("side", .text(5), nullable: true),
            Column("result", .text(20)), Column("part_id", .integer), Column("quantity", .integer, nullable: true),
            Column("vendor_id", .integer), Column("lot", .text(255)), Column("barcode", .text(255)),
            Column("previous_barcode", .text(255)), Column("feeder_base", .text(50)), Column("product_date", .text(50)),
            Column("sequence_no", .text(50)), Column("scan_date_raw", .text(50)), Column("scan_time_raw", .text(50)),
            Column("extras", .json, nullable: true), Column("file_id", .integer), Column("file_line", .integer),
            Column("byte_offset", .integer), Column("withdrawn_at", .instant, nullable: true),
        ], primaryKey: ["id"])

    /// Scans per hour of absolute time; the undated ones under hour `unknown`.
    private static let hours = Table(
        "trace_hours",
        [
            Column("scan_hour", .integer), Column("line", .integer), Column("mounter", .integer), Column("result", .text(20)),
            Column("changes", .integer),
        ], primaryKey: ["scan_hour", "line", "mounter", "result"], clustered: true)

    /// The same per day of UTC, for questions over months.
    private static let days = Table(
        "trace_days",
        [
            Column("utc_day", .integer), Column("line", .integer), Column("mounter", .integer), Column("result", .text(20)),
            Column("changes", .integer),
        ], primaryKey: ["utc_day", "line", "mounter", "result"], clustered: true)

    /// Scans per part and vendor: by the day as the machine wrote it, which charts show, and by the day of UTC, from which
    /// any span of time is put together.
    private static let partDays = Table(
        "trace_part_days",
        [
            Column("scan_day", .integer), Column("utc_day", .integer), Column("line", .integer), Column("mounter", .integer),
            Column("part_id", .integer), Column("vendor_id", .integer), Column("result", .text(20)), Column("changes", .integer),
        ], primaryKey: ["scan_day", "utc_day", "line", "mounter", "part_id", "vendor_id", "result"], clustered: true)

    /// The same over all time.
    private static let partTotals = Table(
        "trace_part_totals",
        [
            Column("part_id", .integer), Column("vendor_id", .integer), Column("line", .integer), Column("mounter", .integer),
            Column("result", .text(20)), Column("changes", .integer),
        ], primaryKey: ["part_id", "vendor_id", "line", "mounter", "result"], clustered: true)

    /// Scans per slot and feeder.
    private static let slotDays = Table(
        "trace_slot_days",
        [
            Column("slot_key", .text(50)), Column("feeder_base", .text(50)), Column("line", .integer), Column("mounter", .integer),
            Column("utc_day", .integer), Column("result", .text(20)), Column("changes", .integer),
        ], primaryKey: ["slot_key", "feeder_base", "line", "mounter", "utc_day", "result"], clustered: true)

    /// Scans per file.
    private static let fileResults = Table(
        "trace_file_results",
        [
            Column("file_id", .integer), Column("result", .text(20)), Column("changes", .integer),
        ], primaryKey: ["file_id", "result"], clustered: true)

    /// What is on each slot now.
    private static let slotLoads = Table(
        "trace_slot_loads",
        [
            Column("line", .integer), Column("mounter", .integer), Column("slot_key", .text(50)), Column("side", .text(5)),
            Column("barcode", .text(255)), Column("since_id", .integer), Column("since_at", .instant), Column("latest_id", .integer),
            Column("latest_at", .instant),
        ], primaryKey: ["line", "mounter", "slot_key", "side"], clustered: true)
}
