// `gemba audit`: who changed what, at the terminal.

import ArgumentParser
import Host
import Kernel
import Web

struct AuditVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Every change, newest first.", discussion: "Example: gemba audit --action source. --from 2026-09-01")
    @OptionGroup var common: CommonOptions
    @Option(help: "The person's name.") var person: String?
    @Option(help: "How the action begins, such as source.") var action: String?
    @Option(help: "The subject, such as \"person 3\".") var subject: String?
    @Option(help: "From this time on: 2026-09-22, 2026-09-22T13:55 or RFC 3339.") var from: String?
    @Option(help: "Before this time; a bare date means to the end of that day.") var to: String?
    @Option(help: "Entries, at most 500.") var limit = 100
    @Option(help: "The `next` of the page before.") var after: Int64?

    func run(on plant: any Plant) async throws -> VerbReport {
        let zone = plant.house.zone
        let names = AuditQuery.names
        let query = Parameters(zip(names, [person, action, subject, from, to]).map { (name: $0, value: $1 ?? "") })
        let size = min(max(1, limit), Audit.pageLimit)
        let entries = try await Audit(database: plant.house.database).entries(AuditQuery.filter(query, zone), before: after, limit: size)
        let rows = entries.map { e in
            let changes = AuditDifference.list(e.old, e.new).map(\.line).joined(separator: "; ")
            return [zone.civil(e.at).isoText, e.personName, e.via.rawValue, e.action, e.subject, changes]
        }
        let next = entries.count == size ? entries.last?.id : nil
        let json = HouseJSON(zone: zone)
        return VerbReport(
            json: ["entries": .array(entries.map(json.entry)), "next": JSON(next.map(String.init))],
            text: TextTable.render(["at", "who", "by", "action", "subject", "change"], rows) + (next.map { "\nolder: --after \($0)" } ?? ""))
    }
}
