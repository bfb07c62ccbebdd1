// Rows on their way into a table, by the hundred. SQLite opens and closes every index of a table for each INSERT of one
// row; fed from a virtual table, one INSERT … SELECT takes the whole batch and opens them once.

import GRDBSQLite
import Kernel

/// Values of some rows, column after column, row after row.
final class RowBatch {
    static let rowsMax = 1000
    private static let bytesMax = 1 << 18

    /// A value: text and blobs lie in `bytes`.
    private struct Cell {
        enum Kind: UInt8 { case null, integer, text, blob }
        /// The integer, or where the bytes start.
        var value: Int64 = 0
        var count: Int32 = 0
        var kind = Kind.null
    }

    let columnCount: Int
    private(set) var rowCount = 0
    private var cells: UnsafeMutablePointer<Cell>
    private var cellCount = 0
    private var bytes: UnsafeMutableRawPointer
    private var byteCount = 0
    private var byteCapacity = RowBatch.bytesMax + (1 << 16)

    init(columnCount: Int) {
        self.columnCount = columnCount
        cells = .allocate(capacity: columnCount * Self.rowsMax)
        bytes = .allocate(byteCount: byteCapacity, alignment: 16)
    }

    deinit {
        cells.deallocate()
        bytes.deallocate()
    }

    var isFull: Bool { rowCount == Self.rowsMax || byteCount >= Self.bytesMax }

    @inline(__always)
    func null() { put(Cell()) }
    @inline(__always)
    func integer(_ value: Int64) { put(Cell(value: value, kind: .integer)) }
    @inline(__always)
    func text(_ utf8: UnsafeRawBufferPointer) { put(utf8, .text) }
    @inline(__always)
    func blob(_ content: UnsafeRawBufferPointer) { put(content, .blob) }

    func endRow() throws {
        rowCount += 1
        guard cellCount == rowCount * columnCount else {
            throw Problem(.bug, "bulk_columns", ["columns": String(columnCount)])
        }
    }

    func clear() {
        (rowCount, cellCount, byteCount) = (0, 0, 0)
    }

    @inline(__always)
    private func put(_ cell: Cell) {
        precondition(cellCount < columnCount * Self.rowsMax)
        (cells + cellCount).initialize(to: cell)
        cellCount += 1
    }

    @inline(__always)
    private func put(_ content: UnsafeRawBufferPointer, _ kind: Cell.Kind) {
        let count = content.count
        if byteCount + count > byteCapacity { grow(count) }
        if let base = content.baseAddress { (bytes + byteCount).copyMemory(from: base, byteCount: count) }
        put(Cell(value: Int64(byteCount), count: Int32(count), kind: kind))
        byteCount += count
    }

    private func grow(_ needed: Int) {
        byteCapacity = max(byteCapacity * 2, byteCount + needed)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: byteCapacity, alignment: 16)
        larger.copyMemory(from: bytes, byteCount: byteCount)
        bytes.deallocate()
        bytes = larger
    }

    /// Hands a value to SQLite, which reads it in place: a batch does not change while it is being inserted.
    @inline(__always)
    fileprivate func give(row: Int, column: Int, to context: OpaquePointer?) {
        guard column < columnCount else { return sqlite3_result_null(context) }
        let cell = cells[row * columnCount + column]
        switch cell.kind {
        case .null: sqlite3_result_null(context)
        case .integer: sqlite3_result_int64(context, cell.value)
        case .text:
            let start = (bytes + Int(cell.value)).assumingMemoryBound(to: CChar.self)
            sqlite3_result_text64(context, start, UInt64(cell.count), nil, UInt8(SQLITE_UTF8))
        case .blob:
            if cell.count == 0 {
                sqlite3_result_zeroblob(context, 0)
            } else {
                sqlite3_result_blob64(context, bytes + Int(cell.value), UInt64(cell.count), nil)
            }
        }
    }
}

/// The virtual table `gemba_rows(batch)`: the rows of the batch that is bound as its argument.
enum RowSource {
    static let table = "gemba_rows"
    /// Columns `c0`, `c1`, …; a batch has at most as many.
    static let columnsMax = 64
    /// What a bound pointer must call itself to be taken for a batch.
    private static let pointerType: StaticString = "gemba_rows"

    /// Gives a connection the table.
    static func install(on connection: OpaquePointer?) throws {
        let code = sqlite3_create_module_v2(connection, table, module, nil, nil)
        guard code == SQLITE_OK else { throw Problem(.bug, "store_row_source", cause: String(cString: sqlite3_errstr(code))) }
    }

    /// Binds a batch, which has to live until the statement is reset.
    static func bind(_ batch: RowBatch, to statement: OpaquePointer?) {
        let pointer = Unmanaged.passUnretained(batch).toOpaque()
        sqlite3_bind_pointer(statement, 1, pointer, typeName, nil)
    }

    private static var typeName: UnsafePointer<CChar> { UnsafeRawPointer(pointerType.utf8Start).assumingMemoryBound(to: CChar.self) }

    private struct Cursor {
        var base = sqlite3_vtab_cursor()
        var batch: Unmanaged<RowBatch>?
        var row = 0
    }

    private static func cursor(_ base: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> UnsafeMutablePointer<Cursor> {
        UnsafeMutableRawPointer(base!).assumingMemoryBound(to: Cursor.self)
    }

    nonisolated(unsafe) private static let module: UnsafePointer<sqlite3_module> = {
        var module = sqlite3_module()
        module.xConnect = { connection, _, _, _, out, _ in
            let columns = (0..<RowSource.columnsMax).map { "c\($0)" }.joined(separator: ", ")
            let code = sqlite3_declare_vtab(connection, "CREATE TABLE rows (\(columns), batch HIDDEN)")
            guard code == SQLITE_OK else { return code }
            let made = UnsafeMutablePointer<sqlite3_vtab>.allocate(capacity: 1)
            made.initialize(to: sqlite3_vtab())
            out?.pointee = made
            return SQLITE_OK
        }
        module.xDisconnect = { table in
            table?.deallocate()
            return SQLITE_OK
        }
        module.xBestIndex = { _, info in
            guard let info else { return SQLITE_ERROR }
            for i in 0..<Int(info.pointee.nConstraint) {
                let constraint = info.pointee.aConstraint[i]
                guard Int(constraint.iColumn) == RowSource.columnsMax, constraint.usable != 0,
                    Int32(constraint.op) == SQLITE_INDEX_CONSTRAINT_EQ
                else { continue }
                info.pointee.aConstraintUsage[i].argvIndex = 1
                info.pointee.aConstraintUsage[i].omit = 1
                info.pointee.estimatedCost = 1
                return SQLITE_OK
            }
            return SQLITE_CONSTRAINT
        }
        module.xOpen = { _, out in
            let made = UnsafeMutablePointer<Cursor>.allocate(capacity: 1)
            made.initialize(to: Cursor())
            out?.pointee = UnsafeMutableRawPointer(made).assumingMemoryBound(to: sqlite3_vtab_cursor.self)
            return SQLITE_OK
        }
        module.xClose = { base in
            RowSource.cursor(base).deallocate()
            return SQLITE_OK
        }
        module.xFilter = { base, _, _, count, values in
            let cursor = RowSource.cursor(base)
            cursor.pointee.row = 0
            cursor.pointee.batch = nil
            if count == 1, let values, let pointer = sqlite3_value_pointer(values[0], RowSource.typeName) {
                cursor.pointee.batch = Unmanaged<RowBatch>.fromOpaque(pointer)
            }
            return SQLITE_OK
        }
        module.xNext = { base in
            RowSource.cursor(base).pointee.row += 1
            return SQLITE_OK
        }
        module.xEof = { base in
            let cursor = RowSource.cursor(base)
            guard let batch = cursor.pointee.batch else { return 1 }
            return batch._withUnsafeGuaranteedRef { cursor.pointee.row >= $0.rowCount } ? 1 : 0
        }
        module.xColumn = { base, context, column in
            let cursor = RowSource.cursor(base)
            cursor.pointee.batch?._withUnsafeGuaranteedRef { $0.give(row: cursor.pointee.row, column: Int(column), to: context) }
            return SQLITE_OK
        }
        module.xRowid = { base, id in
            id?.pointee = Int64(RowSource.cursor(base).pointee.row)
            return SQLITE_OK
        }
        let kept = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
        kept.initialize(to: module)
        return UnsafePointer(kept)
    }()
}
