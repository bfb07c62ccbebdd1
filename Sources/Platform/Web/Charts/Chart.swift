// What every chart is: a value with a frame that can draw itself and tell its figures as a table. A chart never reads
// a clock, a database or a language file; everything it shows is handed in.

/// A picture drawn on the server, with the same figures as a table beside it.
public protocol Chart: Sendable {
    /// Id, title, width and language; a copy with another width is the same chart for another screen.
    var frame: ChartFrame { get set }
    /// The picture alone: one `<svg>` element without style or script, colours by class only.
    func svg() -> HTML
    /// The figures behind the picture.
    func table() -> ChartTable
}

extension Chart {
    /// The picture with its caption and, one click away, its figures.
    ///
    /// - Parameters:
    ///   - tableTitle: what the reader clicks to open the table, in the reader's language.
    ///   - phoneWidth: when given, a second, compact drawing of this width follows; the page's CSS shows one of the two
    ///     (`.chart-svg.wide`, `.chart-svg.narrow`), because the server does not know the width of the screen.
    public func figure(tableTitle: String, phoneWidth: Double? = nil) -> HTML {
        var drawings = svg()
        if let phoneWidth {
            var wide = self
            wide.frame.variant = "wide"
            var narrow = self
            narrow.frame.variant = "narrow"
            narrow.frame.id += "-n"
            narrow.frame.width = phoneWidth
            narrow.frame.height = nil
            narrow.frame.compact = true
            drawings = wide.svg() + narrow.svg()
        }
        let finding = frame.finding.isEmpty ? HTML(raw: "") : HTML(raw: " <small>\(Pen.escape(frame.finding))</small>")
        return HTML(raw: "<figure class=\"chart\"><figcaption>\(Pen.escape(frame.title))\(finding.text)</figcaption>")
            + drawings + figures(tableTitle) + HTML(raw: "</figure>")
    }
    /// The table, folded; nothing when there are no figures.
    private func figures(_ title: String) -> HTML {
        let table = self.table()
        guard !table.rows.isEmpty else { return HTML(raw: "") }
        return HTML(
            raw: "<details><summary>\(Pen.escape(title))</summary>\(table.html(in: frame.locale).text)</details>")
    }
}
