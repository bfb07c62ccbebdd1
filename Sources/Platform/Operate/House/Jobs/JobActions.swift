// What a person does with jobs: each in one transaction with its audit entry, the queue told after the commit.

import Host
import Kernel
import Store
import Web

/// Changes to runs and timetables.
struct JobActions: Sendable {
    let house: House

    /// Cancels a run, on whichever node it is.
    func cancel(_ run: Int64, by author: Author) async throws {
        let (queue, now) = (house.jobs, house.clock.now())
        try await house.database.write { tx in
            let done = try queue.cancel(run, in: tx)
            let new: JSON = ["cancelled": .string(done == .asked ? "asked" : "at once")]
            try Audit.record(AuditEntry(at: now, by: author, action: "job.cancel", subject: "run \(run)", new: new), in: tx)
        }
        queue.cancelled(run)
        house.events.publish(topic: "jobs")
    }

    /// - Returns: the run to watch.
    func retry(_ run: Int64, by author: Author) async throws -> Int64 {
        let (queue, now) = (house.jobs, house.clock.now())
        let id = try await house.database.write { tx in
            let id = try queue.retry(run, in: tx)
            try Audit.record(AuditEntry(at: now, by: author, action: "job.retry", subject: "run \(run)", new: ["run": .int(id)]), in: tx)
            return id
        }
        queue.wake()
        return id
    }

    func run(kind: String, by author: Author) async throws -> Int64 {
        let (queue, now) = (house.jobs, house.clock.now())
        let id = try await house.database.write { tx in
            let id = try queue.enqueue(kind, uniqueKey: "by-hand", in: tx)
            try Audit.record(AuditEntry(at: now, by: author, action: "job.run", subject: "job \(kind)", new: ["run": .int(id)]), in: tx)
            return id
        }
        queue.wake()
        return id
    }

    func run(timetable: Int64, by author: Author) async throws -> Int64 {
        let (queue, now) = (house.jobs, house.clock.now())
        let id = try await house.database.write { tx in
            let id = try queue.runNow(timetable: timetable, in: tx)
            try Audit.record(
                AuditEntry(at: now, by: author, action: "job.run", subject: "timetable \(timetable)", new: ["run": .int(id)]), in: tx)
            return id
        }
        queue.wake()
        return id
    }
}

/// Changes to timetables.
extension JobActions {
    /// Adds a timetable, or changes the one with this id.
    func save(_ draft: TimetableDraft, id: Int64?, by author: Author) async throws -> Int64 {
        guard house.jobs.knownKinds.contains(where: { $0.id == draft.kind }) else {
            throw Problem(.input, "job_kind_unknown", ["kind": String(draft.kind.prefix(60))])
        }
        let now = house.clock.now()
        return try await house.database.write { tx in
            let before = try id.map { try Timetables.one($0, in: tx).draft }
            let saved = try Timetables.save(draft, id: id, now: now, in: tx)
            let after = try Timetables.one(saved, in: tx).draft
            let action = before == nil ? "timetable.create" : "timetable.change"
            try Audit.record(
                AuditEntry(
                    at: now, by: author, action: action, subject: "timetable \(saved)", old: before.map(Self.json), new: Self.json(after)), in: tx)
            return saved
        }
    }

    func remove(timetable id: Int64, by author: Author) async throws {
        let now = house.clock.now()
        try await house.database.write { tx in
            let before = try Timetables.one(id, in: tx).draft
            try Timetables.remove(id, in: tx)
            try Audit.record(
                AuditEntry(at: now, by: author, action: "timetable.remove", subject: "timetable \(id)", old: Self.json(before)), in: tx)
        }
    }

    static func json(_ draft: TimetableDraft) -> JSON {
        [
            "name": .string(draft.name), "kind": .string(draft.kind), "words": .string(draft.words), "zone": .string(draft.zone),
            "missed": .string(draft.missed.rawValue), "overlap": .string(draft.overlap.rawValue), "enabled": .bool(draft.isEnabled),
        ]
    }
}
