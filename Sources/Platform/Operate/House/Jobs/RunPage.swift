// One run: what it was to do, how far it came, what it counted, what it said, why it failed.

import Host
import Kernel
import Store
import Web

/// A run's page.
struct RunPage {
    let house: House
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var words: RunText { RunText(house: house, reader: reader) }

    func response() async throws -> WebResponse {
        let id = try visit.id()
        let (run, log) = try await house.database.read { tx in (try JobHistory.run(id, in: tx), try JobHistory.log(id, in: tx)) }
        let title = reader.t("jobs.run", ["n": String(id)])
        let main: HTML = """
            <div class="stack-y" id="run" data-live="jobs"><header class="page-head"><h1>\(words.name(run))</h1>\
            <p class="answer">\(words.status(run)) \(words.progress(run))</p><div class="actions">\(actions(run))</div></header>\
            \(failure(run))<div class="grid-2">\(facts(run))\(counts(run))</div>\(lines(log))</div>
            """
        return await house.page(visit, title: title, place: [Place(reader.t("jobs.title"), "/jobs"), Place(title)], main)
    }

    private func actions(_ run: JobRunView) -> HTML {
        guard reader.may(OperateFeature.manageJobs) else { return "" }
        switch run.status {
        case .running: return run.isCancelAsked ? "" : button(run, "cancel", reader.t("jobs.cancel"))
        case .waiting: return button(run, "retry", reader.t("jobs.now")) + button(run, "cancel", reader.t("jobs.cancel"))
        case .done, .failed, .cancelled: return button(run, "retry", reader.t("jobs.retry"))
        }
    }

    private func button(_ run: JobRunView, _ verb: String, _ label: String) -> HTML {
        "<form method=\"post\" action=\"/jobs/\(run.id)/\(verb)\">\(HTML.csrf(visit))<button>\(label)</button></form>"
    }

    private func failure(_ run: JobRunView) -> HTML {
        guard run.errorCode != nil else { return "" }
        let next = run.status == .waiting ? reader.t("jobs.tries", ["n": String(run.attempt), "when": reader.dateTime(run.runAt)]) : nil
        let more = [next, run.errorText].compactMap { $0 }.joined(separator: " ")
        return run.status == .waiting ? Notice.warn(words.error(run) ?? "", more) : Notice.bad(words.error(run) ?? "", more)
    }

    private func facts(_ run: JobRunView) -> HTML {
        var rows: [(String, HTML)] = [("jobs.job", "\(words.kind(run.kind))"), ("jobs.attempt", "\(run.attempt)")]
        if let name = run.timetable { rows.append(("timetable.one", "\(name)")) }
        rows.append(("jobs.asked", reader.time(run.enqueuedAt)))
        if let at = run.scheduledAt { rows.append(("jobs.meant", reader.time(at))) }
        if let at = run.startedAt { rows.append(("jobs.started", reader.time(at))) }
        if let at = run.endedAt { rows.append(("jobs.ended", reader.time(at))) }
        rows.append(("jobs.took", words.took(run)))
        if let node = run.node { rows.append(("jobs.node", "<span class=\"mono\">\(node)</span>")) }
        if let old = run.retryOf { rows.append(("jobs.retry-of", "<a href=\"/jobs/\(old)\">\(old)</a>")) }
        let list = rows.html { "<dt>\(reader.t($0.0))</dt><dd>\($0.1)</dd>" }
        return
            "<section class=\"panel\"><header><h2>\(reader.t("jobs.facts"))</h2></header><div class=\"panel-body\"><dl class=\"facts\">\(list)</dl></div></section>"
    }

    private func counts(_ run: JobRunView) -> HTML {
        let members = run.result?.members ?? []
        guard !members.isEmpty else { return "" }
        let list = members.html { "<dt>\($0.0)</dt><dd>\($0.1.string ?? $0.1.text)</dd>" }
        return
            "<section class=\"panel\"><header><h2>\(reader.t("jobs.counts"))</h2></header><div class=\"panel-body\"><dl class=\"facts\">\(list)</dl></div></section>"
    }

    private func lines(_ log: [JobLogView]) -> HTML {
        guard !log.isEmpty else { return "" }
        let lines = log.html { "<span class=\"ln\">\(house.zone.civil($0.writtenAt).clockText)</span>\($0.message)\n" }
        return "<section class=\"panel\"><header><h2>\(reader.t("jobs.log"))</h2></header><pre class=\"raw wrap\">\(lines)</pre></section>"
    }
}
