// Mask files as the last sync met them, one store or several.

import Kernel
import Store

/// A line of the masks list.
package struct MaskRow: Sendable {
    package enum Match: String, Sendable, CaseIterable { case matched, ambiguous, unknown, unmatched }
    package var hash: Int64
    package var id: String
    package var name: String
    package var bytes: Int64
    package var uploadedAt: Instant
    package var uploadedBy: String?
    package var number: String?
    package var completeness: MaskFile.Completeness
    /// The batch that has the number; of several the first and the last.
    package var batches: [String]
    package var match: Match {
        switch batches.count {
        case 0: number != nil ? .unknown : .unmatched
        case 1: .matched
        default: .ambiguous
        }
    }
}

package struct MaskFilter: Sendable {
    package var name = ""
    package var match: MaskRow.Match?
    package var isIncomplete = false
    package var number: String?
    package var hash: Int64?
    package init() {}
}

struct MaskTable {
    let tx: any Transaction
    let store: String
    /// Whose batches the files belong to.
    var home = ""

    /// Rows in one statement or one bulk insert.
    static let pieceMax = 20_000

    func known() throws -> KnownMasks {
        let count = Int(try tx.int("SELECT COUNT(*) FROM batch_masks WHERE store = \(store)") ?? 0)
        var known = KnownMasks(capacity: count + 1000)
        try tx.query("SELECT file_hash, completeness FROM batch_masks WHERE store = \(store)") { row in
            known.insert(UInt64(bitPattern: row.int(0)), MaskFile.Completeness(rawValue: row.int(1)) ?? .unknown)
        }
        return known
    }

    func remove(_ hashes: some Collection<UInt64>) throws {
        var rest = Array(hashes)[...]
        while !rest.isEmpty {
            let piece = rest.prefix(500).map { Int64(bitPattern: $0) }
            try tx.execute("DELETE FROM batch_masks WHERE store = \(store) AND file_hash IN \(list: piece)")
            rest = rest.dropFirst(500)
        }
    }

    private static let columns = ["store", "file_hash", "file_id", "name", "bytes", "uploaded_at", "uploaded_by", "number", "completeness"]

    /// Removes what is there of these files.
    /// - Parameter range: of files in the order of their hashes.
    func makeRoom(for files: NewMasks, _ range: Range<Int>) throws {
        guard let first = range.first, let last = range.last else { return }
        let (from, to) = (Int64(bitPattern: files.hash(at: first)), Int64(bitPattern: files.hash(at: last)))
        // Mostly there is nothing between the first and the last of them.
        let isEmpty =
            try tx.int(
                "SELECT COUNT(*) FROM (SELECT 1 FROM batch_masks WHERE store = \(store) AND file_hash BETWEEN \(from) AND \(to) LIMIT 1) found") == 0
        if !isEmpty { try remove(range.map(files.hash(at:))) }
    }

    func insert(_ files: NewMasks, _ range: Range<Int>, _ families: BatchFamilies) throws {
        guard !range.isEmpty else { return }
        let bulk = try tx.bulkInsert(into: "batch_masks", columns: Self.columns)
        var (store, number) = (store, "")
        try store.withUTF8 { store in
            try files.forEach(range) { file in
                bulk.text(UnsafeRawBufferPointer(store))
                bulk.int(Int64(bitPattern: file.hash))
                bulk.ownedText(file.id)
                bulk.ownedText(file.name)
                bulk.int(file.bytes)
                bulk.int(file.uploadedAt)
                if let by = file.uploadedBy { bulk.ownedText(by) } else { bulk.null() }
                if case .batch(let key) = families.read(file.name) {
                    number = families.number(key)
                    number.withUTF8 { bulk.ownedText(UnsafeRawBufferPointer($0)) }
                } else {
                    bulk.null()
                }
                bulk.int(file.completeness.rawValue)
                try bulk.endRow()
            }
        }
        try bulk.finish()
    }

    /// After the families have changed.
    func renumber(_ families: BatchFamilies) throws {
        let names = try tx.rows("SELECT file_hash, name, number FROM batch_masks WHERE store = \(store)") {
            ($0.int(0), $0.text(1), $0.optionalText(2))
        }
        for (hash, name, old) in names {
            let new: String? = if case .batch(let key) = families.read(name) { families.number(key) } else { nil }
            if new != old { try tx.execute("UPDATE batch_masks SET number = \(new) WHERE store = \(store) AND file_hash = \(hash)") }
        }
    }

    /// Something of the batches that have a file's number; several where ids come to the same.
    private func batches(_ what: SQL) -> SQL { "(SELECT \(what) FROM batches b WHERE b.home = \(home) AND b.number = m.number)" }

    private func conditions(_ filter: MaskFilter) -> SQL {
        var parts: [SQL] = ["m.store = \(store)"]
        if !filter.name.isEmpty { parts.append(tx.dialect.containsFolded("m.name", filter.name)) }
        switch filter.match {
        case .matched: parts.append("\(batches("COUNT(*)")) = 1")
        case .ambiguous: parts.append("\(batches("COUNT(*)")) > 1")
        case .unknown: parts.append("m.number IS NOT NULL AND NOT EXISTS \(batches("1"))")
        case .unmatched: parts.append("m.number IS NULL")
        case nil: break
        }
        if filter.isIncomplete { parts.append("m.completeness = \(MaskFile.Completeness.incomplete.rawValue)") }
        if let number = filter.number { parts.append("m.number = \(number)") }
        if let hash = filter.hash { parts.append("m.file_hash = \(hash)") }
        return parts.whereClause()
    }

    /// Newest first, after a time and a hash.
    func page(_ filter: MaskFilter, after: (at: Int64, hash: Int64)? = nil, limit: Int) throws -> [MaskRow] {
        var conditions = conditions(filter)
        if let after { conditions += " AND (m.uploaded_at < \(after.at) OR (m.uploaded_at = \(after.at) AND m.file_hash < \(after.hash)))" }
        return try tx.rows(
            """
            SELECT m.file_hash, m.file_id, m.name, m.bytes, m.uploaded_at, m.uploaded_by, m.number, m.completeness, \(batches("MIN(b.batch_id)")),
                \(batches("MAX(b.batch_id)"))
            FROM batch_masks m\(conditions)
            ORDER BY m.uploaded_at DESC, m.file_hash DESC LIMIT \(limit)
            """
        ) { row in
            let (first, last) = (row.optionalText(8), row.optionalText(9))
            return MaskRow(
                hash: row.int(0), id: row.text(1), name: row.text(2), bytes: row.int(3), uploadedAt: row.instant(4), uploadedBy: row.optionalText(5),
                number: row.optionalText(6), completeness: MaskFile.Completeness(rawValue: row.int(7)) ?? .unknown,
                batches: [first, last == first ? nil : last].compactMap(\.self))
        }
    }

    func count(_ filter: MaskFilter) throws -> Int64 {
        try tx.int("SELECT COUNT(*) FROM batch_masks m\(conditions(filter))") ?? 0
    }

    /// Numbers on files that no batch has, with their files.
    func unknownNumbers(limit: Int) throws -> [(number: String, files: Int64)] {
        try tx.rows(
            """
            SELECT m.number, COUNT(*) FROM batch_masks m WHERE m.store = \(store) AND m.number IS NOT NULL AND NOT EXISTS \(batches("1"))
            GROUP BY m.number ORDER BY m.number LIMIT \(limit)
            """
        ) { ($0.text(0), $0.int(1)) }
    }
}
