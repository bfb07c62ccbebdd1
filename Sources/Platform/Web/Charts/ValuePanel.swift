// The common part of charts with a value axis at the left: names, unit, scale, grid, target. The chart itself only has
// to put its marks into `plot`.

/// Lays out and draws everything of a value chart but the marks.
struct ValuePanel {
    let frame: ChartFrame
    let height: Double
    let plot: Box
    let scale: LinearScale
    private let key: ChartKey
    private let named: [ChartSeries]
    private let targetText: String?
    private let target: Double?
    private let endRoom: Double

    /// Texts and figures of the axis.
    struct Axis {
        var unit: String
        var digits: Int
        var values: [Double]
        var fromZero: Bool
        var target: ChartTarget?
    }

    /// - Parameters:
    ///   - series: what to name; empty when there is nothing to tell apart.
    ///   - swatch: how a series looks in the row above, if names cannot stand at the right.
    ///   - foot: pixels below the plot for the other axis.
    ///   - head: pixels above the plot for the word at the now line.
    ///   - notes: further items of the row above.
    init(
        frame: ChartFrame, axis: Axis, series: [ChartSeries], swatch: (Int) -> ChartKey.Swatch, foot: Double,
        head: Double = 0, notes: [ChartKey.Item] = []
    ) {
        self.frame = frame
        let height = frame.height(or: frame.compact ? 200 : 240)
        self.height = height
        let target = axis.target.flatMap { Optional($0.value).finite == nil ? nil : $0 }
        self.target = target?.value
        let targetText = target.map {
            "\($0.label) \(frame.locale.value($0.value, digits: axis.digits, unit: ""))"
        }
        self.targetText = targetText
        let names = series.map(\.name) + (targetText.map { [$0] } ?? [])
        let room = min(160, frame.width * 0.28)
        let beside = !frame.compact && EndLabels.fit(names.count, top: 36 + head, bottom: height - foot - 8)
        endRoom = room
        named = beside ? series : []
        var key = ChartKey()
        key.add(axis.unit, .none)
        if !beside {
            for (index, item) in series.enumerated() { key.add(item.name, swatch(index), item.tone) }
            if let targetText { key.add(targetText, .target) }
        }
        key.items += notes
        self.key = key
        // The first row of the plot is kept free for values above the bars.
        let top = key.height(width: frame.width) + 16 + head
        let bottom = max(height - foot, top + 20)
        let rows = Int((bottom - top) / 32)
        let values = axis.values + (target.map { [$0.value] } ?? [])
        let finest = axis.digits > 8 ? 0 : 1 / ChartNumbers.power(axis.digits)
        scale = LinearScale(
            values: values, fromZero: axis.fromZero, tickLimit: min(max(rows, 3), 6), finest: finest, start: bottom,
            end: top)
        let left = TextFit.widest(frame.locale.numbers.axis(scale.ticks, step: scale.step)) + 8
        let right = beside ? frame.width - max(EndLabels.margin(names, limit: room), 8) : frame.width - 8
        plot = Box(left, top, max(right, left + 20), bottom)
    }

    /// Names, grid and tick labels; to be drawn before the marks.
    func drawBack(_ pen: inout Pen) {
        key.draw(&pen, x: 0, y: 0, width: frame.width, hatch: frame.hatch)
        let labels = frame.locale.numbers.axis(scale.ticks, step: scale.step)
        for (tick, text) in zip(scale.ticks, labels) {
            let y = scale.position(tick)
            pen.line("grid", plot.left, y, plot.right, y)
            pen.label("tick", text, plot.left - 6, y + 4, anchor: .end)
        }
    }

    /// Zero line, target line and names at the right; to be drawn after the marks.
    ///
    /// - Parameter ends: for each series the value its name points at; `nil` leaves the name out of the picture, which
    ///   only a series without any value may ask for.
    func drawFront(_ pen: inout Pen, ends: [Double?]) {
        if scale.lower <= 0 && scale.upper >= 0 {
            pen.line("axis", plot.left, scale.position(0), plot.right, scale.position(0))
        }
        var items = zip(named, ends).compactMap { series, end in
            end.map { EndLabels.Item(text: series.name, y: scale.position($0), kind: "line \(series.tone.rawValue)") }
        }
        if let target {
            let y = scale.position(target)
            pen.line("target", plot.left, y, plot.right, y)
            if let targetText, key.items.allSatisfy({ $0.text != targetText }) {
                items.append(EndLabels.Item(text: targetText, y: y, kind: "target"))
            }
        }
        EndLabels.draw(&pen, items, at: plot.right, top: plot.top, bottom: plot.bottom, limit: endRoom)
    }
}
