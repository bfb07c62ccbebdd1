// Pieces of pages that intake's pages share: heads, cells, small forms. Markup only; nothing here asks the database.

import Host
import Intake
import Kernel
import Web

/// Shared markup of the intake pages.
enum Markup {
    /// Title, answer and what can be done.
    static func head(_ title: String, _ answer: HTML, actions: HTML = "") -> HTML {
        let bar: HTML = actions.isEmpty ? "" : "<div class=\"actions\">\(actions)</div>"
        return "<header class=\"page-head\"><h1>\(title)</h1><p class=\"answer\">\(answer)</p>\(bar)</header>"
    }

    static func panel(_ title: String, link: HTML = "", body: HTML) -> HTML {
        "<section class=\"panel\"><header><h2>\(title)</h2>\(link)</header><div class=\"panel-body\">\(body)</div></section>"
    }

    /// A panel that is a table.
    static func tablePanel(_ title: String, link: HTML = "", _ table: HTML, foot: HTML = "") -> HTML {
        let end: HTML = foot.isEmpty ? "" : "<footer>\(foot)</footer>"
        return "<section class=\"panel\"><header><h2>\(title)</h2>\(link)</header>\(table)\(end)</section>"
    }

    /// - Parameter headings: name and whether its cells are numbers.
    static func table(
        _ label: String, _ headings: [(name: String, isNumber: Bool)], rows: HTML, foot: HTML = "", dense: Bool = false
    ) -> HTML {
        let heads = headings.html { heading in
            "<th scope=\"col\"\(heading.isNumber ? " class=\"num\"" as HTML : "")>\(heading.name)</th>"
        }
        let end: HTML = foot.isEmpty ? "" : "<tfoot>\(foot)</tfoot>"
        return """
            <div class="table-wrap tall" tabindex="0" role="region" aria-label="\(label)"><table class="data \(dense ? "dense flow" : "stack")">\
            <thead><tr>\(heads)</tr></thead><tbody>\(rows)</tbody>\(end)</table></div>
            """
    }

    static func cell(_ label: String, _ content: HTML) -> HTML { "<td data-label=\"\(label)\">\(content)</td>" }
    static func number(_ label: String, _ content: HTML) -> HTML {
        "<td class=\"num\" data-label=\"\(label)\">\(content)</td>"
    }
    static func clipped(_ label: String, _ text: String) -> HTML {
        "<td class=\"clip mono\" data-label=\"\(label)\" title=\"\(text)\">\(text)</td>"
    }
    static let missing: HTML = "<span class=\"missing-text\">–</span>"

    static func facts(_ facts: [(String, HTML)]) -> HTML {
        "<dl class=\"facts\">\(facts.html { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" })</dl>"
    }

    /// A form that is one button.
    static func button(
        _ visit: Visit, to path: String, _ text: String, icon: String? = nil, kind: String = "", fields: HTML = ""
    ) -> HTML {
        let mark: HTML = icon.map { HTML.icon($0) } ?? ""
        return """
            <form method="post" action="\(path)">\(HTML.csrf(visit))\(fields)<button class="\(kind)">\(mark)\(text)</button></form>
            """
    }

    static func empty(_ icon: String, _ title: String, _ text: String, action: HTML = "") -> HTML {
        let bar: HTML = action.isEmpty ? "" : "<div class=\"actions\">\(action)</div>"
        return "<div class=\"empty\">\(HTML.icon(icon))<h2>\(title)</h2><p>\(text)</p>\(bar)</div>"
    }

    /// What happened, what was kept, what to do.
    static func trouble(_ title: String, kept: String, todo: String?, isBad: Bool = true, actions: HTML = "") -> HTML {
        let bar: HTML = actions.isEmpty ? "" : "<div class=\"actions\">\(actions)</div>"
        let last: HTML = todo.map { "<p>\($0)</p>" } ?? ""
        return """
            <div class="notice \(isBad ? "is-bad" : "is-warn")" role="\(isBad ? "alert" : "status")">\(HTML.icon("warn"))\
            <div><b>\(title)</b><p>\(kept)</p>\(last)</div>\(bar)</div>
            """
    }

    /// Where lines went, in words: `1 204 lines: 1 186 loaded, …`; what is zero is left out.
    static func balance(_ c: LineCounts, _ reader: Reader) -> String {
        let parts: [(Int64, String)] = [
            (c.loaded, "balance.loaded"), (c.rejected, "balance.rejected"), (c.duplicate, "balance.duplicate"),
            (c.header, "balance.header"),
            (c.blank, "balance.blank"),
        ]
        let told = parts.filter { $0.0 > 0 }.map { reader.t($0.1, ["n": reader.number($0.0)]) }
        return reader.t("balance.lines", ["n": reader.number(c.lines)])
            + (told.isEmpty ? "" : ": " + told.joined(separator: ", "))
    }

    /// Line and mounter, or whatever the profile finds in a path.
    static func parts(_ parts: [String: String], _ reader: Reader) -> HTML {
        if parts.isEmpty { return missing }
        let told = parts.sorted { $0.key < $1.key }.map { name, value in
            (reader.texts.has("part." + name) ? reader.t("part." + name) : name) + " " + value
        }
        return "\(told.joined(separator: ", "))"
    }

    static func reason(_ code: String, _ reader: Reader) -> String {
        reader.texts.has("reason." + code) ? reader.t("reason." + code) : code
    }
}

extension IntakeDesk {
    /// A page of the desk, under "Operate".
    func page(_ visit: Visit, _ title: String, _ place: [Place], _ main: HTML, status: Int = 200) async -> WebResponse {
        await house.page(
            visit, title: title, place: [Place(visit.reader.t("frame.operate"))] + place, status: status, main)
    }

    /// The field's number; throws `field_invalid` with the field's name.
    static func number(_ form: Parameters, _ name: String, in range: ClosedRange<Int64>) throws(Problem) -> Int? {
        guard let text = form[name] else { return nil }
        guard let n = Int64(text), range.contains(n) else { throw Problem(.input, "field_invalid", ["field": name]) }
        return Int(n)
    }
}
