// Batches in the team's own collections. Everything is changed there first, and only where it still is as the reader saw
// it; the hub's copy follows. Who asked for what is written down before, so that a change whose end nobody saw keeps its name.

import Host
import Kernel
import Mongo
import Store

package struct MongoBatches: BatchRepository {
    let pool: MongoPool
    let names: Names
    let database: any Database
    let clock: Clock
    let families: BatchFamilies

    /// Where in the deployment.
    package struct Names: Sendable, Hashable {
        package var database: String
        package var collection: String
        package var crewDatabase: String
        package var crewCollection: String
    }

    /// Documents in one message.
    static let pieceMax = 1000

    package init(_ pool: MongoPool, _ names: Names, database: any Database, clock: Clock, families: BatchFamilies) {
        (self.pool, self.names, self.database, self.clock, self.families) = (pool, names, database, clock, families)
    }

    package var place: String { "\(pool.hosts)/\(names.database).\(names.collection)" }
    package var key: String { "mongo" + String(Digest.of(Array(place.utf8)).hex.prefix(32)) }
    package var isElsewhere: Bool { true }
    var scope: BatchScope { BatchScope(home: key, families: families) }

    func batches(_ session: MongoSession) -> MongoCollection { session.collection(names.database, names.collection) }
    func crew(_ session: MongoSession) -> MongoCollection { session.collection(names.crewDatabase, names.crewCollection) }

    // MARK: what the mask files say

    package func states(_ families: BatchFamilies) async throws -> SyncPlan {
        try await pool.run { session in
            let collection = batches(session)
            var plan = SyncPlan(families)
            plan.reserve(Int(try collection.estimatedCount()))
            // Whole documents: choosing members costs the server more than sending the rest.
            try collection.find([:]) { document in
                if let batch = BatchDocument.noted(document) { plan.add(batch: batch.id, seen: batch.seen, now: batch.state) }
            }
            return plan
        }
    }

    package func write(_ entries: [SyncPlan.Entry]) async throws -> Int {
        guard !entries.isEmpty else { return 0 }
        return try await pool.run { session in
            let collection = batches(session)
            // Pipelines in updates came with MongoDB 4.2.
            let hasPipelines = try session.hello()["maxWireVersion"]?.int ?? 0 >= 8
            var written = 0
            var rest = entries[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Self.pieceMax)
                rest = rest.dropFirst(Self.pieceMax)
                written += try hasPipelines ? writeTogether(piece, collection) : writeSingly(piece, collection)
            }
            return written
        }
    }

    /// Documents that one statement changes.
    private static let statementMax = 100

    private func writeTogether(_ entries: ArraySlice<SyncPlan.Entry>, _ collection: MongoCollection) throws -> Int {
        let statements = stride(from: entries.startIndex, to: entries.endIndex, by: Self.statementMax).map {
            entries[$0..<min($0 + Self.statementMax, entries.endIndex)]
        }
        let result = try collection.bulk(ordered: false) { bulk in
            for statement in statements { try bulk.updateMany(BatchDocument.filter(statement), BatchDocument.update(statement)) }
        }
        // Of a statement that is refused, what it has done already is no longer as it was read, and looked at anew.
        return try result.errors.reduce(result.modified) { try $0 + writeSingly(statements[$1.index], collection) }
    }

    private func writeSingly(_ entries: ArraySlice<SyncPlan.Entry>, _ collection: MongoCollection) throws -> Int {
        let result = try collection.bulk(ordered: false) { bulk in
            for entry in entries {
                let (filter, update) = BatchDocument.single(entry)
                try bulk.updateOne(filter, update)
            }
        }
        if let error = result.errors.first {
            throw Problem(.outside(retryable: false), "mongo_failed", ["code": String(error.code), "message": error.message])
        }
        return result.matched
    }

    package func contents(_ ids: [String]) async throws -> [String: JSON] {
        let found = try await pool.run { session in try documents(ids, batches(session)) }
        return found.mapValues { Self.content($0) }
    }

    /// A batch's fields, and the document itself as text, so that it can come back as it was.
    private static func content(_ document: BSONDocument) -> JSON {
        let fields = BatchDocument.batch(document)?.content.members ?? []
        return .object(fields + [("document", .string(document.extendedJSON))])
    }

    func documents(_ ids: [String], _ collection: MongoCollection) throws -> [String: BSONDocument] {
        var out: [String: BSONDocument] = [:]
        var rest = ids[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Self.pieceMax)
            rest = rest.dropFirst(Self.pieceMax)
            try collection.find(["id": ["$in": .array(piece.map { .string($0) })]]) { document in
                let owned = document.document
                if let id = owned["id"]?.string, out[id] == nil { out[id] = owned }
            }
        }
        return out
    }

    package func count() async throws -> (batches: Int64, crew: Int64) {
        try await pool.run { session in
            guard try session.collections(names.database).contains(names.collection) else {
                throw Problem(.input, "batches_collection_missing", ["collection": names.collection, "database": names.database])
            }
            return (try batches(session).count(), try crew(session).count())
        }
    }
    package func close() { pool.close() }

    // MARK: deeds

    package func perform(_ order: BatchDeed, _ changes: [BatchChange], crew edit: CrewEdit?, by author: Author) async throws -> DeedResult {
        let id = try await database.write { tx in try DeedTable(tx: tx, home: key).begin(order, changes) }
        let states: [BatchChange.State]
        do {
            states = try await pool.run { session -> [BatchChange.State] in
                // A new name before its batches, and one that goes after them: whoever is cut off in between leaves nobody's batches
                // with a name that is not there.
                if let edit, !edit.isRemoval { try change(edit, session) }
                let states = try apply(changes, session)
                if let edit, edit.isRemoval { try change(edit, session) }
                return states
            }
        } catch let problem as Problem where problem.code != "mongo_unknown_write" {
            // Nothing or not all of it was done; what was shows when the copy is read anew.
            var deed = order
            deed.id = id
            try? await settle(deed)
            throw problem
        }
        let now = clock.now()
        try await database.write { [scope] tx in
            let done = zip(changes, states).filter { $0.1 == .done }.map(\.0)
            let applier = BatchApplier(tx: tx, scope: scope)
            _ = try applier.apply(done, isForced: true, at: now)
            if let edit { try applier.apply(edit) }
            let isFirst = try DeedTable(tx: tx, home: key).end(id, states)
            if isFirst { try BatchDeed.record(order, id: id, changes, states, by: author, in: tx) }
        }
        return DeedResult(deed: id, states: states)
    }

    /// Finds out what became of a deed whose end was not seen: each change is there, or it is not. The copy follows, so that
    /// nobody else appears to have done it.
    func settle(_ deed: BatchDeed) async throws {
        let changes = try await database.read { try DeedTable(tx: $0, home: key).changes(deed.id) }
        let ids = changes.map(\.batch) + changes.compactMap { $0.kind == .rename ? $0.new?["id"]?.string : nil }
        let there = try await pool.run { session in try documents(ids, batches(session)) }.mapValues { BatchDocument.batch($0) }
        let states = changes.map { change -> BatchChange.State in
            let batch = there[change.batch] ?? nil
            switch change.kind {
            case .create: return batch.map { BatchApplier.isAs($0, change.new) } == true ? .done : batch == nil ? .missing : .exists
            case .delete: return batch == nil ? .done : .overtaken
            case .rename: return (change.new?["id"]?.string).flatMap { there[$0] ?? nil } != nil && batch == nil ? .done : .overtaken
            case .update: return batch.map { BatchApplier.isAs($0, change.new) } == true ? .done : .overtaken
            }
        }
        let now = clock.now()
        try await database.write { [scope] tx in
            _ = try BatchApplier(tx: tx, scope: scope).apply(zip(changes, states).filter { $0.1 == .done }.map(\.0), isForced: true, at: now)
            guard try DeedTable(tx: tx, home: key).end(deed.id, states) else { return }
            try BatchDeed.record(deed, id: deed.id, changes, states, by: .system, in: tx)
        }
    }

    private func change(_ edit: CrewEdit, _ session: MongoSession) throws {
        let collection = crew(session)
        func fields(_ member: CrewMember) -> BSONDocument {
            ["$set": ["name": .string(member.name), "role": .string(member.role), "email": .string(member.email)]]
        }
        // Names are compared without the blanks that other programs have left around them.
        var there: [String: [BSONValue]] = [:]
        try collection.find([:], projection: ["name": 1]) { view in
            let document = view.document
            if let name = document["name"]?.string, let id = document["_id"] { there[name.trimmingBlanks, default: []].append(id) }
        }
        if case .rename(let old, let member) = edit, old != member.name, there[member.name] != nil {
            throw Problem(.conflict, "crew_exists", ["name": member.name])
        }
        let result = try collection.bulk(ordered: true) { bulk in
            func put(_ name: String, _ member: CrewMember) throws {
                for id in there[name] ?? [] { try bulk.updateOne(["_id": id], fields(member)) }
                guard there[name] == nil else { return }
                var update = fields(member)
                update.append("$setOnInsert", ["created_at": .string(member.createdAt)])
                try bulk.updateOne(["name": .string(member.name)], update, upsert: true)
            }
            switch edit {
            case .put(let member): try put(member.name, member)
            case .rename(let old, let member): try put(old, member)
            case .remove(let name): for id in there[name] ?? [] { try bulk.deleteOne(["_id": id]) }
            }
        }
        if let error = result.errors.first {
            throw Problem(.outside(retryable: false), "mongo_failed", ["code": String(error.code), "message": error.message])
        }
    }

    private func apply(_ changes: [BatchChange], _ session: MongoSession) throws -> [BatchChange.State] {
        let collection = batches(session)
        let ids = changes.map(\.batch) + changes.compactMap { $0.kind == .rename ? $0.new?["id"]?.string : nil }
        var there = try documents(ids, collection)
        var states = [BatchChange.State](repeating: .pending, count: changes.count)
        var writes: [(place: Int, write: Write)] = []
        for (place, change) in changes.enumerated() {
            switch try judge(change, &there) {
            case .write(let write): writes.append((place, write))
            case .state(let state): states[place] = state
            }
        }
        var rest = writes[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(Self.pieceMax))
            rest = rest.dropFirst(Self.pieceMax)
            for (place, state) in try send(piece.map(\.write), collection).enumerated() { states[piece[place].place] = state }
        }
        return states
    }

    private enum Write {
        case insert(BSONDocument)
        case update(BSONDocument, BSONDocument)
        case delete(BSONDocument)
    }

    private enum Judgement {
        case write(Write)
        case state(BatchChange.State)
    }

    /// What a change comes to, with what is there now; `there` follows.
    private func judge(_ change: BatchChange, _ there: inout [String: BSONDocument]) throws -> Judgement {
        let document = there[change.batch]
        switch change.kind {
        case .create:
            guard document == nil, let content = change.new else { return .state(.exists) }
            let new = try BatchDocument.document(content)
            there[change.batch] = new
            return .write(.insert(new))
        case .update:
            guard let document, let batch = BatchDocument.batch(document) else { return .state(.missing) }
            if BatchApplier.isAs(batch, change.new) { return .state(.done) }
            guard BatchApplier.isAs(batch, change.old) else { return .state(.overtaken) }
            return .write(try update(document, change.new))
        case .delete:
            guard let document, let batch = BatchDocument.batch(document) else { return .state(.missing) }
            guard BatchApplier.isAs(batch, change.old) else { return .state(.overtaken) }
            there[change.batch] = nil
            return .write(.delete(Self.same(document, BatchField.allCases.map(BatchDocument.path))))
        case .rename:
            guard let document, let new = change.new?["id"]?.string else { return .state(.missing) }
            guard there[new] == nil else { return .state(.exists) }
            there[new] = document
            there[change.batch] = nil
            return .write(.update(Self.same(document, ["id"]), ["$set": ["id": .string(new)]]))
        }
    }

    private func update(_ document: BSONDocument, _ fields: JSON?) throws -> Write {
        var batch = Batch(id: "")
        BatchApplier.set(&batch, fields)
        let named = (fields?.members ?? []).compactMap { BatchField(rawValue: $0.0) }
        var set: [(String, BSONValue)] = []
        let isNested = document["metadata"].map { $0.document != nil } ?? true
        for field in named {
            let path = BatchDocument.path(field)
            if isNested || !path.hasPrefix("metadata.") { set.append((path, BatchDocument.value(batch[field]))) }
        }
        if !isNested {
            // `metadata` is null: it is written as a whole.
            let members = named.filter { BatchDocument.path($0).hasPrefix("metadata.") }.map { ($0.rawValue, BatchDocument.value(batch[$0])) }
            if !members.isEmpty { set.append(("metadata", .document(BSONDocument(members)))) }
        }
        return .update(Self.same(document, named.map(BatchDocument.path)), ["$set": .document(BSONDocument(set))])
    }

    /// Finds the document only while the members at these paths are what they were.
    private static func same(_ document: BSONDocument, _ paths: [String]) -> BSONDocument {
        var filter: BSONDocument = ["_id": document["_id"] ?? .null]
        for path in paths {
            let parts = path.split(separator: ".").map(String.init)
            let value = parts.count == 1 ? document[path] : document[parts[0]]?.document?[parts[1]]
            filter.append(path, value ?? ["$exists": false])
        }
        return filter
    }

    private func send(_ writes: [Write], _ collection: MongoCollection) throws -> [BatchChange.State] {
        let result = try collection.bulk(ordered: false) { bulk in
            for write in writes {
                switch write {
                case .insert(let document): try bulk.insert(document)
                case .update(let filter, let update): try bulk.updateOne(filter, update)
                case .delete(let filter): try bulk.deleteOne(filter)
                }
            }
        }
        let updates = writes.count { if case .update = $0 { true } else { false } }
        let deletes = writes.count { if case .delete = $0 { true } else { false } }
        var states = [BatchChange.State](repeating: .done, count: writes.count)
        for error in result.errors {
            guard error.code == 11000 else {
                throw Problem(.outside(retryable: false), "mongo_failed", ["code": String(error.code), "message": error.message])
            }
            states[error.index] = if case .insert(let document) = writes[error.index] { try insertAnew(document, collection) } else { .exists }
        }
        guard result.matched < updates || result.deleted < deletes else { return states }
        // Somebody was faster with some of them: one by one it shows with which.
        for (place, write) in writes.enumerated() where states[place] == .done {
            switch write {
            case .insert: break
            case .update(let filter, let update):
                let now = try collection.first(["_id": filter["_id"] ?? .null], projection: nil, sort: nil)
                let isThere = now.map { document in
                    (update["$set"]?.document?.members ?? []).allSatisfy { path, value in Self.value(document, path) == value }
                }
                states[place] = isThere == true ? .done : isThere == nil ? .missing : .overtaken
            case .delete(let filter):
                if try collection.first(["_id": filter["_id"] ?? .null], projection: ["_id": 1], sort: nil) != nil { states[place] = .overtaken }
            }
        }
        return states
    }

    /// How often an id is found to have been another batch's before chance decides.
    private static let handlesMax = 20

    /// After an insert that was refused: somebody was faster, or a batch that is called otherwise now has kept the `_id`.
    private func insertAnew(_ document: BSONDocument, _ collection: MongoCollection) throws -> BatchChange.State {
        guard let id = document["id"]?.string else { return .exists }
        for turn in 0...Self.handlesMax {
            if try collection.first(["id": .string(id)], projection: ["_id": 1], sort: nil) != nil { return .exists }
            let handle = turn < Self.handlesMax ? BatchDocument.handle(id, turn: turn) : .objectID(.make())
            let result = try collection.insert([BatchDocument.with(handle, document)], ordered: true)
            guard let error = result.errors.first else { return .done }
            guard error.isDuplicate else {
                throw Problem(.outside(retryable: false), "mongo_failed", ["code": String(error.code), "message": error.message])
            }
        }
        return .exists
    }

    private static func value(_ document: BSONDocument, _ path: String) -> BSONValue {
        let parts = path.split(separator: ".").map(String.init)
        return (parts.count == 1 ? document[path] : document[parts[0]]?.document?[parts[1]]) ?? .null
    }
}
