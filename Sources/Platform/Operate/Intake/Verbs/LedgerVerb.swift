// `gemba ledger`: where every line of every file went.

import ArgumentParser
import Host
import Intake
import Kernel

struct LedgerVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Where every line of every file went.",
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
