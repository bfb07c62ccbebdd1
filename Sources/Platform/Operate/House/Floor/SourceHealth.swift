// How a source does, judged from what is known of its recent past: it fails, it is silent for longer than it may be, it
// is paused, or it reads.

import Host
import Intake
import Kernel
import Web

/// A source and what is to be said of it.
struct SourceHealth {
    enum State: Equatable {
        case failing(since: Instant)
        case silent(since: Instant)
        case paused, waiting, reading
    }

    let source: Source
    let now: Instant

    var state: State {
        if !source.isEnabled { return .paused }
        if let since = source.state.failingSince { return .failing(since: since) }
        guard let last = source.state.lastRowAt else { return .waiting }
        if let minutes = source.silenceMinutes, now - last > .minutes(Int64(minutes)) { return .silent(since: last) }
        return .reading
    }

    var rank: Int {
        switch state {
        case .failing: 0
        case .silent: 1
        case .waiting: 2
        case .reading: 3
        case .paused: 4
        }
    }

    /// What keeps it from working, in words.
    func reason(_ reader: Reader) -> String {
        source.state.problemCode.map { Problem(.bug, $0, source.state.problemParameters).title(reader) } ?? ""
    }

    func need(_ reader: Reader) -> Need? {
        let path = "/sources/\(source.id)"
        switch state {
        case .failing(let since):
            return Need(
                .bad, icon: "sources", card: reader.t("floor.source.failing.card"), title: reader.t("floor.source.failing", ["source": source.name]),
                detail: reason(reader), since: since, path: path, action: reader.t("floor.source.do"))
        case .silent(let since):
            return Need(
                .warn, icon: "sources", card: reader.t("floor.source.silent.card"), title: reader.t("floor.source.silent", ["source": source.name]),
                detail: reader.t("floor.source.silent.why", ["minutes": String(source.silenceMinutes ?? 0)]), since: since, path: path,
                action: reader.t("floor.source.do"))
        case .paused, .waiting, .reading: return nil
        }
    }

    func row(_ reader: Reader) -> HTML {
        let last: HTML = source.state.lastRowAt.map { reader.age($0) } ?? "<span class=\"missing\">–</span>"
        return """
            <tr data-href="/sources/\(source.id)"><td data-label="\(reader.t("floor.sources.name"))"><a href="/sources/\(source.id)">\(source.name)</a></td>\
            <td data-label="\(reader.t("floor.sources.state"))">\(tag(reader))</td><td data-label="\(reader.t("floor.sources.row"))">\(last)</td></tr>
            """
    }

    private func tag(_ reader: Reader) -> HTML {
        switch state {
        case .failing: "<span class=\"tag is-bad\">\(HTML.icon("stop"))\(reader.t("floor.state.failing"))</span> \(reason(reader))"
        case .silent: "<span class=\"tag is-warn\">\(HTML.icon("clock"))\(reader.t("floor.state.silent"))</span>"
        case .paused: "<span class=\"tag is-off\">\(HTML.icon("pause"))\(reader.t("floor.state.paused"))</span>"
        case .waiting: "<span class=\"tag is-off\">\(reader.t("floor.state.waiting"))</span>"
        case .reading: "<span class=\"tag is-ok\">\(HTML.icon("ok"))\(reader.t("floor.state.reading"))</span>"
        }
    }
}
