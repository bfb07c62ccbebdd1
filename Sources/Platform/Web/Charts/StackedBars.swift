// Bars on the time axis: what happened in each hour, shift or day. A bucket without figures is hatched; a stretch
// without a bucket is left empty.

/// Stacked bars over time.
public struct StackedBars: Chart {
    /// One bar and the time it stands for.
    public struct Bucket: Sendable {
        /// Unix milliseconds.
        public var from: Int64
        /// Unix milliseconds; the end, exclusive.
        public var to: Int64
        /// One value per series, none below zero; `nil` and NaN are missing.
        public var values: [Double?]
        /// Where a click leads: a path of this server or a web address; `nil` is no link.
        public var href: String?

        /// Takes the members as they are described at each of them.
        public init(from: Int64, to: Int64, values: [Double?], href: String? = nil) {
            self.from = from
            self.to = to
            self.values = values
            self.href = href
        }
    }

    /// Id, title, size and language.
    public var frame: ChartFrame
    /// What the values of a bar are, from the zero line outwards.
    public var series: [ChartSeries]
    /// In any order.
    public var buckets: [Bucket]
    /// The window of the time axis in Unix milliseconds; buckets outside are not drawn.
    public var from: Int64
    /// Unix milliseconds; the end, exclusive.
    public var to: Int64
    /// Unit of the values, in the reader's language; may be empty.
    public var unit: String
    /// Decimals of the values, 0 to 9.
    public var digits: Int
    /// A line across the picture; `nil` draws none.
    public var target: ChartTarget?
    /// Shifts, nights, holidays behind the marks.
    public var shades: [ChartShade]
    /// Unix milliseconds of the now line; `nil` draws none.
    public var now: Int64?

    /// At most so many bars are drawn, from the latest back: more do not fit side by side anyway.
    public static let bucketLimit = 400

    /// - Precondition: no value is below zero; every bucket has a value per series.
    public init(
        frame: ChartFrame, series: [ChartSeries], buckets: [Bucket], from: Int64, to: Int64, unit: String,
        digits: Int = 0, target: ChartTarget? = nil, shades: [ChartShade] = [], now: Int64? = nil
    ) {
        precondition(buckets.allSatisfy { $0.values.count == series.count }, "a bucket needs a value per series")
        precondition(buckets.allSatisfy { $0.values.allSatisfy { ($0.finite ?? 0) >= 0 } }, "a bar begins at zero")
        self.frame = frame
        self.series = series
        self.buckets = buckets
        self.from = from
        self.to = to
        self.unit = unit
        self.digits = digits
        self.target = target
        self.shades = shades
        self.now = now
    }

    /// The picture; without any known value a frame with a sentence.
    public func svg() -> HTML {
        let shown = buckets.filter { $0.to > from && $0.from < to && $0.to > $0.from }
            .sorted { $0.from < $1.from }.suffix(Self.bucketLimit)
        let stacks = shown.map(stack)
        guard stacks.contains(where: { $0.total != nil }) else {
            return frame.empty(height: frame.height(or: frame.compact ? 120 : 160))
        }
        let partial = stacks.contains { $0.total == nil || $0.isPartial }
        let panel = ValuePanel(
            frame: frame,
            axis: ValuePanel.Axis(
                unit: unit, digits: digits, values: stacks.compactMap(\.total), fromZero: true, target: target),
            series: series.count > 1 ? series : [], swatch: { _ in .box }, foot: TimeAxis.height,
            head: now == nil ? 0 : TimeAxis.nowHeight,
            notes: partial ? [ChartKey.Item(text: frame.locale.word(.missing), swatch: .hatch, tone: nil)] : [])
        let plot = panel.plot
        let scale = TimeScale(from: from, to: to, start: plot.left, end: plot.right)
        let axis = TimeAxis(
            scale: scale, clock: frame.locale.clock, limits: 0...frame.width, shades: shades,
            now: now.map { ($0, frame.locale.word(.now)) })
        return frame.svg(height: panel.height) { pen in
            axis.drawBack(&pen, plot: plot, edge: .bottom)
            panel.drawBack(&pen)
            var places: [(BarStack, Double)] = []
            var room = Double.infinity
            for (bucket, stack) in zip(shown, stacks) {
                let (start, end) = (scale.position(bucket.from), scale.position(bucket.to))
                let gap = min(max((end - start) * 0.14, end - start > 3 ? 1 : 0), 8)
                stack.draw(
                    &pen, across: (start + gap / 2, end - gap / 2), track: (plot.bottom, plot.top), scale: panel.scale,
                    direction: .up, hatch: frame.hatch)
                places.append((stack, (start + end) / 2))
                room = min(room, end - start)
            }
            panel.drawFront(&pen, ends: BarStack.ends(stacks.last { $0.total != nil }))
            BarStack.values(
                &pen, places, room: room - 4, scale: panel.scale, locale: frame.locale, digits: digits)
            axis.drawNow(&pen, plot: plot, edge: .bottom)
        }
    }

    /// The same figures, row by row.
    public func table() -> ChartTable {
        let (locale, suffix) = (frame.locale, unit.isEmpty ? "" : " (\(unit))")
        var headings = [locale.word(.time)] + series.map { $0.name + suffix }
        if series.count > 1 { headings.append(locale.word(.total) + suffix) }
        return ChartTable(
            headings: headings,
            rows: buckets.map { bucket in
                var row: [ChartTable.Cell] = [.words(locale.span(bucket.from, bucket.to), href: bucket.href)]
                row += bucket.values.map { .figure(locale.value($0, digits: digits, unit: "")) }
                if series.count > 1 { row.append(.figure(stack(bucket).text(locale, digits: digits))) }
                return row
            })
    }

    private func stack(_ bucket: Bucket) -> BarStack {
        let plain = BarStack(values: bucket.values, series: series, title: "", href: nil)
        let total = plain.text(frame.locale, digits: digits, unit: unit)
        let name = frame.locale.span(bucket.from, bucket.to)
        let title = BarStack.title(name, bucket.values, series, total) {
            frame.locale.value($0, digits: digits, unit: unit)
        }
        return BarStack(values: bucket.values, series: series, title: title, href: bucket.href)
    }
}
