// The five states of a machine as a lane shows them. Height tells them apart as well as colour: what is not normal
// stands taller.

/// What a machine was doing.
public enum LaneState: String, Sendable, CaseIterable {
    case production, wait, stop, closed, unknown

    /// From what must not be overlooked to what may.
    static let bySeverity: [LaneState] = [.stop, .wait, .production, .closed, .unknown]

    var tone: ChartTone {
        switch self {
        case .production: .production
        case .wait: .wait
        case .stop: .stop
        case .closed: .closed
        case .unknown: .unknown
        }
    }

    var word: ChartWord {
        switch self {
        case .production: .production
        case .wait: .wait
        case .stop: .stop
        case .closed: .closed
        case .unknown: .unknown
        }
    }

    /// Height as a part of the lane.
    var rise: Double {
        switch self {
        case .stop: 1
        case .wait: 0.75
        case .production, .closed, .unknown: 0.5
        }
    }

    var swatch: ChartKey.Swatch {
        switch self {
        case .production, .wait, .stop: .box
        case .closed: .hatch
        case .unknown: .dotted
        }
    }

    /// Position in arrays that hold something per state.
    var index: Int {
        switch self {
        case .production: 0
        case .wait: 1
        case .stop: 2
        case .closed: 3
        case .unknown: 4
        }
    }
}
