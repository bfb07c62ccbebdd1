// The history of ten million changes, asked through the API, beside the same questions as tuned plain SQL.

import Foundation
import Kernel
import TestKit

/// A question in both worlds.
private struct Question {
    var name: String
    /// The path and query of the API.
    var path: () -> String
    /// The same in SQL on the peer's table; nil where there is no peer.
    var sql: (() -> String)?
}

extension Bench {
    func queries() throws {
        let days = 365
        let perFile = max(2, historyRows / 12 / days)
        let plan = MounterPlan(
            seed: 16, lines: 4, mounters: 3, days: days, rowsPerFile: perFile...perFile, quirks: [.junkDates, .quotedVendors, .ngScans])
        if (try? plant.count("history", "trace_changes")) ?? 0 < historyRows * 9 / 10 {
            try plant.tree("years", plan)
            try plant.emptyHub("history")
            let cost = try plant.ingest("years", into: "history")
            report.say(
                "\nLoading the history: CPU \(number(cost.cpu)) s (client \(number(cost.client))), wall \(number(cost.wall)) s, "
                    + "peak \(cost.memory >> 20) MiB\n\(cost.out)")
            try plant.hubs.tidy("history")
            for name in ["years", "years.counts"] { try? FileManager.default.removeItem(atPath: plant.path(name)) }
        }
        let rows = try plant.count("history", "trace_changes")
        try peerTable()
        let (server, client) = try plant.serve("history")
        defer { server.stop() }
        report.say("\n## Questions to a history of \(rows) changes")
        let first = plan.firstDay
        let peer = try plant.hubs.peer(plant.hubs.name == "sqlite" ? "peer" : "history")
        defer { peer.stop() }
        for question in questions(first, days, try samples()) {
            _ = try client.get(question.path())
            var (waits, began) = ([Double](), server.cpu + plant.hubs.serverCPU)
            let turns = rounds * 20
            for _ in 0..<turns {
                let start = ContinuousClock.now
                try client.get(question.path())
                waits.append((ContinuousClock.now - start) / .seconds(1))
            }
            let own = (server.cpu + plant.hubs.serverCPU - began) / Double(turns)
            let p95 = quantile(waits, 0.95)
            var line =
                "\(question.name.padding(toLength: 40, withPad: " ", startingAt: 0)) CPU \(number(own * 1000)) ms, p50 \(number(quantile(waits, 0.5) * 1000)) ms, p95 \(number(p95 * 1000)) ms"
            if let sql = question.sql {
                try peer.ask(sql())
                began = peer.cpu
                let times = max(3, turns / 5)
                for _ in 0..<times { try peer.ask(sql()) }
                let other = (peer.cpu - began) / Double(times)
                line += "; plain SQL CPU \(number(other * 1000)) ms"
                report.say(line)
                report.judge(
                    "\(question.name): requests for the CPU of one by plain SQL", number(other / own), goal: "at least 10", isMet: other / own >= 10)
            } else {
                report.say(line)
            }
            report.judge("\(question.name): p95", number(p95 * 1000) + " ms", goal: "below 100 ms", isMet: p95 < 0.1)
        }
        report.say("The server's peak memory: \(server.peakMemory >> 20) MiB")
    }

    /// The old system's table with the rows of the history and the indexes a careful administrator would give it.
    private func peerTable() throws {
        if plant.hubs.name != "sqlite" { return try peerTableOnServer() }
        if FileManager.default.fileExists(atPath: plant.path("peer")) { return }
        try plant.hubs.sql(
            "history",
            """
            ATTACH '\(plant.path("peer"))' AS p;
            PRAGMA p.journal_mode=OFF;
            CREATE TABLE p.h (id INTEGER PRIMARY KEY, scan_date TEXT, scan_time TEXT, slot_no TEXT, result TEXT, part_name TEXT, quantity INTEGER,
              vendor TEXT, lot_no TEXT, barcode TEXT, feeder_base TEXT, previous_barcode TEXT, source_file TEXT, line_number INTEGER, mounter_number INTEGER);
            INSERT INTO p.h SELECT NULL, scan_date, scan_time, slot_no, result, part_name, quantity, vendor, lot_no, barcode, feeder_base, previous_barcode,
              source_file, line_number, mounter_number FROM (SELECT * FROM historial_cambio_material_smt) ORDER BY scan_date, scan_time;
            CREATE INDEX p.h_date ON h (scan_date, scan_time);
            CREATE INDEX p.h_part ON h (part_name);
            CREATE INDEX p.h_result ON h (result);
            CREATE INDEX p.h_line ON h (line_number, mounter_number, scan_date, scan_time);
            CREATE INDEX p.h_lot ON h (lot_no);
            CREATE INDEX p.h_barcode ON h (barcode);
            PRAGMA p.analysis_limit=1000; ANALYZE p;
            """)
    }

    /// The same beside the hub's own tables.
    private func peerTableOnServer() throws {
        if (try? plant.count("history", "h")) ?? 0 > 0 { return }
        let (key, lead) =
            plant.hubs.name == "postgres" ? ("BIGSERIAL PRIMARY KEY", "") : ("BIGINT AUTO_INCREMENT PRIMARY KEY", "SET SESSION sql_mode='';")
        try plant.hubs.sql(
            "history",
            """
            \(lead)
            CREATE TABLE h (id \(key), scan_date DATE, scan_time TIME, slot_no VARCHAR(50), result VARCHAR(20), part_name VARCHAR(255), quantity BIGINT,
              vendor VARCHAR(255), lot_no VARCHAR(255), barcode VARCHAR(255), feeder_base VARCHAR(50), previous_barcode VARCHAR(255),
              source_file VARCHAR(255), line_number INTEGER, mounter_number INTEGER);
            INSERT INTO h (scan_date, scan_time, slot_no, result, part_name, quantity, vendor, lot_no, barcode, feeder_base, previous_barcode,
              source_file, line_number, mounter_number)
              SELECT \(plant.hubs.name == "postgres" ? "CASE WHEN scan_date ~ '^\\d{4}-\\d\\d-\\d\\d$' THEN scan_date::date END, CASE WHEN scan_time ~ '^\\d\\d:\\d\\d:\\d\\d' THEN scan_time::time END" : "scan_date, scan_time"), slot_no, result, part_name,
              quantity, vendor, lot_no, barcode, feeder_base, previous_barcode, source_file, line_number, mounter_number
              FROM historial_cambio_material_smt ORDER BY scan_date, scan_time;
            CREATE INDEX h_date ON h (scan_date, scan_time);
            CREATE INDEX h_part ON h (part_name);
            CREATE INDEX h_result ON h (result);
            CREATE INDEX h_line ON h (line_number, mounter_number, scan_date, scan_time);
            CREATE INDEX h_lot ON h (lot_no);
            CREATE INDEX h_barcode ON h (barcode);
            \(plant.hubs.name == "postgres" ? "VACUUM ANALYZE h;" : "ANALYZE TABLE h;")
            """)
    }

    /// Lots, barcodes and parts that are there.
    private func samples() throws -> [(part: String, lot: String, barcode: String, vendor: String)] {
        let parts = ["p.name", "'|'", "c.lot", "'|'", "c.barcode", "'|'", "v.name"]
        // SQLite has no CONCAT, and to MariaDB `||` is an OR.
        let line = plant.hubs.name == "sqlite" ? parts.joined(separator: " || ") : "CONCAT(\(parts.joined(separator: ", ")))"
        let text = try plant.hubs.sql(
            "history",
            """
            SELECT \(line) FROM trace_changes c JOIN trace_parts p ON p.id = c.part_id JOIN trace_vendors v ON v.id = c.vendor_id
            WHERE c.lot <> '' AND c.barcode <> '' AND c.file_id % 97 = 5 AND c.file_line % 89 = 7 LIMIT 200;
            """
        ).out
        let found = text.split(separator: "\n").map { $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init) }.filter {
            $0.count == 4
        }
        guard !found.isEmpty else { throw BenchFailure("no samples in the history") }
        return found.map { ($0[0], $0[1], $0[2], $0[3]) }
    }

    private func questions(_ first: CivilDate, _ days: Int, _ samples: [(part: String, lot: String, barcode: String, vendor: String)]) -> [Question] {
        let columns =
            "scan_date, scan_time, slot_no, result, part_name, quantity, vendor, lot_no, barcode, feeder_base, previous_barcode, source_file"
        let api = "/api/v1/traceability/changes?limit=200"
        func sql(_ condition: String, _ order: String = "scan_date DESC, scan_time DESC") -> String {
            "SELECT \(columns) FROM h WHERE \(condition) ORDER BY \(order) LIMIT 200; SELECT COUNT(*), SUM(CASE WHEN result='OK' THEN 1 ELSE 0 END), SUM(CASE WHEN result='NG' THEN 1 ELSE 0 END) FROM h WHERE \(condition);"
        }
        // The two worlds are asked about the same things: a fixed sequence, begun anew for each.
        func draw(_ seed: UInt64) -> () -> (line: Int, mounter: Int, day: Int, piece: String, sample: Int) {
            var random = SeededRandom(seed: seed)
            return {
                let sample = random.below(samples.count)
                let part = samples[sample].part
                return (
                    1 + random.below(4), 1 + random.below(3), random.below(days - 30), String(part.dropFirst(max(0, part.count - 5)).prefix(4)),
                    sample
                )
            }
        }
        func day(_ offset: Int) -> String { first.adding(days: offset).isoText }
        var out: [Question] = []
        func ask(
            _ name: String, _ path: @escaping ((line: Int, mounter: Int, day: Int, piece: String, sample: Int)) -> String,
            _ sql: (((line: Int, mounter: Int, day: Int, piece: String, sample: Int)) -> String)? = nil
        ) {
            let (own, other) = (draw(7), draw(7))
            out.append(Question(name: name, path: { api + path(own()) }, sql: sql.map { sql in { sql(other()) } }))
        }
        ask("line, mounter, day, NG", { "&line=\($0.line)&mounter=\($0.mounter)&result=NG&from=\(day($0.day))&to=\(day($0.day))" }) {
            sql("line_number=\($0.line) AND mounter_number=\($0.mounter) AND result='NG' AND scan_date='\(day($0.day))'")
        }
        ask("part contains, 30 days", { "&part=\($0.piece)&from=\(day($0.day))&to=\(day($0.day + 29))" }) {
            sql("part_name LIKE '%\($0.piece)%' AND scan_date BETWEEN '\(day($0.day))' AND '\(day($0.day + 29))'")
        }
        ask("line and mounter, 30 days", { "&line=\($0.line)&mounter=\($0.mounter)&from=\(day($0.day))&to=\(day($0.day + 29))" }) {
            sql("line_number=\($0.line) AND mounter_number=\($0.mounter) AND scan_date BETWEEN '\(day($0.day))' AND '\(day($0.day + 29))'")
        }
        ask("everything", { _ in "" }) { _ in sql("1=1") }
        ask("line", { "&line=\($0.line)" }) { sql("line_number=\($0.line)") }
        ask("NG", { _ in "&result=NG" }) { _ in sql("result='NG'") }
        ask("part contains", { "&part=\($0.piece)" }) { sql("part_name LIKE '%\($0.piece)%'") }
        ask("part contains one letter", { "&part=\($0.piece.prefix(1))" }) { sql("part_name LIKE '%\($0.piece.prefix(1))%'") }
        ask(
            "part contains, line, result, 90 days",
            { "&part=\($0.piece)&line=\($0.line)&result=OK&from=\(day(max(0, $0.day - 60)))&to=\(day($0.day + 29))" })
        ask("lot, whole", { "&lot=\(samples[$0.sample].lot)" }) { sql("lot_no='\(samples[$0.sample].lot)'") }
        ask("lot contains", { "&lot=\(samples[$0.sample].lot.dropFirst(2))" }) { sql("lot_no LIKE '%\(samples[$0.sample].lot.dropFirst(2))%'") }
        ask("barcode, whole", { "&barcode=\(samples[$0.sample].barcode)" }) { sql("barcode='\(samples[$0.sample].barcode)'") }
        ask("barcode contains", { "&barcode=\(samples[$0.sample].barcode.suffix(7))" }) {
            sql("barcode LIKE '%\(samples[$0.sample].barcode.suffix(7))%'")
        }
        ask("barcode contains three digits", { "&barcode=\(samples[$0.sample].barcode.suffix(3))" })
        ask("slot on a line", { "&line=\($0.line)&slot=\(1 + $0.day % 40)" })
        ask("slot", { "&slot=\(1 + $0.day % 40)" })
        ask("feeder contains", { "&feeder=\(1 + $0.day % 40)F" })
        ask("vendor contains", { "&vendor=\(Self.encoded(samples[$0.sample].vendor))" })
        ask(
            "vendor contains, part contains, a day",
            { "&vendor=\(Self.encoded(samples[$0.sample].vendor))&part=\($0.piece)&from=\(day($0.day))&to=\(day($0.day))" })
        ask("file contains", { "&file=\(day($0.day).replacingOccurrences(of: "-", with: ""))" })
        ask("file contains, all files", { _ in "&file=20" })
        return out
    }

    private static func encoded(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text }
}
