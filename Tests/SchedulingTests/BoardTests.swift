// The board's pure parts: which window, where in it an instant stands, what a colour says, and what a place in a form means.

import Foundation
import Host
import Kernel
import TestKit
import Testing
import Web

@testable import Scheduling

@Suite struct BoardTests {
    private static let zone = try? Zone("Europe/Madrid")

    private static func window(_ zoom: BoardZoom, _ at: String? = nil) throws -> BoardWindow {
        try BoardWindow(zoom, at: at, now: DeskPlace.now, zone: try #require(zone))
    }

    @Test("a window begins with its day and is as long as its zoom, also when clocks change")
    func windows() throws {
        let zone = try #require(Self.zone)
        let week = try Self.window(.week)
        #expect(zone.day(of: week.from).isoText == "2026-11-30" && zone.day(of: week.to).isoText == "2026-12-07")
        #expect(week.contains(DeskPlace.now) && !week.contains(week.to))
        #expect(week.step(1) == "2026-12-07" && week.step(-1) == "2026-11-23")
        let autumn = try Self.window(.day, "2026-10-25")
        #expect(autumn.to - autumn.from == .hours(25))
        let hours = try Self.window(.hours, "2026-11-30T08:00")
        #expect(hours.step(1) == "2026-11-30T16:00")
        #expect(zone.civil(hours.from).hour == 8)
        for bad in ["monday", "2026-13-01", "2026-11-30T25:00", "2026-11-30T08:00T", "0001-01-01"] {
            #expect(throws: Problem.self) { try Self.window(.week, bad) }
        }
    }

    @Test("places grow with time, whatever is folded, and open time takes most of a lane")
    func scale() throws {
        let window = try Self.window(.week)
        var chance = SeededChance(7, labels: [1])
        for turn in 0..<40 {
            var open: [Range<Instant>] = []
            var at = window.from - .hours(5)
            while at < window.to {
                let from = at + .minutes(Int64(chance.below(900) + 1))
                at = from + .minutes(Int64(chance.below(900) + 1))
                open.append(from..<at)
            }
            let scale = BoardScale(window, open: turn == 0 ? nil : open)
            var last = -1
            for hour in -3...(24 * 7 + 3) {
                let place = scale.place(window.from + .hours(Int64(hour)))
                #expect(place >= last && (0...BoardScale.whole).contains(place))
                last = place
            }
            #expect(scale.place(window.from) == 0 && scale.place(window.to) == BoardScale.whole)
        }
        let shift = (window.from + .hours(8))..<(window.from + .hours(17))
        let folded = BoardScale(window, open: [shift])
        #expect(folded.place(shift.upperBound) - folded.place(shift.lowerBound) > BoardScale.whole / 3)
        #expect(
            BoardScale.text(1234) == "12.34%" && BoardScale.text(1230) == "12.3%" && BoardScale.text(1203) == "12.03%"
                && BoardScale.text(1200) == "12%")
    }

    @Test("what is closed is what is not open")
    func closed() throws {
        let window = try Self.window(.day)
        let open = (window.from + .hours(8))..<(window.from + .hours(12))
        let closed = BoardHours.closed([open], window)
        #expect(closed == [window.from..<open.lowerBound, open.upperBound..<window.to])
        #expect(BoardHours.closed([], window) == [window.from..<window.to])
        #expect(BoardHours.closed([window.from..<window.to], window).isEmpty)
    }

    @Test(
        "a place in a form is read as it was written",
        arguments: [
            BoardTarget(line: 3), BoardTarget(line: 3, before: "14409.1", rank: "hz"), BoardTarget(line: 12, before: "a|b|c", rank: "1"),
        ])
    func targets(target: BoardTarget) { #expect(BoardTarget(target.text) == target) }

    @Test("what is no place is none", arguments: ["", "x", "3|h", "|h|a"])
    func noTarget(text: String) { #expect(BoardTarget(text) == nil) }

    @Test("orders on a line at once stand under each other")
    func rows() {
        func slot(_ from: Int64, _ to: Int64) -> Slot {
            let hours = OrderHours(setupHours: Quantity(1), runMinutes: Quantity(0), factor: Quantity(1), multiplier: Quantity(1))
            let now = DeskPlace.now
            return Slot(
                order: "a", line: 1, position: 1, start: now + .hours(from), runStart: now + .hours(from), end: now + .hours(to), hours: hours,
                lateWork: 0)
        }
        #expect(BoardPicture.rows([slot(0, 4), slot(1, 3), slot(3, 5), slot(4, 6)]) == [0, 1, 1, 0])
    }

    @Test("each mode sorts every order into a group of its legend, or one that says nothing is due")
    func colours() async throws {
        let place = try await DeskPlace()
        try await place.fill(60)
        try await place.actions.perform(.status, by: DeskPlace.ana) { desk in
            try desk.edit("1003.1", [(.status, "Missing"), (.missingPart, "R1")], now: DeskPlace.now)
            try desk.edit("1000.1", [(.status, "Running")], now: DeskPlace.now)
        }
        let state = try await BoardShelf().state(Desk.published, place.actions)
        for mode in BoardMode.allCases {
            let colours = BoardColours(mode, state)
            #expect(Set(colours.groups.map(\.tone)).count == colours.groups.count || mode == .customer, "\(mode)")
            for slot in state.layout.slots.values {
                let order = try #require(state.desk.orders[slot.order])
                let group = colours.group(order, state.task.orders[slot.order], slot, state.line(slot.line))
                #expect(colours.groups.contains(group) || group.tone == .quiet, "\(mode) \(slot.order)")
                if mode == .lateness { #expect((group.tone == .bad) == (slot.lateWork > 0)) }
            }
        }
        func tone(_ mode: BoardMode, _ order: String) throws -> BoardTone {
            let slot = try #require(state.layout.slots[order])
            return BoardColours(mode, state).group(
                try #require(state.desk.orders[order]), state.task.orders[order], slot, state.line(slot.line)
            ).tone
        }
        #expect(try tone(.status, "1003.1") == .bad && tone(.status, "1000.1") == .good && tone(.kit, "1003.1") == .bad)
    }

    @Test("no peak of trolleys is lost in the columns of the curve")
    func curve() async throws {
        let place = try await DeskPlace()
        try await place.fill(200)
        let state = try await BoardShelf().state(Desk.published, place.actions)
        for zoom in BoardZoom.allCases {
            let window = try Self.window(zoom)
            for isFolded in [true, false] {
                let scale = BoardScale(window, open: isFolded ? BoardHours.open(state.task.lines, window) : nil)
                let columns = BoardPicture.columns(state.curve, scale, window)
                let steps = state.curve.steps
                let seen =
                    steps.indices.filter { $0 + 1 < steps.count && window.overlaps(steps[$0].at, steps[$0 + 1].at) }.map { steps[$0].count }.max()
                    ?? 0
                #expect((columns.map(\.count).max() ?? 0) == seen, "\(zoom) \(isFolded)")
            }
        }
    }

    @Test("a board is kept until anybody writes, and a preview says what the move then does")
    func preview() async throws {
        let place = try await DeskPlace()
        try await place.fill(80)
        let shelf = BoardShelf()
        let first = try await shelf.state(Desk.published, place.actions)
        let target = BoardTarget(line: 1, before: first.desk.queue(1)[0].order, rank: first.desk.queue(1)[0].rank.text)
        let moved = first.desk.queue(2)[9].order
        let preview = try BoardPreview(first, moved, target)
        #expect(preview.new?.position == 1 && preview.new?.line == 1)
        try await place.actions.perform(.place, by: DeskPlace.ana) { try $0.place(moved, on: 1, before: target.before) }
        let second = try await shelf.state(Desk.published, place.actions)
        #expect(second.desk.placements[moved]?.line == 1)
        #expect(second.layout.slots[moved] == preview.new)
        #expect(second.layout.late.count == preview.diff.late.new && second.curve.peak == preview.peak.new)
        await #expect(throws: Problem.self) { try await shelf.state("nothing", place.actions) }
    }

    @Test("a start is read by the plant's clock")
    func start() throws {
        let zone = try #require(Self.zone)
        #expect(try BoardDeeds.start("", zone) == nil)
        #expect(try BoardDeeds.start("2026-11-30T08:15", zone)?.rfc3339() == "2026-11-30T07:15:00Z")
        #expect(throws: Problem.self) { try BoardDeeds.start("tomorrow", zone) }
    }
}
