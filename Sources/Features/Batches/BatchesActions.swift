// The few actions that pages, API, verbs and jobs all call. This file: the home, reading, and deeds on batches.

import Foundation
import Host
import Kernel
import Logging
import Store
import Web

package struct BatchesActions: Sendable {
    let house: House
    let homes: BatchHomes
    let turns = SyncTurns()
    let environment: [String: String]

    package init(house: House, environment: [String: String]) {
        self.house = house
        self.environment = environment
        homes = BatchHomes(database: house.database, clock: house.clock, environment: environment)
    }

    var database: any Database { house.database }
    var clock: Clock { house.clock }

    func announce() { house.events.publish(topic: "batches") }

    // MARK: the home

    /// What the settings say, with what the variables say in its place.
    package func settings() async throws -> HomeSettings {
        let kept = try await house.settings.value(HomeSettings.name).map(HomeSettings.init(json:)) ?? HomeSettings()
        return kept.overridden(by: environment)
    }

    package func home() async throws -> BatchHome { try homes.home(try await settings()) }

    /// Keeps other settings; numbers are read anew when the families are others.
    package func set(_ settings: HomeSettings, by author: Author) async throws {
        let checked = try settings.checked()
        let home = try homes.home(checked.overridden(by: environment))
        try await house.settings.set(HomeSettings.name, checked.json, by: author)
        try await database.write { tx in
            try BatchTable(tx: tx, scope: home.scope).renumber()
            try MaskTable(tx: tx, store: home.store).renumber(home.families)
        }
        announce()
    }

    // MARK: reading

    package struct Listing: Sendable {
        package var batches: [Batch]
        package var counts: BatchCounts
        package var crew: [CrewMember]
        package var board: BoardState
    }

    /// One page of batches, and the counts of exactly the same filter, from one moment.
    package func list(
        _ filter: BatchFilter, order: BatchOrder = .board, isDescending: Bool = false, offset: Int = 0, limit: Int
    ) async throws -> Listing {
        let home = try await home()
        return try await database.read { tx in
            let table = BatchTable(tx: tx, scope: home.scope)
            return Listing(
                batches: try table.page(filter, order: order, isDescending: isDescending, offset: offset, limit: limit),
                counts: try table.counts(filter), crew: try CrewTable(tx: tx, home: home.scope.home).all(),
                board: try BoardTable(tx: tx, store: home.store).read())
        }
    }

    /// - Throws: `batch_unknown`.
    package func batch(_ id: String) async throws -> Batch {
        let home = try await home()
        guard let batch = try await database.read({ try BatchTable(tx: $0, scope: home.scope).find(id) }) else {
            throw Problem(.missing, "batch_unknown", ["batch": String(id.prefix(100))])
        }
        return batch
    }

    // MARK: deeds

    /// The day, as assigned and reviewed dates are written.
    func today() -> String { house.zone.day(of: clock.now()).isoText }

    func order(_ kind: BatchDeed.Kind, by author: Author, note: JSON? = nil, undoes: Int64? = nil) -> BatchDeed {
        BatchDeed(
            kind: kind, at: clock.now(), by: author.name, via: author.via.rawValue, state: .pending, asked: 0, done: 0, note: note, undoes: undoes)
    }

    @discardableResult
    func perform(_ order: BatchDeed, _ changes: [BatchChange], crew: CrewEdit? = nil, by author: Author) async throws -> DeedResult {
        let home = try await home()
        let result = try await home.batches.perform(order, changes, crew: crew, by: author)
        try await database.write { try BoardTable(tx: $0, store: home.store).touch() }
        announce()
        // What came new has files perhaps.
        if changes.contains(where: { $0.kind == .create || $0.kind == .rename }), !(home.masks is NoMasks) {
            Task { [self] in _ = try? await sync() }
        }
        return result
    }

    /// What an edit comes to: the fields that become others, and what follows from them.
    /// - Parameter fields: names and values; unknown names are `batch_field_unknown`.
    func update(_ batch: Batch, _ fields: [(BatchField, JSON)]) throws -> BatchChange? {
        var next = batch
        for (field, value) in fields { try next.set(field, value) }
        let named = Set(fields.map(\.0))
        if next.assignee != batch.assignee, !named.contains(.assignedAt) { next.assignedAt = next.assignee == nil ? nil : today() }
        if next.review != batch.review, !named.contains(.reviewedAt) { next.reviewedAt = next.review == .pending ? nil : today() }
        let differing = batch.difference(to: next)
        guard !differing.isEmpty else { return nil }
        return BatchChange(
            batch: batch.id, kind: .update, old: .object(differing.map { ($0.rawValue, batch[$0]) }),
            new: .object(differing.map { ($0.rawValue, next[$0]) }))
    }

    /// Changes fields of one batch.
    /// - Parameter seen: what the editor saw in these fields; somebody else's change in between is `batch_overtaken`.
    package func edit(_ id: String, _ fields: [(BatchField, JSON)], seen: [(BatchField, JSON)] = [], by author: Author) async throws -> Batch {
        let batch = try await batch(id)
        for (field, value) in seen {
            var then = batch
            try then.set(field, value)
            guard then[field] == batch[field] || fields.contains(where: { $0.0 == field && (try? Self.isSame($0.1, batch, field)) == true }) else {
                throw Problem(.conflict, "batch_overtaken", ["batch": id])
            }
        }
        guard let change = try update(batch, fields) else { return batch }
        let result = try await perform(order(.edit, by: author), [change], by: author)
        try Self.demand(result.states[0], id)
        return try await self.batch(id)
    }

    private static func isSame(_ value: JSON, _ batch: Batch, _ field: BatchField) throws -> Bool {
        var next = batch
        try next.set(field, value)
        return next[field] == batch[field]
    }

    /// - Throws: what kept a single change from being made.
    static func demand(_ state: BatchChange.State, _ id: String) throws(Problem) {
        switch state {
        case .done: return
        case .overtaken, .pending: throw Problem(.conflict, "batch_overtaken", ["batch": id])
        case .exists: throw Problem(.conflict, "batch_exists", ["batch": id])
        case .missing: throw Problem(.missing, "batch_unknown", ["batch": id])
        }
    }

    /// The same fields of several batches; those that are so already are left out.
    @discardableResult
    package func edit(_ ids: [String], _ fields: [(BatchField, JSON)], kind: BatchDeed.Kind, note: JSON? = nil, by author: Author) async throws
        -> (result: DeedResult?, missing: [String])
    {
        let home = try await home()
        let there = try await database.read { try BatchTable(tx: $0, scope: home.scope).find(ids) }
        let changes = try ids.compactMap { id in try there[id].flatMap { try update($0, fields) } }
        let missing = ids.filter { there[$0] == nil }
        guard !changes.isEmpty else { return (nil, missing) }
        return (try await perform(order(kind, by: author, note: note), changes, by: author), missing)
    }

    /// Gives batches to somebody, or to nobody.
    /// - Throws: `crew_unknown` for somebody who is not in the crew.
    package func assign(_ ids: [String], to name: String?, by author: Author) async throws -> (result: DeedResult?, missing: [String]) {
        let home = try await home()
        if let name, try await database.read({ try CrewTable(tx: $0, home: home.scope.home).find(name) }) == nil {
            throw Problem(.input, "crew_unknown", ["name": String(name.prefix(60))])
        }
        return try await edit(ids, [(.assignee, JSON(name))], kind: .assign, note: .object([("assignee", JSON(name))]), by: author)
    }

    /// A new batch.
    package func create(_ batch: Batch, by author: Author) async throws -> Batch {
        let id = try BatchID.checked(batch.id)
        var new = batch
        new.id = id
        if new.createdAt == nil { new.createdAt = today() }
        if new.assignee != nil, new.assignedAt == nil { new.assignedAt = today() }
        let result = try await perform(order(.create, by: author), [BatchChange(batch: id, kind: .create, old: nil, new: new.content)], by: author)
        try Self.demand(result.states[0], id)
        return try await self.batch(id)
    }

    /// Another id for a batch.
    package func rename(_ id: String, to text: String, by author: Author) async throws -> Batch {
        let new = try BatchID.checked(text)
        _ = try await batch(id)
        guard new != id else { throw Problem(.input, "batch_id_same", ["batch": id]) }
        let change = BatchChange(batch: id, kind: .rename, old: .object([("id", .string(id))]), new: .object([("id", .string(new))]))
        let result = try await perform(order(.rename, by: author), [change], by: author)
        try Self.demand(result.states[0], result.states[0] == .exists ? new : id)
        return try await batch(new)
    }

    /// Batches that go, each kept in the history as it was.
    package func delete(_ ids: [String], note: JSON? = nil, by author: Author) async throws -> DeedResult {
        let contents = try await home().batches.contents(ids)
        let changes = ids.map { BatchChange(batch: $0, kind: .delete, old: contents[$0], new: nil) }.filter { $0.old != nil }
        guard !changes.isEmpty else { throw Problem(.missing, "batch_unknown", ["batch": ids.first ?? ""]) }
        let result = try await perform(order(.delete, by: author, note: note), changes, by: author)
        if ids.count == 1 { try Self.demand(result.states[0], ids[0]) }
        return result
    }
}
