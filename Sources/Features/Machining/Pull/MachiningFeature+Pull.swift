// A server that is asked for by name: it becomes a source of its own, so that a second call knows what the first has read.

import Host
import Intake
import Kernel
import Store
import Web

extension MachiningFeature {
    /// - Parameters:
    ///   - wanted: made when there is no source at the same place with the same files.
    ///   - folders: only these, with the types that centres get; empty: all.
    func pull(_ wanted: Source, folders: [(name: String, type: String?)]) async throws -> PullSummary {
        try await intake.validate(wanted)
        let id = try await source(wanted)
        var options = ScanOptions.command
        options.namesFiles = true
        let report = try await intake.scan(id, options)
        try await setTypes(folders)
        let types = Dictionary(try await centres().map { ($0.name, $0.type) }) { first, _ in first }
        var summary = PullSummary()
        for folder in folders { summary.expect(folder.name, types: types) }
        summary.add(report, location: wanted.location, types: types)
        house.events.publish(topic: "machining")
        return summary
    }

    private func source(_ wanted: Source) async throws -> Int64 {
        func place(_ location: String) -> Substring { location.split(separator: "?").first ?? "" }
        let known = try await intake.sources().first {
            $0.profile == wanted.profile && $0.include == wanted.include && place($0.location) == place(wanted.location)
        }
        guard var known else {
            return try await house.database.write { tx in
                var made = wanted
                for number in 2...99 {
                    do { return try self.intake.save(made, in: tx) } catch let problem as Problem where problem.code == "source_name_taken" {
                        made.name = String(wanted.name.prefix(90)) + " \(number)"
                    }
                }
                return try self.intake.save(made, in: tx)
            }
        }
        guard known.location != wanted.location else { return known.id }
        // Another way to its password or its certificate.
        known.location = wanted.location
        let changed = known
        return try await house.database.write { try self.intake.save(changed, in: $0) }
    }

    private func setTypes(_ folders: [(name: String, type: String?)]) async throws {
        try await house.database.write { tx in
            let table = CentreTable(tx: tx)
            for folder in folders {
                guard let type = folder.type, !type.isEmpty, var centre = try table.find(name: folder.name), centre.type != type else { continue }
                centre.type = type.kept(50)
                try table.update(centre)
            }
        }
    }
}
