// A day moment by moment: exclusive stretches that follow each other without a hole, for pictures and for tracing a figure
// back to its lines.

import Kernel

package enum MachineState: String, CaseIterable, Sendable { case production, wait, stop }

/// A stretch in one state.
package struct StateStretch: Equatable, Sendable {
    package var state: MachineState
    package var stretch: Stretch
}

package struct DayPicture: Sendable {
    package var bounds: Stretch
    /// From the first piece to the last, in order; empty without two pieces.
    package var states: [StateStretch]
    /// All stops and waits of the day, those outside the window too; merged.
    package var stops: [DayStop]
    package var waits: [Stretch]
    package var pieces: [Int64]

    package init(_ result: DayResult, _ events: [DayEvent], bounds: Stretch) {
        self.bounds = bounds
        stops = result.stops
        waits = result.waits
        pieces = events.filter { $0.meaning == .piece }.map(\.at).sorted()
        states = []
        guard let first = result.day.firstPiece, let last = result.day.lastPiece, first < last else { return }
        let window = Stretch(first, last)
        let stopped = Stretches.cut(Stretches.merged(result.stops.map(\.stretch)), to: window)
        let waited = Stretches.subtract(stopped, from: Stretches.cut(result.waits, to: window))
        let rest = Stretches.subtract(Stretches.merged(stopped + waited), from: [window])
        states =
            (stopped.map { StateStretch(state: .stop, stretch: $0) } + waited.map { StateStretch(state: .wait, stretch: $0) }
            + rest.map { StateStretch(state: .production, stretch: $0) }).sorted { $0.stretch.begin < $1.stretch.begin }
    }
}
