// Files that a sync meets for the first time, a million of them in some hundred MiB less than as values of their own: one
// after the other in pieces of memory, and handed on in the order of their hashes, which is the order of their table.

import Kernel

package struct NewMasks: Sendable {
    /// Where a file lies.
    private struct Place: Sendable {
        var hash: UInt64
        var piece: Int32
        var offset: Int32
    }

    /// A file where it lies: valid only during the call.
    struct View {
        let hash: UInt64
        let id: UnsafeRawBufferPointer
        let name: UnsafeRawBufferPointer
        let uploadedBy: UnsafeRawBufferPointer?
        let bytes: Int64
        let uploadedAt: Int64
        let completeness: MaskFile.Completeness
    }

    private var places: [Place] = []
    private var pieces: [[UInt8]] = []
    private static let pieceBytes = 1 << 20

    package init() {}

    package var count: Int { places.count }
    package var isEmpty: Bool { places.isEmpty }

    package mutating func append(_ file: MaskFile) {
        var (id, name, by) = (file.id.storable, file.name.storable, file.uploadedBy?.kept(190))
        id.withUTF8 { id in
            name.withUTF8 { name in
                let (id, name) = (UnsafeRawBufferPointer(id), UnsafeRawBufferPointer(name))
                guard by != nil else {
                    append(file.hash, id, name, nil, file.bytes, file.uploadedAt, file.completeness)
                    return
                }
                by?.withUTF8 { append(file.hash, id, name, UnsafeRawBufferPointer($0), file.bytes, file.uploadedAt, file.completeness) }
            }
        }
    }

    /// - Parameters:
    ///   - id: as `MaskFile` has it, in UTF-8 as all texts here.
    ///   - at: in milliseconds since the epoch.
    mutating func append(
        _ hash: UInt64, _ id: UnsafeRawBufferPointer, _ name: UnsafeRawBufferPointer, _ by: UnsafeRawBufferPointer?, _ bytes: Int64, _ at: Int64,
        _ completeness: MaskFile.Completeness
    ) {
        let size = 29 + id.count + name.count + (by?.count ?? 0)
        if pieces.last.map({ $0.count + size > Self.pieceBytes }) ?? true {
            var piece: [UInt8] = []
            piece.reserveCapacity(max(size, Self.pieceBytes))
            pieces.append(piece)
        }
        let last = pieces.count - 1
        places.append(Place(hash: hash, piece: Int32(last), offset: Int32(pieces[last].count)))
        func number(_ value: some FixedWidthInteger) { withUnsafeBytes(of: value) { pieces[last].append(contentsOf: $0) } }
        number(bytes)
        number(at)
        number(Int32(id.count))
        number(Int32(name.count))
        number(by.map { Int32($0.count) } ?? -1)
        number(UInt8(completeness.rawValue))
        pieces[last].append(contentsOf: id)
        pieces[last].append(contentsOf: name)
        if let by { pieces[last].append(contentsOf: by) }
    }

    /// The same as values, for those who look at few.
    package var all: [MaskFile] {
        var out: [MaskFile] = []
        func text(_ utf8: UnsafeRawBufferPointer) -> String { String(decoding: utf8, as: UTF8.self) }
        forEach(0..<count) { file in
            out.append(
                MaskFile(
                    hash: file.hash, id: text(file.id), name: text(file.name), bytes: file.bytes, uploadedAt: file.uploadedAt,
                    uploadedBy: file.uploadedBy.map(text), completeness: file.completeness))
        }
        return out
    }

    /// Brings the files into the order of their hashes, as the table's numbers are.
    package mutating func sort() { places.sort { Int64(bitPattern: $0.hash) < Int64(bitPattern: $1.hash) } }

    package func hash(at place: Int) -> UInt64 { places[place].hash }

    /// Looks at files in place.
    /// - Parameter range: positions from 0 on.
    func forEach(_ range: Range<Int>, _ body: (View) throws -> Void) rethrows {
        for place in places[range] {
            try pieces[Int(place.piece)].withUnsafeBytes { piece in
                let all = UnsafeRawBufferPointer(rebasing: piece[Int(place.offset)...])
                func number<T: FixedWidthInteger>(_: T.Type, _ offset: Int) -> T { all.loadUnaligned(fromByteOffset: offset, as: T.self) }
                func text(_ offset: Int, _ count: Int32) -> UnsafeRawBufferPointer {
                    UnsafeRawBufferPointer(rebasing: all[offset..<offset + Int(count)])
                }
                let (id, name, by) = (number(Int32.self, 16), number(Int32.self, 20), number(Int32.self, 24))
                try body(
                    View(
                        hash: place.hash, id: text(29, id), name: text(29 + Int(id), name),
                        uploadedBy: by < 0 ? nil : text(29 + Int(id) + Int(name), by),
                        bytes: number(Int64.self, 0), uploadedAt: number(Int64.self, 8),
                        completeness: MaskFile.Completeness(rawValue: Int64(all[28])) ?? .unknown))
            }
        }
    }
}
