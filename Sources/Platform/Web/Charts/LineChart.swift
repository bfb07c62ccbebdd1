// Lines over time or over a row of names. What was not measured is a gap, never a line across it; where nothing at all
// was measured the place is hatched.

/// One or more lines.
public struct LineChart: Chart {
    /// A value at a place; the place is Unix milliseconds, or the index of a name.
    public struct Point: Sendable {
        /// Unix milliseconds, or the index of a name.
        public var at: Int64
        /// `nil` and NaN are missing and break the line.
        public var value: Double?

        /// Takes the members as they are described at each of them.
        public init(_ at: Int64, _ value: Double?) {
            self.at = at
            self.value = value
        }
    }

    /// A named row of points.
    public struct Line: Sendable {
        /// What it is called, in the reader's language.
        public var name: String
        /// The class that colours it.
        public var tone: ChartTone
        /// In order of `at`.
        public var points: [Point]

        /// Takes the members as they are described at each of them.
        public init(_ name: String, _ tone: ChartTone, _ points: [Point]) {
            self.name = name
            self.tone = tone
            self.points = points.sorted { $0.at < $1.at }
        }
    }

    /// What lies along the bottom.
    public enum Base: Sendable {
        /// A window in Unix milliseconds.
        case time(from: Int64, to: Int64)
        case names([String])
    }

    /// Id, title, size and language.
    public var frame: ChartFrame
    /// The first lies lowest.
    public var lines: [Line]
    /// What lies along the bottom.
    public var base: Base
    /// Unit of the values, in the reader's language; may be empty.
    public var unit: String
    /// Decimals of the values, 0 to 9.
    public var digits: Int
    /// Whether the value axis must contain zero.
    public var fromZero: Bool
    /// Paints the area under the first line; only sensible with `fromZero`.
    public var isFilled: Bool
    /// A line across the picture; `nil` draws none.
    public var target: ChartTarget?
    /// Shifts, nights, holidays behind the marks.
    public var shades: [ChartShade]
    /// Unix milliseconds of the now line; `nil` draws none.
    public var now: Int64?

    /// Takes the members as they are described at each of them.
    public init(
        frame: ChartFrame, lines: [Line], base: Base, unit: String, digits: Int = 0, fromZero: Bool = false,
        isFilled: Bool = false, target: ChartTarget? = nil, shades: [ChartShade] = [], now: Int64? = nil
    ) {
        self.frame = frame
        self.lines = lines
        self.base = base
        self.unit = unit
        self.digits = digits
        self.fromZero = fromZero
        self.isFilled = isFilled
        self.target = target
        self.shades = shades
        self.now = now
    }

    /// The same figures, row by row.
    public func table() -> ChartTable {
        let locale = frame.locale
        let places = Set(shown.flatMap { $0.points.map(\.at) }).sorted()
        let values = shown.map { Dictionary($0.points.map { ($0.at, $0.value) }, uniquingKeysWith: { $1 }) }
        let suffix = unit.isEmpty ? "" : " (\(unit))"
        var first = locale.word(.time)
        if case .names = base { first = locale.word(.name) }
        return ChartTable(
            headings: [first] + lines.map { $0.name + suffix },
            rows: places.map { place in
                [.words(name(place))] + values.map { .figure(locale.value($0[place] ?? nil, digits: digits, unit: "")) }
            })
    }

    /// The lines without what lies outside the window.
    var shown: [Line] {
        lines.map { line in
            var line = line
            line.points = line.points.filter { point in
                switch base {
                case .time(let from, let to): from <= point.at && point.at <= to
                case .names(let names): names.indices.contains(Int(point.at))
                }
            }
            return line
        }
    }

    /// A place in words.
    func name(_ place: Int64) -> String {
        switch base {
        case .time: frame.locale.clock.dayAndTime(place)
        case .names(let names): names.indices.contains(Int(place)) ? names[Int(place)] : ""
        }
    }
}
