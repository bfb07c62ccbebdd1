// A source as the Floor sees it: what it needs of a person, and its line in the picture. How it does is judged in one
// place, by `SourceTag`, so that the Floor and the sources' own pages never disagree.

import Host
import Intake
import Kernel
import Web

/// A source and what is to be said of it.
struct SourceHealth {
    let source: Source
    let now: Instant

    private var judged: SourceTag { SourceTag(source: source, now: now) }

    /// Worst first.
    var rank: Int {
        switch judged.state {
        case .failing: 0
        case .silent: 1
        case .waiting: 2
        case .reading, .onRequest: 3
        case .paused: 4
        }
    }

    /// What keeps it from working, in words.
    private func reason(_ reader: Reader) -> String { judged.problem?.title(reader) ?? "" }

    func need(_ reader: Reader) -> Need? {
        let path = "/sources/\(source.id)"
        switch judged.state {
        case .failing(let since):
            return Need(
                .bad, icon: "sources", card: reader.t("floor.source.failing.card"), title: reader.t("floor.source.failing", ["source": source.name]),
                detail: reason(reader), since: since, path: path, action: reader.t("floor.source.do"))
        case .silent(let since):
            return Need(
                .warn, icon: "sources", card: reader.t("floor.source.silent.card"), title: reader.t("floor.source.silent", ["source": source.name]),
                detail: reader.t("floor.source.silent.why", ["minutes": String(source.silenceMinutes ?? 0)]), since: since, path: path,
                action: reader.t("floor.source.do"))
        case .paused, .waiting, .reading, .onRequest: return nil
        }
    }

    func row(_ reader: Reader) -> HTML {
        let last: HTML = source.state.lastRowAt.map { reader.age($0) } ?? "<span class=\"missing\">–</span>"
        let path = "/sources/\(source.id)"
        return """
            <tr data-href="\(path)"><td data-label="\(reader.t("floor.sources.name"))"><a href="\(path)">\(source.name)</a></td>\
            <td data-label="\(reader.t("floor.sources.state"))">\(judged.tag(reader)) \(reason(reader))</td>\
            <td data-label="\(reader.t("floor.sources.row"))">\(last)</td></tr>
            """
    }
}
