// The board's forms: place, take off, pin, undo, redo. Each is one deed on the desk; what was seen is compared with what is
// there before anything is changed.

import Host
import Kernel
import Store
import Web

/// What the buttons would take back or do again, in words; nil where there is nothing.
struct BoardSteps: Sendable {
    var undo: String?
    var redo: String?
}

extension SchedulingFeature {
    func boardSteps(_ plan: String, _ author: Author, _ words: BoardWords) async throws -> BoardSteps {
        try await actions.database.read { tx in
            let table = DeedTable(tx: tx)
            let lines: [Line] = try DeskStore(tx: tx, plan: plan).rows(DeskTables.lines)
            let names = Dictionary(lines.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
            func said(_ deed: DeskDeed?) throws -> String? {
                guard let deed else { return nil }
                return words.deed(deed, try table.changes(deed.id, limit: 2), names)
            }
            let redone = try table.lastRedoable(by: author.name, plan: plan)
            return BoardSteps(
                undo: try said(try table.lastUndoable(by: author.name, plan: plan)),
                redo: try said(try redone?.undoes.flatMap { try table.find($0) }))
        }
    }
}

struct BoardDeeds: Sendable {
    let feature: SchedulingFeature
    let visit: Visit
    private var actions: SchedulingActions { feature.actions }
    private var form: Parameters { visit.form }
    private var plan: String { form["plan"] ?? Desk.published }

    init(_ feature: SchedulingFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func place() async throws -> WebResponse {
        try await done { order, seen in
            guard let target = BoardTarget(form.text("to")) else {
                throw Problem(.input, "parameter_invalid", ["name": "to", "value": String(form.text("to").prefix(60))])
            }
            return try await actions.perform(.place, on: plan, numbers: [order], by: Author(visit)) { desk in
                try BoardSeen.demand(order, seen, desk)
                if let other = target.before, let rank = target.rank, let there = desk.placements[other] {
                    // Elsewhere in the queue it no longer means the place that was chosen; on another line `place` says so.
                    guard there.line != target.line || there.rank.text == rank else {
                        throw Problem(.conflict, "schedule_overtaken", ["what": other])
                    }
                }
                try desk.place(order, on: target.line, before: target.before)
            }
        }
    }

    func unplace() async throws -> WebResponse {
        try await done { order, seen in
            try await actions.perform(.unplace, on: plan, numbers: [order], by: Author(visit)) { desk in
                try BoardSeen.demand(order, seen, desk)
                try desk.unplace(order)
            }
        }
    }

    func pin() async throws -> WebResponse {
        try await done { order, seen in
            let word = form.text("pin")
            let pin = Placement.Pin(rawValue: word)
            guard word.isEmpty || pin != nil else { throw Problem(.input, "parameter_invalid", ["name": "pin", "value": String(word.prefix(60))]) }
            let start = try Self.start(form.text("start"), visit.reader.zone)
            return try await actions.perform(.pin, on: plan, numbers: [order], by: Author(visit)) { desk in
                try BoardSeen.demand(order, seen, desk)
                try desk.pin(order, pin, start: start)
            }
        }
    }

    /// `2026-11-30T08:00` of the plant's clock; nil for nothing.
    static func start(_ text: String, _ zone: Zone) throws(Problem) -> Instant? {
        guard !text.isEmpty else { return nil }
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, let day = CivilDate(iso: String(parts[0])), (1990...2200).contains(day.year),
            let minutes = Shift.minutes(String(parts[1].prefix(5)))
        else { throw Problem(.input, "parameter_invalid", ["name": "start", "value": String(text.prefix(40))]) }
        return zone.instant(CivilTime(date: day, hour: minutes / 60, minute: minutes % 60))
    }

    private func done(_ body: (_ order: String, _ seen: String) async throws -> SchedulingActions.Outcome) async throws -> WebResponse {
        let order = form.text("order")
        do {
            let outcome = try await body(order, form.text("seen"))
            return .redirect(back(outcome.changes.isEmpty ? "same" : "moved", order))
        } catch let problem as Problem {
            return try await refused(problem, order)
        }
    }

    /// Where the planner was; else the board at the order.
    private func back(_ word: String, _ order: String?) -> String {
        let given = form.text("back")
        let link = BoardPath.isOwn(given) ? given : BoardPath.board(plan: plan, order: order)
        let parts = link.split(separator: "?", maxSplits: 1).map(String.init)
        let query = Parameters(urlEncoded: parts.count > 1 ? parts[1] : "").query(setting: ["done": word])
        return parts[0] + "?" + query
    }

    /// The page from which it was asked, as things are now, with what kept it from being done.
    private func refused(_ problem: Problem, _ order: String?) async throws -> WebResponse {
        guard problem.status < 500 else { throw problem }
        let given = form.text("back")
        if order != nil, !BoardPath.isOwn(given), !problem.code.hasPrefix("schedule_plan") {
            return try await BoardMove(feature, visit).response(problem)
        }
        var visit = visit
        let parts = given.split(separator: "?", maxSplits: 1).map(String.init)
        visit.request.query = Parameters(urlEncoded: parts.count > 1 && parts[0] == "/scheduling" ? parts[1] : "")
        if problem.code == "schedule_plan_unknown" { visit.request.query = Parameters() }
        return try await BoardPage(feature, visit).response(problem, plan: problem.code == "schedule_plan_unknown" ? Desk.published : plan)
    }

    // MARK: taking back

    func undo() async throws -> WebResponse { try await step("undone") { try await actions.undo(on: plan, by: $0) } }
    func redo() async throws -> WebResponse { try await step("redone") { try await actions.redo(on: plan, by: $0) } }

    private func step(_ word: String, _ body: (Author) async throws -> DeskDeed) async throws -> WebResponse {
        do {
            _ = try await body(try Author(visit))
            return .redirect(back(word, nil))
        } catch let problem as Problem {
            return try await refused(problem, nil)
        }
    }
}
