// The audit: every change by page, API or verb, written in the transaction that makes the change and never altered
// after; the database itself refuses to.

import Kernel
import Store

/// Which entries to show; nil means any.
public struct AuditFilter: Sendable, Hashable {
    /// The person's name as the entries have it.
    public var person: String?
    /// The beginning of the action, such as `source.`
    public var actionPrefix: String?
    public var subject: String?
    /// Inclusive.
    public var from: Instant?
    /// Exclusive.
    public var to: Instant?

    public init(
        person: String? = nil, actionPrefix: String? = nil, subject: String? = nil, from: Instant? = nil,
        to: Instant? = nil
    ) {
        self.person = person
        self.actionPrefix = actionPrefix
        self.subject = subject
        self.from = from
        self.to = to
    }
}

/// Writes and reads the audit.
public struct Audit: Sendable {
    /// Entries per page.
    public static let pageLimit = 500

    private let database: any Database

    public init(database: any Database) { self.database = database }

    /// Records a change in the caller's transaction: both happen or neither does.
    /// - Returns: the entry's id.
    @discardableResult
    public static func record(_ entry: AuditEntry, in tx: any Transaction) throws -> Int64 {
        try AuditTable.insert(entry, tx)
    }

    /// Newest first.
    /// - Parameters:
    ///   - before: the id of the last entry of the page before; nil for the first page.
    ///   - limit: at most `pageLimit`.
    public func entries(_ filter: AuditFilter = AuditFilter(), before id: Int64? = nil, limit: Int = 100) async throws
        -> [AuditEntry]
    {
        try await database.read { tx in
            try AuditTable.page(filter, before: id, limit: min(max(1, limit), Self.pageLimit), tx)
        }
    }
}
