// gzip by the system's zlib, at a level that costs little: answers are packed while somebody waits.

import CZlib

enum Gzip {
    /// Nil when zlib has no memory, in which case the bytes go out as they are.
    static func compress(_ bytes: [UInt8], level: Int32 = 5) -> [UInt8]? {
        var stream = z_stream()
        guard czlib_gzip_init(&stream, level) == Z_OK else { return nil }
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
        guard status == Z_STREAM_END else { return nil }
        out.removeLast(out.count - Int(stream.total_out))
        return out
    }
}

/// gzip of an answer that is made piece by piece; each piece goes out whole.
final class GzipStream: @unchecked Sendable {
    // Only ever touched by the task that makes the answer. zlib's state points back to the stream, which must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private static let roomBytes = 32 << 10

    init(level: Int32 = 5) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        precondition(czlib_gzip_init(stream, level) == Z_OK, "zlib has no memory")
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    func compress(_ bytes: [UInt8]) -> [UInt8] { run(bytes, Z_SYNC_FLUSH) }
    func finish() -> [UInt8] { run([], Z_FINISH) }

    private func run(_ bytes: [UInt8], _ flush: Int32) -> [UInt8] {
        var out: [UInt8] = []
        bytes.withUnsafeBufferPointer { input in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.pointee.avail_in = UInt32(input.count)
            repeat {
                out += [UInt8](unsafeUninitializedCapacity: Self.roomBytes) { room, count in
                    stream.pointee.next_out = room.baseAddress
                    stream.pointee.avail_out = UInt32(Self.roomBytes)
                    _ = deflate(stream, flush)
                    count = Self.roomBytes - Int(stream.pointee.avail_out)
                }
            } while stream.pointee.avail_out == 0
        }
        return out
    }
}
