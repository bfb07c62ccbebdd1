// Batches in Gemba's own database: a deed, what it changes, and its history are one transaction.

import Host
import Kernel
import Store

package struct HubBatches: BatchRepository {
    let database: any Database
    let clock: Clock
    let families: BatchFamilies
    private var scope: BatchScope { BatchScope(home: key, families: families) }

    package init(database: any Database, clock: Clock, families: BatchFamilies) {
        (self.database, self.clock, self.families) = (database, clock, families)
    }

    package var key: String { "hub" }
    package var place: String { "hub" }
    package var isElsewhere: Bool { false }

    package func perform(_ order: BatchDeed, _ changes: [BatchChange], crew: CrewEdit?, by author: Author) async throws -> DeedResult {
        let now = clock.now()
        return try await database.write { [scope] tx in
            let id = try DeedTable(tx: tx, home: scope.home).begin(order, changes)
            let applier = BatchApplier(tx: tx, scope: scope)
            let states = try applier.apply(changes, at: now)
            if let crew { try applier.apply(crew) }
            try DeedTable(tx: tx, home: scope.home).end(id, states)
            try BatchDeed.record(order, id: id, changes, states, by: author, in: tx)
            return DeedResult(deed: id, states: states)
        }
    }

    package func states(_ families: BatchFamilies) async throws -> SyncPlan {
        try await database.read { [scope] tx in
            var plan = SyncPlan(families)
            try BatchTable(tx: tx, scope: scope).states { plan.add(batch: $1, handle: $0, now: $2) }
            return plan
        }
    }

    package func write(_ entries: [SyncPlan.Entry]) async throws -> Int {
        let now = clock.now()
        var written = 0
        var rest = entries[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(2000))
            rest = rest.dropFirst(2000)
            written += try await database.write { [scope] tx in
                let table = BatchTable(tx: tx, scope: scope)
                return try piece.count { try table.set($0.next, of: $0.handle, was: $0.now, at: now) }
            }
        }
        return written
    }

    package func contents(_ ids: [String]) async throws -> [String: JSON] {
        try await database.read { [scope] tx in try BatchTable(tx: tx, scope: scope).find(ids).mapValues(\.content) }
    }

    package func count() async throws -> (batches: Int64, crew: Int64) {
        try await database.read { [scope] tx in
            (try BatchTable(tx: tx, scope: scope).counts(BatchFilter()).total, Int64(try CrewTable(tx: tx, home: scope.home).all().count))
        }
    }
    package func close() {}

    package func refresh() async throws -> Bool { false }
    package func listen(_ changed: @escaping @Sendable () -> Void) async throws {}
}
