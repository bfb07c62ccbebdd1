// `gemba user …`: people at the terminal, for the first administrator and for scripts.

import ArgumentParser
import Host
import Kernel
import Web

struct UserVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "People who may sign in: add, list, role, password, deactivate.",
        subcommands: [UserAddVerb.self, UserListVerb.self, UserRoleVerb.self, UserPasswordVerb.self, UserDeactivateVerb.self])
}

extension House {
    /// The person of that name, in any case; throws `person_missing`.
    func person(named name: String) async throws -> PersonRecord {
        guard let found = try await people.list().first(where: { $0.name.lowercased() == name.lowercased() }) else {
            throw Problem(.missing, "person_missing", hint: "See the names: gemba user list")
        }
        return found
    }
}

struct UserAddVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a person.",
        discussion: "Example: gemba user add \"M. Ortega\" --role supervisor --password-env NEW_PASSWORD")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The name to sign in with.") var name: String
    @Option(help: "admin, scheduler, supervisor, floor or viewer.") var role: String
    @Option(help: "The variable that holds the password; without it the terminal asks.") var passwordEnv: String?

    func run(on plant: any Plant) async throws -> VerbReport {
        let role = try RoleText.role(role)
        let password = try TerminalPassword.new(fromVariable: passwordEnv)
        let person = try await plant.house.people.create(name: name, password: password, role: role, by: .terminal)
        return VerbReport(json: HouseJSON(zone: plant.house.zone).person(person), text: "\(person.name) may sign in as \(role.rawValue)")
    }
}

struct UserListVerb: Verb {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Who may sign in.", discussion: "Example: gemba user list --json")
    @OptionGroup var common: CommonOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        let people = try await plant.house.people.list()
        let json = HouseJSON(zone: plant.house.zone)
        let rows = people.map { [String($0.id), $0.name, $0.role.rawValue, $0.isActive ? ($0.hasPassword ? "active" : "no password") : "inactive"] }
        return VerbReport(
            json: ["people": .array(people.map(json.person))], text: TextTable.render(["id", "name", "role", "state"], rows, right: [0]))
    }
}

struct UserRoleVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Give a person another role.", discussion: "Example: gemba user role \"M. Ortega\" scheduler")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The person's name.") var name: String
    @Argument(help: "admin, scheduler, supervisor, floor or viewer.") var role: String

    func run(on plant: any Plant) async throws -> VerbReport {
        let role = try RoleText.role(role)
        let id = try await plant.house.person(named: name).id
        let person = try await plant.house.people.setRole(role, of: id, by: .terminal)
        return VerbReport(json: HouseJSON(zone: plant.house.zone).person(person), text: "\(person.name) is \(role.rawValue)")
    }
}

struct UserPasswordVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "password", abstract: "Set a person's password; all their sessions end.",
        discussion: "Example: gemba user password \"M. Ortega\"")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The person's name.") var name: String
    @Option(help: "The variable that holds the password; without it the terminal asks.") var passwordEnv: String?

    func run(on plant: any Plant) async throws -> VerbReport {
        let person = try await plant.house.person(named: name)
        let password = try TerminalPassword.new(fromVariable: passwordEnv)
        try await plant.house.people.setPassword(password, of: person.id, by: .terminal)
        let now = try await plant.house.people.find(person.id)
        return VerbReport(json: HouseJSON(zone: plant.house.zone).person(now), text: "\(now.name) has a new password")
    }
}

struct UserDeactivateVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "deactivate", abstract: "Keep a person from signing in; their sessions end, their tokens are refused.",
        discussion: "Example: gemba user deactivate \"M. Ortega\"")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The person's name.") var name: String

    func run(on plant: any Plant) async throws -> VerbReport {
        let id = try await plant.house.person(named: name).id
        let person = try await plant.house.people.setActive(false, of: id, by: .terminal)
        return VerbReport(json: HouseJSON(zone: plant.house.zone).person(person), text: "\(person.name) may no longer sign in")
    }
}
