// One person: role, password, whether they may sign in; and the form for a new one.

import Host
import Kernel
import Web

/// A person's page.
struct PersonPage {
    let house: House
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var place: [Place] { [Place(reader.t("people.title"), "/people")] }

    static func state(_ person: PersonRecord, _ reader: Reader) -> HTML {
        if !person.isActive { return "<span class=\"tag is-off\">\(HTML.icon("pause"))\(reader.t("people.inactive"))</span>" }
        return person.hasPassword
            ? "\(reader.t("people.active"))" : "<span class=\"tag is-warn\">\(HTML.icon("warn"))\(reader.t("people.no-password"))</span>"
    }

    private func notice(_ problem: Problem?) -> HTML { problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? "" }

    func new(problem: Problem?) async -> WebResponse {
        let title = reader.t("people.add")
        let hint = reader.t("people.password.hint", ["shortest": String(People.shortestPassword)])
        let chosen = visit.form["role"] ?? Role.viewer.rawValue
        let main: HTML = """
            <header class="page-head"><h1>\(title)</h1></header>\(notice(problem))\
            <section class="panel"><div class="panel-body"><form class="form" method="post" action="/people">\(HTML.csrf(visit))\
            \(Field.text("name", reader.t("people.name"), value: visit.form.text("name"), more: " required autocomplete=\"off\""))\
            \(Field.select("role", reader.t("people.role"), RoleText.options(reader), chosen: chosen))\
            \(Field.text("password", reader.t("sign-in.password"), type: "password", hint: hint, more: " autocomplete=\"new-password\""))\
            \(Field.text("again", reader.t("password.again"), type: "password", more: " autocomplete=\"new-password\""))\
            <div class="form-actions"><button class="primary">\(title)</button>\
            <a class="button" href="/people">\(reader.t("script.cancel"))</a></div></form></div></section>
            """
        return await house.page(visit, title: title, place: place + [Place(title)], status: problem?.status ?? 200, main)
    }

    func response(_ person: PersonRecord, _ consequence: Consequence, problem: Problem?) async -> WebResponse {
        let main: HTML = """
            <header class="page-head"><h1>\(person.name)</h1><p class="answer">\(reader.t("role." + person.role.rawValue)), \
            \(Self.state(person, reader))</p><div class="actions">\
            <a class="button" href="/audit?subject=person%20\(person.id)">\(HTML.icon("audit"))\(reader.t("people.audit"))</a></div></header>\
            \(notice(problem))<div class="grid-2">\(role(person))\(password(person))\(standing(person, consequence))</div>
            """
        return await house.page(visit, title: person.name, place: place + [Place(person.name)], status: problem?.status ?? 200, main)
    }

    private func panel(_ title: String, _ body: HTML) -> HTML {
        "<section class=\"panel\"><header><h2>\(title)</h2></header><div class=\"panel-body\">\(body)</div></section>"
    }

    private func role(_ person: PersonRecord) -> HTML {
        panel(
            reader.t("people.role"),
            """
            <form class="form" method="post" action="/people/\(person.id)/role">\(HTML.csrf(visit))\
            \(Field.select("role", reader.t("people.role"), RoleText.options(reader), chosen: person.role.rawValue))\
            <div class="form-actions"><button>\(reader.t("people.role.set"))</button></div></form>
            """)
    }

    private func password(_ person: PersonRecord) -> HTML {
        let hint = reader.t("password.hint", ["shortest": String(People.shortestPassword)])
        return panel(
            reader.t("sign-in.password"),
            """
            <form class="form" method="post" action="/people/\(person.id)/password">\(HTML.csrf(visit))\
            \(Field.password("password", reader.t("people.password.new"), hint: hint, isNew: true))\
            \(Field.password("again", reader.t("password.again"), isNew: true))\
            <p class="hint">\(reader.t("people.password.ends"))</p>\
            <div class="form-actions"><button>\(reader.t("people.password.set"))</button></div></form>
            """)
    }

    private func standing(_ person: PersonRecord, _ consequence: Consequence) -> HTML {
        let facts: HTML = """
            <dl class="facts"><dt>\(reader.t("people.since"))</dt><dd>\(reader.time(person.createdAt))</dd>\
            <dt>\(reader.t("people.sessions"))</dt><dd>\(reader.number(consequence.sessions))</dd>\
            <dt>\(reader.t("people.tokens"))</dt><dd>\(reader.number(consequence.tokens))</dd></dl>
            """
        let path = "/people/\(person.id)/active"
        let button: HTML =
            person.isActive
            ? AskingButton.form(visit, to: path, consequence.confirm(reader), fields: Field.hidden("active", "0"))
            : "<form method=\"post\" action=\"\(path)\">\(HTML.csrf(visit))\(Field.hidden("active", "1"))<button>\(reader.t("people.activate"))</button></form>"
        return panel(reader.t("people.state"), facts + button)
    }
}
