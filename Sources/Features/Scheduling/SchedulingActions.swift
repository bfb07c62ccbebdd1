// The few actions that pages, API, verbs and jobs all call. This file: looking at the desk, doing a deed, taking it back.

import Host
import Kernel
import Store
import Web

package struct SchedulingActions: Sendable {
    let house: House
    let engine: any PlanEngine

    package init(house: House, engine: any PlanEngine = SearchEngine()) { (self.house, self.engine) = (house, engine) }

    var database: any Database { house.database }
    var clock: Clock { house.clock }
    var zone: Zone { house.zone }

    func announce() { house.events.publish(topic: "scheduling") }

    // MARK: looking

    /// The desk with a plan open.
    /// - Parameter numbers: orders that are needed whatever became of them.
    /// - Throws: `schedule_plan_unknown`.
    package func desk(_ plan: String = Desk.published, numbers: [String] = [], sheet: Bool = false) async throws -> Desk {
        let now = clock.now()
        return try await database.read { tx in
            try Self.demand(plan, tx)
            return try DeskStore(tx: tx, plan: plan).load(now: now, numbers: numbers, sheet: sheet)
        }
    }

    static func demand(_ plan: String, _ tx: any Transaction) throws {
        if plan == Desk.published { return }
        guard try PlanTable(tx: tx).find(plan) != nil else { throw Problem(.missing, "schedule_plan_unknown", ["plan": String(plan.prefix(60))]) }
    }

    // MARK: doing

    /// What a deed has come to.
    package struct Outcome: Sendable {
        /// Nil when nothing was to be changed.
        package var deed: Int64?
        package var changes: [DeskChange]
        package var desk: Desk
    }

    /// Does something to the desk: nobody else does at the same time, and all of it is written, or nothing.
    /// - Parameters:
    ///   - isRehearsal: nothing is written; the outcome is what it would have been.
    ///   - body: changes the desk; whatever it throws ends it.
    @discardableResult
    package func perform(
        _ kind: DeskDeed.Kind, on plan: String = Desk.published, note: JSON? = nil, numbers: [String] = [], sheet: Bool = false,
        isRehearsal: Bool = false, by author: Author, _ body: @escaping @Sendable (inout Desk) throws -> Void
    ) async throws -> Outcome {
        let now = clock.now()
        let deed = DeskDeed(kind: kind, plan: plan, at: now, by: author.name, via: author.via.rawValue, note: note)
        let zone = zone
        let work: @Sendable (any Transaction) throws -> Outcome = { tx in
            let store = DeskStore(tx: tx, plan: plan)
            if !isRehearsal { try store.hold() }
            try Self.demand(plan, tx)
            let before = try store.load(now: now, numbers: numbers, sheet: sheet)
            var after = before
            try body(&after)
            let changes = before.changes(to: after)
            guard !changes.isEmpty, !isRehearsal else { return Outcome(deed: nil, changes: changes, desk: after) }
            return Outcome(deed: try Self.write(deed, changes, after, store, zone, author), changes: changes, desk: after)
        }
        let outcome = isRehearsal ? try await database.read(work) : try await database.write(.current, work)
        if outcome.deed != nil { announce() }
        return outcome
    }

    /// Writes a difference, the deed that made it, and what is promised by it.
    static func write(_ deed: DeskDeed, _ changes: [DeskChange], _ desk: Desk, _ store: DeskStore, _ zone: Zone, _ author: Author) throws -> Int64 {
        try store.write(changes, desk)
        let id = try DeedTable(tx: store.tx).add(deed, changes)
        let moved = changes.filter { $0.kind == .placement }.map(\.key)
        if deed.plan == Desk.published, !moved.isEmpty {
            let layout = desk.layout(now: deed.at, zone: zone)
            try PlanTable(tx: store.tx).promise(moved.compactMap { layout.slots[$0] }, at: deed.at)
        }
        let only = changes.count == 1 ? changes[0] : nil
        let subject = only?.key.replacing("\u{1F}", with: " ") ?? deed.note?["name"]?.string ?? "deed \(id)"
        try Audit.record(
            AuditEntry(
                at: deed.at, by: author, action: "scheduling.\(deed.kind.rawValue)", subject: subject, old: only?.old, new: only?.new ?? deed.note),
            in: store.tx)
        return id
    }

    // MARK: taking back

    /// Takes back somebody's latest deed on a plan, or does again what they took back.
    /// - Throws: `schedule_nothing_to_undo`, `schedule_overtaken` when somebody has changed the same since.
    @discardableResult
    package func undo(on plan: String = Desk.published, by author: Author) async throws -> DeskDeed {
        try await back(.undo, on: plan, by: author) { table in
            guard let deed = try table.lastUndoable(by: author.name, plan: plan) else { throw Problem(.conflict, "schedule_nothing_to_undo") }
            return deed
        }
    }

    @discardableResult
    package func redo(on plan: String = Desk.published, by author: Author) async throws -> DeskDeed {
        try await back(.redo, on: plan, by: author) { table in
            guard let deed = try table.lastRedoable(by: author.name, plan: plan) else { throw Problem(.conflict, "schedule_nothing_to_redo") }
            return deed
        }
    }

    /// Takes back a deed of anybody's.
    @discardableResult
    package func undo(deed id: Int64, by author: Author) async throws -> DeskDeed {
        guard let plan = try await database.read({ try DeedTable(tx: $0).find(id)?.plan }) else {
            throw Problem(.missing, "schedule_deed_unknown", ["deed": String(id)])
        }
        return try await back(.undo, on: plan, by: author) { table in
            guard let deed = try table.find(id), deed.undoneBy == nil, deed.kind != .undo else {
                throw Problem(.conflict, "schedule_nothing_to_undo")
            }
            return deed
        }
    }

    private func back(
        _ kind: DeskDeed.Kind, on plan: String, by author: Author, choose: @escaping @Sendable (DeedTable) throws -> DeskDeed
    ) async throws -> DeskDeed {
        let (now, zone) = (clock.now(), zone)
        let taken = try await database.write(.current) { tx in
            let store = DeskStore(tx: tx, plan: plan)
            try store.hold()
            try Self.demand(plan, tx)
            let table = DeedTable(tx: tx)
            let deed = try choose(table)
            let changes = try table.changes(deed.id)
            let numbers = changes.filter { [.order, .placement, .sheet].contains($0.kind) }.map(\.key)
            let before = try store.load(now: now, numbers: numbers, sheet: true)
            var after = before
            for change in changes.reversed() {
                guard try after.apply(change.reverse) else {
                    throw Problem(.conflict, "schedule_overtaken", ["what": change.key.replacing("\u{1F}", with: " ")])
                }
            }
            let note = JSON.object(
                [("deed", .int(deed.id)), ("kind", .string(deed.kind.rawValue))] + (deed.note?["name"].map { [("name", $0)] } ?? []))
            let new = DeskDeed(kind: kind, plan: plan, at: now, by: author.name, via: author.via.rawValue, note: note, undoes: deed.id)
            let id = try Self.write(new, before.changes(to: after), after, store, zone, author)
            try table.setUndone(deed.id, by: id)
            // What is done again can be taken back again.
            if kind == .redo, let first = deed.undoes { try table.setUndone(first, by: nil) }
            return deed
        }
        announce()
        return taken
    }
}
