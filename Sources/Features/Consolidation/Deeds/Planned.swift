// What is planned: openings and closings at a moment, every so many days, or by a timetable in words. Recurring ones are
// the house's own timetables with the branch in their payload; one that is done once is a job that waits for its day.

import Host
import Kernel
import Store
import Web

/// One line of what is planned.
struct PlannedDeed: Sendable {
    enum Place: Sendable, Hashable {
        case timetable(Int64)
        case once(job: Int64)
    }
    var place: Place
    var deed: ConsolidationDeed
    /// Canonical words; nil for once.
    var words: String?
    var nextAt: Instant?
    var isEnabled: Bool
    var problem: String?
    var lastAt: Instant?

    /// `t12` or `j40`, as links and forms name it.
    var id: String {
        switch place {
        case .timetable(let id): "t\(id)"
        case .once(let job): "j\(job)"
        }
    }
}

extension ConsolidationFeature {
    /// In the order they were planned, timetables first.
    func planned() async throws -> [PlannedDeed] {
        let now = actions.clock.now()
        return try await house.database.read { tx in
            let recurring = try Timetables.all(in: tx).sorted { $0.id < $1.id }.compactMap { view -> PlannedDeed? in
                guard let deed = ConsolidationDeed(job: view.draft.kind, view.draft.payload) else { return nil }
                return PlannedDeed(
                    place: .timetable(view.id), deed: deed, words: view.draft.words, nextAt: view.draft.isEnabled ? view.nextAt : nil,
                    isEnabled: view.draft.isEnabled, problem: view.problem, lastAt: view.lastFiredAt)
            }
            let once = try JobHistory.due(limit: 500, in: tx).filter { $0.runAt > now && $0.attempt == 0 }.sorted { $0.id < $1.id }
                .compactMap { run -> PlannedDeed? in
                    guard let deed = ConsolidationDeed(job: run.kind, run.payload) else { return nil }
                    return PlannedDeed(place: .once(job: run.id), deed: deed, words: nil, nextAt: run.runAt, isEnabled: true)
                }
            return recurring + once
        }
    }

    /// - Throws: `planned_unknown`.
    func planned(_ id: String) async throws -> PlannedDeed {
        guard let found = try await planned().first(where: { $0.id == id }) else { throw Problem(.missing, "planned_unknown") }
        return found
    }

    /// When something is to be done.
    enum When: Sendable, Hashable {
        case once(CivilTime)
        case everyDays(Int, from: CivilTime)
        case words(String)
    }

    /// - Throws: `planned_past`, and what timetables refuse.
    @discardableResult
    func plan(_ deed: ConsolidationDeed, _ when: When, name: String, by author: Author) async throws -> PlannedDeed.Place {
        let (now, zone) = (actions.clock.now(), house.zone)
        let (queue, subject) = (house.jobs, name)
        let place = try await house.database.write { tx -> PlannedDeed.Place in
            let place: PlannedDeed.Place
            let said: String
            switch when {
            case .once(let civil):
                let at = zone.instant(civil)
                guard at > now else { throw Problem(.input, "planned_past", ["when": zone.rfc3339(at)]) }
                place = .once(
                    job: try queue.enqueue(
                        deed.kind.job, payload: deed.json, uniqueKey: "\(deed.uniqueKey)@\(at.milliseconds)", runAt: at, in: tx))
                said = zone.rfc3339(at)
            case .everyDays(let days, let civil):
                said = "@every \(days)d \(civil.clockText.prefix(5)) * * * from \(civil.date.isoText)"
                place = try Self.timetable(deed, said, name, zone, now, tx)
            case .words(let words):
                said = words
                place = try Self.timetable(deed, said, name, zone, now, tx)
            }
            try Audit.record(
                AuditEntry(at: now, by: author, action: "consolidation.plan", subject: subject, old: nil, new: .object([("when", .string(said))])),
                in: tx)
            return place
        }
        queue.wake()
        actions.announce()
        return place
    }

    private static func timetable(
        _ deed: ConsolidationDeed, _ words: String, _ name: String, _ zone: Zone, _ now: Instant, _ tx: any Transaction
    ) throws -> PlannedDeed.Place {
        let taken = Set(try Timetables.all(in: tx).map(\.draft.name))
        var own = name.kept(74)
        var number = 1
        while taken.contains(own) {
            number += 1
            own = name.kept(74) + " \(number)"
        }
        let draft = TimetableDraft(name: own, kind: deed.kind.job, payload: deed.json, words: words, zone: zone.name)
        return .timetable(try Timetables.save(draft, now: now, in: tx))
    }

    func forget(_ planned: PlannedDeed, by author: Author) async throws {
        let (now, queue) = (actions.clock.now(), house.jobs)
        try await house.database.write { tx in
            switch planned.place {
            case .timetable(let id): try Timetables.remove(id, in: tx)
            case .once(let job): try queue.cancel(job, in: tx)
            }
            try Audit.record(
                AuditEntry(at: now, by: author, action: "consolidation.unplan", subject: planned.id, old: planned.deed.json, new: nil), in: tx)
        }
        if case .once(let job) = planned.place { queue.cancelled(job) }
        actions.announce()
    }

    /// - Returns: the job to watch.
    func runNow(_ planned: PlannedDeed) async throws -> Int64 {
        let job =
            switch planned.place {
            case .timetable(let id): try await house.jobs.runNow(timetable: id)
            case .once(let job): try await house.jobs.retry(job)
            }
        actions.announce()
        return job
    }
}
