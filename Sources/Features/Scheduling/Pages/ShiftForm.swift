// Shifts as rows of plain fields: days, from, to, breaks. Works without scripts; an empty row is no shift.

import Host
import Kernel
import Web

enum ShiftForm {
    /// - Throws: `schedule_shift_invalid` with the row.
    static func shifts(_ form: Parameters) throws(Problem) -> [Shift] {
        var out: [Shift] = []
        for row in 0..<Shift.shiftsMax {
            let days = form.all("shift.\(row).days").compactMap { Int($0) }
            let (start, end) = (form.text("shift.\(row).start"), form.text("shift.\(row).end"))
            if days.isEmpty, start.isEmpty, end.isEmpty { continue }
            guard !days.isEmpty, days.allSatisfy({ (0...6).contains($0) }), let from = Shift.minutes(start), let to = Shift.minutes(end),
                let breaks = breaks(form.text("shift.\(row).breaks"))
            else { throw Problem(.input, "schedule_shift_invalid", ["row": String(row + 1)]) }
            out.append(Shift(days: Set(days), start: from, end: to, breaks: breaks))
        }
        return out
    }

    /// `12:00-13:00, 15:00-15:15`; nil for anything else.
    static func breaks(_ text: String) -> [Shift.Break]? {
        var out: [Shift.Break] = []
        for part in text.split(whereSeparator: { $0 == "," || $0 == ";" }) {
            let ends = part.split(whereSeparator: { $0 == "-" || $0 == "–" }).map { Shift.minutes(String($0.trimmed)) }
            guard ends.count == 2, let from = ends[0], let to = ends[1], from != to else { return nil }
            out.append(Shift.Break(start: from, end: to))
        }
        return out.count <= Shift.breaksMax ? out : nil
    }

    static func text(_ breaks: [Shift.Break]) -> String {
        breaks.map { Shift.text($0.start) + "-" + Shift.text($0.end) }.joined(separator: ", ")
    }

    /// The rows there are and two empty ones.
    /// - Parameter typed: what a form that could not be kept had.
    static func rows(_ shifts: [Shift], _ reader: Reader, typed: Parameters? = nil) -> HTML {
        let words = ScheduleWords(reader: reader)
        let count = typed == nil ? min(Shift.shiftsMax, shifts.count + 2) : Shift.shiftsMax
        let rows = (0..<count).html { row -> HTML in
            let shift = row < shifts.count ? shifts[row] : nil
            let days = typed.map { Set($0.all("shift.\(row).days").compactMap { Int($0) }) } ?? shift?.days ?? []
            func value(_ name: String, _ own: String?) -> String { typed?.text("shift.\(row).\(name)") ?? own ?? "" }
            let boxes = (0..<7).html { day in
                """
                <label><input type="checkbox" name="shift.\(row).days" value="\(day)"\(days.contains(day) ? " checked" : HTML.empty)><span>\(words.weekday(day))</span></label>
                """
            }
            return """
                <fieldset class="shift"><legend class="visually-hidden">\(reader.t("scheduling.shift.row", ["n": String(row + 1)]))</legend>\
                <div class="day-boxes">\(boxes)</div><input type="time" name="shift.\(row).start" value="\(value("start", shift.map { Shift.text($0.start) }))" aria-label="\(reader.t("scheduling.shift.from"))">\
                <input type="time" name="shift.\(row).end" value="\(value("end", shift.map { Shift.text($0.end) }))" aria-label="\(reader.t("scheduling.shift.to"))">\
                <input name="shift.\(row).breaks" value="\(value("breaks", shift.map { text($0.breaks) }))" placeholder="12:00-13:00" aria-label="\(reader.t("scheduling.shift.breaks"))" title="\(reader.t("scheduling.shift.breaks"))"></fieldset>
                """
        }
        return
            "<div class=\"field\"><span class=\"label\">\(reader.t("scheduling.shifts"))</span>\(rows)<p class=\"hint\">\(reader.t("scheduling.shift.hint"))</p></div>"
    }
}
