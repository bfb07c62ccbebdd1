// A visit to a PostgreSQL server that is not ours, through plain statements whose answers are text.

import CPostgres
import Kernel
import Store

public struct PostgresForeign: ForeignDatabase {
    public let dialect: any ForeignDialect = PostgresForeignDialect()
    public let place: String
    public let name: String
    private let link: PostgresLink

    /// - Throws: `database_address`, `database_password`.
    public init(_ url: DatabaseURL, password: String?, environment: [String: String]) throws(Problem) {
        var address = try url.server(environment, password: password)
        var limits = try PoolLimits(&address.options)
        limits.connectSeconds = 8
        for option in address.options.keys.sorted() where !PostgresLink.options.contains(option) {
            throw Problem(.input, "database_address", ["part": option])
        }
        link = PostgresLink(address: address, limits: limits)
        (place, name) = (url.redacted, address.database)
    }

    public func open() throws -> any ForeignSession {
        var last: (any Error)?
        for host in link.address.hosts {
            do { return try PostgresForeignSession(try link.connect(host), host) } catch {
                last = error
                if let problem = error as? Problem, !problem.isRetryable { throw problem }
            }
        }
        throw last ?? Problem(.input, "database_address", ["part": "host"])
    }
}

final class PostgresForeignSession: ForeignSession, @unchecked Sendable {
    private var link: OpaquePointer?
    private let canceller: OpaquePointer?
    private let host: ServerAddress.Host
    private var isOpen = false
    private var savepoints = 0
    private var isStreaming = false

    init(_ link: OpaquePointer, _ host: ServerAddress.Host) throws {
        (self.link, self.host) = (link, host)
        canceller = PQgetCancel(link)
        try execute("SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET bytea_output = 'hex'; SET extra_float_digits = 1")
    }

    deinit {
        close()
        PQfreeCancel(canceller)
    }

    func begin(_ purpose: ForeignPurpose) throws {
        switch purpose {
        case .snapshot: try execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        case .change: try execute("BEGIN ISOLATION LEVEL READ COMMITTED")
        }
        isOpen = true
    }

    func commit() throws {
        try execute("COMMIT")
        isOpen = false
    }

    func rollback() {
        guard isOpen else { return }
        (isOpen, isStreaming) = (false, false)
        _ = try? execute("ROLLBACK")
    }

    func close() {
        if let link { PQfinish(link) }
        link = nil
    }

    func interrupt() {
        var text = [CChar](repeating: 0, count: 256)
        _ = text.withUnsafeMutableBufferPointer { PQcancel(canceller, $0.baseAddress, Int32($0.count)) }
    }

    @discardableResult
    func execute(_ statement: [UInt8]) throws -> Int {
        let result = try run(statement)
        defer { PQclear(result) }
        return PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
    }

    func query(_ statement: [UInt8]) throws -> CellBlock {
        let result = try run(statement)
        defer { PQclear(result) }
        let count = PQnfields(result)
        var block = CellBlock(columnCount: Int(count))
        for row in 0..<PQntuples(result) {
            for column in 0..<count {
                block.append(
                    PQgetisnull(result, row, column) == 1
                        ? nil : UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column))))
            }
        }
        return block
    }

    func openStream(_ statement: [UInt8]) throws {
        closeStream()
        try execute(Array("DECLARE gemba_stream NO SCROLL CURSOR FOR ".utf8) + statement)
        isStreaming = true
    }

    func fetch(_ rowsMax: Int) throws -> CellBlock? {
        guard isStreaming else { return nil }
        let block = try query("FETCH \(rowsMax) FROM gemba_stream")
        if block.rowCount == 0 { closeStream() }
        return block.rowCount == 0 ? nil : block
    }

    func closeStream() {
        guard isStreaming else { return }
        isStreaming = false
        _ = try? execute("CLOSE gemba_stream")
    }

    /// A statement that fails spoils its transaction; only a savepoint saves it.
    func attempt<T>(_ body: () throws -> T) throws -> T {
        let name = "attempt_\(savepoints)"
        try execute("SAVEPOINT \(name)")
        savepoints += 1
        defer { savepoints -= 1 }
        do {
            let result = try body()
            try execute("RELEASE SAVEPOINT \(name)")
            return result
        } catch {
            if (error as? Problem)?.code != "store_lost" { try execute("ROLLBACK TO SAVEPOINT \(name)") }
            throw error
        }
    }

    private func run(_ statement: [UInt8]) throws -> OpaquePointer? {
        guard let link else { throw Problem(.outside(retryable: true), "store_lost") }
        let result = (statement + [0]).withUnsafeBytes { PQexec(link, $0.baseAddress?.assumingMemoryBound(to: CChar.self)) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return result
        default:
            defer { PQclear(result) }
            throw problem(result, statement)
        }
    }

    private func problem(_ result: OpaquePointer?, _ statement: [UInt8]) -> Problem {
        let state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
        let message =
            PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map { String(cString: $0) } ?? String(cString: PQerrorMessage(link))
        let sql = String(String(decoding: statement.prefix(120), as: UTF8.self).prefix { $0 != "'" })
        var problem = PostgresProblem.make(state: state, message: message, sql: sql)
        // Values, rules of the table, and what a trigger says.
        if state.hasPrefix("22") || state.hasPrefix("23") || state == "P0001" || state == "44000" {
            problem = Problem(.conflict, "foreign_row", ["code": state], cause: problem.cause.map { $0.components(before: " in: ") })
        }
        if state == "42P01" { problem = Problem(.conflict, "foreign_table_gone", cause: problem.cause) }
        problem.parameters["host"] = host.description
        return problem
    }
}

extension String {
    /// What stands before the mark; all of it where the mark is not.
    fileprivate func components(before mark: String) -> String { ranges(of: mark).first.map { String(self[..<$0.lowerBound]) } ?? self }
}

extension PostgresForeignSession {
    func describe() throws -> ForeignSchema {
        let tables = try query(
            """
            SELECT c.relname, c.relkind, greatest(c.reltuples, 0)::bigint, \
            CASE WHEN c.reltuples > 0 THEN (pg_relation_size(c.oid) / c.reltuples)::bigint ELSE 0 END, c.oid \
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
            WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition ORDER BY c.relname COLLATE "C"
            """)
        let columns = try query(
            """
            SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated <> '', t.typname, t.typtype, \
            CASE WHEN a.attcollation <> t.typcollation THEN co.collname END FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid \
            JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_collation co ON co.oid = a.attcollation \
            WHERE n.nspname = current_schema() AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum
            """)
        let keys = try query(
            """
            SELECT i.indrelid, i.indexrelid, a.attname, a.attnotnull FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid \
            JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY k(num, place) \
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num WHERE n.nspname = current_schema() AND i.indisunique \
            AND i.indpred IS NULL AND i.indexprs IS NULL AND k.place <= i.indnkeyatts \
            ORDER BY i.indrelid, i.indisprimary DESC, i.indexrelid, k.place
            """)
        let parents = try query(
            """
            SELECT DISTINCT f.conrelid, p.relname FROM pg_constraint f JOIN pg_class p ON p.oid = f.confrelid \
            WHERE f.contype = 'f' AND f.conrelid <> f.confrelid
            """)
        let triggers = try text(
            """
            SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
            WHERE n.nspname = current_schema() AND NOT t.tgisinternal
            """)
        var schema = ForeignSchema(
            tables: [], triggers: triggers.flatMap { Int($0) } ?? 0, version: "PostgreSQL " + (try text("SHOW server_version") ?? ""))
        let columnsOf = Dictionary(grouping: 0..<columns.rowCount) { columns.text($0, 0) ?? "" }
        let keysOf = Dictionary(grouping: 0..<keys.rowCount) { keys.text($0, 0) ?? "" }
        let parentsOf = Dictionary(grouping: 0..<parents.rowCount) { parents.text($0, 0) ?? "" }
        for row in 0..<tables.rowCount {
            let (name, oid) = (tables.text(row, 0) ?? "", tables.text(row, 4) ?? "")
            guard ["r", "p"].contains(tables.text(row, 1)) else {
                schema.views.append(name)
                continue
            }
            var unique: [(index: String, columns: [String], isUsable: Bool)] = []
            for place in keysOf[oid] ?? [] {
                let index = keys.text(place, 1) ?? ""
                if unique.last?.index != index { unique.append((index, [], true)) }
                unique[unique.count - 1].columns.append(keys.text(place, 2) ?? "")
                if keys.text(place, 3) != "t" { unique[unique.count - 1].isUsable = false }
            }
            let usable = unique.first { $0.isUsable }
            schema.tables.append(
                ForeignTable(
                    name, columns: (columnsOf[oid] ?? []).map { Self.column(columns, $0) }, key: usable?.columns ?? [],
                    otherKeys: unique.filter { $0.index != usable?.index }.map(\.columns),
                    parents: (parentsOf[oid] ?? []).compactMap { parents.text($0, 1) }, estimatedRows: tables.int(row, 2) ?? 0,
                    averageRowBytes: Int(tables.int(row, 3) ?? 0)))
        }
        return schema
    }

    private static func column(_ columns: CellBlock, _ row: Int) -> ForeignColumn {
        let type = columns.text(row, 5) ?? ""
        // Types a plant has made itself are not there at the other place; their values are carried as text.
        let isOwn = columns.text(row, 6) != "b" || type.hasPrefix("_") && columns.text(row, 2)?.contains("\"") == true
        var declared = isOwn ? "text" : columns.text(row, 2) ?? "text"
        if let collation = columns.text(row, 7), !isOwn { declared += " COLLATE \"\(collation)\"" }
        return ForeignColumn(
            columns.text(row, 1) ?? "", isOwn ? .text : family(type), declared: declared, isNullable: columns.text(row, 3) != "t",
            isGenerated: columns.text(row, 4) == "t", isLong: true)
    }

    private static func family(_ type: String) -> ForeignFamily {
        switch type {
        case "int2", "int4", "int8", "oid": .integer
        case "numeric": .decimal
        case "float4": .single
        case "float8": .double
        case "bool": .boolean
        case "text", "varchar", "bpchar", "name", "char": .text
        case "bytea": .binary
        case "date": .date
        case "time", "interval": .time
        case "timestamp": .datetime
        case "timestamptz": .timestamp
        case "json", "jsonb": .json
        default: .other
        }
    }
}
