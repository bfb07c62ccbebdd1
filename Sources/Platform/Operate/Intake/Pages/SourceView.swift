// What stands on a source's page: its trouble first, then folders that tell nothing, files that need a look, its runs with
// undo, and its settings. Markup only.

import Host
import Intake
import Kernel
import Web

struct SourceView {
    let visit: Visit
    let source: Source
    let counts: SourceCounts
    let troubled: [LedgerFile]
    let latest: [LedgerFile]
    let runs: [IntakeRun]
    let unmatched: [SourceFolder]
    let mapped: [SourceFolder]
    let parts: [PathPart]
    var reader: Reader { visit.reader }
    var mayManage: Bool { reader.may(IntakeDesk.manage) }

    var html: HTML {
        Markup.head(source.name, answer, actions: actions)
            + """
            <div id="source" class="stack-y" data-live="intake">\(notice)<div class="split"><div class="stack-y">\(empty)\(folders)\(troubledFiles)\
            \(latestFiles)\(runTable)</div><div class="stack-y">\(settings)</div></div></div>
            """
    }

    var answer: HTML {
        let tag = SourceTag(source: source, now: reader.now)
        let kept = reader.t(
            "source.answer.kept",
            [
                "n": reader.number(counts.loaded), "files": reader.number(counts.files),
                "today": reader.number(counts.loadedSince),
            ])
        switch tag.state {
        case .failing(let since): return "\(reader.t("source.answer.failing")) \(reader.age(since)). \(kept)"
        case .silent(let since): return "\(reader.t("source.answer.silent")) \(reader.age(since)). \(kept)"
        case .paused: return "\(reader.t("source.answer.paused")) \(kept)"
        case .waiting: return "\(reader.t("source.answer.waiting"))"
        case .onRequest: return "\(reader.t("source.answer.request")) \(kept)"
        case .reading: return "\(reader.t("source.answer.reading")) \(kept)"
        }
    }

    var actions: HTML {
        guard mayManage else { return "" }
        let path = "/sources/\(source.id)"
        let look = Markup.button(visit, to: path + "/scan", reader.t("source.scan"), icon: "retry")
        let links: HTML = """
            <a class="button" href="\(path)/test">\(reader.t("source.test"))</a><a class="button" href="\(path)/edit">\(HTML.icon("edit"))\(reader.t("source.change"))</a>
            """
        guard source.kind.isWatched else { return look }
        let question = IntakeDesk.pauseQuestion(source, counts, reader)
        let toggle =
            source.isEnabled
            ? AskingButton.form(visit, to: path + "/pause", question)
            : Markup.button(visit, to: path + "/resume", reader.t("source.resume"), icon: "play", kind: "primary")
        return look + links + toggle
    }

    var notice: HTML {
        let tag = SourceTag(source: source, now: reader.now)
        guard let problem = tag.problem else { return "" }
        let kept = reader.t(
            "source.problem.kept", ["n": reader.number(counts.loaded), "files": reader.number(counts.files)])
        let retry = mayManage ? Markup.button(visit, to: "/sources/\(source.id)/scan", reader.t("source.retry")) : ""
        let path = source.state.problemParameters["path"].map { ": " + $0 } ?? ""
        return Markup.trouble(
            problem.title(reader) + (problem.title(reader).contains(path.dropFirst(2)) ? "" : path), kept: kept,
            todo: problem.hintText(reader) ?? reader.t("source.problem.todo"), actions: retry)
    }
}

extension SourceView {
    /// Nothing was taken from it yet.
    var empty: HTML {
        latest.isEmpty && runs.isEmpty && unmatched.isEmpty
            ? Markup.empty("ledger", reader.t("source.empty.title"), reader.t("source.empty.text")) : ""
    }

    var folders: HTML {
        guard !parts.isEmpty, !unmatched.isEmpty || !mapped.isEmpty else { return "" }
        let fields = MapFields(reader: reader, parts: parts)
        let all = unmatched.prefix(20) + mapped.filter { map in !unmatched.contains { $0.folder == map.folder } }
        let rows = Array(all.enumerated()).html { fields.row($0.element, index: $0.offset, typed: Parameters()) }
        let files = unmatched.reduce(0) { $0 + $1.files }
        let lead =
            files == 0
            ? reader.t("map.done") : reader.t(files == 1 ? "map.lead.one" : "map.lead", ["n": reader.number(files)])
        let form: HTML = """
            <form class="form wide" method="post" action="/sources/\(source.id)/map">\(HTML.csrf(visit))\(fields.table(rows))\
            <div class="form-actions"><button class="primary">\(reader.t("map.save"))</button></div></form>
            """
        let look: HTML = "<fieldset class=\"form wide\" disabled>\(fields.table(rows))</fieldset>"
        return Markup.panel(reader.t("map.title"), body: "<p>\(lead)</p>\(mayManage ? form : look)")
    }

    var troubledFiles: HTML {
        guard !troubled.isEmpty else { return "" }
        let rows = troubled.html { file in
            let release: HTML =
                file.status == "held" && reader.may(IntakeDesk.settle)
                ? Markup.button(visit, to: "/ledger/\(file.id)/release", reader.t("file.release"), kind: "small") : ""
            return """
                <tr data-href="/ledger/\(file.id)">\(FileCells(reader: reader).path(file))\
                \(Markup.cell(reader.t("file.trouble"), FileCells(reader: reader).trouble(file)))<td>\(release)</td></tr>
                """
        }
        let heads = [(reader.t("file.path"), false), (reader.t("file.trouble"), false), ("", false)]
        let link: HTML = "<a href=\"/ledger?source=\(source.id)&amp;troubled=1\">\(reader.t("file.all-troubled"))</a>"
        return Markup.tablePanel(
            reader.t("file.troubled"), link: link, Markup.table(reader.t("file.troubled"), heads, rows: rows))
    }

    var latestFiles: HTML {
        guard !latest.isEmpty else { return "" }
        let cells = FileCells(reader: reader)
        let rows = latest.html { "<tr data-href=\"/ledger/\($0.id)\">\(cells.path($0))\(cells.counts($0.counts))</tr>" }
        let link: HTML =
            "<a href=\"/ledger?source=\(source.id)\">\(reader.t("file.see-all", ["n": reader.number(counts.files)]))</a>"
        return Markup.tablePanel(
            reader.t("file.latest"), link: link,
            Markup.table(
                reader.t("file.latest"), [(reader.t("file.path"), false)] + cells.countHeads, rows: rows, dense: true))
    }

    var runTable: HTML {
        guard !runs.isEmpty else { return "" }
        let rows = runs.html { run in
            let undo: HTML =
                run.undoneAt != nil
                ? "<span class=\"tag is-off\">\(HTML.icon("undo"))\(reader.t("run.undone"))</span>"
                : reader.may(IntakeDesk.settle)
                    ? Markup.button(
                        visit, to: "/runs/\(run.name)/undo", reader.t("run.undo"), icon: "undo", kind: "small quiet")
                    : ""
            return """
                <tr><td class="nowrap">\(reader.time(run.startedAt))</td>\(runCounts(run).html { Markup.number($0.0, "\(reader.number($0.1))") })\
                <td>\(undo)</td></tr>
                """
        }
        let heads = [(reader.t("run.began"), false)] + runCounts(runs[0]).map { ($0.0, true) } + [("", false)]
        return Markup.tablePanel(
            reader.t("run.title"), Markup.table(reader.t("run.title"), heads, rows: rows, dense: true))
    }

    func runCounts(_ run: IntakeRun) -> [(String, Int64)] {
        [
            (reader.t("run.files"), run.files), (reader.t("balance.head.lines"), run.counts.lines),
            (reader.t("balance.head.loaded"), run.counts.loaded),
            (reader.t("balance.head.duplicate"), run.counts.duplicate),
            (reader.t("balance.head.rejected"), run.counts.rejected),
        ]
    }

    var settings: HTML {
        let include =
            source.include.isEmpty ? reader.t("source.include.profile") : source.include.joined(separator: ", ")
        let deep = reader.t(source.isRecursive ? "source.deep" : "source.flat")
        let limits = [
            source.rejectLimitCount.map { reader.t("source.limit.count", ["n": reader.number($0)]) },
            source.rejectLimitPercent.map { reader.t("source.limit.percent", ["n": String($0)]) },
        ].compactMap { $0 }
        let facts: [(String, HTML)] = [
            (reader.t("sources.state"), SourceTag(source: source, now: reader.now).tag(reader)),
            (reader.t("sources.kind"), "\(reader.t("source.kind." + source.kind.rawValue))"),
            (reader.t("sources.place"), "<span class=\"mono\">\(source.location)</span>"),
            (reader.t("source.files"), "\(include); \(deep)"),
            (reader.t("sources.profile"), "<a href=\"/profiles/\(source.profile)\">\(source.profile)</a>"),
            (reader.t("source.field.encoding"), "\(source.encoding ?? reader.t("source.field.encoding.profile"))"),
            (reader.t("source.field.zone"), "\(source.zone)"),
            (
                reader.t("source.rhythm"),
                "\(reader.t("source.rhythm.value", ["every": String(source.pollSeconds), "quiet": String(source.quietSeconds)]))"
            ),
            (
                reader.t("source.limit"),
                "\(limits.isEmpty ? reader.t("source.limit.none") : limits.joined(separator: ", "))"
            ),
            (
                reader.t("source.silence"),
                "\(source.silenceMinutes.map { reader.t("source.silence.value", ["n": String($0)]) } ?? reader.t("source.silence.none"))"
            ),
            (reader.t("sources.look"), source.state.lastScanAt.map { reader.age($0) } ?? Markup.missing),
            (reader.t("sources.row"), source.state.lastRowAt.map { reader.age($0) } ?? Markup.missing),
        ]
        let change: HTML = mayManage ? "<a href=\"/sources/\(source.id)/edit\">\(reader.t("source.change"))</a>" : ""
        return Markup.panel(reader.t("source.settings"), link: change, body: Markup.facts(facts))
    }
}
