// How long an order takes on a line: set-up, and the run's minutes by the plant's factor and the line's multiplier. Exact,
// in thousandths, rounded once.

import Kernel

/// An order's time on a line.
package struct OrderHours: Sendable, Hashable {
    /// Working milliseconds of set-up and of the run.
    package var setup: Int64
    package var run: Int64
    /// Hundredths of hours, as the sheet says it: rounded half up.
    package var hundredths: Int64

    /// hours = set-up + minutes × factor × multiplier ÷ 60. Source: the formula of the planners' own sheet, which holds for
    /// each of its rows.
    package init(setupHours: Quantity, runMinutes: Quantity, factor: Quantity, multiplier: Quantity) {
        // In 10⁻⁹ minutes.
        let run = Int128(runMinutes.thousandths) * Int128(factor.thousandths) * Int128(multiplier.thousandths)
        let setup = Int128(setupHours.thousandths) * 60 * 1_000_000
        self.setup = setupHours.thousandths * 3600
        self.run = Int64(clamping: (run * 60 + 500_000) / 1_000_000)
        hundredths = Int64(clamping: ((setup + run) * 100 + 30_000_000_000) / 60_000_000_000)
    }

    package var total: Int64 { setup + run }
    /// `24.43`.
    package var text: String { Self.text(hundredths) }

    package static func text(_ hundredths: Int64) -> String {
        let size = hundredths.magnitude
        return (hundredths < 0 ? "-" : "") + String(size / 100) + "." + padded(Int(size % 100), 2)
    }

    /// Days of so many hours, in hundredths: `Time (days)` of the sheet.
    package static func days(_ hundredths: Int64, hoursPerDay: Quantity) -> Int64 {
        guard hoursPerDay.thousandths > 0 else { return 0 }
        return (hundredths * 1000 * 2 + hoursPerDay.thousandths) / (hoursPerDay.thousandths * 2)
    }
}
