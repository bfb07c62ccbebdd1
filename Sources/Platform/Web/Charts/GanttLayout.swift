// Which bar goes where in its row, before anything is drawn.

/// A bar, or several bars too thin to draw one by one.
struct GanttItem {
    var bars: [Gantt.Bar]
    var from: Int64
    var to: Int64
    /// 0 for the first level of the row; overlapping bars go one further down.
    var level: Int
}

enum GanttLayout {
    /// Bars thinner than this are joined with a thin neighbour that touches them.
    static let thinPixels = 3.0
    /// A joined bar does not grow beyond this.
    static let joinedPixels = 8.0

    /// The items of one row, by level and time.
    static func items(_ bars: [Gantt.Bar], scale: TimeScale) -> [GanttItem] {
        var ends: [Int64] = []
        var items: [GanttItem] = []
        var lastOfLevel: [Int: Int] = [:]
        for bar in bars.sorted(by: { $0.from < $1.from }) {
            let level = ends.firstIndex { $0 <= bar.from } ?? ends.count
            if level == ends.count { ends.append(bar.to) } else { ends[level] = bar.to }
            if let index = lastOfLevel[level], joins(items[index], bar, scale) {
                items[index].bars.append(bar)
                items[index].to = bar.to
            } else {
                lastOfLevel[level] = items.count
                items.append(GanttItem(bars: [bar], from: bar.from, to: bar.to, level: level))
            }
        }
        return items
    }

    private static func joins(_ item: GanttItem, _ bar: Gantt.Bar, _ scale: TimeScale) -> Bool {
        let (start, end) = (scale.position(item.from), scale.position(item.to))
        let (barStart, barEnd) = (scale.position(bar.from), scale.position(bar.to))
        let isThin = item.bars.count > 1 || end - start < thinPixels
        return isThin && barEnd - barStart < thinPixels && barStart - end < 1 && barEnd - start <= joinedPixels
    }
}
