// A branch that sells, a central database beside it, a proxy before each of them, and the program with a hub of its own.

import Foundation
import Kernel
import Store
import TestKit
import Testing

final class ConsolidationSite: Sendable {
    let site: ProgramSite
    let server: TestServer
    let shell: BranchServer
    let sales: BranchSales
    let toBranch: CuttingProxy
    let toCentral: CuttingProxy
    /// Before the hub, where it is on a server.
    let toHub: CuttingProxy?
    /// How long a command takes that does next to nothing.
    let startMilliseconds: Int

    static let alias = "north"
    static let central = "central"
    /// Rows of the shop's largest table: small, so that a closing is short.
    static let rows = 40
    /// How often a command is tried again before it counts as lost; a killed run is over after some seconds at the latest.
    static let triesMax = 40

    init(seed: UInt64) async throws {
        site = try ProgramSite()
        // Nobody kills this server.
        server = try await TestServer(.mariadb, mode: .fast)
        shell = try #require(BranchServer(url: server.url))
        for name in [Self.alias, Self.central] { try await server.administer("CREATE DATABASE \(name) CHARACTER SET utf8mb4") }
        let shop = BranchShop(shell, database: Self.alias, seed: seed, rows: Self.rows)
        try shop.make()
        sales = try BranchSales(shop, seed: seed)
        toBranch = try CuttingProxy(to: server.port, seed: seed)
        toCentral = try CuttingProxy(to: server.port, seed: seed &+ 1)
        let hubPort = TestEngine.isSQLite || TestEngine.isCluster ? nil : URLComponents(string: site.databaseURL)?.port
        toHub = try hubPort.map { try CuttingProxy(to: $0, seed: seed &+ 2) }
        try site.folder.write("secret", shell.password)
        for (role, name, proxy) in [("branch", Self.alias, toBranch), ("central", Self.central, toCentral)] {
            let url = "mysql://\(shell.user)@127.0.0.1:\(proxy.port)/\(name)?password=file:\(site.folder.path)/secret&sslmode=disable"
            try await Self.must(site, [role, "add", name, url])
        }
        let started = Stopwatch.milliseconds()
        try await Self.must(site, ["policy", "--branch", Self.alias, "--table", "arqueo_cuentas", "--on-update", "versions"])
        startMilliseconds = Int(Stopwatch.milliseconds() - started)
        // All tables keep older states, so that a row that was put in twice can be told. Some fifty commands would take long.
        let tables = BranchShop.tableNames + BranchSales.tableNames.dropFirst()
        _ = try await TestEngine.open(site.databaseURL).write { tx in
            for table in tables {
                try tx.execute(
                    """
                    INSERT INTO cons_policies (branch_id, table_name, on_update, on_delete, on_columns, is_excluded)
                    SELECT branch_id, \(table), on_update, on_delete, on_columns, is_excluded FROM cons_policies WHERE table_name = 'arqueo_cuentas'
                    """)
            }
        }
    }

    static let open = ["open", "--branch", alias]
    /// Takes the present rows for consolidated; only while nothing is sold and all is in.
    static let openFromNow = ["open", "--branch", alias, "--from-now", "--yes"]
    static let close = ["close", "--branch", alias, "--central", central]

    /// - Parameter isThroughProxy: asks the hub through its proxy, where it has one.
    func spawn(_ words: [String], isThroughProxy: Bool = false) throws -> ProgramProcess {
        let url = isThroughProxy ? toHub.map { $0.url(site.databaseURL) + "&sslmode=disable" } : nil
        return try site.spawn(["consolidation"] + words + ["--json"], url: url)
    }

    private static func must(_ site: ProgramSite, _ words: [String]) async throws {
        let answer = try await site.run(["consolidation"] + words + ["--json"])
        guard answer.code == 0 else { throw ProgramFailure(what: "\(words): code \(answer.code): \(answer.error)\(answer.out)") }
    }

    /// Runs a command again until it succeeds.
    /// - Returns: its answer, and how often it failed before.
    func retry(_ words: [String]) async throws -> (answer: ProgramAnswer, failures: Int) {
        var said: [String] = []
        while said.count < Self.triesMax {
            let answer = try await site.run(["consolidation"] + words + ["--json"])
            if answer.code == 0 { return (answer, said.count) }
            said.append("code \(answer.code): \(answer.error)\(answer.out.prefix(300))")
            // A closing that says that the two are not equal is no failure to be tried again.
            if answer.json["verified"]?.bool == false { break }
            try await Task.sleep(nanoseconds: 400_000_000)
        }
        throw ProgramFailure(what: "\(words) does not succeed: \(Set(said).sorted().joined(separator: "\n"))")
    }

    func forward() {
        for proxy in [toBranch, toCentral, toHub].compactMap(\.self) { proxy.rule = .forward }
    }

    /// As if whoever is at it had not been heard of for long. The hub may be in the hands of a process that stands still.
    func forgetHolder() async -> Bool {
        do {
            let hub = try TestEngine.open(site.databaseURL, busySeconds: 1)
            let past = Instant(milliseconds: 0)
            _ = try await hub.write { try $0.execute("UPDATE cons_runs SET beat_at = \(past) WHERE state = 'running'") }
            return true
        } catch {
            return false
        }
    }

    // MARK: what must be so

    /// What does not add up in the central database, whatever is sold meanwhile.
    func faults() throws -> [String] { try BranchSales.faults(shell, central: Self.central, alias: Self.alias) }

    /// The central database against the branch; nothing may be sold meanwhile.
    func differences() throws -> [String] {
        try CentralOracle(shell).differences(branch: Self.alias, central: Self.central, alias: Self.alias).map(\.description)
    }

    func liveRows() throws -> Int { try CentralOracle(shell).liveRows(central: Self.central, alias: Self.alias) }
}

extension ProgramAnswer {
    /// Rows a closing says it has carried.
    var carried: Int64 { ["inserted", "updated", "deleted", "failed"].reduce(0) { $0 + (json[$1]?.int ?? 0) } }
}
