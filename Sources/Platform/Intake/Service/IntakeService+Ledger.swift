// The ledger: where every line of every file went; and taking a load back.

import Kernel
import Store
import Synchronization

/// One file of the ledger.
public struct LedgerFile: Sendable {
    public var id: Int64
    public var source: Int64
    public var sourceName: String
    public var path: String
    public var parts: [String: String]
    public var isMatched: Bool
    public var status: String
    public var counts: LineCounts
    public var withdrawn: Int64
    public var bytes: Int64
    public var size: Int64
    public var sameContentAs: String?
    public var isOtherEncoding: Bool
    /// The encoding it was read in; nil before it was.
    public var encoding: String?
    public var problem: String?
    public var firstSeenAt: Instant
    public var lastLoadedAt: Instant?
}

public struct LedgerFilter: Sendable {
    public var source: Int64?
    /// A glob on the relative path; without wildcards whatever contains it, in any case of letters.
    public var path: String?
    /// What the path tells, in the order of the parts' names: `1 2` for line 1 and mounter 2, `1` for line 1.
    public var machine: String?
    /// Nil is by path.
    public var order: LedgerOrder?
    public var file: Int64?
    public var onlyTroubled = false
    /// The path after which the page starts; with an order the file's number.
    public var after: String?
    public var limit: Int?
    public init() {}
}

/// An order of the ledger; ties stand by path.
public struct LedgerOrder: Sendable {
    public enum Key: String, Sendable, CaseIterable {
        case path, source, lines, header, blank, loaded, duplicate, rejected, bytes
        case loadedAt = "loaded-at"
    }
    public var key: Key
    public var isDescending: Bool

    public init(_ key: Key, isDescending: Bool = false) {
        self.key = key
        self.isDescending = isDescending
    }

    func sorted(_ files: [LedgerFile]) -> [LedgerFile] {
        switch key {
        case .path: ordered(files, by: \.path)
        case .source: ordered(files, by: \.sourceName)
        case .lines: ordered(files, by: \.counts.lines)
        case .header: ordered(files, by: \.counts.header)
        case .blank: ordered(files, by: \.counts.blank)
        case .loaded: ordered(files, by: \.counts.loaded)
        case .duplicate: ordered(files, by: \.counts.duplicate)
        case .rejected: ordered(files, by: \.counts.rejected)
        case .bytes: ordered(files, by: \.bytes)
        case .loadedAt: ordered(files) { $0.lastLoadedAt?.milliseconds ?? 0 }
        }
    }

    private func ordered(_ files: [LedgerFile], by value: (LedgerFile) -> some Comparable) -> [LedgerFile] {
        files.sorted { a, b in
            let (x, y) = (value(a), value(b))
            if x != y { return isDescending ? x > y : x < y }
            return (a.path, a.id) < (b.path, b.id)
        }
    }
}

extension LedgerFilter {
    /// Whether the engine alone can tell which files are meant, and in which order.
    var isPlain: Bool { path == nil && machine == nil && order == nil }

    func matches(_ file: LedgerFile, in location: String) -> Bool {
        if let path {
            let isGlob = path.contains { "*?[{".contains($0) }
            let glob = Glob(path)
            let whole = location + "/" + file.path
            guard isGlob ? glob.matches(file.path) || glob.matches(whole) : whole.lowercased().contains(path.lowercased()) else { return false }
        }
        if let machine {
            let asked = machine.split { !$0.isNumber }.map(String.init)
            let values = file.parts.sorted { $0.key < $1.key }.map(\.value)
            guard !asked.isEmpty, values.count >= asked.count, zip(asked, values).allSatisfy({ $0 == $1 }) else { return false }
        }
        return true
    }
}

extension IntakeService {
    /// All files of a filter, in its order.
    public func ledger(_ filter: LedgerFilter) async throws -> [LedgerFile] {
        let files = try await database.read { tx in
            var conditions: [SQL] = ["f.status <> 'superseded'"]
            if let source = filter.source { conditions.append("f.source_id = \(source)") }
            if let file = filter.file { conditions.append("f.id = \(file)") }
            if let after = filter.after { conditions.append("f.path > \(after)") }
            if filter.onlyTroubled {
                conditions.append("(f.rejected > 0 OR f.is_matched = 0 OR f.problem IS NOT NULL OR f.status = 'held' OR f.is_other_encoding = 1)")
            }
            let limit: SQL = filter.limit.map { filter.isPlain ? "LIMIT \($0)" : "" } ?? ""
            return try tx.rows(
                """
                SELECT f.id, f.source_id, s.name, f.path, f.parts, f.is_matched, f.status, f.header_lines, f.blank, f.loaded,
                  f.duplicate, f.rejected, f.withdrawn, f.cursor_offset + f.open_bytes, f.size, o.path, f.is_other_encoding,
                  f.problem, f.first_seen_at, f.last_loaded_at, s.location, f.encoding
                FROM intake_files f JOIN intake_sources s ON s.id = f.source_id
                LEFT JOIN intake_files o ON o.id = f.same_content_as\(conditions.whereClause())
                ORDER BY f.path, f.source_id \(limit)
                """, Self.ledgerFile)
        }
        if filter.isPlain { return files.map(\.file) }
        let meant = files.filter { filter.matches($0.file, in: $0.location) }.map(\.file)
        return filter.order?.sorted(meant) ?? meant
    }

    public func runs(source: Int64?, limit: Int) async throws -> [IntakeRun] {
        try await database.read { try RunTable(tx: $0).latest(source: source, limit: limit) }
    }

    private static func ledgerFile(_ row: any Row) throws -> (file: LedgerFile, location: String) {
        var counts = LineCounts()
        counts.header = row.int(7)
        counts.blank = row.int(8)
        counts.loaded = row.int(9)
        counts.duplicate = row.int(10)
        counts.rejected = row.int(11)
        let file = LedgerFile(
            id: row.int(0), source: row.int(1), sourceName: row.text(2), path: row.text(3), parts: Parts.read(try row.json(4)),
            isMatched: row.bool(5), status: row.text(6), counts: counts, withdrawn: row.int(12), bytes: row.int(13), size: row.int(14),
            sameContentAs: row.optionalText(15), isOtherEncoding: row.bool(16), encoding: row.optionalText(21), problem: row.optionalText(17),
            firstSeenAt: row.instant(18), lastLoadedAt: row.optionalInstant(19))
        return (file, row.text(20))
    }

    /// Takes back what a run loaded. Its files are held until `release`.
    /// - Throws: `run_missing`; `run_undone`; `run_followed` when a later run has built on it; `run_rewrote` when it
    ///   read a rewritten file, whose former rows only the former file could tell.
    public func undo(run name: String, isRehearsal: Bool = false) async throws -> LineCounts {
        guard let run = try await database.read({ try RunTable(tx: $0).find(name) }) else {
            throw Problem(.missing, "run_missing", ["run": name])
        }
        guard run.undoneAt == nil else { throw Problem(.conflict, "run_undone", ["run": name]) }
        guard let source = try await database.read({ try SourceTable(tx: $0).find(run.source) }) else {
            throw Problem(.missing, "source_missing", ["source": String(run.source)])
        }
        let setting = try await setting(source)
        let now = clock.now()
        let work: @Sendable (any Transaction) throws -> LineCounts = { try Undo(tx: $0, setting: setting, now: now).run(run) }
        if isRehearsal { return try await database.rehearse(work) }
        let counts = try await database.write(work)
        runs.withLock { $0[run.source] = nil }
        forget(run.source)
        setting.target.committed()
        return counts
    }

    /// Lets held files be read again. The rejects of one that had too many are accepted with it: the limit holds for those
    /// that come later.
    public func release(files: [Int64]) async throws {
        try await database.write { tx in
            for id in files {
                if let state = try FileTable(tx: tx).find(id) { try SourceTable(tx: tx).touch(state.source) }
                try tx.execute(
                    """
                    UPDATE intake_files SET status = 'recheck', problem = NULL,
                      accepted_rejects = CASE WHEN problem = 'reject_limit' THEN -1 ELSE accepted_rejects END
                    WHERE id = \(id) AND status = 'held'
                    """)
            }
        }
        known.withLock { $0 = [:] }
    }
}

/// The taking back of one run, inside its transaction.
struct Undo {
    let tx: any Transaction
    let setting: PickupSetting
    let now: Instant

    func run(_ run: IntakeRun) throws -> LineCounts {
        let runs = RunTable(tx: tx)
        guard try runs.find(run.name)?.undoneAt == nil else { throw Problem(.conflict, "run_undone", ["run": run.name]) }
        try SourceTable(tx: tx).touch(run.source)
        let loader = try setting.target.makeLoader(tx)
        var total = LineCounts()
        for (file, before) in try runs.files(of: run.id) {
            guard var state = try FileTable(tx: tx).find(file) else { throw Problem(.bug, "run_file_missing") }
            if let later = try runs.laterRun(file: file, than: run.id, last: state.run) {
                throw Problem(.conflict, "run_followed", ["run": run.name, "later": later, "path": state.path])
            }
            total += try takeBack(&state, before, loader)
        }
        try loader.finish()
        try runs.markUndone(run.id, at: now)
        return total
    }

    private func takeBack(_ state: inout FileState, _ before: JSON, _ loader: any RecordLoader) throws -> LineCounts {
        let counts = state.counts
        let firstRecord = before["next_record"]?.int ?? 0
        var entries = try EntryTable(tx: tx).all(state.id)
        let wasWithdrawn = state.withdrawn
        let firstHash = state.firstHash
        try state.restore(before)
        // By its first data record it is known again under another name.
        state.firstHash = state.firstHash ?? firstHash
        guard wasWithdrawn == state.withdrawn, before["open_bytes"]?.int == 0 || before["is_new"]?.bool == true else {
            throw Problem(.conflict, "run_rewrote", ["path": state.path])
        }
        try loader.remove(file: state.id, records: firstRecord..<state.nextRecord)
        try RejectTable(tx: tx).delete(file: state.id, from: firstRecord)
        entries.removeLast(max(0, entries.count - state.entryCount))
        // A reject mended since is a row now: what the lines are, the entries say.
        state.counts = entries.reduce(into: LineCounts()) { $0[$1.kind] += 1 }
        try EntryTable(tx: tx).replaceTail(state.id, after: 0, with: entries)
        state.status = .held
        state.problem = "undone"
        state.run = nil
        try FileTable(tx: tx).update(state)
        try FileTable(tx: tx).recheckFollowers(of: state.id)
        return counts - state.counts
    }
}
