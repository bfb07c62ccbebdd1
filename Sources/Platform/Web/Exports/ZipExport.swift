// Many files in one: a zip archive that leaves as it is made, file by file. Source of the layout: PKWARE's APPNOTE.TXT
// 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16. Zip64 is not written: what would need it is refused.

import CZlib
import Kernel

/// Hands an archive its files: a path with `/` between folders, and the bytes.
public typealias ExportFiles = @Sendable (_ emit: @Sendable (String, [UInt8]) async throws -> Void) async throws -> Void

extension Export {
    /// An archive to save, made while it is sent; one file after the other is held in memory.
    /// - Parameters:
    ///   - name: without its ending.
    ///   - at: the time the files carry, as clocks in the plant show it.
    public static func zip(name: String, at time: CivilTime, files: @escaping ExportFiles) -> WebResponse {
        WebResponse.download(
            name + ".zip", type: "application/zip",
            body: .stream { writer in
                let archive = ZipWriter(at: time)
                try await files { path, bytes in
                    try Task.checkCancellation()
                    for piece in try archive.add(path, bytes) { try await writer.write(piece) }
                }
                try await writer.write(archive.end())
            })
    }

    /// A file or folder name that every system takes: what is special there becomes `_`.
    public static func fileName(_ text: String) -> String {
        let plain = String(text.map { "/\\:*?\"<>|".contains($0) || $0.unicodeScalars.contains { $0.value < 0x20 } ? "_" : $0 }.prefix(100))
        let trimmed = plain.drop { $0 == "." || $0 == " " }.reversed().drop { $0 == "." || $0 == " " }.reversed()
        return trimmed.isEmpty ? "_" : String(trimmed)
    }
}

/// Only ever touched by the task that makes the archive.
final class ZipWriter: @unchecked Sendable {
    static let filesMax = 65_534
    /// Where the last file may end.
    static let bytesMax: Int64 = 0xFFFF_FFFE

    private let time: UInt16
    private let day: UInt16
    private let bytesMax: Int64
    private var offset: Int64 = 0
    private var directory: [UInt8] = []
    private var files = 0
    private var names: Set<String> = []

    init(at time: CivilTime, bytesMax: Int64 = ZipWriter.bytesMax) {
        // Years from 1980, seconds in steps of two.
        let year = min(max(time.date.year, 1980), 2107)
        self.time = UInt16(time.hour << 11 | time.minute << 5 | time.second / 2)
        day = UInt16((year - 1980) << 9 | time.date.month << 5 | time.date.day)
        self.bytesMax = bytesMax
    }

    /// - Returns: what is to be sent, in order.
    /// - Throws: `export_too_large`; `bug` when a name comes twice or is none.
    func add(_ name: String, _ bytes: [UInt8]) throws(Problem) -> [[UInt8]] {
        let path = Array(name.utf8)
        let isOwn = !path.isEmpty && path.count < 1 << 16 && !name.hasPrefix("/") && !name.split(separator: "/").contains("..")
        guard isOwn, names.insert(name).inserted else { throw Problem(.bug, "export_name", ["name": name]) }
        let packed = Self.deflated(bytes)
        let body = packed ?? bytes
        guard files < Self.filesMax, Int64(bytes.count) < bytesMax, offset + Int64(body.count + path.count) + 30 <= bytesMax else {
            throw Problem(.input, "export_too_large")
        }
        let sum = UInt32(truncatingIfNeeded: bytes.withUnsafeBytes { crc32_z(0, $0.bindMemory(to: UInt8.self).baseAddress, $0.count) })
        var common: [UInt8] = []
        // Version 2.0, names in UTF-8.
        for value in [20, 0x0800, packed == nil ? 0 : 8, time, day] as [UInt16] { common.append(little: value) }
        for value in [sum, UInt32(body.count), UInt32(bytes.count)] { common.append(little: value) }
        common.append(little: UInt16(path.count))
        common.append(little: UInt16(0))
        var head: [UInt8] = []
        head.append(little: UInt32(0x0403_4B50))
        head += common + path

        directory.append(little: UInt32(0x0201_4B50))
        // Made on a Unix, as an ordinary file that all may read.
        directory.append(little: UInt16(3 << 8 | 20))
        directory += common
        for value in [0, 0, 0] as [UInt16] { directory.append(little: value) }
        directory.append(little: UInt32(0o100_644 << 16))
        directory.append(little: UInt32(offset))
        directory += path
        offset += Int64(head.count + body.count)
        files += 1
        return [head, body]
    }

    /// The list of files, which ends the archive.
    func end() throws(Problem) -> [UInt8] {
        guard offset + Int64(directory.count) <= bytesMax else { throw Problem(.input, "export_too_large") }
        var out = directory
        out.append(little: UInt32(0x0605_4B50))
        for value in [0, 0, UInt16(files), UInt16(files)] { out.append(little: value) }
        out.append(little: UInt32(directory.count))
        out.append(little: UInt32(offset))
        out.append(little: UInt16(0))
        return out
    }

    /// Nil when packing does not make it smaller, as with pictures that are packed already.
    private static func deflated(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        guard !bytes.isEmpty, bytes.count < Int(UInt32.max), czlib_raw_init(&stream, 6) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var out = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let status = bytes.withUnsafeBufferPointer { input in
            out.withUnsafeMutableBufferPointer { output in
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return deflate(&stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END, stream.total_out < bytes.count else { return nil }
        out.removeLast(out.count - Int(stream.total_out))
        return out
    }
}

extension [UInt8] {
    fileprivate mutating func append(little value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
