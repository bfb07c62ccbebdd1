// Days put together, and the lines behind them.

import Host
import Kernel
import Store

extension MachiningFeature {
    func summary(_ centres: [Centre], from: CivilDate, to: CivilDate, by span: SummarySpan) async throws -> [SummaryRow] {
        let days = try await days(centres.map(\.id), from: from, to: to, hasShifts: span == .shift)
        return Self.sum(days, centres, span)
    }

    static func sum(_ days: [StoredDay], _ centres: [Centre], _ span: SummarySpan) -> [SummaryRow] {
        let byID = Dictionary(uniqueKeysWithValues: centres.map { ($0.id, $0) })
        var rows: [SummaryRow] = []
        var places: [String: Int] = [:]
        for day in days {
            guard let centre = byID[day.centre] else { continue }
            let key = span.key(day)
            let place = "\(day.centre) \(key)"
            if let at = places[place] {
                rows[at].totals += day.totals
                rows[at].from = min(rows[at].from, day.day)
                rows[at].to = max(rows[at].to, day.day)
                rows[at].days += 1
                rows[at].grade = max(rows[at].grade, day.totals.grade)
            } else {
                places[place] = rows.count
                rows.append(
                    SummaryRow(centre: centre, key: key, from: day.day, to: day.day, days: 1, totals: day.totals, grade: day.totals.grade))
            }
        }
        return rows
    }

    /// - Throws: `day_invalid`.
    static func day(_ text: String) throws(Problem) -> CivilDate {
        guard let day = CivilDate(iso: text) else { throw Problem(.input, "day_invalid", ["value": text], hint: "Write 2025-05-28.") }
        return day
    }

    /// All lines of a day with one of these meanings.
    func lines(_ centre: Centre, _ day: CivilDate, _ meanings: Set<EventMeaning>?) async throws -> [LogEntry] {
        let bounds = try centre.rules().bounds(of: day)
        return try await house.database.read { try LogTable(tx: $0).lines(centre.id, bounds, meanings: meanings, limit: 1_000_000) }
    }
}
