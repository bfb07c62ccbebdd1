// A look ahead at both sides, before anything is touched: what would keep a closing from working, what would not survive the
// way, and how much there is to do.

import Kernel
import Store

package struct PreFlightFinding: Sendable, Hashable {
    package enum Weight: String, Sendable { case stops, warns, tells }
    package var weight: Weight
    /// Also the key of its words, `consolidation.flight.<code>`.
    package var code: String
    package var table: String?
    package var detail: String
}

package struct PreFlight: Sendable {
    package var findings: [PreFlightFinding]
    package var tables: Int
    package var rows: Int64
    /// A guess from the rows.
    package var seconds: Double
    package var mayClose: Bool { !findings.contains { $0.weight == .stops } }
}

extension ConsolidationActions {
    /// Rows that a first closing carries in a second, on a small machine; for the guess only.
    static let rowsPerSecond = 40_000.0

    package func preFlight(_ pair: Pair) async throws -> PreFlight {
        let central = try Self.central(of: pair)
        let hub = try await hub()
        let policies = try await policies(pair.branch)
        var findings: [PreFlightFinding] = []
        func find(_ weight: PreFlightFinding.Weight, _ code: String, _ table: String? = nil, _ detail: String = "") {
            findings.append(PreFlightFinding(weight: weight, code: code, table: table, detail: detail))
        }
        let (branchSchema, sourceDialect) = try await visiting(pair.branch, pair.branchPassword) { link, _ in
            (try await link.run { try $0.describe() }, link.dialect)
        }
        let (centralSchema, dialect) = try await visiting(central, pair.centralPassword) { link, _ in
            let schema = try await link.run { try $0.describe() }
            try await link.run { try CentralBook(dialect: link.dialect, alias: pair.branch.alias, hub: hub).check(schema, $0) }
            return (schema, link.dialect)
        }
        let baselines = try await database.read { try BaselineTable(tx: $0).tables(branch: pair.branch.id, central: central.id) }
        if try await !database.read({ try BaselineTable(tx: $0).exists(branch: pair.branch.id) }) { find(.stops, "no-baseline") }
        for table in baselines.keys.sorted() where branchSchema.table(table) == nil && !(policies[table]?.isExcluded ?? false) {
            find(.stops, "gone", table)
        }
        var rows: Int64 = 0
        let tables = branchSchema.tables.filter { !(policies[$0.name]?.isExcluded ?? false) }
        for table in tables {
            rows += table.estimatedRows
            if table.key.isEmpty { find(.tells, "no-key", table.name) }
            if !table.isTransactional { find(.warns, "no-snapshot", table.name) }
            do {
                let own = try CentralTable(
                    table, policies[table.name] ?? TablePolicy(), alias: pair.branch.alias, from: sourceDialect, into: dialect,
                    existing: centralSchema.table(table.name))
                if !own.exists { find(.tells, "new-table", table.name) }
                for column in own.missing { find(.warns, "new-column", table.name, column.name) }
                for note in own.notes where note.hasPrefix("retyped") { find(.warns, "retyped", table.name, String(note.dropFirst(9))) }
                for note in own.notes where note.hasPrefix("gone") { find(.warns, "column-gone", table.name, String(note.dropFirst(6))) }
                if own.hasOtherKeys { find(.warns, "other-keys", table.name) }
            } catch let problem as Problem { find(.stops, problem.code, table.name, problem.parameters["column"] ?? "") }
            if sourceDialect.engine != dialect.engine {
                for column in table.columns where Self.losesType(column, from: sourceDialect.engine, to: dialect.engine) {
                    find(.warns, "type", table.name, "\(column.name): \(column.declared)")
                }
            }
        }
        if !branchSchema.views.isEmpty { find(.tells, "views", nil, String(branchSchema.views.count)) }
        if branchSchema.triggers > 0 { find(.tells, "triggers", nil, String(branchSchema.triggers)) }
        return PreFlight(
            findings: findings, tables: tables.count, rows: rows, seconds: Double(rows) / Self.rowsPerSecond + Double(tables.count) * 0.02)
    }

    /// Columns whose values may be refused, or come as text, on another engine.
    private static func losesType(_ column: ForeignColumn, from: DatabaseURL.Engine, to: DatabaseURL.Engine) -> Bool {
        switch column.family {
        case .date, .datetime, .timestamp, .time: from == .mysql && to == .postgres
        case .decimal: to == .mysql && !column.declared.contains("(")
        case .json, .other: true
        default: false
        }
    }
}
