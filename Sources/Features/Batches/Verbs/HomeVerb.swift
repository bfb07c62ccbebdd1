// `gemba batches home`: where batches and masks are; `gemba batches check`: whether everything is as it should be.

import ArgumentParser
import Foundation
import Host
import Kernel
import Store
import Web

struct HomeVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "home", abstract: "Show or set where batches and mask files are.",
        discussion: """
            A password is named, not written: ?password=env:NAME or ?password=file:/path.
            Example: gemba batches home --folder /srv/masks
            """)
    @OptionGroup var common: CommonOptions
    @Option(help: "The batches' MongoDB; hub for Gemba's own database.") var mongo: String?
    @Option(help: "The mask files' MongoDB; none for a folder.") var trainingMongo: String?
    @Option(help: "The mask files' folder; none for none.") var folder: String?
    @Option(help: "Seconds between two looks where nobody tells of changes.") var poll: Int64?

    func run(on plant: any Plant) async throws -> VerbReport {
        let actions = BatchesVerb.feature(plant).actions
        var settings = try await plant.house.settings.value(HomeSettings.name).map(HomeSettings.init(json:)) ?? HomeSettings()
        let old = settings
        if let mongo { settings.mongoURL = mongo == "hub" ? nil : mongo }
        if let trainingMongo { settings.trainingURL = trainingMongo == "none" ? nil : trainingMongo }
        if let folder { settings.folder = folder == "none" ? nil : URL(fileURLWithPath: folder).path }
        if let poll { settings.pollSeconds = poll }
        if settings != old { try await actions.set(settings, by: .terminal) }
        let home = try await actions.home()
        return VerbReport(
            json: ["batches": .string(home.batches.place), "masks": .string(home.masks.place), "poll_seconds": .int(settings.pollSeconds)],
            text: "batches: \(home.batches.place)\nmasks: \(home.masks.place.isEmpty ? "nowhere" : home.masks.place)")
    }
}

struct BatchCheckVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Whether every batch is in step, every file whole, and nothing orphaned.",
        discussion: "Changes nothing. Exit code 1 when something needs a person. Example: gemba batches check")
    @OptionGroup var common: CommonOptions
    @OptionGroup var places: HomeOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        let actions = BatchesVerb.feature(plant).actions
        let home = try await places.home(actions)
        if home.batches.isElsewhere, home.isKept { try await actions.refresh() }
        let check = try await actions.check(home)
        let rows = check.findings.map {
            "\($0.name): \($0.count)" + ($0.examples.isEmpty ? "" : " (\($0.examples.prefix(10).joined(separator: ", ")))")
        }
        return VerbReport(
            json: .object(
                [("ok", .bool(check.isOK))]
                    + check.findings.map { finding in
                        (finding.name, .object([("count", .int(finding.count)), ("examples", .array(finding.examples.map { .string($0) }))]))
                    }),
            text: rows.joined(separator: "\n"), exitCode: check.isOK ? 0 : 1)
    }
}
