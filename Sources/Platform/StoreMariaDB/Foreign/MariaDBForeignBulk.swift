// Rows by the thousand into somebody else's table: columns of values of one prepared INSERT, which costs the server a good
// part less than reading them as literals. Errors are as strict as those of a single row.

import CMariaDB
import Kernel
import Store

extension MariaDBForeignSession {
    func bulkInsert(_ statement: String, columnCount: Int) throws -> (any BulkInsert)? {
        // MySQL has no such message.
        guard isMariaDB else { return nil }
        return MariaDBForeignBulk(self, try prepared(statement), columnCount: columnCount, bytesMax: try packetBytes / 4)
    }

    /// The statement that was used last stays prepared.
    private func prepared(_ statement: String) throws -> UnsafeMutablePointer<MYSQL_STMT> {
        if let known = bulkStatement, known.text == statement { return known.handle }
        forgetBulk()
        guard let handle = mysql_stmt_init(line.handle) else { throw Problem(.outside(retryable: true), "store_memory") }
        var text = statement
        let code = text.withUTF8 { raw in
            raw.withMemoryRebound(to: CChar.self) { mysql_stmt_prepare(handle, $0.baseAddress, UInt($0.count)) }
        }
        guard code == 0 else {
            let problem = problem(Self.fault(handle, line), statement)
            mysql_stmt_close(handle)
            throw problem
        }
        bulkStatement = (statement, handle)
        return handle
    }

    func forgetBulk() {
        if let bulkStatement { mysql_stmt_close(bulkStatement.handle) }
        bulkStatement = nil
    }

    fileprivate static func fault(_ handle: UnsafeMutablePointer<MYSQL_STMT>, _ line: MariaDBLine) -> MariaDBFault {
        let code = Int(mysql_stmt_errno(handle))
        return code == 0 ? line.fault : MariaDBFault(code: code, message: String(cString: mysql_stmt_error(handle)))
    }

    fileprivate func run(_ handle: UnsafeMutablePointer<MYSQL_STMT>, _ rows: RowColumns) throws {
        var count = UInt32(rows.rowCount)
        mysql_stmt_attr_set(handle, STMT_ATTR_ARRAY_SIZE, &count)
        try rows.withBinds { binds in
            guard mysql_stmt_bind_param(handle, binds) == 0, mysql_stmt_execute(handle) == 0 else {
                throw problem(Self.fault(handle, line), bulkStatement.map { String($0.text.prefix(120)) } ?? "")
            }
        }
    }
}

/// Collects rows and sends them by the batch; the session is free for other statements in between.
final class MariaDBForeignBulk: OwningBulkInsert {
    private let session: MariaDBForeignSession
    private let handle: UnsafeMutablePointer<MYSQL_STMT>
    private let rows: RowColumns
    private var sent = 0
    static let rowsMax = 2048
    static let bytesMax = 1 << 20

    init(_ session: MariaDBForeignSession, _ handle: UnsafeMutablePointer<MYSQL_STMT>, columnCount: Int, bytesMax: Int) {
        (self.session, self.handle) = (session, handle)
        rows = RowColumns(columnCount: columnCount, rowsMax: Self.rowsMax, bytesMax: min(Self.bytesMax, bytesMax))
    }

    func null() { rows.null() }
    func int(_ value: Int64) { rows.integer(value) }
    func text(_ utf8: UnsafeRawBufferPointer) { rows.text(utf8) }
    func copiedText(_ utf8: UnsafeRawBufferPointer) { rows.text(utf8) }
    func bytes(_ bytes: UnsafeRawBufferPointer) { rows.blob(bytes) }

    func endRow() throws {
        try rows.endRow()
        if rows.isFull { try send() }
    }

    func finish() throws -> Int {
        if rows.rowCount > 0 { try send() }
        return sent
    }

    private func send() throws {
        // Sent or not, they are spent.
        defer { rows.clear() }
        try session.run(handle, rows)
        sent += rows.rowCount
    }
}
