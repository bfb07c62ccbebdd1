// Two dimensions and a strength: which hour of which day, which place of which machine. Five steps of one colour, the
// figure itself in the cell where it fits and always in the tooltip.

/// A grid of values.
public struct HeatMap: Chart {
    /// Id, title, size and language.
    public var frame: ChartFrame
    /// From top to bottom.
    public var rows: [String]
    /// From left to right.
    public var columns: [String]
    /// A row of values per row; `nil` and NaN are missing and hatched.
    public var values: [[Double?]]
    /// Unit of the values, in the reader's language; may be empty.
    public var unit: String
    /// Decimals of the values, 0 to 9.
    public var digits: Int
    /// The class that colours it.
    public var tone: ChartTone
    /// Where a click on a cell leads, by row and column; without it cells are no links.
    public var href: (@Sendable (Int, Int) -> String?)?

    /// Above so many cells there are no tooltips and links, only the picture and the table.
    public static let titledLimit = 800
    /// Into how many strengths the range is divided.
    public static let steps = 5
    /// Opacity of the steps; the text on the last two is the light one.
    private static let strength = ["0.08", "0.22", "0.4", "0.85", "1"]

    /// - Precondition: there is a row of values for every row, with a value for every column.
    public init(
        frame: ChartFrame, rows: [String], columns: [String], values: [[Double?]], unit: String, digits: Int = 0,
        tone: ChartTone = .c1, href: (@Sendable (Int, Int) -> String?)? = nil
    ) {
        precondition(values.count == rows.count && values.allSatisfy { $0.count == columns.count }, "a value per cell")
        self.frame = frame
        self.rows = rows
        self.columns = columns
        self.values = values
        self.unit = unit
        self.digits = digits
        self.tone = tone
        self.href = href
    }

    /// The picture; without any known value a frame with a sentence.
    public func svg() -> HTML {
        let known = values.joined().compactMap(\.finite)
        guard let high = known.max(), let least = known.min() else {
            return frame.empty(height: frame.height(or: frame.compact ? 120 : 160))
        }
        let low = min(least, 0)
        let names = min(TextFit.widest(rows), frame.width * (frame.compact ? 0.24 : 0.3))
        let left = (names + 8).rounded(.up)
        let cell = (frame.width - left) / Double(columns.count)
        let row = min(max(cell, 18), 26)
        let top = 42.0
        let texts = values.map { $0.map { frame.locale.value($0, digits: digits, unit: "") } }
        let figures = zip(values.joined(), texts.joined()).filter { $0.0.finite != nil }.map { $0.1 }
        let showsText = TextFit.widest(figures) <= cell - 4
        let titled = rows.count * columns.count <= Self.titledLimit
        return frame.svg(height: top + row * Double(rows.count)) { pen in
            key(&pen, low, high)
            self.names(&pen, left: left, cell: cell, top: top)
            for (index, name) in rows.enumerated() {
                let y = top + Double(index) * row
                pen.label(
                    "tick", TextFit.cut(name, to: names) ?? "…", left - 6, y + row / 2 + 4, anchor: .end, title: name)
                for (column, value) in values[index].enumerated() {
                    let box = Box(
                        left + Double(column) * cell, y, left + Double(column + 1) * cell - (cell > 5 ? 1 : 0),
                        y + row - 1)
                    let text = frame.locale.value(value, digits: digits, unit: unit)
                    let title = titled ? "\(name), \(columns[column]): \(text)" : nil
                    pen.link(titled ? href?(index, column) : nil) { pen in
                        self.cell(&pen, box, value.finite.map { Self.step($0, low, high) }, title)
                        guard showsText, let value = value.finite else { return }
                        let kind = Self.step(value, low, high) >= 3 ? "label on" : "label"
                        let extra = "pointer-events=\"none\""
                        pen.label(
                            kind, texts[index][column], (box.left + box.right) / 2, y + row / 2 + 4, anchor: .middle,
                            extra)
                    }
                }
            }
        }
    }

    /// The same figures, row by row.
    public func table() -> ChartTable {
        let suffix = unit.isEmpty ? "" : " (\(unit))"
        return ChartTable(
            headings: [frame.locale.word(.name) + suffix] + columns,
            rows: zip(rows, values).map { name, row in
                [.words(name)] + row.map { .figure(frame.locale.value($0, digits: digits, unit: "")) }
            })
    }

    /// Step 0 to 4 of a value between the lowest (or zero) and the highest.
    static func step(_ value: Double, _ low: Double, _ high: Double) -> Int {
        guard high > low else { return 0 }
        return min(Int((value - low) / (high - low) * Double(steps)), steps - 1)
    }

    private func cell(_ pen: inout Pen, _ box: Box, _ step: Int?, _ title: String?) {
        if let step {
            pen.rect("bar \(tone.rawValue)", box, "fill-opacity=\"\(Self.strength[step])\"", title: title)
        } else {
            pen.rect("missing", box, title: title)
            pen.rect("", box, frame.hatch + " pointer-events=\"none\"")
        }
    }

    private func key(_ pen: inout Pen, _ low: Double, _ high: Double) {
        let first = frame.locale.value(low, digits: digits, unit: "")
        var x = TextFit.width(first) + 6
        pen.label("tick", first, 0, 12)
        for step in 0..<Self.steps {
            cell(&pen, Box(x, 3, x + 21, 14), step, nil)
            x += 22
        }
        let last = frame.locale.value(high, digits: digits, unit: unit)
        pen.label("tick", last, x + 5, 12)
        if values.joined().contains(where: { $0.finite == nil }) {
            x += TextFit.width(last) + 22
            cell(&pen, Box(x, 3, x + 21, 14), nil, nil)
            pen.label("tick", frame.locale.word(.missing), x + 27, 12)
        }
    }

    private func names(_ pen: inout Pen, left: Double, cell: Double, top: Double) {
        let widest = TextFit.widest(columns)
        let stride = max(1, Int(((widest + 6) / cell).rounded(.up)))
        for (index, name) in columns.enumerated() where index % stride == 0 {
            let middle = left + (Double(index) + 0.5) * cell
            let spot = Placing.inside(middle, width: TextFit.width(name), 0...frame.width)
            pen.label("tick", name, spot.x, top - 6, anchor: spot.anchor)
        }
    }
}
