// The hub's copy of the team's batches: read whole, compared by a digest of each document, and written where it differs.
// What others have changed there since is written into the history as theirs.

import Host
import Kernel
import Mongo
import Store

extension MongoBatches {
    /// How long a deed may take before it is asked what became of it.
    static let deedSpan = Span.seconds(30)

    private struct Fresh: Sendable {
        var changed: [(batch: Batch, digest: String)] = []
        var ids: Set<String> = []
        var crew: [CrewMember] = []
    }

    package func refresh() async throws -> Bool {
        try await settlePending()
        let (digests, mark) = try await database.read { [scope] in
            (try BatchTable(tx: $0, scope: scope).digests(), try DeedTable(tx: $0, home: key).mark())
        }
        let read = try await pool.run { session in try self.read(session, digests) }
        let crewBefore = try await database.read { try CrewTable(tx: $0, home: key).all() }
        let isOtherCrew = Set(crewBefore) != Set(read.crew)
        guard !read.changed.isEmpty || digests.keys.contains(where: { !read.ids.contains($0) }) || isOtherCrew else { return false }
        let (now, isFirst) = (clock.now(), digests.isEmpty)
        return try await database.write { [scope] tx in
            let table = BatchTable(tx: tx, scope: scope)
            // What was read may be older than what a deed has written here meanwhile; that is left for the next look.
            let moving = try DeedTable(tx: tx, home: key).moving(since: mark)
            var fresh = read
            fresh.changed.removeAll { moving.ended.contains($0.batch.id) }
            let gone = digests.keys.filter { !fresh.ids.contains($0) && !moving.ended.contains($0) }
            if !isFirst { try note(fresh, gone, moving.pending, table, at: now) }
            try table.put(fresh.changed.map { ($0.batch, $0.digest) }, at: now)
            try table.remove(gone)
            let isCrewTaken = isOtherCrew && !moving.hasEnded
            if isCrewTaken {
                let crew = CrewTable(tx: tx, home: key)
                for member in crewBefore where !fresh.crew.contains(where: { $0.name == member.name }) { try crew.remove(member.name) }
                for member in fresh.crew { try crew.put(member) }
            }
            return !fresh.changed.isEmpty || !gone.isEmpty || isCrewTaken
        }
    }

    private func read(_ session: MongoSession, _ digests: [String: String]) throws -> Fresh {
        var fresh = Fresh()
        let names = try session.collections(self.names.database)
        guard names.contains(self.names.collection) || digests.isEmpty else {
            // A misspelt name looks like a plant without batches.
            throw Problem(.input, "batches_collection_missing", ["collection": self.names.collection, "database": self.names.database])
        }
        try batches(session).find([:]) { view in
            let document = view.document
            guard let id = document["id"]?.string, Self.isKept(id), fresh.ids.insert(id).inserted else { return }
            let digest = String(Digest.of(document.bytes).hex.prefix(40))
            guard digests[id] != digest, let batch = BatchDocument.batch(document) else { return }
            fresh.changed.append((batch, digest))
        }
        try crew(session).find([:]) { view in
            let document = view.document
            guard let name = document["name"]?.string?.trimmingBlanks, !name.isEmpty, !fresh.crew.contains(where: { $0.name == name }) else { return }
            fresh.crew.append(
                CrewMember(
                    name: name.kept(190), role: (document["role"]?.string ?? "").kept(100), email: (document["email"]?.string ?? "").kept(190),
                    createdAt: (document["created_at"]?.string ?? document["created_at"]?.date.map { MaskState.text($0) } ?? "").kept(40)))
        }
        return fresh
    }

    /// An id the copy can hold.
    private static func isKept(_ id: String) -> Bool { !id.isEmpty && id.fits(190) && !id.utf8.contains(0) }

    /// What others have done since the copy was read last.
    /// - Parameter pending: what deeds of ours are about to do, or have done without noting it yet; it will be noted as theirs.
    private func note(_ fresh: Fresh, _ gone: [String], _ pending: [String: DeedTable.Moving.Part], _ table: BatchTable, at now: Instant) throws {
        let old = try table.find(fresh.changed.map(\.batch.id) + gone)
        var changes: [BatchChange] = []
        for (batch, _) in fresh.changed where pending[batch.id] != .all {
            guard let before = old[batch.id] else {
                changes.append(BatchChange(batch: batch.id, kind: .create, old: nil, new: batch.content))
                continue
            }
            var fields = before.difference(to: batch)
            if case .fields(let ours)? = pending[batch.id] { fields.removeAll { ours.contains($0.rawValue) } }
            guard !fields.isEmpty else { continue }
            changes.append(
                BatchChange(
                    batch: batch.id, kind: .update, old: .object(fields.map { ($0.rawValue, before[$0]) }),
                    new: .object(fields.map { ($0.rawValue, batch[$0]) })))
        }
        for id in gone where pending[id] != .all { changes.append(BatchChange(batch: id, kind: .delete, old: old[id]?.content, new: nil)) }
        guard !changes.isEmpty else { return }
        let deeds = DeedTable(tx: table.tx, home: key)
        let deed = BatchDeed(kind: .outside, at: now, by: "", via: "outside", state: .pending, asked: 0, done: 0)
        let id = try deeds.begin(deed, changes)
        try deeds.end(id, changes.map { _ in .done })
    }

    /// Deeds of which nobody has seen the end.
    private func settlePending() async throws {
        let before = clock.now() - Self.deedSpan
        for deed in try await database.read({ try DeedTable(tx: $0, home: key).pending(before: before) }) { try await settle(deed) }
    }

    package func listen(_ changed: @escaping @Sendable () -> Void) async throws {
        do {
            for try await change in pool.changes(names.database, collection: names.collection) {
                switch change {
                case .opened, .event: changed()
                case .idle: break
                }
            }
        } catch let problem as Problem where problem.code == "mongo_changes_unavailable" {
            return
        }
    }
}
