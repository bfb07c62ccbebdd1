// One bar: a stack of parts on the zero line, or a hatched place where nothing is known. Vertical and horizontal bars
// and bars over time are all drawn here.

/// A bar and everything needed to draw it.
struct BarStack {
    let values: [Double?]
    let series: [ChartSeries]
    let title: String
    let href: String?

    /// The sum of what is known; `nil` when nothing is.
    var total: Double? {
        let known = values.compactMap(\.finite)
        return known.isEmpty ? nil : known.reduce(0, +)
    }

    /// Some parts are known and some are not: the bar is a lower bound.
    var isPartial: Bool { total != nil && values.contains { $0.finite == nil } }

    enum Direction { case up, right }

    /// - Parameters:
    ///   - across: the two edges of the bar beside its direction.
    ///   - track: the whole length the bar could have: clickable, and hatched when missing.
    func draw(
        _ pen: inout Pen, across: (Double, Double), track: (Double, Double), scale: LinearScale, direction: Direction,
        hatch: String
    ) {
        func box(_ from: Double, _ to: Double) -> Box {
            direction == .up ? Box(across.0, to, across.1, from) : Box(from, across.0, to, across.1)
        }
        pen.link(href) { pen in
            pen.group(title: title) { pen in
                let whole = box(track.0, track.1)
                guard total != nil else {
                    pen.rect("missing", whole)
                    return pen.rect("", whole, hatch)
                }
                // Without paint but there: the tooltip and the link answer above a short bar, too.
                pen.rect("", whole, "fill=\"none\" pointer-events=\"all\"")
                var sum = 0.0
                for (value, series) in zip(values, series) {
                    guard let value = value.finite, value > 0 else { continue }
                    pen.rect("bar \(series.tone.rawValue)", box(scale.position(sum), scale.position(sum + value)))
                    sum += value
                }
                if isPartial {
                    let end = scale.position(sum)
                    let cap = direction == .up ? max(end - 8, track.1) : min(end + 8, track.1)
                    pen.rect("missing", box(end, cap))
                    pen.rect("", box(end, cap), hatch)
                }
            }
        }
    }

    /// What the bar is worth, as text above it or in a table: `12`, `≥ 12` when parts are missing.
    func text(_ locale: ChartLocale, digits: Int, unit: String = "") -> String {
        guard let total else { return locale.word(.missing) }
        return (isPartial ? "≥ " : "") + locale.value(total, digits: digits, unit: unit)
    }

    /// The tooltip: name, total, parts.
    static func title(
        _ name: String, _ values: [Double?], _ series: [ChartSeries], _ total: String,
        _ part: (Double?) -> String
    ) -> String {
        let head = "\(name): \(total)"
        guard series.count > 1 else { return head }
        return ([head] + zip(series, values).map { "\($0.name): \(part($1))" }).joined(separator: "\n")
    }
}
