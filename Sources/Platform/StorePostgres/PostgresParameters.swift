// Values on their way to a statement, in binary where the type is known: integers as int8, numbers as float8, bytes as
// they are. Text goes without a type, so that the server takes it for what the place wants.

import CPostgres
import Store

struct PostgresParameters {
    let types: [Oid]
    let formats: [Int32]
    private let lengths: [Int32]
    /// Where each value begins in `bytes`; nil for NULL.
    private let offsets: [Int?]
    private let bytes: [UInt8]

    /// - Parameter arrays: the types of values that are given as arrays in binary, in place of `bytea`.
    init(_ values: [SQLValue], arrays: [Oid]? = nil) {
        var types: [Oid] = []
        var formats: [Int32] = []
        var lengths: [Int32] = []
        var offsets: [Int?] = []
        var bytes: [UInt8] = []
        for (index, value) in values.enumerated() {
            offsets.append(value == .null ? nil : bytes.count)
            let start = bytes.count
            switch value {
            case .null:
                types.append(0)
                formats.append(0)
            case .integer(let n):
                types.append(PostgresType.int8)
                formats.append(1)
                Swift.withUnsafeBytes(of: n.bigEndian) { bytes.append(contentsOf: $0) }
            case .real(let d):
                types.append(PostgresType.float8)
                formats.append(1)
                Swift.withUnsafeBytes(of: d.bitPattern.bigEndian) { bytes.append(contentsOf: $0) }
            case .text(let s):
                types.append(0)
                formats.append(0)
                bytes.append(contentsOf: s.utf8)
                bytes.append(0)
            case .bytes(let b):
                types.append(arrays?[index] ?? PostgresType.bytea)
                formats.append(1)
                bytes.append(contentsOf: b)
            }
            lengths.append(Int32(bytes.count - start))
        }
        // An empty value at the very end would otherwise have no address.
        bytes.append(0)
        (self.types, self.formats, self.lengths, self.offsets, self.bytes) = (types, formats, lengths, offsets, bytes)
    }

    /// What tells statements of one text apart that are prepared for values of other types.
    var signature: String { types.map(String.init).joined(separator: ",") }

    /// Calls `body` with the arrays libpq wants; they are valid only during the call.
    func with<T>(
        _ body: (
            _ count: Int32, _ values: UnsafePointer<UnsafePointer<CChar>?>, _ lengths: UnsafePointer<Int32>, _ formats: UnsafePointer<Int32>
        ) -> T
    ) -> T {
        bytes.withUnsafeBytes { raw in
            let start = raw.baseAddress!.assumingMemoryBound(to: CChar.self)
            // One more than there are values, so that the arrays have an address.
            let pointers = offsets.map { offset in offset.map { start + $0 } } + [nil]
            return pointers.withUnsafeBufferPointer { values in
                (lengths + [0]).withUnsafeBufferPointer { lengths in
                    (formats + [0]).withUnsafeBufferPointer { formats in
                        body(Int32(offsets.count), values.baseAddress!, lengths.baseAddress!, formats.baseAddress!)
                    }
                }
            }
        }
    }
}
