// Reads a table of a branch, or of one branch in the central database, within one snapshot: digests of stretches, then of
// single rows, then whole rows, each only where the one before says that it is needed.

import Kernel
import Store

struct TableReader: Sendable {
    let link: ForeignLink
    let scan: ForeignScan
    /// The present rows' identity where the table has none of its own.
    var isKeyless: Bool
    /// Rows of one answer.
    static let rowsMax = 20_000

    private var dialect: any ForeignDialect { link.dialect }
    private var keyCount: Int { scan.key.count }

    /// How many rows, and the engine's digest over them; nil where it cannot tell.
    func rangeDigest(_ range: KeyRange) async throws -> (count: Int, digest: String?) {
        let statement = dialect.rangeDigest(scan, range)
        return try await link.run { session in
            let block = try session.query(statement)
            return (Int(block.int(0, 0) ?? 0), block.text(0, 1))
        }
    }

    /// The fingerprints of a stretch in the order of the key; nil where the engine cannot list them.
    func digests(_ range: KeyRange) async throws -> [Fingerprint]? {
        let statement = dialect.digestList(scan, range)
        return try await link.run { session in
            let block = try session.query(statement)
            let count = Int(block.int(0, 0) ?? 0)
            guard count > 0 else { return [] }
            return block.withCell(0, 1) { list in
                guard let list, list.count == count * 32 else { return nil }
                var out: [Fingerprint] = []
                out.reserveCapacity(count)
                for start in stride(from: 0, to: list.count, by: 32) {
                    guard let print = Fingerprint(hex: UnsafeRawBufferPointer(rebasing: list[start..<start + 32])) else { return nil }
                    out.append(print)
                }
                return out
            }
        }
    }

    /// What `rangeDigest` says of these rows.
    func digest(of rows: PieceRows) -> String { dialect.digest(ofList: rows.digestList) }

    /// Keys and fingerprints in the order of the key.
    func entries(_ range: KeyRange) async throws -> [BaselineEntry] {
        var out: [BaselineEntry] = []
        var range = range
        while true {
            let part = try await page(range, cells: false, limit: Self.rowsMax)
            out.reserveCapacity(out.count + part.count)
            for index in 0..<part.count { out.append(BaselineEntry(part.keys[index].bytes, part.digests[index])) }
            guard part.count == Self.rowsMax, let last = part.keys.last else { return out }
            range.from = nil
            range.after = last
        }
    }

    /// The first rows of a stretch, with all their cells.
    func page(_ range: KeyRange, cells: Bool, limit: Int) async throws -> CarriedRows {
        let statement = dialect.page(scan, range, cells: cells, limit: limit)
        return try await link.run { session in try carried(try session.query(statement)) }
    }

    /// Whole rows by their keys, some hundreds of them.
    func rows(_ keys: [RowKey]) async throws -> CarriedRows {
        var statement = dialect.page(scan, KeyRange(), cells: true, limit: nil)
        // The condition stands before the order.
        let order = Array(" ORDER BY \(dialect.list(scan.key.map(\.name)))".utf8)
        statement = Array(statement.dropLast(order.count)) + Array(" AND ".utf8) + dialect.condition(keys: keys, scan.key) + order
        return try await link.run { [statement] session in try carried(try session.query(statement)) }
    }

    /// Whether the row with this key lies in the stretch.
    func contains(_ key: RowKey, _ range: KeyRange) async throws -> Bool {
        let statement =
            Array("SELECT COUNT(*) FROM \(dialect.quoted(scan.table)) WHERE ".utf8) + dialect.condition(scan, range) + Array(" AND ".utf8)
            + dialect.condition(keys: [key], scan.key)
        return try await link.run { try $0.query(statement).text(0, 0) != "0" }
    }

    private func carried(_ block: CellBlock) throws -> CarriedRows {
        var (keys, digests) = ([RowKey](), [Fingerprint]())
        keys.reserveCapacity(block.rowCount)
        digests.reserveCapacity(block.rowCount)
        for row in 0..<block.rowCount {
            keys.append(RowKey(block, row: row, from: 0, count: keyCount))
            guard let digest = block.withCell(row, keyCount, { $0.flatMap { Fingerprint(hex: $0) } }) else {
                throw Problem(.outside(retryable: false), "row_too_large", ["table": scan.table], hint: "Raise max_allowed_packet at the server.")
            }
            digests.append(digest)
        }
        return CarriedRows(cells: block, offset: keyCount + 1, keys: keys, digests: digests, rows: Array(0..<block.rowCount))
    }

    // MARK: tables without a key

    /// Each different row with how often it is there; the row's fingerprint and its number among its equals are its key.
    func multiset() async throws -> [BaselineEntry] {
        let digest = dialect.digest(scan.digested)
        let condition = scan.condition ?? "1 = 1"
        let statement =
            "SELECT d, COUNT(*) FROM (SELECT \(digest) AS d FROM \(dialect.quoted(scan.table)) WHERE \(condition)) x GROUP BY d ORDER BY d"
        return try await link.run { session in
            try session.openStream(Array(statement.utf8))
            defer { session.closeStream() }
            var out: [BaselineEntry] = []
            while let block = try session.fetch(TableReader.rowsMax) {
                for row in 0..<block.rowCount {
                    guard let hex = block.text(row, 0), let print = Fingerprint(hex: hex), let count = block.int(row, 1) else {
                        throw Problem(.outside(retryable: false), "row_too_large", ["table": scan.table])
                    }
                    for number in 1...max(1, count) { out.append(BaselineEntry(Self.key(print, number).bytes, print)) }
                }
            }
            return out
        }
    }

    /// For each different row of a table without a key: a digest over its values in the spelling that all engines share.
    func valuesByDigest(_ columns: [ForeignColumn], _ dialect: any ForeignDialect, families: [ForeignColumn]) async throws -> [Fingerprint: Digest] {
        let lead = [dialect.digest(scan.digested)]
        var out: [Fingerprint: Digest] = [:]
        try await walk(lead, columns) { block, row in
            guard let print = block.text(row, 0).flatMap({ Fingerprint(hex: $0) }), out[print] == nil else { return }
            out[print] = PortableValue.digest(block, row, from: 1, columns, dialect, families)
        }
        return out
    }

    /// What stands beside a central row as its key; as results of an expression they come without an engine's own marks.
    private var notedKey: [String] {
        ["COALESCE(\(dialect.quoted(TraceColumn.hash)), '')", "COALESCE(\(dialect.quoted(TraceColumn.occurrence)), 0)"]
    }

    /// Each central row: its key, and its fingerprint computed anew.
    func noted() async throws -> [BaselineEntry] {
        var out: [BaselineEntry] = []
        try await walk(notedKey + [dialect.digest(scan.digested)], []) { block, row in
            guard let hash = block.cell(row, 0), let number = block.cell(row, 1), let print = block.text(row, 2).flatMap({ Fingerprint(hex: $0) })
            else { return }
            out.append(BaselineEntry(RowKey([hash, number]).bytes, print))
        }
        return out
    }

    /// The same with a digest over the values in the spelling that all engines share.
    func notedValues(_ columns: [ForeignColumn], _ dialect: any ForeignDialect, families: [ForeignColumn]) async throws -> [NotedRow] {
        var out: [NotedRow] = []
        try await walk(notedKey, columns) { block, row in
            guard let hash = block.cell(row, 0), let number = block.cell(row, 1) else { return }
            out.append(
                NotedRow(
                    key: RowKey([hash, number]).bytes, noted: Fingerprint(hex: String(decoding: hash, as: UTF8.self)) ?? Fingerprint(high: 0, low: 0),
                    value: PortableValue.digest(block, row, from: 2, columns, dialect, families)))
        }
        return out
    }

    struct NotedRow: Sendable {
        var key: RowKeyBytes
        var noted: Fingerprint
        var value: Digest
    }

    /// One walk through all rows of the scan.
    private func walk(_ lead: [String], _ columns: [ForeignColumn], _ each: (CellBlock, Int) -> Void) async throws {
        let select = (lead + columns.map(dialect.cell)).joined(separator: ", ")
        let statement = "SELECT \(select) FROM \(dialect.quoted(scan.table)) WHERE \(scan.condition ?? "1 = 1")"
        try await link.run { try $0.openStream(Array(statement.utf8)) }
        while let block = try await link.run({ try $0.fetch(500) }) { for row in 0..<block.rowCount { each(block, row) } }
        try await link.run { $0.closeStream() }
    }

    /// How many rows the table has.
    func count() async throws -> Int {
        let statement = "SELECT COUNT(*) FROM \(dialect.quoted(scan.table))"
        return try await link.run { Int(try $0.query(statement).int(0, 0) ?? 0) }
    }

    /// Whether any row meets a condition, which is the program's own.
    func hasAny(_ condition: String) async throws -> Bool {
        let any = "SELECT 1 FROM \(dialect.quoted(scan.table)) WHERE \(condition)"
        return try await link.run { try $0.query("SELECT COUNT(*) FROM (\(any) LIMIT 1) x").text(0, 0) != "0" }
    }

    static func key(_ print: Fingerprint, _ number: Int64) -> RowKey { RowKey([Array(print.hex.utf8), Array(String(number).utf8)]) }

    /// Whole rows by their fingerprints, in one walk through the table; `each` gets some hundreds at a time.
    func find(_ wanted: [BaselineEntry], each: @Sendable (CarriedRows) async throws -> Void) async throws {
        var numbers: [Fingerprint: [RowKey]] = [:]
        for entry in wanted { numbers[entry.digest, default: []].append(RowKey(bytes: entry.key)) }
        let columns = [dialect.digest(scan.digested)] + scan.columns.map(dialect.cell)
        let statement = "SELECT \(columns.joined(separator: ", ")) FROM \(dialect.quoted(scan.table)) WHERE \(scan.condition ?? "1 = 1")"
        try await link.run { try $0.openStream(Array(statement.utf8)) }
        while !numbers.isEmpty, let block = try await link.run({ try $0.fetch(500) }) {
            var found = CarriedRows(cells: block, offset: 1, keys: [], digests: [], rows: [])
            for row in 0..<block.rowCount {
                guard let print = block.text(row, 0).flatMap({ Fingerprint(hex: $0) }), let keys = numbers.removeValue(forKey: print) else {
                    continue
                }
                for key in keys {
                    found.keys.append(key)
                    found.digests.append(print)
                    found.rows.append(row)
                }
            }
            if found.count > 0 { try await each(found) }
        }
        try await link.run { $0.closeStream() }
    }
}
