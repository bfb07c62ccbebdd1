// A bar says by its outline what it is: number on it, flag at the left edge when late, padlock at the right when fixed,
// the set-up part lighter. Two things never stand on each other: what does not fit goes into the tooltip.

extension Gantt {
    private static let barHeight = 24.0
    private static let levelHeight = 28.0

    /// The picture; without any known value a frame with a sentence.
    public func svg() -> HTML {
        let shown = Array(rows.prefix(Self.rowLimit))
        guard !shown.isEmpty else { return frame.empty(height: frame.height(or: 120)) }
        // Levels do not depend on pixels, so the rows can be measured before the real scale exists.
        let anyScale = TimeScale(from: from, to: to, start: 0, end: 1)
        let heights = shown.map { row in
            let levels = GanttLayout.items(row.bars.filter(isInside), scale: anyScale).map(\.level).max() ?? 0
            return Double(levels + 1) * Self.levelHeight + 6
        }
        let panel = TimePanel(
            frame: frame,
            rows: zip(shown, heights).map { TimePanel.Row(name: $0.name, href: $0.href, height: $1) },
            key: key(shown), from: from, to: to, shades: shades, now: now)
        return frame.svg(height: panel.height) { pen in
            panel.drawBack(&pen)
            for (index, row) in shown.enumerated() {
                let top = panel.tops[index]
                for block in row.blocks where block.to > from && block.from < to {
                    draw(&pen, block, panel.scale, top, top + heights[index])
                }
                for item in GanttLayout.items(row.bars.filter(isInside), scale: panel.scale) {
                    draw(&pen, item, panel.scale, top + 5 + Double(item.level) * Self.levelHeight)
                }
            }
            panel.drawFront(&pen)
        }
    }

    private func key(_ shown: [Row]) -> ChartKey {
        var key = ChartKey()
        let bars = shown.flatMap(\.bars).filter(isInside)
        if bars.contains(where: { $0.lateness == .late }) { key.add(frame.locale.word(.late), .flag, .ng) }
        if bars.contains(where: { $0.lateness == .atRisk }) { key.add(frame.locale.word(.atRisk), .halfFlag, .wait) }
        if shown.contains(where: { !$0.blocks.isEmpty }) { key.add(frame.locale.word(.blocked), .hatch, .closed) }
        if rows.count > Self.rowLimit {
            let left = frame.locale.numbers.text(Double(rows.count - Self.rowLimit))
            key.add("+ \(left) \(frame.locale.word(.more))", .none)
        }
        return key
    }

    private func draw(_ pen: inout Pen, _ block: Block, _ scale: TimeScale, _ top: Double, _ bottom: Double) {
        let box = Box(scale.position(block.from), top + 1, scale.position(block.to), bottom - 1)
        let title = "\(frame.locale.word(.blocked)): \(block.label)\n\(frame.locale.span(block.from, block.to))"
        pen.rect("bar s-closed", box, title: title)
        pen.rect("", box, frame.hatch + " pointer-events=\"none\"")
        if let text = TextFit.cut(block.label, to: box.width - 12) {
            pen.label("label halo", text, box.left + 6, box.bottom - 10, "pointer-events=\"none\"")
        }
    }

    private func draw(_ pen: inout Pen, _ item: GanttItem, _ scale: TimeScale, _ top: Double) {
        guard let first = item.bars.first else { return }
        let start = scale.position(item.from)
        // A pixel of air between neighbours, and never thinner than a pixel.
        let end = max(scale.position(item.to) - 1, start + 1)
        let box = Box(start, top, end, top + Self.barHeight)
        let title = item.bars.count == 1 ? self.title(first) : joined(item)
        pen.link(item.bars.count == 1 ? first.href : nil) { pen in
            pen.group(title: title) { pen in
                let setup = item.bars.count == 1 ? first.setupUntil.map { scale.position(min($0, first.to)) } : nil
                let main = min(max(setup ?? start, start), end)
                if main > start {
                    pen.rect("bar \(first.tone.rawValue)", Box(start, top, main, box.bottom), "fill-opacity=\"0.4\"")
                }
                if end > main { pen.rect("bar \(first.tone.rawValue)", Box(main, top, end, box.bottom)) }
                var text = Box(max(main, start) + 5, top, end - 5, box.bottom)
                let lateness = item.bars.map(\.lateness)
                if lateness.contains(.late) {
                    pen.path("bar s-ng edge", Self.flag(start, top, Self.barHeight, room: box.width))
                } else if lateness.contains(.atRisk) {
                    pen.path("bar s-wait edge", Self.flag(start, top, Self.barHeight / 2, room: box.width))
                }
                if lateness.contains(where: { $0 != .onTime }) { text.left = max(text.left, start + 11) }
                if item.bars.count == 1, first.isLocked, text.width >= 9 {
                    pen.path("glyph", Self.lock(text.right - 8, top + 7), "fill-rule=\"evenodd\"")
                    text.right -= 13
                }
                if item.bars.count == 1, let words = TextFit.parts(first.labels, to: text.width) {
                    pen.label("label on", words, text.left, top + 16)
                }
            }
        }
    }

    /// A flag at the left edge: full height is late, half is at risk.
    ///
    /// - Parameter room: width of the bar; on a thin bar the flag is a stripe, so that it marks no neighbour.
    static func flag(_ x: Double, _ y: Double, _ height: Double, room: Double = 8) -> String {
        let (half, tall) = (Pen.number(height / 2), Pen.number(height))
        let start = "M\(Pen.number(x)) \(Pen.number(y))"
        guard room >= 8 else { return "\(start)h\(Pen.number(min(room, 3)))v\(tall)h-\(Pen.number(min(room, 3)))z" }
        return "\(start)h3l5 \(half)l-5 \(half)h-3v-\(tall)z"
    }

    /// A padlock, 8 by 10 pixels; its path needs the even-odd rule.
    private static func lock(_ x: Double, _ y: Double) -> String {
        "M\(Pen.number(x)) \(Pen.number(y + 4))h1v-1a3 3 0 0 1 6 0v1h1v6h-8zm2.5 0h3v-1a1.5 1.5 0 0 0-3 0z"
    }

    private func title(_ bar: Bar) -> String {
        let locale = frame.locale
        var lines = [bar.labels.joined(separator: " · "), locale.span(bar.from, bar.to)]
        if let setup = bar.setupUntil, setup > bar.from {
            lines.append("\(locale.word(.setup)) \(locale.duration(milliseconds: setup - bar.from))")
        }
        if let word = word(bar.lateness) { lines.append(locale.word(word)) }
        if bar.isLocked { lines.append(locale.word(.locked)) }
        if let note = bar.note { lines.append(note) }
        return lines.joined(separator: "\n")
    }

    /// The tooltip of joined bars: how many and which, at most six by name.
    private func joined(_ item: GanttItem) -> String {
        let names = item.bars.prefix(6).compactMap(\.labels.first).joined(separator: ", ")
        let rest = item.bars.count > 6 ? ", …" : ""
        return "\(item.bars.count): \(names)\(rest)\n\(frame.locale.span(item.from, item.to))"
    }
}
