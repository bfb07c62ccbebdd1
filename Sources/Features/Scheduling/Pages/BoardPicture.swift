// The lines over time as SVG in percent: light markup, nothing but what is in the window, no script needed. A bar is a link
// to its order; what scripts need of it stands in its data.

import Host
import Kernel
import Web

struct BoardPicture: Sendable {
    let state: BoardState
    let window: BoardWindow
    let colours: BoardColours
    let words: BoardWords
    let scale: BoardScale
    /// An order to be pointed at.
    var pointed: String?
    private var reader: Reader { words.reader }
    private var now: Instant { state.task.now }

    static let rowHeight = 46
    static let curveHeight = 56
    /// Narrower bars have no words, or no signs: half a number is worse than none.
    private static let textRoom = 600
    private static let iconRoom = 250
    private static let whole = BoardScale.whole

    init(_ state: BoardState, _ window: BoardWindow, _ mode: BoardMode, _ words: BoardWords, isFolded: Bool) {
        (self.state, self.window, self.words) = (state, window, words)
        colours = BoardColours(mode, state)
        scale = BoardScale(window, open: isFolded ? BoardHours.open(state.task.lines.filter(\.line.isActive), window) : nil)
    }

    func html() -> HTML {
        let lines = shownLines.html { lane($0) }
        return """
            <div class="lane-row is-axis"><div class="lane-head"></div>\(axis())</div>\(lines)\
            <div class="lane-row is-curve"><div class="lane-head"><b>\(words.t("scheduling.board.trolleys"))</b>\
            <small>\(words.t("scheduling.board.trolleys.peak", ["n": reader.number(state.curve.peak), "pool": reader.number(state.task.pool)]))</small></div>\(curve())</div>
            """
    }

    var shownLines: [PlanLine] { state.task.lines.filter { $0.line.isActive || state.layout.lines[$0.line.number]?.isEmpty == false } }

    // MARK: the axis

    private var clock: ChartClock { reader.chartLocale.clock }

    /// Ticks with their words: days in long windows, hours in short ones; those that would stand on each other are left out.
    private func ticks() -> [(place: Int, text: String, isStrong: Bool)] {
        let span = TimeScale(from: window.from.milliseconds, to: window.to.milliseconds, start: 0, end: 100)
        var out: [(place: Int, text: String, isStrong: Bool)] = []
        if window.zoom == .hours || window.zoom == .day {
            for tick in span.ticks(.hours(1), clock: clock) {
                let at = Instant(milliseconds: tick)
                let isDay = zone.start(of: zone.day(of: at)) == at
                out.append((scale.place(at), isDay ? words.day(at) : words.clock(at), isDay))
            }
        } else {
            for tick in span.ticks(.days(1), clock: clock) where tick < window.to.milliseconds {
                let at = Instant(milliseconds: tick)
                let date = zone.day(of: at)
                let text = window.zoom == .week ? words.day(at) : date.weekday == 0 || date.day == 1 ? reader.day(date) : String(date.day)
                out.append((scale.place(at), text, date.weekday == 0))
            }
        }
        return Self.readable(out, least: window.zoom == .week ? 1050 : window.zoom == .month ? 300 : 480)
    }

    /// Ticks whose words do not run into the next one's: of two that are too close the strong one stays, else the first.
    static func readable(_ ticks: [(place: Int, text: String, isStrong: Bool)], least: Int) -> [(place: Int, text: String, isStrong: Bool)] {
        // A word with a month in it is wider than a number, one with a weekday wider still.
        func room(_ text: String) -> Int { text.count > 8 ? max(least, 1050) : text.count > 2 ? max(least, 480) : least }
        var out: [(place: Int, text: String, isStrong: Bool)] = []
        for tick in ticks {
            while let last = out.last, tick.place - last.place < room(last.text), tick.isStrong, !last.isStrong {
                out.removeLast()
            }
            if let last = out.last, tick.place - last.place < room(last.text) { continue }
            out.append(tick)
        }
        return out
    }
    private var zone: Zone { window.zone }

    private func axis() -> HTML {
        let marks = ticks().filter { $0.place < Self.whole - 300 }.html { tick in
            let strong: HTML = tick.isStrong ? " class=\"strong\"" : ""
            return "<text\(strong) x=\"\(BoardScale.text(tick.place))\" dx=\"3\" y=\"16\">\(tick.text)</text>" as HTML
        }
        let here: HTML =
            window.contains(now)
            ? "<svg x=\"\(BoardScale.text(scale.place(now)))\" width=\"1\" height=\"22\" overflow=\"visible\"><path class=\"now-mark\" d=\"M-5 15h10l-5 7z\"/></svg>"
            : ""
        return
            "<svg class=\"board-svg\" height=\"22\" role=\"img\" aria-label=\"\(words.span(window.from, window.to))\">\(Self.shapes)\(marks)\(here)</svg>"
    }

    /// Shapes that bars use again and again.
    private static let shapes = HTML(
        raw: """
            <defs><pattern id="bh" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V6"/></pattern>\
            <symbol id="bl" viewBox="0 0 12 12"><path d="M2.5 5.5h7v5h-7zM4 5.5V4a2 2 0 0 1 4 0v1.5"/></symbol>\
            <symbol id="bw" viewBox="0 0 12 12"><path d="M6 1.5 11 10.5H1zM6 5v2.6M6 9v.4"/></symbol>\
            <symbol id="br" viewBox="0 0 12 12"><path class="solid" d="M3 2l7 4-7 4z"/></symbol></defs>
            """)

    /// Narrower closed time is not seen.
    private static let leastShut = 15

    /// What lies under the bars, closed time and the grid, each as one path: there may be hundreds of either.
    private func ground(_ closed: [(from: Int, to: Int)], _ height: Int) -> HTML {
        let shut = closed.filter { $0.to - $0.from >= Self.leastShut }.map { "M\($0.from) 0h\($0.to - $0.from)v1h-\($0.to - $0.from)z" }.joined()
        let lines = ticks().map { "M\($0.place) 0v1" }.joined()
        return """
            <svg viewBox="0 0 \(Self.whole) 1" preserveAspectRatio="none" height="\(height)">\
            <path class="shut" d="\(shut)"/><path class="gridline" d="\(lines)"/></svg>
            """
    }

    private func nowLine(_ height: Int) -> HTML {
        guard window.contains(now) else { return "" }
        let x = BoardScale.text(scale.place(now))
        return "<line class=\"now\" x1=\"\(x)\" x2=\"\(x)\" y2=\"\(height)\"/>"
    }

    private func rect(_ kind: String, _ from: Instant, _ to: Instant, y: Int = 0, _ height: Int, _ title: String = "") -> HTML {
        let (a, b) = (scale.place(from), scale.place(to))
        guard b > a else { return "" }
        let said: HTML = title.isEmpty ? "/>" : "><title>\(title)</title></rect>"
        return "<rect class=\"\(kind)\" x=\"\(BoardScale.text(a))\" y=\"\(y)\" width=\"\(BoardScale.text(b - a))\" height=\"\(height)\"\(said)"
    }

    // MARK: a line

    private func lane(_ line: PlanLine) -> HTML {
        let number = line.line.number
        let slots = state.layout.lines[number] ?? []
        let shown = slots.filter { window.overlaps($0.start, max($0.end, $0.start + .minutes(1))) }
        let rows = Self.rows(shown)
        let height = max(1, (rows.max() ?? 0) + 1) * Self.rowHeight + 2
        let closed = BoardHours.closed(line.time.spans(window.from, window.to), window).map {
            (scale.place($0.lowerBound), scale.place($0.upperBound))
        }
        let blocks = blocks(line).html { rect("block", $0.from, $0.to, height, $0.title) }
        // In the order of the queue, which is what Tab and the arrows go through.
        let bars = zip(shown, rows).html { bar($0, line, row: $1) }
        let after =
            shown.last.flatMap { last in slots.first { $0.position > last.position } }
            ?? (shown.isEmpty ? slots.first { $0.start >= window.to } : nil)
        let target =
            after.map { BoardTarget(line: number, before: $0.order, rank: state.desk.placements[$0.order]?.rank.text) } ?? BoardTarget(line: number)
        return """
            <div class="lane-row" data-line="\(number)" data-after="\(target.text)" data-name="\(line.line.name)">\(head(line, slots))\
            <svg class="board-svg" height="\(height)" role="group" aria-label="\(line.line.name)">\(ground(closed, height))\(blocks)\(bars)\(nowLine(height))</svg></div>
            """
    }

    /// Orders that are on a line at once stand under each other.
    static func rows(_ slots: [Slot]) -> [Int] {
        var ends: [Instant] = []
        return slots.map { slot in
            if let row = ends.firstIndex(where: { $0 <= slot.start }) {
                ends[row] = slot.end
                return row
            }
            ends.append(slot.end)
            return ends.count - 1
        }
    }

    private func head(_ line: PlanLine, _ slots: [Slot]) -> HTML {
        let hours = slots.reduce(Int64(0)) { $0 + $1.hours.total }
        let queue = words.t("scheduling.board.queue", ["n": reader.number(slots.count)]) + " · " + words.hours(hours)
        let late = slots.count { $0.lateWork > 0 }
        let lateText: HTML =
            late > 0 ? "<span class=\"is-bad-text\">\(words.t("scheduling.board.late-count", ["n": reader.number(late)]))</span>" : ""
        var (tag, more) = (HTML.empty, lateText)
        if line.line.isAway {
            let back =
                line.line.expectedReturn.map { words.t("scheduling.board.until", ["when": words.moment($0)]) }
                ?? words.t("scheduling.board.until-unknown")
            let reason = line.line.reason.map { words.t("scheduling.board.reason." + $0.rawValue) + ", " } ?? ""
            let kind = line.line.status == .down ? "is-bad" : "is-warn"
            tag = "<span class=\"tag \(kind)\" title=\"\(reason)\(back)\">\(words.t("scheduling.board.line." + line.line.status.rawValue))</span>"
            more = "\(more)\(more.isEmpty ? "" : " · " as HTML)\(back)"
        }
        if !line.line.isActive { tag = "<span class=\"tag is-off\">\(words.t("scheduling.board.line.inactive"))</span>" }
        return
            "<div class=\"lane-head\"><p><b title=\"\(line.line.name)\">\(line.line.name)</b>\(tag)</p><small>\(queue)</small><small>\(more)</small></div>"
    }

    private func blocks(_ line: PlanLine) -> [(from: Instant, to: Instant, title: String)] {
        var out = state.desk.blocks.values.filter { $0.line == line.line.number && window.overlaps($0.start, $0.end) }
            .sorted { ($0.start, $0.id) < ($1.start, $1.id) }.map { block in
                let note = block.note.isEmpty ? "" : ": " + block.note
                return (
                    from: block.start, to: block.end,
                    title: words.t("scheduling.board.reason." + block.kind.rawValue) + note + "\n" + words.span(block.start, block.end)
                )
            }
        if line.line.isAway {
            let from = max(min(line.line.statusSince ?? now, now), window.from)
            let to = line.line.expectedReturn ?? window.to
            if from < to, window.overlaps(from, to) { out.append((from, to, words.t("scheduling.board.line." + line.line.status.rawValue))) }
        }
        return out
    }

    // MARK: a bar

    private func bar(_ slot: Slot, _ line: PlanLine, row: Int) -> HTML {
        guard let order = state.desk.orders[slot.order] else { return "" }
        let placement = state.desk.placements[slot.order]
        let group = colours.group(order, state.task.orders[slot.order], slot, line)
        let (from, to) = (scale.place(slot.start), scale.place(slot.end))
        let width = max(to - from, 12)
        let setup = slot.runStart > max(slot.start, window.from) ? max(0, min(scale.place(slot.runStart), to) - from) * Self.whole / width : 0
        let isLate = slot.lateWork > 0
        var kind = "b " + group.tone.rawValue
        if isLate { kind += " late" }
        if slot.isRunning { kind += " run" }
        if slot.order == pointed { kind += " at" }
        var inner: HTML = "<rect class=\"f\"/>"
        if setup > 0 { inner += "<rect class=\"su\" width=\"\(BoardScale.text(min(setup, Self.whole)))\"/>" }
        inner += "<rect class=\"e\"/>"
        if isLate { inner += "<rect class=\"lt\"/>" }
        var x = 9
        if width >= Self.iconRoom, slot.isRunning {
            inner += "<use href=\"#br\" x=\"\(x - 1)\" y=\"6\" width=\"11\" height=\"11\"/>"
            x += 12
        }
        let hasRoom = width >= Self.iconRoom
        if hasRoom, placement?.pin != nil || placement?.start != nil {
            inner += "<use href=\"#bl\" x=\"\(x - 1)\" y=\"5\" width=\"12\" height=\"12\"/>"
            x += 13
        }
        if hasRoom, !slot.breaches.isEmpty {
            inner += "<use class=\"wm\" href=\"#bw\" x=\"\(x - 1)\" y=\"5\" width=\"12\" height=\"12\"/>"
            x += 13
        }
        if width >= Self.textRoom { inner += "<text x=\"\(x)\" y=\"16\">\(order.number)</text>" }
        if width >= Self.textRoom {
            let more = isLate && colours.mode == .lateness ? "+" + words.late(slot.lateWork, state.desk.rules) : nil
            let second = colours.mode == .lateness ? (more.map { $0 + " · " } ?? "") + order.customer : group.text(reader)
            inner += "<text class=\"q\" x=\"9\" y=\"30\">\(second) · \(words.hours(slot.hours.total))</text>"
        }
        return """
            <a class="\(kind)" href="\(BoardPath.order(slot.order, plan: state.plan))" data-panel data-key="\(slot.order)" data-seen="\(state.seen(slot.order))">\
            <title>\(words.story(order, slot, placement, state.desk.rules))</title>\
            <svg x="\(BoardScale.text(from))" y="\(4 + row * Self.rowHeight)" width="\(BoardScale.text(width))">\(inner)</svg></a>
            """
    }

    // MARK: trolleys

    /// Columns of the curve at most.
    private static let columns = 240

    /// The most trolleys in use in each column, so that no peak is lost.
    static func columns(_ curve: TrolleyCurve, _ scale: BoardScale, _ window: BoardWindow) -> [(from: Int, to: Int, count: Int)] {
        var counts = [Int](repeating: 0, count: columns)
        let steps = curve.steps
        for (index, step) in steps.enumerated() where step.count > 0 {
            let end = index + 1 < steps.count ? steps[index + 1].at : step.at
            guard window.overlaps(step.at, end) else { continue }
            let first = min(scale.place(step.at) * columns / whole, columns - 1)
            let last = min(max(first, (scale.place(end) * columns - 1) / whole), columns - 1)
            for column in first...last { counts[column] = max(counts[column], step.count) }
        }
        var out: [(from: Int, to: Int, count: Int)] = []
        for (column, count) in counts.enumerated() where count > 0 {
            let (from, to) = (column * whole / columns, (column + 1) * whole / columns)
            if let last = out.last, last.count == count, last.to == from { out[out.count - 1].to = to } else { out.append((from, to, count)) }
        }
        return out
    }

    private func curve() -> HTML {
        let height = Self.curveHeight
        let (pool, peak) = (state.task.pool, state.curve.peak)
        let top = max(pool, peak, 1)
        func y(_ count: Int) -> Int { height - 4 - (height - 18) * count / top }
        let parts = Self.columns(state.curve, scale, window).html { part in
            let x: HTML = "x=\"\(BoardScale.text(part.from))\" width=\"\(BoardScale.text(part.to - part.from))\""
            let within = min(part.count, pool)
            let over: HTML = part.count > pool ? "<rect class=\"over\" \(x) y=\"\(y(part.count))\" height=\"\(y(pool) - y(part.count))\"/>" : ""
            return "<rect class=\"use\" \(x) y=\"\(y(within))\" height=\"\(height - 4 - y(within))\"/>\(over)"
        }
        return """
            <svg class="board-svg" height="\(height)" role="img" aria-label="\(words.t("scheduling.board.trolleys.peak", ["n": reader.number(peak), "pool": reader.number(pool)]))">\
            \(parts)<line class="pool" x2="100%" y1="\(y(pool))" y2="\(y(pool))"/><text class="pool-word" x="100%" dx="-6" y="\(y(pool) - 3)">\(words.t("scheduling.board.trolleys.pool", ["n": reader.number(pool)]))</text>\(nowLine(height))</svg>
            """
    }

    func legend() -> HTML {
        let items = colours.groups.html { group in
            "<li><svg class=\"\(group.tone.rawValue)\" aria-hidden=\"true\"><rect class=\"f\" width=\"20\" height=\"12\" rx=\"2\"/><rect class=\"e\" width=\"4\" height=\"12\"/></svg>\(group.text(reader))</li>"
        }
        func sign(_ shape: HTML, _ key: String) -> HTML { "<li><svg class=\"t0\" aria-hidden=\"true\">\(shape)</svg>\(words.word(key))</li>" }
        return """
            <ul class="key board-key">\(items)\
            \(sign("<rect class=\"f\" width=\"20\" height=\"12\" rx=\"2\"/><rect class=\"su\" width=\"20\" height=\"12\"/>", "sign.setup"))\
            \(colours.mode == .lateness ? HTML.empty : sign("<rect class=\"f\" width=\"20\" height=\"12\" rx=\"2\"/><rect class=\"lt\" y=\"8\" width=\"20\" height=\"4\"/>", "late"))\
            \(sign("<use href=\"#br\" x=\"4\" width=\"12\" height=\"12\"/>", "phase.running"))\
            \(sign("<use href=\"#bl\" x=\"4\" width=\"12\" height=\"12\"/>", "sign.pin"))\
            \(sign("<use class=\"wm\" href=\"#bw\" x=\"4\" width=\"12\" height=\"12\"/>", "sign.breach"))\
            \(sign("<rect class=\"block\" width=\"20\" height=\"12\"/>", "sign.block"))\(sign("<rect class=\"shut\" width=\"20\" height=\"12\"/>", "sign.shut"))</ul>
            """
    }
}
