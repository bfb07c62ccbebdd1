// What the pages and verbs about intake ask for beyond its work: counts per source, folders that tell nothing, pages of
// the ledger, a look on request, and a file read anew.

import Kernel
import Remote
import Store
import Synchronization

/// What a source amounts to at the moment.
public struct SourceCounts: Sendable {
    public var files: Int64 = 0
    public var held: Int64 = 0
    public var unmatched: Int64 = 0
    public var openRejects: Int64 = 0
    /// Rows of the runs that began since the instant asked for.
    public var loadedSince: Int64 = 0
    /// Rows of all its files.
    public var loaded: Int64 = 0
    public init() {}
}

/// A folder of a source.
public struct SourceFolder: Sendable {
    /// Relative to the source; empty for the source itself.
    public var folder: String
    public var parts: [String: String]
    public var files: Int
}

/// A name that a profile looks for in paths.
public struct PathPart: Sendable, Hashable {
    public var name: String
    public var isText: Bool
}

extension IntakeService {
    /// Counts of every source that has a file or a run.
    public func sourceCounts(since: Instant) async throws -> [Int64: SourceCounts] {
        try await database.read { tx in
            var out: [Int64: SourceCounts] = [:]
            try tx.query(
                """
                SELECT source_id, COUNT(*), SUM(CASE WHEN status = 'held' THEN 1 ELSE 0 END),
                  SUM(CASE WHEN is_matched = 0 THEN 1 ELSE 0 END), SUM(loaded)
                FROM intake_files WHERE status <> 'superseded' GROUP BY source_id
                """
            ) { row in
                out[row.int(0), default: SourceCounts()].files = row.int(1)
                out[row.int(0)]?.held = row.int(2)
                out[row.int(0)]?.unmatched = row.int(3)
                out[row.int(0)]?.loaded = row.int(4)
            }
            try tx.query("SELECT source_id, COUNT(*) FROM intake_rejects WHERE status = 'open' GROUP BY source_id") {
                row in
                out[row.int(0), default: SourceCounts()].openRejects = row.int(1)
            }
            try tx.query(
                "SELECT source_id, SUM(loaded) FROM intake_runs WHERE started_at >= \(since) AND undone_at IS NULL GROUP BY source_id"
            ) { row in out[row.int(0), default: SourceCounts()].loadedSince = row.int(1) }
            return out
        }
    }

    /// How many rejects stand open.
    public func openRejectCount() async throws -> Int64 {
        try await database.read { try $0.int("SELECT COUNT(*) FROM intake_rejects WHERE status = 'open'") ?? 0 }
    }

    /// Numbers of the open rejects with this reason, oldest first.
    public func openRejectIDs(reason: String, source: Int64?) async throws -> [Int64] {
        try await database.read { tx in
            let condition: SQL = source.map { " AND source_id = \($0)" } ?? ""
            return try tx.rows(
                "SELECT id FROM intake_rejects WHERE status = 'open' AND reason = \(reason)\(condition) ORDER BY id"
            ) { $0.int(0) }
        }
    }

    /// Folders of a source whose files do not tell where they come from, most files first.
    public func unmatchedFolders(source: Int64) async throws -> [SourceFolder] {
        let paths = try await database.read { tx in
            try tx.rows(
                "SELECT path FROM intake_files WHERE source_id = \(source) AND is_matched = 0 AND status <> 'superseded'"
            ) { $0.text(0) }
        }
        return Self.folders(of: paths)
    }

    /// The folders of paths, most files first.
    public static func folders(of paths: [String]) -> [SourceFolder] {
        var counts: [String: Int] = [:]
        for path in paths { counts[path.split(separator: "/").dropLast().joined(separator: "/"), default: 0] += 1 }
        return counts.map { SourceFolder(folder: $0.key, parts: [:], files: $0.value) }
            .sorted { ($1.files, $0.folder) < ($0.files, $1.folder) }
    }

    /// What an administrator has said folders are.
    public func mappedFolders(source: Int64) async throws -> [SourceFolder] {
        try await database.read { tx in
            try SourceTable(tx: tx).maps(source).map { SourceFolder(folder: $0.folder, parts: $0.parts, files: 0) }
        }.sorted { $0.folder < $1.folder }
    }

    /// The names a profile looks for in paths, in the order of its patterns.
    public func partNames(profile name: String) async throws -> [PathPart] {
        let profile = try await profile(name)
        var out: [PathPart] = []
        for pattern in try PathPatterns(profile.paths).patterns {
            for token in pattern.parts.joined() {
                switch token {
                case .number(let name):
                    if !out.contains(where: { $0.name == name }) { out.append(PathPart(name: name, isText: false)) }
                case .text(let name):
                    if !out.contains(where: { $0.name == name }) { out.append(PathPart(name: name, isText: true)) }
                default: break
                }
            }
        }
        return out
    }

    /// Looks at a source on request, and notes the look as the standing watch does.
    public func lookNow(_ id: Int64) async throws -> ScanReport {
        do {
            let report = try await scan(id)
            let first = report.problems.first
            let problem = first.map {
                Problem(
                    $0.problem.family, $0.problem.code,
                    $0.problem.parameters.merging(["path": $0.path]) { own, _ in own })
            }
            try await noteScan(id, at: clock.now(), hasRows: report.counts.loaded > 0, problem: problem, by: nil)
            return report
        } catch {
            let problem = Problem(error)
            if problem.code != "source_missing", !problem.code.hasPrefix("store_") {
                try await noteScan(id, at: clock.now(), hasRows: false, problem: problem, by: nil)
            }
            throw problem
        }
    }
}

/// A page of the ledger.
public struct LedgerPage: Sendable {
    public var files: [LedgerFile]
    /// All files of the filter, not of the page.
    public var total: LineCounts
    public var count: Int
    public var bytes: Int64
    /// What to go on after: the path, or with an order the file's number; nil at the end.
    public var next: String?
}

extension IntakeService {
    /// A page of the ledger with the totals of the whole filter. Files of one path stay on one page.
    public func ledgerPage(_ filter: LedgerFilter, limit: Int) async throws -> LedgerPage {
        if let order = filter.order { return try await orderedPage(filter, order, limit) }
        var asked = filter
        var page = LedgerPage(files: [], total: LineCounts(), count: 0, bytes: 0, next: nil)
        if filter.isPlain {
            try await total(filter, into: &page)
            // A few more than a page, so that files of one path in several sources are not torn apart.
            asked.limit = limit + Self.samePathMax
        } else {
            asked.after = nil
            asked.limit = nil
        }
        for file in try await ledger(asked) {
            if !filter.isPlain {
                page.total += file.counts
                page.count += 1
                page.bytes += file.bytes
                if let after = filter.after, file.path <= after { continue }
            }
            if page.files.count < limit || page.files.last?.path == file.path {
                page.files.append(file)
            } else if page.next == nil {
                page.next = page.files.last?.path
            }
        }
        return page
    }

    /// Sorting by counts is rare and a plant's files are some thousands, so all of them are looked at.
    private func orderedPage(_ filter: LedgerFilter, _ order: LedgerOrder, _ limit: Int) async throws -> LedgerPage {
        var asked = filter
        asked.after = nil
        asked.limit = nil
        let files = try await ledger(asked)
        let total = files.reduce(into: LineCounts()) { $0 += $1.counts }
        let start = filter.after.flatMap { after in files.firstIndex { String($0.id) == after } }.map { $0 + 1 } ?? 0
        let shown = Array(files.dropFirst(start).prefix(limit))
        return LedgerPage(
            files: shown, total: total, count: files.count, bytes: files.reduce(0) { $0 + $1.bytes },
            next: start + shown.count < files.count ? shown.last.map { String($0.id) } : nil)
    }

    /// Files of one relative path: one in each source at most.
    private static let samePathMax = 200

    private func total(_ filter: LedgerFilter, into page: inout LedgerPage) async throws {
        var conditions: [SQL] = ["status <> 'superseded'"]
        if let source = filter.source { conditions.append("source_id = \(source)") }
        if let file = filter.file { conditions.append("id = \(file)") }
        if filter.onlyTroubled {
            conditions.append(
                "(rejected > 0 OR is_matched = 0 OR problem IS NOT NULL OR status = 'held' OR is_other_encoding = 1)")
        }
        let condition = conditions.joined(" AND ")
        let sums = try await database.read { tx in
            try tx.first(
                """
                SELECT COUNT(*), SUM(header_lines), SUM(blank), SUM(loaded), SUM(duplicate), SUM(rejected), SUM(cursor_offset + open_bytes)
                FROM intake_files WHERE \(condition)
                """
            ) { row in (0..<7).map { row.int($0) } }
        }
        guard let sums else { return }
        page.count = Int(sums[0])
        page.total.header = sums[1]
        page.total.blank = sums[2]
        page.total.loaded = sums[3]
        page.total.duplicate = sums[4]
        page.total.rejected = sums[5]
        page.bytes = sums[6]
    }

    /// One file of the ledger.
    /// - Throws: `file_missing_ledger`.
    public func ledgerFile(_ id: Int64) async throws -> LedgerFile {
        var filter = LedgerFilter()
        filter.file = id
        guard let file = try await ledger(filter).first else {
            throw Problem(.missing, "file_not_in_ledger", ["file": String(id)])
        }
        return file
    }
}

extension IntakeService {
    /// The files of a source that were loaded last.
    public func latestFiles(source: Int64, limit: Int) async throws -> [LedgerFile] {
        let ids = try await database.read { tx in
            try tx.rows(
                """
                SELECT id FROM intake_files WHERE source_id = \(source) AND status <> 'superseded' AND last_loaded_at IS NOT NULL
                ORDER BY last_loaded_at DESC, id DESC LIMIT \(limit)
                """
            ) { $0.int(0) }
        }
        var out: [LedgerFile] = []
        for id in ids { out.append(try await ledgerFile(id)) }
        return out
    }

    /// A run by its name.
    /// - Throws: `run_missing`.
    public func run(_ name: String) async throws -> IntakeRun {
        guard let run = try await database.read({ try RunTable(tx: $0).find(name) }) else {
            throw Problem(.missing, "run_missing", ["run": name])
        }
        return run
    }
}
