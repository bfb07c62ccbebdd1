// Rows over the shared time axis: the common part of state lanes and Gantt.

/// Lays out rows and draws their names, the axis above them, shades and now line.
struct TimePanel {
    struct Row {
        var name: String
        var href: String?
        var height: Double
    }

    let frame: ChartFrame
    let rows: [Row]
    let key: ChartKey
    let plot: Box
    let axis: TimeAxis
    /// Top of each row's marks, below its name in the compact layout.
    let tops: [Double]
    let height: Double

    var scale: TimeScale { axis.scale }
    /// The compact layout writes names above their row.
    static let nameHeight = 16.0

    init(
        frame: ChartFrame, rows: [Row], key: ChartKey, from: Int64, to: Int64, shades: [ChartShade], now: Int64?
    ) {
        self.frame = frame
        self.rows = rows
        self.key = key
        let compact = frame.compact
        let names = min(TextFit.widest(rows.map(\.name)), frame.width * 0.26)
        let left = compact ? 5 : (names + 10).rounded(.up)
        let top = (key.height(width: frame.width) + TimeAxis.height + 2).rounded()
        var y = top
        var tops: [Double] = []
        for row in rows {
            if compact { y += Self.nameHeight }
            tops.append(y)
            y += row.height
        }
        self.tops = tops
        let right = max((frame.width - 4).rounded(.down), left + 20)
        plot = Box(left, top, right, y)
        let scale = TimeScale(from: from, to: to, start: left, end: right)
        axis = TimeAxis(
            scale: scale, clock: frame.locale.clock, limits: left...frame.width, shades: shades,
            now: now.map { ($0, frame.locale.word(.now)) })
        height = y + (axis.showsNow ? TimeAxis.nowHeight : 2)
    }

    /// Key, axis, shades, names; to be drawn before the marks.
    func drawBack(_ pen: inout Pen) {
        key.draw(&pen, x: 0, y: 0, width: frame.width, hatch: frame.hatch)
        axis.drawBack(&pen, plot: plot, edge: .top)
        for (row, top) in zip(rows, tops) {
            let room = frame.compact ? plot.width : plot.left - 10
            let text = TextFit.cut(row.name, to: room) ?? "…"
            pen.link(row.href) { pen in
                pen.label("label", text, 0, frame.compact ? top - 4 : top + row.height / 2 + 4, title: row.name)
            }
        }
        let lines = zip(rows, tops).map { "M0 \(Pen.number($1 + $0.height))H\(Pen.number(plot.right))" }
        pen.path("grid", lines.joined())
    }

    /// The now line; to be drawn after the marks.
    func drawFront(_ pen: inout Pen) {
        axis.drawNow(&pen, plot: plot, edge: .top)
    }
}
