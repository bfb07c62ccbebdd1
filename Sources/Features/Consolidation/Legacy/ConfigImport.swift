// The old system's `databases.json` and `scheduled.json`: connections and tasks come over, passwords do not. Of each it is
// said in which variable of the server the new address looks for it.

import Host
import Kernel
import Store
import Web

package struct ImportedConfig: Sendable {
    package var branches: [String] = []
    package var centrals: [String] = []
    /// Already there under the same name.
    package var known: [String] = []
    package var planned = 0
    package var passwords: [(alias: String, variable: String)] = []
    /// What was left out, and why.
    package var skipped: [(what: String, why: String)] = []

    var json: JSON {
        .object([
            ("branches", .array(branches.map { .string($0) })), ("centrals", .array(centrals.map { .string($0) })),
            ("known", .array(known.map { .string($0) })), ("planned", .int(Int64(planned))),
            ("passwords", .array(passwords.map { .object([("alias", .string($0.alias)), ("variable", .string($0.variable))]) })),
            ("skipped", .array(skipped.map { .object([("what", .string($0.what)), ("why", .string($0.why))]) })),
        ])
    }

    var text: String {
        var lines = [
            "\(branches.count) branches, \(centrals.count) central databases and \(planned) tasks came over; \(known.count) were there already"
        ]
        lines += skipped.map { "left out: \($0.what): \($0.why)" }
        if !passwords.isEmpty {
            lines.append("Passwords do not come over. Set these variables where the server runs:")
            lines += passwords.map { "  \($0.variable)  (\($0.alias))" }
        }
        return lines.joined(separator: "\n")
    }
}

extension ConsolidationFeature {
    /// - Parameters:
    ///   - databases: what `databases.json` holds.
    ///   - scheduled: what `scheduled.json` holds.
    ///   - isRehearsal: says what would come over.
    package func importConfig(databases: JSON, scheduled: JSON?, isRehearsal: Bool, by author: Author) async throws -> ImportedConfig {
        var result = ImportedConfig()
        guard databases["db_origenes"] != nil || databases["db_destinos"] != nil else {
            throw Problem(.input, "volcado_config", ["part": "db_origenes"])
        }
        var places = Dictionary(try await actions.places().map { ($0.alias, $0) }) { first, _ in first }
        for (member, role) in [("db_destinos", Connection.Role.central), ("db_origenes", .branch)] {
            for connection in databases[member]?.array ?? [] {
                let alias = connection["alias"]?.string ?? ""
                if let known = places[alias] {
                    if known.role == role { result.known.append(alias) } else { result.skipped.append((alias, "the name is taken")) }
                    continue
                }
                let needsPassword = !(connection["password"]?.string ?? "").isEmpty
                let variable = needsPassword ? Self.variable(alias) : nil
                let place = Connection(role, alias: alias, url: VolcadoShapes.url(connection, passwordEnv: variable))
                do {
                    places[alias] = isRehearsal ? place : try await actions.add(place, by: author)
                    if isRehearsal { _ = try place.checked() }
                } catch let problem as Problem {
                    result.skipped.append((alias.isEmpty ? "a connection without an alias" : alias, problem.description))
                    places[alias] = nil
                    continue
                }
                if role == .branch { result.branches.append(alias) } else { result.centrals.append(alias) }
                if let variable { result.passwords.append((alias, variable)) }
            }
        }
        for task in scheduled?["configs"]?.array ?? [] {
            let names = [task["db_origen"]?["alias"]?.string ?? "?", task["db_destino"]?["alias"]?.string ?? "?"]
            let what = "task \(task["modo"]?.string ?? "?") \(names[0])"
            guard let kind = VolcadoShapes.mode(task["modo"]?.string ?? "") else {
                result.skipped.append((what, "unknown modo"))
                continue
            }
            guard let branch = places[names[0]], branch.role == .branch else {
                result.skipped.append((what, "unknown branch"))
                continue
            }
            let central = places[names[1]].flatMap { $0.role == .central ? $0 : nil }
            guard kind == .open || central != nil else {
                result.skipped.append((what, "unknown central database"))
                continue
            }
            let days = task["concurrency"]?.int ?? task["concurrency"]?.string.flatMap { Int64($0) } ?? 0
            guard (0...366).contains(days), let at = task["date_time"]?.string.flatMap({ VolcadoShapes.instant($0, house.zone) }) else {
                result.skipped.append((what, "unreadable time"))
                continue
            }
            guard days > 0 || at > actions.clock.now() else {
                result.skipped.append((what, "its time has passed"))
                continue
            }
            let deed = ConsolidationDeed(kind, branch: branch.id, central: kind == .close ? central?.id ?? 0 : 0)
            if try await isPlanned(deed, isRehearsal) {
                result.known.append(what)
                continue
            }
            if !isRehearsal {
                try await plan(
                    deed, VolcadoShapes.when(at, days: Int(days), house.zone), name: PlannedWords.name(deed, branch, kind == .close ? central : nil),
                    by: author)
            }
            result.planned += 1
        }
        return result
    }

    private func isPlanned(_ deed: ConsolidationDeed, _ isRehearsal: Bool) async throws -> Bool {
        deed.branch != 0 ? try await planned().contains { $0.deed == deed } : false
    }

    /// `north (1)` looks in `VOLCADO_NORTH_1_PASSWORD`.
    static func variable(_ alias: String) -> String {
        let words = alias.uppercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return (["VOLCADO"] + words.map(String.init) + ["PASSWORD"]).joined(separator: "_")
    }
}
