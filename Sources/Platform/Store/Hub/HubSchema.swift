// The tables a list of migrations comes to: what a copy of a hub consists of.

import Kernel

/// The schema after all migrations.
public struct HubSchema: Sendable {
    /// In the order in which they were made, so that a table comes after those it refers to.
    public private(set) var tables: [Table] = []
    public private(set) var views: [String] = []

    public init(_ migrations: [Migration]) {
        for change in migrations.flatMap(\.changes) {
            switch change {
            case .create(let table): tables.append(table)
            case .addColumn(let name, let column):
                guard let at = tables.firstIndex(where: { $0.name == name }) else { continue }
                tables[at].columns.append(column)
            case .drop(let name): tables.removeAll { $0.name == name }
            case .view(let name, _): views.append(name)
            case .index, .sql: break
            }
        }
    }
}

extension Table {
    /// The columns that tell its rows apart.
    var key: [String] { primaryKey.isEmpty ? [columns[0].name] : primaryKey }
    var hasIdentity: Bool { columns.first?.type == .identity }
}
