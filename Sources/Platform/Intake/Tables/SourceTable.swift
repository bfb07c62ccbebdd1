// Sources and the folders an administrator has mapped by hand.

import Kernel
import Store

struct SourceTable {
    let tx: any Transaction

    private static let columns =
        "id, name, kind, location, include_patterns, is_recursive, poll_seconds, quiet_seconds, profile, zone, encoding, "
        + "after_load, move_to, reject_limit_count, reject_limit_percent, silence_minutes, is_enabled, version, "
        + "last_scan_at, last_row_at, failing_since, problem, touched"

    func all() throws -> [Source] {
        try tx.rows("SELECT \(trusted: Self.columns) FROM intake_sources ORDER BY name", Self.source)
    }
    func find(_ id: Int64) throws -> Source? {
        try tx.first("SELECT \(trusted: Self.columns) FROM intake_sources WHERE id = \(id)", Self.source)
    }
    func find(name: String) throws -> Source? {
        try tx.first("SELECT \(trusted: Self.columns) FROM intake_sources WHERE name = \(name)", Self.source)
    }

    func insert(_ s: Source, at now: Instant) throws -> Int64 {
        try tx.insert(into: "intake_sources", Self.values(s) + [("created_at", now)])
    }

    /// Throws `changed_meanwhile` when somebody else saved it since `s.version` was read.
    func update(_ s: Source) throws {
        let sets = Self.values(s).map { SQL(trusted: "\($0.0) = ?", values: [$0.1.sqlValue]) }.joined(", ")
        let changed = try tx.execute(
            "UPDATE intake_sources SET \(sets), version = version + 1 WHERE id = \(s.id) AND version = \(s.version)")
        guard changed == 1 else { throw Problem(.conflict, "changed_meanwhile", ["what": s.name]) }
    }

    /// - Parameter node: who looked. One that sees nothing wrong takes back what it said itself, or what a node said that
    ///   is not among `others`; nil for a person, whom everyone believes.
    func noteScan(_ id: Int64, at now: Instant, rows: Bool, problem: Problem?, node: String?, others: [String]) throws {
        let json: JSON? = problem.map { p in
            .object([("code", .string(p.code)), ("parameters", .object(p.parameters.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))])
        }
        if problem == nil, node != nil, !others.isEmpty,
            let said = try tx.text("SELECT problem_node FROM intake_sources WHERE id = \(id) AND problem IS NOT NULL"), others.contains(said)
        {
            try tx.execute(
                """
                UPDATE intake_sources SET last_scan_at = \(now), last_row_at = CASE WHEN \(rows) = 1 THEN \(now) ELSE last_row_at END
                WHERE id = \(id)
                """)
            return
        }
        try tx.execute(
            """
            UPDATE intake_sources SET last_scan_at = \(now), last_row_at = CASE WHEN \(rows) = 1 THEN \(now) ELSE last_row_at END,
              failing_since = CASE WHEN \(problem == nil) = 1 THEN NULL ELSE COALESCE(failing_since, \(now)) END, problem = \(json),
              problem_node = \(problem == nil ? nil : node)
            WHERE id = \(id)
            """)
    }

    /// Files of the source were changed by something else than its own look: whoever remembers them forgets them.
    func touch(_ id: Int64) throws { try tx.execute("UPDATE intake_sources SET touched = touched + 1 WHERE id = \(id)") }

    func maps(_ source: Int64) throws -> [(folder: String, parts: [String: String])] {
        try tx.rows("SELECT folder, parts FROM intake_maps WHERE source_id = \(source)") { ($0.text(0), Parts.read(try $0.json(1))) }
    }

    func setMap(_ source: Int64, folder: String, parts: [String: String]) throws {
        try tx.upsert(
            into: "intake_maps", key: ["source_id", "folder"],
            [("source_id", source), ("folder", folder), ("parts", Parts.json(parts))])
    }

    private static func values(_ s: Source) -> [(String, any SQLBindable)] {
        [
            ("name", s.name), ("kind", s.kind.rawValue), ("location", s.location),
            ("include_patterns", JSON.array(s.include.map { .string($0) })), ("is_recursive", s.isRecursive),
            ("poll_seconds", s.pollSeconds), ("quiet_seconds", s.quietSeconds), ("profile", s.profile), ("zone", s.zone),
            ("encoding", s.encoding), ("after_load", s.afterLoad.rawValue), ("move_to", s.moveTo),
            ("reject_limit_count", s.rejectLimitCount), ("reject_limit_percent", s.rejectLimitPercent),
            ("silence_minutes", s.silenceMinutes), ("is_enabled", s.isEnabled),
        ]
    }

    private static func source(_ row: any Row) throws -> Source {
        var s = Source(
            name: row.text(1), kind: Source.Kind(rawValue: row.text(2)) ?? .folder, location: row.text(3),
            profile: row.text(8), zone: row.text(9))
        s.id = row.int(0)
        s.include = try row.json(4).array?.compactMap(\.string) ?? []
        s.isRecursive = row.bool(5)
        s.pollSeconds = Int(row.int(6))
        s.quietSeconds = Int(row.int(7))
        s.encoding = row.optionalText(10)
        s.afterLoad = Source.AfterLoad(rawValue: row.text(11)) ?? .keep
        s.moveTo = row.optionalText(12)
        s.rejectLimitCount = row.optionalInt(13).map(Int.init)
        s.rejectLimitPercent = row.optionalInt(14).map(Int.init)
        s.silenceMinutes = row.optionalInt(15).map(Int.init)
        s.isEnabled = row.bool(16)
        s.version = row.int(17)
        s.state.lastScanAt = row.optionalInstant(18)
        s.state.lastRowAt = row.optionalInstant(19)
        s.state.failingSince = row.optionalInstant(20)
        s.state.touched = row.int(22)
        if !row.isNull(21) {
            let problem = try row.json(21)
            s.state.problemCode = problem["code"]?.string
            for (key, value) in problem["parameters"]?.members ?? [] { s.state.problemParameters[key] = value.string ?? "" }
        }
        return s
    }
}

/// The numbers found in a path, as JSON and as the key of a machine.
enum Parts {
    static func json(_ parts: [String: String]) -> JSON {
        .object(parts.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
    }
    static func read(_ json: JSON) -> [String: String] {
        Dictionary(uniqueKeysWithValues: (json.members ?? []).compactMap { key, value in value.string.map { (key, $0) } })
    }
    /// The same for all files of one machine; files of unmatched paths share a machine only within their folder.
    static func machine(_ parts: [String: String], isMatched: Bool, profile: String, folder: String) -> String {
        let numbers = parts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
        return (profile + "|" + numbers + (isMatched ? "" : "|" + folder)).key(FileTable.machineMax)
    }
}
