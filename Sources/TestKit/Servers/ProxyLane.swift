// One direction of one connection: a piece is read, then written, then the next is read, so bytes cannot overtake each
// other, and a slow reader slows its writer down.

import Glibc

struct ProxyLane {
    /// The most that is read at once, and that waits here.
    static let pieceBytes = 1 << 16

    /// How far a side that sends has come.
    enum End { case open, ended, reset }

    let from: Int32
    let to: Int32
    /// What is read and not yet written; `start` bytes of it are.
    private(set) var piece: [UInt8] = []
    private var start = 0
    /// When it may go on.
    var dueAt: Int64 = 0
    /// How the side that sends has ended.
    private(set) var end = End.open
    /// The end has been passed on, or nobody takes what comes.
    private(set) var isDone = false

    init(from: Int32, to: Int32) {
        self.from = from
        self.to = to
    }

    var isEmpty: Bool { start == piece.count }
    var wantsToRead: Bool { end == .open && isEmpty && !isDone }
    var wantsToWrite: Bool { !isEmpty && !isDone }

    /// Reads what is there; nil when nothing is, or the side has ended.
    mutating func read() -> [UInt8]? {
        let (bytes, found) = ProxySocket.read(from, most: Self.pieceBytes)
        end = found
        return bytes
    }

    /// Takes a piece to be written; there is none that waits.
    mutating func put(_ bytes: [UInt8]) {
        precondition(isEmpty)
        piece = bytes
        start = 0
    }

    /// Writes what can be written.
    /// - Returns: how many bytes.
    mutating func write() -> Int {
        guard wantsToWrite else { return 0 }
        let count = piece[start...].withUnsafeBytes { send(to, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if count > 0 {
            start += count
            return count
        }
        if count < 0 && errno != EAGAIN && errno != EINTR {
            // Nobody reads any more. What the other lane still brings from there is passed on.
            start = piece.count
            isDone = true
        }
        return 0
    }

    /// Passes on that the sending side has ended, once all it sent is written.
    mutating func passEnd() {
        guard end == .ended, isEmpty, !isDone else { return }
        _ = shutdown(to, Int32(SHUT_WR))
        isDone = true
    }
}

/// Finds bytes in a stream that comes in parts (Knuth, Morris, Pratt: "Fast Pattern Matching in Strings", 1977).
struct ProxyMatcher {
    private let pattern: [UInt8]
    private let fallback: [Int]
    private var matched = 0

    /// - Parameter pattern: at least one byte.
    init(_ pattern: [UInt8]) {
        precondition(!pattern.isEmpty)
        self.pattern = pattern
        var fallback = [0]
        var length = 0
        for byte in pattern.dropFirst() {
            while length > 0 && pattern[length] != byte { length = fallback[length - 1] }
            if pattern[length] == byte { length += 1 }
            fallback.append(length)
        }
        self.fallback = fallback
    }

    /// Takes the next bytes.
    /// - Returns: where in them the pattern begins (0 when it began in earlier ones), or nil when it is not complete.
    mutating func find(in bytes: [UInt8]) -> Int? {
        for (index, byte) in bytes.enumerated() {
            while matched > 0 && pattern[matched] != byte { matched = fallback[matched - 1] }
            if pattern[matched] == byte { matched += 1 }
            if matched == pattern.count {
                matched = 0
                return max(0, index + 1 - pattern.count)
            }
        }
        return nil
    }
}
