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
        let digests = try await database.read { [scope] in try BatchTable(tx: $0, scope: scope).digests() }
        let fresh = try await pool.run { session in try read(session, digests) }
        try await settlePending()
        let gone = digests.keys.filter { !fresh.ids.contains($0) }
        let crewBefore = try await database.read { try CrewTable(tx: $0, home: key).all() }
        let isOtherCrew = Set(crewBefore) != Set(fresh.crew)
        guard !fresh.changed.isEmpty || !gone.isEmpty || isOtherCrew else { return false }
        let (now, isFirst) = (clock.now(), digests.isEmpty)
        try await database.write { [scope] tx in
            let table = BatchTable(tx: tx, scope: scope)
            // What a deed changes at this moment is that deed's, and what has changed here since is newer than what was read.
            let busy = try DeedTable(tx: tx, home: scope.home).pendingBatches()
            let present = try table.digests()
            func isOurs(_ id: String) -> Bool { !busy.contains(id) && present[id] == digests[id] }
            let changed = fresh.changed.filter { isOurs($0.batch.id) }
            let vanished = gone.filter(isOurs)
            if !isFirst { try note(changed, vanished, table, at: now) }
            try table.put(changed.map { ($0.batch, $0.digest) }, at: now)
            try table.remove(vanished)
            if isOtherCrew {
                let crew = CrewTable(tx: tx, home: key)
                for member in crewBefore where !fresh.crew.contains(where: { $0.name == member.name }) { try crew.remove(member.name) }
                for member in fresh.crew { try crew.put(member) }
            }
        }
        return true
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
            guard let id = document["id"]?.string, !id.isEmpty, fresh.ids.insert(id).inserted else { return }
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

    /// What others have done since the copy was read last.
    private func note(_ changed: [(batch: Batch, digest: String)], _ gone: [String], _ table: BatchTable, at now: Instant) throws {
        let old = try table.find(changed.map(\.batch.id) + gone)
        var changes: [BatchChange] = []
        for (batch, _) in changed {
            guard let before = old[batch.id] else {
                changes.append(BatchChange(batch: batch.id, kind: .create, old: nil, new: batch.content))
                continue
            }
            let fields = before.difference(to: batch)
            guard !fields.isEmpty else { continue }
            changes.append(
                BatchChange(
                    batch: batch.id, kind: .update, old: .object(fields.map { ($0.rawValue, before[$0]) }),
                    new: .object(fields.map { ($0.rawValue, batch[$0]) })))
        }
        for id in gone { changes.append(BatchChange(batch: id, kind: .delete, old: old[id]?.content, new: nil)) }
        guard !changes.isEmpty else { return }
        let deeds = DeedTable(tx: table.tx, home: key)
        let deed = BatchDeed(kind: .outside, at: now, by: "", via: "outside", state: .pending, asked: 0, done: 0)
        let id = try deeds.begin(deed, changes)
        try deeds.end(id, changes.map { _ in .done })
    }

    /// Deeds of which nobody has seen the end.
    private func settlePending() async throws {
        let before = clock.now() - Self.deedSpan
        for deed in try await database.read({ try DeedTable(tx: $0, home: key).pending(before: before) }) { try await settle(deed.id) }
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

extension BatchDocument {
    /// The same of a document in a reply, without copies where it is as it should be.
    static func state(_ uploaded: BSONField?, _ info: BSONField?) -> MaskState {
        if let flag = uploaded?.bool, let info = info?.document, let count = info["file_count"]?.int, let has = info["has_files"]?.bool {
            if let last = info["last_file_upload"] {
                if last.isNull { return MaskState(isUploaded: flag, fileCount: count, lastUpload: nil, hasFiles: has) }
                if let text = last.utf8 { return MaskState(isUploaded: flag, fileCount: count, lastUpload: String(decoding: text, as: UTF8.self), hasFiles: has) }
            }
        }
        return state(uploaded: uploaded?.value, info: info?.value)
    }
}
