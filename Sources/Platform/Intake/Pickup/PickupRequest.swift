// What goes into a file's turn and what comes out of it.

import Kernel
import Remote

/// What a scan found out about a file before its transaction began.
struct PickupRequest: Sendable {
    /// The file's row as it was then: the transaction gives way when it has changed since.
    struct Known: Sendable {
        var id: Int64
        var offset: Int64
        var nextRecord: Int64
        var openBytes: Int64
    }
    var listed: ListedFile
    var content: FileContent
    var known: Known?
    var isChanged = false
    var isFullyVerified = true
    /// The file has been still for long enough: its last line counts without a newline.
    var takesOpenEnd: Bool
    var parts: [String: String]
    var isMatched: Bool
    var folder: String
}

/// What came of it.
enum PickupResult: Sendable {
    /// Somebody else has taken the file further meanwhile; look again.
    case stale
    /// `hasMore`: the rest of a long file waits for the next transaction.
    case taken(FileState, hasMore: Bool)
    /// A file that is not read until somebody says so has only got another name.
    case held(FileState)
}

/// More rejects than the source allows; the transaction is given up.
struct RejectLimitExceeded: Error {
    var path: String
    /// By its first data record the file is known again, though nothing of it is loaded.
    var firstHash: UInt64?
}
