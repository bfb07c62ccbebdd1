// A run in words: its name, where it stands, how long it took against what is usual.

import Host
import Kernel
import Web

/// Words for runs.
struct RunText {
    let house: House
    let reader: Reader

    /// The name of a kind of work; the id where this node does not know it.
    func kind(_ id: String) -> String {
        house.jobs.knownKinds.first { $0.id == id }.map { reader.t($0.titleKey) } ?? id
    }

    func name(_ run: JobRunView) -> String { run.timetable ?? kind(run.kind) }

    func status(_ run: JobRunView) -> HTML {
        let word = reader.t("jobs.status." + run.status.rawValue)
        switch run.status {
        case .done: return "\(word)"
        case .failed: return "<span class=\"tag is-bad\">\(HTML.icon("stop"))\(word)</span>"
        case .running: return "<span class=\"tag is-live\">\(run.isCancelAsked ? reader.t("jobs.stopping") : word)</span>"
        case .waiting: return "<span class=\"tag\">\(HTML.icon("clock"))\(word)</span>"
        case .cancelled: return "<span class=\"tag is-off\">\(HTML.icon("close"))\(word)</span>"
        }
    }

    /// `45 s`, `7 min 05 s`, `350 ms`
    func duration(_ milliseconds: Int64) -> String {
        if milliseconds < 1000 { return "\(milliseconds)\u{A0}ms" }
        let seconds = milliseconds / 1000
        if seconds < 60 { return "\(seconds)\u{A0}s" }
        if seconds < 3600 { return "\(seconds / 60)\u{A0}min\u{A0}\(padded(Int(seconds % 60), 2))\u{A0}s" }
        return "\(seconds / 3600)\u{A0}h\u{A0}\(padded(Int(seconds / 60 % 60), 2))\u{A0}min"
    }

    /// How long it took, and what is usual.
    func took(_ run: JobRunView) -> HTML {
        guard let took = run.tookMilliseconds else { return "<span class=\"missing\">–</span>" }
        guard let usual = run.usualMilliseconds else { return "\(duration(took))" }
        return "\(duration(took)) <span class=\"muted\">\(reader.t("jobs.usual", ["time": duration(usual)]))</span>"
    }

    /// What the handler counted, as `rows 12, files 3`.
    func counts(_ run: JobRunView) -> String {
        (run.result?.members ?? []).map { "\($0.0) \($0.1.string ?? $0.1.text)" }.joined(separator: ", ")
    }

    func progress(_ run: JobRunView) -> HTML {
        guard let progress = run.progress else { return "" }
        let count = progress.total.map { reader.number(progress.done) + " / " + reader.number($0) } ?? reader.number(progress.done)
        let bar: HTML =
            progress.total.map { total in
                "<progress value=\"\(max(0, min(progress.done, total)))\" max=\"\(max(1, total))\">\(count)</progress>"
            } ?? "<progress></progress>"
        return "<div class=\"progress\"><span class=\"label\">\(progress.note)</span><span>\(count)</span>\(bar)</div>"
    }

    /// Why it failed, as a sentence.
    func error(_ run: JobRunView) -> String? { run.errorCode.map { Problem(.bug, $0).title(reader) } }
}
