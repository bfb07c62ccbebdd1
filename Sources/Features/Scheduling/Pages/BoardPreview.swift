// What a move would mean, before it is made: the order's new times, who becomes late or later, who is in time again, and
// the trolleys' peak. Reckoned from what the board has drawn; nothing is written.

import Host
import Kernel
import Web

struct BoardPreview: Sendable {
    let order: String
    let old: Slot?
    let new: Slot?
    let isTimeless: Bool
    let diff: PlanDiff
    let peak: (old: Int, new: Int)
    let pool: Int

    /// Names that are said at most of each list.
    static let namesMax = 5

    /// - Throws: what keeps the order from going there.
    init(_ state: BoardState, _ order: String, _ target: BoardTarget) throws(Problem) {
        self.order = order
        var desk = state.desk
        try desk.place(order, on: target.line, before: target.before)
        let (before, after) = (Array(state.desk.placements.values), Array(desk.placements.values))
        let layout = Layout(state.task, after)
        diff = PlanDiff(state.layout, before, layout, after, state.task)
        (old, new) = (state.layout.slots[order], layout.slots[order])
        isTimeless = layout.timeless.contains(order)
        peak = (state.curve.peak, TrolleyCurve(layout, state.task).peak)
        pool = state.task.pool
    }

    func html(_ words: BoardWords, _ state: BoardState) -> HTML {
        let rules = state.desk.rules
        func names(_ moves: [PlanDiff.Move], _ time: (PlanDiff.Move) -> Int64?) -> String {
            let rest = moves.count - Self.namesMax
            let said = moves.prefix(Self.namesMax).map { move in move.order + (time(move).map { " (+" + words.late($0, rules) + ")" } ?? "") }
            return said.joined(separator: ", ") + (rest > 0 ? ", " + words.t("scheduling.board.and-more", ["n": words.reader.number(rest)]) : "")
        }
        var lines: [HTML] = []
        // Of the order itself the head has said it.
        let newlyLate = diff.newlyLate.filter { $0.order != order }
        let later = diff.later.filter { $0.order != order }
        if !newlyLate.isEmpty {
            lines.append(
                "<li class=\"is-bad\">\(HTML.icon("warn"))\(words.t("scheduling.board.preview.late", ["names": names(newlyLate) { $0.new?.lateWork }]))</li>"
            )
        }
        if !later.isEmpty {
            lines.append(
                "<li class=\"is-warn\">\(HTML.icon("clock"))\(words.t("scheduling.board.preview.later", ["names": names(later) { ($0.new?.lateWork ?? 0) - ($0.old?.lateWork ?? 0) }]))</li>"
            )
        }
        if !diff.rescued.isEmpty {
            lines.append("<li>\(HTML.icon("ok"))\(words.t("scheduling.board.preview.rescued", ["names": names(diff.rescued) { _ in nil }]))</li>")
        }
        if !diff.sooner.isEmpty {
            lines.append("<li>\(HTML.icon("ok"))\(words.t("scheduling.board.preview.sooner", ["names": names(diff.sooner) { _ in nil }]))</li>")
        }
        if newlyLate.isEmpty, later.isEmpty { lines.append("<li>\(HTML.icon("ok"))\(words.t("scheduling.board.preview.nobody"))</li>") }
        if peak.old != peak.new || peak.new > pool {
            let kind = peak.new > pool && peak.new > peak.old ? "is-warn" : ""
            lines.append(
                "<li class=\"\(kind)\">\(HTML.icon("trolley"))\(words.t("scheduling.board.preview.trolleys", ["old": String(peak.old), "new": String(peak.new), "pool": String(pool)]))</li>"
            )
        }
        return "<p class=\"preview-head\">\(head(words, state))</p><ul>\(lines)</ul>"
    }

    private func head(_ words: BoardWords, _ state: BoardState) -> HTML {
        guard let new else { return "<b>\(order)</b> \(words.word(isTimeless ? "preview.timeless" : "preview.nowhere"))" }
        let line = state.line(new.line)?.line.name ?? ""
        let late: HTML =
            new.lateWork > 0
            ? " · <b class=\"is-bad-text\">\(words.t("scheduling.board.late-by", ["time": words.late(new.lateWork, state.desk.rules)]))</b>" : ""
        let was: HTML
        if let old, old.end != new.end || old.line != new.line {
            was =
                "<small>\(words.t("scheduling.board.preview.was", ["when": words.moment(old.end), "line": state.line(old.line)?.line.name ?? ""]))</small>"
        } else {
            was = ""
        }
        return
            "<b>\(order)</b> → \(line), \(words.t("scheduling.board.preview.place", ["n": String(new.position)]))<br>\(words.span(new.start, new.end))\(late)\(was)"
    }

    // MARK: the route

    /// A piece of a page; what is wrong is said in it as well, with the status that goes with it.
    static func answer(_ feature: SchedulingFeature, _ visit: Visit) async throws -> WebResponse {
        let words = BoardWords(visit.reader)
        do {
            guard let target = BoardTarget(visit.query.text("to")) else {
                throw Problem(.input, "parameter_invalid", ["name": "to", "value": String(visit.query.text("to").prefix(60))])
            }
            let state = try await feature.shelf.state(visit.query["plan"] ?? Desk.published, feature.actions)
            return .html(try BoardPreview(state, visit.query.text("order"), target).html(words, state))
        } catch let problem as Problem {
            // A place that cannot be had is an answer to the question, not a failure of the page.
            let status = problem.status == 409 ? 200 : problem.status
            return .html("<p class=\"preview-head is-bad-text\">\(problem.title(visit.reader))</p>", status: status)
        }
    }
}
