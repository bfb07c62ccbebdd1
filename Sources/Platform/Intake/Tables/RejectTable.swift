// Rejects: the lines that could not be loaded, with their exact bytes.

import Kernel
import Store

/// A line that was not loaded, and why.
public struct Reject: Sendable {
    public enum Status: String, Sendable, CaseIterable { case open, retried, dismissed, withdrawn }
    public var id: Int64
    public var source: Int64
    public var file: Int64
    public var path: String
    public var record: Int64
    public var fileLine: Int64
    public var byteOffset: Int64
    public var byteLength: Int64
    /// The line's bytes, at most `RejectTable.rawBytesMax` of them.
    public var raw: [UInt8]
    public var isCut: Bool
    public var column: String?
    public var value: String
    public var reason: String
    public var status: Status
    public var tries: Int64
    /// The line as it was mended last, in UTF-8.
    public var edited: [UInt8]?
    /// What its file is in.
    public var encoding: TextEncoding
    public var createdAt: Instant
    public var closedBy: String?
}

extension Reject {
    /// The line as people read it.
    public var text: String { raw.withUnsafeBytes { encoding.text(of: $0) } }
    /// The line as it was mended last, or as it stands in the file.
    public var latestText: String { edited.map { $0.withUnsafeBytes { TextEncoding.utf8.text(of: $0) } } ?? text }
}

/// Which rejects a list shows.
public struct RejectFilter: Sendable {
    public var source: Int64?
    public var reason: String?
    public var status: Reject.Status? = .open
    /// The whole path.
    public var path: String?
    /// Contained in the path, the column's name, the value: in any case of letters.
    public var file: String?
    public var column: String?
    public var value: String?
    public var order = RejectOrder(.number, isDescending: true)
    /// The reject after which the page starts.
    public var after: Int64?
    public var limit = 200
    public init() {}
}

public struct RejectOrder: Sendable {
    public enum Key: String, Sendable, CaseIterable { case number, reason, column, value, file, line, status }
    public var key: Key
    public var isDescending: Bool

    public init(_ key: Key, isDescending: Bool = false) {
        self.key = key
        self.isDescending = isDescending
    }

    fileprivate var expression: String {
        switch key {
        case .number: "r.id"
        case .reason: "r.reason"
        case .column: "COALESCE(r.column_name, '')"
        case .value: "r.bad_value"
        case .file: "f.path"
        case .line: "r.file_line"
        case .status: "r.status"
        }
    }
}

struct RejectTable {
    /// More of a line than this is not kept; its place in the file is.
    static let rawBytesMax = 64 * 1024
    /// Characters of the value that did not fit; the line has all of it.
    static let valueMax = 1000
    let tx: any Transaction

    private static let columns =
        "r.id, r.source_id, r.file_id, f.path, r.record, r.file_line, r.byte_offset, r.byte_length, r.raw, r.is_cut, "
        + "r.column_name, r.bad_value, r.reason, r.status, r.tries, r.edited, r.created_at, r.closed_by, f.encoding"

    /// A line to be inserted.
    struct New {
        var source: Int64
        var file: Int64
        var place: RecordPlace
        var length: Int64
        var isOversized: Bool
        var column: String?
        var value: String
        var reason: String
        var run: Int64
    }

    /// For `add`; numbers are given in the order of adding.
    func insertion() throws -> any BulkInsert {
        try tx.bulkInsert(
            into: "intake_rejects",
            columns: [
                "source_id", "file_id", "record", "file_line", "byte_offset", "byte_length", "raw", "is_cut", "column_name", "bad_value", "reason",
                "status", "tries", "created_at", "run_id",
            ])
    }

    static func add(_ new: New, raw: UnsafeRawBufferPointer, at now: Instant, to rows: any BulkInsert) throws {
        let kept = UnsafeRawBufferPointer(rebasing: raw.prefix(rawBytesMax))
        for number in [new.source, new.file, new.place.record, new.place.line, new.place.offset, new.length] { rows.int(number) }
        rows.bytes(kept)
        rows.int(new.isOversized || raw.count > kept.count ? 1 : 0)
        rows.optionalString(new.column?.kept(100))
        rows.string(new.value.kept(valueMax))
        rows.string(new.reason)
        rows.string(Reject.Status.open.rawValue)
        rows.int(0)
        rows.int(now.milliseconds)
        rows.int(new.run)
        try rows.endRow()
    }

    func find(_ id: Int64) throws -> Reject? {
        try tx.first("SELECT \(trusted: Self.columns) FROM intake_rejects r JOIN intake_files f ON f.id = r.file_id WHERE r.id = \(id)", Self.reject)
    }

    func list(_ filter: RejectFilter) throws -> [Reject] {
        var conditions = conditions(filter)
        let (key, order) = (filter.order.expression, filter.order.isDescending ? "DESC" : "ASC")
        if let after = filter.after { conditions.append(Self.beyond(after, filter.order)) }
        let ties = filter.order.key == .number ? "" : ", r.id DESC"
        return try tx.rows(
            """
            SELECT \(trusted: Self.columns) FROM intake_rejects r JOIN intake_files f ON f.id = r.file_id\(conditions.whereClause())
            ORDER BY \(trusted: key + " " + order + ties) LIMIT \(filter.limit)
            """, Self.reject)
    }

    /// Rows after that one, newest first among equals.
    private static func beyond(_ id: Int64, _ order: RejectOrder) -> SQL {
        let sign = order.isDescending ? "<" : ">"
        if order.key == .number { return "r.id \(trusted: sign) \(id)" }
        let key = order.expression
        let last: SQL = "(SELECT \(trusted: key) FROM intake_rejects r JOIN intake_files f ON f.id = r.file_id WHERE r.id = \(id))"
        return "(\(trusted: key + " " + sign) \(last) OR (\(trusted: key) = \(last) AND r.id < \(id)))"
    }

    func count(_ filter: RejectFilter) throws -> Int64 {
        try tx.int("SELECT COUNT(*) FROM intake_rejects r JOIN intake_files f ON f.id = r.file_id\(conditions(filter).whereClause())") ?? 0
    }

    /// Reasons and how often each stands open, most first.
    func reasons(source: Int64?) throws -> [(reason: String, count: Int64)] {
        var conditions: [SQL] = ["status = 'open'"]
        if let source { conditions.append("source_id = \(source)") }
        return try tx.rows(
            "SELECT reason, COUNT(*) FROM intake_rejects\(conditions.whereClause()) GROUP BY reason ORDER BY COUNT(*) DESC, reason"
        ) { ($0.text(0), $0.int(1)) }
    }

    func openIDs() throws -> [Int64] { try tx.rows("SELECT id FROM intake_rejects WHERE status = 'open' ORDER BY id") { $0.int(0) } }

    func close(_ id: Int64, as status: Reject.Status, edited: [UInt8]?, by person: String, at now: Instant) throws {
        try tx.execute(
            """
            UPDATE intake_rejects SET status = \(status.rawValue), edited = COALESCE(\(edited), edited), closed_by = \(person.kept(100)),
              closed_at = \(now), tries = tries + 1 WHERE id = \(id)
            """)
    }

    func noteTry(_ id: Int64, edited: [UInt8]?, column: String?, value: String, reason: String) throws {
        try tx.execute(
            """
            UPDATE intake_rejects SET tries = tries + 1, edited = COALESCE(\(edited), edited), column_name = \(column?.kept(100)),
              bad_value = \(value.kept(Self.valueMax)), reason = \(reason) WHERE id = \(id)
            """)
    }

    func delete(file: Int64, from record: Int64) throws {
        try tx.execute("DELETE FROM intake_rejects WHERE file_id = \(file) AND record >= \(record)")
    }

    func withdraw(file: Int64, records: [Int64]) throws {
        for record in records {
            try tx.execute("UPDATE intake_rejects SET status = 'withdrawn' WHERE file_id = \(file) AND record = \(record)")
        }
    }

    func move(file: Int64, place: RecordPlace) throws {
        try tx.execute(
            "UPDATE intake_rejects SET file_line = \(place.line), byte_offset = \(place.offset) WHERE file_id = \(file) AND record = \(place.record)")
    }

    private func conditions(_ filter: RejectFilter) -> [SQL] {
        var out: [SQL] = []
        if let status = filter.status { out.append("r.status = \(status.rawValue)") }
        if let source = filter.source { out.append("r.source_id = \(source)") }
        if let reason = filter.reason { out.append("r.reason = \(reason)") }
        if let path = filter.path { out.append("f.path = \(path)") }
        if let file = filter.file { out.append(tx.dialect.containsFolded("f.path", file)) }
        if let column = filter.column { out.append(tx.dialect.containsFolded("COALESCE(r.column_name, '')", column)) }
        if let value = filter.value { out.append(tx.dialect.containsFolded("r.bad_value", value)) }
        return out
    }

    private static func reject(_ row: any Row) -> Reject {
        Reject(
            id: row.int(0), source: row.int(1), file: row.int(2), path: row.text(3), record: row.int(4), fileLine: row.int(5),
            byteOffset: row.int(6), byteLength: row.int(7), raw: row.bytes(8), isCut: row.bool(9), column: row.optionalText(10),
            value: row.text(11), reason: row.text(12), status: Reject.Status(rawValue: row.text(13)) ?? .open,
            tries: row.int(14), edited: row.optionalBytes(15),
            encoding: row.optionalText(18).flatMap { TextEncoding(rawValue: $0) } ?? .utf8, createdAt: row.instant(16), closedBy: row.optionalText(17)
        )
    }
}
