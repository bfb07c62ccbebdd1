// What pages and timetables ask for and a job does: an opening, a closing, a check, a retry, an undoing. The job's payload
// says what is meant; passwords are never in it.

import Host
import Kernel
import Store
import Synchronization
import Web

/// One thing to do to a branch.
struct ConsolidationDeed: Sendable, Hashable {
    enum Kind: String, Sendable, CaseIterable {
        case open, close, verify, retry, undo
        var job: String { "consolidation." + rawValue }
        init?(job: String) {
            guard job.hasPrefix("consolidation.") else { return nil }
            self.init(rawValue: String(job.dropFirst(14)))
        }
    }
    var kind: Kind
    /// 0 for a retry, which is of all.
    var branch: Int64
    var central: Int64 = 0
    var fromNow = false
    var repairs = false
    /// The closing to take back.
    var closing: Int64 = 0
    /// Who asked for it; empty for a timetable.
    var by = ""
    /// See `TypedPasswords`.
    var typed: String?

    init(_ kind: Kind, branch: Int64, central: Int64 = 0) { (self.kind, self.branch, self.central) = (kind, branch, central) }

    var json: JSON {
        var members: [(String, JSON)] = [("branch", .string(String(branch))), ("central", .string(String(central)))]
        if fromNow { members.append(("from_now", .bool(true))) }
        if repairs { members.append(("repair", .bool(true))) }
        if closing != 0 { members.append(("closing", .string(String(closing)))) }
        if !by.isEmpty { members.append(("by", .string(by))) }
        if let typed { members.append(("typed", .string(typed))) }
        return .object(members)
    }

    init?(job: String, _ payload: JSON) {
        guard let kind = Kind(job: job), let branch = payload["branch"]?.string.flatMap({ Int64($0) }) else { return nil }
        self.init(kind, branch: branch, central: payload["central"]?.string.flatMap { Int64($0) } ?? 0)
        fromNow = payload["from_now"]?.bool ?? false
        repairs = payload["repair"]?.bool ?? false
        closing = payload["closing"]?.string.flatMap { Int64($0) } ?? 0
        by = payload["by"]?.string ?? ""
        typed = payload["typed"]?.string
    }

    /// While a deed waits, the same one is not asked for twice.
    var uniqueKey: String { "\(branch)-\(central)-\(closing)\(repairs ? "-repair" : "")\(fromNow ? "-now" : "")" }

    var author: Author { by.isEmpty ? .system : Author(Person(id: nil, name: by, role: .supervisor, proof: .terminal), via: .system) }
}

extension ConsolidationFeature {
    /// Deeds as jobs. A deed may be done again after any failure: an opening keeps its baseline, a closing goes on where the
    /// last one stopped.
    var deeds: [JobKind] {
        ConsolidationDeed.Kind.allCases.map { kind in
            JobKind(
                id: kind.job, titleKey: "consolidation.job.\(kind.rawValue)", attemptsMax: 4, timeoutSeconds: 12 * 3600, needsPayload: true
            ) { context in
                guard let deed = ConsolidationDeed(job: context.kind, context.payload) else { throw Problem(.bug, "deed_unreadable") }
                do { return try await self.perform(deed, context) } catch let problem as Problem where problem.code == "typed_password_gone" {
                    // Another node may hold it, for a while.
                    throw JobError(context.attempt < 3 ? .transient : .data, problem)
                }
            }
        }
    }

    /// - Returns: the job to watch.
    @discardableResult
    func ask(_ deed: ConsolidationDeed, at when: Instant? = nil) async throws -> Int64 {
        let run = try await house.jobs.enqueue(
            deed.kind.job, payload: deed.json, uniqueKey: when.map { "\(deed.uniqueKey)@\($0.milliseconds)" } ?? deed.uniqueKey, runAt: when)
        actions.announce()
        return run
    }

    private func perform(_ deed: ConsolidationDeed, _ context: JobContext) async throws -> JSON {
        let typed = try typed.find(deed.typed, at: actions.clock.now())
        if deed.kind == .retry {
            let done = try await actions.retry(nil, by: deed.author)
            return ConsolidationJSON.retried(done)
        }
        if deed.kind == .undo {
            let undone = try await actions.undo(deed.closing, centralPassword: typed.central, by: deed.author)
            return .object([
                ("branch", .string(undone.branch)), ("removed", JSON(undone.tables.reduce(0) { $0 + $1.removed })),
                ("restored", JSON(undone.tables.reduce(0) { $0 + $1.restored })),
            ])
        }
        var pair = ConsolidationActions.Pair(
            try await actions.place(id: deed.branch), branchPassword: typed.branch, centralPassword: typed.central)
        if deed.central != 0 { pair.central = try await actions.place(id: deed.central) }
        let news = Pace(actions.clock)
        let report: ConsolidationActions.Report = { progress in
            try context.checkCancellation()
            let note = progress.rows > 0 ? "\(progress.table) (\(progress.rows))" : progress.table
            context.progress(done: Int64(progress.tablesDone), total: Int64(progress.tables), note: note)
            if news.isDue() { actions.announce() }
        }
        switch deed.kind {
        case .open:
            let opened = try await actions.open(pair, fromNow: deed.fromNow, by: deed.author)
            return .object([
                ("branch", .string(opened.branch)), ("tables", JSON(opened.tables.count)), ("rows", JSON(opened.rows)),
                ("skipped", JSON(opened.skipped)),
            ])
        case .close:
            let closed = try await actions.close(pair, by: deed.author, report: report)
            for table in closed.tables where table.counts.sum > 0 {
                let c = table.counts
                context.log("\(table.table): \(c.inserted) new, \(c.updated) changed, \(c.deleted) deleted, \(c.failed) refused")
            }
            let counts = closed.counts
            return .object([
                ("consolidation", ConsolidationJSON.id(closed.consolidation)), ("branch", .string(closed.branch)),
                ("central", .string(closed.central)), ("inserted", JSON(counts.inserted)), ("updated", JSON(counts.updated)),
                ("deleted", JSON(counts.deleted)), ("failed", JSON(counts.failed)), ("verified", .bool(closed.isVerified)),
            ])
        default:
            let result = try await actions.verify(pair, repairs: deed.repairs, by: deed.author, report: report)
            return .object([
                ("branch", .string(result.branch)), ("central", .string(result.central)), ("equal", .bool(result.isEqual)),
                ("differing", JSON(result.tables.reduce(0) { $0 + $1.differing })),
                ("repaired", JSON(result.tables.reduce(0) { $0 + $1.repaired })),
            ])
        }
    }

    /// Deeds that run or wait for their turn now; what waits for a later day is the timetable's.
    func atWork() async throws -> [(deed: ConsolidationDeed, job: JobRunView)] {
        let now = actions.clock.now()
        let runs = try await house.database.read { tx in
            try JobHistory.running(limit: 200, in: tx) + JobHistory.due(limit: 200, in: tx).filter { $0.runAt <= now || $0.attempt > 0 }
        }
        return runs.compactMap { run in ConsolidationDeed(job: run.kind, run.payload).map { ($0, run) } }
    }
}

/// Lets something happen once a second at most.
private final class Pace: Sendable {
    private let clock: Clock
    private let last = Mutex<Instant?>(nil)
    init(_ clock: Clock) { self.clock = clock }

    func isDue() -> Bool {
        let now = clock.now()
        return last.withLock { last in
            if let before = last, now - before < .seconds(1), now >= before { return false }
            last = now
            return true
        }
    }
}
