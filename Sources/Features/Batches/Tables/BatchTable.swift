// Batches in the hub: read for pages and interfaces, and written, whether they are the truth or a copy of it.

import Kernel
import Store

/// Which batches.
package struct BatchFilter: Sendable, Equatable {
    /// Nobody's, somebody's, or of somebody who is not in the crew.
    package enum Assignee: Sendable, Equatable {
        case nobody, unknown
        case named(String)
    }
    package var id = ""
    package var assignee: Assignee?
    package var isUploaded: Bool?
    package var status: BatchStatus?
    package var review: BatchReview?
    /// The beginning of the day it was assigned.
    package var assignedAt = ""
    package var comments = ""
    package var family: String?
    /// Days, inclusive.
    package var assignedFrom: String?
    package var assignedTo: String?
    /// Assigned before this day.
    package var assignedBefore: String?
    package var ids: [String]?
    package init() {}

    package var isEmpty: Bool { self == BatchFilter() }
}

/// Counts of one filter's batches.
package struct BatchCounts: Sendable, Equatable {
    package var byStatus: [BatchStatus: Int64] = [:]
    package var withMasks: Int64 = 0
    package var unassigned: Int64 = 0
    package var total: Int64 { byStatus.values.reduce(0, +) }
    package subscript(status: BatchStatus) -> Int64 { byStatus[status] ?? 0 }
    package init() {}
}

package enum BatchOrder: String, Sendable, CaseIterable {
    /// The dashboard's: assigned and pending, nobody's, done and approved.
    case board
    case id, assignee, uploaded, status, assigned, review
}

/// Which batches a table speaks of, and how their numbers are read.
package struct BatchScope: Sendable, Hashable {
    /// The repository's key.
    package var home: String
    package var families: BatchFamilies
    package init(home: String, families: BatchFamilies) { (self.home, self.families) = (home, families) }
}

struct BatchTable {
    let tx: any Transaction
    let scope: BatchScope
    private var families: BatchFamilies { scope.families }

    static let columns = """
        b.id, b.batch_id, b.assignee, b.folder, b.tasks, b.status, b.review, b.reviewed_at, b.assigned_at, b.due_date, b.priority, b.created_at, \
        b.total_masks, b.completed_masks, b.comments, b.is_uploaded, b.file_count, b.last_upload, b.has_files
        """

    static func batch(_ row: any Row) throws -> Batch {
        var batch = Batch(id: row.text(1))
        (batch.assignee, batch.folder) = (row.optionalText(2), row.text(3))
        batch.tasks = try row.json(4).array?.compactMap(\.string) ?? []
        batch.status = BatchStatus(rawValue: row.text(5)) ?? .notStarted
        batch.review = BatchReview(rawValue: row.text(6)) ?? .pending
        (batch.reviewedAt, batch.assignedAt, batch.dueDate) = (row.optionalText(7), row.optionalText(8), row.optionalText(9))
        (batch.priority, batch.createdAt) = (row.text(10), row.optionalText(11))
        (batch.totalMasks, batch.completedMasks, batch.comments) = (row.optionalInt(12), row.optionalInt(13), row.text(14))
        batch.masks = MaskState(isUploaded: row.bool(15), fileCount: row.int(16), lastUpload: row.optionalText(17), hasFiles: row.bool(18))
        return batch
    }

    private func conditions(_ filter: BatchFilter) -> SQL {
        let dialect = tx.dialect
        var parts: [SQL] = ["b.home = \(scope.home)"]
        if !filter.id.isEmpty { parts.append(dialect.containsFolded("b.batch_id", filter.id)) }
        switch filter.assignee {
        case .nobody: parts.append("b.assignee IS NULL")
        case .unknown:
            parts.append("b.assignee IS NOT NULL AND NOT EXISTS (SELECT 1 FROM batch_crew c WHERE c.home = b.home AND c.name = b.assignee)")
        case .named(let name): parts.append("b.assignee = \(name)")
        case nil: break
        }
        if let flag = filter.isUploaded { parts.append("b.is_uploaded = \(flag)") }
        if let status = filter.status { parts.append("b.status = \(status.rawValue)") }
        if let review = filter.review { parts.append("b.review = \(review.rawValue)") }
        if !filter.assignedAt.isEmpty { parts.append(dialect.contains("b.assigned_at", filter.assignedAt)) }
        if !filter.comments.isEmpty { parts.append(dialect.containsFolded("b.comments", filter.comments)) }
        if let family = filter.family { parts.append("b.family = \(family)") }
        if let from = filter.assignedFrom { parts.append("b.assigned_at >= \(from)") }
        // Anything behind the day's ten characters is a time of that day.
        if let to = filter.assignedTo { parts.append("b.assigned_at <= \(to + "~")") }
        if let before = filter.assignedBefore { parts.append("b.assigned_at < \(before)") }
        if let ids = filter.ids { parts.append("b.batch_id IN \(list: ids)") }
        return parts.whereClause()
    }

    private func order(_ order: BatchOrder, isDescending: Bool) -> SQL {
        let way: SQL = isDescending ? " DESC" : ""
        let rest: SQL = "b.sort_key\(way), b.id\(way)"
        return switch order {
        case .board: "b.place\(way), \(rest)"
        case .id: rest
        case .assignee: "CASE WHEN b.assignee IS NULL THEN 1 ELSE 0 END\(way), b.assignee\(way), b.sort_key, b.id"
        case .uploaded: "b.file_count\(way), b.sort_key, b.id"
        case .status: "CASE b.status WHEN 'NS' THEN 0 WHEN 'In' THEN 1 ELSE 2 END\(way), b.sort_key, b.id"
        case .assigned: "CASE WHEN b.assigned_at IS NULL THEN 1 ELSE 0 END, b.assigned_at\(way), b.sort_key, b.id"
        case .review: "b.review\(way), b.sort_key, b.id"
        }
    }

    func page(_ filter: BatchFilter, order: BatchOrder = .board, isDescending: Bool = false, offset: Int = 0, limit: Int) throws -> [Batch] {
        try tx.rows(
            """
            SELECT \(trusted: Self.columns) FROM batches b\(conditions(filter)) ORDER BY \(self.order(order, isDescending: isDescending))
            LIMIT \(limit) OFFSET \(offset)
            """, Self.batch)
    }

    /// All of a filter, one after the other, in the order of their numbers.
    func each(_ filter: BatchFilter, _ body: (Batch) throws -> Void) throws {
        try tx.query("SELECT \(trusted: Self.columns) FROM batches b\(conditions(filter)) ORDER BY b.sort_key, b.id") { try body(try Self.batch($0)) }
    }

    func counts(_ filter: BatchFilter) throws -> BatchCounts {
        var counts = BatchCounts()
        try tx.query(
            """
            SELECT b.status, COUNT(*), SUM(b.is_uploaded), SUM(CASE WHEN b.assignee IS NULL THEN 1 ELSE 0 END) FROM batches b\(conditions(filter))
            GROUP BY b.status
            """
        ) { row in
            counts.byStatus[BatchStatus(rawValue: row.text(0)) ?? .notStarted, default: 0] += row.int(1)
            counts.withMasks += row.int(2)
            counts.unassigned += row.int(3)
        }
        return counts
    }

    func byFamily() throws -> [String: Int64] {
        Dictionary(
            uniqueKeysWithValues: try tx.rows("SELECT family, COUNT(*) FROM batches WHERE home = \(scope.home) GROUP BY family") {
                ($0.text(0), $0.int(1))
            })
    }

    /// Assignees that there are, with their batches; nil for nobody.
    func byAssignee() throws -> [(name: String?, counts: BatchCounts)] {
        var order: [String?] = []
        var all: [String?: BatchCounts] = [:]
        try tx.query(
            """
            SELECT b.assignee, b.status, COUNT(*), SUM(b.is_uploaded) FROM batches b WHERE b.home = \(scope.home)
            GROUP BY b.assignee, b.status ORDER BY b.assignee, b.status
            """
        ) { row in
            let name = row.optionalText(0)
            if all[name] == nil { order.append(name) }
            all[name, default: BatchCounts()].byStatus[BatchStatus(rawValue: row.text(1)) ?? .notStarted, default: 0] += row.int(2)
            all[name, default: BatchCounts()].withMasks += row.int(3)
        }
        return order.map { ($0, all[$0] ?? BatchCounts()) }
    }

    /// The ids that each person was given last.
    func recent(_ count: Int) throws -> [String: [String]] {
        var out: [String: [String]] = [:]
        try tx.query(
            """
            SELECT b.assignee, b.batch_id FROM batches b WHERE b.home = \(scope.home) AND b.assignee IS NOT NULL
            ORDER BY b.assignee, b.assigned_at DESC, b.sort_key DESC
            """
        ) { row in
            let name = row.text(0)
            if out[name, default: []].count < count { out[name, default: []].append(row.text(1)) }
        }
        return out
    }

    /// By day of assignment and person; what was never assigned is left out.
    func progress(from: String?, to: String?) throws -> [(day: String, name: String, counts: BatchCounts)] {
        var filter = BatchFilter()
        (filter.assignedFrom, filter.assignedTo) = (from, to)
        var out: [(day: String, name: String, counts: BatchCounts)] = []
        try tx.query(
            """
            SELECT SUBSTR(b.assigned_at, 1, 10), b.assignee, b.status, COUNT(*) FROM batches b\(conditions(filter))
            AND b.assigned_at IS NOT NULL AND b.assignee IS NOT NULL GROUP BY SUBSTR(b.assigned_at, 1, 10), b.assignee, b.status
            ORDER BY SUBSTR(b.assigned_at, 1, 10), b.assignee, b.status
            """
        ) { row in
            let (day, name) = (row.text(0), row.text(1))
            if out.last?.day != day || out.last?.name != name { out.append((day, name, BatchCounts())) }
            out[out.count - 1].counts.byStatus[BatchStatus(rawValue: row.text(2)) ?? .notStarted, default: 0] += row.int(3)
        }
        return out
    }

    /// Ids of batches that are done, and the day they were reviewed.
    func doneBatches() throws -> [(id: String, reviewed: String?)] {
        try tx.rows("SELECT batch_id, reviewed_at FROM batches WHERE home = \(scope.home) AND status = 'S'") { ($0.text(0), $0.optionalText(1)) }
    }

    func find(_ id: String) throws -> Batch? {
        try tx.first("SELECT \(trusted: Self.columns) FROM batches b WHERE b.home = \(scope.home) AND b.batch_id = \(id)", Self.batch)
    }

    /// Those that there are, by id.
    func find(_ ids: [String]) throws -> [String: Batch] {
        var out: [String: Batch] = [:]
        var rest = ids[...]
        while !rest.isEmpty {
            try tx.query(
                """
                SELECT \(trusted: Self.columns) FROM batches b WHERE b.home = \(scope.home) AND b.batch_id IN \(list: Array(rest.prefix(500)))
                """
            ) { row in
                let batch = try Self.batch(row)
                out[batch.id] = batch
            }
            rest = rest.dropFirst(500)
        }
        return out
    }

    // MARK: writing

    private static let written = [
        "home", "batch_id", "number", "family", "sort_key", "assignee", "folder", "tasks", "status", "review", "reviewed_at", "assigned_at",
        "due_date",
        "priority", "created_at", "total_masks", "completed_masks", "comments", "is_uploaded", "file_count", "last_upload", "has_files", "place",
        "digest", "changed_at",
    ]

    private func values(_ batch: Batch, digest: String?, at now: Instant) -> [any SQLBindable] {
        let key = families.key(id: batch.id)
        return [
            scope.home, batch.id, key.map { families.number($0) }, families.familyName(key), families.order(batch.id).kept(190),
            batch.assignee?.kept(190),
            batch.folder, batch[.tasks], batch.status.rawValue, batch.review.rawValue, batch.reviewedAt?.kept(40), batch.assignedAt?.kept(40),
            batch.dueDate?.kept(40), batch.priority.kept(60), batch.createdAt?.kept(40), batch.totalMasks, batch.completedMasks, batch.comments,
            batch.masks.isUploaded, batch.masks.fileCount, batch.masks.lastUpload?.kept(40), batch.masks.hasFiles, Self.place(batch), digest, now,
        ]
    }

    static func place(_ batch: Batch) -> Int {
        if batch.status == .done, batch.review == .approved { return 2 }
        return batch.assignee == nil ? 1 : 0
    }

    /// New ones and others in the place of those with the same id.
    func put(_ batches: [(batch: Batch, digest: String?)], at now: Instant) throws {
        try tx.upsert(
            into: "batches", key: ["home", "batch_id"], columns: Self.written, rows: batches.map { values($0.batch, digest: $0.digest, at: now) })
    }

    func put(_ batch: Batch, at now: Instant) throws { try put([(batch, nil)], at: now) }

    func remove(_ ids: [String]) throws {
        var rest = ids[...]
        while !rest.isEmpty {
            try tx.execute("DELETE FROM batches WHERE home = \(scope.home) AND batch_id IN \(list: Array(rest.prefix(500)))")
            rest = rest.dropFirst(500)
        }
    }

    func rename(_ id: String, to new: String, at now: Instant) throws {
        let key = families.key(id: new)
        try tx.execute(
            """
            UPDATE batches SET batch_id = \(new), number = \(key.map { families.number($0) }), family = \(families.familyName(key)),
            sort_key = \(families.order(new).kept(190)), changed_at = \(now) WHERE home = \(scope.home) AND batch_id = \(id)
            """)
    }

    // MARK: what the mask files say

    /// Row numbers, ids and what is noted of their files.
    func states(_ each: (_ id: Int64, _ batch: String, _ state: MaskState) -> Void) throws {
        try tx.query(
            "SELECT id, batch_id, is_uploaded, file_count, last_upload, has_files FROM batches WHERE home = \(scope.home) ORDER BY id"
        ) { row in
            each(
                row.int(0), row.text(1),
                MaskState(isUploaded: row.bool(2), fileCount: row.int(3), lastUpload: row.optionalText(4), hasFiles: row.bool(5)))
        }
    }

    /// - Returns: whether the batch was still as it was read.
    func set(_ next: MaskState, of id: Int64, was old: MaskState, at now: Instant) throws -> Bool {
        let last: SQL = old.lastUpload.map { "last_upload = \($0)" } ?? "last_upload IS NULL"
        return try tx.execute(
            """
            UPDATE batches SET is_uploaded = \(next.isUploaded), file_count = \(next.fileCount), last_upload = \(next.lastUpload),
            has_files = \(next.hasFiles), changed_at = \(now)
            WHERE id = \(id) AND is_uploaded = \(old.isUploaded) AND file_count = \(old.fileCount) AND has_files = \(old.hasFiles)
            AND \(last)
            """) == 1
    }

    // MARK: the copy

    /// What has been noted elsewhere, noted here; the digest is another now and is read with the next look.
    func follow(_ states: [(id: String, next: MaskState)], at now: Instant) throws {
        for (id, next) in states {
            try tx.execute(
                """
                UPDATE batches SET is_uploaded = \(next.isUploaded), file_count = \(next.fileCount), last_upload = \(next.lastUpload),
                has_files = \(next.hasFiles), digest = NULL, changed_at = \(now)
                WHERE home = \(scope.home) AND batch_id = \(id)
                """)
        }
    }

    /// Digests by id.
    func digests() throws -> [String: String] {
        Dictionary(try tx.rows("SELECT batch_id, digest FROM batches WHERE home = \(scope.home)") { ($0.text(0), $0.optionalText(1) ?? "") }) {
            first, _ in first
        }
    }

    /// After the families have changed.
    func renumber() throws {
        for id in try tx.rows("SELECT batch_id FROM batches WHERE home = \(scope.home)", { $0.text(0) }) {
            let key = families.key(id: id)
            try tx.execute(
                """
                UPDATE batches SET number = \(key.map { families.number($0) }), family = \(families.familyName(key)),
                sort_key = \(families.order(id).kept(190)) WHERE home = \(scope.home) AND batch_id = \(id)
                """)
        }
    }
}
