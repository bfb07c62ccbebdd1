// `gemba runs …`: what was loaded when, and taking it back.

import ArgumentParser
import Host
import Intake
import Kernel

struct RunsVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "What was loaded when: list, undo.", discussion: "Example: gemba runs list",
        subcommands: [RunsListVerb.self, RunsUndoVerb.self])
}

struct RunsListVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List runs, newest first.",
        discussion: "Example: gemba runs list --source 'SMT share' --json")
    @OptionGroup var common: CommonOptions
    @Option(help: "Only this source, by name or number.") var source: String?
    @Option(help: "Rows, at most 1000.") var limit = 50

    func run(on plant: any Plant) async throws -> VerbReport {
        let desk = plant.intakeDesk
        let names = try await desk.sourceNames()
        let runs = try await desk.intake.runs(source: desk.sourceID(source), limit: min(max(1, limit), 1000))
        let zone = plant.house.zone
        let json = IntakeJSON(zone: zone)
        let rows = runs.map { r in
            [
                r.name, names[r.source] ?? "", zone.civil(r.startedAt).isoText, String(r.files),
                String(r.counts.loaded), String(r.counts.duplicate),
                String(r.counts.rejected), r.undoneAt == nil ? "" : "undone",
            ]
        }
        return VerbReport(
            json: ["runs": .array(runs.map { json.run($0, source: names[$0.source]) })],
            text: TextTable.render(
                ["run", "source", "began", "files", "loaded", "duplicate", "rejected", ""], rows, right: [3, 4, 5, 6]))
    }
}

struct RunsUndoVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take back what a run loaded; its files are held until they are released.",
        discussion: "Example: gemba runs undo 01k6x1m3qsq8v7y4d2wz --dry-run")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The run, as `runs list` names it.") var run: String
    @Flag(help: "Say what would happen and change nothing.") var dryRun = false

    func run(on plant: any Plant) async throws -> VerbReport {
        let counts = try await plant.intakeDesk.undo(run, by: .terminal, isRehearsal: dryRun)
        return VerbReport(
            json: .object(
                [("run", .string(run)), ("undone", .bool(!dryRun)), ("dry_run", .bool(dryRun))]
                    + IntakeJSON.counts(counts)),
            text: (dryRun ? "would take back " : "taken back: ") + IntakeText.counts(counts))
    }
}
