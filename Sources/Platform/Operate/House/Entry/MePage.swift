// "Where am I signed in, and how am I known here?"

import Host
import Kernel
import Web

/// The account page.
struct MePage {
    let house: House
    let visit: Visit
    private var reader: Reader { visit.reader }

    func response(problem: Problem?) async throws -> WebResponse {
        guard let person = reader.person else { throw Problem(.unauthenticated, "sign_in_needed") }
        let title = reader.t("me.title")
        var main: HTML = """
            <header class="page-head"><h1>\(person.name)</h1><p class="answer">\(RoleText.sentence(person.role, reader))</p></header>
            """
        if let problem { main += Notice.bad(problem.title(reader), problem.hintText(reader)) }
        if visit.query["done"] == "password" { main += Notice.ok(reader.t("me.password.done"), reader.t("me.password.ended")) }
        if let id = person.ownID {
            main += "<div class=\"grid-2\">\(password)\(language)</div>" + sessions(try await house.signIn.sessions(of: id))
        } else {
            main += Notice.warn(reader.t("me.no-account"))
        }
        return await house.page(visit, title: title, place: [Place(title)], status: problem?.status ?? 200, main)
    }

    private var password: HTML {
        let hint = reader.t("password.hint", ["shortest": String(People.shortestPassword)])
        return """
            <section class="panel"><header><h2>\(reader.t("me.password"))</h2></header><div class="panel-body">\
            <form class="form" method="post" action="/me/password">\(HTML.csrf(visit))\(Field.password("current", reader.t("me.password.current")))\
            \(Field.password("password", reader.t("people.password.new"), hint: hint, isNew: true))\
            \(Field.password("again", reader.t("password.again"), isNew: true))\
            <div class="form-actions"><button class="primary">\(reader.t("people.password.set"))</button></div></form></div></section>
            """
    }

    private var language: HTML {
        let names = [(value: "en", text: "English"), (value: "es", text: "Español"), (value: "fr", text: "Français")]
        return """
            <section class="panel"><header><h2>\(reader.t("me.language"))</h2></header><div class="panel-body">\
            <form class="form" method="post" action="/me/language">\(HTML.csrf(visit))\
            \(Field.select("language", reader.t("me.language"), names, chosen: reader.language.rawValue))\
            <div class="form-actions"><button>\(reader.t("me.language.set"))</button></div></form></div></section>
            """
    }

    private func sessions(_ sessions: [SessionRecord]) -> HTML {
        let own = visit.request.cookie(House.sessionCookie).map(SignIn.sessionID(of:))
        let keys = ["me.sessions.agent", "me.sessions.address", "me.sessions.begun", "me.sessions.seen"]
        let rows = sessions.html { session in
            let last: HTML =
                session.id == own
                ? "<span class=\"tag\">\(reader.t("me.sessions.this"))</span>"
                : """
                <form method="post" action="/me/sessions/end">\(HTML.csrf(visit))\(Field.hidden("session", session.id))\
                <button class="small">\(reader.t("me.sessions.end"))</button></form>
                """
            return """
                <tr><td class="clip" data-label="\(reader.t(keys[0]))" title="\(session.agent)">\(session.agent)</td>\
                <td data-label="\(reader.t(keys[1]))">\(session.address)</td><td data-label="\(reader.t(keys[2]))">\(reader.time(session.createdAt))</td>\
                <td data-label="\(reader.t(keys[3]))">\(reader.age(session.lastSeenAt))</td><td>\(last)</td></tr>
                """
        }
        return """
            <section class="panel"><header><h2>\(reader.t("me.sessions"))</h2><p>\(reader.number(sessions.count))</p></header>\
            <div class="table-wrap" tabindex="0" role="region" aria-label="\(reader.t("me.sessions"))"><table class="data stack"><thead><tr>\
            \(keys.html { "<th scope=\"col\">\(reader.t($0))</th>" })<th scope="col"></th></tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }
}
