// `gemba machining export`: the same files as the page's, written to disk.

import ArgumentParser
import Host
import Kernel
import Web

struct ExportVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the days of a range to a file.",
        discussion: "Example: gemba machining export --format zip --from 2025-05-01 --to 2025-05-31 --type PVC --out may.zip")
    @OptionGroup var common: CommonOptions
    @Option(help: "xlsx, csv, json, or zip: the table with a picture of each day.") var format = "xlsx"
    @Option(help: "First day.") var from: String?
    @Option(help: "Last day.") var to: String?
    @Option(help: "Only this centre.") var centre: String?
    @Option(help: "Only centres of this type.") var type: String?
    @Option(help: "en, es or fr: of what is in the file.") var language = "en"
    @Option(help: "The file to write.") var out: String

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = plant.feature(MachiningFeature.self)
        guard let language = Language(rawValue: language) else {
            throw Problem(.input, "parameter_invalid", ["name": "language", "value": self.language])
        }
        let house = plant.house
        let reader = Reader(
            language: language, theme: "", person: nil, csrf: "", zone: house.zone, now: house.clock.now(), texts: house.texts)
        let request = try await feature.exportRequest(format: format, from: from, to: to, centre: centre, type: type)
        let bytes = try await feature.export(request, reader).write(toFile: out)
        return VerbReport(json: ["path": .string(out), "bytes": .int(bytes)], text: "\(out): \(bytes) bytes")
    }
}
