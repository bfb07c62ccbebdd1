// The crew: a card for each with what they have and how far it is; people on batches who are not in the crew stand beside.

import Host
import Kernel
import Web

struct TeamPage: Sendable {
    let feature: BatchesFeature
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var actions: BatchesActions { feature.actions }

    init(_ feature: BatchesFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    private func place(_ title: String? = nil) -> [Place] {
        [Place(reader.t("batches.title"), "/batches"), Place(reader.t("batches.team"), "/batches/team")] + (title.map { [Place($0)] } ?? [])
    }

    func response(problem: Problem? = nil) async throws -> WebResponse {
        let team = try await actions.team()
        let members = team.filter(\.isMember)
        let others = team.filter { !$0.isMember && $0.name != nil }
        let notice: HTML = problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? ""
        let empty: HTML =
            members.isEmpty
            ? "<section class=\"panel\"><div class=\"empty\">\(HTML.icon("people"))<h2>\(reader.t("batches.team.empty"))</h2><p>\(reader.t("batches.team.empty.step"))</p></div></section>"
            : ""
        let strangers: HTML =
            others.isEmpty
            ? ""
            : "<h2>\(reader.t("batches.team.strangers"))</h2><p class=\"hint\">\(reader.t("batches.strangers.step"))</p><div class=\"grid-3\">\(others.html(card))</div>"
        let free = team.last?.counts.total ?? 0
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("batches.team.question"))</h1><p class="answer">\
            <b>\(reader.t("batches.team.answer", ["n": reader.number(members.count)]))</b> \
            <a href="\(BatchPath.board([("assignee", BatchFilter.nobody)]))">\(reader.t("batches.team.free", ["n": reader.number(free)]))</a></p></header>\
            \(BatchesTabs.html(visit, current: "/batches/team"))\(notice)<div id="team" class="stack-y" data-live="batches">\(empty)\
            <div class="grid-3">\(members.html(card))</div>\(strangers)</div>\(form)
            """
        return await feature.house.page(
            visit, title: reader.t("batches.team"), place: [Place(reader.t("batches.title"), "/batches"), Place(reader.t("batches.team"))],
            status: problem?.status ?? 200, main)
    }

    private func card(_ figure: BatchesActions.PersonFigures) -> HTML {
        let name = figure.name ?? ""
        let share = BatchMetrics.Share(figure.counts)
        func link(_ status: BatchStatus, _ n: Int64) -> HTML {
            """
            <dt>\(reader.t("batches.status." + status.rawValue))</dt><dd class="num"><a href="\(BatchPath.board([("assignee", name), ("status", status.rawValue)]))">\(reader.number(n))</a></dd>
            """
        }
        let edit: HTML =
            reader.may(BatchesFeature.operate)
            ? "<a class=\"button small\" href=\"\(BatchPath.member(name))\">\(reader.t(figure.isMember ? "batches.member.edit" : "batches.member.settle"))</a>"
            : ""
        return """
            <section class="panel"><header><h2><a class="plain" href="\(BatchPath.board([("assignee", name)]))">\(name)</a></h2>\
            <span class="muted">\(reader.number(share.total))</span></header><div class="panel-body">\
            <div class="progress"><span class="label">\(reader.t("batches.done.share"))</span><span>\(reader.percent(share.completionRate / 100))</span>\
            <progress value="\(share.completed)" max="\(max(1, share.total))"></progress></div>\
            <dl class="facts">\(link(.notStarted, share.pending))\(link(.incomplete, share.inProgress))\(link(.done, share.completed))</dl>\
            <div class="actions">\(edit)</div></div></section>
            """
    }

    private var form: HTML {
        guard reader.may(BatchesFeature.operate) else { return "" }
        return """
            <section class="panel"><header><h2>\(reader.t("batches.member.new"))</h2></header><div class="panel-body">\
            <form class="form" method="post" action="/batches/team">\(HTML.csrf(visit))<div class="row-fields">\(fields(CrewMember(name: "")))</div>\
            <div class="form-actions"><button class="primary">\(reader.t("batches.member.add"))</button></div></form></div></section>
            """
    }

    private func fields(_ member: CrewMember) -> HTML {
        """
        \(Field.text("name", reader.t("batches.member.name"), value: member.name))\(Field.text("role", reader.t("batches.member.role"), value: member.role))\
        \(Field.text("email", reader.t("batches.member.email"), value: member.email, type: "email"))
        """
    }

    private var typed: CrewMember {
        CrewMember(name: visit.form.text("name"), role: visit.form.text("role"), email: visit.form.text("email"))
    }

    func add() async throws -> WebResponse {
        do {
            try await actions.add(typed, by: Author(visit))
            return .redirect("/batches/team")
        } catch let problem as Problem {
            return try await response(problem: problem)
        }
    }

    // MARK: one member

    private var name: String { visit.path["name"] ?? "" }

    func show(problem: Problem? = nil) async throws -> WebResponse {
        let crew = try await actions.crew()
        let member = crew.first { $0.name == name }
        let batches = try await actions.batches(of: name)
        guard member != nil || !batches.isEmpty else { throw Problem(.missing, "crew_unknown", ["name": String(name.prefix(60))]) }
        let heirs =
            [(value: "", text: reader.t("batches.nobody"))] + crew.filter { $0.name != name }.map { (value: $0.name, text: $0.name) }
        let notice: HTML = problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? ""
        let n = reader.number(batches.count)
        let change: HTML =
            member.map { member in
                """
                <section class="panel"><header><h2>\(reader.t("batches.member.edit"))</h2></header><div class="panel-body">\
                <form class="form" method="post" action="\(BatchPath.member(name))">\(HTML.csrf(visit))\(fields(member))\
                <p class="hint">\(reader.t("batches.member.carried", ["n": n]))</p>\
                <div class="form-actions"><button class="primary">\(reader.t("batches.save"))</button></div></form></div></section>
                """
            } ?? Notice.warn(reader.t("batches.stranger"), reader.t("batches.strangers.step"))
        let isMember = member != nil
        let main: HTML = """
            <header class="page-head"><h1>\(name)</h1><p class="answer"><a href="\(BatchPath.board([("assignee", name)]))">\
            \(reader.t("batches.member.has", ["n": n]))</a></p></header>\(notice)<div class="grid-2">\(change)\
            <section class="panel"><header><h2>\(reader.t(isMember ? "batches.member.remove" : "batches.member.settle"))</h2></header><div class="panel-body">\
            <form class="form" method="post" action="\(BatchPath.member(name))/remove">\(HTML.csrf(visit))\
            \(Field.select("heir", reader.t("batches.member.heir", ["n": n]), heirs, chosen: ""))\
            <div class="form-actions"><button\(isMember ? " class=\"danger\"" : HTML.empty)>\(reader.t(isMember ? "batches.member.remove" : "batches.member.give"))</button></div></form></div></section></div>
            """
        return await feature.house.page(visit, title: name, place: place(name), status: problem?.status ?? 200, main)
    }

    func change() async throws -> WebResponse {
        do {
            _ = try await actions.change(name, to: typed, by: Author(visit))
            return .redirect("/batches/team")
        } catch let problem as Problem where problem.family != .missing {
            return try await show(problem: problem)
        }
    }

    func remove() async throws -> WebResponse {
        let heir = visit.form.text("heir").isEmpty ? nil : visit.form.text("heir")
        do {
            if try await actions.crew().contains(where: { $0.name == name }) {
                _ = try await actions.remove(name, heir: heir, by: Author(visit))
            } else {
                _ = try await actions.assign(actions.batches(of: name).map(\.id), to: heir, by: Author(visit))
            }
            return .redirect("/batches/team")
        } catch let problem as Problem where problem.family != .missing {
            return try await show(problem: problem)
        }
    }
}
