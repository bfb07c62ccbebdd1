// The standing watch: one task per enabled source, each looking at its own pace, woken early by the folder itself. A
// source that fails waits longer each time and never holds up another.

import Kernel
import Logging
import Remote
import Store
import Synchronization

/// Watches all enabled folder sources until its task is cancelled.
public final class SourceWatch: Sendable {
    /// Longest wait between two tries of a source that fails.
    static let backOffMax = Span.minutes(5)
    /// How long a stop waits for a look that is under way.
    static let stopMilliseconds: Int64 = 3000
    private let intake: IntakeService
    private let node: String
    private let tasks = Mutex<[Int64: (version: Int64, task: Task<Void, Never>)]>([:])

    public init(intake: IntakeService, node: String) {
        self.intake = intake
        self.node = node
    }

    /// Starts and stops the tasks as sources come, change and go.
    public func run() async {
        while !Task.isCancelled {
            do { try await refresh() } catch is CancellationError { break } catch {
                intake.logger.error("cannot read the sources: \(Problem(error))")
            }
            do { try await intake.clock.sleep(.seconds(1)) } catch { break }
        }
        let running = tasks.withLock { all in
            defer { all = [:] }
            return all.values.map(\.task)
        }
        for task in running { task.cancel() }
        await wait(for: running)
    }

    /// Waits for the tasks to end, but not for one that hangs on a share.
    private func wait(for tasks: [Task<Void, Never>]) async {
        let ended = Ended()
        for task in tasks {
            Task.detached {
                await task.value
                ended.add()
            }
        }
        let clock = intake.clock
        let deadline = Stopwatch.milliseconds() + Self.stopMilliseconds
        while ended.count < tasks.count, Stopwatch.milliseconds() < deadline {
            // This task is cancelled already and would not wait.
            await Task.detached { _ = try? await clock.sleep(.milliseconds(20)) }.value
        }
    }

    private func refresh() async throws {
        let wanted = try await intake.sources().filter { $0.isEnabled && $0.kind == .folder }
        tasks.withLock { all in
            for (id, running) in all where !wanted.contains(where: { $0.id == id && $0.version == running.version }) {
                running.task.cancel()
                all[id] = nil
            }
            for source in wanted where all[source.id] == nil {
                all[source.id] = (source.version, Task { await self.watch(source) })
            }
        }
    }

    private func watch(_ source: Source) async {
        intake.forget(source.id)
        let hint = FolderWatch()
        var failures = 0
        while !Task.isCancelled {
            var wait = Span.seconds(Int64(source.pollSeconds))
            var folders = [""]
            do {
                var report = try await intake.scan(source.id)
                for (path, problem) in try await intake.afterLoad(source) {
                    if let problem { report.problems.append((path, problem)) } else { intake.logger.info("\(source.afterLoad.rawValue): \(path)") }
                }
                try await note(source, report)
                failures = 0
                if report.hasPending { wait = min(wait, .seconds(1)) }
                folders = report.folders
            } catch is CancellationError {
                return
            } catch {
                failures += 1
                wait = min(Self.backOffMax, wait * Int64(1 << min(failures, 8)))
                await fail(source, Problem(error))
            }
            await pause(source, folders, hint, wait)
        }
    }

    /// Waits for the next turn, or until the folder says that something happened.
    private func pause(_ source: Source, _ folders: [String], _ hint: FolderWatch?, _ wait: Span) async {
        guard let hint else {
            _ = try? await intake.clock.sleep(wait)
            return
        }
        let deadline = Stopwatch.milliseconds() + wait.milliseconds
        hint.watch(folders.map { LocalPath.join(source.location, $0) })
        while !Task.isCancelled, Stopwatch.milliseconds() < deadline {
            let slice = Int32(min(500, max(1, deadline - Stopwatch.milliseconds())))
            let happened = try? await intake.shares.run { hint.wait(milliseconds: slice) }
            if happened == true {
                // Writers often write twice in a row; one look serves both.
                _ = try? await intake.clock.sleep(.milliseconds(30))
                return
            }
        }
    }

    private func note(_ source: Source, _ report: ScanReport) async throws {
        let problem = report.problems.first.map { first in
            Problem(
                first.problem.family, first.problem.code,
                first.problem.parameters.merging(["path": first.path, "count": String(report.problems.count)]) { own, _ in own },
                hint: first.problem.hint)
        }
        let now = intake.clock.now()
        let hasRows = report.counts.loaded > 0
        if let problem { intake.logger.warning("source \(source.name): \(problem)") }
        try await intake.noteScan(source.id, at: now, hasRows: hasRows, problem: problem)
    }

    private func fail(_ source: Source, _ problem: Problem) async {
        intake.logger.error("source \(source.name) cannot be read: \(problem)")
        let now = intake.clock.now()
        do { try await intake.noteScan(source.id, at: now, hasRows: false, problem: problem) } catch {
            intake.logger.error("cannot note it either: \(Problem(error))")
        }
    }
}

/// How many tasks have ended.
private final class Ended: Sendable {
    private let number = Mutex(0)
    func add() { number.withLock { $0 += 1 } }
    var count: Int { number.withLock { $0 } }
}

extension IntakeService {
    /// Notes a look at a source; an uneventful one is written at most every ten seconds.
    func noteScan(_ id: Int64, at now: Instant, hasRows: Bool, problem: Problem?) async throws {
        let last = noted.withLock { $0[id] }
        if let last, !hasRows, problem == nil, !last.isFailing, now - last.at < .seconds(10) { return }
        try await database.write { try SourceTable(tx: $0).noteScan(id, at: now, rows: hasRows, problem: problem) }
        noted.withLock { $0[id] = (now, problem != nil) }
    }
}
