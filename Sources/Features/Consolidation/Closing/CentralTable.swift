// A branch's table as it stands in the central database: the same columns, and beside them where each row comes from. The
// key begins with the branch, so that rows of several branches with the same numbers live side by side.

import Kernel
import Store

/// The columns Gemba adds.
enum TraceColumn {
    static let alias = "_source_alias"
    static let database = "_source_database"
    static let synced = "_sync_timestamp"
    static let hash = "_record_hash"
    static let run = "_consolidation_id"
    static let deleted = "_deleted_at"
    /// Tells equal rows of a table without a key apart.
    static let occurrence = "_occurrence"
    /// 0 for the present row, 1 and up for what it was.
    static let version = "_version"
    static let replaced = "_replaced_at"
    static let replacedBy = "_replaced_by"
    static let all: Set<String> = [alias, database, synced, hash, run, deleted, occurrence, version, replaced, replacedBy]
}

struct CentralTable: Sendable {
    let source: ForeignTable
    let policy: TablePolicy
    let alias: String
    let sourceDialect: any ForeignDialect
    let dialect: any ForeignDialect
    /// The branch's columns that are carried.
    let columns: [ForeignColumn]
    /// The same in the central database, in the same order.
    let central: [ForeignColumn]
    /// Whether both sides digest a row to the same.
    let isComparable: Bool
    /// Keys of the central table beside ours: two rows of the branch may clash there.
    let hasOtherKeys: Bool
    let exists: Bool
    /// Columns to be added to the central table first.
    let missing: [ForeignColumn]
    /// What is to be said of the table: columns left out, or of another type.
    let notes: [String]

    var isKeyless: Bool { source.key.isEmpty }

    /// Whether both sides put keys in the same order, so that a stretch of keys is the same rows here and there. Text is ordered
    /// by collations, and decimals are text on some engines.
    var isOrderShared: Bool {
        let pairs = zip(sourceKey, centralKey)
        if sourceDialect.engine == dialect.engine { return pairs.allSatisfy { $0.declared.lowercased() == $1.declared.lowercased() } }
        return hasPlainOrder
    }

    /// Whether the key's order is one that no change of a column's type changes.
    var hasPlainOrder: Bool { sourceKey.allSatisfy { [.integer, .boolean, .date].contains($0.family) } }
    var name: String { source.name }
    var sourceKey: [ForeignColumn] { source.keyColumns }

    /// The central columns that name a row of one branch.
    var centralKey: [ForeignColumn] {
        if isKeyless { return [own(TraceColumn.hash, dialect.ownText(32)), own(TraceColumn.occurrence, dialect.ownNumber)] }
        return source.key.compactMap { name in central.first { $0.name == name } }
    }

    private func own(_ name: String, _ model: ForeignColumn) -> ForeignColumn {
        var column = model
        column.name = name
        return column
    }

    var trace: [ForeignColumn] {
        var out = [
            own(TraceColumn.alias, dialect.ownText(Connection.aliasLengthMax)), own(TraceColumn.database, dialect.ownText(190)),
            own(TraceColumn.synced, dialect.ownMoment), own(TraceColumn.hash, dialect.ownText(32)), own(TraceColumn.run, dialect.ownNumber),
            own(TraceColumn.deleted, dialect.ownMoment),
        ]
        if isKeyless { out.append(own(TraceColumn.occurrence, dialect.ownNumber)) }
        if policy.update == .versions {
            out += [
                own(TraceColumn.version, dialect.ownNumber), own(TraceColumn.replaced, dialect.ownMoment),
                own(TraceColumn.replacedBy, dialect.ownNumber),
            ]
        }
        return out
    }

    var primaryKey: [String] {
        [TraceColumn.alias] + centralKey.map(\.name) + (policy.update == .versions ? [TraceColumn.version] : [])
    }

    /// The table that is made where there is none.
    var definition: ForeignTable {
        let keys = Set(primaryKey)
        let all = (central + trace).map { column in
            var out = column
            // Anything may be missing one day; only what names a row may not.
            out.isNullable = !keys.contains(column.name)
            return out
        }
        return ForeignTable(name, columns: all, key: primaryKey)
    }

    /// Rows of this branch that are there now.
    var live: ForeignScan { ForeignScan(table: name, columns: central, key: centralKey, condition: liveCondition) }

    var liveCondition: String { own + " AND \(dialect.quoted(TraceColumn.deleted)) IS NULL" }

    /// Present rows of this branch, those that are marked as deleted too.
    var own: String {
        "\(dialect.quoted(TraceColumn.alias)) = \(dialect.text(alias))"
            + (policy.update == .versions ? " AND \(dialect.quoted(TraceColumn.version)) = 0" : "")
    }

    /// Rows of the branch.
    var sourceScan: ForeignScan { ForeignScan(table: name, columns: columns, key: sourceKey) }

    /// What fingerprints are made of.
    var signature: String {
        (sourceScan.digested.map { "\($0.name)\u{1}\($0.declared)" } + ["key"] + source.key).joined(separator: "\u{2}")
    }

    /// - Parameters:
    ///   - existing: the central table, where there is one.
    /// - Throws: `columns_frozen`, `central_table_other` where a table of that name is not one of ours.
    init(
        _ source: ForeignTable, _ policy: TablePolicy, alias: String, from sourceDialect: any ForeignDialect, into dialect: any ForeignDialect,
        existing: ForeignTable?
    ) throws {
        (self.source, self.policy, self.alias, self.sourceDialect, self.dialect) = (source, policy, alias, sourceDialect, dialect)
        let isSameEngine = sourceDialect.engine == dialect.engine
        exists = existing != nil
        if let existing {
            let needed = [TraceColumn.alias, TraceColumn.hash, TraceColumn.run, TraceColumn.deleted]
            guard needed.allSatisfy({ existing.column($0) != nil }) else { throw Problem(.conflict, "central_table_other", ["table": source.name]) }
            guard (existing.column(TraceColumn.version) != nil) == (policy.update == .versions) else {
                throw Problem(.conflict, "policy_fixed", ["table": source.name])
            }
        }
        var (carried, kept, missing, notes) = ([ForeignColumn](), [ForeignColumn](), [ForeignColumn](), [String]())
        var isComparable = isSameEngine
        for column in source.columns {
            guard !TraceColumn.all.contains(column.name) else {
                throw Problem(.conflict, "branch_column_taken", ["table": source.name, "column": column.name])
            }
            var wanted = column
            if !isSameEngine { wanted.declared = dialect.type(for: column, inKey: source.key.contains(column.name)) }
            wanted.isGenerated = false
            if let there = existing?.columns.first(where: { $0.name.lowercased() == column.name.lowercased() }) {
                if isSameEngine, there.declared.lowercased() != column.declared.lowercased() {
                    isComparable = false
                    if policy.columns == .freeze { throw Problem(.conflict, "columns_frozen", ["table": source.name, "column": column.name]) }
                    notes.append("retyped: \(column.name): \(column.declared) in the branch, \(there.declared) in the central database")
                }
                carried.append(column)
                kept.append(there)
                continue
            }
            if existing != nil {
                if policy.columns == .freeze { throw Problem(.conflict, "columns_frozen", ["table": source.name, "column": column.name]) }
                if policy.columns == .discard, !source.key.contains(column.name) {
                    notes.append("left out: \(column.name)")
                    continue
                }
                var added = wanted
                added.isNullable = true
                missing.append(added)
                notes.append("new: \(column.name)")
            }
            carried.append(column)
            kept.append(wanted)
        }
        if let existing {
            for column in existing.columns
            where !TraceColumn.all.contains(column.name) && !source.columns.contains(where: { $0.name.lowercased() == column.name.lowercased() }) {
                if policy.columns == .freeze { throw Problem(.conflict, "columns_frozen", ["table": source.name, "column": column.name]) }
                notes.append("gone: \(column.name)")
            }
        }
        (columns, central, self.missing, self.notes, self.isComparable) = (carried, kept, missing, notes, isComparable)
        hasOtherKeys = existing.map { !$0.otherKeys.isEmpty } ?? false
    }
}

extension CentralTable {
    /// The branch's key as the central database has it.
    func centralKey(_ key: RowKey) -> RowKey {
        if isKeyless || sourceDialect.engine == dialect.engine { return key }
        return RowKey(zip(zip(key.cells, sourceKey), centralKey).map { dialect.native(sourceDialect.portable($0.0, $0.1), $1) })
    }

    /// The central database's key as the branch has it.
    func sourceKey(_ key: RowKey) -> RowKey {
        if isKeyless || sourceDialect.engine == dialect.engine { return key }
        return RowKey(zip(zip(key.cells, centralKey), sourceKey).map { sourceDialect.native(dialect.portable($0.0, $0.1), $1) })
    }

    /// The engine's statements that bring the central table up to what is needed.
    func preparations(isTemporary: Bool) -> [String] {
        if !exists { return [dialect.create(definition, isTemporary: isTemporary)] }
        return missing.map { "ALTER TABLE \(dialect.quoted(name)) ADD COLUMN \(dialect.quoted($0.name)) \($0.declared)" }
    }

    /// The column of a row whose value would not be the same in the central database; nil where all would.
    func unheld(_ rows: CarriedRows, _ index: Int) -> String? {
        guard sourceDialect.engine != dialect.engine else { return nil }
        return columns.indices.first { place in
            guard let cell = rows.cells.cell(rows.rows[index], rows.offset + place) else { return false }
            return !dialect.holds(sourceDialect.portable(cell, columns[place]), central[place])
        }.map { columns[$0].name }
    }

    /// A cell of the branch as the central database writes it.
    func append(_ cell: UnsafeRawBufferPointer?, _ index: Int, to out: inout [UInt8]) {
        guard let cell, sourceDialect.engine != dialect.engine else { return dialect.append(cell, central[index], to: &out) }
        let native = dialect.native(sourceDialect.portable(Array(cell), columns[index]), central[index])
        native.withUnsafeBytes { dialect.append($0, central[index], to: &out) }
    }
}
