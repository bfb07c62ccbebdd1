// `gemba doctor`: everything a support person would ask first.

import ArgumentParser
import Host
import Kernel

struct DoctorVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check the database, the folder, the disk, the zone, the clock and every feature.",
        discussion: "Example: gemba doctor --json")
    @OptionGroup var common: CommonOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        let findings = await Checks(feature: plant.feature(OperateFeature.self)).all()
        let isOK = findings.allSatisfy(\.isOK)
        let checks = findings.map { JSON.object([("name", .string($0.name)), ("ok", .bool($0.isOK)), ("detail", .string($0.detail))]) }
        let rows = findings.map { [$0.isOK ? "ok" : "NOT OK", $0.name, $0.detail] }
        return VerbReport(
            json: .object([("ok", .bool(isOK)), ("checks", .array(checks))]), text: TextTable.render(["", "check", "finding"], rows),
            exitCode: isOK ? 0 : 1)
    }
}
