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
    var load: @Sendable (_ pieces: [Int64]) async throws -> [PieceRows]
    /// - Returns: their ids.
    var store: @Sendable (_ pieces: [PieceRows]) async throws -> [Int64]
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
    /// Pieces read at once where most of them differ.
    static let hotPieces = 8

    var reader: TableReader { TableReader(link: source, scan: table.sourceScan, isKeyless: table.isKeyless) }

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
        var (looked, differed, rows, index) = (0, 0, 0, 0)
        while index < old.heads.count {
            // Where most stretches differ, asking for their digests first is work for nothing, and several are read at once.
            let isHot = looked >= 2 && differed * 3 > looked
            let heads = Array(old.heads[index..<min(index + (isHot ? Self.hotPieces : 1), old.heads.count)])
            index += heads.count
            let isLast = index == old.heads.count
            let range = KeyRange(
                from: looked == 0 ? nil : RowKey(bytes: heads[0].first), before: isLast ? nil : RowKey(bytes: old.heads[index].first),
                through: isLast ? RowKey(bytes: heads[heads.count - 1].last) : nil)
            looked += heads.count
            var isSame = false
            if !isHot, isSameShape, let known = heads[0].rangeDigest {
                let now = try await reader.rangeDigest(range)
                isSame = now.digest == known && now.count == heads[0].count
            }
            if isSame {
                outcome.directory.heads += heads
                rows += heads[0].count
            } else {
                let carried = try await carryStretch(range, heads, &outcome)
                rows += carried.rows
                differed += carried.differing
            }
            try await progress(rows)
        }
        try await carryTail(&outcome, rows)
    }

    /// The whole table as one stretch.
    private func carryAtOnce(_ outcome: inout TableOutcome) async throws {
        let had = try await keeper.load(old.heads.map(\.id)).flatMap(\.entries)
        let present = try await reader.entries(KeyRange())
        let now = try await apply(PieceComparison(old: had, new: present, isComparable: false), had, present, &outcome)
        try await keep(PieceRows(now), &outcome)
        try await progress(present.count)
    }

    /// A stretch that may differ, row by row.
    /// - Returns: its rows, and how many of its pieces did differ.
    private func carryStretch(_ range: KeyRange, _ heads: [PieceHead], _ outcome: inout TableOutcome) async throws -> (rows: Int, differing: Int) {
        let pieces = try await keeper.load(heads.map(\.id))
        if isSameShape, let difference = try await difference(range, PieceRows(pieces)) {
            let now = try await apply(difference, pieces, &outcome)
            try await keep(now, heads, pieces, &outcome)
            return (pieces.reduce(0) { $0 + $1.count }, now.count { $0 != nil })
        }
        let (had, present) = (pieces.flatMap(\.entries), try await reader.entries(range))
        let comparison = PieceComparison(old: had, new: present, isComparable: isSameShape)
        // Where nothing has changed, the same rows in another order.
        let now = comparison.isEmpty ? present : try await apply(comparison, had, present, &outcome)
        try await keep(PieceRows(now), &outcome)
        return (present.count, comparison.isEmpty ? 0 : heads.count)
    }

    /// Rows behind the last key there was: whole rows at once, since all of them are new.
    private func carryTail(_ outcome: inout TableOutcome, _ before: Int) async throws {
        var (range, rows) = (KeyRange(after: old.heads.last.map { RowKey(bytes: $0.last) }), before)
        while true {
            let page = try await reader.page(range, cells: true, limit: pieceRows)
            guard page.count > 0 else { return }
            rows += page.count
            let taken = try await put(page, "insert", &outcome)
            try await keep(taken.rows, &outcome)
            try await progress(rows)
            guard page.count == pieceRows else { return }
            range = KeyRange(after: page.keys[page.count - 1])
        }
    }

    private func carryMultiset(_ outcome: inout TableOutcome) async throws {
        var before: [BaselineEntry] = []
        for piece in try await keeper.load(old.heads.map(\.id)) { before += piece.entries }
        let present = try await reader.multiset()
        let comparison = PieceComparison(old: before, new: present, isComparable: isSameShape)
        guard !comparison.isEmpty else {
            outcome.directory.heads = old.heads
            return
        }
        try await keep(PieceRows(try await apply(comparison, before, present, &outcome)), &outcome)
        try await progress(present.count)
    }

    /// Stores what the central database has now of a stretch, in pieces of a fitting size.
    private func keep(_ rows: PieceRows, _ outcome: inout TableOutcome) async throws {
        guard rows.count > 0 else { return }
        let size = rows.count <= pieceRows * 2 ? rows.count : pieceRows
        let pieces = stride(from: 0, to: rows.count, by: size).map { rows.slice($0..<min($0 + size, rows.count)) }
        for (id, piece) in zip(try await keeper.store(pieces), pieces) { outcome.directory.heads.append(head(id, piece)) }
    }

    /// Stores the pieces that have changed.
    /// - Parameter now: what each is now; nil where it is as it was.
    func keep(_ now: [PieceRows?], _ heads: [PieceHead], _ before: [PieceRows], _ outcome: inout TableOutcome) async throws {
        var ids = try await keeper.store(now.compactMap { $0 }.filter { $0.count > 0 })[...]
        for (place, piece) in now.enumerated() {
            if let piece {
                if piece.count > 0 { outcome.directory.heads.append(head(ids.removeFirst(), piece)) }
            } else {
                outcome.directory.heads.append(head(heads[place].id, before[place]))
            }
        }
    }

    private func head(_ id: Int64, _ rows: PieceRows) -> PieceHead {
        PieceHead(
            id: id, count: rows.count, first: rows.key(0), last: rows.key(rows.count - 1),
            rangeDigest: table.isKeyless ? nil : reader.digest(of: rows))
    }

    // MARK: a stretch that differs

    /// Writes what has changed.
    /// - Returns: the rows that are consolidated now.
    private func apply(
        _ comparison: PieceComparison, _ before: [BaselineEntry], _ present: [BaselineEntry], _ outcome: inout TableOutcome
    ) async throws -> [BaselineEntry] {
        // First what is gone: a key may come again in another spelling.
        try await remove(comparison.deleted, &outcome)
        var refused: [RowKeyBytes: Fingerprint?] = [:]
        let known = Dictionary(before.map { ($0.key, $0.digest) }) { _, last in last }
        let updated = comparison.updated.map { present[$0] }
        if !updated.isEmpty { try await keepBefore(updated.map { RowKey(bytes: $0.key) }) }
        for (deed, list) in [("update", updated), ("insert", comparison.inserted.map { present[$0] })] where !list.isEmpty {
            for key in try await write(list, deed, &outcome) { refused[key] = known[key] }
        }
        guard !refused.isEmpty else { return present }
        // A refused row is not consolidated: what the central database has of it is what it had before.
        return present.compactMap { entry -> BaselineEntry? in
            guard let had = refused[entry.key] else { return entry }
            return had.map { BaselineEntry(entry.key, $0) }
        }
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
    func put(_ rows: CarriedRows, _ deed: String, _ outcome: inout TableOutcome) async throws -> (
        rows: PieceRows, refused: [RowKeyBytes]
    ) {
        let due = skippingGivenUp(rows, &outcome)
        let replaces = deed == "update" || outcome.mayReplace
        // Those of a change have been kept with their stretch.
        if deed == "insert", replaces { try await keepBefore(due.keys) }
        let refusals = try await target.run { [writer] session in
            if replaces { try writer.keepVersions(due.keys, session) }
            return try writer.put(due, session)
        }
        var refused = due.count == rows.count ? [] : Set(rows.keys.map(\.bytes)).subtracting(due.keys.map(\.bytes))
        for refusal in refusals {
            refused.insert(due.keys[refusal.index].bytes)
            outcome.refusals.append(failure(due, refusal, deed))
        }
        let inside = due.count - refusals.count
        if deed == "insert" { outcome.counts.inserted += inside } else { outcome.counts.updated += inside }
        outcome.counts.failed += refusals.count
        var taken = PieceRows()
        taken.reserve(rows.count)
        var samples = outcome.samples.count { $0.deed == deed }
        for index in 0..<rows.count {
            let key = rows.keys[index].bytes
            if !refused.isEmpty, refused.contains(key) { continue }
            taken.append(key, rows.digests[index])
            if !failures.isEmpty, let failure = failures[key], failure.status != .settled { outcome.settled.append(key) }
            if samples < Self.samplesMax {
                sample(rows, index, deed, &outcome)
                samples += 1
            }
        }
        return (taken, Array(refused))
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

    func remove(_ entries: [BaselineEntry], _ outcome: inout TableOutcome) async throws {
        guard !entries.isEmpty else { return }
        let keys = entries.map { RowKey(bytes: $0.key) }
        if table.policy.delete != .ignore { try await keepBefore(keys) }
        try await target.run { [writer] in try writer.remove(keys, $0) }
        outcome.counts.deleted += entries.count
        for entry in entries.prefix(max(0, Self.samplesMax * 3 - outcome.samples.count)) {
            outcome.samples.append(ChangeSample(deed: "delete", key: RowKey(bytes: entry.key).shown, row: []))
        }
    }

    func keepBefore(_ keys: [RowKey]) async throws {
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

    func change(_ work: @Sendable (inout TableOutcome) async throws -> (rows: PieceRows, refused: [RowKeyBytes])) async throws {
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
