// "Who may sign in, and as what?"

import Host
import Kernel
import Web

/// The list of people.
struct PeoplePage {
    let house: House
    let visit: Visit
    private var reader: Reader { visit.reader }

    func response() async throws -> WebResponse {
        let people = try await house.people.list()
        let title = reader.t("people.title")
        let active = people.filter(\.isActive)
        let answer = reader.t(
            active.count == 1 ? "people.answer.one" : "people.answer.many",
            ["n": reader.number(active.count), "admins": reader.number(active.filter { $0.role == .admin }.count)])
        let main: HTML = """
            <header class="page-head"><h1>\(title)</h1><p class="answer">\(answer)</p><div class="actions">\
            <a class="button" href="/tokens">\(HTML.icon("token"))\(reader.t("tokens.title"))</a>\
            <a class="button primary" href="/people/new">\(HTML.icon("plus"))\(reader.t("people.add"))</a></div></header>\
            \(people.isEmpty ? empty : table(people))
            """
        return await house.page(visit, title: title, place: [Place(title)], main)
    }

    private var empty: HTML {
        "<div class=\"empty\">\(HTML.icon("people"))<h2>\(reader.t("people.empty"))</h2><p>\(reader.t("people.empty.step"))</p></div>"
    }

    private func table(_ people: [PersonRecord]) -> HTML {
        let heads = ["people.name", "people.role", "people.state", "people.since"].html { "<th scope=\"col\">\(reader.t($0))</th>" }
        return """
            <div class="table-wrap tall" tabindex="0" role="region" aria-label="\(reader.t("people.title"))">\
            <table class="data stack"><thead><tr>\(heads)</tr></thead><tbody>\(people.html(row))</tbody></table></div>
            """
    }

    private func row(_ person: PersonRecord) -> HTML {
        let path = "/people/\(person.id)"
        return """
            <tr data-href="\(path)"><td data-label="\(reader.t("people.name"))"><a href="\(path)">\(person.name)</a></td>\
            <td data-label="\(reader.t("people.role"))">\(reader.t("role." + person.role.rawValue))</td>\
            <td data-label="\(reader.t("people.state"))">\(PersonPage.state(person, reader))</td>\
            <td data-label="\(reader.t("people.since"))">\(reader.time(person.createdAt))</td></tr>
            """
    }
}
