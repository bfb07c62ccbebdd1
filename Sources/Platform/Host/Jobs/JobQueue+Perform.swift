// One run in the hands of this node: the handler works, a keeper renews the lease beside it, and whoever ends first
// decides. What is written at the end is tried again while the lease lasts, and then left to a rescue.

import Kernel
import Logging
import Store
import Synchronization

extension JobQueue {
    /// Sees a leased run through to its end.
    func perform(_ handle: JobHandle) async {
        handle.start {
            let outcome: JobOutcome
            do { outcome = .finished(try await handle.kind.perform(JobContext(handle: handle))) } catch {
                outcome = .failed(error)
            }
            // The run was taken from this handler while it did not stop; now it has.
            if !handle.fulfil(outcome) { self.state.withLock { $0.abandoned -= 1 } }
        }
        let keeper = Task { await self.keep(handle) }
        let outcome = await handle.outcome()
        await keeper.value
        await settle(handle, outcome)
        state.withLock { $0.handles[handle.run.id] = nil }
        bell.ring()
    }

    /// Renews the lease at a third of its length, or each second while there is news, until the run is over.
    private func keep(_ handle: JobHandle) async {
        while !handle.isOver {
            await handle.bell.wait(upTo: .seconds(1), clock)
            if handle.isOver { return }
            if handle.tookMilliseconds > handle.kind.timeoutSeconds * 1000, handle.ending == nil {
                handle.end(.timedOut)
            }
            if handle.isGraceOver() {
                // Counted before it is said, so that the handler's end cannot come between.
                state.withLock { $0.abandoned += 1 }
                if !handle.fulfil(.abandoned) { state.withLock { $0.abandoned -= 1 } }
                return
            }
            if handle.ending != .lost, handle.isRenewalDue() { await renew(handle) }
        }
    }

    func renew(_ handle: JobHandle) async {
        let start = steady()
        let unsaved = handle.unsaved()
        let until = clock.now() + .seconds(handle.kind.leaseSeconds)
        do {
            let isCancelAsked = try await database.write { tx in
                try JobRuns.renew(
                    handle.run, until: until, progress: unsaved.progress, lines: unsaved.lines, in: tx)
            }
            guard let isCancelAsked else {
                // Taken over, or ended by the handler in its own transaction: then it returns by itself.
                if !(try await isEnded(handle)) { handle.end(.lost) }
                return
            }
            handle.saved(unsaved, from: start)
            if isCancelAsked { handle.end(.cancelAsked) }
        } catch {
            failing(error)
            if handle.isOverdue() { handle.end(.lost) }
        }
    }

    private func isEnded(_ handle: JobHandle) async throws -> Bool {
        try await database.read { tx in try JobRuns.isEnded(handle.run, in: tx) }
    }

    /// Stores how the run ended, and logs it: the one place where a run's failure is logged.
    private func settle(_ handle: JobHandle, _ outcome: JobOutcome) async {
        let verdict = JobVerdict.of(
            outcome, ending: handle.ending, attempt: handle.run.attempt, kind: handle.kind, random: random())
        tell(handle, verdict)
        guard verdict != .forget else { return }
        let took = handle.tookMilliseconds
        while true {
            let unsaved = handle.unsaved()
            let end = JobRunEnd(
                at: clock.now(), tookMilliseconds: took, progress: unsaved.progress, lines: unsaved.lines)
            let bounded =
                if case .done(let result) = verdict { JobVerdict.done(JobLimits.bounded(result)) } else { verdict }
            do {
                try await database.write { tx in _ = try JobRuns.end(handle.run, bounded, end, in: tx) }
                return
            } catch {
                failing(error)
                // Beyond the lease another node takes care of it.
                if handle.isOverdue() || isStopping { return }
                await handle.bell.wait(upTo: .seconds(1), clock)
            }
        }
    }

    private func tell(_ handle: JobHandle, _ verdict: JobVerdict) {
        var data: Logger.Metadata = [
            "run": "\(handle.run.id)", "kind": "\(handle.kind.id)", "attempt": "\(handle.run.attempt)",
        ]
        switch verdict {
        case .done, .release: logger.debug("run ended", metadata: data)
        case .cancelled: logger.notice("run cancelled", metadata: data)
        case .forget: logger.warning("run lost to another node", metadata: data)
        case .retry(let failure, let pause):
            data["error"] = "\(failure.text)"
            data["retry_seconds"] = "\(pause.milliseconds / 1000)"
            logger.warning("run failed, will be retried", metadata: data)
        case .failed(let failure):
            data["error"] = "\(failure.text)"
            logger.error("run failed", metadata: data)
        }
    }
}

// Runs of other nodes.
extension JobQueue {
    /// A clock set back is noticed within so many looks.
    private static let healEveryLooks = 60

    /// Looks once per poll for runs whose holder has gone silent.
    func watch() async {
        var sights = LeaseWatch()
        var looks = 0
        while !isStopping {
            do {
                if looks % Self.healEveryLooks == 0 || isFailing {
                    try await heal()
                    // Only a write tells that the database is back: one that cannot be written can still be read.
                    recovered()
                }
                looks += 1
                try await rescue(&sights)
            } catch {
                if Task.isCancelled { return }
                failing(error)
            }
            do { try await clock.sleep(.seconds(pace.pollSeconds)) } catch { return }
        }
    }

    /// One look; gives back the runs that are lost.
    func rescue(_ sights: inout LeaseWatch) async throws {
        let rows = try await database.read { tx in try JobRuns.running(in: tx) }
        let mine = state.withLock { Set($0.handles.keys) }
        let lost = sights.look(rows.filter { !mine.contains($0.id) }, at: steady()) { id in
            kinds[id].map { $0.leaseSeconds * 1000 }
        }
        for row in lost {
            guard let kind = kinds[row.kind] else { continue }
            let isRescued = try await database.write { [clock, random] tx in
                try JobRuns.rescue(row, kind, now: clock.now(), random: random(), in: tx)
            }
            guard isRescued else { continue }
            logger.warning("run rescued from a silent node", metadata: ["run": "\(row.id)", "kind": "\(row.kind)"])
            bell.ring()
        }
    }

    func heal() async throws {
        try await database.write { [clock] tx in _ = try JobRuns.heal(now: clock.now(), in: tx) }
    }
}
