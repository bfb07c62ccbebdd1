// Databases that are not ours: branches that people sell from, central ones that reports read. Gemba visits them through
// one connection at a time, asks in their own words, and leaves their rows as they were typed. Nothing here knows what the
// rows mean.

import Dispatch
import Kernel

/// A database of somebody else's, at a place that can be visited.
public protocol ForeignDatabase: Sendable {
    var dialect: any ForeignDialect { get }
    /// Where it is, without a password.
    var place: String { get }
    /// Its own name, as its owner calls it: the database's, or the file's.
    var name: String { get }
    /// Connects and signs in; blocks.
    /// - Throws: `store_host`, `store_away`, `store_login`, `store_database`, `store_tls`, `foreign_file` with what to do.
    func open() throws -> any ForeignSession
}

/// What a visit is for.
public enum ForeignPurpose: Sendable {
    /// Reads one consistent snapshot and can write nothing.
    case snapshot
    /// Reads and writes; what it did is there after `commit` only.
    case change
}

/// A connection. One thread uses it at a time, but for `interrupt`.
///
/// Statements throw a `Problem`; `foreign_row` where the database refuses a row for what is in it, with the reason in
/// `cause`; the `store_…` codes otherwise.
public protocol ForeignSession: AnyObject {
    func begin(_ purpose: ForeignPurpose) throws
    func commit() throws
    func rollback()
    /// Runs one statement.
    /// - Returns: the rows it changed.
    @discardableResult func execute(_ statement: [UInt8]) throws -> Int
    /// Many rows by one INSERT with a `?` for each value, where the engine has a way that costs less than literals; nil
    /// where it has none. What went in before an error stays in: `attempt` takes it back.
    func bulkInsert(_ statement: String, columnCount: Int) throws -> (any BulkInsert)?
    /// All rows of a result that its statement keeps small.
    func query(_ statement: [UInt8]) throws -> CellBlock
    /// Begins a result of any length, in a transaction; until it is closed or read to its end nothing else is asked.
    func openStream(_ statement: [UInt8]) throws
    /// The next rows; nil when there are no more.
    func fetch(_ rowsMax: Int) throws -> CellBlock?
    func closeStream()
    /// Runs `body` so that what it wrote vanishes when it throws.
    func attempt<T>(_ body: () throws -> T) throws -> T
    /// What is there: tables, columns, keys.
    func describe() throws -> ForeignSchema
    /// Stops what is running, from another thread.
    func interrupt()
    func close()
}

extension ForeignSession {
    @discardableResult public func execute(_ statement: String) throws -> Int { try execute(Array(statement.utf8)) }
    public func bulkInsert(_ statement: String, columnCount: Int) throws -> (any BulkInsert)? { nil }
    public func query(_ statement: String) throws -> CellBlock { try query(Array(statement.utf8)) }
    /// The first cell of the first row as text; nil without a row or when it is NULL.
    public func text(_ statement: String) throws -> String? {
        let block = try query(statement)
        return block.rowCount == 0 ? nil : block.text(0, 0)
    }
}

/// A session with a thread of its own, so that a server that hangs holds up nobody else.
public final class ForeignLink: Sendable {
    private final class Box: @unchecked Sendable {
        // Touched on the queue only, but for `interrupt`, which a session allows from anywhere.
        let session: any ForeignSession
        init(_ session: any ForeignSession) { self.session = session }
    }
    public let dialect: any ForeignDialect
    private let box: Box
    private let queue: DispatchQueue

    private init(_ box: Box, _ queue: DispatchQueue, _ dialect: any ForeignDialect) {
        (self.box, self.queue, self.dialect) = (box, queue, dialect)
    }

    /// - Throws: what `ForeignDatabase.open` throws.
    public static func open(_ database: any ForeignDatabase) async throws -> ForeignLink {
        let queue = DispatchQueue(label: "gemba.foreign")
        let box = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Box, any Error>) in
            queue.async { continuation.resume(with: Result { Box(try database.open()) }) }
        }
        return ForeignLink(box, queue, database.dialect)
    }

    /// Runs `body` on the session's own thread. A cancelled task interrupts what is running and throws CancellationError.
    public func run<T: Sendable>(_ body: @escaping @Sendable (any ForeignSession) throws -> T) async throws -> T {
        try Task.checkCancellation()
        do {
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    queue.async { [box] in continuation.resume(with: Result { try body(box.session) }) }
                }
            } onCancel: {
                let box = box
                DispatchQueue.global().async { box.session.interrupt() }
            }
        } catch {
            if Task.isCancelled { throw CancellationError() }
            throw error
        }
    }

    /// Gives up what is open and takes leave.
    public func close() async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            queue.async { [box] in
                box.session.rollback()
                box.session.close()
                continuation.resume()
            }
        }
    }
}
