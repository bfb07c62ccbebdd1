// An answer written to a file, for verbs that make the same exports as the pages.

import Glibc
import Kernel
import Synchronization
import Web

extension WebResponse {
    /// Writes the body to a file, whole or not at all: into a temporary neighbour first, then renamed.
    /// - Returns: the number of bytes.
    /// - Throws: `file_not_written`.
    public func write(toFile path: String) async throws -> Int64 {
        let temporary = path + ".part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure(path) }
        let count = Mutex<Int64>(0)
        do {
            try await stream { bytes in
                var at = 0
                while at < bytes.count {
                    let n = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + at, bytes.count - at) }
                    guard n > 0 else { throw Self.failure(path) }
                    at += n
                }
                count.withLock { $0 += Int64(bytes.count) }
            }
            guard fsync(descriptor) == 0, Glibc.close(descriptor) == 0, rename(temporary, path) == 0 else { throw Self.failure(path) }
        } catch {
            unlink(temporary)
            throw error
        }
        return count.withLock { $0 }
    }

    private func stream(_ write: @escaping @Sendable ([UInt8]) async throws -> Void) async throws {
        switch body {
        case .bytes(let bytes): try await write(bytes)
        case .stream(let make): try await make(BodyWriter(write: write))
        }
    }

    private static func failure(_ path: String) -> Problem {
        let reason = String(cString: strerror(errno))
        return Problem(.outside(retryable: false), "file_not_written", ["path": path, "reason": reason], cause: reason)
    }
}
