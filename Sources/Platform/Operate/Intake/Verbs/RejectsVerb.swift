// `gemba rejects …`: the lines that could not be loaded, from the list to their end.

import ArgumentParser
import Host
import Intake
import Kernel

struct RejectsVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rejects", abstract: "Lines that could not be loaded: list, show, retry, dismiss.",
        discussion: "Example: gemba rejects list --reason not_a_number",
        subcommands: [RejectsListVerb.self, RejectsShowVerb.self, RejectsRetryVerb.self, RejectsDismissVerb.self])
}

struct RejectsListVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List rejects, newest first.",
        discussion: "Example: gemba rejects list --status open --reason not_a_number --json")
    @OptionGroup var common: CommonOptions
    @Option(help: "open, retried, dismissed, withdrawn or any.") var status = "any"
    @Option(help: "Only this reason, such as not_a_number.") var reason: String?
    @Option(help: "Only this source, by name or number.") var source: String?
    @Option(help: "Only this file, by its path in its source.") var path: String?
    @Option(help: "Rows, at most 1000.") var limit = 200
    @Option(help: "The `next` of the page before.") var after: Int64?

    func run(on plant: any Plant) async throws -> VerbReport {
        let desk = plant.intakeDesk
        var filter = RejectFilter()
        filter.status = try IntakeDesk.rejectStatus(status)
        filter.reason = reason
        filter.source = try await desk.sourceID(source)
        filter.path = path
        filter.limit = min(max(1, limit), IntakeDesk.rejectRowsMax)
        filter.after = after
        let (rejects, total) = try await desk.intake.rejects(filter)
        let json = IntakeJSON(zone: plant.house.zone)
        return VerbReport(
            json: [
                "rejects": .array(rejects.map { json.reject($0) }), "total": .int(total),
                "next": JSON(rejects.count == filter.limit ? rejects.last?.id : nil),
            ], text: IntakeText.rejects(rejects, total: total))
    }
}

struct RejectsShowVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One rejected line with its exact bytes.",
        discussion: "Example: gemba rejects show 17")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The reject's number.") var id: Int64

    func run(on plant: any Plant) async throws -> VerbReport {
        let reject = try await plant.intakeDesk.intake.reject(id)
        let lines = [
            "reject \(reject.id), \(reject.status.rawValue): \(reject.reason)",
            "\(reject.path), line \(reject.fileLine), byte \(reject.byteOffset)",
            "column \(reject.column ?? "-"), value \(reject.value)", reject.text,
        ]
        return VerbReport(
            json: IntakeJSON(zone: plant.house.zone).rejectInFull(reject), text: lines.joined(separator: "\n"))
    }
}

struct RejectsRetryVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Try rejected lines again, mended or as they are. Twice does no harm.",
        discussion: """
            Example: gemba rejects retry 17 --set Quantity=7000
            Example: gemba rejects retry --all --reason not_a_number --dry-run
            """)
    @OptionGroup var common: CommonOptions
    @Argument(help: "The rejects' numbers.") var ids: [Int64] = []
    @Flag(help: "All that are open.") var all = false
    @Option(help: "With --all: only this reason.") var reason: String?
    @Option(name: .customLong("set"), help: "COLUMN=VALUE to put in first; may be given more than once.") var sets: [String] = []
    @Option(help: "The whole line, newly written.") var line: String?
    @Flag(help: "Say what would happen and change nothing.") var dryRun = false

    func run(on plant: any Plant) async throws -> VerbReport {
        let desk = plant.intakeDesk
        guard !ids.isEmpty || all else {
            throw Problem(.input, "rejects_not_named", hint: "Name the rejects by number, or say --all.")
        }
        let edit = try RejectActions.edit(sets: sets, line: line)
        let chosen = all ? try await desk.openRejects(reason: reason) : ids
        let result = try await desk.retry(chosen, edit, by: .terminal, isRehearsal: dryRun)
        let report = result.report
        return VerbReport(
            json: RejectActions.json(result, isDryRun: dryRun),
            text:
                "\(report.retried) tried, \(report.succeeded) loaded, \(report.failed) still rejected\(dryRun ? " (dry run)" : "")",
            exitCode: report.failed > 0 ? 1 : 0)
    }
}

struct RejectsDismissVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "dismiss", abstract: "Close rejected lines without loading them; they stay on record.",
        discussion: "Example: gemba rejects dismiss 17 18 --why 'test print of the technician'")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The rejects' numbers.") var ids: [Int64]
    @Option(help: "Why, for the audit.") var why: String?

    func run(on plant: any Plant) async throws -> VerbReport {
        var author = Author.terminal
        author.reason = why
        let count = try await plant.intakeDesk.dismiss(ids, by: author)
        return VerbReport(json: ["dismissed": JSON(count)], text: "\(count) dismissed")
    }
}
