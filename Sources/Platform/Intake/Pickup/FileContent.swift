// The bytes of one file at the moment it was opened: its size is taken once, and nothing beyond it is looked at, so that
// a file that grows meanwhile is read as it was. Opened read-only; nothing is ever written to a source from here.

import Kernel
import Remote

/// A file's bytes by offset.
final class FileContent: @unchecked Sendable {
    // Made on one thread and then used by one other, never by two at once; the closure boundary between them is the
    // compiler's only worry.
    /// Files up to this size are read once, as a whole.
    static let wholeBytesMax: Int64 = 4 << 20
    let size: Int64
    private let file: LocalFile?
    private var cached: [UInt8]

    /// Opens a file and reads it when it is small.
    init(_ file: LocalFile) throws(Problem) {
        self.file = file
        size = try file.size
        cached = []
        if size <= Self.wholeBytesMax {
            var bytes = [UInt8](repeating: 0, count: Int(size))
            let n = try Self.fill(&bytes, file)
            guard n == bytes.count else { throw Problem(.outside(retryable: true), "file_changing", ["path": file.path]) }
            cached = bytes
        }
    }

    init(bytes: [UInt8]) {
        file = nil
        size = Int64(bytes.count)
        cached = bytes
    }

    /// Reads up to `buffer.count` bytes at `offset`, never beyond `size`.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(Problem) -> Int {
        let wanted = min(buffer.count, Int(max(0, size - offset)))
        guard wanted > 0 else { return 0 }
        if file == nil || size <= Self.wholeBytesMax {
            cached.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[Int(offset)..<Int(offset) + wanted])) }
            return wanted
        }
        guard let file else { return 0 }
        let n = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[0..<wanted]), at: offset)
        guard n == wanted else { throw Problem(.outside(retryable: true), "file_changing", ["path": file.path]) }
        return n
    }

    /// The first bytes, as many as there are.
    func beginning(_ count: Int) throws(Problem) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let n = try Self.fill(&bytes, at: 0, self)
        bytes.removeLast(count - n)
        return bytes
    }

    /// SHA-256 of the first `count` bytes, in progress.
    func digest(first count: Int64) throws(Problem) -> RunningDigest {
        var digest = RunningDigest()
        var at: Int64 = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        while at < count {
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer[0..<min(buffer.count, Int(count - at))])
            let n = try read(into: part, at: at)
            guard n > 0 else { throw Problem(.outside(retryable: true), "file_changing", ["path": file?.path ?? ""]) }
            digest.update(UnsafeRawBufferPointer(rebasing: part[0..<n]))
            at += Int64(n)
        }
        return digest
    }

    /// Hash of a range of bytes, for the quick comparison of a long file's ends.
    func hash(_ range: Range<Int64>) throws(Problem) -> UInt64 {
        var bytes = [UInt8](repeating: 0, count: Int(range.count))
        let n = try Self.fill(&bytes, at: range.lowerBound, self)
        return bytes.withUnsafeBytes { RecordHash.of(UnsafeRawBufferPointer(rebasing: $0[0..<n]), seed: 0) }
    }

    private static func fill(_ bytes: inout [UInt8], _ file: LocalFile) throws(Problem) -> Int {
        var result: Result<Int, Problem> = .success(0)
        bytes.withUnsafeMutableBytes { raw in
            do throws(Problem) { result = .success(try file.read(into: raw, at: 0)) } catch { result = .failure(error) }
        }
        return try result.get()
    }

    private static func fill(_ bytes: inout [UInt8], at offset: Int64, _ content: FileContent) throws(Problem) -> Int {
        var result: Result<Int, Problem> = .success(0)
        bytes.withUnsafeMutableBytes { raw in
            do throws(Problem) { result = .success(try content.read(into: raw, at: offset)) } catch { result = .failure(error) }
        }
        return try result.get()
    }
}

/// What is known of the consumed beginning of a file.
struct KnownPrefix: Sendable {
    var offset: Int64
    var digest: Digest
    var headHash: UInt64
    var tailHash: UInt64
    var verifiedBytes: Int64
}

/// Whether a file still begins with what has been read of it.
enum PrefixCheck {
    /// Prefixes up to this size are compared as a whole on every change.
    static let alwaysBytesMax: Int64 = 8 << 20
    /// Of a longer one, the first and last so many bytes each time, the whole whenever it has doubled.
    static let endBytes: Int64 = 4096

    enum Verdict {
        case intact(fully: Bool)
        case changed
    }

    static func compare(_ content: FileContent, with known: KnownPrefix) throws(Problem) -> Verdict {
        guard content.size >= known.offset else { return .changed }
        if known.offset <= alwaysBytesMax || known.offset >= known.verifiedBytes * 2 {
            return try content.digest(first: known.offset).value == known.digest ? .intact(fully: true) : .changed
        }
        let ends = try ends(content, offset: known.offset)
        return ends.head == known.headHash && ends.tail == known.tailHash ? .intact(fully: false) : .changed
    }

    static func ends(_ content: FileContent, offset: Int64) throws(Problem) -> (head: UInt64, tail: UInt64) {
        (try content.hash(0..<min(endBytes, offset)), try content.hash(max(0, offset - endBytes)..<offset))
    }
}

extension FileState {
    var prefix: KnownPrefix {
        KnownPrefix(offset: offset, digest: digest.value, headHash: headHash, tailHash: tailHash, verifiedBytes: verifiedBytes)
    }
}

extension FileContent {
    static func open(_ site: any FileSite, _ path: String) throws(Problem) -> FileContent { try FileContent(site.open(path)) }

    /// What is at hand of a file; nil when it is not there.
    static func glance(_ site: any FileSite, _ path: String) throws(FileNotAtHand) -> FileContent? {
        guard let file = try site.glance(path) else { return nil }
        return try? FileContent(file)
    }
}
