// What a mark means, as the class that colours it. The kit knows no colour; the page's CSS does.

/// The class of a mark: one of six series colours or a state.
public enum ChartTone: String, Sendable, CaseIterable {
    case c1, c2, c3, c4, c5, c6
    case ok = "s-ok"
    case ng = "s-ng"
    case production = "s-production"
    case wait = "s-wait"
    case stop = "s-stop"
    case closed = "s-closed"
    case unknown = "s-unknown"

    /// The colour of the series at a position; after six it starts again.
    public static func series(_ index: Int) -> ChartTone { allCases[(index % 6 + 6) % 6] }
}

/// A named series of a stack of bars.
public struct ChartSeries: Sendable, Equatable {
    /// What it is called, in the reader's language.
    public var name: String
    /// The class that colours it.
    public var tone: ChartTone

    /// Takes the members as they are described at each of them.
    public init(_ name: String, _ tone: ChartTone) {
        self.name = name
        self.tone = tone
    }
}

/// A line to be reached or not to be crossed.
public struct ChartTarget: Sendable, Equatable {
    /// In the unit of the chart.
    public var value: Double
    /// What the line is, in words; the value is added.
    public var label: String

    /// Takes the members as they are described at each of them.
    public init(_ value: Double, label: String) {
        self.value = value
        self.label = label
    }
}

/// A stretch of the time axis that lies behind the marks: a shift, a night, a holiday.
public struct ChartShade: Sendable, Equatable {
    /// Unix milliseconds.
    public var from: Int64
    /// Unix milliseconds; the end, exclusive.
    public var to: Int64
    /// Tooltip, and drawn where it fits.
    public var label: String

    /// Takes the members as they are described at each of them.
    public init(from: Int64, to: Int64, label: String) {
        self.from = from
        self.to = to
        self.label = label
    }
}
