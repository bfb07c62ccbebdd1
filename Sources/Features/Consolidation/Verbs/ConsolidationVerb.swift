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
            ConnectionVerb<BranchKind>.self, ConnectionVerb<CentralKind>.self, OpenVerb.self, PreFlightVerb.self, PreviewVerb.self, CloseVerb.self,
            VerifyVerb.self,
            FailuresVerb.self,
            RetryVerb.self, UndoVerb.self, StatusVerb.self, PolicyVerb.self, TimetableVerb.self, ImportConfigVerb.self,
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
