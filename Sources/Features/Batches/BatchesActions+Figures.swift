// Figures for pages and interfaces, each from one moment of the database.

import Host
import Kernel
import Store

extension BatchesActions {
    package struct PersonFigures: Sendable {
        /// Nil for nobody.
        package var name: String?
        package var isMember: Bool
        package var counts: BatchCounts
        /// The three ids that were assigned last.
        package var recent: [String]
    }

    /// All of the crew, those without batches too, then people who are not in it, then nobody.
    package func team() async throws -> [PersonFigures] {
        let home = try await home()
        return try await database.read { tx in
            let table = BatchTable(tx: tx, scope: home.scope)
            let crew = try CrewTable(tx: tx, home: home.scope.home).all()
            let counts = Dictionary(uniqueKeysWithValues: try table.byAssignee().map { ($0.name, $0.counts) })
            let recent = try table.recent(3)
            func figures(_ name: String?, _ isMember: Bool) -> PersonFigures {
                PersonFigures(name: name, isMember: isMember, counts: counts[name] ?? BatchCounts(), recent: name.flatMap { recent[$0] } ?? [])
            }
            let members = Set(crew.map(\.name))
            let strangers = counts.keys.compactMap { $0 }.filter { !members.contains($0) }.sorted()
            return crew.map { figures($0.name, true) } + strangers.map { figures($0, false) } + [figures(nil, false)]
        }
    }

    /// By day of assignment and person.
    package func progress(from: String?, to: String?) async throws -> [(day: String, name: String, counts: BatchCounts)] {
        for (name, day) in [("from", from), ("to", to)] {
            if let day, !day.isEmpty, BatchDay.day(day) == nil {
                throw Problem(.input, "parameter_invalid", ["name": name, "value": String(day.prefix(40))])
            }
        }
        let home = try await home()
        return try await database.read { tx in
            try BatchTable(tx: tx, scope: home.scope).progress(
                from: from.flatMap { $0.isEmpty ? nil : String($0.prefix(10)) }, to: to.flatMap { $0.isEmpty ? nil : String($0.prefix(10)) })
        }
    }

    /// Days on which batches that are done became so: from the history, else when they were reviewed.
    package func finishedDays() async throws -> [CivilDate] {
        let home = try await home()
        let (noted, reviewed) = try await database.read { tx in
            (
                try DeedTable(tx: tx, home: home.scope.home).finished(), try BatchTable(tx: tx, scope: home.scope).doneBatches()
            )
        }
        return reviewed.compactMap { id, day in noted[id].map { house.zone.day(of: $0) } ?? day.flatMap(BatchDay.day) }
    }

    /// The next number of the plain family, for those who ask for a batch without naming one.
    package func nextID() async throws -> String {
        let home = try await home()
        let plain = try BatchFamily("plain", "{digits}")
        return try await database.read { tx in
            var highest: UInt64 = 0
            try BatchTable(tx: tx, scope: home.scope).states { _, id, _ in
                guard id.lowercased().hasPrefix("batch_"), let key = plain.read(Array(id.utf8.dropFirst(6)), family: 0), key.widths.0 < 18 else {
                    return
                }
                highest = max(highest, key.numbers.0)
            }
            return "batch_\(highest + 1)"
        }
    }
}
