// Mask files as people look at them: lists, what they belong to, and what might be meant by names that say nothing.

import Host
import Kernel
import Store

extension BatchesActions {
    /// A page of mask files and the count of the whole filter.
    /// - Parameter after: the `next` of the page before.
    package func masks(_ filter: MaskFilter, after: String?, limit: Int) async throws -> (rows: [MaskRow], total: Int64, next: String?) {
        let home = try await home()
        let mark = after?.split(separator: ".").compactMap { Int64($0) } ?? []
        let (rows, total) = try await database.read { tx in
            let table = MaskTable(tx: tx, store: home.store, home: home.scope.home)
            return (
                try table.page(filter, after: mark.count == 2 ? (mark[0], mark[1]) : nil, limit: limit + 1), try table.count(filter)
            )
        }
        let shown = Array(rows.prefix(limit))
        let next = rows.count > limit ? shown.last.map { "\($0.uploadedAt.milliseconds).\($0.hash)" } : nil
        return (shown, total, next)
    }

    /// The files of a batch, newest first.
    package func masks(of batch: Batch, limit: Int = 200) async throws -> [MaskRow] {
        let home = try await home()
        guard let key = home.families.key(id: batch.id) else { return [] }
        var filter = MaskFilter()
        filter.number = home.families.number(key)
        return try await database.read { [filter] in
            try MaskTable(tx: $0, store: home.store, home: home.scope.home).page(filter, limit: limit)
        }
    }

    /// A file of the list, to be handed out.
    /// - Parameter hash: the row's; of another version of the file it is another.
    /// - Throws: `mask_unknown`, `mask_incomplete`, and what `MaskStore.open` throws.
    package func mask(_ hash: Int64) async throws -> (row: MaskRow, file: MaskReading) {
        let home = try await home()
        var filter = MaskFilter()
        filter.hash = hash
        let row = try await database.read { [filter] in
            try MaskTable(tx: $0, store: home.store, home: home.scope.home).page(filter, limit: 1).first
        }
        guard let row else { throw Problem(.missing, "mask_unknown", ["id": String(hash)]) }
        guard row.completeness != .incomplete else { throw Problem(.conflict, "mask_incomplete", ["name": String(row.name.prefix(200))]) }
        return (row, try await home.masks.open(row.id))
    }

    /// The batch that a name without a readable number might mean; a proposal, and nothing more.
    package func proposals(_ rows: [MaskRow]) async throws -> [Int64: String] {
        let home = try await home()
        let ids = try await database.read { tx in
            var known: [BatchKey: String] = [:]
            try BatchTable(tx: tx, scope: home.scope).states { _, id, _ in if let key = home.families.key(id: id) { known[key] = id } }
            return known
        }
        var out: [Int64: String] = [:]
        for row in rows where row.match == .unmatched {
            if let key = home.families.proposal(row.name, among: { ids[$0] != nil }) { out[row.hash] = ids[key] }
        }
        return out
    }

    /// Batches for numbers that are on files and that no batch has.
    package func createUnknown(_ numbers: [String], by author: Author) async throws -> Upload {
        try await upload(
            completed(numbers).map {
                var batch = Batch(id: $0)
                batch.tasks = Batch.usualTasks
                return Line(batch)
            }, .add, by: author)
    }

    package func unknownNumbers(limit: Int = 1000) async throws -> [(number: String, files: Int64)] {
        let home = try await home()
        return try await database.read { try MaskTable(tx: $0, store: home.store, home: home.scope.home).unknownNumbers(limit: limit) }
    }
}
