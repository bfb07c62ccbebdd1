// Times, lengths and deeds of the board in the reader's words.

import Host
import Kernel
import Web

struct BoardWords: Sendable {
    let reader: Reader
    var zone: Zone { reader.zone }

    init(_ reader: Reader) { self.reader = reader }

    func t(_ key: String, _ parameters: [String: String] = [:]) -> String { reader.t(key, parameters) }
    /// One of the board's own, for keys that are chosen.
    func word(_ key: String, _ parameters: [String: String] = [:]) -> String { reader.t("scheduling.board." + key, parameters) }

    /// `3.5 h`, to a tenth.
    func hours(_ milliseconds: Int64) -> String {
        let tenths = (milliseconds.magnitude + 180_000) / 360_000
        let whole = reader.number(Int64(tenths / 10))
        let text = tenths % 10 == 0 || tenths >= 1000 ? whole : whole + (reader.language == .en ? "." : ",") + String(tenths % 10)
        return (milliseconds < 0 ? "−" : "") + text + "\u{A0}h"
    }

    /// How late, in the plant's days where it is more than one: `2.5 d`, `3 h`, `20 min`.
    func late(_ milliseconds: Int64, _ rules: PlanRules) -> String {
        let day = max(rules.hoursPerDay.thousandths * 3600, 1)
        if milliseconds >= day {
            let tenths = (milliseconds * 10 + day / 2) / day
            let rest = tenths % 10 == 0 || tenths >= 100 ? "" : (reader.language == .en ? "." : ",") + String(tenths % 10)
            return reader.number(tenths / 10) + rest + "\u{A0}" + t("scheduling.board.days-unit")
        }
        return milliseconds >= 3_600_000 ? hours(milliseconds) : "\((milliseconds + 59_999) / 60_000)\u{A0}min"
    }

    func weekday(_ date: CivilDate) -> String { t("scheduling.board.weekday.\(date.weekday)") }
    func day(_ instant: Instant) -> String {
        let date = zone.day(of: instant)
        return weekday(date) + " " + reader.day(date)
    }
    func clock(_ instant: Instant) -> String { String(zone.civil(instant).clockText.prefix(5)) }
    /// `Mon 30 Nov 08:00`
    func moment(_ instant: Instant) -> String { day(instant) + " " + clock(instant) }
    /// `Mon 30 Nov 08:00 – 11:30`
    func span(_ from: Instant, _ to: Instant) -> String {
        moment(from) + " – " + (zone.day(of: from) == zone.day(of: to) ? clock(to) : moment(to))
    }

    func pin(_ placement: Placement) -> String? {
        let parts = [
            placement.pin.map { t("scheduling.board.pin." + $0.rawValue) },
            placement.start.map { t("scheduling.board.pin.start", ["when": moment($0)]) },
        ]
        let said = parts.compactMap(\.self)
        return said.isEmpty ? nil : said.joined(separator: ", ")
    }

    /// The whole story of a bar: what a mouse over it and a screen reader say.
    func story(_ order: WorkOrder, _ slot: Slot, _ placement: Placement?, _ rules: PlanRules) -> String {
        var parts = [order.number + (order.customer.isEmpty ? "" : ", " + order.customer)]
        let what = [order.assembly, order.rev].filter { !$0.isEmpty }.joined(separator: " ")
        let count = order.quantity.map { reader.quantity($0) + " × " } ?? ""
        if !what.isEmpty { parts.append(count + what) }
        parts.append(span(slot.start, slot.end) + ", " + hours(slot.hours.total))
        if let ship = order.shipDate { parts.append(t("scheduling.board.ships", ["day": reader.day(ship)])) }
        if slot.lateWork > 0 { parts.append(t("scheduling.board.late-by", ["time": late(slot.lateWork, rules)])) }
        if slot.isRunning { parts.append(t("scheduling.board.phase.running")) }
        if let placement, let pin = pin(placement) { parts.append(pin) }
        parts += slot.breaches.map(\.rawValue).sorted().map { t("scheduling.board.breach." + $0) }
        return parts.joined(separator: "\n")
    }

    // MARK: deeds

    /// What a deed was, in a few words: `Place 14409.1 on Line 2`.
    func deed(_ deed: DeskDeed, _ changes: [DeskChange], _ lines: [Int: Line]) -> String {
        let kind = t("scheduling.board.deed." + deed.kind.rawValue)
        switch deed.kind {
        case .undo, .redo:
            let inner = deed.note?["kind"]?.string.map { t("scheduling.board.deed." + $0) } ?? ""
            return kind + ": " + inner + " (" + t("scheduling.board.deed-number", ["n": String(deed.undoes ?? 0)]) + ")"
        default: break
        }
        guard changes.count == 1, let only = changes.first else {
            let name = deed.note?["name"]?.string ?? deed.note?["engine"]?.string
            return kind + (name.map { ": " + $0 } ?? "")
                + (changes.isEmpty ? "" : " (" + t("scheduling.board.rows", ["n": reader.number(changes.count)]) + ")")
        }
        let subject = subject(only, lines)
        if only.kind == .placement, let line = only.new?["line"]?.int {
            return kind + ": " + subject + " → " + (lines[Int(line)]?.name ?? String(line))
        }
        return subject.isEmpty ? kind : kind + ": " + subject
    }
}

enum BoardPath {
    static func order(_ number: String, plan: String) -> String {
        "/scheduling/move?order=" + URLText.encode(number) + (plan == Desk.published ? "" : "&plan=" + URLText.encode(plan))
    }
    static func board(plan: String, order: String? = nil) -> String {
        let query = [plan == Desk.published ? nil : "plan=" + URLText.encode(plan), order.map { "order=" + URLText.encode($0) }].compactMap(\.self)
        return "/scheduling" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }
    /// Whether a link leads back to a page of this feature.
    static func isOwn(_ link: String) -> Bool { link == "/scheduling" || ["/scheduling?", "/scheduling/"].contains { link.hasPrefix($0) } }
}
