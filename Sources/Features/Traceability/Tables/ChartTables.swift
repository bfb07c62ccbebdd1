// The figures behind the charts, all from the roll-ups.

import Kernel
import Store

/// Changes in one hour.
struct HourCount: Sendable {
    var hour: Int64
    var totals: ChangeTotals
}

struct ChartTables {
    let tx: any Transaction

    /// Per hour of absolute time, hours without a change left out.
    func hours(from: Instant, to: Instant, line: Int64?) throws -> [HourCount] {
        var conditions: [SQL] = [
            "scan_hour >= \(from.milliseconds.floorDivided(by: 3_600_000))",
            "scan_hour < \((to.milliseconds + 3_599_999).floorDivided(by: 3_600_000))",
        ]
        if let line { conditions.append("line = \(line)") }
        var out: [HourCount] = []
        try tx.query(
            "SELECT scan_hour, result, SUM(changes) FROM trace_hours\(conditions.whereClause()) GROUP BY scan_hour, result ORDER BY scan_hour"
        ) { row in
            if out.last?.hour != row.int(0) { out.append(HourCount(hour: row.int(0), totals: ChangeTotals())) }
            out[out.count - 1].totals.add(row.text(1), row.int(2))
        }
        return out
    }

    /// Lines and mounters that have rows, with their totals.
    func machines() throws -> [(line: Int64, mounter: Int64, totals: ChangeTotals)] {
        var out: [(line: Int64, mounter: Int64, totals: ChangeTotals)] = []
        try tx.query(
            """
            SELECT line, mounter, result, SUM(changes) FROM trace_hours WHERE line <> \(TraceabilitySchema.unknown)
            AND mounter <> \(TraceabilitySchema.unknown) GROUP BY line, mounter, result HAVING SUM(changes) > 0 ORDER BY line, mounter
            """
        ) { row in
            if out.last?.line != row.int(0) || out.last?.mounter != row.int(1) { out.append((row.int(0), row.int(1), ChangeTotals())) }
            out[out.count - 1].totals.add(row.text(2), row.int(3))
        }
        return out
    }

    /// Per line since an instant.
    func lines(from: Instant, to: Instant) throws -> [(line: Int64, totals: ChangeTotals)] {
        var out: [(line: Int64, totals: ChangeTotals)] = []
        try tx.query(
            """
            SELECT line, result, SUM(changes) FROM trace_hours WHERE scan_hour >= \(from.milliseconds.floorDivided(by: 3_600_000))
            AND scan_hour <= \(to.milliseconds.floorDivided(by: 3_600_000)) AND line <> \(TraceabilitySchema.unknown)
            GROUP BY line, result ORDER BY line
            """
        ) { row in
            if out.last?.line != row.int(0) { out.append((row.int(0), ChangeTotals())) }
            out[out.count - 1].totals.add(row.text(1), row.int(2))
        }
        return out
    }

    /// Parts with the most changes or the most NG, by days as the machines wrote them.
    func parts(fromDay: Int64, toDay: Int64, onlyNG: Bool, limit: Int) throws -> [(part: String, totals: ChangeTotals)] {
        let order: SQL = onlyNG ? "SUM(CASE WHEN d.result = 'NG' THEN d.changes ELSE 0 END)" : "SUM(d.changes)"
        let top = try tx.rows(
            """
            SELECT d.part_id, p.name, SUM(d.changes), SUM(CASE WHEN d.result = 'OK' THEN d.changes ELSE 0 END),
              SUM(CASE WHEN d.result = 'NG' THEN d.changes ELSE 0 END)
            FROM trace_part_days d JOIN trace_parts p ON p.id = d.part_id WHERE d.scan_day >= \(fromDay) AND d.scan_day <= \(toDay)
            GROUP BY d.part_id, p.name HAVING \(order) > 0 ORDER BY \(order) DESC, p.name LIMIT \(limit)
            """
        ) { row in
            var totals = ChangeTotals()
            totals.total = row.int(2)
            totals.ok = row.int(3)
            totals.ng = row.int(4)
            return (part: row.text(1), totals: totals)
        }
        return top
    }
}
