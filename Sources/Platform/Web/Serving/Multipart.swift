// multipart/form-data (RFC 7578) read piece by piece: nothing is held but the part of a delimiter that may have begun
// and a part's few header lines. The parser knows no files and no network; what it finds it returns.

import Glibc
import Kernel

/// What the parser found in the bytes it was given.
enum MultipartEvent: Equatable {
    case begin(MultipartPart)
    case data([UInt8])
    case end
}

/// The head of a part.
struct MultipartPart: Equatable, Sendable {
    var name: String
    /// The last part of the path only; nil for a plain field.
    var filename: String?
    var contentType: String
}

struct MultipartParser {
    /// Header lines of one part.
    static let headerBytesMax = 16 << 10
    static let boundaryBytesMax = 70
    /// Blanks that may follow a delimiter.
    static let paddingBytesMax = 64

    private enum State { case preamble, delimiter, headers, content, epilogue }
    private let delimiter: [UInt8]
    // A delimiter begins with a line end; the first one may stand at the very beginning.
    private var held: [UInt8] = [13, 10]
    private var state = State.preamble

    /// - Throws: `multipart_invalid` when the content type names no usable boundary.
    init(contentType: String) throws(Problem) {
        let parts = HeaderParameters(contentType)
        guard parts.value == "multipart/form-data", let boundary = parts["boundary"], !boundary.isEmpty,
            boundary.utf8.count <= Self.boundaryBytesMax
        else { throw Self.invalid("boundary") }
        delimiter = [13, 10, 45, 45] + Array(boundary.utf8)
    }

    static func invalid(_ reason: String) -> Problem { Problem(.input, "multipart_invalid", ["reason": reason]) }

    /// - Throws: `multipart_invalid`.
    mutating func feed(_ bytes: [UInt8]) throws(Problem) -> [MultipartEvent] {
        guard state != .epilogue else { return [] }
        held += bytes
        var events: [MultipartEvent] = []
        var at = 0
        var goesOn = true
        while goesOn { (at, goesOn) = try step(at, &events) }
        held.removeFirst(at)
        if state == .epilogue { held = [] }
        return events
    }

    /// - Throws: `multipart_invalid` when the last delimiter has not been seen.
    func finish() throws(Problem) { if state != .epilogue { throw Self.invalid("end") } }

    /// Takes what it can from `at` on; returns where to go on, and false when that needs more bytes.
    private mutating func step(_ at: Int, _ events: inout [MultipartEvent]) throws(Problem) -> (Int, Bool) {
        switch state {
        case .preamble, .content: return delimiterStep(at, &events)
        case .delimiter: return try delimiterEndStep(at)
        case .headers: return try headersStep(at, &events)
        case .epilogue: return (held.count, false)
        }
    }

    private mutating func delimiterStep(_ at: Int, _ events: inout [MultipartEvent]) -> (Int, Bool) {
        let found = position(of: delimiter, from: at)
        // Without a delimiter, all but what could be its beginning is content.
        let end = found ?? max(at, held.count - delimiter.count + 1)
        if state == .content {
            if end > at { events.append(.data(Array(held[at..<end]))) }
            if found != nil { events.append(.end) }
        }
        guard found != nil else { return (end, false) }
        state = .delimiter
        return (end + delimiter.count, true)
    }

    private mutating func delimiterEndStep(_ at: Int) throws(Problem) -> (Int, Bool) {
        guard held.count - at >= 2 else { return (at, false) }
        if held[at] == 45, held[at + 1] == 45 {
            state = .epilogue
            return (at, true)
        }
        var end = at
        while end < held.count, held[end] == 32 || held[end] == 9 { end += 1 }
        guard end - at <= Self.paddingBytesMax else { throw Self.invalid("delimiter") }
        guard held.count - end >= 2 else { return (at, false) }
        guard held[end] == 13, held[end + 1] == 10 else { throw Self.invalid("delimiter") }
        state = .headers
        // The line end stays, so that a part without header lines ends in an empty line like any other.
        return (end, true)
    }

    private mutating func headersStep(_ at: Int, _ events: inout [MultipartEvent]) throws(Problem) -> (Int, Bool) {
        guard let end = position(of: [13, 10, 13, 10], from: at), end - at <= Self.headerBytesMax else {
            guard held.count - at <= Self.headerBytesMax else { throw Self.invalid("headers") }
            return (at, false)
        }
        events.append(.begin(try MultipartPart(headers: String(decoding: held[at..<end], as: UTF8.self))))
        state = .content
        return (end + 4, true)
    }

    private func position(of needle: [UInt8], from at: Int) -> Int? {
        held.withUnsafeBufferPointer { bytes in
            var i = at
            while i + needle.count <= bytes.count {
                guard let base = bytes.baseAddress,
                    let hit = memchr(base + i, Int32(needle[0]), bytes.count - needle.count - i + 1)
                else { return nil }
                i = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
                if memcmp(base + i, needle, needle.count) == 0 { return i }
                i += 1
            }
            return nil
        }
    }
}
