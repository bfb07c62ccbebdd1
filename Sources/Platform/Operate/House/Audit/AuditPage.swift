// "Who changed what, and what was it before?"

import Host
import Kernel
import Web

/// The list of changes.
struct AuditPage {
    let house: House
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var query: Parameters { visit.query }

    /// - Parameter found: one more than a page when there is an older one.
    func response(_ found: [AuditEntry]) async -> WebResponse {
        let title = reader.t("audit.title")
        let entries = Array(found.prefix(AuditDesk.pageSize))
        let isFiltered = AuditQuery.names.contains { query[$0] != nil }
        let answer: String =
            if let newest = entries.first {
                reader.t("audit.answer", ["when": reader.dateTime(newest.at), "who": newest.personName])
            } else { reader.t(isFiltered ? "audit.none" : "audit.empty") }
        let main: HTML = """
            <header class="page-head"><h1>\(title)</h1><p class="answer">\(answer)</p></header>\
            <form id="filter" action="/audit" data-autosubmit data-results="results"><button class="visually-hidden">\(reader.t("audit.filter"))</button></form>\
            <div id="results">\(bar(isFiltered))\(table(entries))\(pager(found, entries))</div>
            """
        return await house.page(visit, title: title, place: [Place(title)], main)
    }

    private func bar(_ isFiltered: Bool) -> HTML {
        let plain = query.query(setting: ["after": nil, "format": nil])
        let formats = ["csv", "xlsx", "json"].html { format in
            "<a href=\"/audit/export?\(plain.isEmpty ? "" : plain + "&")format=\(format)\">\(format.uppercased())</a>"
        }
        let clear: HTML =
            isFiltered ? "<div class=\"chips\"><a class=\"chip\" href=\"/audit\">\(reader.t("audit.all"))\(HTML.icon("close"))</a></div>" : ""
        return """
            <div class="table-bar">\(clear)<span class="spacer"></span><details class="menu"><summary>\(HTML.icon("download"))\
            <span>\(reader.t("audit.export"))</span></summary><div class="menu-panel">\(formats)</div></details>\
            <button class="quiet" type="button" data-copy>\(HTML.icon("link"))<span>\(reader.t("audit.link"))</span></button></div>
            """
    }

    private func table(_ entries: [AuditEntry]) -> HTML {
        let heads = ["at", "person", "via", "action", "subject", "change"].html { "<th scope=\"col\">\(reader.t("audit." + $0))</th>" }
        return """
            <div class="table-wrap tall" tabindex="0" role="region" aria-label="\(reader.t("audit.title"))"><table class="data dense flow">\
            <thead><tr>\(heads)</tr><tr class="filters"><th><div class="stack-y">\(input("from"))\(input("to"))</div></th><th>\(input("person"))</th><th></th>\
            <th>\(input("action"))</th><th>\(input("subject"))</th><th></th></tr></thead><tbody>\(entries.html(row))</tbody></table></div>
            """
    }

    private func input(_ name: String) -> HTML {
        let words = reader.t("audit.filter.\(name)")
        return "<input form=\"filter\" name=\"\(name)\" value=\"\(query.text(name))\" placeholder=\"\(words)\" aria-label=\"\(words)\">"
    }

    private func row(_ entry: AuditEntry) -> HTML {
        let key = "audit.action." + entry.action
        let action = reader.texts.has(key) ? reader.t(key) : entry.action
        let reason: HTML = entry.reason.map { "<div class=\"muted\">\($0)</div>" } ?? ""
        let lines = AuditDifference.list(entry.old, entry.new).map(\.line)
        // A thing that is new has many fields: those stand in one paragraph.
        let changes: HTML = lines.count > 3 ? "<div>\(lines.joined(separator: " · "))</div>" : lines.html { "<div>\($0)</div>" }
        return """
            <tr data-key="\(entry.id ?? 0)"><td class="nowrap">\(reader.time(entry.at))</td>\
            <td><a href="/audit?person=\(URLText.encode(entry.personName))">\(entry.personName)</a></td>\
            <td data-label="\(reader.t("audit.via"))">\(reader.t("audit.via." + entry.via.rawValue))</td><td title="\(entry.action)">\(action)</td>\
            <td><a href="/audit?subject=\(URLText.encode(entry.subject))">\(entry.subject)</a></td><td>\(changes)\(reason)</td></tr>
            """
    }

    private func pager(_ found: [AuditEntry], _ entries: [AuditEntry]) -> HTML {
        let older: HTML =
            found.count > entries.count
            ? "<a href=\"/audit?\(query.query(setting: ["after": entries.last?.id.map(String.init) ?? ""]))\">\(reader.t("audit.older"))</a>" : ""
        let newest: HTML =
            query["after"] == nil ? "" : "<a href=\"/audit?\(query.query(setting: ["after": nil]))\">\(reader.t("audit.newest"))</a>"
        let rows = reader.t("audit.rows", ["n": reader.number(entries.count)])
        return "<nav class=\"pager\">\(older)\(newest)<span>\(rows)</span><span class=\"spacer\"></span></nav>"
    }
}
