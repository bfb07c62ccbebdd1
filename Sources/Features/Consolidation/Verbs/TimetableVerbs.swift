// `gemba consolidation timetable …`: what is planned.

import ArgumentParser
import Host
import Kernel
import Store
import Web

struct TimetableVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timetable", abstract: "Openings and closings that happen by themselves.",
        subcommands: [ListPlanned.self, AddPlanned.self, RemovePlanned.self])
}

struct ListPlanned: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List them.", discussion: "Example: gemba consolidation timetable list")
    @OptionGroup var common: CommonOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = plant.feature(ConsolidationFeature.self)
        let places = try await feature.actions.places()
        let planned = try await feature.planned()
        let zone = plant.house.zone
        let rows = planned.map { entry in
            func alias(_ id: Int64) -> String { places.first { $0.id == id }?.alias ?? "" }
            let when = entry.words.map { (try? Timetable($0))?.words("en") ?? $0 } ?? "once"
            return [
                entry.id, entry.deed.kind.rawValue, alias(entry.deed.branch), alias(entry.deed.central), when,
                entry.nextAt.map(zone.rfc3339) ?? "off",
            ]
        }
        return VerbReport(
            json: ["timetable": .array(planned.map { ConsolidationJSON.planned($0, places, zone) })],
            text: rows.isEmpty ? "nothing is planned" : TextTable.render(["id", "mode", "branch", "central", "when", "next"], rows))
    }
}

struct AddPlanned: Verb {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Plan an opening, or a closing when a central database is named.",
        discussion: "Example: gemba consolidation timetable add --branch north --central reports --every-days 1 --from 2026-12-01T23:00")
    @OptionGroup var common: CommonOptions
    @Option(help: "The branch's alias.") var branch: String
    @Option(help: "The central database's alias; without it the branch is opened.") var central: String?
    @Option(help: "Once, at this time of the plant.") var once: String?
    @Option(help: "Every so many days from --from on.") var everyDays: Int?
    @Option(help: "The first time.") var from: String?
    @Option(help: "In words: weekdays at 23:30.") var words: String?

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = plant.feature(ConsolidationFeature.self)
        let zone = plant.house.zone
        let place = try await feature.actions.place(branch, .branch)
        var target: Connection?
        if let central { target = try await feature.actions.place(central, .central) }
        func civil(_ text: String?, _ name: String) throws(Problem) -> CivilTime {
            guard let instant = text.flatMap({ VolcadoShapes.instant($0, zone) }) else {
                throw Problem(.input, "parameter_invalid", ["name": name, "value": text ?? ""])
            }
            return zone.civil(instant)
        }
        let when: ConsolidationFeature.When
        if once != nil {
            when = .once(try civil(once, "once"))
        } else if let everyDays {
            guard (1...366).contains(everyDays) else {
                throw Problem(.input, "parameter_invalid", ["name": "every-days", "value": String(everyDays)])
            }
            when = .everyDays(everyDays, from: try civil(from, "from"))
        } else {
            when = .words(words ?? "")
        }
        let deed = ConsolidationDeed(target == nil ? .open : .close, branch: place.id, central: target?.id ?? 0)
        let made = try await feature.plan(deed, when, name: PlannedWords.name(deed, place, target), by: .terminal)
        guard let entry = try await feature.planned().first(where: { $0.place == made }) else { throw Problem(.missing, "planned_unknown") }
        return VerbReport(
            json: ConsolidationJSON.planned(entry, [place] + (target.map { [$0] } ?? []), zone),
            text: "planned as \(entry.id), next \(entry.nextAt.map(zone.rfc3339) ?? "-")")
    }
}

struct RemovePlanned: Verb {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take something out of the plan.", discussion: "Example: gemba consolidation timetable remove t3")
    @OptionGroup var common: CommonOptions
    @Argument(help: "Its id, as the list says it.") var id: String

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = plant.feature(ConsolidationFeature.self)
        let entry = try await feature.planned(id)
        try await feature.forget(entry, by: .terminal)
        return VerbReport(json: ["removed": .string(entry.id)], text: "removed \(entry.id)")
    }
}
