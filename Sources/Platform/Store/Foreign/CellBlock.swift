// Rows on their way from one database to another: the bytes of all cells one behind the other, as their engine wrote them.
// A cell is NULL or bytes; what the bytes mean is said by its column.

import Kernel

/// Rows of as many cells each.
public struct CellBlock: Sendable, Hashable {
    public let columnCount: Int
    public private(set) var bytes: [UInt8] = []
    /// Where each cell ends; `-1 - end` for NULL.
    private var ends: [Int] = []

    public init(columnCount: Int) { self.columnCount = columnCount }

    public var rowCount: Int { columnCount == 0 ? 0 : ends.count / columnCount }

    public mutating func append(_ cell: UnsafeRawBufferPointer?) {
        guard let cell else { return ends.append(-1 - bytes.count) }
        bytes.append(contentsOf: cell)
        ends.append(bytes.count)
    }

    public mutating func append(_ cell: [UInt8]?) {
        guard let cell else { return append(nil as UnsafeRawBufferPointer?) }
        cell.withUnsafeBytes { append($0) }
    }

    /// A row of another block of the same columns.
    public mutating func append(row: Int, of other: CellBlock) {
        for column in 0..<columnCount { other.withCell(row, column) { append($0) } }
    }

    private func range(_ index: Int) -> Range<Int>? {
        let end = ends[index]
        guard end >= 0 else { return nil }
        let before = index == 0 ? 0 : ends[index - 1]
        return (before >= 0 ? before : -1 - before)..<end
    }

    /// Bytes of a cell; 0 for NULL.
    func length(_ row: Int, _ column: Int) -> Int { range(row * columnCount + column)?.count ?? 0 }

    public func isNull(_ row: Int, _ column: Int) -> Bool { ends[row * columnCount + column] < 0 }

    /// The cell's bytes, valid during the call; nil for NULL.
    @inline(__always)
    public func withCell<T>(_ row: Int, _ column: Int, _ body: (UnsafeRawBufferPointer?) throws -> T) rethrows -> T {
        guard let range = range(row * columnCount + column) else { return try body(nil) }
        return try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    public func cell(_ row: Int, _ column: Int) -> [UInt8]? { withCell(row, column) { $0.map { Array($0) } } }
    public func text(_ row: Int, _ column: Int) -> String? { withCell(row, column) { $0.map { String(decoding: $0, as: UTF8.self) } } }
    public func int(_ row: Int, _ column: Int) -> Int64? { text(row, column).flatMap { Int64($0) } }
}

/// The key of a row as bytes: each cell with its length before it, so that no two keys look alike.
public struct RowKey: Sendable, Hashable {
    public var bytes: [UInt8]
    public init(bytes: [UInt8]) { self.bytes = bytes }

    public init(_ cells: [[UInt8]]) {
        bytes = []
        for cell in cells {
            Self.put(cell.count, &bytes)
            bytes += cell
        }
    }

    /// The first `count` cells of a row from column `start`.
    public init(_ block: CellBlock, row: Int, from start: Int, count: Int) {
        bytes = []
        bytes.reserveCapacity((start..<start + count).reduce(0) { $0 + 2 + block.length(row, $1) })
        for column in start..<start + count {
            block.withCell(row, column) { cell in
                Self.put(cell?.count ?? 0, &bytes)
                if let cell { bytes.append(contentsOf: cell) }
            }
        }
    }

    public var cells: [[UInt8]] {
        var out: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Self.take(&rest)
            out.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return out
    }

    /// For people: the cells with commas between them; bytes that are no text in hexadecimal.
    public var shown: String {
        cells.map { cell in
            String(validating: cell, as: UTF8.self).map { $0.count > 80 ? String($0.prefix(80)) + "…" : $0 }
                ?? "0x" + cell.prefix(40).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }.joined(separator: ", ")
    }

    private static func put(_ number: Int, _ out: inout [UInt8]) {
        var rest = number
        while rest >= 128 {
            out.append(UInt8(rest & 127) | 128)
            rest >>= 7
        }
        out.append(UInt8(rest))
    }

    private static func take(_ rest: inout ArraySlice<UInt8>) -> Int {
        var (number, shift) = (0, 0)
        while let byte = rest.popFirst() {
            number |= Int(byte & 127) << shift
            guard byte >= 128, shift < 56 else { break }
            shift += 7
        }
        return number
    }
}
