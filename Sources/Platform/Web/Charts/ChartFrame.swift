// The outside of a chart: size, id, title, language, and the root element every drawing is put into. Sizes are CSS
// pixels: the viewBox equals the width asked for, so text keeps its size when the page gives the chart that width.

/// Id, title, size and language of a chart.
public struct ChartFrame: Sendable {
    /// Unique on its page; pattern ids are made of it. What is no ASCII letter, digit, `-` or `_` becomes `_`.
    public var id: String
    /// The subject: caption and accessible name.
    public var title: String
    /// What the picture says, in a sentence; appended to the caption and the accessible name. May be empty.
    public var finding: String
    /// Width in CSS pixels, 40 to 4000; charts that need an axis look right from 280 on.
    public var width: Double
    /// Height in CSS pixels; `nil` lets the chart choose. Charts with rows always choose themselves.
    public var height: Double?
    /// Phone layout: labels above rows instead of beside them, a key above instead of names at the right.
    public var compact: Bool
    /// Words, number and date format of the reader.
    public var locale: ChartLocale
    /// What stands in the frame when there is nothing to draw; `nil` takes the word `empty` of the locale.
    public var emptyText: String?
    /// Additional class on the root: `wide`, `narrow`, or nothing.
    var variant = ""

    /// - Parameter compact: `nil` decides by the width (below 480 is compact).
    public init(
        id: String, title: String, finding: String = "", width: Double = 720, height: Double? = nil,
        compact: Bool? = nil, emptyText: String? = nil, locale: ChartLocale
    ) {
        self.id = id
        self.title = title
        self.finding = finding
        self.width = width.isFinite ? min(max(width, 40), 4000) : 720
        self.height = height
        self.compact = compact ?? (width < 480)
        self.emptyText = emptyText
        self.locale = locale
    }

    /// Text size in CSS pixels; widths of labels are estimated with it, so the page's CSS must leave it alone.
    static let textSize = 12.0

    /// The height to use: the one asked for (60 to 2000) or the chart's own.
    func height(or own: Double) -> Double {
        guard let height, height.isFinite else { return own }
        return min(max(height, 60), 2000)
    }

    /// The prefix of ids in this drawing.
    var safeID: String {
        let kept = id.unicodeScalars.map { scalar -> Character in
            let plain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            return plain || scalar == "-" || scalar == "_" ? Character(scalar) : "_"
        }
        return "chart-" + String(kept)
    }

    /// The `fill` attribute of hatched areas. It needs `hatch: true` in `svg`.
    var hatch: String { "fill=\"url(#\(safeID)-hatch)\"" }

    /// Puts a drawing into its root element; the pattern is added only when it was used.
    func svg(height: Double, _ draw: (inout Pen) -> Void) -> HTML {
        var pen = Pen()
        draw(&pen)
        let name = Pen.escape(finding.isEmpty ? title : "\(title). \(finding)")
        let size = "\(Pen.number(width)) \(Pen.number(height))"
        // A picture with links is a group: inside role "img" a screen reader would not find them.
        let role = pen.hasLinks ? "group" : "img"
        var root =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart-svg\(variant.isEmpty ? "" : " " + variant)\""
        root += " viewBox=\"0 0 \(size)\" width=\"\(Pen.number(width))\" height=\"\(Pen.number(height))\""
        root += " role=\"\(role)\" aria-label=\"\(name)\" font-size=\"\(Pen.number(Self.textSize))\">"
        if pen.text.contains(hatch) {
            root += "<defs><pattern id=\"\(safeID)-hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\""
            root += " patternTransform=\"rotate(45)\"><rect class=\"shift\" width=\"6\" height=\"6\"/>"
            root += "<path class=\"hatch\" d=\"M3 0v6\"/></pattern></defs>"
        }
        return HTML(raw: root + pen.text + "</svg>")
    }

    /// The honest empty picture: a frame and a sentence, never a chart of zeros.
    func empty(height: Double) -> HTML {
        svg(height: height) { pen in
            pen.rect("frame", Box(0.5, 0.5, width - 0.5, height - 0.5), "fill=\"none\"")
            let text = emptyText ?? locale.word(.empty)
            let lines = TextFit.wrap(text, width: width - 24)
            for (index, line) in lines.enumerated() {
                let y = height / 2 + 4 + (Double(index) - Double(lines.count - 1) / 2) * 16
                pen.label("tick", line, width / 2, y, anchor: .middle)
            }
        }
    }
}
