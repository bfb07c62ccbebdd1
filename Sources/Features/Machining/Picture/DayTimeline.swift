// A centre's day as a picture: three lanes of production, waits and stops, a tick for each piece, hours below. SVG from
// values alone, for a page, a file or a sheet of paper; place and pattern tell the lanes apart where colours do not.

import Kernel

package struct DayTimeline: Sendable {
    /// Colours as SVG has them: `#1f7a4d`, or `var(--ok)` where a page has such.
    package struct Palette: Sendable {
        package var background = "#ffffff"
        package var ink = "#1b1f24"
        package var muted = "#5b6470"
        package var grid = "#d5dae0"
        package var lane = "#f3f5f7"
        package var production = "#2e7d4f"
        package var wait = "#f2c14e"
        package var waitLines = "#8a6100"
        package var stop = "#f4b6b0"
        package var stopLines = "#a3201a"
        package var piece = "#1f4fa3"

        package init() {}
        /// On white, for files and paper.
        package static let paper = Palette()
    }

    /// The words, in whatever language.
    package struct Labels: Sendable {
        package var title: String
        /// Below the title; may be empty.
        package var note: String
        package var production: String
        package var wait: String
        package var stop: String
        /// Beside the tick in the legend.
        package var piece: String
        /// Instead of lanes on a day without any.
        package var nothing: String
        package var percent: @Sendable (Double) -> String

        package init(
            title: String, note: String = "", production: String, wait: String, stop: String, piece: String, nothing: String,
            percent: @escaping @Sendable (Double) -> String
        ) {
            (self.title, self.note, self.production, self.wait, self.stop) = (title, note, production, wait, stop)
            (self.piece, self.nothing, self.percent) = (piece, nothing, percent)
        }
    }

    let picture: DayPicture
    let zone: Zone
    let labels: Labels
    let palette: Palette
    let id: String
    let layout: Layout
    let range: Stretch

    /// The whole document.
    /// - Parameters:
    ///   - width: pixels; below 600 the words stand above the lanes.
    ///   - id: begins the names inside, so that several pictures can be on one page.
    package static func svg(
        _ picture: DayPicture, zone: Zone, labels: Labels, palette: Palette = .paper, width: Int = 1100, id: String = "timeline"
    ) -> String {
        DayTimeline(
            picture: picture, zone: zone, labels: labels, palette: palette, id: id, layout: Layout(width: max(240, width)),
            range: range(picture, zone)
        ).document()
    }

    /// Places in pixels.
    struct Layout: Sendable {
        let width: Int
        var isWide: Bool { width >= 600 }
        let padding = 14.0
        /// Where time begins.
        var left: Double { isWide ? 200 : padding }
        var right: Double { Double(width) - padding - 6 }
        var top: Double { 62 }
        /// From one lane to the next.
        var step: Double { isWide ? 54 : 58 }
        var barHeight: Double { isWide ? 30 : 24 }
        /// Of the bar, within its lane.
        var barTop: Double { isWide ? 14 : 26 }
        let tickHeight = 8.0
        func lane(_ n: Int) -> Double { top + Double(n) * step }
        var axis: Double { lane(3) }
        var legend: Double { axis + 40 }
        var height: Double { isWide ? legend + 20 : legend + 40 }
    }

    /// From an hour before the first piece, not before five, to six in the evening at least; night work widens it.
    static func range(_ picture: DayPicture, _ zone: Zone) -> Stretch {
        let bounds = picture.bounds
        let day = zone.day(of: Instant(milliseconds: bounds.begin))
        func at(_ hour: Int) -> Int64 { zone.instant(CivilTime(date: day, hour: hour, minute: 0)).milliseconds }
        let hour: Int64 = 3_600_000
        var (begin, end) = (at(5), at(18))
        if let first = picture.pieces.first, let last = picture.pieces.last {
            begin = first < begin ? first - first.remainder(of: hour) : max(begin, first - hour)
            end = max(end, last + hour - last.remainder(of: hour))
        }
        (begin, end) = (max(begin, bounds.begin), min(end, bounds.end))
        return begin < end ? Stretch(begin, end) : bounds
    }

    func x(_ at: Int64) -> Double {
        layout.left + Double(at - range.begin) / Double(range.length) * (layout.right - layout.left)
    }
}

extension Int64 {
    /// Never negative.
    fileprivate func remainder(of divisor: Int64) -> Int64 { ((self % divisor) + divisor) % divisor }
}
