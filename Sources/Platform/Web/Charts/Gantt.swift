// The plan: lines as rows, orders as bars. Reads like the board; the board's own page adds dragging.

/// Orders on lines over the shared time axis.
public struct Gantt: Chart {
    /// Whether an order will be in time; drawn at the left edge of its bar.
    public enum Lateness: Sendable { case onTime, atRisk, late }

    /// An order.
    public struct Bar: Sendable {
        /// Unix milliseconds.
        public var from: Int64
        /// Unix milliseconds; the end, exclusive.
        public var to: Int64
        /// End of the set-up part, which is drawn lighter.
        public var setupUntil: Int64?
        /// What to write on it, the most important first: number, assembly, quantity.
        public var labels: [String]
        /// The class that colours it.
        public var tone: ChartTone
        /// Whether the order will be in time.
        public var lateness: Lateness
        /// Whether planning must not move it; drawn as a padlock.
        public var isLocked: Bool
        /// More for the tooltip, which always has labels, times, lateness and lock.
        public var note: String?
        /// Where a click leads: a path of this server or a web address; `nil` is no link.
        public var href: String?

        /// Takes the members as they are described at each of them.
        public init(
            from: Int64, to: Int64, setupUntil: Int64? = nil, labels: [String], tone: ChartTone = .production,
            lateness: Lateness = .onTime, isLocked: Bool = false, note: String? = nil, href: String? = nil
        ) {
            self.from = from
            self.to = to
            self.setupUntil = setupUntil
            self.labels = labels
            self.tone = tone
            self.lateness = lateness
            self.isLocked = isLocked
            self.note = note
            self.href = href
        }
    }

    /// A stretch in which the line cannot be used; hatched.
    public struct Block: Sendable {
        /// Unix milliseconds; the beginning.
        public var from: Int64
        /// Unix milliseconds; the end, exclusive.
        public var to: Int64
        /// What it is called, in the reader's language.
        public var label: String

        /// Takes the members as they are described at each of them.
        public init(from: Int64, to: Int64, label: String) {
            self.from = from
            self.to = to
            self.label = label
        }
    }

    /// A line of the plant and its orders.
    public struct Row: Sendable {
        /// What it is called, in the reader's language.
        public var name: String
        /// Where a click leads: a path of this server or a web address; `nil` is no link.
        public var href: String?
        /// Bars that overlap are drawn under each other.
        public var bars: [Bar]
        /// Where the line cannot be used.
        public var blocks: [Block]

        /// Takes the members as they are described at each of them.
        public init(_ name: String, href: String? = nil, bars: [Bar], blocks: [Block] = []) {
            self.name = name
            self.href = href
            self.bars = bars
            self.blocks = blocks
        }
    }

    /// Id, title, size and language.
    public var frame: ChartFrame
    /// From top to bottom.
    public var rows: [Row]
    /// The window in Unix milliseconds.
    public var from: Int64
    /// Unix milliseconds; the end, exclusive.
    public var to: Int64
    /// Shifts, nights, holidays behind the marks.
    public var shades: [ChartShade]
    /// Unix milliseconds of the now line; `nil` draws none.
    public var now: Int64?

    /// At most so many rows are drawn; a note says how many are not.
    public static let rowLimit = 60

    /// Takes the members as they are described at each of them.
    public init(
        frame: ChartFrame, rows: [Row], from: Int64, to: Int64, shades: [ChartShade] = [], now: Int64? = nil
    ) {
        self.frame = frame
        self.rows = rows
        self.from = from
        self.to = max(to, from + 1)
        self.shades = shades
        self.now = now
    }

    /// The same figures, row by row.
    public func table() -> ChartTable {
        let locale = frame.locale
        let headings = [ChartWord.name, .value, .from, .to, .setup, .late].map { locale.word($0) }
        return ChartTable(
            headings: headings,
            rows: rows.flatMap { row in
                row.bars.filter(isInside).sorted { $0.from < $1.from }.map { bar in
                    [
                        .words(row.name, href: row.href),
                        .words(bar.labels.joined(separator: " · "), href: bar.href),
                        .words(locale.clock.dayAndTime(bar.from)),
                        .words(locale.clock.dayAndTime(bar.to)),
                        .figure(bar.setupUntil.map { locale.duration(milliseconds: $0 - bar.from) } ?? "–"),
                        .words(word(bar.lateness).map { locale.word($0) } ?? "–"),
                    ]
                }
            })
    }

    func isInside(_ bar: Bar) -> Bool { bar.to > bar.from && bar.to > from && bar.from < to }

    func word(_ lateness: Lateness) -> ChartWord? {
        switch lateness {
        case .onTime: nil
        case .atRisk: .atRisk
        case .late: .late
        }
    }
}
