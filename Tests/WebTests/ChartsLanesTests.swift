import Testing

@testable import Web

@Suite struct ChartsLanesTests {
    typealias Interval = StateLanes.Interval

    private func columns(_ pieces: [LanePiece], _ count: Int) -> [LaneState] {
        LaneColumns.runs(pieces, columns: count).flatMap { Array(repeating: $0.state, count: $0.to - $0.from) }
    }

    @Test func piecesCoverTheWindowExactly() {
        var dice = ChartDice(state: 11)
        for _ in 0..<100 {
            let intervals = (0..<40).map { _ in
                let from = chartStart + Int64(dice.roll(1200)) - 100
                return Interval(LaneState.allCases[dice.roll(5)], from: from, to: from + Int64(dice.roll(300)) - 20)
            }
            let pieces = LaneColumns.cover(intervals, from: chartStart, to: chartStart + 1000)
            #expect(pieces.first?.from == chartStart && pieces.last?.to == chartStart + 1000)
            for (one, next) in zip(pieces, pieces.dropFirst()) {
                #expect(one.to == next.from && one.state != next.state)
            }
            #expect(StateLanes.sums(pieces).reduce(0, +) == 1000)
        }
    }

    @Test func whatBeganLaterCountsAndTheEarlierResumes() {
        let pieces = LaneColumns.cover(
            [Interval(.production, from: 0, to: 100), Interval(.stop, from: 40, to: 60)], from: 0, to: 120)
        #expect(pieces.map(\.state) == [.production, .stop, .production, .unknown])
        #expect(pieces.map(\.to) == [40, 60, 100, 120])
    }

    @Test func runsCoverAllColumnsWithoutOverlap() {
        for count in [1, 7, 333, 1000] {
            let pieces = LaneColumns.cover(
                chartBusyLane(1, intervals: 5000).intervals, from: chartStart, to: chartStart + chartDay)
            let runs = LaneColumns.runs(pieces, columns: count)
            #expect(runs.first?.from == 0 && runs.last?.to == count)
            for (one, next) in zip(runs, runs.dropFirst()) { #expect(one.to == next.from && one.state != next.state) }
        }
    }

    @Test func wideIntervalsKeepTheirPlace() {
        let pieces = LaneColumns.cover(
            [Interval(.production, from: 0, to: 300), Interval(.stop, from: 300, to: 400)], from: 0, to: 1000)
        let runs = LaneColumns.runs(pieces, columns: 100)
        #expect(
            runs == [
                LaneRun(state: .production, from: 0, to: 30), LaneRun(state: .stop, from: 30, to: 40),
                LaneRun(state: .unknown, from: 40, to: 100),
            ])
    }

    @Test func aStopMuchShorterThanAPixelIsSeen() {
        let stops = [100_000, 500_000, 900_000].map { Interval(.stop, from: Int64($0), to: Int64($0) + 5) }
        let pieces = LaneColumns.cover([Interval(.production, from: 0, to: 1_000_000)] + stops, from: 0, to: 1_000_000)
        #expect(columns(pieces, 100).filter { $0 == .stop }.count == 3)
    }

    @Test func denseStretchesKeepTheirProportions() {
        // 18 s production, 2 s stop, all day: a tenth of the pixels, not all of them.
        let intervals = (0..<4320).flatMap { index -> [Interval] in
            let from = chartStart + Int64(index) * 20_000
            return [
                Interval(.production, from: from, to: from + 18_000),
                Interval(.stop, from: from + 18_000, to: from + 20_000),
            ]
        }
        let shown = columns(LaneColumns.cover(intervals, from: chartStart, to: chartStart + chartDay), 700)
        let share = Double(shown.filter { $0 == .stop }.count) / 700
        #expect(abs(share - 0.1) < 0.02, "\(share)")
    }

    @Test(arguments: [(1, 720.0), (12, 1100), (40, 1440), (90, 358)])
    func thousandsOfIntervalsStaySmall(lanes: Int, width: Double) {
        let chart = StateLanes(
            frame: chartFrame(width), lanes: (0..<lanes).map { chartBusyLane($0, intervals: 3000) }, from: chartStart,
            to: chartStart + chartDay,
            now: chartStart + chartDay - chartHour)
        let svg = chart.svg()
        #expect(svg.text.utf8.count < 60_000, "\(svg.text.utf8.count)")
        let found = chartElements(svg)
        #expect(found.filter { $0.text.hasPrefix("Machine ") && $0.name == "text" }.count == min(lanes, 60))
        for mark in found where mark.name == "rect" && mark.attributes["x"] != nil {
            #expect(mark.number("x") + mark.number("width") <= width + 0.11)
        }
    }

    @Test func theFutureIsEmptyAndTheTableEndsNow() throws {
        let lane = StateLanes.Lane("A", intervals: [Interval(.production, from: chartStart, to: .max)])
        let chart = StateLanes(
            frame: chartFrame(), lanes: [lane], from: chartStart, to: chartStart + chartDay,
            now: chartStart + 6 * chartHour)
        #expect(chart.table().rows[0][1].text == "6\u{a0}hours")
        let found = chartElements(chart.svg())
        let now = try #require(found.first { $0.has("now") }).number("x1")
        // The first rectangle is the swatch of the key.
        let bar = try #require(found.last { $0.has("s-production") })

        let left = try #require(found.first { $0.has("axis") }).number("x1")
        #expect(abs(left + bar.number("x") + bar.number("width") - now) < 1)
        #expect(!found.contains { $0.has("s-unknown") })
    }

    @Test func ganttPutsOverlappingBarsUnderEachOtherAndJoinsThinOnes() {
        let scale = TimeScale(from: chartStart, to: chartStart + chartDay, start: 0, end: 240)
        let bar = { (from: Int64, to: Int64) in Gantt.Bar(from: chartStart + from, to: chartStart + to, labels: ["x"]) }
        let overlapping = GanttLayout.items(
            [bar(0, 4 * chartHour), bar(chartHour, 2 * chartHour), bar(4 * chartHour, 5 * chartHour)], scale: scale)
        #expect(overlapping.map(\.level) == [0, 1, 0])
        let thin = (0..<200).map { bar(Int64($0) * 400_000, Int64($0 + 1) * 400_000) }
        let items = GanttLayout.items(thin, scale: scale)
        #expect(items.reduce(0) { $0 + $1.bars.count } == 200 && items.count <= 120)
        #expect(items.allSatisfy { scale.position($0.to) - scale.position($0.from) <= GanttLayout.joinedPixels + 0.01 })
    }

    @Test func ganttShowsSetupLatenessLockAndBlock() {
        let bar = Gantt.Bar(
            from: chartStart + chartHour, to: chartStart + 9 * chartHour, setupUntil: chartStart + 2 * chartHour,
            labels: ["4711", "Board A", "250"],
            lateness: .late, isLocked: true, href: "/orders/4711")
        let chart = Gantt(
            frame: chartFrame(),
            rows: [
                .init(
                    "Line 1", bars: [bar],
                    blocks: [
                        .init(from: chartStart + 12 * chartHour, to: chartStart + 20 * chartHour, label: "Service")
                    ])
            ],
            from: chartStart, to: chartStart + chartDay)
        let found = chartElements(chart.svg())
        #expect(found.contains { $0.attributes["fill-opacity"] == "0.4" })
        #expect(found.contains { $0.has("glyph") } && found.contains { $0.has("s-ng") && $0.has("edge") })
        #expect(found.contains { $0.name == "text" && $0.text == "4711 · Board A · 250" })
        #expect(found.contains { $0.text.contains("late") && $0.text.contains("locked") && $0.name == "title" })
        #expect(found.contains { $0.text == "Service" })
    }
}
