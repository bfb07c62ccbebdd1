// Draws lines: gaps stay gaps, names stand at the ends, and fifty thousand points become what a screen can show.

extension LineChart {
    /// The picture; without any known value a frame with a sentence.
    public func svg() -> HTML {
        let lines = shown
        let values = lines.flatMap { $0.points.compactMap(\.value.finite) }
        guard !values.isEmpty else { return frame.empty(height: frame.height(or: frame.compact ? 120 : 160)) }
        let holes = missing(lines)
        let panel = ValuePanel(
            frame: frame,
            axis: ValuePanel.Axis(unit: unit, digits: digits, values: values, fromZero: fromZero, target: target),
            series: lines.count > 1 || frame.compact == false ? lines.map { ChartSeries($0.name, $0.tone) } : [],
            swatch: { .line(dash: dash($0)) }, foot: isTime ? TimeAxis.height : 22,
            head: now == nil ? 0 : TimeAxis.nowHeight,
            notes: holes.isEmpty ? [] : [ChartKey.Item(text: frame.locale.word(.missing), swatch: .hatch, tone: nil)])
        let plot = panel.plot
        let position = self.position(in: plot)
        return frame.svg(height: panel.height) { pen in
            let axis = timeAxis(plot)
            axis?.drawBack(&pen, plot: plot, edge: .bottom)
            panel.drawBack(&pen)
            names(&pen, plot: plot, position: position)
            for hole in holes {
                let box = Box(position(hole.0), plot.top, position(hole.1), plot.bottom)
                guard box.width >= 1 else { continue }
                pen.rect("missing", box, title: frame.locale.word(.missing))
                pen.rect("", box, frame.hatch + " pointer-events=\"none\"")
            }
            for (index, line) in lines.enumerated() {
                draw(&pen, line, index, panel, position)
            }
            panel.drawFront(&pen, ends: lines.map { $0.points.last { $0.value.finite != nil }?.value })
            axis?.drawNow(&pen, plot: plot, edge: .bottom)
        }
    }

    private func draw(
        _ pen: inout Pen, _ line: Line, _ index: Int, _ panel: ValuePanel, _ position: (Int64) -> Double
    ) {
        let path = LinePath(
            line.points.map { point in
                (position(point.at), point.value.finite.map { panel.scale.position($0) })
            })
        if isFilled, index == 0 {
            pen.path("area \(line.tone.rawValue)", path.area(down: panel.scale.position(max(0, panel.scale.lower))))
        }
        // Names stand at the ends of the lines; where they cannot, dashes tell the lines apart, too.
        pen.path("line \(line.tone.rawValue)", path.data, frame.compact ? dash(index) : "", title: line.name)
        let spacing = panel.plot.width / Double(max(line.points.count, 1))
        for point in line.points where spacing >= 9 {
            guard let value = point.value.finite else { continue }
            let text = frame.locale.value(value, digits: digits, unit: unit)
            pen.circle(
                "bar \(line.tone.rawValue)", position(point.at), panel.scale.position(value), 2.5,
                title: "\(line.name), \(name(point.at)): \(text)")
        }
        for lone in path.lonely where spacing < 9 { pen.circle("bar \(line.tone.rawValue)", lone.0, lone.1, 2) }
    }

    /// Stroke pattern of a line by its position.
    private func dash(_ index: Int) -> String {
        let dashes = ["", "7 3", "2 3", "9 3 2 3", "4 2", "1 4"]
        let dash = dashes[index % dashes.count]
        return dash.isEmpty ? "" : "stroke-dasharray=\"\(dash)\""
    }

    private var isTime: Bool { if case .time = base { true } else { false } }

    private func timeAxis(_ plot: Box) -> TimeAxis? {
        guard case .time(let from, let to) = base else { return nil }
        return TimeAxis(
            scale: TimeScale(from: from, to: to, start: plot.left, end: plot.right), clock: frame.locale.clock,
            limits: 0...frame.width, shades: shades, now: now.map { ($0, frame.locale.word(.now)) })
    }

    private func position(in plot: Box) -> (Int64) -> Double {
        switch base {
        case .time(let from, let to):
            let scale = TimeScale(from: from, to: to, start: plot.left, end: plot.right)
            return { scale.position($0) }
        case .names(let names):
            let slot = plot.width / Double(max(names.count, 1))
            return { plot.left + (Double($0) + 0.5) * slot }
        }
    }

    private func names(_ pen: inout Pen, plot: Box, position: (Int64) -> Double) {
        guard case .names(let names) = base else { return }
        let slot = plot.width / Double(max(names.count, 1))
        let stride = max(1, Int(((TextFit.widest(names) + 8) / slot).rounded(.up)))
        for (index, name) in names.enumerated() where index % stride == 0 {
            let spot = Placing.inside(position(Int64(index)), width: TextFit.width(name), 0...frame.width)
            pen.label("tick", name, spot.x, plot.bottom + 17, anchor: spot.anchor)
        }
    }

    /// Stretches between two known places in which no line has a value although it was asked for.
    private func missing(_ lines: [Line]) -> [(Int64, Int64)] {
        var known: [Int64: Bool] = [:]
        for point in lines.flatMap(\.points) {
            known[point.at] = (known[point.at] ?? false) || point.value.finite != nil
        }
        var holes: [(Int64, Int64)] = []
        var last: Int64?
        var open = false
        for (place, isKnown) in known.sorted(by: { $0.key < $1.key }) {
            if isKnown {
                if open, let last { holes.append((last, place)) }
                (last, open) = (place, false)
            } else {
                last = last ?? place
                open = true
            }
        }
        if open, let last, let end = known.keys.max(), end > last { holes.append((last, end)) }
        return holes
    }
}

/// A line as path data: broken at gaps, thinned to what a screen can show.
struct LinePath {
    /// Runs of neighbours without a gap.
    private(set) var runs: [[(Double, Double)]] = []

    init(_ points: [(x: Double, y: Double?)]) {
        var run: [(Double, Double)] = []
        for point in points {
            if let y = point.y {
                run.append((point.x, y))
            } else if !run.isEmpty {
                runs.append(run)
                run = []
            }
        }
        if !run.isEmpty { runs.append(run) }
        runs = runs.map(Self.thinned)
    }

    var data: String {
        runs.filter { $0.count > 1 }.map { "M" + Self.corners($0) }.joined()
    }

    /// Runs of one point, which a line does not show.
    var lonely: [(Double, Double)] { runs.filter { $0.count == 1 }.map { $0[0] } }

    /// The same runs closed along a base line.
    func area(down base: Double) -> String {
        let floor = Pen.number(base)
        return runs.filter { $0.count > 1 }.map { run in
            "M\(Pen.number(run[0].0)) \(floor)L" + Self.corners(run) + "V\(floor)Z"
        }.joined()
    }

    private static func corners(_ run: [(Double, Double)]) -> String {
        run.map { "\(Pen.number($0.0)) \(Pen.number($0.1))" }.joined(separator: " ")
    }

    /// First, lowest, highest and last point of every pixel column: the picture is the same, the file is not.
    private static func thinned(_ run: [(Double, Double)]) -> [(Double, Double)] {
        guard run.count > 2000 || run.count > 4 * Int((run[run.count - 1].0 - run[0].0).rounded(.up) + 1) else {
            return run
        }
        var kept: [(Double, Double)] = []
        var index = 0
        while index < run.count {
            let column = run[index].0.rounded(.down)
            var end = index
            while end + 1 < run.count, run[end + 1].0.rounded(.down) == column { end += 1 }
            let part = index...end
            let lowest = part.min { run[$0].1 < run[$1].1 } ?? index
            let highest = part.max { run[$0].1 < run[$1].1 } ?? index
            kept += Set([index, lowest, highest, end]).sorted().map { run[$0] }
            index = end + 1
        }
        return kept
    }
}
