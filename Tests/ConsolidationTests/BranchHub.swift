// A hub with the consolidation feature alone, and a real MariaDB beside it on which branches and central databases are made.

import Foundation
import Host
import Kernel
import Logging
import Store
import StoreMariaDB
import StorePostgres
import StoreSQLite
import TestKit

@testable import Consolidation

final class BranchHub: Sendable {
    let folder: ScratchFolder
    let server: TestServer
    let shell: BranchServer
    let actions: ConsolidationActions

    static let lacks = TestServer.lacks(.mariadb)

    init() async throws {
        folder = try ScratchFolder()
        server = try await TestServer(.mariadb, mode: .fast)
        shell = BranchServer(url: server.url)!
        actions = try await Self.actions(folder)
    }

    /// The actions on the folder's hub, as a second process would have them.
    static func actions(_ folder: ScratchFolder) async throws -> ConsolidationActions {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let house = House(database: try folder.database(), clock: .system, logger: logger, zone: try Zone("Europe/Madrid"), dataFolder: folder.path)
        let feature = ConsolidationFeature(
            house: house,
            opener: ConnectionOpener { url, password, mayCreate in
                switch url.engine {
                case .sqlite: return SQLiteForeign(path: url.rest, mayCreate: mayCreate)
                case .postgres: return try PostgresForeign(url, password: password, environment: [:])
                case .mysql: return try MariaDBForeign(url, password: password, environment: [:])
                }
            })
        try await Migrator.migrate(house.database, House.migrations + feature.migrations, clock: .system)
        return feature.actions
    }

    /// A database on the server, and a place for it in the hub.
    func place(_ role: Connection.Role, _ alias: String) async throws -> Connection {
        try await server.administer("CREATE DATABASE \(alias) CHARACTER SET utf8mb4")
        return try await actions.add(Connection(role, alias: alias, url: try address(alias)), by: .terminal)
    }

    /// The password is in a file: none is ever in an address.
    func address(_ database: String, port: Int? = nil) throws -> String {
        try folder.write("secret", shell.password)
        return "mysql://\(shell.user)@127.0.0.1:\(port ?? shell.port)/\(database)?password=file:\(folder.path)/secret"
    }

    func branch(_ alias: String, seed: UInt64, rows: Int = 120) async throws -> (place: Connection, shop: BranchShop) {
        let place = try await place(.branch, alias)
        let shop = BranchShop(shell, database: alias, seed: seed, rows: rows)
        try shop.make()
        return (place, shop)
    }

    func differences(_ alias: String, in central: String) throws -> [CentralDifference] {
        try CentralOracle(shell).differences(branch: alias, central: central, alias: alias)
    }
}
