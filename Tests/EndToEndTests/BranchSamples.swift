// Two branches and a central database as files: one is closed, the other has a row that the central database refuses.

import Foundation
import Kernel
import Store
import StoreSQLite
import TestKit
import Testing

struct BranchSamples: Sendable {
    let folder: ScratchFolder
    /// The last closing, which can be taken back.
    var closing: Int64 = 0

    func url(_ name: String) -> String { "sqlite:\(folder.path)/\(name).sqlite" }

    init() throws { folder = try ScratchFolder() }

    /// Runs statements in one of the files, which is made when it is not there.
    func run(_ name: String, _ statements: String...) async throws {
        let link = try await ForeignLink.open(SQLiteForeign(path: "\(folder.path)/\(name).sqlite", mayCreate: true))
        try await link.run { session in for statement in statements { try session.execute(statement) } }
        await link.close()
    }

    func text(_ name: String, _ statement: String) async throws -> String? {
        let link = try await ForeignLink.open(SQLiteForeign(path: "\(folder.path)/\(name).sqlite", mayCreate: false))
        let text = try await link.run { try $0.text(statement) }
        await link.close()
        return text
    }

    /// The shops, one customer of which has the same address in both.
    func makeShops(_ names: [String] = ["north", "south"]) async throws {
        for (index, name) in names.enumerated() {
            try await run(
                name, "CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(40), email VARCHAR(80))",
                "CREATE TABLE sales (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers(id), total DECIMAL(10,2))",
                "INSERT INTO customers VALUES (1, 'Ana <b>Ruiz</b>', 'ana@example.com'), (2, 'Luc', 'luc\(index)@example.com')",
                "INSERT INTO sales VALUES (1, 1, 10.50), (2, 2, 7.25), (3, NULL, 0.10)")
        }
    }

    static func make(_ plant: some RouteAsked) async throws -> BranchSamples {
        var samples = try BranchSamples()
        try await samples.makeShops()
        for name in ["north", "south"] {
            _ = try await plant.call("/api/v1/consolidation/branches", ["alias": .string(name), "url": .string(samples.url(name))])
        }
        _ = try await plant.call("/api/v1/consolidation/centrals", ["alias": "reports", "url": .string(samples.url("reports"))])
        for name in ["north", "south"] {
            _ = try await plant.call("/api/v1/consolidation/openings", ["branch": .string(name)])
            let closed = try await plant.call("/api/v1/consolidation/closings", ["branch": .string(name), "central": "reports"])
            samples.closing = try #require(closed["consolidation"]?.string.flatMap { Int64($0) }, "\(closed.text)")
            if name == "north" { try await samples.run("reports", "CREATE UNIQUE INDEX one_address ON customers (email)") }
        }
        return samples
    }
}
