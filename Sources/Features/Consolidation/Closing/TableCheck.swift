// Holds a branch's table against what the central database has of it: counts and digests by stretches of keys, then row by
// row where a stretch differs. The central side is always computed from the rows themselves, never from what stands beside
// them.

import Kernel
import Store

/// A row that is not the same on both sides.
struct RowDifference: Sendable, Hashable {
    enum Kind: String, Sendable { case missing, extra, other }
    var kind: Kind
    /// As the branch has it.
    var key: RowKeyBytes
    /// What the row should be; nil where it should not be there.
    var expected: Fingerprint?
}

struct CheckedTable: Sendable {
    var table: String
    var branchRows = 0
    var centralRows = 0
    /// All of them; `differences` holds at most `listedMax`.
    var differing = 0
    var differences: [RowDifference] = []
    /// Of these, rows that the branch has changed since its last closing: the next one carries them.
    var pending = 0
    /// Rows that an opening took for consolidated and that no closing has carried.
    var skipped = 0
    static let listedMax = 100_000
}

struct TableCheck: Sendable {
    let table: CentralTable
    let target: ForeignLink
    let directory: Directory
    let load: @Sendable (_ piece: Int64) async throws -> [BaselineEntry]
    let failures: [[UInt8]: RowFailure]
    /// The branch as it is now, or in the snapshot that was closed.
    let source: ForeignLink
    /// Whether the central database is held against the branch; otherwise against the baseline, and the branch is asked
    /// only for the values of rows that the two sides digest differently.
    let isAgainstBranch: Bool
    let skipped: SkippedRows
    let progress: @Sendable (Int) async throws -> Void

    private var branch: TableReader { TableReader(link: source, scan: table.sourceScan, isKeyless: table.isKeyless) }
    private var central: TableReader { TableReader(link: target, scan: table.live, isKeyless: table.isKeyless) }

    func run() async throws -> CheckedTable {
        var checked = CheckedTable(table: table.name)
        if table.isKeyless { try await runMultiset(&checked) } else { try await runKeyed(&checked) }
        return checked
    }

    private func runKeyed(_ checked: inout CheckedTable) async throws {
        let heads = directory.heads
        guard table.isOrderShared || heads.isEmpty else {
            // Stretches are other rows there: all at once.
            var baseline: [BaselineEntry] = []
            for head in heads { baseline += try await load(head.id) }
            return try await check(KeyRange(), baseline, &checked)
        }
        for (index, head) in heads.enumerated() {
            // The last stretch goes to the end: what stands behind it is looked at too.
            let range = KeyRange(
                from: index == 0 ? nil : RowKey(bytes: head.first), before: index == heads.count - 1 ? nil : RowKey(bytes: heads[index + 1].first))
            try await check(range, head, &checked)
            try await progress(checked.branchRows)
        }
        if heads.isEmpty { try await check(KeyRange(), nil, &checked) }
    }

    /// Row by row.
    private func check(_ range: KeyRange, _ baseline: [BaselineEntry], _ checked: inout CheckedTable) async throws {
        var expected = baseline
        if isAgainstBranch { expected = try await branch.entries(range) }
        let present = try await centralEntries(native(range))
        checked.branchRows += expected.count
        checked.centralRows += present.count
        try await compare(expected, present, baseline, range, &checked)
    }

    private func check(_ range: KeyRange, _ head: PieceHead?, _ checked: inout CheckedTable) async throws {
        let centralRange = native(range)
        let isSameShape = directory.signature == table.signature
        if table.isComparable {
            if isAgainstBranch {
                let (theirs, ours) = (try await branch.rangeDigest(range), try await central.rangeDigest(centralRange))
                if theirs.digest != nil, theirs.digest == ours.digest, theirs.count == ours.count {
                    checked.branchRows += theirs.count
                    checked.centralRows += ours.count
                    return
                }
            } else if let known = head?.rangeDigest, let head, isSameShape {
                let ours = try await central.rangeDigest(centralRange)
                if ours.digest == known, ours.count == head.count {
                    checked.branchRows += head.count
                    checked.centralRows += ours.count
                    return
                }
            }
        }
        let baseline = if let head { try await load(head.id) } else { [] as [BaselineEntry] }
        try await check(range, baseline, &checked)
    }

    /// The central rows of a stretch with keys as the branch has them. Where the two sides digest differently, the
    /// fingerprints are their own and are looked at again by cells.
    private func centralEntries(_ range: KeyRange) async throws -> [BaselineEntry] {
        let entries = try await central.entries(range)
        guard table.sourceDialect.engine != table.dialect.engine else { return entries }
        return entries.map { BaselineEntry(table.sourceKey(RowKey(bytes: $0.key)).bytes, $0.digest) }
    }

    private func native(_ range: KeyRange) -> KeyRange {
        KeyRange(
            from: range.from.map(table.centralKey), after: range.after.map(table.centralKey), before: range.before.map(table.centralKey),
            through: range.through.map(table.centralKey))
    }

    private func compare(
        _ expected: [BaselineEntry], _ present: [BaselineEntry], _ baseline: [BaselineEntry], _ range: KeyRange, _ checked: inout CheckedTable
    ) async throws {
        var there = Dictionary(present.map { ($0.key, $0.digest) }) { first, _ in first }
        var candidates: [BaselineEntry] = []
        var found: [RowDifference] = []
        for entry in expected {
            guard let digest = there.removeValue(forKey: entry.key) else {
                found.append(RowDifference(kind: .missing, key: entry.key, expected: entry.digest))
                continue
            }
            if digest == entry.digest, table.isComparable { continue }
            // Edited by a person on its way in: other than the branch's row, and right so.
            if let failure = failures[entry.key], failure.accepted == digest, failure.digest == entry.digest { continue }
            candidates.append(entry)
        }
        if table.policy.delete != .ignore { for key in there.keys { found.append(RowDifference(kind: .extra, key: key, expected: nil)) } }
        if !candidates.isEmpty {
            let other = table.isComparable ? Set(candidates.map(\.key)) : try await differingByCells(candidates)
            for entry in candidates where other.contains(entry.key) {
                found.append(RowDifference(kind: .other, key: entry.key, expected: entry.digest))
            }
        }
        found = try await withoutSkipped(found, &checked)
        guard !found.isEmpty else { return }
        let known = Dictionary(baseline.map { ($0.key, $0.digest) }) { first, _ in first }
        checked.differing += found.count
        if isAgainstBranch { checked.pending += found.filter { known[$0.key] != $0.expected }.count }
        checked.differences += found.prefix(max(0, CheckedTable.listedMax - checked.differences.count))
    }

    /// Rows of two engines, cell by cell in the form both share.
    private func differingByCells(_ entries: [BaselineEntry]) async throws -> Set<RowKeyBytes> {
        var out = Set<RowKeyBytes>()
        for start in stride(from: 0, to: entries.count, by: TableCarrier.fetchMax) {
            let keys = entries[start..<min(start + TableCarrier.fetchMax, entries.count)].map { RowKey(bytes: $0.key) }
            let (theirs, ours) = (try await branch.rows(keys), try await central.rows(keys.map(table.centralKey)))
            let places = Dictionary(ours.keys.enumerated().map { (table.sourceKey($0.element).bytes, $0.offset) }) { first, _ in first }
            for index in 0..<theirs.count {
                guard let place = places[theirs.keys[index].bytes], isSame(theirs, index, ours, place) else {
                    out.insert(theirs.keys[index].bytes)
                    continue
                }
            }
        }
        return out
    }

    private func isSame(_ a: CarriedRows, _ row: Int, _ b: CarriedRows, _ other: Int) -> Bool {
        table.columns.indices.allSatisfy { column in
            let mine = a.cells.cell(a.rows[row], a.offset + column).map {
                PortableValue.canonical(table.sourceDialect.portable($0, table.columns[column]), table.columns[column].family)
            }
            let its = b.cells.cell(b.rows[other], b.offset + column).map {
                PortableValue.canonical(table.dialect.portable($0, table.central[column]), table.columns[column].family)
            }
            return mine == its
        }
    }

    private func runMultiset(_ checked: inout CheckedTable) async throws {
        var expected: [BaselineEntry] = []
        for head in directory.heads { expected += try await load(head.id) }
        let baseline = expected
        if isAgainstBranch { expected = try await branch.multiset() }
        let present = try await centralMultiset()
        (checked.branchRows, checked.centralRows) = (expected.count, present.count)
        var there = Dictionary(present.map { ($0.key, $0.digest) }) { first, _ in first }
        var found: [RowDifference] = []
        for entry in expected {
            let digest = there.removeValue(forKey: entry.key)
            guard digest != entry.digest else { continue }
            // A refused row that was edited is there as it was edited.
            if digest != nil, let failure = failures[entry.key], failure.accepted != nil { continue }
            found.append(RowDifference(kind: digest == nil ? .missing : .other, key: entry.key, expected: entry.digest))
        }
        if table.policy.delete != .ignore { found += there.keys.map { RowDifference(kind: .extra, key: $0, expected: nil) } }
        found = try await withoutSkipped(found, &checked)
        checked.differing = found.count
        checked.differences = Array(found.prefix(CheckedTable.listedMax))
        guard isAgainstBranch else { return }
        let known = Dictionary(baseline.map { ($0.key, $0.digest) }) { first, _ in first }
        checked.pending = found.filter { known[$0.key] != $0.expected }.count
    }

    private func withoutSkipped(_ found: [RowDifference], _ checked: inout CheckedTable) async throws -> [RowDifference] {
        let missing = found.compactMap { difference in
            difference.kind == .missing ? difference.expected.map { BaselineEntry(difference.key, $0) } : nil
        }
        guard !missing.isEmpty else { return found }
        let skipped = Set(try await skipped.among(missing))
        checked.skipped += skipped.count
        return skipped.isEmpty ? found : found.filter { $0.kind != .missing || !skipped.contains($0.key) }
    }

    /// The central rows by the keys that stand beside them, each with what its values really are.
    private func centralMultiset() async throws -> [BaselineEntry] {
        if table.isComparable { return try await central.noted() }
        let values = try await branch.valuesByDigest(table.columns, table.sourceDialect, families: table.columns)
        return try await central.notedValues(table.central, table.dialect, families: table.columns).map { entry in
            // As its key says, when its values are those of the branch's row of that key; otherwise nothing the branch has.
            let isRight = values[entry.noted] == entry.value
            return BaselineEntry(entry.key, isRight ? entry.noted : Fingerprint(high: 0, low: 0))
        }
    }
}

/// What an opening took for consolidated as it was: a table's rows that no closing has to bring while they stay as they are.
actor SkippedRows {
    private let read: @Sendable () async throws -> Directory?
    private let load: @Sendable (_ piece: Int64) async throws -> [BaselineEntry]
    /// Of key and fingerprint, 64 bits each; read when they are first asked for.
    private var hashes: Set<Int>?

    init(read: @escaping @Sendable () async throws -> Directory?, load: @escaping @Sendable (_ piece: Int64) async throws -> [BaselineEntry]) {
        (self.read, self.load) = (read, load)
    }

    /// - Returns: the keys of those rows that were taken for consolidated.
    func among(_ rows: [BaselineEntry]) async throws -> [RowKeyBytes] {
        var known = hashes ?? []
        if hashes == nil {
            for head in try await read()?.heads ?? [] { for entry in try await load(head.id) { known.insert(Self.hash(entry)) } }
            hashes = known
        }
        return known.isEmpty ? [] : rows.filter { known.contains(Self.hash($0)) }.map(\.key)
    }

    private static func hash(_ entry: BaselineEntry) -> Int {
        var hasher = Hasher()
        hasher.combine(entry.key)
        hasher.combine(entry.digest)
        return hasher.finalize()
    }
}

/// Values of two engines in one spelling.
enum PortableValue {
    /// Over a row's values, each with its length.
    static func digest(
        _ block: CellBlock, _ row: Int, from start: Int, _ columns: [ForeignColumn], _ dialect: any ForeignDialect, _ families: [ForeignColumn]
    ) -> Digest {
        var writer = ByteWriter()
        for place in columns.indices {
            guard let cell = block.cell(row, start + place) else {
                writer.number(0)
                continue
            }
            let value = canonical(dialect.portable(cell, columns[place]), families[place].family)
            writer.number(UInt64(value.count) + 1)
            writer.bytes += value
        }
        return Digest.of(writer.bytes)
    }

    static func canonical(_ cell: [UInt8], _ family: ForeignFamily) -> [UInt8] {
        let text = String(decoding: cell, as: UTF8.self)
        switch family {
        case .decimal: return Array(plain(text).utf8)
        case .single: return Array((Float(text).map { "\($0)" } ?? text).utf8)
        case .double: return Array((Double(text).map { "\($0)" } ?? text).utf8)
        case .datetime, .timestamp, .time: return Array((text.contains(".") ? plain(text) : text).utf8)
        default: return cell
        }
    }

    /// Without zeros at the end of the fraction.
    private static func plain(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var out = Substring(text)
        while out.hasSuffix("0") { out = out.dropLast() }
        if out.hasSuffix(".") { out = out.dropLast() }
        return String(out)
    }
}
