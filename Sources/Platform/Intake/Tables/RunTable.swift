// Runs of intake: who loaded what when, and what each file was like before, so that a run can be undone.

import Kernel
import Store

/// One run as pages and verbs show it.
public struct IntakeRun: Sendable {
    public var id: Int64
    public var name: String
    public var source: Int64
    public var startedAt: Instant
    public var endedAt: Instant
    public var files: Int64
    public var counts: LineCounts
    public var undoneAt: Instant?
}

struct RunTable {
    let tx: any Transaction
    private static let columns =
        "id, name, source_id, started_at, ended_at, files, header_lines, blank, loaded, duplicate, rejected, undone_at"

    func open(source: Int64, name: String, at now: Instant) throws -> Int64 {
        try tx.insert(
            into: "intake_runs",
            [
                ("name", name), ("source_id", source), ("started_at", now), ("ended_at", now), ("files", 0), ("line_count", 0),
                ("header_lines", 0), ("blank", 0), ("loaded", 0), ("duplicate", 0), ("rejected", 0),
            ])
    }

    func find(_ name: String) throws -> IntakeRun? {
        try tx.first("SELECT \(trusted: Self.columns) FROM intake_runs WHERE name = \(name)", Self.run)
    }

    func latest(source: Int64?, limit: Int) throws -> [IntakeRun] {
        let condition: SQL = source.map { "WHERE source_id = \($0)" } ?? ""
        return try tx.rows("SELECT \(trusted: Self.columns) FROM intake_runs \(condition) ORDER BY id DESC LIMIT \(limit)", Self.run)
    }

    /// Throws `run_undone` when the run was taken back meanwhile; the next look begins another.
    func add(_ run: Int64, files: Int, _ counts: LineCounts, at now: Instant) throws {
        if let name = try tx.text("SELECT name FROM intake_runs WHERE id = \(run) AND undone_at IS NOT NULL") {
            throw Problem(.conflict, "run_undone", ["run": name])
        }
        try tx.execute(
            """
            UPDATE intake_runs SET ended_at = \(now), files = files + \(files), line_count = line_count + \(counts.lines),
              header_lines = header_lines + \(counts.header), blank = blank + \(counts.blank), loaded = loaded + \(counts.loaded),
              duplicate = duplicate + \(counts.duplicate), rejected = rejected + \(counts.rejected) WHERE id = \(run)
            """)
    }

    /// Keeps what a file was like before the run first touched it.
    func note(run: Int64, file: Int64, before: FileState) throws {
        guard before.run != run else { return }
        try tx.execute(
            tx.dialect.upsert(
                into: "intake_run_files", key: ["run_id", "file_id"], columns: ["run_id", "file_id", "state_before"],
                values: [.integer(run), .integer(file), before.json.sqlValue]))
    }

    func files(of run: Int64) throws -> [(file: Int64, before: JSON)] {
        try tx.rows("SELECT file_id, state_before FROM intake_run_files WHERE run_id = \(run) ORDER BY file_id") { ($0.int(0), try $0.json(1)) }
    }

    /// A later run that touched the file too, and has not been undone. The one that touched it last is later whatever its
    /// number: runs of several nodes go on side by side.
    func laterRun(file: Int64, than run: Int64, last: Int64?) throws -> String? {
        try tx.text(
            """
            SELECT r.name FROM intake_run_files f JOIN intake_runs r ON r.id = f.run_id
            WHERE f.file_id = \(file) AND f.run_id <> \(run) AND (f.run_id > \(run) OR f.run_id = \(last ?? run))
              AND r.undone_at IS NULL ORDER BY r.id DESC LIMIT 1
            """)
    }

    func markUndone(_ run: Int64, at now: Instant) throws {
        try tx.execute("UPDATE intake_runs SET undone_at = \(now) WHERE id = \(run)")
    }

    private static func run(_ row: any Row) -> IntakeRun {
        var counts = LineCounts()
        counts.header = row.int(6)
        counts.blank = row.int(7)
        counts.loaded = row.int(8)
        counts.duplicate = row.int(9)
        counts.rejected = row.int(10)
        return IntakeRun(
            id: row.int(0), name: row.text(1), source: row.int(2), startedAt: row.instant(3), endedAt: row.instant(4),
            files: row.int(5), counts: counts, undoneAt: row.optionalInstant(11))
    }
}

extension FileState {
    /// The part of the state that an undo puts back.
    var json: JSON {
        .object([
            ("offset", .int(offset)), ("next_line", .int(nextLine)), ("next_record", .int(nextRecord)), ("open_bytes", .int(openBytes)),
            ("skipping", .bool(isSkipping)), ("header", JSON(header.map { String(String.UnicodeScalarView($0.map { Unicode.Scalar($0) })) })),
            ("first_hash", JSON(firstHash.map { Int64(bitPattern: $0) })),
            ("digest_state", .string(digest.state.map { String($0, radix: 16) }.joined(separator: ","))),
            ("header_lines", .int(counts.header)), ("blank", .int(counts.blank)), ("loaded", .int(counts.loaded)),
            ("duplicate", .int(counts.duplicate)), ("rejected", .int(counts.rejected)), ("withdrawn", .int(withdrawn)),
            ("copy_of", JSON(copyOf)), ("is_new", .bool(id == 0)),
        ])
    }

    /// Puts back what `json` kept.
    mutating func restore(_ json: JSON) throws {
        let state = (json["digest_state"]?.string ?? "").split(separator: ",").compactMap { UInt8($0, radix: 16) }
        guard let offset = json["offset"]?.int, let digest = RunningDigest(state: state) else { throw Problem(.bug, "run_state") }
        self.offset = offset
        self.digest = digest
        nextLine = json["next_line"]?.int ?? 1
        openBytes = json["open_bytes"]?.int ?? 0
        isSkipping = json["skipping"]?.bool ?? false
        header = json["header"]?.string.map { $0.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }
        firstHash = json["first_hash"]?.int.map { UInt64(bitPattern: $0) }
        counts.header = json["header_lines"]?.int ?? 0
        counts.blank = json["blank"]?.int ?? 0
        counts.loaded = json["loaded"]?.int ?? 0
        counts.duplicate = json["duplicate"]?.int ?? 0
        counts.rejected = json["rejected"]?.int ?? 0
        withdrawn = json["withdrawn"]?.int ?? 0
        copyOf = json["copy_of"]?.int
    }
}
