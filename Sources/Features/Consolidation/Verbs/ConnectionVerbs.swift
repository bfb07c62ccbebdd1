// `gemba consolidation branch …` and `… central …`: the same four verbs for both.

import ArgumentParser
import Host
import Kernel
import Store
import Web

/// Which kind of connection a verb is about.
protocol ConnectionKind: Sendable {
    static var role: Connection.Role { get }
    static var noun: String { get }
    static var examples: (alias: String, url: String) { get }
}

enum BranchKind: ConnectionKind {
    static let role = Connection.Role.branch
    static let noun = "branch"
    static let examples = (alias: "north", url: "mysql://gemba@10.0.0.5/restaurante --password-env NORTH_PASS")
}

enum CentralKind: ConnectionKind {
    static let role = Connection.Role.central
    static let noun = "central database"
    static let examples = (alias: "reports", url: "mysql://gemba@10.0.0.9/unificado --password-env CENTRAL_PASS")
}

struct ConnectionVerb<Kind: ConnectionKind>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Kind.role.rawValue, abstract: "Add, list, try or forget a \(Kind.noun).",
            subcommands: [AddConnection<Kind>.self, ListConnections<Kind>.self, TestConnection<Kind>.self, RemoveConnection<Kind>.self])
    }
}

private func example(_ kind: any ConnectionKind.Type, _ rest: String) -> String {
    "Example: gemba consolidation \(kind.role.rawValue) \(rest)"
}

struct AddConnection<Kind: ConnectionKind>: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "add", abstract: "Add a \(Kind.noun).",
            discussion: example(Kind.self, "add \(Kind.examples.alias) \(Kind.examples.url)"))
    }
    @OptionGroup var common: CommonOptions
    @Argument(help: "A name of your own; a branch's stands beside each of its rows in the central database.") var alias: String
    @Argument(help: "mysql://user@host/name, postgres://user@host/name or sqlite:PATH; no password in it.") var url: String
    @Option(help: "The variable that holds the password.") var passwordEnv: String?

    func run(on plant: any Plant) async throws -> VerbReport { try await ConnectionVerbs.add(Kind.role, alias, url, passwordEnv, plant) }
}

struct ListConnections<Kind: ConnectionKind>: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: "List them.", discussion: example(Kind.self, "list"))
    }
    @OptionGroup var common: CommonOptions

    func run(on plant: any Plant) async throws -> VerbReport { try await ConnectionVerbs.list(Kind.role, plant) }
}

struct TestConnection<Kind: ConnectionKind>: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "test", abstract: "Sign in and look at what is there.", discussion: example(Kind.self, "test \(Kind.examples.alias)"))
    }
    @OptionGroup var common: CommonOptions
    @Argument(help: "Its alias.") var alias: String

    func run(on plant: any Plant) async throws -> VerbReport { try await ConnectionVerbs.test(Kind.role, alias, plant) }
}

struct RemoveConnection<Kind: ConnectionKind>: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "remove", abstract: "Forget it; rows in central databases stay.",
            discussion: example(Kind.self, "remove \(Kind.examples.alias)"))
    }
    @OptionGroup var common: CommonOptions
    @Argument(help: "Its alias.") var alias: String

    func run(on plant: any Plant) async throws -> VerbReport { try await ConnectionVerbs.remove(Kind.role, alias, plant) }
}

enum ConnectionVerbs {
    static func actions(_ plant: any Plant) -> ConsolidationActions { plant.feature(ConsolidationFeature.self).actions }

    static func add(_ role: Connection.Role, _ alias: String, _ url: String, _ passwordEnv: String?, _ plant: any Plant) async throws -> VerbReport {
        let place = try await actions(plant).add(Connection(role, alias: alias, url: Connection.url(url, passwordEnv: passwordEnv)), by: .terminal)
        return VerbReport(json: ConsolidationJSON.place(place, plant.house.zone), text: "added \(alias): \(place.url)")
    }

    static func list(_ role: Connection.Role, _ plant: any Plant) async throws -> VerbReport {
        let places = try await actions(plant).places(role)
        let zone = plant.house.zone
        let rows = places.map { place -> [String] in
            role == .central
                ? [place.alias, place.url]
                : [place.alias, place.state.rawValue, (place.state == .open ? place.openedAt : place.closedAt).map(zone.rfc3339) ?? "", place.url]
        }
        return VerbReport(
            json: .object([(role == .branch ? "branches" : "centrals", .array(places.map { ConsolidationJSON.place($0, zone) }))]),
            text: TextTable.render(role == .branch ? ["branch", "state", "since", "address"] : ["central", "address"], rows))
    }

    static func test(_ role: Connection.Role, _ alias: String, _ plant: any Plant) async throws -> VerbReport {
        let schema = try await actions(plant).test(try await actions(plant).place(alias, role))
        return VerbReport(
            json: .object([
                ("reachable", .bool(true)), ("version", .string(schema.version)), ("tables", .int(Int64(schema.tables.count))),
                ("views", .int(Int64(schema.views.count))), ("triggers", .int(Int64(schema.triggers))),
            ]), text: "reachable: \(schema.version), \(schema.tables.count) tables, \(schema.views.count) views, \(schema.triggers) triggers")
    }

    static func remove(_ role: Connection.Role, _ alias: String, _ plant: any Plant) async throws -> VerbReport {
        try await actions(plant).remove(try await actions(plant).place(alias, role), by: .terminal)
        return VerbReport(json: .object([("removed", .string(alias))]), text: "forgotten: \(alias)")
    }
}
