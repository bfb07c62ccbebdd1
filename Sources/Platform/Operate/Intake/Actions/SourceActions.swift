// Sources made, changed, paused, looked at and mapped. A change and its audit entry are one transaction wherever the
// service lets them be.

import Host
import Intake
import Kernel
import Store
import Web

extension IntakeDesk {
    /// A source by number or name; nil for nil.
    /// - Throws: `source_unknown`.
    func sourceID(_ text: String?) async throws -> Int64? {
        guard let text, !text.isEmpty else { return nil }
        let all = try await intake.sources()
        guard let found = all.first(where: { $0.name == text }) ?? all.first(where: { String($0.id) == text }) else {
            throw Problem(.missing, "source_unknown", ["source": text])
        }
        return found.id
    }

    func source(_ text: String) async throws -> Source {
        guard let id = try await sourceID(text) else { throw Problem(.missing, "source_unknown", ["source": text]) }
        return try await intake.source(id)
    }

    /// Makes a source, or changes the one with its id.
    /// - Returns: its id.
    func save(_ source: Source, by author: Author) async throws -> Int64 {
        try await intake.validate(source)
        let before = source.id == 0 ? nil : try await intake.source(source.id)
        let json = IntakeJSON(zone: house.zone)
        let now = house.clock.now()
        let id = try await house.database.write { [intake] tx in
            let id = try intake.save(source, in: tx)
            let subject = "source \(source.name)"
            if let before {
                let (old, new) = AuditEntry.differences(json.settings(before), json.settings(source))
                guard old != nil || new != nil else { return id }
                try Audit.record(
                    AuditEntry(at: now, by: author, action: "source.change", subject: subject, old: old, new: new),
                    in: tx)
            } else {
                try Audit.record(
                    AuditEntry(
                        at: now, by: author, action: "source.create", subject: subject, new: json.settings(source)),
                    in: tx)
            }
            return id
        }
        house.events.publish(topic: Self.topic)
        return id
    }

    func setEnabled(_ id: Int64, _ isEnabled: Bool, by author: Author) async throws {
        var source = try await intake.source(id)
        guard source.isEnabled != isEnabled else { return }
        source.isEnabled = isEnabled
        let changed = source
        let now = house.clock.now()
        try await house.database.write { [intake] tx in
            _ = try intake.save(changed, in: tx)
            try Audit.record(
                AuditEntry(
                    at: now, by: author, action: isEnabled ? "source.resume" : "source.pause",
                    subject: "source \(changed.name)"), in: tx)
        }
        house.events.publish(topic: Self.topic)
    }

    /// Looks at a source now.
    func scan(_ id: Int64, by author: Author) async throws -> ScanReport {
        let source = try await intake.source(id)
        let report = try await intake.lookNow(id)
        try await audit(
            "source.scan", "source \(source.name)", by: author,
            new: .object([("run", JSON(report.run)), ("files", JSON(report.files))] + IntakeJSON.counts(report.counts)))
        return report
    }

    /// Says which line and mounter (or other parts) a folder of a source is.
    /// - Returns: how many files got other numbers.
    func map(source id: Int64, folder: String, parts: [String: String], by author: Author) async throws -> Int {
        let source = try await intake.source(id)
        let names = try await intake.partNames(profile: source.profile)
        let given = parts.filter { !$0.value.isEmpty }
        guard !given.isEmpty, folder.fits(500) else { throw Problem(.input, "map_empty", ["folder": folder]) }
        for (name, value) in given {
            let isNumber = (1...4).contains(value.utf8.count) && value.utf8.allSatisfy { (48...57).contains($0) }
            guard let part = names.first(where: { $0.name == name }), isNumber || (part.isText && value.count <= 100)
            else {
                throw Problem(.input, "map_invalid", ["name": name, "value": value])
            }
        }
        let changed = try await intake.map(source: id, folder: folder, parts: given)
        try await audit(
            "source.map", "source \(source.name)", by: author,
            new: [
                "folder": .string(folder),
                "parts": .object(given.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }),
                "files": JSON(changed),
            ])
        return changed
    }
}

extension IntakeJSON {
    /// What a person can set of a source, without its recent past.
    func settings(_ source: Source) -> JSON {
        let past: Set<String> = ["last_look_at", "last_row_at", "failing_since", "problem", "version", "id"]
        return .object((self.source(source).members ?? []).filter { !past.contains($0.0) })
    }
}
