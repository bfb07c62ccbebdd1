// Parts of a whole, at most five and the rest: a donut with more slices is a table drawn badly.

/// A ring of parts with its sum or a word in the middle, and the parts listed beside it.
public struct Donut: Chart {
    /// A part of the whole.
    public struct Slice: Sendable {
        /// What it is called, in the reader's language.
        public var label: String
        /// Not below zero; `nil` and NaN are missing: listed, not drawn.
        public var value: Double?
        /// `nil` takes the next series colour.
        public var tone: ChartTone?
        /// Where a click leads: a path of this server or a web address; `nil` is no link.
        public var href: String?

        /// Takes the members as they are described at each of them.
        public init(_ label: String, _ value: Double?, tone: ChartTone? = nil, href: String? = nil) {
            self.label = label
            self.value = value
            self.tone = tone
            self.href = href
        }
    }

    /// Id, title, size and language.
    public var frame: ChartFrame
    /// In any order; drawn from the largest on.
    public var slices: [Slice]
    /// Unit of the values, in the reader's language; may be empty.
    public var unit: String
    /// Decimals of the values, 0 to 9.
    public var digits: Int
    /// The figure in the middle; `nil` writes the sum.
    public var centre: String?
    /// The word under it.
    public var centreLabel: String

    /// So many slices are drawn by name, the others as one.
    public static let sliceLimit = 5

    /// - Precondition: no value is below zero.
    public init(
        frame: ChartFrame, slices: [Slice], unit: String, digits: Int = 0, centre: String? = nil, centreLabel: String
    ) {
        precondition(slices.allSatisfy { ($0.value.finite ?? 0) >= 0 }, "a part is not below zero")
        self.frame = frame
        self.slices = slices
        self.unit = unit
        self.digits = digits
        self.centre = centre
        self.centreLabel = centreLabel
    }

    /// The picture; without any known value a frame with a sentence.
    public func svg() -> HTML {
        let parts = self.parts
        let total = parts.reduce(0) { $0 + $1.value }
        let missing = slices.filter { $0.value.finite == nil }
        guard total > 0 else { return frame.empty(height: frame.height(or: frame.compact ? 120 : 160)) }
        let size = frame.compact ? min(frame.width, 180) : 180.0
        let rows = Double(parts.count + missing.count) * 22
        let middle = frame.compact ? frame.width / 2 : size / 2
        let height = frame.compact ? size + 12 + rows : max(size, rows)
        return frame.svg(height: height) { pen in
            var turn = 0.0
            let ring = (x: middle, y: frame.compact ? size / 2 : height / 2, outer: size / 2 - 2)
            for part in parts where part.value > 0 {
                let share = part.value / total
                draw(&pen, part, from: turn, share: share, ring)
                turn += share
            }
            let text = centre ?? frame.locale.value(total, digits: digits, unit: unit)
            let room = ring.outer * 1.15
            let scale = min(1.6, max(0.9, room / max(TextFit.width(text), 1)))
            let big = "font-size=\"\(Pen.number(ChartFrame.textSize * scale))\""
            pen.label("label strong", text, ring.x, ring.y + 2, anchor: .middle, big)
            pen.label("tick", TextFit.cut(centreLabel, to: room) ?? "", ring.x, ring.y + 20, anchor: .middle)
            let list =
                frame.compact
                ? Box(0, size + 12, frame.width, height)
                : Box(size + 28, (height - rows) / 2, min(frame.width, size + 28 + 360), height)
            self.list(&pen, parts, missing, total, list)
        }
    }

    /// The same figures, row by row.
    public func table() -> ChartTable {
        let locale = frame.locale
        let total = slices.reduce(0) { $0 + ($1.value.finite ?? 0) }
        let heading = locale.word(.value) + (unit.isEmpty ? "" : " (\(unit))")
        return ChartTable(
            headings: [locale.word(.name), heading, locale.word(.share)],
            rows: slices.map { slice in
                [
                    .words(slice.label, href: slice.href),
                    .figure(locale.value(slice.value, digits: digits, unit: "")),
                    .figure(share(slice.value.finite, of: total)),
                ]
            })
    }

    private struct Part {
        var label: String
        var value: Double
        var tone: ChartTone
        var href: String?
    }

    /// The largest slices, then the rest as one; a rest of one slice keeps its name.
    private var parts: [Part] {
        let known = slices.compactMap { slice in slice.value.finite.map { (slice, $0) } }.sorted { $0.1 > $1.1 }
        let named = known.count <= Self.sliceLimit + 1 ? known.count : Self.sliceLimit
        var parts = known.prefix(named).enumerated().map { index, slice in
            Part(label: slice.0.label, value: slice.1, tone: slice.0.tone ?? .series(index), href: slice.0.href)
        }
        if known.count > named {
            let rest = known.dropFirst(named).reduce(0) { $0 + $1.1 }
            parts.append(Part(label: frame.locale.word(.other), value: rest, tone: .c6, href: nil))
        }
        return parts
    }

    private func share(_ value: Double?, of total: Double) -> String {
        guard let value, total > 0 else { return "–" }
        let percent = value / total * 100
        if percent > 0, percent < 0.5 { return "< 1\u{a0}%" }
        if percent > 99.5, percent < 100 { return "> 99\u{a0}%" }
        return frame.locale.numbers.text(percent) + "\u{a0}%"
    }

    private func draw(
        _ pen: inout Pen, _ part: Part, from turn: Double, share: Double, _ ring: (x: Double, y: Double, outer: Double)
    ) {
        let value = frame.locale.value(part.value, digits: digits, unit: unit)
        let percent = self.share(part.value, of: part.value / share)
        // A gap of about a pixel between neighbours, so that colours need not differ much to be told apart.
        let gap = share < 1 ? min(0.0022, share / 4) : 0
        let inner = ring.outer * 0.66
        let data = Turn.ring(
            x: ring.x, y: ring.y, inner: inner, outer: ring.outer, from: turn + gap, to: turn + share - gap)
        pen.link(part.href) { pen in
            pen.path("bar \(part.tone.rawValue)", data, title: "\(part.label): \(value) (\(percent))")
        }
        if share >= 0.09 {
            let at = Turn.point(turn + share / 2)
            let middle = (ring.outer + inner) / 2
            let extra = "font-size=\"11\" pointer-events=\"none\""
            pen.label("label on", percent, ring.x + at.x * middle, ring.y + at.y * middle + 4, anchor: .middle, extra)
        }
    }

    private func list(_ pen: inout Pen, _ parts: [Part], _ missing: [Slice], _ total: Double, _ box: Box) {
        let values = parts.map { frame.locale.value($0.value, digits: digits, unit: unit) }
        let valueRight = box.right - 48
        let nameRoom = valueRight - TextFit.widest(values + [frame.locale.word(.missing)]) - 10 - box.left - 16
        var y = box.top + 15
        for (part, value) in zip(parts, values) {
            pen.rect("bar \(part.tone.rawValue)", Box(box.left, y - 9, box.left + 10, y + 1))
            pen.link(part.href) { pen in
                pen.label("label", TextFit.cut(part.label, to: nameRoom) ?? "…", box.left + 16, y, title: part.label)
            }
            pen.label("label", value, valueRight, y, anchor: .end)
            pen.label("tick", share(part.value, of: total), box.right, y, anchor: .end)
            y += 22
        }
        for slice in missing {
            pen.rect("missing", Box(box.left, y - 9, box.left + 10, y + 1))
            pen.rect("", Box(box.left, y - 9, box.left + 10, y + 1), frame.hatch)
            pen.label("label", TextFit.cut(slice.label, to: nameRoom) ?? "…", box.left + 16, y, title: slice.label)
            pen.label("tick", frame.locale.word(.missing), valueRight, y, anchor: .end)
            y += 22
        }
    }
}
