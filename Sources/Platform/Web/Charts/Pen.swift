// Writes SVG elements. Everything a caller hands over as text is escaped here and nowhere else; coordinates are rounded
// to a tenth of a pixel at the edges, so that neighbours which share an edge share it in the file too.

/// A rectangle by its edges, in pixels.
struct Box: Equatable {
    var left, top, right, bottom: Double

    init(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) {
        (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
    }

    var width: Double { right - left }
    var height: Double { bottom - top }
}

/// Collects the elements of one drawing.
struct Pen {
    private(set) var text = ""
    private(set) var hasLinks = false

    enum Anchor: String { case start, middle, end }

    mutating func rect(_ kind: String, _ box: Box, _ extra: String = "", title: String? = nil) {
        let (left, top) = (Self.tenths(box.left), Self.tenths(box.top))
        let width = max(0, Self.tenths(box.right) - left)
        let height = max(0, Self.tenths(box.bottom) - top)
        text += "<rect\(Self.kind(kind)) x=\"\(Self.decimal(left))\" y=\"\(Self.decimal(top))\""
        text += " width=\"\(Self.decimal(width))\" height=\"\(Self.decimal(height))\"\(Self.more(extra))"
        close("rect", title)
    }

    mutating func line(_ kind: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ extra: String = "") {
        text += "<line\(Self.kind(kind)) x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\""
        text += " x2=\"\(Self.number(x2))\" y2=\"\(Self.number(y2))\"\(Self.more(extra))/>"
    }

    mutating func path(_ kind: String, _ data: String, _ extra: String = "", title: String? = nil) {
        text += "<path\(Self.kind(kind)) d=\"\(data)\"\(Self.more(extra))"
        close("path", title)
    }

    mutating func circle(_ kind: String, _ x: Double, _ y: Double, _ radius: Double, title: String? = nil) {
        text +=
            "<circle\(Self.kind(kind)) cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"\(Self.number(radius))\""
        close("circle", title)
    }

    mutating func label(
        _ kind: String, _ words: String, _ x: Double, _ y: Double, anchor: Anchor = .start, _ extra: String = "",
        title: String? = nil
    ) {
        let side = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
        text += "<text\(Self.kind(kind)) x=\"\(Self.number(x))\" y=\"\(Self.number(y))\"\(side)\(Self.more(extra))>"
        if let title, title != words { text += "<title>\(Self.escape(title))</title>" }
        text += "\(Self.escape(words))</text>"
    }

    /// A group with a common class; `title` is the tooltip of everything in it.
    mutating func group(_ kind: String = "", _ extra: String = "", title: String? = nil, _ body: (inout Pen) -> Void) {
        text += "<g\(Self.kind(kind))\(Self.more(extra))>"
        if let title { text += "<title>\(Self.escape(title))</title>" }
        body(&self)
        text += "</g>"
    }

    /// A link around marks; without a usable address just the marks.
    mutating func link(_ href: String?, _ body: (inout Pen) -> Void) {
        guard let href = href.flatMap(Self.safe) else { return body(&self) }
        hasLinks = true
        text += "<a href=\"\(href)\">"
        body(&self)
        text += "</a>"
    }

    private mutating func close(_ name: String, _ title: String?) {
        text += title.map { "><title>\(Self.escape($0))</title></\(name)>" } ?? "/>"
    }

    private static func kind(_ names: String) -> String { names.isEmpty ? "" : " class=\"\(names)\"" }
    private static func more(_ extra: String) -> String { extra.isEmpty ? "" : " " + extra }

    /// Text for an element or an attribute: escaped, without the control characters XML forbids.
    static func escape(_ words: String) -> String {
        let allowed = words.unicodeScalars.filter { scalar in
            scalar.value >= 0x20 ? scalar.value != 0xFFFE && scalar.value != 0xFFFF : scalar == "\n" || scalar == "\t"
        }
        let clean = String(String.UnicodeScalarView(allowed))
        return ("\(clean)" as HTML).text
    }

    /// An address that may be clicked, escaped: a place on this server or a web page, never a script.
    static func safe(_ href: String) -> String? {
        let starts = ["/", "?", "#", "http://", "https://"]
        return starts.contains { href.hasPrefix($0) } ? escape(href) : nil
    }

    /// A coordinate with at most one decimal.
    static func number(_ value: Double) -> String { decimal(tenths(value)) }

    private static func tenths(_ value: Double) -> Int {
        guard value.isFinite else { return 0 }
        return Int((min(max(value, -1e6), 1e6) * 10).rounded())
    }

    private static func decimal(_ tenths: Int) -> String {
        let part = abs(tenths % 10)
        let whole = "\(tenths < 0 && tenths > -10 && part > 0 ? "-" : "")\(tenths / 10)"
        return part == 0 ? whole : "\(whole).\(part)"
    }
}
