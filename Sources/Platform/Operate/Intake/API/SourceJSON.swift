// A source read from JSON: members that are missing keep what the source has, or the standard for a new one.

import Host
import Intake
import Kernel

struct SourceJSON: Sendable {
    let desk: IntakeDesk

    /// - Throws: `source_missing` for an id that is not there, `field_invalid` for a member of another type.
    func source(_ body: JSON) async throws -> Source {
        var source =
            try await known(body)
            ?? Source(name: "", kind: .folder, location: "", profile: "smt-mounter", zone: desk.house.zone.name)
        source.name = try text(body, "name") ?? source.name
        source.location = try text(body, "location").map(SourceForm.location) ?? source.location
        if source.id == 0 || source.kind.isWatched { source.kind = Source.Kind(location: source.location) }
        source.profile = try text(body, "profile") ?? source.profile
        source.zone = try text(body, "zone") ?? source.zone
        if let include = body["include"] {
            guard let list = include.array else { throw Problem(.input, "field_invalid", ["field": "include"]) }
            source.include = list.compactMap(\.string)
        }
        source.isRecursive = try flag(body, "recursive") ?? source.isRecursive
        source.isEnabled = try flag(body, "enabled") ?? source.isEnabled
        source.pollSeconds = try number(body, "poll_seconds") ?? (source.id == 0 ? source.kind.standardPollSeconds : source.pollSeconds)
        source.quietSeconds = try number(body, "quiet_seconds") ?? source.quietSeconds
        if body["encoding"] != nil { source.encoding = try text(body, "encoding") }
        if body["reject_limit_count"] != nil { source.rejectLimitCount = try number(body, "reject_limit_count") }
        if body["reject_limit_percent"] != nil { source.rejectLimitPercent = try number(body, "reject_limit_percent") }
        if body["silence_minutes"] != nil { source.silenceMinutes = try number(body, "silence_minutes") }
        if let name = try text(body, "after_load") {
            guard let policy = Source.AfterLoad(rawValue: name) else { throw Problem(.input, "field_invalid", ["field": "after_load"]) }
            // Folders of this machine are only read.
            guard policy == .keep || source.kind.isRemote else { throw Problem(.input, "field_invalid", ["field": "after_load"]) }
            source.afterLoad = policy
        }
        if body["move_to"] != nil { source.moveTo = try text(body, "move_to") }
        if let version = try number(body, "version") { source.version = Int64(version) }
        return source
    }

    private func known(_ body: JSON) async throws -> Source? {
        if let id = body["id"]?.int { return try await desk.intake.source(id) }
        guard let name = body["name"]?.string else { return nil }
        return try await desk.intake.sources().first { $0.name == name }
    }

    private func text(_ body: JSON, _ name: String) throws(Problem) -> String? {
        guard let value = body[name], value != .null else { return nil }
        guard let text = value.string else { throw Problem(.input, "field_invalid", ["field": name]) }
        return text
    }

    private func number(_ body: JSON, _ name: String) throws(Problem) -> Int? {
        guard let value = body[name], value != .null else { return nil }
        guard let n = value.int, let small = Int(exactly: n) else {
            throw Problem(.input, "field_invalid", ["field": name])
        }
        return small
    }

    private func flag(_ body: JSON, _ name: String) throws(Problem) -> Bool? {
        guard let value = body[name], value != .null else { return nil }
        guard let flag = value.bool else { throw Problem(.input, "field_invalid", ["field": name]) }
        return flag
    }
}
