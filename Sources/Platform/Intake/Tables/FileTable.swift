// The files table: one row per file, its cursor and its ledger.

import Kernel
import Store

/// What a transaction that takes many files need not ask or do twice for one machine.
final class PassedMachines {
    /// Those whose gate it has passed.
    var machines: Set<String> = []
    /// Those without a held file.
    var withoutHeld: Set<String> = []
}

struct FileTable {
    let tx: any Transaction
    var passed: PassedMachines?

    init(tx: any Transaction, passed: PassedMachines? = nil) {
        self.tx = tx
        self.passed = passed
    }

    /// Widths of what is looked up by an index.
    static let placeMax = 520
    static let machineMax = 540

    static let columns =
        "id, source_id, path, machine, parts, is_matched, status, size, modified_ns, changed_at, cursor_offset, next_line, "
        + "next_record, open_bytes, skipping, header, first_hash, head_hash, tail_hash, digest_state, verified_bytes, "
        + "header_lines, blank, loaded, duplicate, rejected, withdrawn, copy_of, same_content_as, is_other_encoding, "
        + "problem, first_seen_at, last_loaded_at, run_id, encoding, is_marked, accepted_rejects"

    func find(_ id: Int64) throws -> FileState? {
        try tx.first("SELECT \(trusted: Self.columns) FROM intake_files WHERE id = \(id)", Self.state)
    }

    func find(source: Int64, path: String) throws -> FileState? {
        try tx.first(
            "SELECT \(trusted: Self.columns) FROM intake_files WHERE source_id = \(source) AND place = \(path.key(Self.placeMax))", Self.state)
    }

    func all(source: Int64) throws -> [FileState] {
        try tx.rows("SELECT \(trusted: Self.columns) FROM intake_files WHERE source_id = \(source) AND status <> 'superseded'", Self.state)
    }

    /// Files of the same machine whose first data record is the same, oldest first.
    func candidates(machine: String, firstHash: UInt64, except id: Int64) throws -> [FileState] {
        try tx.rows(
            """
            SELECT \(trusted: Self.columns) FROM intake_files
            WHERE machine = \(machine) AND first_hash = \(Int64(bitPattern: firstHash)) AND id <> \(id) ORDER BY id
            """, Self.state)
    }

    /// Whether any file of a machine is held.
    func hasHeld(source: Int64, machine: String) throws -> Bool {
        if let passed, passed.withoutHeld.contains(machine) { return false }
        let isThere = try tx.int("SELECT 1 FROM intake_files WHERE status = 'held' AND source_id = \(source) AND machine = \(machine) LIMIT 1") != nil
        if !isThere { passed?.withoutHeld.insert(machine) }
        return isThere
    }

    /// The oldest file of any machine with exactly these bytes and at least one row.
    func sameContent(firstHash: UInt64, digest: Digest, offset: Int64, except id: Int64) throws -> Int64? {
        let found = try tx.rows(
            "SELECT id, digest_state FROM intake_files WHERE first_hash = \(Int64(bitPattern: firstHash)) AND cursor_offset = \(offset) AND id <> \(id) ORDER BY id"
        ) { ($0.int(0), RunningDigest(state: $0.bytes(1))?.value) }
        return found.first { $0.1 == digest }?.0
    }

    func followers(of id: Int64) throws -> [FileState] {
        try tx.rows("SELECT \(trusted: Self.columns) FROM intake_files WHERE copy_of = \(id) ORDER BY id", Self.state)
    }

    private func passGate(_ machine: String) throws {
        if let passed, !passed.machines.insert(machine).inserted { return }
        try IntakeSchema.machines.pass(machine, in: tx)
    }

    func insert(_ s: FileState) throws -> Int64 {
        try passGate(s.machine)
        return try tx.insert(into: "intake_files", Self.values(s) + [("source_id", s.source), ("first_seen_at", s.firstSeenAt)])
    }

    func update(_ s: FileState) throws {
        try passGate(s.machine)
        if s.status == .recheck { try SourceTable(tx: tx).touch(s.source) }
        let values = Self.values(s)
        try tx.execute(
            SQL(
                trusted: "UPDATE intake_files SET \(Self.assignments) WHERE id = ?",
                values: values.map(\.1.sqlValue) + [.integer(s.id)]))
    }

    /// The path of a file; nil when there is no such file.
    func path(_ id: Int64) throws -> String? { try tx.text("SELECT path FROM intake_files WHERE id = \(id)") }

    /// - Returns: how many copies there are.
    @discardableResult
    func recheckFollowers(of id: Int64) throws -> Int {
        let sources = try tx.rows("SELECT DISTINCT source_id FROM intake_files WHERE copy_of = \(id) ORDER BY source_id") { $0.int(0) }
        for source in sources { try SourceTable(tx: tx).touch(source) }
        return try tx.execute("UPDATE intake_files SET status = 'recheck' WHERE copy_of = \(id)")
    }

    private static let assignments = valueNames.map { "\($0) = ?" }.joined(separator: ", ")
    private static let valueNames = [
        "path", "place", "machine", "parts", "is_matched", "status", "size", "modified_ns", "changed_at", "cursor_offset",
        "next_line", "next_record", "open_bytes", "skipping", "header", "first_hash", "head_hash", "tail_hash",
        "digest_state", "verified_bytes", "line_count", "header_lines", "blank", "loaded", "duplicate", "rejected",
        "withdrawn", "copy_of", "same_content_as", "is_other_encoding", "problem", "last_loaded_at", "run_id",
        "encoding", "is_marked", "accepted_rejects",
    ]

    private static func values(_ s: FileState) -> [(String, any SQLBindable)] {
        let values: [any SQLBindable] = [
            s.path, s.place.key(placeMax), s.machine, Parts.json(s.parts), s.isMatched, s.status.rawValue, s.size, s.modifiedNanoseconds,
            s.changedAt, s.offset, s.nextLine, s.nextRecord, s.openBytes, s.isSkipping, s.header,
            s.firstHash.map { Int64(bitPattern: $0) }, Int64(bitPattern: s.headHash), Int64(bitPattern: s.tailHash),
            s.digest.state, s.verifiedBytes, s.counts.lines, s.counts.header, s.counts.blank, s.counts.loaded,
            s.counts.duplicate, s.counts.rejected, s.withdrawn, s.copyOf, s.sameContentAs, s.isOtherEncoding,
            s.problem, s.lastLoadedAt, s.run, s.encoding?.encoding.rawValue, s.encoding?.isMarked ?? false, s.acceptedRejects,
        ]
        return Array(zip(valueNames, values))
    }

    private static func state(_ row: any Row) throws -> FileState {
        var s = FileState(
            source: row.int(1), path: row.text(2), machine: row.text(3), parts: Parts.read(try row.json(4)),
            isMatched: row.bool(5), at: row.instant(9))
        s.id = row.int(0)
        s.status = FileState.Status(rawValue: row.text(6)) ?? .current
        s.size = row.int(7)
        s.modifiedNanoseconds = row.int(8)
        s.offset = row.int(10)
        s.nextLine = row.int(11)
        s.nextRecord = row.int(12)
        s.openBytes = row.int(13)
        s.isSkipping = row.bool(14)
        s.header = row.optionalBytes(15)
        s.firstHash = row.optionalInt(16).map { UInt64(bitPattern: $0) }
        s.headHash = UInt64(bitPattern: row.int(17))
        s.tailHash = UInt64(bitPattern: row.int(18))
        guard let digest = RunningDigest(state: row.bytes(19)) else { throw Problem(.bug, "digest_state", ["file": row.text(2)]) }
        s.digest = digest
        s.verifiedBytes = row.int(20)
        s.counts.header = row.int(21)
        s.counts.blank = row.int(22)
        s.counts.loaded = row.int(23)
        s.counts.duplicate = row.int(24)
        s.counts.rejected = row.int(25)
        s.withdrawn = row.int(26)
        s.copyOf = row.optionalInt(27)
        s.sameContentAs = row.optionalInt(28)
        s.isOtherEncoding = row.bool(29)
        s.problem = row.optionalText(30)
        s.firstSeenAt = row.instant(31)
        s.lastLoadedAt = row.optionalInstant(32)
        s.run = row.optionalInt(33)
        s.encoding = row.optionalText(34).flatMap { TextEncoding(rawValue: $0) }.map { FileEncoding(encoding: $0, isMarked: row.bool(35)) }
        s.acceptedRejects = row.int(36)
        return s
    }
}
