// The sign-in page: a form without the frame around it, in the reader's language, with what went wrong above it.

import Host
import Kernel
import Web

/// Draws sign-in and the first run.
struct SignInPage {
    let house: House
    let visit: Visit
    private var reader: Reader { visit.reader }

    func response(problem: Problem?) -> WebResponse {
        let form: HTML = """
            <form class="form" method="post" action="/sign-in">\(target)\
            \(Field.text("name", reader.t("sign-in.name"), value: visit.form.text("name"), more: " autocomplete=\"username\" required autofocus"))\
            \(Field.password("password", reader.t("sign-in.password")))\
            <button class="primary">\(reader.t("sign-in.do"))</button></form>
            """
        return page(reader.t("sign-in.title"), problem, form)
    }

    /// There is nobody yet: make the first administrator.
    func first(problem: Problem?) -> WebResponse {
        let title = reader.t("first-run.title")
        guard visit.request.isFromThisMachine else { return page(title, Problem(.forbidden, "first_run_remote"), "") }
        let hint = reader.t("password.hint", ["shortest": String(People.shortestPassword)])
        let form: HTML = """
            <p>\(reader.t("first-run.why"))</p><form class="form" method="post" action="/sign-in/first">\
            \(Field.text("name", reader.t("sign-in.name"), value: visit.form.text("name"), more: " autocomplete=\"username\" required autofocus"))\
            \(Field.password("password", reader.t("sign-in.password"), hint: hint, isNew: true))\
            \(Field.password("again", reader.t("password.again"), isNew: true))\
            <button class="primary">\(reader.t("first-run.do"))</button></form>
            """
        return page(title, problem, form)
    }

    private var target: HTML {
        let to = LocalTarget.of(visit.form["to"] ?? visit.query["to"])
        return to == "/" ? "" : Field.hidden("to", to)
    }

    private func page(_ title: String, _ problem: Problem?, _ form: HTML) -> WebResponse {
        let notice: HTML = problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? ""
        let body: HTML = """
            <main id="main" class="sign-in"><p class="brand">\(HTML.icon("gemba"))<span>Gemba</span></p>\
            <section class="panel"><div class="panel-body"><h1>\(title)</h1>\(notice)\(form)</div></section>\
            <p class="languages">\(languages)</p></main>
            """
        return house.barePage(visit, title: title, body, status: problem?.status ?? 200)
    }

    private var languages: HTML {
        let names: [(Language, String)] = [(.en, "English"), (.es, "Español"), (.fr, "Français")]
        let to = LocalTarget.of(visit.form["to"] ?? visit.query["to"])
        let back = URLText.encode("/sign-in" + (to == "/" ? "" : "?to=" + URLText.encode(to)))
        return names.html { language, name in
            let current: HTML = language == reader.language ? " aria-current=\"true\"" : ""
            return "<a href=\"/language?to=\(language.rawValue)&amp;back=\(back)\" lang=\"\(language.rawValue)\"\(current)>\(name)</a> "
        }
    }
}
