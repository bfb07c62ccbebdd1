// `gemba ingest …`: one pickup now, by the same code as the standing watch, and its balance.

import ArgumentParser
import Host
import Intake
import Kernel

struct IngestVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "ingest", abstract: "Take what is new in files and folders, once, and say where every line went.",
        discussion: """
            A second call takes only what has come since. A folder is searched for the profile's names; a file named outright is \
            always taken.

            Example: gemba ingest /mnt/smt --profile smt-mounter --zone America/Mexico_City --json
            """)
    @OptionGroup var common: CommonOptions
    @Argument(help: "Files and folders.") var paths: [String]
    @Option(help: "How they are read: smt-mounter, or a profile of your own.") var profile: String
    @Option(help: "The folder that paths are counted from. Default: the folder given, or the file's own.") var root: String?
    @Option(help: "The zone the machines' clocks show. Default: the plant's.") var zone: String?
    @Option(help: "The encoding. Default: UTF-8, and CP1252 where a line is not.") var encoding: String?
    @Flag(help: "A last line without its newline may still grow: leave it.") var open = false
    @Flag(help: "Say what would happen and change nothing.") var dryRun = false

    func run(on plant: any Plant) async throws -> VerbReport {
        let desk = plant.intakeDesk
        var request = IngestRequest(paths: paths, profile: profile, zone: zone ?? plant.house.zone.name)
        request.root = root
        request.encoding = encoding
        request.isOpen = open
        request.isDryRun = dryRun
        let began = Stopwatch.milliseconds()
        let report = try await desk.ingest(request, by: .terminal)
        let needsPerson = report.counts.rejected > 0 || !report.problems.isEmpty
        return VerbReport(
            json: IntakeJSON.scan(report, milliseconds: Stopwatch.milliseconds() - began, isDryRun: dryRun),
            text: IntakeText.scan(report, isDryRun: dryRun), exitCode: needsPerson ? 1 : 0)
    }
}
