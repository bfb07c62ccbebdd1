// How a source does, as a tag: in colour only when it needs somebody.

import Host
import Intake
import Kernel
import Web

/// What is to be said of a source's state.
struct SourceTag {
    enum State: Equatable {
        case failing(Instant)
        case silent(Instant)
        case paused, waiting, reading, onRequest
    }
    let source: Source
    let now: Instant

    var state: State {
        if source.kind == .upload || source.kind == .command { return .onRequest }
        if !source.isEnabled { return .paused }
        if let since = source.state.failingSince { return .failing(since) }
        guard source.state.lastScanAt != nil else { return .waiting }
        if let minutes = source.silenceMinutes, let last = source.state.lastRowAt, now - last > .minutes(Int64(minutes)) {
            return .silent(last)
        }
        return .reading
    }

    var needsPerson: Bool {
        switch state {
        case .failing, .silent: true
        case .paused, .waiting, .reading, .onRequest: false
        }
    }

    /// What keeps it from working; nil when nothing does.
    var problem: Problem? {
        source.state.problemCode.map { Problem(.outside(retryable: true), $0, source.state.problemParameters) }
    }

    func tag(_ reader: Reader) -> HTML {
        switch state {
        case .failing: "<span class=\"tag is-bad\">\(HTML.icon("warn"))\(reader.t("source.state.failing"))</span>"
        case .silent: "<span class=\"tag is-warn\">\(HTML.icon("clock"))\(reader.t("source.state.silent"))</span>"
        case .paused: "<span class=\"tag is-off\">\(HTML.icon("pause"))\(reader.t("source.state.paused"))</span>"
        case .waiting: "<span class=\"tag is-off\">\(HTML.icon("clock"))\(reader.t("source.state.waiting"))</span>"
        case .reading: "<span class=\"tag is-live\">\(reader.t("source.state.reading"))</span>"
        case .onRequest: "\(reader.t("source.state.request"))"
        }
    }
}
