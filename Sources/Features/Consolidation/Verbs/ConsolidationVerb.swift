// `gemba consolidation …`: branches and central databases at the terminal.

import ArgumentParser
import Foundation
import Host
import Kernel
import Store
import Web

struct ConsolidationVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consolidation", abstract: "Open and close branches into a central database, and prove it equal.",
        subcommands: [
            BranchVerb.self, CentralVerb.self, OpenVerb.self, PreFlightVerb.self, PreviewVerb.self, CloseVerb.self, VerifyVerb.self,
            FailuresVerb.self,
            RetryVerb.self, UndoVerb.self, StatusVerb.self, PolicyVerb.self,
        ])
}

/// Which branch and which central database.
struct PairOptions: ParsableArguments {
    @Option(help: "The branch's alias.") var branch: String
    @Option(help: "The central database's alias.") var central: String

    func pair(_ actions: ConsolidationActions) async throws -> ConsolidationActions.Pair {
        ConsolidationActions.Pair(try await actions.place(branch, .branch), try await actions.place(central, .central))
    }
}

struct BranchVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "branch", abstract: "The branches.", subcommands: [Add.self, List.self, Test.self, Remove.self])

    struct Add: Verb {
        static let configuration = CommandConfiguration(
            abstract: "Add a branch.",
            discussion: "Example: gemba consolidation branch add north mysql://gemba@10.0.0.5/restaurante --password-env NORTH_PASS")
        @OptionGroup var common: CommonOptions
        @Argument(help: "A name of your own; it stands beside each row in the central database.") var alias: String
        @Argument(help: "mysql://user@host/name, postgres://user@host/name or sqlite:PATH; no password in it.") var url: String
        @Option(help: "The variable that holds the password.") var passwordEnv: String?
        func run(on plant: any Plant) async throws -> VerbReport { try await ConnectionVerbs.add(.branch, alias, url, passwordEnv, plant) }
    }
    struct List: Verb {
        static let configuration = CommandConfiguration(abstract: "List the branches.", discussion: "Example: gemba consolidation branch list")
        @OptionGroup var common: CommonOptions
        func run(on plant: any Plant) async throws -> VerbReport { try await ConnectionVerbs.list(.branch, plant) }
    }
    struct Test: Verb {
        static let configuration = CommandConfiguration(
            abstract: "Try to reach a branch.", discussion: "Example: gemba consolidation branch test north")
        @OptionGroup var common: CommonOptions
        @Argument(help: "Its alias.") var alias: String
        func run(on plant: any Plant) async throws -> VerbReport { try await ConnectionVerbs.test(.branch, alias, plant) }
    }
    struct Remove: Verb {
        static let configuration = CommandConfiguration(
            abstract: "Forget a branch; its rows in central databases stay.", discussion: "Example: gemba consolidation branch remove north")
        @OptionGroup var common: CommonOptions
        @Argument(help: "Its alias.") var alias: String
        func run(on plant: any Plant) async throws -> VerbReport { try await ConnectionVerbs.remove(.branch, alias, plant) }
    }
}

struct CentralVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "central", abstract: "The central databases.", subcommands: [Add.self, List.self, Test.self, Remove.self])

    struct Add: Verb {
        static let configuration = CommandConfiguration(
            abstract: "Add a central database.",
            discussion: "Example: gemba consolidation central add reports mysql://gemba@10.0.0.9/unificado --password-env CENTRAL_PASS")
        @OptionGroup var common: CommonOptions
        @Argument(help: "A name of your own.") var alias: String
        @Argument(help: "mysql://user@host/name, postgres://user@host/name or sqlite:PATH; no password in it.") var url: String
        @Option(help: "The variable that holds the password.") var passwordEnv: String?
        func run(on plant: any Plant) async throws -> VerbReport { try await ConnectionVerbs.add(.central, alias, url, passwordEnv, plant) }
    }
    struct List: Verb {
        static let configuration = CommandConfiguration(
            abstract: "List the central databases.", discussion: "Example: gemba consolidation central list")
        @OptionGroup var common: CommonOptions
        func run(on plant: any Plant) async throws -> VerbReport { try await ConnectionVerbs.list(.central, plant) }
    }
    struct Test: Verb {
        static let configuration = CommandConfiguration(
            abstract: "Try to reach a central database.", discussion: "Example: gemba consolidation central test reports")
        @OptionGroup var common: CommonOptions
        @Argument(help: "Its alias.") var alias: String
        func run(on plant: any Plant) async throws -> VerbReport { try await ConnectionVerbs.test(.central, alias, plant) }
    }
    struct Remove: Verb {
        static let configuration = CommandConfiguration(
            abstract: "Forget a central database; what is in it stays.", discussion: "Example: gemba consolidation central remove reports")
        @OptionGroup var common: CommonOptions
        @Argument(help: "Its alias.") var alias: String
        func run(on plant: any Plant) async throws -> VerbReport { try await ConnectionVerbs.remove(.central, alias, plant) }
    }
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

struct OpenVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open a branch: its day begins.", discussion: "Example: gemba consolidation open --branch north")
    @OptionGroup var common: CommonOptions
    @Option(help: "The branch's alias.") var branch: String
    @Flag(help: "Take the present rows for consolidated; says how many changes no closing will carry.") var fromNow = false
    @Flag(help: "Do not ask.") var yes = false

    func run(on plant: any Plant) async throws -> VerbReport {
        let actions = ConnectionVerbs.actions(plant)
        let pair = ConsolidationActions.Pair(try await actions.place(branch, .branch))
        if fromNow, !yes {
            let preview = try await actions.open(pair, fromNow: true, isPreview: true, by: .terminal)
            guard isatty(0) == 1 else {
                throw Problem(.input, "needs_yes", ["skipped": String(preview.skipped)], hint: "Add --yes to take the present rows for consolidated.")
            }
            FileHandle.standardError.write(Data("\(preview.skipped) changed rows will never be carried. Type yes to go on: ".utf8))
            guard readLine() == "yes" else { throw Problem(.input, "not_confirmed") }
        }
        let opened = try await actions.open(pair, fromNow: fromNow, by: .terminal)
        let head = opened.isAlreadyOpen ? "\(branch) is open already" : "\(branch) is open"
        return VerbReport(
            json: ConsolidationJSON.opened(opened),
            text: "\(head): \(opened.tables.count) tables, \(opened.rows) rows" + (fromNow ? ", \(opened.skipped) skipped" : ""))
    }
}

struct PreFlightVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "preflight", abstract: "What stands in the way of a closing.",
        discussion: "Example: gemba consolidation preflight --branch north --central reports")
    @OptionGroup var common: CommonOptions
    @OptionGroup var names: PairOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        let actions = ConnectionVerbs.actions(plant)
        let flight = try await actions.preFlight(try await names.pair(actions))
        let rows = flight.findings.map { [$0.weight.rawValue, $0.table ?? "", $0.code, $0.detail] }
        return VerbReport(
            json: ConsolidationJSON.preFlight(flight),
            text: "\(flight.tables) tables, about \(flight.rows) rows and \(Int(flight.seconds.rounded(.up))) s\n"
                + TextTable.render(["weight", "table", "finding", "detail"], rows), exitCode: flight.mayClose ? 0 : 1)
    }
}

enum ClosedText {
    static func text(_ closed: ClosedBranch) -> String {
        let rows = closed.tables.filter { $0.counts.sum > 0 || $0.differing > 0 || !$0.notes.isEmpty }.map { table in
            [
                table.table, String(table.counts.inserted), String(table.counts.updated), String(table.counts.deleted), String(table.counts.failed),
                table.notes.joined(separator: "; "),
            ]
        }
        let c = closed.counts
        let sum = "\(c.inserted) new, \(c.updated) changed, \(c.deleted) deleted, \(c.failed) refused"
        return rows.isEmpty
            ? "nothing to do" : TextTable.render(["table", "new", "changed", "deleted", "refused", ""], rows, right: [1, 2, 3, 4]) + "\n" + sum
    }
}

struct PreviewVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "What a closing would do; nothing is changed.",
        discussion: "Example: gemba consolidation preview --branch north --central reports")
    @OptionGroup var common: CommonOptions
    @OptionGroup var names: PairOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        let actions = ConnectionVerbs.actions(plant)
        let closed = try await actions.preview(try await names.pair(actions))
        return VerbReport(json: ConsolidationJSON.closed(closed, samples: true), text: ClosedText.text(closed))
    }
}

struct CloseVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close a branch: what has changed goes into the central database.",
        discussion: "Example: gemba consolidation close --branch north --central reports")
    @OptionGroup var common: CommonOptions
    @OptionGroup var names: PairOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        let actions = ConnectionVerbs.actions(plant)
        let closed = try await actions.close(try await names.pair(actions), by: .terminal)
        return VerbReport(
            json: ConsolidationJSON.closed(closed, samples: false),
            text: ClosedText.text(closed)
                + (closed.isVerified ? "\nverified: the central database has what the branch has" : "\nNOT equal: see 'gemba consolidation verify'"),
            exitCode: closed.isVerified && closed.counts.failed == 0 ? 0 : 1)
    }
}

struct VerifyVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Hold the central database against the branch, row by row where they differ.",
        discussion: "Example: gemba consolidation verify --branch north --central reports --repair")
    @OptionGroup var common: CommonOptions
    @OptionGroup var names: PairOptions
    @Flag(help: "Write rows anew that are not as the last closing left them.") var repair = false

    func run(on plant: any Plant) async throws -> VerbReport {
        let actions = ConnectionVerbs.actions(plant)
        let result = try await actions.verify(try await names.pair(actions), repairs: repair, by: .terminal)
        let rows = result.tables.filter { $0.differing > 0 || $0.repaired > 0 }.map {
            [
                $0.table, String($0.branchRows), String($0.centralRows), String($0.differing), String($0.pending), String($0.repaired),
                $0.keys.prefix(3).joined(separator: "; "),
            ]
        }
        let head = result.isEqual ? "equal: \(result.tables.count) tables, \(result.tables.reduce(0) { $0 + $1.branchRows }) rows" : "NOT equal"
        return VerbReport(
            json: result.json,
            text: rows.isEmpty
                ? head
                : head + "\n"
                    + TextTable.render(
                        ["table", "branch", "central", "differing", "not yet closed", "repaired", "keys"], rows, right: [1, 2, 3, 4, 5]),
            exitCode: result.isEqual ? 0 : 1)
    }
}

struct FailuresVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "failures", abstract: "Rows that a central database has refused.",
        discussion: "Example: gemba consolidation failures --status open")
    @OptionGroup var common: CommonOptions
    @Option(help: "Only of this branch.") var branch: String?
    @Option(help: "open, given_up, settled or dismissed. Default: open and given_up.") var status: String?
    @Option(help: "At most so many.") var limit = 100

    func run(on plant: any Plant) async throws -> VerbReport {
        let actions = ConnectionVerbs.actions(plant)
        var rows: [RowFailure] = []
        var total: Int64 = 0
        let statuses: [RowFailure.Status]
        if let status {
            guard let one = RowFailure.Status(rawValue: status) else {
                throw Problem(.input, "parameter_invalid", ["name": "status", "value": status])
            }
            statuses = [one]
        } else {
            statuses = [.open, .givenUp]
        }
        for status in statuses {
            var filter = FailureFilter()
            filter.status = status
            if let branch { filter.branch = try await actions.place(branch, .branch).id }
            let found = try await actions.failures(filter, limit: max(1, limit - rows.count))
            rows += found.rows
            total += found.total
        }
        let table = rows.map { [String($0.id), $0.branch, $0.table, $0.keyText, $0.status.rawValue, String($0.tries), $0.detail] }
        return VerbReport(
            json: .object([("failures", .array(rows.map { ConsolidationJSON.failure($0, plant.house.zone) })), ("total", .int(total))]),
            text: rows.isEmpty
                ? "no refused rows" : TextTable.render(["id", "branch", "table", "key", "status", "tries", "reason"], table, right: [0, 5]),
            exitCode: 0)
    }
}

struct RetryVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Try refused rows again, perhaps edited.",
        discussion: "Example: gemba consolidation retry 17 --set name=short")
    @OptionGroup var common: CommonOptions
    @Argument(help: "Which ones.") var ids: [Int64] = []
    @Flag(help: "All that are open.") var all = false
    @Option(help: "COLUMN=VALUE: a value in the place of the branch's; COLUMN= for empty text; may be given more than once.") var set: [String] = []

    func run(on plant: any Plant) async throws -> VerbReport {
        guard all != !ids.isEmpty else { throw Problem(.input, "parameter_invalid", ["name": "ids", "value": ""], hint: "Name ids, or --all.") }
        var edits: [String: String?] = [:]
        for text in set {
            guard let equals = text.firstIndex(of: "=") else { throw Problem(.input, "parameter_invalid", ["name": "set", "value": text]) }
            edits[String(text[..<equals])] = .some(String(text[text.index(after: equals)...]))
        }
        let result = try await ConnectionVerbs.actions(plant).retry(all ? nil : ids, edits: edits, by: .terminal)
        return VerbReport(
            json: ConsolidationJSON.retried(result), text: "\(result.retried) retried: \(result.succeeded) in, \(result.failed) refused again",
            exitCode: result.failed == 0 ? 0 : 1)
    }
}

struct UndoVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take the newest closing of a branch back.", discussion: "Example: gemba consolidation undo 12 --dry-run")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The consolidation's id.") var consolidation: Int64
    @Flag(help: "Only say what it would do.") var dryRun = false

    func run(on plant: any Plant) async throws -> VerbReport {
        let undone = try await ConnectionVerbs.actions(plant).undo(consolidation, isPreview: dryRun, by: .terminal)
        let rows = undone.tables.filter { $0.removed + $0.restored > 0 }.map { [$0.table, String($0.removed), String($0.restored)] }
        return VerbReport(
            json: ConsolidationJSON.undone(undone),
            text: rows.isEmpty ? "nothing to take back" : TextTable.render(["table", "removed", "as before"], rows, right: [1, 2]))
    }
}

struct StatusVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "What the branches are at, and what was done last.", discussion: "Example: gemba consolidation status")
    @OptionGroup var common: CommonOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        let actions = ConnectionVerbs.actions(plant)
        let zone = plant.house.zone
        let branches = try await actions.places(.branch)
        let runs = try await actions.database.read { try RunTable(tx: $0).page(limit: 20) }
        let lines = runs.map {
            [
                String($0.id), $0.kind.rawValue, $0.branch, $0.central ?? "", $0.state.rawValue, zone.rfc3339($0.startedAt), String($0.counts.sum),
                $0.problem ?? "",
            ]
        }
        return VerbReport(
            json: .object([
                ("branches", .array(branches.map { ConsolidationJSON.place($0, zone) })),
                ("runs", .array(runs.map { ConsolidationJSON.run($0, zone) })),
            ]),
            text: TextTable.render(["branch", "state"], branches.map { [$0.alias, $0.state.rawValue] }) + "\n\n"
                + TextTable.render(["id", "what", "branch", "central", "state", "began", "rows", "problem"], lines, right: [0, 6]))
    }
}

struct PolicyVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Say what becomes of changed and deleted rows and new columns of a table.",
        discussion: "Example: gemba consolidation policy --branch north --table sales --on-delete mirror")
    @OptionGroup var common: CommonOptions
    @Option(help: "The branch's alias.") var branch: String
    @Option(help: "The table.") var table: String
    @Option(help: "replace or versions.") var onUpdate: String?
    @Option(help: "mark, mirror or ignore.") var onDelete: String?
    @Option(help: "extend, freeze or discard.") var onColumns: String?
    @Flag(inversion: .prefixedNo, help: "Leaves the table out of closings.") var exclude: Bool?

    func run(on plant: any Plant) async throws -> VerbReport {
        let actions = ConnectionVerbs.actions(plant)
        let place = try await actions.place(branch, .branch)
        var policy = try await actions.policies(place)[table] ?? TablePolicy()
        func take<P: RawRepresentable>(_ text: String?, _ name: String, _ old: P) throws -> P where P.RawValue == String {
            guard let text else { return old }
            guard let value = P(rawValue: text) else { throw Problem(.input, "parameter_invalid", ["name": name, "value": text]) }
            return value
        }
        policy.update = try take(onUpdate, "on-update", policy.update)
        policy.delete = try take(onDelete, "on-delete", policy.delete)
        policy.columns = try take(onColumns, "on-columns", policy.columns)
        policy.isExcluded = exclude ?? policy.isExcluded
        try await actions.set(policy, table: table, of: place, by: .terminal)
        let text =
            "\(table): update \(policy.update.rawValue), delete \(policy.delete.rawValue), columns \(policy.columns.rawValue)\(policy.isExcluded ? ", excluded" : "")"
        return VerbReport(
            json: .object([
                ("table", .string(table)), ("update", .string(policy.update.rawValue)), ("delete", .string(policy.delete.rawValue)),
                ("columns", .string(policy.columns.rawValue)), ("excluded", .bool(policy.isExcluded)),
            ]), text: text)
    }
}
