// Bringing batches in step with the mask files. Batches are read first, then the files, then what differs is written, each
// batch only when it is still as it was read: whoever writes in between has seen the files later, and is left alone.

import Kernel
import Store
import Synchronization

/// Lets callers share syncs: one runs, and all who ask meanwhile get the next one, which begins after they asked.
package final class SyncTurns: Sendable {
    private struct State: Sendable {
        var running: Task<SyncOutcome, any Error>?
        var next: Task<SyncOutcome, any Error>?
    }
    private let state = Mutex(State())

    /// - Parameter work: a whole sync.
    func turn(_ work: @escaping @Sendable () async throws -> SyncOutcome) async throws -> SyncOutcome {
        let task = state.withLock { state -> Task<SyncOutcome, any Error> in
            if let next = state.next { return next }
            let before = state.running
            let task = Task {
                if let before {
                    _ = try? await before.value
                    self.state.withLock { ($0.running, $0.next) = ($0.next, nil) }
                }
                defer { self.end() }
                return try await work()
            }
            if before == nil { state.running = task } else { state.next = task }
            return task
        }
        return try await task.value
    }

    private func end() { state.withLock { if $0.next == nil { $0.running = nil } } }
}

extension BatchesActions {
    /// How often a sync looks anew when others wrote at the same time.
    static let syncTries = 5

    /// Brings all batches in step with all files. Callers at the same moment share one.
    /// - Throws: what keeps a side from being read, after noting it; nothing is cleared because of that.
    @discardableResult
    package func sync() async throws -> SyncOutcome {
        // The home is asked for when the turn comes: settings may have changed meanwhile.
        try await turns.turn { try await self.sync(try await self.home()) }
    }

    /// The same for a home that was named, such as by a verb's addresses.
    package func sync(_ home: BatchHome) async throws -> SyncOutcome {
        guard !(home.masks is NoMasks) else { throw Problem(.input, "masks_nowhere") }
        do { return try await step(home) } catch {
            if error is CancellationError { throw error }
            throw await failed(home, error)
        }
    }

    /// Notes what keeps the board from being in step; everything else stays as it was.
    private func failed(_ home: BatchHome, _ error: any Error) async -> Problem {
        let (problem, now) = (Problem(error), clock.now())
        try? await database.write { try BoardTable(tx: $0, store: home.store).failed(problem, at: now) }
        announce()
        return problem
    }

    private func step(_ home: BatchHome) async throws -> SyncOutcome {
        let started = Stopwatch.milliseconds()
        var updated = 0
        for turn in 1...Self.syncTries {
            let known = try await database.read { try MaskTable(tx: $0, store: home.masks.key).known() }
            let plan = try await home.batches.states(home.families)
            var scan = try await home.masks.scan(plan, known)
            scan.new.sort()
            let changes = scan.plan.changes
            let written = try await home.batches.write(changes)
            updated += written
            try await note(scan, home)
            guard written == changes.count || turn == Self.syncTries else { continue }
            if written < changes.count { throw Problem(.outside(retryable: true), "batches_busy") }
            var outcome = SyncOutcome(scan.plan, updated: updated, changes: changes)
            outcome.isCompletenessKnown = scan.isCompletenessKnown
            outcome.milliseconds = Stopwatch.milliseconds() - started
            if home.batches.isElsewhere, home.isKept, written > 0 { try await follow(changes, home) }
            // What an earlier turn has written in part is read.
            if turn > 1, home.batches.isElsewhere, home.isKept { _ = try await home.batches.refresh() }
            let hasChanged = updated > 0 || !scan.new.isEmpty || !scan.known.gone.isEmpty
            let (json, now) = (outcome.summary, clock.now())
            try await database.write { try BoardTable(tx: $0, store: home.store).synced(json, changed: hasChanged, at: now) }
            announce()
            return outcome
        }
        throw Problem(.outside(retryable: true), "batches_busy")
    }

    /// The list of files follows what was met.
    private func note(_ scan: MaskScan, _ home: BatchHome) async throws {
        let gone = scan.known.gone + scan.settled
        guard !gone.isEmpty || !scan.new.isEmpty else { return }
        try await database.write { try MaskTable(tx: $0, store: home.masks.key).remove(gone) }
        for start in stride(from: 0, to: scan.new.count, by: MaskTable.pieceMax) {
            let piece = start..<min(start + MaskTable.pieceMax, scan.new.count)
            try await database.write { tx in
                let table = MaskTable(tx: tx, store: home.masks.key, home: home.scope.home)
                // Another node or process may have noted the same.
                try table.makeRoom(for: scan.new, piece)
                try table.insert(scan.new, piece, home.families)
            }
        }
    }

    /// The hub's copy of the batches that were written elsewhere.
    private func follow(_ changes: [SyncPlan.Entry], _ home: BatchHome) async throws {
        let now = clock.now()
        var rest = changes[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(2000))
            rest = rest.dropFirst(2000)
            try await database.write { tx in try BatchTable(tx: tx, scope: home.scope).follow(piece.map { ($0.id, $0.next) }, at: now) }
        }
    }

    /// Reads batches from elsewhere anew.
    package func refresh() async throws {
        let home = try await home()
        guard home.batches.isElsewhere else { return }
        let changed: Bool
        do { changed = try await home.batches.refresh() } catch {
            if error is CancellationError { throw error }
            throw await failed(home, error)
        }
        let (now, isAll) = (clock.now(), home.masks is NoMasks)
        try await database.write { try BoardTable(tx: $0, store: home.store).refreshed(changed: changed, isAll: isAll, at: now) }
        if changed { announce() }
    }
}
