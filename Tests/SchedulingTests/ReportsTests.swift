// The arithmetic of reports, bars, codes, forms and merging, each on values made by hand.

import Host
import Kernel
import Testing
import Web

@testable import Scheduling

@Suite struct ReportsTests {
    private static let now = DeskPlace.now
    private static let zone = { try? Zone("Europe/Madrid") }() ?? .utc

    @Test("Code 128: a known text has its known symbols, check and bars")
    func code128() throws {
        // By hand: 104 + 48 + 2·42 + 3·42 + 4·17 + 5·18 + 6·19 + 7·35 = 879, modulo 103 is 55.
        #expect(Code128.symbols("PJJ123C") == [104, 48, 42, 42, 17, 18, 19, 35, 55])
        let widths = try #require(Code128.widths("14409.1"))
        #expect(widths.reduce(0, +) == 11 * 9 + 13, "eleven modules a symbol, thirteen for the stop")
        #expect(Array(widths.prefix(6)) == [2, 1, 1, 2, 1, 4] && Array(widths.suffix(7)) == [2, 3, 3, 1, 1, 1, 2])
        #expect(Code128.symbols("") == nil && Code128.symbols("ñ") == nil && Code128.symbols("a\n") == nil)
        #expect(Code128.svg("ñ").isEmpty)
        #expect(Code128.svg("<1>").text.contains("aria-label=\"&lt;1&gt;\""))
        for value in 0...102 {
            let text = String(UnicodeScalar(UInt8(32 + value % 95)))
            let widths = try #require(Code128.widths(text))
            #expect(widths.count == 3 * 6 + 7 && widths.dropFirst(6).prefix(6).reduce(0, +) == 11)
        }
    }

    @Test("a code is a number, or a number and a line after the last dash")
    func scanCodes() {
        #expect(ScanCode.readings(" 13906.2-1 ") == [ScanCode(order: "13906.2-1"), ScanCode(order: "13906.2", line: "1")])
        #expect(ScanCode.readings("A-B-2") == [ScanCode(order: "A-B-2"), ScanCode(order: "A-B", line: "2")])
        #expect(ScanCode.readings("-1") == [ScanCode(order: "-1")] && ScanCode.readings("7-") == [ScanCode(order: "7-")])
        #expect(ScanCode.readings("  ").isEmpty)
    }

    private static func finished(_ number: String, run: Int64?, planned: Int64, end: String, ship: String?) -> WorkOrder {
        var order = WorkOrder(number, createdAt: now)
        (order.customer, order.assembly, order.rev) = ("C", "A", "1")
        order.status = .completed
        order.runMinutes = Quantity(planned)
        order.setupHours = Quantity(1)
        order.actualRunHours = run.map { Quantity($0) }
        order.endedAt = Instant(rfc3339: end)
        order.shipDate = ship.flatMap(CivilDate.init(iso:))
        return order
    }

    @Test("estimates: a correction after three runs, from run hours alone")
    func estimates() throws {
        let desk = Desk()
        // 60 min × 2 / 60 = 2 h of run and 1 h of set-up each.
        let orders = (1...3).map { Self.finished("\($0)", run: 3, planned: 60, end: "2026-11-2\($0)T10:00:00Z", ship: "2026-11-22") }
        let all = desk.finished(orders, [:], zone: Self.zone, now: Self.now)
        #expect(all.map(\.planned) == [300, 300, 300] && all.compactMap(\.actual) == [400, 400, 400])
        let error = try #require(EstimateError.all(all).first)
        #expect(error.runs == 3 && error.correction == 1.5)
        #expect(abs((error.error ?? 0) - 1.0 / 3) < 1e-9)
        #expect(EstimateError.all(Array(all.prefix(2))).first?.correction == nil)
        let weeks = OnTime.byWeek(all, zone: Self.zone)
        #expect(weeks == [OnTime(name: "2026-11-16", orders: 2, onTime: 2), OnTime(name: "2026-11-23", orders: 1, onTime: 0)])
        #expect(OnTime.byCustomer(all) == [OnTime(name: "C", orders: 3, onTime: 2)])
    }

    @Test("actual hours without records are the line's working time between beginning and end")
    func clock() throws {
        var desk = Desk()
        for line in Line.defaults { desk.lines[line.number] = line }
        var order = Self.finished("1", run: nil, planned: 60, end: "2026-11-24T09:00:00Z", ship: nil)
        // Monday 15:00 to Tuesday 10:00 in Madrid: two hours and two hours.
        order.startedAt = Instant(rfc3339: "2026-11-23T14:00:00Z")
        let end = try #require(order.endedAt)
        let promise = PlanTable.Promise(line: 2, start: end, end: end - .hours(5))
        let done = try #require(desk.finished([order], ["1": promise], zone: Self.zone, now: Self.now).first)
        #expect(done.actual == 400 && done.isFromClock && done.drift == .hours(5) && done.isOnTime == nil)
    }

    @Test("use of a line: booked working hours by the week, of what its calendar has")
    func use() throws {
        var desk = Desk()
        for line in Line.defaults { desk.lines[line.number] = line }
        var order = WorkOrder("1", createdAt: Self.now)
        order.setupHours = Quantity(50)
        try desk.create(order)
        try desk.place("1", on: 2)
        let uses = LineUse.all(desk, desk.layout(now: Self.now, zone: Self.zone), [], zone: Self.zone, now: Self.now).filter { $0.line == 2 }
        #expect(uses.count == 8 && uses.filter(\.isPast).allSatisfy { $0.booked == 0 })
        #expect(uses[4].available == 40 * 3_600_000 && uses[4].booked == 40 * 3_600_000 && uses[4].share == 1)
        #expect(uses[5].booked == 10 * 3_600_000 && uses[5].share == 0.25)
        // Two that were begun and never ended in time: a line is used once, however many say so.
        let monday = Self.zone.day(of: Self.now).monday
        let begin = Self.zone.start(of: monday.adding(days: -7))
        let done = ["2", "3"].map { number in
            var order = WorkOrder(number, createdAt: begin)
            (order.startedAt, order.endedAt) = (begin, begin + .days(7))
            return FinishedOrder(order: order, line: 2, planned: 0, plannedRun: 0)
        }
        let past = LineUse.all(desk, desk.layout(now: Self.now, zone: Self.zone), done, zone: Self.zone, now: Self.now).filter { $0.line == 2 }
        #expect(past[3].share == 1, "\(past[3])")
        desk.lines[2]?.capacity = 2
        let wide = LineUse.all(desk, desk.layout(now: Self.now, zone: Self.zone), done, zone: Self.zone, now: Self.now).filter { $0.line == 2 }
        #expect(wide[3].share == 1 && wide[3].booked == 80 * 3_600_000)
    }

    @Test("at risk: what binds is what ends last before the start")
    func risks() throws {
        var desk = Desk()
        for line in Line.defaults { desk.lines[line.number] = line }
        func add(_ number: String, line: Int, hours: Int64, kit: String? = nil, after: String? = nil) throws {
            var order = WorkOrder(number, createdAt: Self.now)
            order.setupHours = Quantity(hours)
            order.kitDate = kit.flatMap(CivilDate.init(iso:))
            order.shipDate = CivilDate(iso: "2026-12-02")
            order.after = after
            try desk.create(order)
            try desk.place(number, on: line)
        }
        try add("a", line: 2, hours: 30)
        try add("b", line: 2, hours: 8)
        try add("c", line: 3, hours: 8, kit: "2026-12-02")
        try add("d", line: 4, hours: 8, after: "a")
        let task = desk.task(now: Self.now, zone: Self.zone)
        let risks = Risk.all(Layout(task, Array(desk.placements.values)), task, desk.placements)
        func bind(_ order: String) -> Risk.Bind? { risks.first { $0.order == order }?.bind }
        #expect(bind("a") == nil || bind("a") == .nothing)
        #expect(bind("b") == .queue && risks.first { $0.order == "b" }?.other == "a")
        #expect(bind("c") == .kit && bind("d") == .predecessor)
    }

    @Test("shifts of a form: rows, breaks, what is refused")
    func shifts() throws {
        let form = Parameters([
            ("shift.0.days", "0"), ("shift.0.days", "4"), ("shift.0.start", "22:00"), ("shift.0.end", "06:00"),
            ("shift.0.breaks", "02:00-02:30, 4:00-4:15"),
            ("shift.1.start", ""), ("shift.1.end", ""),
        ])
        let shifts = try ShiftForm.shifts(form)
        #expect(shifts == [Shift(days: [0, 4], start: 1320, end: 360, breaks: [.init(start: 120, end: 150), .init(start: 240, end: 255)])])
        for bad in [
            ["shift.0.days": "7", "shift.0.start": "08:00", "shift.0.end": "09:00"], ["shift.0.start": "08:00"],
            ["shift.0.days": "1", "shift.0.start": "8", "shift.0.end": "09:00"],
        ] {
            #expect(throws: Problem.self) { try ShiftForm.shifts(Parameters(bad.map { (name: $0.key, value: $0.value) })) }
        }
        #expect(ShiftForm.breaks("12:00") == nil && ShiftForm.breaks("") == [])
    }

    @Test("blocks of one line never share time, touching is allowed")
    func blocks() throws {
        var desk = Desk()
        for line in Line.defaults { desk.lines[line.number] = line }
        func block(_ id: String, _ line: Int, _ from: Int64, _ to: Int64) -> LineBlock {
            LineBlock(id: id, line: line, kind: .other, start: Self.now + .hours(from), end: Self.now + .hours(to), note: id)
        }
        try desk.add(block("a", 1, 1, 3))
        try desk.add(block("b", 1, 3, 4))
        try desk.add(block("c", 2, 1, 3))
        let refused = #expect(throws: Problem.self) { try desk.add(block("d", 1, 2, 5)) }
        #expect(refused?.code == "schedule_block_overlap" && refused?.parameters["note"] == "a")
        #expect(throws: Problem.self) { try desk.add(block("e", 1, 9, 9)) }
        #expect(throws: Problem.self) { try desk.add(block("f", 99, 9, 10)) }
        #expect(desk.blocks.count == 3)
    }

    @Test("lines: what must hold whoever asks")
    func lines() throws {
        var desk = Desk()
        for line in Line.defaults { desk.lines[line.number] = line }
        #expect(throws: Problem.self) { try desk.create(Line(number: 1, name: "x")) }
        #expect(throws: Problem.self) { try desk.create(Line(number: 9, name: "line 2")) }
        try desk.create(Line(number: 9, name: "9-EURO"))
        try desk.setStatus(9, .down, reason: .malfunction, expectedReturn: Self.now + .hours(2), now: Self.now)
        #expect(desk.lines[9]?.statusSince == Self.now && desk.lines[9]?.expectedReturn != nil)
        try desk.setStatus(9, .running, reason: .malfunction, expectedReturn: Self.now + .hours(2), now: Self.now)
        #expect(desk.lines[9]?.reason == nil && desk.lines[9]?.expectedReturn == nil)
        let past = #expect(throws: Problem.self) { try desk.setStatus(9, .down, expectedReturn: Self.now, now: Self.now) }
        #expect(past?.code == "schedule_return_past")
        try desk.create(WorkOrder("1", createdAt: Self.now))
        try desk.place("1", on: 9)
        var out = try desk.line(9)
        out.isActive = false
        #expect(throws: Problem.self) { try desk.set(out) }
        var rules = desk.rules
        rules.ownStatuses = [.init(word: "Paint", phase: .held)]
        try desk.set(rules)
        try desk.edit("1", [(.status, "paint")], now: Self.now)
        #expect(throws: Problem.self) { try desk.set(PlanRules()) }
        rules.ownStatuses.append(.init(word: "ready", phase: .held))
        #expect(throws: Problem.self) { try desk.set(rules) }
    }

    @Test("merging: others' fields stay, mine are taken, what both changed is told")
    func merge() throws {
        let seen: JSON = ["a": 1, "b": 2, "c": 3]
        let now: [(String, JSON)] = [("a", 1), ("b", 20), ("c", 3)]
        let merged = try DeskMerge.members("x", seen: seen, mine: [("a", 10), ("b", 2)], now: now)
        #expect(JSON.object(merged) == ["a": 10, "b": 20, "c": 3])
        let conflict = #expect(throws: EditConflict.self) { try DeskMerge.members("x", seen: seen, mine: [("b", 7)], now: now) }
        #expect(conflict?.members == [.init(name: "b", mine: 7, theirs: 20)])
        let again = try DeskMerge.members("x", seen: conflict?.rebased(seen), mine: [("a", 1), ("b", 7)], now: now)
        #expect(JSON.object(again) == ["a": 1, "b": 7, "c": 3])
        #expect(
            try JSON.object(DeskMerge.members("x", seen: seen, mine: [("b", 20)], now: now)) == ["a": 1, "b": 20, "c": 3],
            "the same change twice is none")
    }
}
