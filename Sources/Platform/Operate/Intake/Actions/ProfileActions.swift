// Profiles of the plant's own: saved with an audit entry in one transaction.

import Host
import Intake
import Kernel
import Store

extension IntakeDesk {
    /// Names of all sources by number.
    func sourceNames() async throws -> [Int64: String] {
        Dictionary(try await intake.sources().map { ($0.id, $0.name) }) { first, _ in first }
    }

    /// Saves a profile.
    /// - Throws: its first fault, `profile_built_in`, `profile_target_unknown`.
    func save(_ profile: IntakeProfile, by author: Author) async throws {
        guard intake.targetNames.contains(profile.target) else {
            throw Problem(.input, "profile_target_unknown", ["profile": profile.name, "target": profile.target])
        }
        let now = house.clock.now()
        try await house.database.write { [intake] tx in
            let before = try intake.ownProfile(profile.name, in: tx)
            try intake.save(profile, in: tx)
            try Audit.record(
                AuditEntry(
                    at: now, by: author, action: before == nil ? "profile.create" : "profile.change",
                    subject: "profile \(profile.name)",
                    old: before?.json, new: profile.json), in: tx)
        }
    }
}

/// JSON with line breaks, for people to edit.
enum PrettyJSON {
    static func text(_ json: JSON, indent: Int = 0) -> String {
        let inner = String(repeating: " ", count: indent + 2)
        let outer = String(repeating: " ", count: indent)
        switch json {
        case .object(let members) where !members.isEmpty:
            if members.allSatisfy({ $0.1.members == nil }), json.text.count + indent <= 110, indent > 0 {
                return json.text
            }
            let lines = members.map { "\(inner)\(JSON.string($0.0).text): \(text($0.1, indent: indent + 2))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
        case .array(let items) where items.contains { $0.members != nil || json.text.count + indent > 110 }:
            return "[\n" + items.map { inner + text($0, indent: indent + 2) }.joined(separator: ",\n") + "\n\(outer)]"
        default: return json.text
        }
    }
}
