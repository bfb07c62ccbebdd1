// Bars side by side or under each other, from zero: how much of what. A bucket nobody counted is hatched, not zero.

/// Bars for named things, upright or lying, single or stacked.
public struct BarChart: Chart {
    /// One bar.
    public struct Bar: Sendable {
        /// What it is called, in the reader's language.
        public var label: String
        /// One value per series, none below zero; `nil` and NaN are missing.
        public var values: [Double?]
        /// Where a click leads; without it the bar is no link.
        public var href: String?

        /// Takes the members as they are described at each of them.
        public init(_ label: String, _ values: [Double?], href: String? = nil) {
            self.label = label
            self.values = values
            self.href = href
        }
    }

    /// Where the bars grow.
    public enum Direction: Sendable { case vertical, horizontal }

    /// Id, title, size and language.
    public var frame: ChartFrame
    /// What the values of a bar are, from the zero line outwards.
    public var series: [ChartSeries]
    /// The bars in the order they are drawn.
    public var bars: [Bar]
    /// A compact chart whose names do not fit under the bars lies down by itself.
    public var direction: Direction
    /// Unit of the values, in the reader's language; may be empty.
    public var unit: String
    /// Decimals of the values, 0 to 9.
    public var digits: Int
    /// A line across the picture; `nil` draws none.
    public var target: ChartTarget?

    /// At most so many bars are drawn; a note in the picture says how many are not.
    public static let barLimit = 200

    /// - Precondition: no value is below zero; every bar has a value per series.
    public init(
        frame: ChartFrame, series: [ChartSeries], bars: [Bar], direction: Direction = .vertical, unit: String,
        digits: Int = 0, target: ChartTarget? = nil
    ) {
        precondition(bars.allSatisfy { $0.values.count == series.count }, "a bar needs a value per series")
        precondition(bars.allSatisfy { $0.values.allSatisfy { ($0.finite ?? 0) >= 0 } }, "a bar begins at zero")
        self.frame = frame
        self.series = series
        self.bars = bars
        self.direction = direction
        self.unit = unit
        self.digits = digits
        self.target = target
    }

    /// The picture; without any known value a frame with a sentence.
    public func svg() -> HTML {
        let stacks = bars.prefix(Self.barLimit).map(stack)
        guard stacks.contains(where: { $0.total != nil }) else {
            return frame.empty(height: frame.height(or: frame.compact ? 120 : 160))
        }
        return direction == .vertical && !namesNeedRows ? vertical(stacks) : horizontal(stacks)
    }

    /// The same figures, row by row.
    public func table() -> ChartTable {
        let suffix = unit.isEmpty ? "" : " (\(unit))"
        var headings = [frame.locale.word(.name)] + series.map { $0.name + suffix }
        if series.count > 1 { headings.append(frame.locale.word(.total) + suffix) }
        return ChartTable(
            headings: headings,
            rows: bars.map { bar in
                var row: [ChartTable.Cell] = [.words(bar.label, href: bar.href)]
                row += bar.values.map { .figure(frame.locale.value($0, digits: digits, unit: "")) }
                if series.count > 1 { row.append(.figure(stack(bar).text(frame.locale, digits: digits))) }
                return row
            })
    }

    /// On a phone, names that would have to be cut go above lying bars instead.
    private var namesNeedRows: Bool {
        let slot = (frame.width - 40) / Double(max(bars.count, 1))
        return frame.compact && slot >= 44 && TextFit.widest(bars.map(\.label)) > slot
    }

    private func stack(_ bar: Bar) -> BarStack {
        let plain = BarStack(values: bar.values, series: series, title: "", href: nil)
        let total = plain.text(frame.locale, digits: digits, unit: unit)
        let title = BarStack.title(bar.label, bar.values, series, total) {
            frame.locale.value($0, digits: digits, unit: unit)
        }
        return BarStack(values: bar.values, series: series, title: title, href: bar.href)
    }

    /// Items of the key that do not depend on the direction.
    func notes(_ stacks: [BarStack]) -> [ChartKey.Item] {
        var notes: [ChartKey.Item] = []
        if stacks.contains(where: { $0.total == nil || $0.isPartial }) {
            notes.append(ChartKey.Item(text: frame.locale.word(.missing), swatch: .hatch, tone: nil))
        }
        if bars.count > Self.barLimit {
            let left = frame.locale.numbers.text(Double(bars.count - Self.barLimit))
            notes.append(ChartKey.Item(text: "+ \(left) \(frame.locale.word(.more))", swatch: .none, tone: nil))
        }
        return notes
    }
}
