// `gemba token …`: tokens at the terminal, for programs that talk to the API.

import ArgumentParser
import Host
import Kernel
import Web

struct TokenVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "API tokens: create, list, revoke.",
        subcommands: [TokenCreateVerb.self, TokenListVerb.self, TokenRevokeVerb.self])
}

struct TokenCreateVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a token. Its text is printed once and kept nowhere.",
        discussion: "Example: gemba token create erp --role viewer --days 365 --json")
    @OptionGroup var common: CommonOptions
    @Argument(help: "What it is for.") var name: String
    @Option(help: "admin, scheduler, supervisor, floor or viewer.") var role: String
    @Option(help: "Days until it ends; without it, it does not end.") var days: Int64?

    func run(on plant: any Plant) async throws -> VerbReport {
        let token = try await TokenActions(house: plant.house).create(name: name, role: role, days: days, by: .terminal)
        return VerbReport(json: HouseJSON(zone: plant.house.zone).newToken(token, now: plant.house.clock.now()), text: token.text)
    }
}

struct TokenListVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "All tokens, the latest made first.", discussion: "Example: gemba token list")
    @OptionGroup var common: CommonOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        let house = plant.house
        let now = house.clock.now()
        let tokens = try await house.tokens.list()
        let rows = tokens.map { t in
            [
                String(t.id), t.name, t.role.rawValue, t.createdByName, t.expiresAt.map { house.zone.rfc3339($0) } ?? "never ends",
                t.isLive(at: now) ? "live" : t.revokedAt == nil ? "ended" : "revoked",
            ]
        }
        let json = HouseJSON(zone: house.zone)
        return VerbReport(
            json: ["tokens": .array(tokens.map { json.token($0, now: now) })],
            text: TextTable.render(["id", "name", "role", "made by", "ends", "state"], rows, right: [0]))
    }
}

struct TokenRevokeVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Refuse a token from now on.", discussion: "Example: gemba token revoke erp")
    @OptionGroup var common: CommonOptions
    @Argument(help: "Its name or its id.") var token: String

    func run(on plant: any Plant) async throws -> VerbReport {
        let house = plant.house
        let now = house.clock.now()
        let all = try await house.tokens.list()
        // A name may have been used before; the live one is meant.
        let named = all.filter { $0.name.lowercased() == token.lowercased() }
        guard let found = named.first(where: { $0.isLive(at: now) }) ?? named.first ?? all.first(where: { String($0.id) == token }) else {
            throw Problem(.missing, "token_missing", hint: "See them: gemba token list")
        }
        let record = try await house.tokens.revoke(found.id, by: .terminal)
        return VerbReport(json: HouseJSON(zone: house.zone).token(record, now: now), text: "\(record.name) is revoked")
    }
}
