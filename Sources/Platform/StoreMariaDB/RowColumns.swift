// Rows on their way into a table, kept column by column in memory: the form in which the client library takes many rows
// at once.

import CMariaDB
import Glibc
import Kernel

/// Some rows of integers, texts and bytes.
final class RowColumns {
    enum Kind: UInt8 { case null, integer, text, bytes }

    /// One column's values. An integer stands for itself; for text and bytes it is where they begin.
    private struct Column {
        var values: UnsafeMutablePointer<Int>
        var counts: UnsafeMutablePointer<UInt>
        var indicators: UnsafeMutablePointer<CChar>
        /// `null` until the first value came.
        var kind = Kind.null
    }

    let columnCount: Int
    private let rowsMax: Int
    private let bytesMax: Int
    private(set) var rowCount = 0
    /// How many values the row in hand has.
    private var at = 0
    private var isMixed = false
    private let columns: UnsafeMutablePointer<Column>
    private var room: UnsafeMutableRawPointer
    private var roomSize: Int
    private(set) var byteCount = 0

    init(columnCount: Int, rowsMax: Int, bytesMax: Int) {
        (self.columnCount, self.rowsMax, self.bytesMax) = (columnCount, rowsMax, bytesMax)
        columns = .allocate(capacity: columnCount)
        for i in 0..<columnCount {
            (columns + i).initialize(
                to: Column(values: .allocate(capacity: rowsMax), counts: .allocate(capacity: rowsMax), indicators: .allocate(capacity: rowsMax)))
        }
        roomSize = 1 << 16
        room = .allocate(byteCount: roomSize, alignment: 16)
    }

    deinit {
        for i in 0..<columnCount {
            columns[i].values.deallocate()
            columns[i].counts.deallocate()
            columns[i].indicators.deallocate()
        }
        columns.deallocate()
        room.deallocate()
    }

    var isFull: Bool { rowCount == rowsMax || byteCount >= bytesMax }

    @inline(__always)
    func null() { put(0, 0, .null) }
    @inline(__always)
    func integer(_ value: Int64) { put(Int(value), 8, .integer) }
    @inline(__always)
    func text(_ utf8: UnsafeRawBufferPointer) { put(utf8, .text) }
    @inline(__always)
    func blob(_ content: UnsafeRawBufferPointer) { put(content, .bytes) }

    /// - Throws: `bulk_columns` when the row has too few or too many values, or a column has both numbers and text.
    func endRow() throws {
        guard at == columnCount, !isMixed else { throw Problem(.bug, "bulk_columns", ["columns": String(columnCount)]) }
        at = 0
        rowCount += 1
    }

    func clear() {
        (rowCount, byteCount, at) = (0, 0, 0)
        for i in 0..<columnCount { columns[i].kind = .null }
    }

    @inline(__always)
    private func put(_ content: UnsafeRawBufferPointer, _ kind: Kind) {
        let count = content.count
        if byteCount + count >= roomSize { grow(count) }
        if let base = content.baseAddress { (room + byteCount).copyMemory(from: base, byteCount: count) }
        put(byteCount, UInt(count), kind)
        byteCount += count
    }

    @inline(__always)
    private func put(_ value: Int, _ count: UInt, _ kind: Kind) {
        guard at < columnCount else {
            isMixed = true
            return
        }
        let column = columns + at
        column.pointee.values[rowCount] = value
        column.pointee.counts[rowCount] = count
        column.pointee.indicators[rowCount] = CChar((kind == .null ? STMT_INDICATOR_NULL : STMT_INDICATOR_NONE).rawValue)
        if column.pointee.kind != kind, kind != .null {
            if column.pointee.kind == .null { column.pointee.kind = kind } else { isMixed = true }
        }
        at += 1
    }

    private func grow(_ needed: Int) {
        roomSize = max(roomSize * 2, byteCount + needed + 1)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: roomSize, alignment: 16)
        larger.copyMemory(from: room, byteCount: byteCount)
        room.deallocate()
        room = larger
    }

    /// Hands the columns over as the client library takes them; they hold during the call, and the rows are spent by it.
    func withBinds(_ body: (UnsafeMutablePointer<MYSQL_BIND>) throws -> Void) rethrows {
        try withUnsafeTemporaryAllocation(of: MYSQL_BIND.self, capacity: columnCount) { binds in
            binds.initialize(repeating: MYSQL_BIND())
            for i in 0..<columnCount {
                let column = columns[i]
                switch column.kind {
                case .null, .integer: binds[i].buffer_type = MYSQL_TYPE_LONGLONG
                case .text, .bytes:
                    binds[i].buffer_type = column.kind == .text ? MYSQL_TYPE_STRING : MYSQL_TYPE_BLOB
                    // What was a place in `room` becomes an address, which takes as many bytes.
                    let base = Int(bitPattern: room)
                    for row in 0..<rowCount { column.values[row] += base }
                }
                binds[i].buffer = UnsafeMutableRawPointer(column.values)
                binds[i].length = column.counts
                binds[i].u.indicator = column.indicators
            }
            try body(binds.baseAddress!)
        }
    }
}

extension RowColumns {
    /// The rows in the order of their first `keyCount` columns; of rows with the same key one remains, which holds the sums
    /// of the other columns. Writers that all send their rows in the same order do not wait for each other in a circle.
    func summed(keyCount: Int) -> RowColumns {
        var order = Array(0..<rowCount)
        order.sort { comparison($0, $1, keyCount) < 0 }
        let out = RowColumns(columnCount: columnCount, rowsMax: rowsMax, bytesMax: bytesMax)
        for (place, row) in order.enumerated() {
            if place > 0, comparison(order[place - 1], row, keyCount) == 0 {
                for i in keyCount..<columnCount { out.columns[i].values[out.rowCount - 1] += columns[i].values[row] }
                continue
            }
            for i in 0..<columnCount {
                let column = columns[i]
                let kind = column.indicators[row] == 0 ? column.kind : .null
                switch kind {
                case .null, .integer: out.put(column.values[row], column.counts[row], kind)
                case .text, .bytes: out.put(content(column, row), kind)
                }
            }
            (out.at, out.rowCount) = (0, out.rowCount + 1)
        }
        return out
    }

    private func content(_ column: Column, _ row: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: room + column.values[row], count: Int(column.counts[row]))
    }

    /// Negative when row `a` comes before row `b`, 0 when they have the same key.
    private func comparison(_ a: Int, _ b: Int, _ keyCount: Int) -> Int {
        for i in 0..<keyCount {
            let column = columns[i]
            if column.kind == .integer || column.kind == .null {
                if column.values[a] != column.values[b] { return column.values[a] < column.values[b] ? -1 : 1 }
                continue
            }
            let (x, y) = (content(column, a), content(column, b))
            let order = memcmp(x.baseAddress!, y.baseAddress!, min(x.count, y.count))
            if order != 0 { return Int(order) }
            if x.count != y.count { return x.count - y.count }
        }
        return 0
    }
}
