// The strokes of the picture.

import Kernel

extension DayTimeline {
    private static let hourMilliseconds: Int64 = 3_600_000
    /// A label of the axis takes so many pixels.
    private static let labelWidth = 34.0
    /// Nothing is drawn narrower: a wait of seconds is still to be seen.
    private static let leastWidth = 0.7

    func document() -> String {
        var out = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(layout.width)" height="\(n(layout.height))" viewBox="0 0 \(layout.width) \(n(layout.height))" role="img" font-family="system-ui, 'DejaVu Sans', sans-serif" font-size="12">
            <title>\(Self.escaped(labels.title))</title>
            <defs>\(pattern("wait", palette.wait, palette.waitLines, "M-2 2l4 -4M0 8l8 -8M6 10l4 -4"))\(pattern("stop", palette.stop, palette.stopLines, "M0 0l8 8M8 0l-8 8"))</defs>
            <rect width="100%" height="100%" fill="\(color(palette.background))"/>

            """
        out += text(layout.padding, 24, labels.title, size: 16, weight: 600)
        if !labels.note.isEmpty { out += text(layout.padding, 44, labels.note, fill: palette.muted) }
        if picture.states.isEmpty, picture.pieces.isEmpty, picture.stops.isEmpty, picture.waits.isEmpty {
            out += text(Double(layout.width) / 2, layout.lane(1) + 20, labels.nothing, fill: palette.muted, anchor: "middle")
            return out + "</svg>\n"
        }
        out += grounds() + hours() + lanes() + ticks() + legend()
        return out + "</svg>\n"
    }

    private func grounds() -> String {
        (0..<3).map { number in
            "<rect x=\"\(n(layout.left))\" y=\"\(n(layout.lane(number) + layout.barTop))\" width=\"\(n(layout.right - layout.left))\" "
                + "height=\"\(n(layout.barHeight))\" fill=\"\(color(palette.lane))\"/>\n"
        }.joined()
    }

    private func lanes() -> String {
        // The window's own parts give the totals; waits and stops outside of it are drawn all the same.
        let production = picture.states.filter { $0.state == .production }.map(\.stretch)
        let stops = Stretches.merged(picture.stops.map(\.stretch))
        return lane(0, labels.production, production, color(palette.production), total(.production))
            + lane(1, labels.wait, picture.waits, "url(#\(id)-wait)", total(.wait))
            + lane(2, labels.stop, stops, "url(#\(id)-stop)", total(.stop))
    }

    private func total(_ state: MachineState) -> Int64 {
        picture.states.reduce(0) { $0 + ($1.state == state ? $1.stretch.length : 0) }
    }

    private func lane(_ number: Int, _ name: String, _ stretches: [Stretch], _ fill: String, _ total: Int64) -> String {
        let top = layout.lane(number)
        let (y, height) = (top + layout.barTop, layout.barHeight)
        let window = picture.states.reduce(0) { $0 + $1.stretch.length }
        let sum = SessionText.duration(total / 1000 * 1000) + (window > 0 ? " · " + labels.percent(Double(total) / Double(window)) : "")
        var out = ""
        if layout.isWide {
            out += text(layout.padding, y + 12, name, weight: 600) + text(layout.padding, y + 27, sum, fill: palette.muted)
        } else {
            out += text(layout.left, top + 12, name, weight: 600) + text(layout.right, top + 12, sum, fill: palette.muted, anchor: "end")
        }
        let bars = Stretches.cut(stretches, to: range)
        guard !bars.isEmpty else { return out }
        var path = ""
        for bar in bars {
            let width = max(Self.leastWidth, x(bar.end) - x(bar.begin))
            path += "M\(n(x(bar.begin))) \(n(y))h\(n(width))v\(n(height))h\(n(-width))z"
        }
        return out + "<path d=\"\(path)\" fill=\"\(fill)\"/>\n"
    }

    /// One for each piece, above the lane of production; those that would lie on each other are one.
    private func ticks() -> String {
        var path = ""
        var last = ""
        let y = n(layout.lane(0) + layout.barTop - layout.tickHeight - 2)
        for piece in picture.pieces where piece >= range.begin && piece <= range.end {
            let place = n(x(piece))
            if place == last { continue }
            last = place
            path += "M\(place) \(y)v\(n(layout.tickHeight))"
        }
        return path.isEmpty ? "" : "<path d=\"\(path)\" stroke=\"\(color(palette.piece))\" stroke-width=\"0.9\" fill=\"none\"/>\n"
    }

    /// Full hours of the clock on the wall, as many as there is room for.
    private func hours() -> String {
        let perHour = (layout.right - layout.left) * Double(Self.hourMilliseconds) / Double(range.length)
        let step = [1, 2, 3, 4, 6, 12].first { Double($0) * perHour >= Self.labelWidth } ?? 24
        let civil = zone.civil(Instant(milliseconds: range.begin))
        let past = Int64(civil.millisecondOfDay) % Self.hourMilliseconds
        var at = past == 0 ? range.begin : range.begin + Self.hourMilliseconds - past
        var grid = ""
        var out = ""
        while at <= range.end {
            let hour = zone.civil(Instant(milliseconds: at)).hour
            if hour % step == 0 {
                for lane in 0..<3 { grid += "M\(n(x(at))) \(n(layout.lane(lane) + layout.barTop))v\(n(layout.barHeight))" }
                grid += "M\(n(x(at))) \(n(layout.axis - 4))v8"
                out += text(x(at), layout.axis + 18, (hour < 10 ? "0" : "") + "\(hour)", fill: palette.muted, anchor: "middle")
            }
            at += Self.hourMilliseconds
        }
        return "<path d=\"\(grid)\" stroke=\"\(color(palette.grid))\" fill=\"none\"/>\n" + out
    }

    private func legend() -> String {
        let items: [(String, String)] = [
            (labels.production, swatch(color(palette.production))), (labels.wait, swatch("url(#\(id)-wait)")),
            (labels.stop, swatch("url(#\(id)-stop)")),
            (labels.piece, "<path d=\"M7 -8v8\" stroke=\"\(color(palette.piece))\" stroke-width=\"1.5\"/>"),
        ]
        var out = ""
        var (left, y) = (layout.left, layout.legend)
        for (name, mark) in items {
            // What words need is only known where they are drawn; seven pixels a letter are enough.
            let width = 40 + Double(name.count) * 7
            if left + width > layout.right, left > layout.left { (left, y) = (layout.left, y + 20) }
            out += "<g transform=\"translate(\(n(left)) \(n(y)))\">\(mark)</g>\n" + text(left + 20, y, name, fill: palette.muted)
            left += width
        }
        return out
    }

    private func swatch(_ fill: String) -> String { "<rect y=\"-10\" width=\"14\" height=\"11\" fill=\"\(fill)\"/>" }

    private func pattern(_ name: String, _ ground: String, _ lines: String, _ path: String) -> String {
        "<pattern id=\"\(Self.escaped(id))-\(name)\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
            + "<rect width=\"8\" height=\"8\" fill=\"\(color(ground))\"/><path d=\"\(path)\" stroke=\"\(color(lines))\" stroke-width=\"1.2\"/></pattern>"
    }

    private func text(
        _ x: Double, _ y: Double, _ text: String, fill: String? = nil, size: Int? = nil, weight: Int? = nil, anchor: String? = nil
    ) -> String {
        var out = "<text x=\"\(n(x))\" y=\"\(n(y))\" fill=\"\(color(fill ?? palette.ink))\""
        if let size { out += " font-size=\"\(size)\"" }
        if let weight { out += " font-weight=\"\(weight)\"" }
        if let anchor { out += " text-anchor=\"\(anchor)\"" }
        return out + ">\(Self.escaped(text))</text>\n"
    }

    private func color(_ text: String) -> String { Self.escaped(text) }

    /// A tenth of a pixel is enough.
    private func n(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        guard tenths % 10 != 0 else { return String(tenths / 10) }
        return (tenths < 0 ? "-" : "") + "\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    /// Letters that XML has no place for become U+FFFD.
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            case _ where (scalar.value < 0x20 && scalar.value != 9 && scalar.value != 10 && scalar.value != 13) || scalar.value & 0xFFFE == 0xFFFE:
                out += "\u{FFFD}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
