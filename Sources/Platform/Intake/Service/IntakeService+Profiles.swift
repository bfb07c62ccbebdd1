// Profiles: the built-in ones, and the plant's own, which live in the database.

import Kernel
import Store

extension IntakeService {
    /// - Throws: `profile_missing`.
    public func profile(_ name: String) async throws -> IntakeProfile {
        if let own = builtIn.first(where: { $0.name == name }) { return own }
        let json = try await database.read { tx in
            try tx.first("SELECT definition FROM intake_profiles WHERE name = \(name)") { try $0.json(0) }
        }
        guard let json else { throw Problem(.missing, "profile_missing", ["profile": name]) }
        return try IntakeProfile(json: json)
    }

    public func profiles() async throws -> [IntakeProfile] {
        let own = try await database.read { tx in
            try tx.rows("SELECT definition FROM intake_profiles ORDER BY name") { try IntakeProfile(json: $0.json(0)) }
        }
        return builtIn + own
    }

    /// A profile of the plant's own as this transaction sees it.
    public func ownProfile(_ name: String, in tx: any Transaction) throws -> IntakeProfile? {
        try tx.first("SELECT definition FROM intake_profiles WHERE name = \(name)") { try IntakeProfile(json: $0.json(0)) }
    }

    /// Tells every target that its rows may be others than before: another node may have changed them.
    public func announceRows() { for target in targets.values { target.committed() } }

    public var targetNames: [String] { targets.keys.sorted() }

    /// Saves a profile of the plant's own.
    /// - Throws: `profile_built_in` for the name of a built-in one, and the first fault of the profile.
    public func save(_ profile: IntakeProfile, in tx: any Transaction) throws {
        guard !builtIn.contains(where: { $0.name == profile.name }) else {
            throw Problem(.conflict, "profile_built_in", ["profile": profile.name])
        }
        if let fault = profile.problems.first { throw fault }
        let version = (try tx.int("SELECT version FROM intake_profiles WHERE name = \(profile.name)") ?? 0) + 1
        try tx.upsert(
            into: "intake_profiles", key: ["name"],
            [("name", profile.name), ("definition", profile.json), ("version", version), ("updated_at", clock.now())])
        // Paths may mean other machines now: no node goes on with what it remembers.
        try tx.execute("UPDATE intake_sources SET touched = touched + 1 WHERE profile = \(profile.name)")
    }

    /// Reads a sample by a profile without storing anything: what the columns would be.
    public func preview(_ profile: IntakeProfile, sample: [UInt8]) throws -> (columns: [String], rows: [[String]], lines: Int) {
        let format = try FileFormat(profile, encoding: profile.encoding)
        let state = FileState(source: 0, path: "", machine: "", parts: [:], isMatched: false, at: Instant(milliseconds: 0))
        let stream = try RecordStream(FileContent(bytes: sample), format, from: state, takesOpenEnd: true)
        var rows: [[String]] = []
        var lines = 0
        while let record = try stream.next() {
            lines += 1
            guard record.kind == .data, !record.isOversized, rows.count < Self.sampleRowsMax else { continue }
            rows.append(stream.withView { view in view.fields.map { view.text($0, stream.textEncoding) } })
        }
        return (stream.map.names(profile), rows, lines)
    }
}
