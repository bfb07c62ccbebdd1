// Carries what has changed in one table of a branch into the central database, inside the central transaction that the
// caller has begun: finds the stretches that differ from the baseline, reads only their rows, writes them, and makes the
// next baseline out of what went in.

import Kernel
import Store

/// What became of a table.
struct TableOutcome: Sendable {
    var table: String
    var counts = ChangeCounts()
    var directory = Directory(signature: "")
    var refusals: [RowFailure] = []
    /// Keys of refused rows that are in now.
    var settled: [[UInt8]] = []
    /// Some of the changes, for a preview.
    var samples: [ChangeSample] = []
    var notes: [String] = []
    /// Whether a new row may find one of its key there, that was marked or left when the branch deleted it.
    var mayReplace = false
}

struct ChangeSample: Sendable, Hashable {
    var deed: String
    var key: String
    var row: [(String, String?)]
    static func == (a: ChangeSample, b: ChangeSample) -> Bool { a.deed == b.deed && a.key == b.key }
    func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

/// Where the pieces of the next baseline and the rows before a change are kept. A preview keeps nothing.
struct PieceKeeper: Sendable {
    var load: @Sendable (_ piece: Int64) async throws -> [BaselineEntry]
    var store: @Sendable (_ entries: [BaselineEntry]) async throws -> Int64
    var storeBefore: @Sendable (_ table: String, _ content: [UInt8]) async throws -> Void
}

struct TableCarrier: Sendable {
    let table: CentralTable
    let source: ForeignLink
    let target: ForeignLink
    let writer: CentralWriter
    let keeper: PieceKeeper
    let old: Directory
    /// Refused rows of this table, by key.
    let failures: [[UInt8]: RowFailure]
    let isPreview: Bool
    /// Told how many rows have been looked at.
    let progress: @Sendable (Int) async throws -> Void

    static let samplesMax = 5
    /// Rows fetched by their keys at once.
    static let fetchMax = 300
    /// Central rows of one piece of what undoing needs.
    static let keptMax = 4096

    private var reader: TableReader { TableReader(link: source, scan: table.sourceScan, isKeyless: table.isKeyless) }

    /// Rows of one piece: fewer where rows are long, so that a piece is a megabyte at most.
    private var pieceRows: Int { min(4096, max(128, (1 << 20) / max(64, table.source.averageRowBytes))) }

    func run() async throws -> TableOutcome {
        var outcome = TableOutcome(table: table.name)
        outcome.mayReplace = try await hasRows()
        outcome.notes = table.notes
        outcome.directory = Directory(signature: table.signature)
        if table.isKeyless { try await carryMultiset(&outcome) } else { try await carryKeyed(&outcome) }
        return outcome
    }

    /// Whether the central table has any row of this branch, whatever became of it there.
    private func hasRows() async throws -> Bool {
        guard table.exists, !isPreview else { return false }
        return try await TableReader(link: target, scan: table.live, isKeyless: table.isKeyless).hasAny(table.own)
    }

    private var isSameShape: Bool { old.signature == table.signature }

    private func carryKeyed(_ outcome: inout TableOutcome) async throws {
        // With another type the key may have another order, and stretches of the old one may overlap in it.
        if !isSameShape, old.heads.count > 1, !table.hasPlainOrder { return try await carryAtOnce(&outcome) }
        var (looked, differed, rows) = (0, 0, 0)
        for (index, head) in old.heads.enumerated() {
            let isLast = index == old.heads.count - 1
            let range = KeyRange(
                from: index == 0 ? nil : RowKey(bytes: head.first), before: isLast ? nil : RowKey(bytes: old.heads[index + 1].first),
                through: isLast ? RowKey(bytes: head.last) : nil)
            // Where most stretches differ, asking for their digests first is work for nothing.
            let isHot = looked >= 4 && differed * 3 > looked
            var digest: String?
            if let known = head.rangeDigest, isSameShape, !isHot {
                let now = try await reader.rangeDigest(range)
                looked += 1
                if now.digest == known, now.count == head.count {
                    outcome.directory.heads.append(head)
                    rows += head.count
                    continue
                }
                differed += 1
                digest = now.digest
            }
            let before = try await keeper.load(head.id)
            let present = try await reader.entries(range)
            rows += present.count
            let comparison = PieceComparison(old: before, new: present, isComparable: isSameShape)
            if comparison.isEmpty {
                var kept = head
                if digest == nil, !isHot, isSameShape { digest = try await reader.rangeDigest(range).digest }
                kept.rangeDigest = digest
                outcome.directory.heads.append(kept)
            } else {
                let taken = try await apply(comparison, before, present, &outcome)
                try await keep(taken.entries, digest: taken.isWhole ? digest : nil, &outcome)
            }
            try await progress(rows)
        }
        try await carryTail(&outcome, rows)
    }

    /// The whole table as one stretch.
    private func carryAtOnce(_ outcome: inout TableOutcome) async throws {
        var before: [BaselineEntry] = []
        for head in old.heads { before += try await keeper.load(head.id) }
        let present = try await reader.entries(KeyRange())
        let taken = try await apply(PieceComparison(old: before, new: present, isComparable: false), before, present, &outcome)
        try await keep(taken.entries, digest: nil, &outcome)
        try await progress(present.count)
    }

    /// Rows behind the last key there was: whole rows at once, since all of them are new.
    private func carryTail(_ outcome: inout TableOutcome, _ before: Int) async throws {
        var (range, rows) = (KeyRange(after: old.heads.last.map { RowKey(bytes: $0.last) }), before)
        while true {
            let page = try await reader.page(range, cells: true, limit: pieceRows)
            guard page.count > 0 else { return }
            rows += page.count
            let taken = try await put(page, "insert", &outcome)
            try await keep(taken.entries, digest: nil, &outcome)
            try await progress(rows)
            guard page.count == pieceRows else { return }
            range = KeyRange(after: page.keys[page.count - 1])
        }
    }

    private func carryMultiset(_ outcome: inout TableOutcome) async throws {
        var before: [BaselineEntry] = []
        for head in old.heads { before += try await keeper.load(head.id) }
        let present = try await reader.multiset()
        let comparison = PieceComparison(old: before, new: present, isComparable: isSameShape)
        guard !comparison.isEmpty else {
            outcome.directory.heads = old.heads
            return
        }
        let taken = try await apply(comparison, before, present, &outcome)
        try await keep(taken.entries, digest: nil, &outcome)
        try await progress(present.count)
    }

    /// Stores what the central database has now of a stretch, in pieces of a fitting size.
    private func keep(_ entries: [BaselineEntry], digest: String?, _ outcome: inout TableOutcome) async throws {
        guard let first = entries.first, let last = entries.last else { return }
        if entries.count <= pieceRows * 2 {
            let id = try await keeper.store(entries)
            outcome.directory.heads.append(PieceHead(id: id, count: entries.count, first: first.key, last: last.key, rangeDigest: digest))
            return
        }
        for start in stride(from: 0, to: entries.count, by: pieceRows) {
            try await keep(Array(entries[start..<min(start + pieceRows, entries.count)]), digest: nil, &outcome)
        }
    }

    // MARK: a stretch that differs

    /// Writes what has changed.
    /// - Returns: the rows that are consolidated now, and whether these are all there are.
    private func apply(
        _ comparison: PieceComparison, _ before: [BaselineEntry], _ present: [BaselineEntry], _ outcome: inout TableOutcome
    ) async throws -> (entries: [BaselineEntry], isWhole: Bool) {
        // First what is gone: a key may come again in another spelling.
        try await remove(comparison.deleted, &outcome)
        var refused: [RowKeyBytes: Fingerprint?] = [:]
        let known = Dictionary(before.map { ($0.key, $0.digest) }) { _, last in last }
        let updated = comparison.updated.map { present[$0] }
        if !updated.isEmpty { try await keepBefore(updated.map { RowKey(bytes: $0.key) }) }
        for (deed, list) in [("update", updated), ("insert", comparison.inserted.map { present[$0] })] where !list.isEmpty {
            for key in try await write(list, deed, &outcome) { refused[key] = known[key] }
        }
        guard !refused.isEmpty else { return (present, true) }
        // A refused row is not consolidated: what the central database has of it is what it had before.
        let entries = present.compactMap { entry -> BaselineEntry? in
            guard let had = refused[entry.key] else { return entry }
            return had.map { BaselineEntry(entry.key, $0) }
        }
        return (entries, false)
    }

    /// - Returns: the keys that were refused.
    private func write(_ list: [BaselineEntry], _ deed: String, _ outcome: inout TableOutcome) async throws -> [RowKeyBytes] {
        var refused: [RowKeyBytes] = []
        let due = list.filter { entry in
            // Given up, and the branch has not changed it since.
            guard let failure = failures[entry.key], failure.status == .givenUp, failure.digest == entry.digest else { return true }
            refused.append(entry.key)
            return false
        }
        outcome.counts.failed += refused.count
        if table.isKeyless {
            let box = OutcomeBox(outcome)
            try await reader.find(due) { rows in try await box.change { try await put(rows, deed, &$0) } }
            outcome = await box.outcome
            refused += await box.refused
        } else {
            for start in stride(from: 0, to: due.count, by: Self.fetchMax) {
                let part = due[start..<min(start + Self.fetchMax, due.count)]
                let rows = try await reader.rows(part.map { RowKey(bytes: $0.key) })
                refused += try await put(rows, deed, &outcome).refused
            }
        }
        return refused
    }

    /// Writes whole rows.
    fileprivate func put(_ rows: CarriedRows, _ deed: String, _ outcome: inout TableOutcome) async throws -> (
        entries: [BaselineEntry], refused: [RowKeyBytes]
    ) {
        let due = skippingGivenUp(rows, &outcome)
        let replaces = deed == "update" || outcome.mayReplace
        // Those of a change have been kept with their stretch.
        if deed == "insert", replaces { try await keepBefore(due.keys) }
        let refusals = try await target.run { [writer] session in
            if replaces { try writer.keepVersions(due.keys, session) }
            return try writer.put(due, session)
        }
        var refused = Set(rows.keys.map(\.bytes)).subtracting(due.keys.map(\.bytes))
        for refusal in refusals {
            refused.insert(due.keys[refusal.index].bytes)
            outcome.refusals.append(failure(due, refusal, deed))
        }
        let inside = due.count - refusals.count
        if deed == "insert" { outcome.counts.inserted += inside } else { outcome.counts.updated += inside }
        outcome.counts.failed += refusals.count
        var entries: [BaselineEntry] = []
        entries.reserveCapacity(rows.count)
        for index in 0..<rows.count {
            let key = rows.keys[index].bytes
            guard !refused.contains(key) else { continue }
            entries.append(BaselineEntry(key, rows.digests[index]))
            if !failures.isEmpty, let failure = failures[key], failure.status != .settled { outcome.settled.append(key) }
            if outcome.samples.count < Self.samplesMax * 3 { sample(rows, index, deed, &outcome) }
        }
        return (entries, Array(refused))
    }

    private func skippingGivenUp(_ rows: CarriedRows, _ outcome: inout TableOutcome) -> CarriedRows {
        guard !failures.isEmpty else { return rows }
        let due = (0..<rows.count).filter { index in
            guard let failure = failures[rows.keys[index].bytes], failure.status == .givenUp else { return true }
            return failure.digest != rows.digests[index]
        }
        guard due.count < rows.count else { return rows }
        outcome.counts.failed += rows.count - due.count
        return CarriedRows(
            cells: rows.cells, offset: rows.offset, keys: due.map { rows.keys[$0] }, digests: due.map { rows.digests[$0] },
            rows: due.map { rows.rows[$0] })
    }

    private func remove(_ entries: [BaselineEntry], _ outcome: inout TableOutcome) async throws {
        guard !entries.isEmpty else { return }
        let keys = entries.map { RowKey(bytes: $0.key) }
        if table.policy.delete != .ignore { try await keepBefore(keys) }
        try await target.run { [writer] in try writer.remove(keys, $0) }
        outcome.counts.deleted += entries.count
        for entry in entries.prefix(max(0, Self.samplesMax * 3 - outcome.samples.count)) {
            outcome.samples.append(ChangeSample(deed: "delete", key: RowKey(bytes: entry.key).shown, row: []))
        }
    }

    private func keepBefore(_ keys: [RowKey]) async throws {
        guard !isPreview, table.exists else { return }
        for start in stride(from: 0, to: keys.count, by: Self.keptMax) {
            let part = Array(keys[start..<min(start + Self.keptMax, keys.count)])
            let content = try await target.run { [writer] in try writer.before(part, $0) }
            try await keeper.storeBefore(table.name, content)
        }
    }

    private func failure(_ rows: CarriedRows, _ refusal: Refusal, _ deed: String) -> RowFailure {
        RowFailure(
            branchID: 0, centralID: 0, table: table.name, key: rows.keys[refusal.index].bytes,
            keyText: RowKey(rows.keys[refusal.index].portable(table.sourceDialect, table.sourceKey).cells).shown,
            digest: rows.digests[refusal.index], deed: deed, reason: refusal.code, detail: refusal.detail,
            row: RowText.json(rows, refusal.index, table))
    }

    private func sample(_ rows: CarriedRows, _ index: Int, _ deed: String, _ outcome: inout TableOutcome) {
        guard outcome.samples.filter({ $0.deed == deed }).count < Self.samplesMax else { return }
        let row = RowText.json(rows, index, table).members ?? []
        outcome.samples.append(
            ChangeSample(
                deed: deed, key: table.isKeyless ? "" : rows.keys[index].portable(table.sourceDialect, table.sourceKey).shown,
                row: row.map { ($0.0, RowText.shown($0.1)) }))
    }
}

/// Gathers what becomes of rows that are found one after the other.
private actor OutcomeBox {
    var outcome: TableOutcome
    var refused: [RowKeyBytes] = []
    init(_ outcome: TableOutcome) { self.outcome = outcome }

    func change(_ work: @Sendable (inout TableOutcome) async throws -> (entries: [BaselineEntry], refused: [RowKeyBytes])) async throws {
        var copy = outcome
        refused += try await work(&copy).refused
        outcome = copy
    }
}

/// Rows as people and the API see them.
enum RowText {
    /// Text as it is; bytes that are no text as `{"hex": "…"}`; at most 64 KiB of a value.
    static func json(_ rows: CarriedRows, _ index: Int, _ table: CentralTable) -> JSON {
        .object(
            table.columns.indices.map { column in
                let cell = rows.cells.cell(rows.rows[index], rows.offset + column)
                return (table.columns[column].name, json(cell.map { table.sourceDialect.portable($0, table.columns[column]) }, table.columns[column]))
            })
    }

    static func json(_ portable: [UInt8]?, _ column: ForeignColumn) -> JSON {
        guard let portable else { return .null }
        if column.family != .binary, let text = String(validating: portable, as: UTF8.self) { return .string(text) }
        return .object([("hex", .string(portable.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()))])
    }

    /// The cell that a value of such a row stands for.
    static func cell(_ value: JSON) -> [UInt8]? {
        switch value {
        case .string(let text): return Array(text.utf8)
        case .int(let number): return Array(String(number).utf8)
        case .object(let members):
            guard let hex = members.first(where: { $0.0 == "hex" })?.1.string else { return nil }
            return stride(from: 0, to: hex.utf8.count - 1, by: 2).map { place in
                let digits = hex.utf8.dropFirst(place).prefix(2)
                return UInt8(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0
            }
        default: return nil
        }
    }

    static func shown(_ value: JSON) -> String? {
        switch value {
        case .string(let text): text
        case .null: nil
        case .object(let members): members.first?.1.string.map { "0x" + $0.prefix(40) }
        default: value.text
        }
    }
}
