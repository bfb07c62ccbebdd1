// Plans beside the published one: drafts, what they would change, publishing, and what an engine proposes.

import Host
import Kernel
import Store

extension SchedulingActions {
    static let draftsMax = 50
    static let nameMax = 100

    package func drafts() async throws -> [DraftPlan] { try await database.read { try PlanTable(tx: $0).open() } }

    /// A plan of its own that begins as the published one is.
    /// - Throws: `schedule_name_invalid`, `schedule_drafts_many`.
    package func createDraft(_ name: String, by author: Author) async throws -> DraftPlan {
        let name = String(Substring(name).trimmed)
        guard !name.isEmpty, name.count <= Self.nameMax else { throw Problem(.input, "schedule_name_invalid", ["name": String(name.prefix(60))]) }
        let now = clock.now()
        let draft = try await database.write(.current) { tx in
            try DeskStore(tx: tx, plan: Desk.published).hold()
            let table = PlanTable(tx: tx)
            guard try table.open().count < Self.draftsMax else { throw Problem(.conflict, "schedule_drafts_many", ["limit": String(Self.draftsMax)]) }
            let base = try DeskStore(tx: tx, plan: Desk.published).load(now: now).placements
            let draft = DraftPlan(id: Identifier.make(at: now), name: name, createdAt: now, by: author.name, base: base, state: .open)
            try table.create(draft)
            try Audit.record(AuditEntry(at: now, by: author, action: "scheduling.draft", subject: name), in: tx)
            return draft
        }
        announce()
        return draft
    }

    package func discardDraft(_ id: String, by author: Author) async throws {
        let now = clock.now()
        try await database.write(.current) { tx in
            try DeskStore(tx: tx, plan: Desk.published).hold()
            guard let draft = try PlanTable(tx: tx).find(id) else {
                throw Problem(.missing, "schedule_plan_unknown", ["plan": String(id.prefix(60))])
            }
            try PlanTable(tx: tx).end(id, .discarded)
            try Audit.record(AuditEntry(at: now, by: author, action: "scheduling.discard", subject: draft.name), in: tx)
        }
        announce()
    }

    /// What a draft would change of the published plan as it is now.
    package func difference(_ id: String) async throws -> (draft: DraftPlan, difference: PlanDiff, conflicts: [String]) {
        let (now, zone) = (clock.now(), zone)
        return try await database.read { tx in
            guard let draft = try PlanTable(tx: tx).find(id) else {
                throw Problem(.missing, "schedule_plan_unknown", ["plan": String(id.prefix(60))])
            }
            let published = try DeskStore(tx: tx, plan: Desk.published).load(now: now)
            let other = try DeskStore(tx: tx, plan: id).load(now: now)
            let merged = Self.merged(draft, published.placements, other.placements)
            let task = published.task(now: now, zone: zone)
            let (old, new) = (Array(published.placements.values), Array(merged.placements.values))
            return (draft, PlanDiff(Layout(task, old), old, Layout(task, new), new, task), merged.conflicts)
        }
    }

    /// The published places with what a draft has changed since it was begun. What both have changed is a conflict, and
    /// the draft's.
    static func merged(_ draft: DraftPlan, _ published: [String: Placement], _ own: [String: Placement]) -> (
        placements: [String: Placement], conflicts: [String]
    ) {
        var out = published
        var conflicts: [String] = []
        for order in Set(draft.base.keys).union(own.keys).sorted() where own[order] != draft.base[order] {
            if published[order] != draft.base[order], published[order] != own[order] { conflicts.append(order) }
            out[order] = own[order]
        }
        return (out, conflicts)
    }

    /// Makes a draft the published plan.
    /// - Parameter overrides: what was changed in the published plan meanwhile and in the draft is taken from the draft.
    /// - Throws: `schedule_draft_conflict` when there is such, without `overrides`.
    @discardableResult
    package func publish(_ id: String, overrides: Bool = false, by author: Author) async throws -> Outcome {
        let (now, zone) = (clock.now(), zone)
        let outcome = try await database.write(.current) { tx in
            let store = DeskStore(tx: tx, plan: Desk.published)
            try store.hold()
            guard let draft = try PlanTable(tx: tx).find(id) else {
                throw Problem(.missing, "schedule_plan_unknown", ["plan": String(id.prefix(60))])
            }
            let before = try store.load(now: now)
            let own = try DeskStore(tx: tx, plan: id).load(now: now)
            let merged = Self.merged(draft, before.placements, own.placements)
            guard overrides || merged.conflicts.isEmpty else {
                throw Problem(.conflict, "schedule_draft_conflict", ["orders": merged.conflicts.prefix(10).joined(separator: ", ")])
            }
            var after = before
            after.placements = merged.placements
            let changes = before.changes(to: after)
            let deed = DeskDeed(
                kind: .publish, plan: Desk.published, at: now, by: author.name, via: author.via.rawValue,
                note: .object([("name", .string(draft.name))]))
            let number = try Self.write(deed, changes, after, store, zone, author)
            try PlanTable(tx: tx).end(id, .published)
            return Outcome(deed: number, changes: changes, desk: after)
        }
        announce()
        return outcome
    }

    // MARK: the engine

    /// What an engine's proposal was made by, as its deed tells it; and whether somebody has changed the draft since.
    package struct Origin: Sendable {
        package var engine: String
        package var iterations: Int64
        package var seed: String
        package var unplanned: Int64
        package var isChanged: Bool
    }

    /// Nil for a draft that no engine has made.
    package func origin(_ draft: String) async throws -> Origin? {
        try await database.read { tx in
            let deeds = try DeedTable(tx: tx).page(plan: draft, limit: 1000).filter { $0.undoneBy == nil && $0.kind != .undo && $0.kind != .redo }
            guard let made = deeds.firstIndex(where: { $0.kind == .plan && $0.note?["engine"] != nil }), let note = deeds[made].note else {
                return nil
            }
            return Origin(
                engine: note["engine"]?.string ?? "", iterations: note["iterations"]?.int ?? 0, seed: note["seed"]?.string ?? "",
                unplanned: note["unplanned"]?.int ?? 0, isChanged: made > 0)
        }
    }

    package struct Proposal: Sendable {
        package var draft: DraftPlan
        package var proposal: PlanProposal
        package var task: PlanTask
        package var layout: Layout
        package var faults: [PlanFault]
        package var seconds: Double
    }

    /// Lets the engine propose a plan, as a draft. It is looked at by the verifier.
    package func propose(
        _ name: String, at time: Instant? = nil, seed: UInt64 = 1, budget: PlanBudget, isCancelled: @escaping @Sendable () -> Bool = { false },
        by author: Author
    ) async throws -> Proposal {
        let draft = try await createDraft(name, by: author)
        let desk = try await desk(draft.id)
        let now = time ?? clock.now()
        let task = desk.task(now: now, zone: zone)
        let quantities = desk.orders.compactMapValues(\.quantity)
        let start = Stopwatch.milliseconds()
        let (engine, placements) = (engine, Array(desk.placements.values))
        let proposal = await Self.apart {
            engine.propose(task, placements, quantities: quantities, seed: seed, budget: budget, isCancelled: isCancelled)
        }
        let seconds = Double(Stopwatch.milliseconds() - start) / 1000
        let note: JSON = .object([
            ("engine", .string(proposal.engine)), ("iterations", JSON(proposal.iterations)), ("seed", .string(String(seed))),
            ("unplanned", JSON(proposal.unplanned.count)),
        ])
        let outcome = try await perform(.plan, on: draft.id, note: note, by: author) { try $0.take(proposal.queues) }
        let places = Array(outcome.desk.placements.values)
        let layout = Layout(task, places)
        return Proposal(
            draft: draft, proposal: proposal, task: task, layout: layout, faults: PlanCheck.faults(layout, places, task, isStrict: false),
            seconds: seconds)
    }
}
