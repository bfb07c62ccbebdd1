// What the board draws and what a preview starts from: a plan's desk with its layout. Kept between visits for as long as
// nobody has written to any desk, because a preview has to be there while the mouse still moves.

import Host
import Kernel
import Store
import Synchronization

struct BoardState: Sendable {
    var desk: Desk
    var draft: DraftPlan?
    var task: PlanTask
    var layout: Layout
    var curve: TrolleyCurve

    init(_ desk: Desk, draft: DraftPlan? = nil, now: Instant, zone: Zone) {
        (self.desk, self.draft) = (desk, draft)
        task = desk.task(now: now, zone: zone)
        layout = Layout(task, Array(desk.placements.values))
        curve = TrolleyCurve(layout, task)
    }

    var plan: String { desk.plan }
    func line(_ number: Int) -> PlanLine? { task.lines.first { $0.line.number == number } }
    /// What stands for a placement in a form: who sends it back has seen this one.
    func seen(_ order: String) -> String { desk.placements[order].map(BoardSeen.text) ?? BoardSeen.none }
}

/// A placement as a form carries it.
enum BoardSeen {
    static let none = "-"
    static func text(_ placement: Placement) -> String { "\(placement.line):\(placement.rank.text)" }

    /// Somebody else has moved it since the planner looked.
    /// - Parameter seen: empty where nothing was looked at.
    /// - Throws: `schedule_overtaken`.
    static func demand(_ order: String, _ seen: String, _ desk: Desk) throws(Problem) {
        let now = desk.placements[order].map(text) ?? none
        guard seen.isEmpty || seen == now else { throw Problem(.conflict, "schedule_overtaken", ["what": order]) }
    }
}

/// Where in which queue: `3|hz|14409.1` is line 3, before order 14409.1 which stands at hz; `3` is the end of line 3.
struct BoardTarget: Sendable, Hashable {
    var line: Int
    var before: String?
    /// The rank of the order before which it shall stand, as whoever chooses has seen it.
    var rank: String?

    init(line: Int, before: String? = nil, rank: String? = nil) { (self.line, self.before, self.rank) = (line, before, rank) }

    /// Nil for what is none.
    init?(_ text: String) {
        let parts = text.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard let line = parts.first.flatMap({ Int($0) }), parts.count != 2 else { return nil }
        self.init(line: line, before: parts.count == 3 ? parts[2] : nil, rank: parts.count == 3 ? parts[1] : nil)
    }

    var text: String { before.map { "\(line)|\(rank ?? "")|\($0)" } ?? String(line) }
}

/// The states of a few plans, by what the gate of all desks counted when they were read.
final class BoardShelf: Sendable {
    private struct Entry: Sendable {
        var revision: Int64
        var state: BoardState
    }
    private let entries = Mutex<[String: Entry]>([:])
    /// Plans that are open at once on boards of a plant.
    private static let entriesMax = 6
    /// A plan begins now: an older one is laid out anew.
    private static let age = Span.seconds(20)

    func state(_ plan: String, _ actions: SchedulingActions) async throws -> BoardState {
        let now = actions.clock.now()
        let kept = entries.withLock { $0[plan] }
        let (revision, loaded) = try await actions.database.read { tx in
            let store = DeskStore(tx: tx, plan: plan)
            let revision = try store.revision()
            if let kept, kept.revision == revision { return (revision, nil as (Desk, DraftPlan?)?) }
            let draft = plan == Desk.published ? nil : try PlanTable(tx: tx).find(plan)
            guard plan == Desk.published || draft != nil else {
                throw Problem(.missing, "schedule_plan_unknown", ["plan": String(plan.prefix(60))])
            }
            return (revision, (try store.load(now: now), draft))
        }
        if loaded == nil, let kept, now - kept.state.task.now < Self.age, kept.state.task.now <= now { return kept.state }
        guard let (desk, draft) = loaded ?? kept.map({ ($0.state.desk, $0.state.draft) }) else {
            throw Problem(.bug, "schedule_record_broken", ["kind": "plan", "key": plan])
        }
        let state = BoardState(desk, draft: draft, now: now, zone: actions.zone)
        entries.withLock {
            if $0.count >= Self.entriesMax, $0[plan] == nil { $0 = [:] }
            $0[plan] = Entry(revision: revision, state: state)
        }
        return state
    }
}
