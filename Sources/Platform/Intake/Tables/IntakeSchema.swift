// The tables of intake: sources, profiles, files with their cursor and ledger, what each record was, rejects, runs.

import Store

/// The schema's history; append-only.
public enum IntakeSchema {
    public static let migrations: [Migration] = [
        Migration(
            "intake-001-ledger",
            [
                .create(sources), .create(profiles), .create(maps), .create(files), .create(entries), .create(runs),
                .create(runFiles), .create(rejects),
                .index(Index("intake_files_content", on: "intake_files", ["first_hash", "machine"])),
                .index(Index("intake_files_copies", on: "intake_files", ["copy_of"])),
                .index(Index("intake_rejects_open", on: "intake_rejects", ["status", "id"])),
                .index(Index("intake_rejects_file", on: "intake_rejects", ["file_id", "record"])),
                .index(Index("intake_runs_source", on: "intake_runs", ["source_id", "started_at"])),
                .index(Index("intake_run_files_file", on: "intake_run_files", ["file_id", "run_id"])),
            ]),
        Migration(
            "intake-002-encodings",
            [
                // What a file was read in, and whether its byte order mark said so; rejects that were accepted by a release.
                .addColumn("intake_files", Column("encoding", .text(20), nullable: true)),
                .addColumn("intake_files", Column("is_marked", .flag, default: .integer(0))),
                .addColumn("intake_files", Column("accepted_rejects", .integer, default: .integer(0))),
                .index(Index("intake_files_held", on: "intake_files", ["source_id", "machine"], where: "status = 'held'")),
            ]),
        Migration(
            "intake-003-gates",
            [.create(machines.table), .addColumn("intake_sources", Column("touched", .integer, default: .integer(0)))]),
        Migration(
            "intake-004-nodes",
            [.create(nodes), .addColumn("intake_sources", Column("problem_node", .text(100), nullable: true))]),
    ]

    /// One gate per machine, passed by whatever changes a file of it: whether a file is a copy of another is asked of all
    /// files of its machine.
    static let machines = Gates("intake_machines", nameLength: FileTable.machineMax)

    private static let sources = Table(
        "intake_sources",
        [
            Column("id", .identity), Column("name", .text(100)), Column("kind", .text(20)), Column("location", .text(4096)),
            Column("include_patterns", .json), Column("is_recursive", .flag), Column("poll_seconds", .integer),
            Column("quiet_seconds", .integer), Column("profile", .text(100)), Column("zone", .text(60)),
            Column("encoding", .text(20), nullable: true), Column("after_load", .text(20)),
            Column("move_to", .text(4096), nullable: true), Column("reject_limit_count", .integer, nullable: true),
            Column("reject_limit_percent", .integer, nullable: true), Column("silence_minutes", .integer, nullable: true),
            Column("is_enabled", .flag), Column("version", .integer, default: .integer(1)), Column("created_at", .instant),
            Column("last_scan_at", .instant, nullable: true), Column("last_row_at", .instant, nullable: true),
            Column("failing_since", .instant, nullable: true), Column("problem", .json, nullable: true),
            Column("leased_by", .text(100), nullable: true), Column("lease_until", .instant, default: .integer(0)),
            Column("fence", .integer, default: .integer(0)),
        ], uniques: [["name"]])

    /// Signs of life of the nodes that look at sources.
    private static let nodes = Table(
        "intake_nodes", [Column("name", .text(100)), Column("beats", .integer), Column("sources", .json)], primaryKey: ["name"],
        clustered: true)

    private static let profiles = Table(
        "intake_profiles",
        [
            Column("name", .text(100)), Column("definition", .json), Column("version", .integer), Column("updated_at", .instant),
        ], primaryKey: ["name"])

    /// What an administrator said a folder of a source is.
    private static let maps = Table(
        "intake_maps",
        [
            Column("source_id", .integer), Column("folder", .text(500)), Column("parts", .json),
        ], primaryKey: ["source_id", "folder"], foreignKeys: [ForeignKey(["source_id"], references: "intake_sources", ["id"], cascades: true)])

    private static let files = Table(
        "intake_files",
        [
            Column("id", .identity), Column("source_id", .integer), Column("path", .text(4096)),
            // The path while this row is the file at that path, else path and id: two rows never claim one place. A place or
            // machine too long for an index is there by its digest.
            Column("place", .text(520)), Column("machine", .text(540)), Column("parts", .json), Column("is_matched", .flag),
            Column("status", .text(20)),  // current, gone, superseded, held
            Column("size", .integer), Column("modified_ns", .integer), Column("changed_at", .instant),
            Column("cursor_offset", .integer), Column("next_line", .integer), Column("next_record", .integer),
            Column("open_bytes", .integer), Column("skipping", .flag),
            Column("header", .bytes, nullable: true), Column("first_hash", .integer, nullable: true),
            Column("head_hash", .integer), Column("tail_hash", .integer), Column("digest_state", .bytes),
            Column("verified_bytes", .integer),
            Column("line_count", .integer), Column("header_lines", .integer), Column("blank", .integer), Column("loaded", .integer),
            Column("duplicate", .integer), Column("rejected", .integer), Column("withdrawn", .integer),
            Column("copy_of", .integer, nullable: true), Column("same_content_as", .integer, nullable: true),
            Column("is_other_encoding", .flag), Column("problem", .text(60), nullable: true),
            Column("first_seen_at", .instant), Column("last_loaded_at", .instant, nullable: true), Column("run_id", .integer, nullable: true),
        ], uniques: [["source_id", "place"]],
        checks: ["line_count = header_lines + blank + loaded + duplicate + rejected"],
        foreignKeys: [ForeignKey(["source_id"], references: "intake_sources", ["id"])])

    /// Sixteen bytes for each record of a file: its hash, its number and what became of it.
    private static let entries = Table(
        "intake_entries",
        [
            Column("file_id", .integer), Column("chunk", .integer), Column("entries", .bytes),
        ], primaryKey: ["file_id", "chunk"])

    private static let runs = Table(
        "intake_runs",
        [
            Column("id", .identity), Column("name", .text(40)), Column("source_id", .integer), Column("started_at", .instant),
            Column("ended_at", .instant), Column("files", .integer), Column("line_count", .integer), Column("header_lines", .integer),
            Column("blank", .integer), Column("loaded", .integer), Column("duplicate", .integer), Column("rejected", .integer),
            Column("undone_at", .instant, nullable: true),
        ], uniques: [["name"]])

    /// What a file was like before a run touched it, so that the run can be undone.
    private static let runFiles = Table(
        "intake_run_files",
        [
            Column("run_id", .integer), Column("file_id", .integer), Column("state_before", .json),
        ], primaryKey: ["run_id", "file_id"])

    private static let rejects = Table(
        "intake_rejects",
        [
            Column("id", .identity), Column("source_id", .integer), Column("file_id", .integer), Column("record", .integer),
            Column("file_line", .integer), Column("byte_offset", .integer), Column("byte_length", .integer),
            Column("raw", .bytes), Column("is_cut", .flag), Column("column_name", .text(100), nullable: true),
            Column("bad_value", .longText), Column("reason", .text(60)), Column("status", .text(20)), Column("tries", .integer),
            Column("edited", .bytes, nullable: true), Column("created_at", .instant), Column("closed_at", .instant, nullable: true),
            Column("closed_by", .text(100), nullable: true), Column("run_id", .integer),
        ])
}
