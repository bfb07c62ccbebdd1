// "What does Gemba do by itself, and did it work?"

import Host
import Kernel
import Store
import Web

/// Everything about jobs on one page.
struct JobsPage {
    let house: House
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var words: RunText { RunText(house: house, reader: reader) }
    private var mayManage: Bool { reader.may(OperateFeature.manageJobs) }

    /// What the page shows, read in one transaction.
    private struct State: Sendable {
        var running: [JobRunView]
        var due: [JobRunView]
        var history: [JobRunView]
        var timetables: [TimetableView]
        var hasOlder: Bool
    }

    func response() async throws -> WebResponse {
        var filter = try JobsQuery.filter(visit.query)
        let size = filter.limit
        filter.limit += 1
        let asked = filter
        let state = try await house.database.read { tx in
            let history = try JobHistory.history(asked, in: tx)
            return State(
                running: try JobHistory.running(in: tx), due: try JobHistory.due(in: tx), history: Array(history.prefix(size)),
                timetables: try Timetables.all(in: tx), hasOlder: history.count > size)
        }
        let title = reader.t("jobs.title")
        let main: HTML = """
            <div class="stack-y" id="jobs-now" data-live="jobs"><header class="page-head"><h1>\(title)</h1><p class="answer">\(answer(state))</p></header>\
            \(running(state.running))\(due(state.due))</div>\(timetables(state.timetables))\(kinds)\
            <div class="stack-y" id="results" data-live="jobs">\(history(state))</div>
            """
        return await house.page(visit, title: title, place: [Place(title)], main)
    }

    private func answer(_ state: State) -> String {
        let failed = state.history.filter { $0.status == .failed && ($0.endedAt ?? $0.enqueuedAt) > reader.now - .days(1) }.count
        let counts = ["running": reader.number(state.running.count), "due": reader.number(state.due.count)]
        let now = state.running.isEmpty && state.due.isEmpty ? reader.t("jobs.idle") : reader.t("jobs.answer", counts)
        if visit.query["kind"] != nil || visit.query["status"] != nil || visit.query["after"] != nil { return now }
        return now + " " + reader.t(failed == 0 ? "jobs.failed.none" : "jobs.failed.some", ["n": reader.number(failed)])
    }

    private func panel(_ id: String, _ title: String, _ head: HTML, _ body: HTML) -> HTML {
        "<section class=\"panel\" id=\"\(id)\"><header><h2>\(title)</h2>\(head)</header>\(body)</section>"
    }

    private func table(_ keys: [String], _ rows: HTML) -> HTML {
        let heads = keys.html { "<th scope=\"col\">\($0.isEmpty ? "" : reader.t($0))</th>" }
        return """
            <div class="table-wrap" tabindex="0" role="region" aria-label="\(reader.t("jobs.title"))"><table class="data stack">\
            <thead><tr>\(heads)</tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }

    private func running(_ runs: [JobRunView]) -> HTML {
        guard !runs.isEmpty else { return "" }
        let rows = runs.html { run in
            """
            <tr data-href="/jobs/\(run.id)"><td><a href="/jobs/\(run.id)">\(words.name(run))</a></td><td>\(words.status(run))</td>\
            <td>\(run.startedAt.map { reader.age($0) })</td><td>\(words.progress(run))</td><td>\(button(run, "cancel"))</td></tr>
            """
        }
        return panel("running", reader.t("jobs.running"), "", table(["jobs.job", "jobs.state", "jobs.for", "jobs.progress", ""], rows))
    }

    private func due(_ runs: [JobRunView]) -> HTML {
        guard !runs.isEmpty else { return "" }
        let rows = runs.html { run in
            let why: HTML = words.error(run).map { "<span class=\"muted\">\(reader.t("jobs.again", ["n": String(run.attempt)])) \($0)</span>" } ?? ""
            return """
                <tr data-href="/jobs/\(run.id)"><td><a href="/jobs/\(run.id)">\(words.name(run))</a></td><td>\(reader.time(run.runAt))</td>\
                <td>\(why)</td><td>\(button(run, "retry"))\(button(run, "cancel"))</td></tr>
                """
        }
        return panel("due", reader.t("jobs.due"), "", table(["jobs.job", "jobs.at", "jobs.why", ""], rows))
    }

    private func button(_ run: JobRunView, _ verb: String) -> HTML {
        guard mayManage else { return "" }
        return """
            <form method="post" action="/jobs/\(run.id)/\(verb)">\(HTML.csrf(visit))\
            <button class="small">\(reader.t(verb == "retry" ? "jobs.now" : "jobs.cancel"))</button></form>
            """
    }

    private func timetables(_ all: [TimetableView]) -> HTML {
        let add: HTML = mayManage && !house.jobs.knownKinds.isEmpty ? "<a href=\"/timetables/new\">\(reader.t("timetable.add"))</a>" : ""
        guard !all.isEmpty else {
            return panel(
                "timetables", reader.t("timetable.title"), add,
                "<div class=\"panel-body\"><p class=\"muted\">\(reader.t("timetable.empty"))</p></div>")
        }
        let rows = all.html { TimetableRow(house: house, visit: visit, view: $0).html }
        let keys = ["timetable.name", "jobs.job", "timetable.words", "timetable.next", ""]
        return panel("timetables", reader.t("timetable.title"), add, table(keys, rows))
    }

    /// What can be run without waiting for a timetable.
    private var kinds: HTML {
        guard mayManage, !house.jobs.knownKinds.isEmpty else { return "" }
        let buttons = house.jobs.knownKinds.filter { !$0.needsPayload }.html { kind in
            """
            <form method="post" action="/jobs/run">\(HTML.csrf(visit))\(Field.hidden("kind", kind.id))\
            <button>\(HTML.icon("play"))\(reader.t(kind.titleKey))</button></form>
            """
        }
        return panel("kinds", reader.t("jobs.by-hand"), "", "<div class=\"panel-body\"><div class=\"form-actions\">\(buttons)</div></div>")
    }

    private func history(_ state: State) -> HTML {
        let all: HTML = visit.query["status"] == nil ? " aria-current=\"true\"" : ""
        let tabs = ["done", "failed", "cancelled"].html { status in
            let current: HTML = visit.query["status"] == status ? " aria-current=\"true\"" : ""
            return "<a href=\"/jobs?status=\(status)#results\"\(current)>\(reader.t("jobs.status." + status))</a>"
        }
        let rows = state.history.html(row)
        let body: HTML =
            state.history.isEmpty
            ? "<div class=\"panel-body\"><p class=\"muted\">\(reader.t("jobs.history.empty"))</p></div>"
            : table(["jobs.job", "jobs.ended", "jobs.state", "jobs.took", "jobs.counts"], rows)
        let last = state.history.last.map { String($0.id) } ?? ""
        let older: HTML =
            state.hasOlder
            ? "<nav class=\"pager\"><a href=\"/jobs?\(visit.query.query(setting: ["after": last]))#results\">\(reader.t("audit.older"))</a></nav>"
            : ""
        let filter: HTML = "<div class=\"segmented\"><a href=\"/jobs#results\"\(all)>\(reader.t("jobs.status.all"))</a>\(tabs)</div>"
        return panel("history", reader.t("jobs.history"), filter, body + older)
    }

    private func row(_ run: JobRunView) -> HTML {
        let tone: HTML = run.status == .failed ? " class=\"is-bad\"" : ""
        let ended: HTML = run.endedAt.map { reader.time($0) } ?? ""
        let what = words.error(run) ?? words.counts(run)
        return """
            <tr data-href="/jobs/\(run.id)"\(tone)><td data-label="\(reader.t("jobs.job"))"><a href="/jobs/\(run.id)">\(words.name(run))</a></td>\
            <td data-label="\(reader.t("jobs.ended"))">\(ended)</td><td data-label="\(reader.t("jobs.state"))">\(words.status(run))</td>\
            <td data-label="\(reader.t("jobs.took"))">\(words.took(run))</td><td data-label="\(reader.t("jobs.counts"))" class="clip" title="\(what)">\(what)</td></tr>
            """
    }
}
