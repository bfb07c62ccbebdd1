// What real logs do, case by case: each a small log and what a person would say of it.

import Foundation
import Intake
import Kernel
import Store
import TestKit
import Testing

@testable import Machining

@Suite("Cases of machine logs") struct LogCaseTests {
    private static let centre = "DEM12 (PVC)"

    /// Loads logs by their names, in the order given, each as a step of its own.
    private func hub(_ logs: [(name: String, text: String)], zone: String = "Europe/Paris") async throws -> MachineHub {
        let hub = try await MachineHub(zone: zone)
        for log in logs {
            try hub.folder.write("share/\(Self.centre)/\(log.name)", log.text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
            try await hub.ingest()
        }
        return hub
    }

    private func day(_ log: String, name: String = "20250528.LOG", on day: String = "2025-05-28", zone: String = "Europe/Paris") async throws
        -> DayTotals
    {
        try #require(try await hub([(name, log)], zone: zone).day(Self.centre, day))
    }

    /// Lines of one day: `06:00:00 Name details`.
    private func log(_ lines: [String], day: String = "20250528", ending: String = "\n") -> String {
        lines.map { line in
            let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
            return "\(day) \(parts[0])|@\(parts[1])" + (parts.count > 2 ? ": " + parts[2] : "") + ending
        }.joined()
    }

    private func seconds(_ t: DayTotals) -> [Double] { [t.window, t.production, t.wait, t.stop].map { Double($0) / 1000 } }

    @Test func `a plain day: parts sum to the window, grade A`() async throws {
        let t = try await day(
            log([
                "06:00:00 MachineStart", "06:10:00 StukUitgevoerd Stuk 1", "06:20:00 MachineWait 30 sec", "06:30:00 MachineStop",
                "06:40:00 MachineStart", "06:50:00 StukUitgevoerd Stuk 2",
            ]))
        #expect(seconds(t) == [2400, 1770, 30, 600])
        #expect(t.grade == .a && t.pieces == 2 && t.overlap == 0)
    }

    @Test func `waits inside stops count as stop, once`() async throws {
        let t = try await day(
            log([
                "06:00:00 StukUitgevoerd", "06:10:00 MachineStop", "06:15:00 MachineWait 60 sec", "06:19:30 MachineWait 60 sec",
                "06:20:00 MachineStart", "06:30:00 StukUitgevoerd",
            ]))
        #expect(seconds(t) == [1800, 1170, 30, 600])
        #expect(t.overlap == 90_000 && t.flags.contains(.overlap) && t.grade == .a)
    }

    @Test func `waits that overlap each other count once`() async throws {
        let t = try await day(
            log(["06:00:00 StukUitgevoerd", "06:10:00 MachineWait 60 sec", "06:10:30 MachineWait 60 sec", "06:30:00 StukUitgevoerd"]))
        #expect(seconds(t) == [1800, 1710, 90, 0])
    }

    @Test func `waits and stops outside of the window are cut away, and nothing is below zero`() async throws {
        let t = try await day(
            log([
                "05:00:00 MachineWait 3600 sec", "05:59:50 MachineWait 20 sec", "06:00:00 StukUitgevoerd", "06:30:00 StukUitgevoerd",
                "06:31:00 MachineWait 600 sec", "07:00:00 MachineStop", "08:00:00 MachineStart",
            ]))
        #expect(seconds(t) == [1800, 1790, 10, 0])
        #expect(t.flags.contains(.outside) && t.grade == .a)
        // The formula of before takes all of them off and falls below zero.
        #expect(t.compat.effective < 0)
    }

    @Test func `Stop Stop Start: the first one counts, and it is flagged`() async throws {
        let t = try await day(
            log(["06:00:00 StukUitgevoerd", "06:10:00 MachineStop", "06:20:00 MachineStop", "06:30:00 MachineStart", "07:00:00 StukUitgevoerd"]))
        #expect(seconds(t) == [3600, 2400, 0, 1200])
        #expect(t.flags.contains(.doubleStop) && t.grade == .b)
        #expect(t.compat.stop == 600_000)
    }

    @Test func `Start Start: the second is ignored and flagged; a first Start is not`() async throws {
        let t = try await day(log(["06:00:00 MachineStart", "06:00:00 StukUitgevoerd", "06:10:00 MachineStart", "06:30:00 StukUitgevoerd"]))
        #expect(t.flags.contains(.doubleStart) && t.grade == .b && t.stop == 0)
        let plain = try await day(log(["06:00:00 MachineStart", "06:00:00 StukUitgevoerd", "06:30:00 StukUitgevoerd"]))
        #expect(plain.grade == .a)
    }

    @Test func `an open stop goes on over midnight and over files, whichever is loaded first`() async throws {
        let first = ("20250528.LOG", log(["22:00:00 StukUitgevoerd", "22:30:00 StukUitgevoerd", "22:40:00 MachineStop", "23:00:00 StukUitgevoerd"]))
        let second = ("20250529.LOG", log(["00:10:00 StukUitgevoerd", "00:20:00 MachineStart", "00:40:00 StukUitgevoerd"], day: "20250529"))
        for logs in [[first, second], [second, first]] {
            let hub = try await hub(logs)
            let evening = try #require(try await hub.day(Self.centre, "2025-05-28"))
            let morning = try #require(try await hub.day(Self.centre, "2025-05-29"))
            #expect(seconds(evening) == [3600, 2400, 0, 1200])
            #expect(seconds(morning) == [1800, 1200, 0, 600])
            #expect(evening.flags.contains(.overnight) && morning.flags.contains(.overnight))
            // Pieces were finished while it was stopped: somebody forgot the Start.
            #expect(morning.flags.isDisjoint(with: [.doubleStart]) && morning.grade == .b)
            let stops = try await hub.database.read {
                try $0.rows("SELECT begins_at, ends_at FROM mach_stops ORDER BY begins_at") { ($0.int(0), $0.int(1)) }
            }
            #expect(stops.count == 2 && stops[0].1 == stops[1].0)
        }
    }

    @Test func `a stop over a weekend without files is closed by Monday's Start`() async throws {
        let hub = try await hub([
            ("20250530.LOG", log(["15:00:00 StukUitgevoerd", "16:00:00 StukUitgevoerd", "17:00:00 MachineStop"], day: "20250530")),
            ("20250602.LOG", log(["06:00:00 MachineStart", "06:10:00 StukUitgevoerd", "07:10:00 StukUitgevoerd"], day: "20250602")),
        ])
        let monday = try #require(try await hub.day(Self.centre, "2025-06-02"))
        #expect(seconds(monday) == [3600, 3600, 0, 0] && monday.grade == .a)
        #expect(try await hub.days().count == 2)
    }

    @Test func `a wait over midnight belongs to both days, by its beginning and by its end`() async throws {
        let logs = [
            ("20250528.LOG", log(["23:00:00 StukUitgevoerd", "23:59:50 MachineWait 60 sec", "23:59:59 StukUitgevoerd"])),
            ("20250529.LOG", log(["00:00:00 StukUitgevoerd", "00:00:10 MachineWait 30 sec", "01:00:00 StukUitgevoerd"], day: "20250529")),
        ]
        let hub = try await hub(logs)
        #expect(try await hub.day(Self.centre, "2025-05-28")?.wait == 9000)
        #expect(try await hub.day(Self.centre, "2025-05-29")?.wait == 50_000)
        // With stamps at the end: the first wait lies before 23:59:50, the second reaches back over midnight.
        let id = try #require(try await hub.centre(Self.centre)).id
        try await hub.database.write { tx in
            var centre = try #require(try CentreTable(tx: tx).find(id))
            centre.waitStamp = .end
            try CentreTable(tx: tx).update(centre)
            var keeper = DayKeeper(tx)
            _ = try keeper.use(centre)
            try keeper.touchAll(id)
            try keeper.write()
        }
        #expect(try await hub.day(Self.centre, "2025-05-28")?.wait == 69_000)
        #expect(try await hub.day(Self.centre, "2025-05-29")?.wait == 10_000)
    }

    @Test func `the hour that is there twice: the second pass is told by the order of the file`() async throws {
        let t = try await day(
            log(
                [
                    "01:00:00 StukUitgevoerd", "02:10:00 StukUitgevoerd", "02:50:00 MachineStop", "02:05:00 MachineStart",
                    "02:40:00 StukUitgevoerd", "04:00:00 StukUitgevoerd",
                ], day: "20251026"), name: "20251026.LOG", on: "2025-10-26")
        // 01:00 summer time to 04:00 winter time are four hours; the stop from 02:50 to 02:05 lasted a quarter of one.
        #expect(seconds(t) == [14_400, 13_500, 0, 900])
        #expect(t.flags.contains(.clockChange) && !t.flags.contains(.clockBack))
        #expect(t.compat.duration == 3 * 3_600_000)
    }

    @Test func `a log that is read while it grows tells the second pass, too`() async throws {
        let hub = try await MachineHub()
        let whole = log(
            ["01:00:00 StukUitgevoerd", "02:10:00 StukUitgevoerd", "02:50:00 StukUitgevoerd", "02:05:00 StukUitgevoerd", "02:40:00 StukUitgevoerd"],
            day: "20251026")
        for count in stride(from: 20, through: whole.utf8.count + 20, by: 20) {
            try hub.folder.write("share/\(Self.centre)/20251026.LOG", Array(whole.utf8.prefix(count)))
            try await hub.ingest(open: true)
        }
        try await hub.ingest()
        #expect(try await hub.day(Self.centre, "2025-10-26")?.window == (3600 + 3600 + 40 * 60) * 1000)
    }

    @Test func `the hour that is skipped: its stamps are flagged and moved behind the gap`() async throws {
        let t = try await day(
            log(["01:00:00 StukUitgevoerd", "01:50:00 ToolChange", "02:30:00 StukUitgevoerd", "03:40:00 StukUitgevoerd"], day: "20250330"),
            name: "20250330.LOG", on: "2025-03-30")
        #expect(t.window == (60 + 40) * 60_000 && t.flags.contains(.skippedHour) && t.flags.contains(.clockChange) && t.grade == .b)
    }

    @Test func `a clock set back: nothing below zero, the moment is flagged, grade B`() async throws {
        let t = try await day(
            log([
                "06:00:00 StukUitgevoerd", "06:40:00 MachineStop", "06:10:00 MachineStart", "06:20:00 StukUitgevoerd", "07:00:00 StukUitgevoerd",
            ]))
        #expect(seconds(t) == [3600, 3600, 0, 0])
        #expect(t.flags.contains(.clockBack) && t.grade == .b)
    }

    @Test func `lengths of waits in all spellings, and what the formula of before made of them`() async throws {
        let table: [(String, Int64?, Int64)] = [
            ("12 sec", 12_000, 12_000), ("12.5 sec", 12_500, 5000), ("12,5 sec", 12_500, 5000), ("12,5", 12_500, 12_000), ("12.5", 12_500, 12_500),
            ("01:30", 90_000, 1000), ("1:00:05", 3_605_000, 1000), ("0 sec", 0, 0), ("90", 90_000, 90_000), ("2 min", 120_000, 2000),
            ("wachten 7 sec op operator", 7000, 7000), ("0.25 sec", 250, 25_000), ("n/a", nil, 0), ("", nil, 0), ("-5 sec", nil, 5000),
            ("1.2.3 sec", nil, 3000),
            ("12:75", nil, 12_000), ("5 kg", nil, 5000), ("3 of 4 sec", nil, 4000), ("999999999999 sec", nil, 999_999_999_999_000),
        ]
        for (text, length, original) in table {
            Array(text.utf8).withUnsafeBytes { bytes in
                #expect(WaitLength.read(bytes) == length, "\(text)")
                #expect(WaitLength.original(bytes) == original, "\(text)")
            }
        }
        let t = try await day(
            log(["06:00:00 StukUitgevoerd", "06:10:00 MachineWait 12.5 sec", "06:20:00 MachineWait n/a", "06:30:00 StukUitgevoerd"]))
        #expect(t.wait == 12_500 && t.rejects == 1 && t.grade == .b && t.compat.wait == 5000)
    }

    @Test func `jobs: lengths whole, with a point or a comma; hyphens and points in the profile, blanks in the colour`() {
        let table: [(String, String?)] = [
            ("R:215023 L:3359.0 C:7016 G ALU", "215023/3359.0/7016 G ALU"), ("R:215023 L:3359 C:WHITE", "215023/3359/WHITE"),
            ("R:21-50.23 L:3359,5 C:RAL 9005", "21-50.23/3359.5/RAL 9005"), ("R:A L:1", "A/1/"), ("R:A B L:1.25 C:", "A B/1.25/"),
            ("r:A l:2 c:x", "A/2/x"), ("C:red L:5 R:Q", "Q/5/red"), ("L:5 C:red", nil), ("R: L:5", nil), ("R:A L:abc", nil), ("R:A L:1.2.3", nil),
            ("", nil),
        ]
        for (text, wanted) in table {
            let job = JobPayload(text)
            #expect(job.map { "\($0.reference)/\($0.length)/\($0.colour)" } == wanted, "\(text)")
        }
    }

    @Test func `NULs, Latin-1, marks, blanks and fractions of seconds do not hide a line`() async throws {
        let hub = try await hub([
            (
                "20250528.LOG",
                "\u{EF}\u{BB}\u{BF}20250528 06:00:00|@StukUitgevoerd: 1\r\n20250528 06:00:00.250|@JobProfiel: R:1 L:2,5 C:Dor\u{E9}\r\n"
                    + "\0\020250528 06:10:00|@Stuk\0Uitgevoerd\0\r\n   \r\n  20250528  06:20:00,5 |@ StukUitgevoerd : x  \r\n20250528 06:30:00|@StukUitgevoerd"
            )
        ])
        let t = try #require(try await hub.day(Self.centre, "2025-05-28"))
        #expect(t.pieces == 4 && t.window == 1_800_000 && t.rejects == 0 && t.grade == .a)
        let id = try #require(try await hub.centre(Self.centre)).id
        let jobs = try await hub.database.read { try LogTable(tx: $0).jobs(id, Stretch(0, 1 << 50)) }
        #expect(jobs.map(\.colour) == ["Doré"] && jobs.map(\.length) == ["2.5"])
    }

    @Test func `unknown events are kept and counted, and can be given a meaning later`() async throws {
        let hub = try await hub([("20250528.LOG", log(["06:00:00 Frezen", "06:10:00 Pauze 120 sec", "06:30:00 Frezen"]))])
        let t = try #require(try await hub.day(Self.centre, "2025-05-28"))
        #expect(t.others == 3 && t.window == 0 && t.share(t.production) == nil && t.grade == .a)
        let id = try #require(try await hub.centre(Self.centre)).id
        try await hub.database.write { tx in
            let table = EventNameTable(tx: tx)
            for name in try table.all() { try table.setMeaning(name.id, name.name == "Frezen" ? .piece : .wait) }
            var keeper = DayKeeper(tx)
            _ = try keeper.use(try #require(try CentreTable(tx: tx).find(id)))
            try keeper.touchAll(id)
            try keeper.write()
        }
        let after = try #require(try await hub.day(Self.centre, "2025-05-28"))
        #expect(seconds(after) == [1800, 1680, 120, 0] && after.others == 0)
        // A name that was no wait when its lines were read has its lengths then, too.
        let pieces = try await self.hub([
            ("20250528.LOG", log(["06:00:00 StukUitgevoerd", "06:10:00 MachineStart 30 sec", "06:30:00 StukUitgevoerd"]))
        ])
        let centre = try #require(try await pieces.centre(Self.centre)).id
        try await pieces.database.write { tx in
            let table = EventNameTable(tx: tx)
            for name in try table.all() where name.name == "MachineStart" { try table.setMeaning(name.id, .wait) }
            var keeper = DayKeeper(tx)
            _ = try keeper.use(try #require(try CentreTable(tx: tx).find(centre)))
            try keeper.touchAll(centre)
            try keeper.write()
        }
        #expect(try await pieces.day(Self.centre, "2025-05-28")?.wait == 30_000)
    }

    @Test func `empty and unreadable files end as what they are, each time`() async throws {
        let hub = try await hub([
            ("20250527.LOG", ""), ("20250528.LOG", "x\ny\n\u{FF}\u{00}\u{01}\n"), ("20250529.LOG", log(["06:00:00 StukUitgevoerd"], day: "20250529")),
        ])
        // A reject without a date belongs to the day in its file's name.
        let bad = try #require(try await hub.day(Self.centre, "2025-05-28"))
        #expect(bad.rejects == 3 && bad.grade == .c && bad.pieces == 0)
        #expect(try await hub.day(Self.centre, "2025-05-27") == nil)
        #expect(try await hub.day(Self.centre, "2025-05-29")?.pieces == 1)
        let before = try await hub.dump()
        try await hub.ingest()
        #expect(try await hub.dump() == before)
    }

    @Test func `a reject that is mended counts as what it says, and is a reject no more`() async throws {
        let hub = try await hub([("20250528.LOG", log(["06:00:00 StukUitgevoerd"]) + "20250528 06:3x:00|@StukUitgevoerd\n")])
        #expect(try await hub.day(Self.centre, "2025-05-28")?.rejects == 1)
        let page = try await hub.intake.rejects(RejectFilter())
        let reject = try #require(page.rejects.first)
        let report = try await hub.intake.retry([reject.id], .columns(["Stamp": "20250528 06:30:00"]), by: "test")
        #expect(report.succeeded == 1)
        let t = try #require(try await hub.day(Self.centre, "2025-05-28"))
        #expect(t.rejects == 0 && t.pieces == 2 && t.window == 1_800_000 && t.grade == .a)
    }

    @Test func `a rewritten log counts as it is now`() async throws {
        let hub = try await hub([("20250528.LOG", log(["06:00:00 StukUitgevoerd", "06:30:00 StukUitgevoerd", "07:00:00 StukUitgevoerd"]) + "bad\n")])
        #expect(try await hub.day(Self.centre, "2025-05-28")?.window == 3_600_000)
        try hub.folder.write("share/\(Self.centre)/20250528.LOG", log(["06:00:00 StukUitgevoerd", "06:30:00 StukUitgevoerd"]))
        try await hub.ingest()
        let t = try #require(try await hub.day(Self.centre, "2025-05-28"))
        #expect(t.window == 1_800_000 && t.pieces == 2 && t.rejects == 0)
    }

    @Test func `silence of more than an hour is no production to be sure of`() async throws {
        let t = try await day(log(["06:00:00 StukUitgevoerd", "06:30:00 StukUitgevoerd", "10:00:00 StukUitgevoerd"]))
        #expect(t.silence == 12_600_000 && t.grade == .c && t.flags.contains(.silence))
        let stopped = try await day(log(["06:00:00 StukUitgevoerd", "06:30:00 MachineStop", "10:00:00 MachineStart", "10:00:00 StukUitgevoerd"]))
        #expect(stopped.silence == 0 && stopped.grade == .a)
    }

    @Test func `the production day may begin at six, and shifts are parts of it`() async throws {
        let hub = try await hub([
            ("20250528.LOG", log(["06:00:00 StukUitgevoerd", "13:59:00 StukUitgevoerd", "14:01:00 StukUitgevoerd", "23:00:00 StukUitgevoerd"])),
            ("20250529.LOG", log(["05:00:00 StukUitgevoerd", "06:00:00 StukUitgevoerd"], day: "20250529")),
        ])
        let id = try #require(try await hub.centre(Self.centre)).id
        try await hub.database.write { tx in
            var centre = try #require(try CentreTable(tx: tx).find(id))
            (centre.dayStart, centre.shiftStarts) = (360, [360, 840, 1320])
            try CentreTable(tx: tx).update(centre)
            var keeper = DayKeeper(tx)
            _ = try keeper.use(centre)
            try keeper.touchAll(id)
            try keeper.write()
        }
        let days = try await hub.days()
        #expect(days.map(\.totals.pieces) == [5, 1])
        #expect(days[0].totals.window == 23 * 3_600_000)
        let shifts = try await hub.database.read { try DayTable(tx: $0).days("shift > 0") }
        #expect(shifts.map(\.totals.pieces) == [2, 1, 2, 1, 0, 0])
        #expect(shifts[0].totals.window == (7 * 60 + 59) * 60_000)
    }

    @Test func `a centre is its folder, and folders of months do not count`() {
        #expect(LogPath.centre("DEM12 (PVC)/20250528.LOG", "/srv/ftp") == "DEM12 (PVC)")
        #expect(LogPath.centre("DEM12 (PVC)/2025-05/20250528.LOG", "/srv/ftp") == "DEM12 (PVC)")
        #expect(LogPath.centre("Usine 1/SU12 (HYBRIDE)/2025/05/20250528.LOG", "/srv") == "SU12 (HYBRIDE)")
        #expect(LogPath.centre("20250528.LOG", "/srv/DEMALU (ALU)/2025") == "DEMALU (ALU)")
        #expect(LogPath.centre("20250528.LOG", "ftp://me@host/logs/SU12?tls=require") == "SU12")
        #expect(Centre.type(ofFolder: "DEM12 (PVC)") == "PVC" && Centre.type(ofFolder: "SU12") == "SU12" && Centre.type(ofFolder: "X ()") == "X ()")
    }
}
