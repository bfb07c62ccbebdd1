// `gemba traceability …`: the history at the terminal.

import ArgumentParser
import Host
import Kernel
import Web

struct TraceabilityVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "traceability", abstract: "Search which reel was where.",
        subcommands: [SearchVerb.self, LoadedVerb.self, LotVerb.self, StatsVerb.self, ExportVerb.self])
}

/// The options of a filter, the same for all verbs.
struct FilterOptions: ParsableArguments {
    @Option(help: "Line number.") var line: Int64?
    @Option(help: "Mounter number.") var mounter: Int64?
    @Option(help: "From this time on: 2026-09-22, 2026-09-22T13:55 or RFC 3339.") var from: String?
    @Option(help: "Before this time; a bare date means to the end of that day.") var to: String?
    @Option(help: "Text contained in the part, in any case.") var part: String?
    @Option(help: "OK or NG.") var result: String?
    @Option(help: "Text contained in the lot.") var lot: String?
    @Option(help: "Text contained in the barcode.") var barcode: String?
    @Option(help: "Slot.") var slot: String?
    @Flag(help: "Also rows that vanished from a rewritten file.") var withdrawn = false

    func filter(in zone: Zone) throws -> ChangeFilter {
        var filter = ChangeFilter()
        filter.line = line
        filter.mounter = mounter
        filter.from = try from.map { text throws(Problem) in try ChangeFilter.instant(text, in: zone, isEnd: false) }
        filter.to = try to.map { text throws(Problem) in try ChangeFilter.instant(text, in: zone, isEnd: true) }
        filter.part = part.flatMap { $0.isEmpty ? nil : $0 }
        filter.result = result?.uppercased()
        filter.lot = lot.flatMap { $0.isEmpty ? nil : $0 }
        filter.barcode = barcode.flatMap { $0.isEmpty ? nil : $0 }
        filter.slot = slot
        filter.includesWithdrawn = withdrawn
        return filter
    }
}

struct SearchVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Search the material changes, newest first.",
        discussion: "Example: gemba traceability search --line 1 --result NG --from 2026-09-01 --json")
    @OptionGroup var common: CommonOptions
    @OptionGroup var filter: FilterOptions
    @Option(help: "Rows, at most 1000.") var limit = 100
    @Option(help: "The `next` of the page before.") var after: String?

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = plant.feature(TraceabilityFeature.self)
        let zone = plant.house.zone
        let page = try await feature.search(filter.filter(in: zone), after: after, limit: limit)
        let rows = page.changes.map { c in
            [
                c.scannedAt.map { String(zone.civil($0).isoText) } ?? "\(c.scanDateRaw) \(c.scanTimeRaw)", c.line.map(String.init) ?? "-",
                c.mounter.map(String.init) ?? "-", c.slotText, c.side ?? "-", c.result, c.part, c.quantity?.text ?? "", c.lot, c.barcode,
                "\(c.path):\(c.fileLine)",
            ]
        }
        let table = TextTable.render(
            ["scanned", "line", "mounter", "slot", "side", "result", "part", "quantity", "lot", "barcode", "file"], rows, right: [1, 2, 3, 7])
        return VerbReport(
            json: ChangeJSON.json(page, zone),
            text: table + "\n\(page.totals.total) changes, \(page.totals.ok) OK, \(page.totals.ng) NG"
                + (page.next.map { "; next page: --after \($0)" } ?? ""))
    }
}

struct LoadedVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "loaded", abstract: "What is on each slot now, and since when.",
        discussion: "Example: gemba traceability loaded --line 1 --mounter 2")
    @OptionGroup var common: CommonOptions
    @Option(help: "Line number.") var line: Int64?
    @Option(help: "Mounter number.") var mounter: Int64?

    func run(on plant: any Plant) async throws -> VerbReport {
        let slots = try await plant.feature(TraceabilityFeature.self).loaded(line: line, mounter: mounter)
        let zone = plant.house.zone
        let rows = slots.map {
            [
                String($0.line), String($0.mounter), $0.slot, $0.side ?? "-", $0.part, $0.barcode, zone.civil($0.since).isoText,
                "\($0.path):\($0.fileLine)",
            ]
        }
        return VerbReport(
            json: ["slots": .array(slots.map { ChangeJSON.json($0, zone) })],
            text: TextTable.render(["line", "mounter", "slot", "side", "part", "barcode", "since", "file"], rows, right: [0, 1, 2]))
    }
}

struct LotVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "lot", abstract: "Every slot and time window a lot or barcode was in (by time window, not by board).",
        discussion: "Example: gemba traceability lot LOT0012345")
    @OptionGroup var common: CommonOptions
    @Argument(help: "A lot or a barcode.") var lot: String

    func run(on plant: any Plant) async throws -> VerbReport {
        let windows = try await plant.feature(TraceabilityFeature.self).windows(lotOrBarcode: lot)
        let zone = plant.house.zone
        let rows = windows.map {
            [
                String($0.line), String($0.mounter), $0.slot, $0.part, $0.lot, $0.barcode, zone.civil($0.from).isoText,
                $0.to.map { zone.civil($0).isoText } ?? "still there",
            ]
        }
        return VerbReport(
            json: ["lot": .string(lot), "by": "time_window", "windows": .array(windows.map { ChangeJSON.json($0, zone) })],
            text: TextTable.render(["line", "mounter", "slot", "part", "lot", "barcode", "from", "to"], rows, right: [0, 1, 2]))
    }
}

struct StatsVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Totals of a filter.", discussion: "Example: gemba traceability stats --line 2 --from 2026-09-01")
    @OptionGroup var common: CommonOptions
    @OptionGroup var filter: FilterOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        let totals = try await plant.feature(TraceabilityFeature.self).totals(filter.filter(in: plant.house.zone))
        return VerbReport(json: ChangeJSON.json(totals), text: "\(totals.total) changes, \(totals.ok) OK, \(totals.ng) NG")
    }
}

struct ExportVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write all rows of a filter to a file.",
        discussion: "Example: gemba traceability export --format xlsx --line 1 --out changes.xlsx")
    @OptionGroup var common: CommonOptions
    @OptionGroup var filter: FilterOptions
    @Option(help: "csv, xlsx or json.") var format = "csv"
    @Option(help: "The file to write.") var out: String

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = plant.feature(TraceabilityFeature.self)
        guard let format = Export.Format(rawValue: format) else {
            throw Problem(.input, "parameter_invalid", ["name": "format", "value": self.format])
        }
        let filter = try filter.filter(in: plant.house.zone)
        let zone = plant.house.zone
        let columns = TraceabilityFeature.exportColumns()
        let response = Export.response(format: format, name: "changes", columns: columns) { emit in
            try await feature.forEach(filter) { try await emit(TraceabilityFeature.exportCells($0, zone)) }
        }
        let bytes = try await response.write(toFile: out)
        return VerbReport(json: ["path": .string(out), "bytes": .int(bytes)], text: "\(out): \(bytes) bytes")
    }
}
