// `gemba ledger …`: where every line of every file went; reading a file anew, and letting a held one be read.

import ArgumentParser
import Host
import Intake
import Kernel

struct LedgerVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Where every line of every file went: list, release, reload.",
        discussion: "Example: gemba ledger --path '1line/**' --json",
        subcommands: [LedgerListVerb.self, LedgerReleaseVerb.self, LedgerReloadVerb.self],
        defaultSubcommand: LedgerListVerb.self)
}

struct LedgerListVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Where every line of every file went.",
        discussion: "Example: gemba ledger --path '1line/**' --json")
    @OptionGroup var common: CommonOptions
    @Option(help: "Only paths like this: * within a folder, ** across folders.") var path: String?
    @Option(help: "Only this source, by name or number.") var source: String?
    @Flag(help: "Only files that need a look.") var troubled = false

    func run(on plant: any Plant) async throws -> VerbReport {
        let desk = plant.intakeDesk
        var filter = LedgerFilter()
        filter.path = path
        filter.source = try await desk.sourceID(source)
        filter.onlyTroubled = troubled
        let files = try await desk.intake.ledger(filter)
        let json = IntakeJSON(zone: plant.house.zone)
        let total = files.reduce(LineCounts()) { $0 + $1.counts }
        return VerbReport(
            json: [
                "files": .array(files.map { json.file($0) }),
                "total": .object([("files", JSON(files.count))] + IntakeJSON.counts(total)),
            ],
            text: IntakeText.ledger(files))
    }
}

struct LedgerReleaseVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Let held files be read again, with the rejects they have, at the next look at their source.",
        discussion: "Example: gemba ledger release 17 --why 'the line of tests was meant'")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The files' numbers (id in the ledger's JSON).") var ids: [Int64]
    @Option(help: "Why, for the audit.") var why: String?

    func run(on plant: any Plant) async throws -> VerbReport {
        let desk = plant.intakeDesk
        var author = Author.terminal
        author.reason = why
        var held: [Int64] = []
        for id in ids where try await desk.intake.ledgerFile(id).status == "held" { held.append(id) }
        try await desk.release(held, by: author)
        return VerbReport(json: ["released": JSON(held.count)], text: "\(held.count) released")
    }
}

struct LedgerReloadVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "reload", abstract: "Read a file anew from its first byte; rows it had stay as they are.",
        discussion: "Example: gemba ledger reload 17 --dry-run")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The file's number (id in the ledger's JSON).") var id: Int64
    @Flag(help: "Say what would happen and change nothing.") var dryRun = false

    func run(on plant: any Plant) async throws -> VerbReport {
        let desk = plant.intakeDesk
        let report =
            dryRun ? try await desk.intake.reload(file: id, isRehearsal: true) : try await desk.reload(id, by: .terminal)
        return VerbReport(
            json: [
                "new": .object(IntakeJSON.counts(report.new)), "withdrawn": .int(report.withdrawn),
                "after": .object(IntakeJSON.counts(report.after)), "dry_run": .bool(dryRun),
            ],
            text: "\(dryRun ? "would read" : "read") anew: \(IntakeText.counts(report.new)); \(report.withdrawn) withdrawn")
    }
}
