// A source as a form: what was typed stays as it was typed until it is good, so a mistake costs nobody their work.

import Host
import Intake
import Kernel
import Web

/// What the form of a source asks, read and written.
struct SourceForm {
    /// Nil for a new one.
    var id: Int64?
    var fields: Parameters

    /// The form of a source that is there.
    init(_ source: Source) {
        id = source.id
        var items: [(name: String, value: String)] = [
            ("name", source.name), ("location", source.location), ("profile", source.profile), ("zone", source.zone),
            ("include", source.include.joined(separator: "\n")), ("encoding", source.encoding ?? ""),
            ("poll_seconds", String(source.pollSeconds)),
            ("quiet_seconds", String(source.quietSeconds)), ("version", String(source.version)),
        ]
        if source.kind.isRemote { items += [("after_load", source.afterLoad.rawValue), ("move_to", source.moveTo ?? "")] }
        if source.isRecursive { items.append(("recursive", "1")) }
        for (name, value) in [
            ("reject_limit_count", source.rejectLimitCount), ("reject_limit_percent", source.rejectLimitPercent),
            ("silence_minutes", source.silenceMinutes),
        ] { items.append((name, value.map(String.init) ?? "")) }
        fields = Parameters(items)
    }

    init(id: Int64?, fields: Parameters) {
        self.id = id
        self.fields = fields
    }

    /// The source it describes.
    /// - Parameter before: the source as it is now; what the form does not ask stays.
    /// - Throws: `field_invalid` for a number that is none.
    func source(before: Source?) throws(Problem) -> Source {
        var source = before ?? Source(name: "", kind: .folder, location: "", profile: "", zone: "")
        source.name = Self.trimmed(fields.text("name"))
        source.location = Self.location(fields.text("location"))
        if source.id == 0 || source.kind.isWatched { source.kind = Source.Kind(location: source.location) }
        source.profile = fields.text("profile")
        source.zone = Self.trimmed(fields.text("zone"))
        source.include = fields.text("include").split { $0.isNewline }.map { Self.trimmed(String($0)) }.filter {
            !$0.isEmpty
        }
        source.isRecursive = fields.flag("recursive")
        source.encoding = fields["encoding"]
        source.pollSeconds = try IntakeDesk.number(fields, "poll_seconds", in: 1...3600) ?? source.kind.standardPollSeconds
        source.quietSeconds = try IntakeDesk.number(fields, "quiet_seconds", in: 0...86_400) ?? 10
        source.rejectLimitCount = try IntakeDesk.number(fields, "reject_limit_count", in: 0...1_000_000)
        source.rejectLimitPercent = try IntakeDesk.number(fields, "reject_limit_percent", in: 0...100)
        source.silenceMinutes = try IntakeDesk.number(fields, "silence_minutes", in: 1...100_000)
        if source.kind.isRemote, let name = fields["after_load"] {
            guard let policy = Source.AfterLoad(rawValue: name) else { throw Problem(.input, "field_invalid", ["field": "after_load"]) }
            source.afterLoad = policy
            source.moveTo = policy == .move ? Self.trimmed(fields.text("move_to")) : nil
        }
        if let version = try fields.int("version") { source.version = version }
        return source
    }

    /// Folders that the form says are a machine: `folder.0`, `part.0.line`, …
    var maps: [(folder: String, parts: [String: String])] {
        fields.items.filter { $0.name.hasPrefix("folder.") }.map { item in
            let prefix = "part." + item.name.dropFirst("folder.".count) + "."
            let parts = fields.items.filter { $0.name.hasPrefix(prefix) && !$0.value.isEmpty }
                .map { (String($0.name.dropFirst(prefix.count)), Self.trimmed($0.value)) }
            return (item.value, Dictionary(parts) { _, last in last })
        }.filter { !$0.1.isEmpty }
    }

    static func trimmed(_ text: String) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }

    /// Without slashes at the end, which would make two folders of one.
    static func location(_ text: String) -> String {
        var out = trimmed(text)
        guard Source.Kind(location: out) == .folder else { return out }
        while out.count > 1, out.hasSuffix("/") { out.removeLast() }
        return out
    }
}
