// What the pages of consolidation share: tabs, states, counts in words, passwords typed for this once.

import Host
import Kernel
import Store
import Web

/// The tabs of the feature's pages.
enum ConsolidationTabs {
    private static let tabs = [
        ("/consolidation", "consolidation.branches"), ("/consolidation/refused", "consolidation.refused"),
        ("/consolidation/timetable", "consolidation.timetable"), ("/consolidation/runs", "consolidation.history"),
    ]

    static func html(_ visit: Visit, current: String) -> HTML {
        let links = tabs.html { path, key in
            "<a href=\"\(path)\"\(path == current ? " aria-current=\"page\"" : HTML.empty)>\(visit.reader.t(key))</a>"
        }
        return "<nav class=\"tabs\" aria-label=\"\(visit.reader.t("consolidation.title"))\">\(links)</nav>"
    }
}

/// Words and marks.
struct ConsolidationWords {
    let reader: Reader

    func state(_ branch: Connection) -> HTML {
        let word = reader.t("consolidation.state." + branch.state.rawValue)
        return switch branch.state {
        case .new: "<span class=\"tag is-off\">\(word)</span>"
        case .open: "<span class=\"tag is-live\">\(word)</span>"
        case .closed: "<span class=\"tag\">\(HTML.icon("lock"))\(word)</span>"
        }
    }

    /// Since when it is what it is.
    func since(_ branch: Connection) -> HTML {
        let at =
            switch branch.state {
            case .new: Instant?.none
            case .open: branch.openedAt
            case .closed: branch.closedAt
            }
        return at.map { reader.time($0) } ?? "<span class=\"missing\">–</span>"
    }

    func kind(_ kind: ConsolidationRun.Kind) -> String { reader.t("consolidation.kind." + kind.rawValue) }

    func state(_ run: ConsolidationRun) -> HTML {
        let word = reader.t("consolidation.run." + run.state.rawValue)
        return switch run.state {
        case .running: "<span class=\"tag is-live\">\(word)</span>"
        case .done: "\(word)"
        case .failed, .interrupted: "<span class=\"tag is-bad\">\(HTML.icon("stop"))\(word)</span>"
        case .undone: "<span class=\"tag is-off\">\(HTML.icon("undo"))\(word)</span>"
        }
    }

    /// Whether the central database was found equal.
    func proof(_ run: ConsolidationRun?) -> HTML {
        guard let isVerified = run?.isVerified else { return "<span class=\"missing\">–</span>" }
        return isVerified
            ? "<span class=\"tag is-ok\">\(HTML.icon("ok"))\(reader.t("consolidation.equal"))</span>"
            : "<span class=\"tag is-bad\">\(HTML.icon("warn"))\(reader.t("consolidation.not-equal"))</span>"
    }

    /// `12 new, 3 changed, 1 deleted, 2 refused`; what is none is left out.
    func counts(_ c: ChangeCounts) -> String {
        let parts = [("new", c.inserted), ("changed", c.updated), ("deleted", c.deleted), ("refused", c.failed)].filter { $0.1 > 0 }
        guard !parts.isEmpty else { return reader.t("consolidation.count.nothing") }
        return parts.map { reader.t("consolidation.count." + $0.0, ["n": reader.number($0.1)]) }.joined(separator: ", ")
    }

    /// The same of a run; a dash where it is none of a run's kind to count.
    func counts(_ run: ConsolidationRun) -> String {
        run.state == .running || ((run.kind == .open || run.kind == .verify) && run.counts.sum == 0) ? "–" : counts(run.counts)
    }

    /// What ended a run early; `problem` holds a code.
    func problem(_ run: ConsolidationRun) -> String? { run.problem.map { Problem(.bug, $0).title(reader) } }

    /// How far a deed has come, and the button that stops it.
    func progress(_ deed: ConsolidationDeed, _ job: JobRunView, _ visit: Visit, mayOperate: Bool) -> HTML {
        let head = reader.t("consolidation.doing." + deed.kind.rawValue)
        let bar: HTML =
            job.progress.flatMap { p in p.total.map { (p, $0) } }.map { p, total in
                "<span>\(reader.number(p.done)) / \(reader.number(total))</span><progress value=\"\(max(0, min(p.done, total)))\" max=\"\(max(1, total))\"></progress>"
            } ?? "<span></span><progress></progress>"
        let waits: HTML =
            job.status == .waiting && job.errorCode != nil
            ? "<p class=\"hint\">\(Problem(.bug, job.errorCode ?? "").title(reader)) \(reader.t("jobs.tries", ["n": String(job.attempt), "when": reader.dateTime(job.runAt)]))</p>"
            : ""
        let cancel: HTML =
            mayOperate && !job.isCancelAsked
            ? "<form method=\"post\" action=\"/consolidation/jobs/\(job.id)/cancel\">\(HTML.csrf(visit))<button class=\"small\">\(reader.t("jobs.cancel"))</button></form>"
            : ""
        return """
            <div class="progress"><span class="label">\(head) <span class="muted">\(job.progress?.note ?? "")</span></span>\(bar)</div>\(waits)\
            <div class="actions">\(cancel)</div>
            """
    }

    /// Host and database of an address, without options.
    static func address(_ url: String) -> String { String(url.prefix { $0 != "?" }) }
}

extension Visit {
    /// Passwords typed in this form, empty ones as none.
    var typedPasswords: TypedPair {
        func text(_ name: String) -> String? { form[name].flatMap { $0.isEmpty ? nil : $0 } }
        return TypedPair(branch: text("branch_password"), central: text("central_password"))
    }
}

/// Fields for signing in this once.
enum TypedFields {
    static func html(_ reader: Reader, needsCentral: Bool, isOpen: Bool) -> HTML {
        let central: HTML =
            needsCentral
            ? Field.text(
                "central_password", reader.t("consolidation.password.central"), type: "password", more: " autocomplete=\"off\"") : ""
        return """
            <details class="disclose"\(isOpen ? " open" : HTML.empty)><summary>\(reader.t("consolidation.password"))</summary><div class="stack-y">\
            <p class="hint">\(reader.t("consolidation.password.why"))</p>\
            \(Field.text("branch_password", reader.t("consolidation.password.branch"), type: "password", more: " autocomplete=\"off\""))\(central)</div></details>
            """
    }
}
