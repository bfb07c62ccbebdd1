// Writes rows into a central table, in batches of one statement. A batch that the database refuses is halved until the row
// is found that it refuses; the rest goes in.

import Kernel
import Store

/// Rows of a branch on their way: their keys, fingerprints and cells.
struct CarriedRows: Sendable {
    /// All columns of `CentralTable.columns`.
    var cells: CellBlock
    /// Where a row's cells begin in the block.
    var offset: Int
    var keys: [RowKey]
    var digests: [Fingerprint]
    /// Rows of the block, one for each key.
    var rows: [Int]

    var count: Int { keys.count }
    func slice(_ range: Range<Int>) -> CarriedRows {
        CarriedRows(
            cells: cells, offset: offset, keys: Array(keys[range]), digests: Array(digests[range]), rows: Array(rows[range]))
    }
}

/// A row that was refused.
struct Refusal: Sendable {
    var index: Int
    var code: String
    var detail: String
}

struct CentralWriter: Sendable {
    let table: CentralTable
    let run: Int64
    let now: Instant
    private let traceStart: [UInt8]
    private let traceEnd: [UInt8]
    /// Rows and bytes of one statement.
    static let rowsMax = 500
    /// Fewer rows are written as literals.
    static let bulkMin = 20
    static let bytesMax = 1 << 20

    /// - Parameter database: the branch's own name, as it stands beside each row.
    init(_ table: CentralTable, database: String, run: Int64, now: Instant) {
        (self.table, self.run, self.now) = (table, run, now)
        let dialect = table.dialect
        traceStart = Array(", \(dialect.text(table.alias)), \(dialect.text(database)), \(dialect.moment(now)), '".utf8)
        traceEnd = Array("', \(run), NULL".utf8)
    }

    private var dialect: any ForeignDialect { table.dialect }
    private var names: [String] { table.central.map(\.name) + table.trace.map(\.name) }

    // MARK: rows that are there

    /// Puts rows in, in the place of those with the same keys.
    func put(_ all: CarriedRows, _ session: any ForeignSession) throws -> [Refusal] {
        var refusals = (0..<all.count).compactMap { index in
            table.unheld(all, index).map { Refusal(index: index, code: "range", detail: "the central database cannot hold \($0) as it is") }
        }
        guard refusals.isEmpty else {
            let away = Set(refusals.map(\.index))
            let places = (0..<all.count).filter { !away.contains($0) }
            let rest = CarriedRows(
                cells: all.cells, offset: all.offset, keys: places.map { all.keys[$0] }, digests: places.map { all.digests[$0] },
                rows: places.map { all.rows[$0] })
            for refusal in try put(rest, session) {
                refusals.append(Refusal(index: places[refusal.index], code: refusal.code, detail: refusal.detail))
            }
            return refusals
        }
        let rows = all
        if rows.count >= Self.bulkMin, try isPutByBulk(rows, session) { return [] }
        var start = 0
        while start < rows.count {
            var statement = head()
            var end = start
            while end < rows.count, end - start < Self.rowsMax, statement.count < Self.bytesMax {
                if end > start { statement += Array(", ".utf8) }
                append(rows, end, to: &statement)
                end += 1
            }
            statement += Array(dialect.onConflict(key: table.primaryKey, update: updated).utf8)
            try attempt(statement, rows, start..<end, session, &refusals)
            start = end
        }
        return refusals
    }

    /// Puts all rows in by values rather than literals, where the engine can.
    /// - Returns: false, having done nothing, where it cannot or where it refuses one of them.
    private func isPutByBulk(_ rows: CarriedRows, _ session: any ForeignSession) throws -> Bool {
        // A row of bits is bound as a number, everything else as its own text or bytes.
        guard !table.hasOtherKeys, !table.isKeyless, table.sourceDialect.engine == dialect.engine,
            !table.central.contains(where: { $0.family == .bits })
        else {
            return false
        }
        let isBinary = table.central.map { $0.family == .binary }
        do {
            return try session.attempt {
                guard let bulk = try session.bulkInsert(bulkStatement, columnCount: isBinary.count + 1) else { return false }
                for index in 0..<rows.count {
                    let row = rows.rows[index]
                    for column in isBinary.indices {
                        rows.cells.withCell(row, rows.offset + column) { cell in
                            guard let cell else { return bulk.null() }
                            if isBinary[column] { bulk.bytes(cell) } else { bulk.text(cell) }
                        }
                    }
                    try rows.digests[index].withHex { hex in
                        bulk.text(hex)
                        try bulk.endRow()
                    }
                }
                try bulk.finish()
                return true
            }
        } catch let problem as Problem where problem.code == "foreign_row" { return false }
    }

    private var bulkStatement: String {
        let marks = table.central.map { _ in "?, " }.joined()
        let traces = String(decoding: traceStart.dropFirst(2).dropLast() + Array("?".utf8) + traceEnd.dropFirst(), as: UTF8.self)
        let more = table.policy.update == .versions ? ["0", "NULL", "NULL"] : []
        return "INSERT INTO \(dialect.quoted(table.name)) (\(dialect.list(names))) VALUES (\(marks)\(([traces] + more).joined(separator: ", ")))"
            + dialect.onConflict(key: table.primaryKey, update: updated)
    }

    private var updated: [String] { names.filter { !table.primaryKey.contains($0) } }

    private func head() -> [UInt8] { Array("INSERT INTO \(dialect.quoted(table.name)) (\(dialect.list(names))) VALUES ".utf8) }

    private func statement(_ rows: CarriedRows, _ range: Range<Int>) -> [UInt8] {
        var out = head()
        for index in range {
            if index > range.lowerBound { out += Array(", ".utf8) }
            append(rows, index, to: &out)
        }
        return out + Array(dialect.onConflict(key: table.primaryKey, update: updated).utf8)
    }

    private func attempt(
        _ statement: [UInt8], _ rows: CarriedRows, _ range: Range<Int>, _ session: any ForeignSession, _ refusals: inout [Refusal]
    ) throws {
        do {
            try session.attempt {
                if table.hasOtherKeys {
                    // With keys of its own, the database might take another row for the one that is replaced.
                    try session.execute(Array("DELETE FROM \(dialect.quoted(table.name)) WHERE \(table.own) AND ".utf8) + keys(rows.keys[range]))
                }
                try session.execute(statement)
            }
        } catch let problem as Problem where problem.code == "foreign_row" {
            guard range.count > 1 else {
                if try isTakenLeniently(statement, rows, range.lowerBound, session) { return }
                refusals.append(Refusal(index: range.lowerBound, code: problem.parameters["code"] ?? "", detail: problem.cause ?? ""))
                return
            }
            let middle = range.lowerBound + range.count / 2
            for half in [range.lowerBound..<middle, middle..<range.upperBound] {
                try attempt(self.statement(rows, half), rows, half, session, &refusals)
            }
        }
    }

    /// Writes one row without the session's own rules, and keeps it only when it is then what it is in the branch.
    private func isTakenLeniently(_ statement: [UInt8], _ rows: CarriedRows, _ index: Int, _ session: any ForeignSession) throws -> Bool {
        guard table.isComparable, !table.hasOtherKeys, let lenient = dialect.lenient(statement) else { return false }
        let select = "SELECT \(dialect.digest(table.live.digested)) FROM \(dialect.quoted(table.name)) WHERE \(table.own) AND "
        do {
            try session.attempt {
                try session.execute(lenient)
                let found = try session.query(Array(select.utf8) + keys([rows.keys[index]]))
                guard found.rowCount == 1, found.text(0, 0)?.lowercased() == rows.digests[index].hex else {
                    throw Problem(.conflict, "foreign_row", cause: "the row would be another one")
                }
            }
            return true
        } catch let problem as Problem where problem.code == "foreign_row" || problem.family == .bug { return false }
    }

    private func append(_ rows: CarriedRows, _ index: Int, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "("))
        for column in table.central.indices {
            if column > 0 { out += [UInt8(ascii: ","), UInt8(ascii: " ")] }
            rows.cells.withCell(rows.rows[index], rows.offset + column) { table.append($0, column, to: &out) }
        }
        out += traceStart
        out += Array(rows.digests[index].hex.utf8)
        out += traceEnd
        if table.isKeyless { out += Array(", \(occurrence(rows.keys[index]))".utf8) }
        if table.policy.update == .versions { out += Array(", 0, NULL, NULL".utf8) }
        out.append(UInt8(ascii: ")"))
    }

    private func occurrence(_ key: RowKey) -> String { key.cells.count > 1 ? String(decoding: key.cells[1], as: UTF8.self) : "1" }

    private func keys(_ keys: some Sequence<RowKey>) -> [UInt8] {
        dialect.condition(keys: keys.map(bound), table.centralKey)
    }

    /// A key as its literals are written; keys of tables without one are ours.
    func bound(_ key: RowKey) -> RowKey {
        guard table.isKeyless, dialect.engine == .sqlite else { return table.centralKey(key) }
        let cells = key.cells
        return RowKey([Array("t".utf8) + cells[0], Array("i".utf8) + cells[1]])
    }

    /// Keeps what the rows are now as a version of its own, also of one that has been deleted and comes again.
    func keepVersions(_ keys: [RowKey], _ session: any ForeignSession) throws {
        guard table.policy.update == .versions else { return }
        let copied = names.filter { ![TraceColumn.version, TraceColumn.replaced, TraceColumn.replacedBy].contains($0) }
        let (name, number) = (dialect.quoted(table.name), dialect.quoted(TraceColumn.version))
        let key = dialect.list(table.centralKey.map(\.name))
        let isMine = "\(dialect.quoted(TraceColumn.alias)) = \(dialect.text(table.alias))"
        for part in Self.parts(keys) {
            let condition = String(decoding: self.keys(part), as: UTF8.self)
            // One look at all states of these rows. A look back from each row would be plainer, and MariaDB 10.11 finds nothing
            // in it behind a key of 2^63 or more.
            try session.again(
                """
                INSERT INTO \(name) (\(dialect.list(copied + [TraceColumn.version, TraceColumn.replaced, TraceColumn.replacedBy]))) \
                SELECT \(dialect.list(copied)), newest_of_all + 1, \(dialect.moment(now)), \(run) FROM \
                (SELECT x.*, MAX(\(number)) OVER (PARTITION BY \(key)) AS newest_of_all FROM \(name) x WHERE \(isMine) AND \(condition)) a \
                WHERE \(number) = 0
                """, dialect)
        }
    }

    // MARK: rows that are gone

    func remove(_ keys: [RowKey], _ session: any ForeignSession) throws {
        guard table.policy.delete != .ignore else { return }
        for part in Self.parts(keys) {
            let condition = Array(" WHERE \(table.liveCondition) AND ".utf8) + self.keys(part)
            let name = dialect.quoted(table.name)
            let deed =
                table.policy.delete == .mirror
                ? "DELETE FROM \(name)"
                : """
                UPDATE \(name) SET \(dialect.quoted(TraceColumn.deleted)) = \(dialect.moment(now)), \
                \(dialect.quoted(TraceColumn.synced)) = \(dialect.moment(now)), \(dialect.quoted(TraceColumn.run)) = \(run)
                """
            try session.execute(Array(deed.utf8) + condition)
        }
    }

    static func parts(_ keys: [RowKey]) -> [ArraySlice<RowKey>] {
        stride(from: 0, to: keys.count, by: rowsMax).map { keys[$0..<min($0 + rowsMax, keys.count)] }
    }

    // MARK: what undoing needs

    /// The central rows with these keys as they are, with all their columns; not those that this run has touched already, such
    /// as one that goes under one spelling of its key and comes under another.
    func before(_ keys: [RowKey], _ session: any ForeignSession) throws -> [UInt8] {
        var writer = ByteWriter()
        let all = table.central + table.trace
        writer.number(UInt64(all.count))
        for column in all { writer.text(column.name) }
        for part in Self.parts(keys) {
            let select =
                "SELECT \(all.map(dialect.cell).joined(separator: ", ")) FROM \(dialect.quoted(table.name)) WHERE \(table.own) "
                + "AND \(dialect.quoted(TraceColumn.run)) <> \(run) AND "
            let block = try session.query(Array(select.utf8) + self.keys(part))
            for row in 0..<block.rowCount {
                for column in all.indices {
                    block.withCell(row, column) { cell in
                        // 0 for NULL, else the length and one.
                        writer.number(cell.map { UInt64($0.count) + 1 } ?? 0)
                        if let cell { writer.bytes.append(contentsOf: cell) }
                    }
                }
            }
        }
        return writer.bytes
    }
}

extension ForeignSession {
    /// Writes rows that this table has held before, where a strict session refuses them without the session's own rules.
    func again(_ insert: String, _ dialect: any ForeignDialect) throws { try again(Array(insert.utf8), dialect) }

    func again(_ insert: [UInt8], _ dialect: any ForeignDialect) throws {
        do {
            _ = try attempt { try execute(insert) }
        } catch let problem as Problem where problem.code == "foreign_row" {
            guard let lenient = dialect.lenient(insert) else { throw problem }
            try execute(lenient)
        }
    }
}

/// Rows as `CentralWriter.before` has written them.
struct RowsBefore {
    var names: [String]
    var rows: [[[UInt8]?]]

    init(_ bytes: [UInt8]) throws(Problem) {
        var reader = ByteReader(bytes)
        (names, rows) = ([], [])
        for _ in 0..<(try reader.number()) { names.append(try reader.text()) }
        while !reader.isAtEnd {
            var row: [[UInt8]?] = []
            for _ in names { row.append(try reader.optionalPiece()) }
            rows.append(row)
        }
    }
}

extension ByteReader {
    mutating func optionalPiece() throws(Problem) -> [UInt8]? {
        let length = try number()
        guard length > 0 else { return nil }
        return try take(Int(length) - 1)
    }
}
