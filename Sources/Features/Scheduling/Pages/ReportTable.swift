// A report as rows of cells: one value that the page shows and that leaves as a file, so that both say the same.

import Host
import Kernel
import Web

struct ReportTable: Sendable {
    struct Column: Sendable {
        var key: String
        var kind: ExportColumn.Kind
        init(_ key: String, _ kind: ExportColumn.Kind = .text) { (self.key, self.kind) = (key, kind) }
    }
    /// Its name in addresses and texts.
    var name: String
    var columns: [Column]
    var rows: [[ExportCell]] = []
    /// Orders that rows are about, by index.
    var orders: [Int: String] = [:]
    /// Rows that are not as they should be.
    var bad: Set<Int> = []

    static let shownMax = 300

    func html(_ visit: Visit) -> HTML {
        let reader = visit.reader
        let words = ScheduleWords(reader: reader)
        guard !rows.isEmpty else {
            return "<div class=\"empty\">\(HTML.icon("scheduling"))<p>\(reader.t("scheduling.report.\(name).none"))</p></div>"
        }
        let heads = columns.html {
            "<th scope=\"col\"\($0.kind == .text || $0.kind == .instant ? "" : " class=\"num\"" as HTML)>\(reader.t("scheduling.column." + $0.key))</th>"
        }
        let body = rows.prefix(Self.shownMax).enumerated().html { index, row -> HTML in
            let cells = zip(columns, row).enumerated().html { place, pair -> HTML in
                let kind: HTML = pair.0.kind == .text || pair.0.kind == .instant ? "" : " class=\"num\""
                let text = Self.text(pair.1, words)
                let content: HTML = place == 0 ? orders[index].map { words.orderLink($0) } ?? text : text
                return "<td\(kind) data-label=\"\(reader.t("scheduling.column." + pair.0.key))\">\(content)</td>"
            }
            return "<tr\(bad.contains(index) ? " class=\"is-bad\"" : HTML.empty)>\(cells)</tr>"
        }
        let more: HTML =
            rows.count > Self.shownMax
            ? "<p class=\"hint\">\(reader.t("scheduling.report.more", ["n": reader.number(Self.shownMax), "all": reader.number(rows.count)]))</p>"
            : ""
        return
            "<div class=\"table-wrap tall\"><table class=\"data dense flow\"><thead><tr>\(heads)</tr></thead><tbody>\(body)</tbody></table></div>\(more)"
    }

    static func text(_ cell: ExportCell, _ words: ScheduleWords) -> HTML {
        let reader = words.reader
        switch cell {
        case .empty: return words.dash
        case .text(let text): return text.isEmpty ? words.dash : "\(text)"
        case .marked(let text): return "<b class=\"is-bad\">\(text)</b>"
        case .integer(let n): return "\(reader.number(n))"
        case .quantity(let q): return "\(words.fixed(q))"
        case .instant(let at, _): return words.time(at)
        case .duration(let ms): return "\(words.hours(milliseconds: ms))"
        case .share(let share): return "\(reader.percent(share))"
        }
    }
}

extension ScheduleWords {
    /// With two decimals, so that figures stand under each other.
    func fixed(_ quantity: Quantity) -> String {
        let hundredths = (abs(quantity.thousandths) + 5) / 10
        let rest = String(hundredths % 100 + 100).dropFirst()
        return (quantity.thousandths < 0 ? "−" : "") + reader.number(hundredths / 100) + (reader.language == .en ? "." : ",") + rest
    }
}
