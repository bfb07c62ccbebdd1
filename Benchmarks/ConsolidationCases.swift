// A branch into a central database: the first time beside dump and restore, a day's changes beside a checksum scan of both
// sides and beside pt-table-sync. Branch and central database are on one MariaDB, wherever the hub is.

import Foundation

extension Bench {
    /// Rows below which pt-table-sync's start outweighs its work.
    private static let syncRowsMin = 100_000

    func consolidation() throws {
        let shop = try ConsolidationShop(plant, rows: rows * 2)
        try shop.make()
        try firstConsolidation(shop)
        try dailyConsolidation(shop)
        let memory = shop.memory
        report.judge("Memory of opening and closing", "\(memory >> 20) MiB", goal: "below 200 MB", isMet: memory < 200_000_000)
    }

    private func firstConsolidation(_ shop: ConsolidationShop) throws {
        let (gemba, dump) = ("Gemba, open and close, verified", "mariadb-dump | mariadb")
        try report.compare(
            "First consolidation, \(shop.rows) rows in \(ShopTables.tables.count) tables", rounds: rounds, unit: (Double(shop.rows) / 1e6, "M rows"),
            [
                Contestant(name: dump, prepare: { try shop.servers.clear(shop.copy) }) {
                    let cost = try shop.charged { try shop.copyBranch() }
                    try shop.expectSame(shop.copy)
                    return cost
                },
                Contestant(name: gemba, prepare: { try shop.begin() }) {
                    var cost = try shop.charged { try shop.gemba("open", "--branch", "north") }
                    cost += try shop.close()
                    try shop.expectSame(shop.central)
                    return cost
                },
            ], goals: [.ratio(of: gemba, against: dump, atMost: 1.2)])
    }

    private func dailyConsolidation(_ shop: ConsolidationShop) throws {
        let (gemba, scan, sync) = ("Gemba, close, verified", "checksum scan of both sides", "pt-table-sync")
        // The last turns before may have been another's.
        try shop.begin()
        try shop.gemba("open", "--branch", "north")
        _ = try shop.close()
        var contestants = [
            Contestant(name: scan) { try shop.scan() },
            Contestant(name: gemba) {
                let cost = try shop.close()
                try shop.expectSame(shop.central)
                return cost
            },
        ]
        var goals = [Goal.ratio(of: gemba, against: scan, atMost: 1.5)]
        if shop.rows < Self.syncRowsMin {
            report.say("(pt-table-sync takes part from \(Self.syncRowsMin) rows on)")
        } else if (try? Child.run(["pt-table-sync", "--version"])) == nil {
            report.say("(pt-table-sync is not here: the package percona-toolkit)")
        } else {
            try shop.servers.clear(shop.copy)
            _ = try shop.copyBranch()
            try shop.admitSync()
            contestants.append(
                Contestant(name: sync) {
                    let cost = try shop.sync()
                    try shop.expectSame(shop.copy)
                    return cost
                })
            goals.append(.ratio(of: gemba, against: sync, atMost: 1.0 / 8))
        }
        try report.compare(
            "Closing with 0.5 % changed rows, \(shop.rows) rows", rounds: rounds, unit: (Double(shop.rows) / 1e6, "M rows"), contestants,
            goals: goals,
            before: { try shop.work($0 + 1) })
    }
}

/// The databases of the case, and what is done with them.
private final class ConsolidationShop {
    let plant: Plant
    let rows: Int
    /// The MariaDB that branch, central database and copy are on.
    let servers: MariaDBHubs
    let (branch, central, copy, hub) = ("shop-branch", "shop-central", "shop-copy", "shop-hub")
    /// The most a `gemba` took.
    private(set) var memory: Int64 = 0
    private let scans: String
    private var columns: [String: [ShopColumn]] = [:]

    init(_ plant: Plant, rows: Int) throws {
        (self.plant, self.rows) = (plant, rows)
        servers = try plant.hubs as? MariaDBHubs ?? MariaDBHubs(folder: plant.folder)
        scans = plant.path("shop-scan.sql")
    }

    /// Fills the branch, and writes down the statements of a scan.
    func make() throws {
        try servers.clear(branch)
        _ = try servers.ask(branch, ShopTables(rows: rows).statements)
        let found = try servers.ask(
            branch,
            "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = DATABASE() "
                + "ORDER BY table_name, ordinal_position;")
        for line in found {
            let words = line.split(separator: "\t").map(String.init)
            columns[words[0], default: []].append(ShopColumn(name: words[1], type: words[2], isNullable: words[3] == "YES"))
        }
    }

    private func environment() -> [String: String] {
        plant.environment(hub).merging(["SHOP_PASSWORD": servers.password]) { $1 }
    }

    @discardableResult
    func gemba(_ words: String...) throws -> Cost {
        let cost = try Child.run([plant.gemba, "consolidation"] + words, environment: environment())
        memory = max(memory, cost.memory)
        return cost
    }

    /// A hub and a central database with nothing in them.
    func begin() throws {
        try servers.clear(central)
        try plant.emptyHub(hub)
        for (role, alias, database) in [("branch", "north", branch), ("central", "reports", central)] {
            try gemba(role, "add", alias, servers.url(database, password: false), "--password-env", "SHOP_PASSWORD")
        }
    }

    func close() throws -> Cost {
        // It ends with 1 when the two are not equal or a row was refused.
        try charged { try gemba("close", "--branch", "north", "--central", "reports") }
    }

    /// What was spent by the server of the databases, and by the hub's where that is another.
    func charged(_ turn: () throws -> Cost) throws -> Cost {
        if plant.hubs is MariaDBHubs { return try servers.charged(turn) }
        let before = plant.hubs.serverCPU
        var cost = try servers.charged(turn)
        cost.server += plant.hubs.serverCPU - before
        return cost
    }

    func copyBranch() throws -> Cost { try Child.run(["sh", "-c", servers.dumpAndRestore(branch, copy)], environment: servers.environment) }

    func work(_ day: Int) throws {
        _ = try servers.ask(branch, ShopTables.day(day))
        try writeScans()
        servers.settle()
    }

    // MARK: reading both sides

    private static let isOurs = "_source_alias = 'north' AND _deleted_at IS NULL AND "

    /// Chunks of some 4096 rows, found before the clock runs.
    private func writeScans() throws {
        var statements = ["USE \(servers.database(branch));\n", "USE \(servers.database(central));\n"]
        for table in ShopTables.tables {
            let key = table.key[0]
            let starts = try servers.ask(
                branch,
                "SELECT DISTINCT \(key) FROM (SELECT \(key), ROW_NUMBER() OVER (ORDER BY \(key)) n FROM \(table.name)) x WHERE n % 4096 = 1 ORDER BY 1;"
            )
            for index in starts.indices {
                let range = "\(key) >= \(starts[index])" + (index + 1 < starts.count ? " AND \(key) < \(starts[index + 1])" : "")
                for (side, condition) in ["", Self.isOurs].enumerated() {
                    statements[side] += ShopTables.checksum(table.name, columns[table.name] ?? [], where: condition + range)
                }
            }
        }
        try statements.joined().write(toFile: scans, atomically: true, encoding: .utf8)
    }

    func scan() throws -> Cost { try charged { try servers.run(scans, on: branch) } }

    /// Whether another database has the branch's rows, by a measure that is not Gemba's.
    func expectSame(_ other: String) throws {
        func all(_ database: String) throws -> [Substring] {
            let condition = (database == central ? Self.isOurs : "") + "1 = 1"
            let sql = ShopTables.tables.map { ShopTables.checksum($0.name, columns[$0.name] ?? [], where: condition) }.joined()
            return try servers.ask(database, sql)
        }
        let (mine, theirs) = (try all(branch), try all(other))
        guard mine.count == ShopTables.tables.count, mine == theirs else {
            throw BenchFailure("\(other) is not what the branch is: \(zip(mine, theirs).first { $0 != $1 }.map { "\($0)" } ?? "a table is missing")")
        }
    }

    // MARK: pt-table-sync

    /// It sets the form of the binary log, which takes a right that hubs do not have.
    func admitSync() throws {
        try servers.administer(
            "CREATE OR REPLACE USER sync@'%' IDENTIFIED BY '\(servers.password)'; GRANT ALL ON *.* TO sync@'%'")
    }

    func sync() throws -> Cost {
        let words = "pt-table-sync --execute --no-check-slave --no-foreign-key-checks --charset=utf8mb4 --password=\"$MYSQL_PWD\""
        let (from, to) = (servers.database(branch), servers.database(copy))
        // 2 means that rows differed, and no longer do.
        let each = "\(words) \(servers.address(user: "sync")),D=\(from),t=$t D=\(to),t=$t || [ $? = 2 ] || exit 3"
        let script = "for t in \(ShopTables.tables.map(\.name).joined(separator: " ")); do \(each); done"
        return try charged { try Child.run(["sh", "-c", script], environment: servers.environment) }
    }
}
