// `gemba machining …`: centres and their days at the terminal.

import ArgumentParser
import Host
import Kernel
import Web

struct MachiningVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "machining", abstract: "Where the day of a machining centre went.",
        subcommands: [ShowVerb.self, CompareVerb.self, CentresVerb.self, RecomputeVerb.self, PullVerb.self, TestConnectionVerb.self, ExportVerb.self])
}

struct ShowVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "The figures of a centre's day.",
        discussion: "Example: gemba machining show --centre \"DEM12 (PVC)\" --day 2025-05-28 --json")
    @OptionGroup var common: CommonOptions
    @Option(help: "The centre, as its folder is named.") var centre: String
    @Option(help: "The production day: 2025-05-28.") var day: String

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = plant.feature(MachiningFeature.self)
        let session = try await feature.session(feature.centre(named: centre), MachiningFeature.day(day))
        return VerbReport(json: try MachiningJSON.json(session), text: try SessionText.text(session))
    }
}

struct CompareVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Centres beside each other, by day, week, month, shift or as a whole.",
        discussion: "Example: gemba machining compare --from 2025-05-01 --to 2025-05-31 --by week")
    @OptionGroup var common: CommonOptions
    @Option(help: "Only this centre.") var centre: String?
    @Option(help: "First day.") var from: String
    @Option(help: "Last day; without it the first.") var to: String?
    @Option(help: "shift, day, week, month or all.") var by = "all"

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = plant.feature(MachiningFeature.self)
        guard let span = SummarySpan(rawValue: by) else { throw Problem(.input, "parameter_invalid", ["name": "by", "value": by]) }
        let centres = if let centre { [try await feature.centre(named: centre)] } else { try await feature.centres() }
        let first = try MachiningFeature.day(from)
        let last = try to.map { text throws(Problem) in try MachiningFeature.day(text) } ?? first
        guard first <= last else { throw Problem(.input, "range_reversed", ["from": first.isoText, "to": last.isoText]) }
        let rows = try await feature.summary(centres, from: first, to: last, by: span)
        let table = rows.map { row in
            let t = row.totals
            return [
                row.centre.name, row.key.isEmpty ? "\(row.from.isoText) … \(row.to.isoText)" : row.key, String(row.days), String(t.pieces),
                SessionText.duration(t.window), SessionText.duration(t.production), SessionText.duration(t.wait), SessionText.duration(t.stop),
                SessionText.percent(t.share(t.production)), SessionText.percent(t.share(t.wait)), SessionText.percent(t.share(t.stop)),
                row.grade.rawValue,
            ]
        }
        return VerbReport(
            json: ["summary": .array(try rows.map { try $0.json() })],
            text: TextTable.render(
                ["centre", "span", "days", "pieces", "window", "production", "wait", "stop", "occupation", "wait %", "stop %", "grade"], table,
                right: [2, 3, 4, 5, 6, 7, 8, 9, 10]))
    }
}

struct CentresVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "centres", abstract: "The machining centres.", discussion: "Example: gemba machining centres")
    @OptionGroup var common: CommonOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        let centres = try await plant.feature(MachiningFeature.self).centres()
        let rows = centres.map { [$0.name, $0.type, $0.zone, $0.waitStamp.rawValue, DayRules.clock($0.dayStart)] }
        return VerbReport(
            json: ["centres": .array(centres.map { MachiningJSON.json($0) })],
            text: TextTable.render(["centre", "type", "zone", "wait stamp", "day starts"], rows))
    }
}

struct RecomputeVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "recompute", abstract: "Compute all days anew from their lines.", discussion: "Example: gemba machining recompute")
    @OptionGroup var common: CommonOptions
    @Option(help: "Only this centre.") var centre: String?

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = plant.feature(MachiningFeature.self)
        let centres = if let centre { [try await feature.centre(named: centre)] } else { try await feature.centres() }
        var days = 0
        for centre in centres { days += try await feature.recompute(centre) }
        return VerbReport(
            json: ["centres": .int(Int64(centres.count)), "days": .int(Int64(days))], text: "\(centres.count) centres, \(days) days computed")
    }
}
