// The one time axis of the house: ticks, shift shading and now line of lanes, Gantt, lines and bars over time are drawn
// here, so that pictures under each other can be read together.

/// Draws a time scale beside a plot.
struct TimeAxis {
    let scale: TimeScale
    let clock: ChartClock
    /// Where labels may stand.
    let limits: ClosedRange<Double>
    var shades: [ChartShade] = []
    var now: (at: Int64, word: String)?

    enum Edge { case top, bottom }

    /// Pixels the labels need: two rows.
    static let height = 36.0
    /// Pixels opposite the labels for the word at the now line.
    static let nowHeight = 16.0
    private static let spacing = 62.0
    /// More shades than this are not drawn: a year has about 1,000 shifts.
    private static let shadeLimit = 400

    var showsNow: Bool { now.map { scale.contains($0.at) } ?? false }

    /// Shades, grid and labels; to be drawn before the marks.
    func drawBack(_ pen: inout Pen, plot: Box, edge: Edge) {
        for shade in shades.prefix(Self.shadeLimit) where shade.to > scale.from && shade.from < scale.to {
            let box = Box(scale.position(shade.from), plot.top, scale.position(shade.to), plot.bottom)
            if box.width >= 0.5 { pen.rect("shift", box, title: shade.label) }
        }
        let grain = scale.grain(spacing: Self.spacing)
        let ticks = scale.ticks(grain, clock: clock)
        for tick in ticks {
            let x = scale.position(tick)
            pen.line("grid", x, plot.top, x, plot.bottom)
        }
        // The row next to the plot is the finer one.
        let rows =
            edge == .top
            ? (fine: plot.top - 6, coarse: plot.top - 21) : (fine: plot.bottom + 17, coarse: plot.bottom + 32)
        row(&pen, ticks.map { ($0, clock.write(clock.moment($0), grain.part)) }, y: rows.fine, limits, "tick")
        row(&pen, context(grain), y: rows.coarse, limits, "tick strong")
        let y = edge == .top ? plot.top : plot.bottom
        pen.line("axis", plot.left, y, plot.right, y)
    }

    /// The now line; to be drawn after the marks.
    func drawNow(_ pen: inout Pen, plot: Box, edge: Edge) {
        guard let now, showsNow else { return }
        let x = scale.position(now.at)
        // Above bars there may be figures: the line passes them to its word.
        pen.line("now", x, edge == .top ? plot.top : plot.top - Self.nowHeight, x, plot.bottom)
        let text = "\(now.word) \(clock.time(now.at))"
        let spot = Placing.inside(x, width: TextFit.width(text) * 1.08, limits)
        let y = edge == .top ? plot.bottom + 13 : plot.top - Self.nowHeight - 4
        pen.label("label strong", text, spot.x, y, anchor: spot.anchor)
    }

    /// The coarser row: the day over hours, the year over days and months; at its beginning and at the left edge.
    private func context(_ grain: TimeScale.Grain) -> [(Int64, String)] {
        let coarse: TimeScale.Grain
        switch grain {
        case .minutes, .hours: coarse = .days(1)
        case .days, .months: coarse = .years(1)
        case .years: return []
        }
        let starts = scale.ticks(coarse, clock: clock)
        return ([scale.from] + starts).map { ($0, clock.write(clock.moment($0), coarse.part)) }
    }

    private func row(
        _ pen: inout Pen, _ labels: [(at: Int64, text: String)], y: Double, _ limits: ClosedRange<Double>,
        _ kind: String
    ) {
        var placed = labels.map { label in
            let width = TextFit.width(label.text)
            return (text: label.text, spot: Placing.inside(scale.position(label.at), width: width, limits))
        }
        // The label of the left edge gives way to the first real beginning.
        if kind != "tick", placed.count > 1, placed[0].spot.to + 8 > placed[1].spot.from { placed.removeFirst() }
        let kept = Placing.keep(placed.map(\.spot), gap: 8)
        for (label, keep) in zip(placed, kept) where keep {
            pen.label(kind, label.text, label.spot.x, y, anchor: label.spot.anchor)
        }
    }
}
