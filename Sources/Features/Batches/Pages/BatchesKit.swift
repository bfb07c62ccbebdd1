// What the pages of batches share: tabs, words for states, and the line that says how the board stands.

import Host
import Kernel
import Web

enum BatchesTabs {
    private static let tabs = [
        ("/batches", "batches.board"), ("/batches/masks", "batches.masks"), ("/batches/team", "batches.team"), ("/batches/assign", "batches.assign"),
        ("/batches/metrics", "batches.metrics"), ("/batches/data", "batches.data"), ("/batches/deeds", "batches.deeds"),
    ]

    static func html(_ visit: Visit, current: String) -> HTML {
        let links = tabs.filter { $0.0 != "/batches/assign" || visit.reader.may(BatchesFeature.operate) }.html { path, key in
            "<a href=\"\(path)\"\(path == current ? " aria-current=\"page\"" : HTML.empty)>\(visit.reader.t(key))</a>"
        }
        return "<nav class=\"tabs\" aria-label=\"\(visit.reader.t("batches.title"))\">\(links)</nav>"
    }
}

enum BatchPath {
    static func batch(_ id: String) -> String { "/batches/by-id/\(URLText.encode(id))" }
    static func member(_ name: String) -> String { "/batches/team/\(URLText.encode(name))" }
    static func board(_ items: [(String, String)]) -> String {
        "/batches?" + items.map { "\($0.0)=\(URLText.encode($0.1))" }.joined(separator: "&")
    }
}

struct BatchWords: Sendable {
    let reader: Reader

    func status(_ status: BatchStatus) -> String { reader.t("batches.status." + status.rawValue) }
    func review(_ review: BatchReview) -> String { reader.t("batches.review." + review.name) }

    func statusTag(_ status: BatchStatus) -> HTML {
        switch status {
        case .notStarted: "<span class=\"tag is-off\">\(self.status(status))</span>"
        case .incomplete: "<span class=\"tag is-warn\">\(HTML.icon("clock"))\(self.status(status))</span>"
        case .done: "<span class=\"tag is-ok\">\(HTML.icon("ok"))\(self.status(status))</span>"
        }
    }

    /// Whether the mask files are there, with how many and since when.
    func masks(_ batch: Batch) -> HTML {
        guard batch.masks.isUploaded else { return "<span class=\"missing\">\(reader.t("batches.no"))</span>" }
        let last = batch.masks.lastUpload.flatMap { Instant(rfc3339: $0) }.map { reader.dateTime($0) } ?? ""
        return """
            <span class="tag is-ok" title="\(last)">\(HTML.icon("ok"))\(reader.t("batches.yes"))</span> \
            <span class="muted">\(reader.number(batch.masks.fileCount))</span>
            """
    }

    /// A day as old programs write it; what is none as it is.
    func day(_ text: String?) -> HTML {
        guard let text else { return "<span class=\"missing\">–</span>" }
        guard let day = BatchDay.day(text) else { return "\(text)" }
        return "<time datetime=\"\(day.isoText)\" title=\"\(text)\">\(reader.day(day))</time>"
    }

    func person(_ name: String?, isMember: Bool = true) -> HTML {
        guard let name else { return "<span class=\"missing\">\(reader.t("batches.nobody"))</span>" }
        return isMember ? "\(name)" : "<span class=\"tag is-warn\" title=\"\(reader.t("batches.stranger"))\">\(HTML.icon("warn"))\(name)</span>"
    }

    /// How the board stands: in step since when, or away since when with the age of what is shown.
    func standing(_ board: BoardState, _ home: BatchHome) -> HTML {
        if let problem = board.problem {
            let since = board.problemSince.map { reader.dateTime($0) } ?? ""
            let shown = board.syncedAt.map { reader.t("batches.away.shown", ["when": reader.dateTime($0)]) } ?? reader.t("batches.away.never")
            return Notice.bad(problem.title(reader) + " " + reader.t("batches.away.since", ["when": since]), shown)
        }
        if home.masks is NoMasks {
            return """
                <div class="notice is-info">\(HTML.icon("info"))<div><b>\(reader.t("batches.nowhere"))</b><p>\(reader.t("batches.nowhere.step"))</p></div>\
                \(reader.may(BatchesFeature.manage) ? "<div class=\"actions\"><a class=\"button\" href=\"/batches/settings\">\(reader.t("batches.settings"))</a></div>" : HTML.empty)</div>
                """
        }
        let clashes = (board.outcome?["clashes"]?.array ?? []).compactMap(\.string)
        let same: HTML =
            clashes.isEmpty
            ? "" : Notice.warn(reader.t("batches.clashes", ["ids": clashes.joined(separator: ", ")]), reader.t("batches.clashes.step"))
        let isKnown = board.outcome?["completeness_known"]?.bool != false || board.outcome?["files"]?.int == 0
        return isKnown ? same : "\(same)\(Notice.warn(reader.t("batches.no-chunks"), reader.t("batches.no-chunks.why")))"
    }

    /// `In step with 125 files, 3 min ago`.
    func inStep(_ board: BoardState) -> HTML {
        guard board.problem == nil, let at = board.syncedAt else { return "" }
        return "\(reader.t("batches.in-step", ["n": reader.number(board.outcome?["files"]?.int ?? 0)])) \(reader.age(at))"
    }

    /// What differs between two versions, in words.
    func change(_ change: BatchChange) -> HTML {
        switch change.kind {
        case .create: return "\(reader.t("batches.change.create"))"
        case .delete: return "\(reader.t("batches.change.delete"))"
        case .rename: return "\(change.old?["id"]?.string ?? "") → \(change.new?["id"]?.string ?? "")"
        case .update:
            let parts = (change.new?.members ?? []).html { name, value in
                """
                <div><span class="muted">\(reader.t("batches.field." + name))</span> \(text(name, change.old?[name])) → <b>\(text(name, value))</b></div>
                """
            }
            return parts
        }
    }

    private func text(_ name: String, _ value: JSON?) -> String {
        guard let value, value != .null, value != "" else {
            return name == "assignee" ? reader.t("batches.nobody") : name == "review_status" ? review(.pending) : "–"
        }
        let words = value.string ?? value.int.map { reader.number($0) } ?? value.array?.compactMap(\.string).joined(separator: ", ") ?? value.text
        if name == "status", let status = BatchStatus(word: words) { return self.status(status) }
        if name == "review_status", let review = BatchReview(word: words) { return self.review(review) }
        return String(words.prefix(200))
    }
}
