// A timetable: what, when in words, and the next five times it will happen; and the form to change it.

import Host
import Kernel
import Web

/// A line of the timetables' list.
struct TimetableRow {
    let house: House
    let visit: Visit
    let view: TimetableView
    private var reader: Reader { visit.reader }

    /// When, in the reader's words; the stored form where it cannot be read.
    static func words(_ draft: TimetableDraft, _ reader: Reader) -> String {
        (try? Timetable(draft.words))?.words(reader.language.rawValue) ?? draft.words
    }

    var html: HTML {
        let path = "/timetables/\(view.id)"
        let draft = view.draft
        let mayManage = reader.may(OperateFeature.manageJobs)
        let name: HTML = mayManage ? "<a href=\"\(path)\">\(draft.name)</a>" : "\(draft.name)"
        let run: HTML =
            mayManage
            ? "<form method=\"post\" action=\"\(path)/run\">\(HTML.csrf(visit))<button class=\"small\">\(reader.t("jobs.now"))</button></form>" : ""
        return """
            <tr><td data-label="\(reader.t("timetable.name"))">\(name)</td>\
            <td data-label="\(reader.t("jobs.job"))">\(RunText(house: house, reader: reader).kind(draft.kind))</td>\
            <td data-label="\(reader.t("timetable.words"))">\(Self.words(draft, reader))\(zone)</td>\
            <td data-label="\(reader.t("timetable.next"))">\(next)</td><td>\(run)</td></tr>
            """
    }

    private var zone: HTML { view.draft.zone == house.zone.name ? "" : " <span class=\"muted\">\(view.draft.zone)</span>" }

    private var next: HTML {
        if let problem = view.problem { return "<span class=\"tag is-bad\">\(HTML.icon("warn"))\(Problem(.input, problem).title(reader))</span>" }
        guard view.draft.isEnabled else { return "<span class=\"tag is-off\">\(HTML.icon("pause"))\(reader.t("timetable.off"))</span>" }
        let firings = view.firings(after: reader.now)
        guard let first = firings.first else { return "<span class=\"missing\">–</span>" }
        let rest = firings.dropFirst().html { "<div>\(reader.time($0))</div>" }
        return "<details class=\"disclose\"><summary>\(reader.time(first))</summary>\(rest)</details>"
    }
}

/// The form of a timetable.
struct TimetablePage {
    let house: House
    let visit: Visit
    private var reader: Reader { visit.reader }

    static func confirm(_ view: TimetableView, _ reader: Reader) -> Confirm {
        Confirm(
            title: reader.t("timetable.remove.title", ["name": view.draft.name]),
            sentence: reader.t("timetable.remove.what", ["words": TimetableRow.words(view.draft, reader)]), yes: reader.t("timetable.remove"),
            back: "/timetables/\(view.id)")
    }

    /// - Parameters:
    ///   - view: as it is stored; nil for a new one.
    ///   - typed: what was typed and could not be saved.
    func response(_ view: TimetableView?, typed: TimetableDraft? = nil, problem: Problem?) async -> WebResponse {
        let isNew = view == nil
        let title = view?.draft.name ?? reader.t("timetable.add")
        let empty = TimetableDraft(name: "", kind: house.jobs.knownKinds.first { !$0.needsPayload }?.id ?? "", words: "", zone: house.zone.name)
        let draft = typed ?? view?.draft ?? empty
        let notice: HTML = problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? ""
        let answer: HTML = isNew || problem != nil ? "" : "<p class=\"answer\">\(TimetableRow.words(draft, reader))</p>"
        let main: HTML = """
            <header class="page-head"><h1>\(title)</h1>\(answer)</header>\(notice)<div class="split"><div class="stack-y">\
            \(form(draft, id: view?.id))</div><div class="stack-y">\(firings(view))\(removal(view))</div></div>
            """
        let place = [Place(reader.t("jobs.title"), "/jobs"), Place(title)]
        return await house.page(visit, title: title, place: place, status: problem?.status ?? 200, main)
    }

    private func form(_ draft: TimetableDraft, id: Int64?) -> HTML {
        let kinds = house.jobs.knownKinds.filter { !$0.needsPayload || $0.id == draft.kind }.map { (value: $0.id, text: reader.t($0.titleKey)) }
        let missed = MissedPolicy.allCases.map { (value: $0.rawValue, text: reader.t("timetable.missed." + $0.rawValue)) }
        let overlap = OverlapPolicy.allCases.map { (value: $0.rawValue, text: reader.t("timetable.overlap." + $0.rawValue)) }
        let words = draft.words.isEmpty || visit.request.method == .post ? draft.words : TimetableRow.words(draft, reader)
        return """
            <section class="panel"><div class="panel-body"><form class="form" method="post" action="/timetables\(id.map { "/\($0)" })">\
            \(HTML.csrf(visit))\(Field.text("name", reader.t("timetable.name"), value: draft.name, more: " required maxlength=\"80\""))\
            \(Field.select("kind", reader.t("jobs.job"), kinds, chosen: draft.kind))\
            \(Field.text("words", reader.t("timetable.words"), value: words, hint: reader.t("problem.timetable_words.hint"), more: " required"))\
            \(Field.text("zone", reader.t("timetable.zone"), value: draft.zone, hint: reader.t("problem.zone_unknown.hint")))\
            \(Field.select("missed", reader.t("timetable.missed"), missed, chosen: draft.missed.rawValue))\
            \(Field.select("overlap", reader.t("timetable.overlap"), overlap, chosen: draft.overlap.rawValue))\
            \(Field.check("enabled", reader.t("timetable.on"), isOn: draft.isEnabled))\
            <div class="form-actions"><button class="primary">\(reader.t("timetable.save"))</button>\
            <a class="button" href="/jobs">\(reader.t("script.cancel"))</a></div></form></div></section>
            """
    }

    private func firings(_ view: TimetableView?) -> HTML {
        let firings = view?.firings(after: reader.now) ?? []
        guard !firings.isEmpty else { return "" }
        return """
            <section class="panel"><header><h2>\(reader.t("timetable.firings"))</h2></header><div class="panel-body"><ol class="timeline">\
            \(firings.html { "<li>\(reader.time($0))</li>" })</ol></div></section>
            """
    }

    private func removal(_ view: TimetableView?) -> HTML {
        view.map { AskingButton.form(visit, to: "/timetables/\($0.id)/remove", Self.confirm($0, reader)) } ?? ""
    }
}
