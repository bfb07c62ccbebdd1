// What has changed, in the reader's words: the row, its fields and their values.

import Host
import Kernel
import Web

extension BoardWords {
    /// Fields that orders and places have.
    private static let own = Set(OrderField.allCases.map(\.rawValue)).union(["line", "rank", "pin", "start", "name"])
    /// Fields of lines, their calendars, trolleys, assemblies and rules whose words stand elsewhere or under another name.
    private static let others = [
        "away": "scheduling.trolley.away", "family": "scheduling.assemblies.family", "reason": "scheduling.line.reason",
        "expected_return": "scheduling.line.expected", "status_since": "scheduling.board.field.status_since", "end": "scheduling.column.end",
        "values": "scheduling.board.field.values",
    ]
    private static let settings: Set<String> = [
        "active", "capacity", "customers", "days_per_week", "efficiency_factor", "frozen_hours", "hours_per_day", "kind", "kitting_minutes",
        "location", "multiplier", "shifts", "shipping_days", "slots", "statuses", "takes_plans", "trolley_limit",
    ]

    func field(_ name: String, of kind: DeskKind) -> String {
        if kind == .block, name == "start" { return t("scheduling.column.start") }
        if Self.own.contains(name) { return t("scheduling.board.field." + name) }
        if Self.settings.contains(name) { return t("scheduling.line.field." + name) }
        return Self.others[name].map { t($0) } ?? name.replacing("_", with: " ")
    }

    /// Which row it is: a line by its name, a day by its date.
    func subject(_ change: DeskChange, _ lines: [Int: Line]) -> String {
        func line(_ number: Int64?) -> String { number.map { lines[Int($0)]?.name ?? String($0) } ?? "" }
        switch change.kind {
        case .line: return line(Int64(change.key))
        case .block: return line((change.new ?? change.old)?["line"]?.int)
        case .rules: return ""
        case .day:
            let parts = change.key.split(separator: "/", maxSplits: 1).map(String.init)
            let day = parts.first.flatMap(CivilDate.init(iso:)).map { weekday($0) + " " + reader.day($0) } ?? change.key
            return parts.count == 2 ? day + ", " + line(Int64(parts[1])) : day
        default: return change.key.replacing("\u{1F}", with: " ")
        }
    }

    /// A value of a changed row as people read it.
    func value(_ name: String, _ value: JSON?, of kind: DeskKind, _ lines: [Int: Line]) -> String {
        guard let value, value != .null, value != "" else { return "–" }
        func word(_ prefix: String) -> String { value.string.map { t(prefix + $0) } ?? value.text }
        switch (name, kind) {
        case ("line", _): return value.int.flatMap { lines[Int($0)]?.name } ?? value.text
        case ("start", _), ("created_at", _), ("updated_at", _), ("status_since", _), ("expected_return", _), ("end", _):
            return value.int.map { moment(Instant(milliseconds: $0)) } ?? value.string ?? value.text
        case ("started_at", _), ("ended_at", _): return value.string.flatMap { Instant(rfc3339: $0) }.map { moment($0) } ?? value.text
        case ("kit_date", _), ("ship_date", _): return value.string.flatMap { CivilDate(iso: $0) }.map { reader.day($0) } ?? value.text
        case ("pin", _): return word("scheduling.board.pin.")
        case ("status", .line): return word("scheduling.line.status.")
        case ("status", _): return ScheduleWords(reader: reader).status(value.string ?? "")
        case ("kind", .block): return word("scheduling.block.")
        case ("kind", _): return word("scheduling.line.kind.")
        case ("reason", _): return word("scheduling.line.reason.")
        case ("trolley_limit", _): return word("scheduling.rules.limit.")
        case ("shifts", _): return (Shift.list(value) ?? []).map(shift).joined(separator: "; ")
        case ("statuses", _):
            return (value.array ?? []).map { ($0["word"]?.string ?? "") + ": " + t("scheduling.phase." + ($0["phase"]?.string ?? "")) }
                .joined(separator: "; ")
        default: break
        }
        if let isOn = value.bool { return isOn ? "✓" : "–" }
        if let list = value.array { return list.isEmpty ? "–" : String(list.compactMap(\.string).joined(separator: ", ").prefix(120)) }
        if value.members != nil { return "…" }
        return String((value.string ?? value.int.map { reader.number($0) } ?? value.text).prefix(120))
    }

    private func shift(_ shift: Shift) -> String {
        let days = shift.days.sorted().map { t("scheduling.board.weekday.\($0)") }.joined(separator: " ")
        return days + " " + Shift.text(shift.start) + "–" + Shift.text(shift.end)
    }
}
