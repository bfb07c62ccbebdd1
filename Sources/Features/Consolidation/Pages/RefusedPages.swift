// Rows that a central database refused: the list with its reasons, and one row to look at, edit, try again or let go.

import Host
import Kernel
import Store
import Web

struct RefusedPage: Sendable {
    static let pageSize = 100
    let feature: ConsolidationFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: ConsolidationFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func response() async throws -> WebResponse {
        var filter = FailureFilter()
        let branches = try await feature.actions.places(.branch)
        let branch = visit.query["branch"].flatMap { name in branches.first { $0.alias == name } }
        (filter.branch, filter.table, filter.reason) = (branch?.id, visit.query["table"], visit.query["reason"])
        let status = visit.query["status"] ?? "waiting"
        filter.status = RowFailure.Status(rawValue: status)
        filter.isWaiting = status == "waiting"
        let after = try visit.query.int("after") ?? 0
        let (found, total) = try await feature.actions.failures(filter, after: after, limit: Self.pageSize + 1)
        let words = try await feature.house.database.read { try FailureTable(tx: $0).words() }
        let shown = Array(found.prefix(Self.pageSize))
        let older: HTML =
            found.count > Self.pageSize
            ? "<nav class=\"pager\"><a href=\"/consolidation/refused?\(visit.query.query(setting: ["after": String(shown.last?.id ?? 0)]))\">\(reader.t("table.older"))</a></nav>"
            : ""
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("consolidation.refused.question"))</h1><p class="answer">\(answer(total))</p><div class="actions">\(retryAll(total))</div></header>\
            \(ConsolidationTabs.html(visit, current: "/consolidation/refused"))\(notice)\
            <div id="refused" class="stack-y" data-live="consolidation">\(filters(branches, words, status))\(table(shown))\(older)</div>
            """
        return await feature.house.page(
            visit, title: reader.t("consolidation.refused"),
            place: [Place(reader.t("consolidation.title"), "/consolidation"), Place(reader.t("consolidation.refused"))], main)
    }

    private var notice: HTML {
        if visit.query["done"] == "asked" { return Notice.ok(reader.t("consolidation.asked")) }
        return visit.query["done"] == nil ? "" : Notice.ok(reader.t("consolidation.refused.in"))
    }

    private func answer(_ total: Int64) -> HTML {
        total == 0 ? "\(reader.t("consolidation.refused.none"))" : "<b>\(reader.t("consolidation.refused.answer", ["n": reader.number(total)]))</b>"
    }

    private func retryAll(_ total: Int64) -> HTML {
        guard total > 0, reader.may(ConsolidationFeature.operate) else { return "" }
        return AskingButton.form(visit, to: "/consolidation/refused/retry", Self.confirm(reader, total), isDanger: false)
    }

    static func confirm(_ reader: Reader, _ total: Int64) -> Confirm {
        Confirm(
            title: reader.t("consolidation.retry.all"), sentence: reader.t("consolidation.retry.all.what", ["n": reader.number(total)]),
            yes: reader.t("consolidation.retry.all"), back: "/consolidation/refused")
    }

    private func filters(_ branches: [Connection], _ words: (tables: [String], reasons: [String]), _ status: String) -> HTML {
        func select(_ name: String, _ options: [(String, String)], _ chosen: String?, all: String?) -> HTML {
            let first: HTML = all.map { "<option value=\"\">\($0)</option>" } ?? ""
            let list = options.html { "<option value=\"\($0.0)\"\($0.0 == chosen ? " selected" : HTML.empty)>\($0.1)</option>" }
            let label = reader.t("consolidation.column." + name)
            return
                "<div class=\"field\"><label for=\"f-\(name)\">\(label)</label><select id=\"f-\(name)\" name=\"\(name)\">\(first)\(list)</select></div>"
        }
        let any = reader.t("consolidation.any")
        let statuses =
            [("waiting", reader.t("consolidation.status.waiting"))]
            + RowFailure.Status.allCases.map { ($0.rawValue, reader.t("consolidation.status." + $0.rawValue)) }
        return """
            <div class="table-bar"><form class="filter-form" method="get" action="/consolidation/refused">\(select("status", statuses, status, all: nil))\
            \(select("branch", branches.map { ($0.alias, $0.alias) }, visit.query["branch"], all: any))\
            \(select("table", words.tables.map { ($0, $0) }, visit.query["table"], all: any))\
            \(select("reason", words.reasons.map { ($0, $0) }, visit.query["reason"], all: any))<button>\(reader.t("table.filter"))</button></form></div>
            """
    }

    private func table(_ rows: [RowFailure]) -> HTML {
        guard !rows.isEmpty else {
            return "<section class=\"panel\"><div class=\"empty\">\(HTML.icon("ok"))<b>\(reader.t("consolidation.refused.none"))</b></div></section>"
        }
        let headings = ["table", "key", "deed", "reason", "branch", "tries", "status", "last"].html {
            "<th scope=\"col\"\($0 == "tries" ? " class=\"num\"" : HTML.empty)>\(reader.t("consolidation.column." + $0))</th>"
        }
        func label(_ name: String) -> String { reader.t("consolidation.column." + name) }
        let body = rows.html { row in
            let path = "/consolidation/refused/\(row.id)"
            return """
                <tr data-href="\(path)"><td class="mono"><a href="\(path)">\(row.table)</a></td><td class="mono clip" data-label="\(label("key"))">\(row.keyText)</td>\
                <td data-label="\(label("deed"))">\(reader.t("consolidation.deed." + row.deed))</td>\
                <td class="clip" title="\(row.detail)" data-label="\(label("reason"))"><span class="mono">\(row.reason)</span> \(row.detail)</td>\
                <td data-label="\(label("branch"))">\(row.branch) → \(row.central)</td><td class="num" data-label="\(label("tries"))">\(row.tries)</td>\
                <td data-label="\(label("status"))">\(RefusedStatus.html(row, reader))</td><td data-label="\(label("last"))">\(reader.time(row.lastAt))</td></tr>
                """
        }
        return "<div class=\"table-wrap\"><table class=\"data\"><thead><tr>\(headings)</tr></thead><tbody>\(body)</tbody></table></div>"
    }

    func retryAllNow() async throws -> WebResponse {
        guard visit.form.flag("confirmed") else {
            var filter = FailureFilter()
            filter.isWaiting = true
            let total = try await feature.actions.failures(filter, limit: 1).total
            return await Self.confirm(reader, total).response(
                feature.house, visit,
                place: [Place(reader.t("consolidation.title"), "/consolidation"), Place(reader.t("consolidation.refused"), "/consolidation/refused")])
        }
        var deed = ConsolidationDeed(.retry, branch: 0)
        deed.by = try Author(visit).name
        try await feature.ask(deed)
        return .redirect("/consolidation/refused?done=asked")
    }
}

enum RefusedStatus {
    static func html(_ row: RowFailure, _ reader: Reader) -> HTML {
        let word = reader.t("consolidation.status." + row.status.rawValue)
        return switch row.status {
        case .open: "<span class=\"tag is-warn\">\(HTML.icon("clock"))\(word)</span>"
        case .givenUp: "<span class=\"tag is-bad\">\(HTML.icon("stop"))\(word)</span>"
        case .settled: "<span class=\"tag is-ok\">\(HTML.icon("ok"))\(word)</span>"
        case .dismissed: "<span class=\"tag is-off\">\(HTML.icon("close"))\(word)</span>"
        }
    }
}

struct RefusedRowPage: Sendable {
    let feature: ConsolidationFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: ConsolidationFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func show(problem: Problem? = nil) async throws -> WebResponse {
        let row = try await feature.actions.failure(visit.id())
        let mayEdit = reader.may(ConsolidationFeature.operate) && row.status != .settled && row.deed != "delete"
        let title = "\(row.table) \(row.keyText)"
        let notice: HTML =
            problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) }
            ?? (visit.query["again"] == nil ? "" : Notice.warn(reader.t("consolidation.refused.again"), row.detail))
        let facts: [(String, HTML)] = [
            ("reason", "<span class=\"mono\">\(row.reason)</span> \(row.detail)"), ("deed", "\(reader.t("consolidation.deed." + row.deed))"),
            ("branch", "\(row.branch)"), ("central", "\(row.central)"), ("tries", "\(row.tries)"), ("status", RefusedStatus.html(row, reader)),
            ("first", reader.time(row.firstAt)), ("last", reader.time(row.lastAt)),
        ]
        let list = facts.html { "<dt>\(reader.t("consolidation.column." + $0.0))</dt><dd>\($0.1)</dd>" }
        let main: HTML = """
            <header class="page-head"><h1>\(title)</h1><p class="answer">\(row.detail)</p></header>\(notice)<div class="split"><div class="stack-y">\
            <section class="panel"><header><h2>\(reader.t("consolidation.row"))</h2></header><div class="panel-body">\(cells(row, mayEdit: mayEdit))</div></section></div>\
            <div class="stack-y"><section class="panel"><header><h2>\(reader.t("consolidation.facts"))</h2></header><div class="panel-body"><dl class="facts">\(list)</dl></div></section>\
            \(dismissal(row))</div></div>
            """
        return await feature.house.page(
            visit, title: title,
            place: [
                Place(reader.t("consolidation.title"), "/consolidation"), Place(reader.t("consolidation.refused"), "/consolidation/refused"),
                Place(title),
            ], status: problem?.status ?? 200, main)
    }

    /// The columns as fields; what is left as it is is not an edit.
    private func cells(_ row: RowFailure, mayEdit: Bool) -> HTML {
        let members = row.row.members ?? []
        guard mayEdit else {
            let list = members.html { name, value in
                "<dt class=\"mono\">\(name)</dt><dd>\(value == .null ? "<span class=\"missing\">NULL</span>" as HTML : "\(Self.text(value) ?? "")")</dd>"
            }
            return "<dl class=\"facts\">\(list)</dl>"
        }
        let edits = Dictionary((row.edits?.members ?? []).map { ($0.0, $0.1) }) { _, last in last }
        let fields = members.enumerated().html { index, member in
            let (name, value) = member
            let now = edits[name] ?? value
            if case .object = now {
                let hex = now["hex"]?.string ?? ""
                return
                    "<div class=\"field\"><span class=\"label mono\">\(name)</span><span class=\"mono clip\" title=\"\(hex)\">\(String(hex.prefix(60)))</span></div>"
                    as HTML
            }
            let text = Self.text(now) ?? ""
            let isLong = text.utf8.count > 60 || text.contains("\n")
            let field: HTML =
                isLong
                ? "<textarea id=\"c\(index)\" name=\"value.\(name)\" rows=\"3\">\(text)</textarea>"
                : "<input id=\"c\(index)\" name=\"value.\(name)\" value=\"\(text)\">"
            return """
                <div class="field"><label for="c\(index)" class="mono">\(name)</label>\(field)\
                <label class="check-line"><input type="checkbox" name="null.\(name)" value="1"\(now == .null ? " checked" : HTML.empty)><span>NULL</span></label></div>
                """
        }
        return """
            <form class="form" method="post" action="/consolidation/refused/\(row.id)">\(HTML.csrf(visit))\(fields)\
            <p class="hint">\(reader.t("consolidation.edit.why"))</p>\(TypedFields.html(reader, needsCentral: true, isOpen: false))<div class="form-actions"><button class="primary">\(reader.t("consolidation.retry.do"))</button>\
            <a class="button" href="/consolidation/refused">\(reader.t("script.cancel"))</a></div></form>
            """
    }

    private func dismissal(_ row: RowFailure) -> HTML {
        guard reader.may(ConsolidationFeature.operate), row.status == .open || row.status == .givenUp else { return "" }
        return AskingButton.form(visit, to: "/consolidation/refused/\(row.id)/dismiss", Self.confirm(row, reader))
    }

    static func confirm(_ row: RowFailure, _ reader: Reader) -> Confirm {
        Confirm(
            title: reader.t("consolidation.dismiss.title", ["row": "\(row.table) \(row.keyText)"]), sentence: reader.t("consolidation.dismiss.what"),
            yes: reader.t("consolidation.dismiss"), back: "/consolidation/refused/\(row.id)")
    }

    /// A cell as the row's JSON holds it; nil for NULL.
    private static func text(_ value: JSON) -> String? { RowText.cell(value).map { String(decoding: $0, as: UTF8.self) } }

    func retry() async throws -> WebResponse {
        let row = try await feature.actions.failure(visit.id())
        var edits: [String: String?] = [:]
        for (name, value) in row.row.members ?? [] {
            guard let typed = visit.form["value." + name] else { continue }
            let new: String? = visit.form.flag("null." + name) ? nil : typed.replacing("\r\n", with: "\n")
            // A browser sends every newline as CRLF.
            if new != Self.text(value)?.replacing("\r\n", with: "\n") { edits[name] = .some(new) }
        }
        do {
            let typed = visit.typedPasswords
            let done = try await feature.actions.retry(
                [row.id], edits: edits, branchPassword: typed.branch, centralPassword: typed.central, by: Author(visit))
            return .redirect(done.failed == 0 ? "/consolidation/refused?done=1" : "/consolidation/refused/\(row.id)?again=1")
        } catch let problem as Problem { return try await show(problem: problem) }
    }

    func dismiss() async throws -> WebResponse {
        let row = try await feature.actions.failure(visit.id())
        guard visit.form.flag("confirmed") else {
            return await Self.confirm(row, reader).response(
                feature.house, visit,
                place: [Place(reader.t("consolidation.title"), "/consolidation"), Place(reader.t("consolidation.refused"), "/consolidation/refused")])
        }
        try await feature.actions.dismiss(row.id, by: Author(visit))
        return .redirect("/consolidation/refused")
    }
}
