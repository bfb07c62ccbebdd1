// `gemba consolidation import-config`: the old system's two files.

import ArgumentParser
import Foundation
import Host
import Kernel
import Store
import Web

struct ImportConfigVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "import-config", abstract: "Take over databases.json and scheduled.json of the old system; passwords do not come along.",
        discussion: "Example: gemba consolidation import-config json/databases.json json/scheduled.json --dry-run")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The file with db_origenes and db_destinos.") var databases: String
    @Argument(help: "The file with the tasks.") var scheduled: String?
    @Flag(help: "Only say what would come over.") var dryRun = false

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = plant.feature(ConsolidationFeature.self)
        let result = try await feature.importConfig(
            databases: try Self.read(databases), scheduled: try scheduled.map(Self.read), isRehearsal: dryRun, by: .terminal)
        return VerbReport(json: result.json, text: result.text, exitCode: result.skipped.isEmpty ? 0 : 1)
    }

    private static func read(_ path: String) throws -> JSON {
        guard let data = FileManager.default.contents(atPath: path) else { throw Problem(.input, "file_missing", ["path": path]) }
        do { return try JSON(parsing: Array(data)) } catch { throw Problem(.input, "volcado_config", ["part": path]) }
    }
}
