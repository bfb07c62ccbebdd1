// Cells of the feature's tables: each carries its column's name, which a phone shows beside it instead of a heading.

import Kernel
import Web

struct TraceCells {
    let reader: Reader

    func head(_ columns: [String]) -> HTML {
        "<thead><tr>\(columns.html { "<th scope=\"col\"\(Self.numeric.contains($0) ? " class=\"num\"" : HTML.empty)>\(reader.t("traceability.column." + $0))</th>" })</tr></thead>"
    }

    static let numeric: Set<String> = ["line", "mounter", "quantity"]
    private static let mono: Set<String> = ["part", "barcode", "lot", "previous", "expected", "expected-part"]

    func cell(_ column: String, _ content: HTML, title: String? = nil) -> HTML {
        var kinds: [String] = []
        if Self.numeric.contains(column) { kinds.append("num") }
        if Self.mono.contains(column) { kinds.append("mono") }
        if title != nil { kinds.append("clip") }
        if kinds.isEmpty { kinds.append("nowrap") }
        let hover: HTML = title.map { " title=\"\($0)\"" } ?? ""
        return "<td class=\"\(kinds.joined(separator: " "))\" data-label=\"\(reader.t("traceability.column." + column))\"\(hover)>\(content)</td>"
    }

    /// The first cell, whose link is what the row opens.
    func opening(_ path: String, _ content: HTML) -> HTML { "<td class=\"nowrap\"><a href=\"\(path)\" data-panel>\(content)</a></td>" }

    func number(_ column: String, _ value: Int64?) -> HTML { cell(column, "\(value.map(String.init) ?? "–")") }
    func slot(_ slot: String, _ side: String?) -> HTML { cell("slot", SlotText.html(slot, side, reader)) }
    func text(_ column: String, _ value: String) -> HTML { cell(column, "\(value)") }
    func file(_ path: String, _ line: Int64) -> HTML {
        cell("file", "\(path):\(line)", title: "\(path), \(reader.t("traceability.line-of-file")) \(line)")
    }

    func table(_ label: String, _ columns: [String], _ rows: HTML) -> HTML {
        """
        <div class="table-wrap" tabindex="0" role="region" aria-label="\(label)"><table class="data dense flow">\
        \(head(columns))<tbody>\(rows)</tbody></table></div>
        """
    }
}
