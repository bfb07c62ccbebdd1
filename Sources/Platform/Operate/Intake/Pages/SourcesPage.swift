// "Does everything that should be read get read?": all sources with what they did today, worst first.

import Host
import Intake
import Kernel
import Web

extension IntakeDesk {
    /// Answers `/sources`.
    func sourcesPage(_ visit: Visit) async throws -> WebResponse {
        let reader = visit.reader
        let sources = try await intake.sources()
        let counts = try await intake.sourceCounts(since: reader.zone.start(of: reader.zone.day(of: reader.now)))
        let main = SourcesView(visit: visit, sources: sources, counts: counts).html
        return await page(visit, reader.t("sources.title"), [Place(reader.t("sources.title"))], main)
    }
}

struct SourcesView {
    let visit: Visit
    let sources: [Source]
    let counts: [Int64: SourceCounts]
    private var reader: Reader { visit.reader }

    var html: HTML {
        let mayManage = reader.may(IntakeDesk.manage)
        let add: HTML =
            mayManage
            ? "<a class=\"button primary\" href=\"/sources/new\">\(HTML.icon("plus"))\(reader.t("sources.add"))</a>"
            : ""
        if sources.isEmpty {
            return Markup.head(reader.t("sources.title"), "\(reader.t("sources.none"))")
                + Markup.empty("sources", reader.t("sources.empty.title"), reader.t("sources.empty.text"), action: add)
        }
        let upload: HTML =
            reader.may(IntakeDesk.settle)
            ? "<a class=\"button\" href=\"/upload\">\(HTML.icon("upload"))\(reader.t("upload.title"))</a>" : ""
        let profiles: HTML = "<a class=\"button\" href=\"/profiles\">\(reader.t("profiles.title"))</a>"
        return Markup.head(reader.t("sources.title"), answer, actions: profiles + upload + add)
            + "<div id=\"results\" class=\"stack-y\" data-live=\"intake\">\(bar)\(table)</div>"
    }

    private var answer: HTML {
        let watched = sources.map { SourceTag(source: $0, now: reader.now) }.filter {
            $0.state != .onRequest && $0.state != .paused
        }
        let fine = watched.filter { !$0.needsPerson }.count
        var out: HTML = "\(reader.t("sources.answer", ["n": reader.number(fine), "of": reader.number(watched.count)]))"
        for tag in watched {
            let link: HTML = "<a href=\"/sources/\(tag.source.id)\""
            switch tag.state {
            case .failing(let since):
                out +=
                    " \(link) class=\"is-ng\">\(reader.t("sources.answer.failing", ["source": tag.source.name]))</a> \(reader.age(since))."
            case .silent(let since):
                out +=
                    " \(link) class=\"is-warn\">\(reader.t("sources.answer.silent", ["source": tag.source.name]))</a> \(reader.age(since))."
            default: break
            }
        }
        return out
    }

    private var shown: [Source] {
        switch visit.query["show"] {
        case "problem": sources.filter { SourceTag(source: $0, now: reader.now).needsPerson }
        case "paused": sources.filter { SourceTag(source: $0, now: reader.now).state == .paused }
        default: sources
        }
    }

    private var bar: HTML {
        let now = visit.query["show"] ?? "all"
        let choices = ["all", "problem", "paused"].html { choice in
            "<a href=\"/sources?show=\(choice)\"\(choice == now ? " aria-current=\"true\"" as HTML : "")>\(reader.t("sources.show." + choice))</a>"
        }
        let count = reader.t(
            shown.count == 1 ? "sources.count.one" : "sources.count", ["n": reader.number(shown.count)])
        return
            "<div class=\"table-bar\"><p class=\"count\">\(count)</p><span class=\"spacer\"></span><div class=\"segmented\">\(choices)</div></div>"
    }

    private var table: HTML {
        let heads: [(String, Bool)] = [
            ("sources.name", false), ("sources.state", false), ("sources.kind", false), ("sources.place", false),
            ("sources.profile", false),
            ("sources.look", true), ("sources.row", true), ("sources.today", true), ("sources.files", true),
            ("sources.rejects", true),
        ]
        let rank: (Source) -> Int = { SourceTag(source: $0, now: reader.now).needsPerson ? 0 : 1 }
        let rows = shown.sorted { (rank($0), $0.name) < (rank($1), $1.name) }.html(row)
        return Markup.table(reader.t("sources.title"), heads.map { (reader.t($0.0), $0.1) }, rows: rows)
    }

    private func row(_ source: Source) -> HTML {
        let tag = SourceTag(source: source, now: reader.now)
        let count = counts[source.id] ?? SourceCounts()
        var kind: HTML = ""
        if case .failing = tag.state { kind = " class=\"is-bad\"" }
        if case .silent = tag.state { kind = " class=\"is-warn\"" }
        let name: HTML = "<td><a href=\"/sources/\(source.id)\">\(source.name)</a></td>"
        return
            "<tr data-href=\"/sources/\(source.id)\" data-key=\"\(source.id)\"\(kind)>\(name)\(what(tag))\(figures(source, count))</tr>"
    }

    private func what(_ tag: SourceTag) -> HTML {
        let why: HTML = tag.problem.map { " <small>\($0.title(reader))</small>" } ?? ""
        return Markup.cell(reader.t("sources.state"), tag.tag(reader) + why)
            + Markup.cell(reader.t("sources.kind"), "\(reader.t("source.kind." + tag.source.kind.rawValue))")
            + Markup.clipped(reader.t("sources.place"), tag.source.location)
            + Markup.cell(reader.t("sources.profile"), "\(tag.source.profile)")
    }

    private func figures(_ source: Source, _ count: SourceCounts) -> HTML {
        let rejects: HTML =
            count.openRejects == 0
            ? "0" : "<a href=\"/rejects?source=\(source.id)\">\(reader.number(count.openRejects))</a>"
        let files: HTML = "<a href=\"/ledger?source=\(source.id)\">\(reader.number(count.files))</a>"
        return Markup.number(reader.t("sources.look"), source.state.lastScanAt.map { reader.age($0) } ?? Markup.missing)
            + Markup.number(reader.t("sources.row"), source.state.lastRowAt.map { reader.age($0) } ?? Markup.missing)
            + Markup.number(reader.t("sources.today"), "\(reader.number(count.loadedSince))")
            + Markup.number(reader.t("sources.files"), files) + Markup.number(reader.t("sources.rejects"), rejects)
    }
}
