import Testing

@testable import Web

@Suite struct ChartsTests {
    static let nasty = "</text><script>alert(1)</script>\"'&\u{1}]]>"

    /// One of every kind, with the same text everywhere and the width asked for.
    static func all(_ width: Double, text: String = "Name", values: [Double?] = [3, nil, 7, .nan, 5]) -> [any Chart] {
        let outline = ChartFrame(
            id: text, title: text, finding: text, width: width, emptyText: text, locale: chartEnglish)
        let series = [ChartSeries(text, .c1), ChartSeries(text + "2", .c2)]
        let bars = values.enumerated().map { BarChart.Bar("\(text)\($0)", [$1, $1], href: "/x?a=1&b=\(text)") }
        let buckets = values.enumerated().map {
            StackedBars.Bucket(
                from: chartStart + Int64($0) * chartHour, to: chartStart + Int64($0 + 1) * chartHour, values: [$1, $1])
        }
        let points = values.enumerated().map { LineChart.Point(chartStart + Int64($0) * chartHour, $1) }
        let target = ChartTarget(4, label: text)
        let end = chartStart + 6 * chartHour
        let shade = ChartShade(from: chartStart, to: end, label: text)
        let lane = StateLanes.Lane(
            text, intervals: [.init(.closed, from: chartStart, to: end, title: text)],
            marks: [.init(at: chartStart + chartHour, shape: .circle, tone: .ng, title: text)])
        let row = Gantt.Row(
            text, bars: [.init(from: chartStart, to: end, labels: [text, text], note: text, href: "/")],
            blocks: [.init(from: chartStart, to: end, label: text)])
        return [
            BarChart(frame: outline, series: series, bars: bars, unit: text, target: target),
            BarChart(frame: outline, series: series, bars: bars, direction: .horizontal, unit: text, target: target),
            StackedBars(
                frame: outline, series: series, buckets: buckets, from: chartStart, to: end, unit: text, target: target,
                shades: [shade], now: chartStart + chartHour),
            LineChart(
                frame: outline, lines: [.init(text, .c1, points), .init(text + "2", .c2, points)],
                base: .time(from: chartStart, to: end), unit: text, isFilled: true, target: target, now: chartStart),
            LineChart(
                frame: outline, lines: [.init(text, .c1, values.enumerated().map { .init(Int64($0), $1) })],
                base: .names(values.map { _ in text }), unit: text),
            Donut(frame: outline, slices: values.map { .init(text, $0, href: "/") }, unit: text, centreLabel: text),
            StateLanes(frame: outline, lanes: [lane], from: chartStart, to: end, shades: [shade], now: end),
            HeatMap(frame: outline, rows: [text], columns: values.map { _ in text }, values: [values], unit: text),
            Gantt(frame: outline, rows: [row], from: chartStart, to: end, shades: [shade], now: end),
            Sparkline(frame: outline, values: values, unit: text, target: 4),
        ]
    }

    @Test(arguments: [280.0, 358, 720, 1440])
    func everyChartIsWellFormedAndFreeOfScriptAndStyle(width: Double) {
        for chart in Self.all(width, text: Self.nasty) {
            let html = chart.figure(tableTitle: Self.nasty, phoneWidth: 320)
            let found = chartElements(html)
            #expect(!found.contains { ["script", "style", "foreignObject"].contains($0.name) })
            #expect(!found.contains { $0.attributes.keys.contains { $0 == "style" || $0.hasPrefix("on") } })
            #expect(found.filter { $0.name == "svg" }.count == 2 && found.contains { $0.name == "summary" })
            let ids = found.compactMap { $0.attributes["id"] }
            #expect(Set(ids).count == ids.count)
            for use in found.compactMap({ $0.attributes["fill"] }) where use.hasPrefix("url(#") {
                #expect(ids.contains(String(use.dropFirst(5).dropLast())))
            }
            #expect(!html.text.contains("NaN") && !html.text.contains("inf\""))
        }
    }

    @Test func everyClassHasARule() {
        for chart in Self.all(720) + Self.all(358) {
            for element in chartElements(chart.svg()) {
                for kind in (element.attributes["class"] ?? "").split(separator: " ") {
                    #expect(ChartStyle.css.contains(".\(kind)"), "\(kind)")
                }
            }
        }
    }

    @Test(arguments: [[], [nil, .nan], [0, 0], [5], [1e300, 1], [1e-9, nil]] as [[Double?]])
    func unusualValuesAreDrawnOrSaidToBeMissing(values: [Double?]) {
        for chart in Self.all(720, values: values) + Self.all(320, values: values) {
            let found = chartElements(chart.svg())
            for element in found {
                for name in ["x", "y", "width", "height"] where element.attributes[name] != nil {
                    #expect(element.number(name).isFinite && abs(element.number(name)) < 5000)
                }
            }
        }
    }

    @Test func withoutDataThereIsASentenceAndNoAxis() {
        var outline = chartFrame()
        outline.emptyText = "Nothing counted yet"
        let chart = BarChart(frame: outline, series: [ChartSeries("a", .c1)], bars: [.init("x", [nil])], unit: "pcs")
        let found = chartElements(chart.svg())
        #expect(found.contains { $0.text == "Nothing counted yet" } && !found.contains { $0.has("axis") })
    }

    @Test func stackedPartsAddUpToTheTotal() throws {
        let values: [[Double]] = [[10.3, 20.1, 0.7], [33.3, 33.3, 33.4], [0, 5, 0]]
        let chart = BarChart(
            frame: chartFrame(), series: (0..<3).map { ChartSeries("s\($0)", .series($0)) },
            bars: values.map { .init("b", $0) }, unit: "pcs")
        let found = chartElements(chart.svg())
        let bars = found.filter { $0.name == "rect" && $0.has("bar") }
        let zero = try #require(found.first { $0.has("axis") }).number("y1")
        let byPlace = Dictionary(grouping: bars) { $0.number("x") }
        #expect(byPlace.count == 3)
        let heights = byPlace.sorted { $0.key < $1.key }.map { $0.value.reduce(0) { $0 + $1.number("height") } }
        for (stack, height) in zip(byPlace.sorted { $0.key < $1.key }.map(\.value), heights) {
            // Parts touch: from the zero line to the top without gap.
            let top = stack.map { $0.number("y") }.min() ?? 0
            #expect(abs(zero - top - height) < 0.11)
        }
        #expect(abs(heights[1] / heights[0] - 100 / 31.1) < 0.02)
        #expect(abs(heights[2] / heights[1] - 0.05) < 0.002)
    }

    @Test func missingBarsAreHatchedAndPartlyKnownOnesAreLowerBounds() {
        let chart = BarChart(
            frame: chartFrame(), series: [ChartSeries("a", .c1), ChartSeries("b", .c2)],
            bars: [.init("x", [nil, .nan]), .init("y", [4, nil]), .init("z", [0, 0])], unit: "pcs")
        let found = chartElements(chart.svg())
        #expect(found.filter { $0.has("missing") }.count == 3, "key, bar, cap")
        #expect(found.contains { $0.text == "≥ 4" } && found.contains { $0.name == "text" && $0.text == "0" })
        #expect(chart.table().rows[0].last?.text == "missing" && chart.table().rows[1].last?.text == "≥ 4")
    }

    @Test func aLineBreaksAtAGap() throws {
        let values: [Double?] = [1, 2, nil, 4, 5, .nan, 3]
        let chart = LineChart(
            frame: chartFrame(), lines: [.init("a", .c1, values.enumerated().map { .init(Int64($0), $1) })],
            base: .names(values.indices.map { "\($0)" }), unit: "pcs")
        let path =
            try #require(chartElements(chart.svg()).first { $0.name == "path" && $0.has("line") }).attributes["d"] ?? ""
        #expect(path.filter { $0 == "M" }.count == 2)
        #expect(chartElements(chart.svg()).filter { $0.name == "circle" }.count == 5)
    }

    @Test func manyPointsAreThinnedWithoutLosingThePeak() throws {
        var points = (0..<50_000).map { LineChart.Point(chartStart + Int64($0) * 1000, 10) }
        points[31_415].value = 99
        let chart = LineChart(
            frame: chartFrame(), lines: [.init("a", .c1, points)],
            base: .time(from: chartStart, to: chartStart + 50_000_000),
            unit: "%",
            fromZero: true)
        let svg = chart.svg()
        #expect(svg.text.utf8.count < 40_000)
        let path = try #require(chartElements(svg).first { $0.name == "path" && $0.has("line") }).attributes["d"] ?? ""
        let heights = Set(
            path.dropFirst().split(separator: " ").enumerated().filter { $0.offset % 2 == 1 }.map(\.element))
        #expect(heights.count == 2)
    }

    @Test(arguments: [300.0, 358, 500, 720, 1200])
    func labelsOnOneLineDoNotOverlap(width: Double) {
        for chart in Self.all(width, text: "Wordlike") {
            // Names above rows and texts in bars share no line with others by construction; axes are what can collide.
            let labels = chartElements(chart.svg()).filter { $0.name == "text" && $0.has("tick") && !$0.text.isEmpty }
            for (_, line) in Dictionary(grouping: labels, by: { $0.number("y") }) {
                let spans = line.map { label -> (Double, Double) in
                    let (x, wide) = (label.number("x"), TextFit.width(label.text) * 0.9)
                    switch label.attributes["text-anchor"] {
                    case "middle": return (x - wide / 2, x + wide / 2)
                    case "end": return (x - wide, x)
                    default: return (x, x + wide)
                    }
                }.sorted { $0.0 < $1.0 }
                for (one, next) in zip(spans, spans.dropFirst()) {
                    #expect(one.1 <= next.0 + 0.1, "\(chart.frame.width)")
                }
                for span in spans { #expect(span.0 >= -1 && span.1 <= width + 1) }
            }
        }
    }

    @Test func ticksWithWideWordsAreDroppedInsteadOfOverlapping() {
        var outline = chartFrame(700)
        outline.locale.clock = ChartClock(
            offset: { _ in 0 }, write: { moment, _ in "\(moment.hour) hours after midnight" })
        let lane = StateLanes.Lane("A", intervals: [.init(.stop, from: chartStart, to: chartStart + chartDay)])
        let chart = StateLanes(frame: outline, lanes: [lane], from: chartStart, to: chartStart + chartDay)
        let fine = chartElements(chart.svg()).filter { $0.attributes["class"] == "tick" }
        #expect((2...4).contains(fine.count), "\(fine.count)")
        let spots = [0.0, 30, 60].map { Placing.inside($0, width: 28, 0...100) }
        #expect(Placing.keep(spots, gap: 8) == [true, false, true])
        #expect(spots[0].from == 0 && spots[0].anchor == .start && spots[2].anchor == .middle)
    }

    @Test func aDonutHasAtMostFiveSlicesAndOther() {
        let chart = Donut(
            frame: chartFrame(), slices: (1...9).map { .init("s\($0)", Double($0)) }, unit: "pcs", centreLabel: "all")
        let found = chartElements(chart.svg())
        #expect(found.filter { $0.name == "path" }.count == 6)
        #expect(
            found.contains { $0.text == "other" } && found.contains { $0.name == "text" && $0.text.hasPrefix("10") })
        #expect(chart.table().rows.count == 9)
        let whole = Donut(frame: chartFrame(), slices: [.init("all", 5)], unit: "", centreLabel: "")
        #expect(chartElements(whole.svg()).filter { $0.name == "path" }.count == 1)
    }

    @Test func linksLeadToPlacesOnly() {
        for (href, links) in [("/orders/1?a=1&b=2", 1), ("javascript:alert(1)", 0), ("data:text/html,x", 0)] {
            let chart = BarChart(
                frame: chartFrame(), series: [ChartSeries("a", .c1)], bars: [.init("x", [1], href: href)], unit: "pcs")
            let found = chartElements(chart.svg())
            #expect(found.filter { $0.name == "a" }.count == links)
            #expect(found.first { $0.name == "svg" }?.attributes["role"] == (links > 0 ? "group" : "img"))
        }
    }

    @Test func heatStepsCoverTheRangeEvenly() {
        #expect([0, 19, 20, 59, 80, 100].map { HeatMap.step($0, 0, 100) } == [0, 0, 1, 2, 4, 4])
        #expect(HeatMap.step(0, 0, 0) == 0)
    }

    @Test func longTablesEndWithACount() {
        let table = ChartTable(headings: ["a"], rows: (0..<1000).map { [.figure("\($0)")] })
        let html = table.html(in: chartEnglish).text
        #expect(html.contains("+ 600 more") && html.utf8.count < 40_000)
    }

    @Test func theSameInputGivesTheSameDrawing() {
        for (one, two) in zip(Self.all(720), Self.all(720)) { #expect(one.svg().text == two.svg().text) }
    }
}
