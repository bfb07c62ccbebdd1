// `gemba profiles …`: how file formats are read.

import ArgumentParser
import Foundation
import Host
import Intake
import Kernel

struct ProfilesVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profiles", abstract: "How file formats are read: list, show, apply.",
        discussion: "Example: gemba profiles list",
        subcommands: [ProfilesListVerb.self, ProfilesShowVerb.self, ProfilesApplyVerb.self])
}

struct ProfilesListVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the profiles.", discussion: "Example: gemba profiles list --json")
    @OptionGroup var common: CommonOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        let profiles = try await plant.intakeDesk.intake.profiles()
        let builtIn = Set(IntakeProfile.builtIn.map(\.name))
        let rows = profiles.map { p in
            [
                p.name, p.target, builtIn.contains(p.name) ? "built in" : "own", String(p.columns.count),
                p.include.joined(separator: " "),
            ]
        }
        return VerbReport(
            json: [
                "profiles": .array(
                    profiles.map { p in
                        [
                            "name": .string(p.name), "target": .string(p.target),
                            "built_in": .bool(builtIn.contains(p.name)), "definition": p.json,
                        ]
                    })
            ], text: TextTable.render(["name", "target", "kind", "columns", "files"], rows, right: [3]))
    }
}

struct ProfilesShowVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "A profile's definition, as `apply` takes it.",
        discussion: "Example: gemba profiles show smt-mounter > mine.json")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The profile's name.") var name: String

    func run(on plant: any Plant) async throws -> VerbReport {
        let profile = try await plant.intakeDesk.intake.profile(name)
        return VerbReport(json: profile.json, text: PrettyJSON.text(profile.json))
    }
}

struct ProfilesApplyVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Save a profile of your own from a JSON file.",
        discussion: "Example: gemba profiles apply mine.json --dry-run")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The file with the definition.") var file: String
    @Flag(help: "Say what is wrong with it and save nothing.") var dryRun = false
    /// Bytes of a definition; the largest sensible one has a few hundred columns.
    static let bytesMax = 1 << 20

    func run(on plant: any Plant) async throws -> VerbReport {
        guard let data = FileManager.default.contents(atPath: file), data.count <= Self.bytesMax else {
            throw Problem(.input, "file_unreadable", ["path": file])
        }
        let (profile, problems) = IntakeProfile.read(try JSON(parsing: Array(data)))
        if problems.isEmpty, !dryRun { try await plant.intakeDesk.save(profile, by: .terminal) }
        let faults = problems.map { "\($0.parameters["member"] ?? ""): \($0.parameters["reason"] ?? $0.code)" }
        if let first = problems.first, !dryRun { throw first }
        return VerbReport(
            json: [
                "profile": .string(profile.name), "applied": .bool(!dryRun),
                "problems": .array(problems.map(IntakeJSON.problem)),
            ],
            text: faults.isEmpty
                ? (dryRun ? "\(profile.name) can be saved" : "\(profile.name) is saved")
                : faults.joined(separator: "\n"),
            exitCode: problems.isEmpty ? 0 : 1)
    }
}
