// A line the size of a word: the shape of the last hours beside the figure they led to. No axis, so it never stands
// without that figure.

/// A small line with gaps and a dot at the last value.
public struct Sparkline: Chart {
    /// Id, title, size and language.
    public var frame: ChartFrame
    /// At equal distances; `nil` and NaN are missing.
    public var values: [Double?]
    /// Unit of the values, in the reader's language; may be empty.
    public var unit: String
    /// Decimals of the values, 0 to 9.
    public var digits: Int
    /// The class that colours it.
    public var tone: ChartTone
    /// Whether the lower edge is zero; else it is the smallest value.
    public var fromZero: Bool
    /// A line across the picture; `nil` draws none.
    public var target: Double?

    /// - Parameter frame: width 40 to 400 and height 16 to 80 suit; `nil` is 24 high.
    public init(
        frame: ChartFrame, values: [Double?], unit: String, digits: Int = 0, tone: ChartTone = .c1,
        fromZero: Bool = false, target: Double? = nil
    ) {
        self.frame = frame
        self.values = values
        self.unit = unit
        self.digits = digits
        self.tone = tone
        self.fromZero = fromZero
        self.target = target
    }

    /// The picture; without any known value a frame with a sentence.
    public func svg() -> HTML {
        let height = min(max(frame.height ?? 24, 12), 200)
        let known = values.compactMap(\.finite)
        guard let least = known.min(), let most = known.max() else {
            return frame.svg(height: height) { pen in
                let box = Box(0.5, 0.5, frame.width - 0.5, height - 0.5)
                pen.rect("missing", box, title: frame.emptyText ?? frame.locale.word(.empty))
                pen.rect("", box, frame.hatch + " pointer-events=\"none\"")
            }
        }
        let bounds = [least, most] + (fromZero ? [0] : []) + (target.finite.map { [$0] } ?? [])
        let (low, high) = (bounds.min() ?? 0, bounds.max() ?? 1)
        let step = (frame.width - 8) / Double(max(values.count - 1, 1))
        let points = values.enumerated().map { index, value in
            (x: 4 + Double(index) * step, y: value.finite.map { Self.y($0, low, high, height) })
        }
        let path = LinePath(points)
        var named = frame
        let last = values.last.flatMap(\.finite)
        named.title += ": " + frame.locale.value(last, digits: digits, unit: unit)
        return named.svg(height: height) { pen in
            if let target = target.finite {
                let y = Self.y(target, low, high, height)
                pen.line("target", 0, y, frame.width, y)
            }
            pen.path("line \(tone.rawValue)", path.data)
            for lone in path.lonely { pen.circle("bar \(tone.rawValue)", lone.0, lone.1, 1.5) }
            if let y = points.last?.y, let x = points.last?.x { pen.circle("bar \(tone.rawValue)", x, y, 2.5) }
        }
    }

    /// The same figures, row by row.
    public func table() -> ChartTable {
        let suffix = unit.isEmpty ? "" : " (\(unit))"
        let headings = [frame.locale.word(.count), frame.locale.word(.value) + suffix]
        return ChartTable(
            headings: headings,
            rows: values.enumerated().map { index, value in
                [.figure("\(index + 1)"), .figure(frame.locale.value(value, digits: digits, unit: ""))]
            })
    }

    /// Constant values lie in the middle.
    private static func y(_ value: Double, _ low: Double, _ high: Double, _ height: Double) -> Double {
        high > low ? height - 4 - (value - low) / (high - low) * (height - 8) : height / 2
    }
}
