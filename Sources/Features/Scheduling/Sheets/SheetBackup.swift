// Everything on the desk as a folder of files: the five tables for people, each row of ours as a line of JSON for putting it
// back, and a report with counts and digests. What was read back is compared with the report before anything is written.

import Kernel

struct BackupFile: Sendable {
    /// With `/` between folders.
    var name: String
    var bytes: [UInt8]
    var rows: Int
}

/// What a backup holds.
struct BackupContent: Sendable {
    var desk = Desk()
    var drafts: [(draft: DraftPlan, placements: [Placement])] = []
}

enum SheetBackup {
    static let report = "backup_report.txt"
    static let draftsName = "rows/drafts.jsonl"
    static let bytesMax = 512 << 20

    static func rowsName(_ kind: DeskKind) -> String { "rows/\(kind.rawValue).jsonl" }

    static func files(_ content: BackupContent, now: Instant, zone: Zone) -> [BackupFile] {
        let export = ExportDesk(content.desk, now: now, zone: zone)
        var files = SheetExport.tables.map { kind in
            let made = export.bytes(kind)
            return BackupFile(name: kind.rawValue + ".csv", bytes: made.bytes, rows: made.rows)
        }
        for kind in DeskKind.allCases {
            let rows = keys(kind, content.desk).compactMap { key in content.desk.content(kind, key).map { (key, JSON.object($0)) } }
            files.append(lines(rowsName(kind), rows.map { JSON.object([("key", .string($0.0)), ("content", sorted($0.1))]) }))
        }
        let drafts = content.drafts.sorted { $0.draft.id < $1.draft.id }.map { draft, placements in
            JSON.object([
                ("id", .string(draft.id)), ("name", .string(draft.name)), ("created_at", .int(draft.createdAt.milliseconds)),
                ("by", .string(draft.by)), ("base", self.placements(draft.base.values.sorted { $0.order < $1.order })),
                ("placements", self.placements(placements)),
            ])
        }
        files.append(lines(draftsName, drafts))
        let list = files.map { "\(Digest.of($0.bytes).hex)  \($0.rows)  \($0.name)" }
        let text = (["Gemba scheduling backup", "taken \(zone.rfc3339(now))", "sha256, rows, file:"] + list).joined(separator: "\n") + "\n"
        return files + [BackupFile(name: report, bytes: Array(text.utf8), rows: files.count)]
    }

    private static func lines(_ name: String, _ rows: [JSON]) -> BackupFile {
        var bytes: [UInt8] = []
        for row in rows {
            bytes += row.bytes
            bytes.append(10)
        }
        return BackupFile(name: name, bytes: bytes, rows: rows.count)
    }

    /// Members in the order of their names, as reading gives them back.
    private static func sorted(_ json: JSON) -> JSON {
        switch json {
        case .object(let members): .object(members.sorted { $0.0 < $1.0 }.map { ($0.0, sorted($0.1)) })
        case .array(let items): .array(items.map(sorted))
        default: json
        }
    }

    private static func placements(_ list: [Placement]) -> JSON {
        .array(list.map { .object([("order", .string($0.order)), ("content", sorted(.object($0.content)))]) })
    }

    private static func keys(_ kind: DeskKind, _ desk: Desk) -> [String] {
        switch kind {
        case .order: desk.orders.keys.sorted()
        case .placement: desk.placements.keys.sorted()
        case .sheet: desk.sheet.keys.sorted()
        case .line: desk.lines.keys.sorted().map(String.init)
        case .block: desk.blocks.keys.sorted()
        case .day: desk.days.keys.sorted()
        case .trolley: desk.trolleys.keys.sorted().map(String.init)
        case .customer: desk.customers.keys.sorted()
        case .assembly: desk.assemblies.keys.sorted()
        case .rules: [desk.rules.key]
        }
    }

    // MARK: reading

    private static func broken(_ file: String, _ line: Int = 0) -> Problem {
        Problem(.input, "schedule_backup_broken", ["file": String(file.prefix(100)), "line": String(line)])
    }

    /// - Parameter file: a file of the folder by its name; nil when it is not there.
    /// - Throws: `schedule_backup_missing` without a report, `schedule_backup_broken` naming the first file that is not as the
    ///   report says or cannot be read.
    static func read(_ file: (String) -> [UInt8]?) throws(Problem) -> BackupContent {
        guard let report = file(report) else { throw Problem(.input, "schedule_backup_missing") }
        var digests: [String: String] = [:]
        for line in String(decoding: report, as: UTF8.self).split(separator: "\n").dropFirst(3) {
            let words = line.split(separator: " ", omittingEmptySubsequences: true)
            if words.count == 3 { digests[String(words[2])] = String(words[0]) }
        }
        for name in DeskKind.allCases.map(rowsName) + [draftsName] where digests[name] == nil { throw broken(name) }
        var content = BackupContent()
        for (name, digest) in digests.sorted(by: { $0.key < $1.key }) {
            guard name.hasPrefix("rows/") else { continue }
            guard let bytes = file(name), Digest.of(bytes).hex == digest else { throw broken(name) }
            for (index, line) in bytes.split(separator: 10).enumerated() {
                let json: JSON
                do { json = try JSON(parsing: Array(line)) } catch { throw broken(name, index + 1) }
                guard try take(json, name, &content) else { throw broken(name, index + 1) }
            }
        }
        return content
    }

    private static func take(_ json: JSON, _ name: String, _ content: inout BackupContent) throws(Problem) -> Bool {
        if name == draftsName { return try takeDraft(json, &content) }
        guard let kind = DeskKind.allCases.first(where: { rowsName($0) == name }), let key = json["key"]?.string, let row = json["content"] else {
            return false
        }
        if kind == .rules {
            content.desk.rules = try PlanRules(key: key, content: row)
            return true
        }
        return try content.desk.apply(DeskChange(kind: kind, key: key, old: JSON?.none, new: row))
    }

    private static func takeDraft(_ json: JSON, _ content: inout BackupContent) throws(Problem) -> Bool {
        guard let id = json["id"]?.string, let name = json["name"]?.string, let at = json["created_at"]?.int, let by = json["by"]?.string,
            let base = json["base"]?.array, let own = json["placements"]?.array
        else { return false }
        func placements(_ list: [JSON]) throws(Problem) -> [Placement] {
            var out: [Placement] = []
            for item in list { out.append(try Placement(key: item["order"]?.string ?? "", content: item["content"] ?? .null)) }
            return out
        }
        let places = try placements(base)
        let draft = DraftPlan(
            id: id, name: name, createdAt: Instant(milliseconds: at), by: by,
            base: Dictionary(places.map { ($0.order, $0) }, uniquingKeysWith: { first, _ in first }), state: .open)
        content.drafts.append((draft, try placements(own)))
        return true
    }
}
