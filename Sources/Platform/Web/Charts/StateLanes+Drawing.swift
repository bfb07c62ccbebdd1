// Draws lanes within 60 KB whatever comes: wide runs are elements with a tooltip as long as there are few, all others
// one path per lane and state; the columns grow wider until the number of runs is bounded.

extension StateLanes {
    /// The size in bytes no drawing exceeds.
    static let sizeLimit = 60_000
    /// Runs that get their own element; one costs about 190 bytes.
    static func titledLimit(lanes: Int) -> Int { max(4, 64 - lanes) }
    /// Runs of all lanes together: what is left at 19 bytes each, when a lane itself takes 560.
    static func runLimit(lanes: Int) -> Int {
        max(200, (57_000 - titledLimit(lanes: lanes) * 190 - plainMarkLimit * 45 - lanes * 560) / 19)
    }
    private static let barHeight = 16.0
    private static let markHeight = 9.0

    /// The picture; without any known value a frame with a sentence.
    public func svg() -> HTML {
        let shown = lanes.prefix(Self.laneLimit)
        guard !shown.isEmpty else { return frame.empty(height: frame.height(or: 120)) }
        let covered = shown.map { LaneColumns.cover($0.intervals, from: from, to: until) }
        let hasMarks = shown.contains { !$0.marks.isEmpty }
        let rows = shown.map {
            TimePanel.Row(
                name: $0.name, href: $0.href, height: Self.barHeight + (hasMarks ? Self.markHeight : 0) + 9)
        }
        let panel = TimePanel(
            frame: frame, rows: rows, key: key(covered), from: from, to: to, shades: shades, now: now)
        let marks = Self.joined(shown.map(\.marks), scale: panel.scale)
        // The limits are estimates; long names and tooltips may need a second, coarser drawing.
        var limit = Self.runLimit(lanes: shown.count)
        while true {
            let html = draw(Array(shown), covered, marks, panel, runLimit: limit)
            if html.text.utf8.count <= Self.sizeLimit || limit < 100 { return html }
            limit = limit * 2 / 3
        }
    }

    private func draw(
        _ shown: [Lane], _ covered: [[LanePiece]], _ marks: [[JoinedMark]], _ panel: TimePanel, runLimit: Int
    ) -> HTML {
        let width = panel.scale.position(until) - panel.plot.left
        let (size, runs) = Self.merged(covered, width: width, limit: runLimit)
        let titled = Self.titled(runs, size: size)
        let areTitled = marks.joined().count <= Self.titledMarkLimit
        return frame.svg(height: panel.height) { pen in
            panel.drawBack(&pen)
            for index in shown.indices {
                let base = panel.tops[index] + panel.rows[index].height - 3
                let title = "\(shown[index].name)\n\(summary(covered[index]))"
                pen.group(
                    "", "transform=\"translate(\(Pen.number(panel.plot.left)) \(Pen.number(base)))\"", title: title
                ) {
                    draw(&$0, covered[index], runs[index], size, titled)
                }
                draw(&pen, marks[index], y: panel.tops[index] + 8, titled: areTitled)
            }
            panel.drawFront(&pen)
        }
    }

    private func key(_ covered: [[LanePiece]]) -> ChartKey {
        var key = ChartKey()
        let used = Set(covered.joined().map(\.state))
        for state in LaneState.allCases where used.contains(state) {
            key.add(frame.locale.word(state.word), state.swatch, state.tone)
        }
        if lanes.count > Self.laneLimit {
            let left = frame.locale.numbers.text(Double(lanes.count - Self.laneLimit))
            key.add("+ \(left) \(frame.locale.word(.more))", .none)
        }
        return key
    }

    /// Runs of all lanes with the narrowest columns that keep their number bounded.
    static func merged(_ covered: [[LanePiece]], width: Double, limit: Int) -> (size: Double, runs: [[LaneRun]]) {
        var size = 1.0
        while true {
            let columns = max(1, Int((width / size).rounded()))
            let runs = covered.map { LaneColumns.runs($0, columns: columns) }
            if runs.reduce(0, { $0 + $1.count }) <= limit || columns <= 8 { return (width / Double(columns), runs) }
            size *= size < 2 ? 1.5 : 1.25
        }
    }

    /// The shortest length (in columns) a run must have to get its own element.
    private static func titled(_ runs: [[LaneRun]], size: Double) -> Int {
        let lengths = runs.joined().map { $0.to - $0.from }.sorted(by: >)
        let least = max(1, Int((3 / size).rounded(.up)))
        let limit = titledLimit(lanes: runs.count)
        return lengths.count <= limit ? least : max(least, lengths[limit] + 1)
    }

    private func draw(_ pen: inout Pen, _ pieces: [LanePiece], _ runs: [LaneRun], _ size: Double, _ titled: Int) {
        var paths = [LaneOutline](repeating: LaneOutline(), count: LaneState.allCases.count)
        var index = 0
        for run in runs {
            let rise = -Self.barHeight * run.state.rise
            let (start, end) = (Double(run.from) * size, Double(run.to) * size)
            guard run.to - run.from >= titled else {
                paths[run.state.index].add(from: start, to: end, rise: rise)
                continue
            }
            let piece = Self.longest(pieces, run, columns: runs.last?.to ?? 1, &index)
            let box = Box(start, rise, end, 0)
            pen.link(piece?.href) { pen in
                let paint = paint(run.state)
                pen.rect(paint.kind, box, paint.extra, title: title(run.state, piece))
            }
        }
        for state in LaneState.allCases where !paths[state.index].data.isEmpty {
            let paint = paint(state)
            pen.path(paint.kind, paths[state.index].data, paint.extra)
        }
    }

    /// Closed is hatched instead of filled.
    private func paint(_ state: LaneState) -> (kind: String, extra: String) {
        state == .closed ? (state.tone.rawValue, frame.hatch) : ("bar \(state.tone.rawValue)", "")
    }

    /// The piece of the run's state that fills most of it; `index` walks along with the runs.
    private static func longest(_ pieces: [LanePiece], _ run: LaneRun, columns: Int, _ index: inout Int) -> LanePiece? {
        guard let first = pieces.first, let last = pieces.last else { return nil }
        let width = Double(last.to - first.from) / Double(columns)
        let start = first.from + Int64(Double(run.from) * width)
        let end = first.from + Int64(Double(run.to) * width)
        while index + 1 < pieces.count, pieces[index].to <= start { index += 1 }
        var best: (piece: LanePiece, length: Int64)?
        var scan = index
        while scan < pieces.count, pieces[scan].from < end {
            let length = min(pieces[scan].to, end) - max(pieces[scan].from, start)
            if pieces[scan].state == run.state, length > best?.length ?? 0 { best = (pieces[scan], length) }
            scan += 1
        }
        return best?.piece
    }

    private func title(_ state: LaneState, _ piece: LanePiece?) -> String {
        guard let piece else { return frame.locale.word(state.word) }
        if let title = piece.title { return String(title.prefix(60)) }
        let length = frame.locale.duration(milliseconds: piece.to - piece.from)
        return "\(frame.locale.word(state.word)) \(frame.locale.span(piece.from, piece.to)) (\(length))"
    }

    private func summary(_ pieces: [LanePiece]) -> String {
        zip(LaneState.allCases, Self.sums(pieces)).filter { $0.1 > 0 }
            .map { "\(frame.locale.word($0.0.word)) \(frame.locale.duration(milliseconds: $0.1))" }
            .joined(separator: ", ")
    }
}

/// Path data of many bars standing on zero, each relative to the one before: half as long as absolute coordinates.
struct LaneOutline {
    private(set) var data = ""
    private var last = 0.0

    /// Adds a bar to the right of those before; edges are rounded first, so the rounding does not add up.
    mutating func add(from: Double, to: Double, rise: Double) {
        let (start, end) = ((from * 10).rounded() / 10, (to * 10).rounded() / 10)
        let step = Pen.number(start - last)
        data += "m\(step) 0v\(Pen.number(rise))h\(Pen.number(end - start))v\(Pen.number(-rise))"
        last = end
    }
}
