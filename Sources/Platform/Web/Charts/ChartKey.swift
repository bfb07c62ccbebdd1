// Names of series: at the end of the marks where there is room, in a row above the plot where there is not.

/// The row of names above a plot; it wraps.
struct ChartKey {
    enum Swatch {
        case none, box
        case line(dash: String)
        case target, hatch, dotted, flag, halfFlag
    }

    struct Item {
        var text: String
        var swatch: Swatch
        var tone: ChartTone?
    }

    var items: [Item] = []
    static let lineHeight = 18.0

    mutating func add(_ text: String, _ swatch: Swatch, _ tone: ChartTone? = nil) {
        if !text.isEmpty { items.append(Item(text: text, swatch: swatch, tone: tone)) }
    }

    /// The height the rows need in this width.
    func height(width: Double) -> Double {
        items.isEmpty ? 0 : (rows(width).last?.y ?? 0) + Self.lineHeight
    }

    func draw(_ pen: inout Pen, x left: Double, y top: Double, width: Double, hatch: String) {
        for place in rows(width) {
            let (item, x, y) = (place.item, left + place.x, top + place.y)
            let box = Box(x, y + 3, x + 10, y + 13)
            let tone = item.tone.map { " " + $0.rawValue } ?? ""
            switch item.swatch {
            case .none: break
            case .box: pen.rect("bar\(tone)", box)
            case .line(let dash): pen.line("line\(tone)", x, y + 8, x + 16, y + 8, dash)
            case .target: pen.line("target", x, y + 8, x + 16, y + 8)
            case .dotted: pen.rect("bar\(tone)", box)
            case .flag: pen.path("bar\(tone)", Gantt.flag(x + 1, y + 2, 12))
            case .halfFlag: pen.path("bar\(tone)", Gantt.flag(x + 1, y + 2, 6))
            case .hatch:
                pen.rect(item.tone == nil ? "missing" : "bar\(tone)", box)
                pen.rect("", box, hatch)
            }
            let room = width - place.x - Self.indent(item)
            let text = TextFit.cut(item.text, to: room) ?? "…"
            pen.label("label", text, x + Self.indent(item), y + 12, title: item.text)
        }
    }

    private func rows(_ width: Double) -> [(item: Item, x: Double, y: Double)] {
        var (x, y) = (0.0, 0.0)
        return items.map { item in
            let wide = Self.indent(item) + TextFit.width(item.text)
            if x > 0, x + wide > width { (x, y) = (0, y + Self.lineHeight) }
            defer { x += wide + 14 }
            return (item, x, y)
        }
    }

    private static func indent(_ item: Item) -> Double {
        switch item.swatch {
        case .none: 0
        case .line, .target: 21
        case .box, .hatch, .dotted, .flag, .halfFlag: 15
        }
    }
}

/// Names beside the right end of the plot, moved apart, each tied to its mark by a short line.
struct EndLabels {
    struct Item {
        var text: String
        var y: Double
        /// Class of the tie.
        var kind: String
    }

    static let lineHeight = 14.0
    static let indent = 14.0

    /// The width to keep free at the right.
    static func margin(_ texts: [String], limit: Double) -> Double {
        texts.isEmpty ? 0 : min(TextFit.widest(texts), limit) + indent + 2
    }

    /// Whether so many names have room above each other.
    static func fit(_ count: Int, top: Double, bottom: Double) -> Bool {
        Double(max(count - 1, 0)) * lineHeight <= bottom - top
    }

    static func draw(_ pen: inout Pen, _ items: [Item], at right: Double, top: Double, bottom: Double, limit: Double) {
        let places = Placing.spread(items.map(\.y), gap: lineHeight, in: top...max(top, bottom)) ?? []
        for (item, y) in zip(items, places) {
            pen.line(item.kind, right + 2, item.y, right + indent - 3, y)
            let text = TextFit.cut(item.text, to: limit) ?? "…"
            pen.label("label", text, right + indent, y + 4, title: item.text)
        }
    }
}
