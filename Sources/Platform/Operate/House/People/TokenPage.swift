// "Which programs may talk to Gemba, as what, and until when?"

import Host
import Kernel
import Web

/// The list of tokens and the form for a new one.
struct TokenPage {
    let house: House
    let visit: Visit
    private var reader: Reader { visit.reader }

    static func confirm(_ name: String, _ reader: Reader) -> Confirm {
        Confirm(
            title: reader.t("tokens.revoke.title", ["name": name]), sentence: reader.t("tokens.revoke.what"), yes: reader.t("tokens.revoke"),
            back: "/tokens")
    }

    func response(new: NewToken?, problem: Problem?) async throws -> WebResponse {
        let tokens = try await house.tokens.list()
        let live = tokens.filter { $0.isLive(at: reader.now) }.count
        let title = reader.t("tokens.title")
        let answer = reader.t(live == 1 ? "tokens.answer.one" : "tokens.answer.many", ["n": reader.number(live)])
        let notice: HTML = problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? ""
        let main: HTML = """
            <header class="page-head"><h1>\(title)</h1><p class="answer">\(answer)</p></header>\(notice)\(new.map(once) ?? "")\
            <div class="split"><div class="stack-y">\(tokens.isEmpty ? empty : table(tokens))</div><div class="stack-y">\(form)</div></div>
            """
        return await house.page(
            visit, title: title, place: [Place(reader.t("people.title"), "/people"), Place(title)], status: problem?.status ?? 200, main)
    }

    private func once(_ token: NewToken) -> HTML {
        """
        <div class="notice is-ok" role="status">\(HTML.icon("ok"))<div><b>\(reader.t("tokens.once", ["name": token.record.name]))</b>\
        <p><code id="token">\(token.text)</code></p><p>\(reader.t("tokens.once.why"))</p></div><div class="actions">\
        <button type="button" data-copy-from="#token">\(HTML.icon("copy"))<span>\(reader.t("tokens.copy"))</span></button></div></div>
        """
    }

    private var empty: HTML {
        "<div class=\"empty\">\(HTML.icon("token"))<h2>\(reader.t("tokens.empty"))</h2><p>\(reader.t("tokens.empty.step"))</p></div>"
    }

    private var form: HTML {
        """
        <section class="panel"><header><h2>\(reader.t("tokens.new"))</h2></header><div class="panel-body">\
        <form class="form" method="post" action="/tokens">\(HTML.csrf(visit))\
        \(Field.text("name", reader.t("tokens.name"), hint: reader.t("tokens.name.hint"), more: " required autocomplete=\"off\""))\
        \(Field.select("role", reader.t("people.role"), RoleText.options(reader), chosen: Role.viewer.rawValue))\
        \(Field.text("days", reader.t("tokens.days"), value: "365", type: "number", hint: reader.t("tokens.days.hint"), more: " min=\"1\" max=\"3650\""))\
        <div class="form-actions"><button class="primary">\(reader.t("tokens.create"))</button></div></form></div></section>
        """
    }

    private func table(_ tokens: [TokenRecord]) -> HTML {
        let keys = ["tokens.name", "people.role", "tokens.by", "tokens.used", "tokens.end", "tokens.state"]
        return """
            <div class="table-wrap tall" tabindex="0" role="region" aria-label="\(reader.t("tokens.title"))"><table class="data stack"><thead><tr>\
            \(keys.html { "<th scope=\"col\">\(reader.t($0))</th>" })</tr></thead><tbody>\(tokens.html(row))</tbody></table></div>
            """
    }

    private func row(_ token: TokenRecord) -> HTML {
        let used: HTML = token.lastUsedAt.map { reader.age($0) } ?? "<span class=\"missing\">\(reader.t("tokens.never"))</span>"
        let end: HTML = token.expiresAt.map { reader.time($0) } ?? "\(reader.t("tokens.no-end"))"
        return """
            <tr><td data-label="\(reader.t("tokens.name"))">\(token.name)</td>\
            <td data-label="\(reader.t("people.role"))">\(reader.t("role." + token.role.rawValue))</td>\
            <td data-label="\(reader.t("tokens.by"))">\(token.createdByName)</td><td data-label="\(reader.t("tokens.used"))">\(used)</td>\
            <td data-label="\(reader.t("tokens.end"))">\(end)</td><td data-label="\(reader.t("tokens.state"))">\(state(token))</td></tr>
            """
    }

    private func state(_ token: TokenRecord) -> HTML {
        if let at = token.revokedAt { return "<span class=\"tag is-off\">\(reader.t("tokens.revoked"))</span> \(reader.time(at))" }
        guard token.isLive(at: reader.now) else { return "<span class=\"tag is-off\">\(reader.t("tokens.ended"))</span>" }
        return AskingButton.form(visit, to: "/tokens/\(token.id)/revoke", Self.confirm(token.name, reader))
    }
}
