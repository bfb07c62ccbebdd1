// The figures of a chart as a table: what a reader who cannot see the picture, or does not believe it, opens.

/// Rows and columns of figures; the first column names the row.
public struct ChartTable: Sendable {
    /// One cell: text, or a figure (right-aligned), either with an optional link.
    public struct Cell: Sendable, Equatable {
        /// What the cell says, unescaped.
        public var text: String
        /// Whether it is right-aligned with tabular figures.
        public var isFigure: Bool
        /// Where a click leads; `nil` is no link.
        public var href: String?

        /// A cell that is read as words.
        public static func words(_ text: String, href: String? = nil) -> Cell {
            Cell(text: text, isFigure: false, href: href)
        }
        /// A cell that is compared with the ones above and below.
        public static func figure(_ text: String, href: String? = nil) -> Cell {
            Cell(text: text, isFigure: true, href: href)
        }
    }

    /// Column titles, unit included.
    public var headings: [String]
    /// From top to bottom.
    public var rows: [[Cell]]

    /// Takes the members as they are described at each of them.
    public init(headings: [String], rows: [[Cell]]) {
        self.headings = headings
        self.rows = rows
    }

    /// More rows than this are not written; a last row says how many are left out. The page stays below 150 KB.
    static let rowLimit = 400

    /// The `<table class="data">` element.
    public func html(in locale: ChartLocale) -> HTML {
        let figures = Set((rows.first ?? []).indices.filter { rows[0][$0].isFigure })
        var out = "<table class=\"data\"><thead><tr>"
        for (index, heading) in headings.enumerated() {
            out += "<th scope=\"col\"\(figures.contains(index) ? " class=\"num\"" : "")>\(Pen.escape(heading))</th>"
        }
        out += "</tr></thead><tbody>"
        for row in rows.prefix(Self.rowLimit) {
            out += "<tr>"
            for (index, cell) in row.enumerated() {
                var text = Pen.escape(cell.text)
                if let href = cell.href.flatMap(Pen.safe) { text = "<a href=\"\(href)\">\(text)</a>" }
                let kind = cell.isFigure ? " class=\"num\"" : ""
                out += index == 0 ? "<th scope=\"row\"\(kind)>\(text)</th>" : "<td\(kind)>\(text)</td>"
            }
            out += "</tr>"
        }
        let left = rows.count - Self.rowLimit
        if left > 0 {
            let note = Pen.escape("+ \(locale.numbers.text(Double(left))) \(locale.word(.more))")
            out += "<tr><td colspan=\"\(headings.count)\">\(note)</td></tr>"
        }
        return HTML(raw: out + "</tbody></table>")
    }
}
