// What each machine did, row by row over one time axis. The picture may leave out what is thinner than a pixel; the
// table beside it counts every millisecond.

/// Rows of states over time with marks for single events.
public struct StateLanes: Chart {
    /// A stretch of time in one state.
    public struct Interval: Sendable {
        /// What the machine was doing.
        public var state: LaneState
        /// Unix milliseconds.
        public var from: Int64
        /// Unix milliseconds; `Int64.max` for what still goes on.
        public var to: Int64
        /// Replaces the tooltip made of state and time.
        public var title: String?
        /// Where a click leads: a path of this server or a web address; `nil` is no link.
        public var href: String?

        /// Takes the members as they are described at each of them.
        public init(_ state: LaneState, from: Int64, to: Int64, title: String? = nil, href: String? = nil) {
            self.state = state
            self.from = from
            self.to = to
            self.title = title
            self.href = href
        }
    }

    /// An event without length.
    public struct Mark: Sendable {
        /// Outlines of a mark.
        public enum Shape: Sendable { case circle, diamond, triangle, cross }
        /// Unix milliseconds.
        public var at: Int64
        /// Its outline; tells kinds apart without colour.
        public var shape: Shape
        /// The class that colours it.
        public var tone: ChartTone
        /// The tooltip.
        public var title: String
        /// Where a click leads: a path of this server or a web address; `nil` is no link.
        public var href: String?

        /// Takes the members as they are described at each of them.
        public init(at: Int64, shape: Shape, tone: ChartTone, title: String, href: String? = nil) {
            self.at = at
            self.shape = shape
            self.tone = tone
            self.title = title
            self.href = href
        }
    }

    /// A machine and what it did.
    public struct Lane: Sendable {
        /// What it is called, in the reader's language.
        public var name: String
        /// Where a click leads: a path of this server or a web address; `nil` is no link.
        public var href: String?
        /// In any order; see `LaneColumns.cover` for overlaps and gaps.
        public var intervals: [Interval]
        /// Single events, drawn above the states.
        public var marks: [Mark]

        /// Takes the members as they are described at each of them.
        public init(_ name: String, href: String? = nil, intervals: [Interval], marks: [Mark] = []) {
            self.name = name
            self.href = href
            self.intervals = intervals
            self.marks = marks
        }
    }

    /// Id, title, size and language.
    public var frame: ChartFrame
    /// From top to bottom.
    public var lanes: [Lane]
    /// The window in Unix milliseconds.
    public var from: Int64
    /// Unix milliseconds; the end, exclusive.
    public var to: Int64
    /// Shifts, nights, holidays behind the marks.
    public var shades: [ChartShade]
    /// Drawn as a line; what lies after it has not happened and stays empty.
    public var now: Int64?

    /// At most so many lanes are drawn; a note says how many are not.
    public static let laneLimit = 60

    /// Takes the members as they are described at each of them.
    public init(
        frame: ChartFrame, lanes: [Lane], from: Int64, to: Int64, shades: [ChartShade] = [], now: Int64? = nil
    ) {
        self.frame = frame
        self.lanes = lanes
        self.from = from
        self.to = max(to, from + 1)
        self.shades = shades
        self.now = now
    }

    /// The end of what can be known: the window's, or now.
    var until: Int64 { now.map { min(to, max($0, from + 1)) } ?? to }

    /// Time per lane and state, from the beginning of the window to its end or to now.
    public func table() -> ChartTable {
        let locale = frame.locale
        let headings = [locale.word(.name)] + LaneState.allCases.map { locale.word($0.word) }
        return ChartTable(
            headings: headings,
            rows: lanes.map { lane in
                let sums = Self.sums(LaneColumns.cover(lane.intervals, from: from, to: until))
                return [.words(lane.name, href: lane.href)]
                    + sums.map { .figure($0 == 0 ? "–" : locale.duration(milliseconds: $0)) }
            })
    }

    /// Milliseconds per state.
    static func sums(_ pieces: [LanePiece]) -> [Int64] {
        var sums = [Int64](repeating: 0, count: LaneState.allCases.count)
        for piece in pieces { sums[piece.state.index] += piece.to - piece.from }
        return sums
    }
}
