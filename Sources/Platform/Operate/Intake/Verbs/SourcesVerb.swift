// `gemba sources …`: where files come from.

import ArgumentParser
import Host
import Intake
import Kernel

struct SourcesVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources", abstract: "Where files come from: list, show, add, test, pause, resume, scan.",
        discussion: "Example: gemba sources list",
        subcommands: [
            SourcesListVerb.self, SourcesShowVerb.self, SourcesAddVerb.self, SourcesTestVerb.self,
            SourcesPauseVerb.self,
            SourcesResumeVerb.self, SourcesScanVerb.self,
        ])
}

struct SourcesListVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the sources and how they are doing.",
        discussion: "Example: gemba sources list --json")
    @OptionGroup var common: CommonOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        let sources = try await plant.intakeDesk.intake.sources()
        let zone = plant.house.zone
        let json = IntakeJSON(zone: zone)
        let rows = sources.map { s in
            [
                String(s.id), s.name, s.kind.rawValue, s.profile, SourceWords.state(s),
                s.state.lastScanAt.map { zone.civil($0).isoText } ?? "never",
                s.state.lastRowAt.map { zone.civil($0).isoText } ?? "never", s.location,
            ]
        }
        return VerbReport(
            json: ["sources": .array(sources.map { json.source($0) })],
            text: TextTable.render(
                ["id", "name", "kind", "profile", "state", "last look", "last row", "place"], rows, right: [0]))
    }
}

enum SourceWords {
    static func state(_ source: Source) -> String {
        if source.kind == .upload || source.kind == .command { return "on request" }
        if !source.isEnabled { return "paused" }
        return source.state.problemCode ?? "reads"
    }

    static func test(_ test: SourceTest) -> String {
        var lines: [String] = []
        if let problem = test.problem {
            lines.append("cannot be read: \(problem)\(problem.hint.map { ". " + $0 } ?? "")")
        }
        if test.isReachable {
            lines.append(
                "reachable; \(test.matchingFiles) files match, \(test.matched) of them tell where they come from")
        }
        lines += test.unmatchedPaths.map { "  path tells nothing: " + $0 }
        lines += test.unreadable.map { "  cannot be read: \($0.path): \($0.reason)" }
        if let path = test.samplePath, !test.columns.isEmpty {
            lines.append("the first lines of \(path) read like this:")
            lines.append(
                TextTable.render(test.columns, test.sampleRows.map { row in row.prefix(test.columns.count).map { $0 } })
            )
        }
        return lines.joined(separator: "\n")
    }
}

struct SourcesShowVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One source with its settings.",
        discussion: "Example: gemba sources show 'SMT share'")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The source's name or number.") var source: String

    func run(on plant: any Plant) async throws -> VerbReport {
        let json = IntakeJSON(zone: plant.house.zone).source(try await plant.intakeDesk.source(source))
        let lines = (json.members ?? []).map { name, value in "\(name): \(value.string ?? value.text)" }
        return VerbReport(json: json, text: lines.joined(separator: "\n"))
    }
}

/// What `add` and `test` say about a source that is not saved yet.
struct SourceOptions: ParsableArguments {
    @Option(help: "How its files are read: smt-mounter, or a profile of your own.") var profile = "smt-mounter"
    @Option(help: "The zone the machines' clocks show. Default: the plant's.") var zone: String?
    @Option(help: "Names to look for, such as *.csv; may be given more than once. Default: the profile's.") var include: [String] = []
    @Flag(help: "Leave sub-folders out.") var flat = false
    @Option(help: "The encoding. Default: what the profile says.") var encoding: String?
    @Option(help: "Seconds between two looks. Default: 5 for a folder, 60 for a server.") var every: Int?
    @Option(help: "Seconds a file must be still before its last line counts without a newline.") var quiet = 10
    @Option(help: "Minutes without a row after which it counts as silent.") var silence: Int?

    func source(name: String, location: String, in plantZone: Zone) -> Source {
        var source = Source(
            name: name, kind: Source.Kind(location: location), location: location, profile: profile, zone: zone ?? plantZone.name)
        source.include = include
        source.isRecursive = !flat
        source.encoding = encoding
        source.pollSeconds = every ?? source.pollSeconds
        source.quietSeconds = quiet
        source.silenceMinutes = silence
        return source
    }
}

struct SourcesAddVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a folder, or a folder of an FTP or SFTP server, that is watched from then on.",
        discussion: """
            Example: gemba sources add 'SMT share' /mnt/smt --profile smt-mounter --zone America/Mexico_City
            Example: gemba sources add 'SMT server' 'ftp://smt@10.0.0.5/logs?password=env:GEMBA_SITE_SMT&tls=require'
            """)
    @OptionGroup var common: CommonOptions
    @Argument(help: "Its name.") var name: String
    @Argument(help: "The folder's absolute path, or ftp://, ftps:// or sftp:// with user, host and folder.") var folder: String
    @OptionGroup var options: SourceOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        let desk = plant.intakeDesk
        let id = try await desk.save(options.source(name: name, location: folder, in: plant.house.zone), by: .terminal)
        let saved = try await desk.intake.source(id)
        return VerbReport(
            json: IntakeJSON(zone: plant.house.zone).source(saved),
            text: "source \(id), \(saved.name): \(saved.location)")
    }
}

struct SourcesTestVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Look at a source, or at a place that may become one, and load nothing.",
        discussion: """
            Example: gemba sources test 'SMT share'
            Example: gemba sources test /mnt/smt --profile smt-mounter
            """)
    @OptionGroup var common: CommonOptions
    @Argument(help: "A source's name or number, a folder's absolute path, or a server's URL.") var source: String
    @OptionGroup var options: SourceOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        let desk = plant.intakeDesk
        let subject =
            source.hasPrefix("/") || Source.Kind(location: source).isRemote
            ? options.source(name: source, location: source, in: plant.house.zone) : try await desk.source(source)
        let test = try await desk.intake.test(subject)
        return VerbReport(
            json: IntakeJSON.test(test), text: SourceWords.test(test), exitCode: test.problem == nil ? 0 : 1)
    }
}

struct SourcesPauseVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Stop looking at a source; what is loaded stays.",
        discussion: "Example: gemba sources pause 'SMT share'")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The source's name or number.") var source: String

    func run(on plant: any Plant) async throws -> VerbReport {
        let desk = plant.intakeDesk
        let found = try await desk.source(source)
        try await desk.setEnabled(found.id, false, by: .terminal)
        return VerbReport(json: ["source": .string(found.name), "enabled": false], text: "\(found.name) is paused")
    }
}

struct SourcesResumeVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Look at a paused source again, from where it stopped.",
        discussion: "Example: gemba sources resume 'SMT share'")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The source's name or number.") var source: String

    func run(on plant: any Plant) async throws -> VerbReport {
        let desk = plant.intakeDesk
        let found = try await desk.source(source)
        try await desk.setEnabled(found.id, true, by: .terminal)
        return VerbReport(
            json: ["source": .string(found.name), "enabled": true], text: "\(found.name) is looked at again")
    }
}

struct SourcesScanVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "Look at a source now and take what is new.",
        discussion: "Example: gemba sources scan 'SMT share' --json")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The source's name or number.") var source: String

    func run(on plant: any Plant) async throws -> VerbReport {
        let desk = plant.intakeDesk
        let found = try await desk.source(source)
        let began = Stopwatch.milliseconds()
        let report = try await desk.scan(found.id, by: .terminal)
        return VerbReport(
            json: IntakeJSON.scan(report, milliseconds: Stopwatch.milliseconds() - began),
            text: IntakeText.scan(report, isDryRun: false),
            exitCode: report.counts.rejected > 0 || !report.problems.isEmpty ? 1 : 0)
    }
}
