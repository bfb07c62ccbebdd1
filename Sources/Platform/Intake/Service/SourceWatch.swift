// The standing watch: one task per enabled source, each looking at its own pace, woken early by the folder itself. A
// source that fails waits longer each time and never holds up another.

import Kernel
import Logging
import Remote
import Store
import Synchronization

/// Watches all enabled sources until its task is cancelled.
public final class SourceWatch: Sendable {
    /// Longest wait between two tries of a source that fails.
    static let backOffMax = Span.minutes(5)
    /// The same while it is the database that fails: it is asked cheaply, and work waits for it.
    static let databaseBackOffMax = Span.seconds(4)
    /// How long a stop waits for a look that is under way.
    static let stopMilliseconds: Int64 = 3000
    /// How long it waits to say goodbye to the other nodes.
    static let leaveMilliseconds: Int64 = 1000
    private let intake: IntakeService
    private let tasks = Mutex<[Int64: (version: Int64, task: Task<Void, Never>)]>([:])

    /// A source that was neither listed nor loaded from for so long beyond its poll interval is stuck: others take it.
    static let stuckAfter = Span.seconds(30)

    public init(intake: IntakeService) { self.intake = intake }

    /// Starts and stops the tasks as sources come, change and go.
    public func run() async {
        while !Task.isCancelled {
            do {
                let sources = try await refresh()
                try await intake.share.beat(intake.progressing(sources))
            } catch is CancellationError { break } catch {
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
        let share = intake.share
        // This task is cancelled, and a cancelled task gets no transaction. Where it fails or takes long, the others find out
        // by themselves.
        await wait(for: [Task.detached { try? await share.leave() }], milliseconds: Self.leaveMilliseconds)
    }

    /// Waits for the tasks to end, but not for one that hangs on a share.
    private func wait(for tasks: [Task<Void, Never>], milliseconds: Int64 = stopMilliseconds) async {
        let ended = Ended()
        for task in tasks {
            Task.detached {
                await task.value
                ended.add()
            }
        }
        let clock = intake.clock
        let deadline = Stopwatch.milliseconds() + milliseconds
        while ended.count < tasks.count, Stopwatch.milliseconds() < deadline {
            // This task is cancelled already and would not wait.
            await Task.detached { _ = try? await clock.sleep(.milliseconds(20)) }.value
        }
    }

    /// - Returns: the sources that are watched.
    private func refresh() async throws -> [Source] {
        let wanted = try await intake.sources().filter { $0.isEnabled && $0.kind.isWatched }
        let intake = intake
        tasks.withLock { all in
            for (id, running) in all where !wanted.contains(where: { $0.id == id && $0.version == running.version }) {
                running.task.cancel()
                all[id] = nil
            }
            for source in wanted where all[source.id] == nil {
                let task = Task {
                    // Also out of a download that would take hours.
                    await withTaskCancellationHandler {
                        await self.watch(source)
                    } onCancel: {
                        intake.stopSite(source)
                    }
                }
                all[source.id] = (source.version, task)
            }
        }
        return wanted
    }

    private func watch(_ source: Source) async {
        intake.forget(source.id)
        // A server says nothing by itself: it is asked at its pace, whatever waits.
        let isRemote = source.kind.isRemote
        let hint = isRemote ? nil : FolderWatch()
        var failures = 0
        var generation = intake.share.generation(of: source.id)
        var options = ScanOptions()
        options.sharesWork = true
        while !Task.isCancelled {
            let present = intake.share.generation(of: source.id)
            if generation != present {
                // Files of another node may be ours now, and we do not know how far it got.
                generation = present
                intake.forget(source.id)
            }
            var wait = Span.seconds(Int64(source.pollSeconds))
            var folders = [""]
            do {
                var report = try await intake.scan(source.id, options)
                for (path, problem) in try await intake.afterLoad(source) {
                    if let problem { report.problems.append((path, problem)) } else { intake.logger.info("\(source.afterLoad.rawValue): \(path)") }
                }
                try await note(source, report)
                failures = 0
                if report.hasPending, !isRemote { wait = min(wait, .seconds(1)) }
                folders = report.folders
            } catch is CancellationError {
                return
            } catch {
                if Task.isCancelled { return }
                failures += 1
                intake.forgetProgress(source.id)
                let problem = Problem(error)
                let isDatabase = problem.code.hasPrefix("store_")
                let step = Int64(1 << min(failures, 8))
                wait = isDatabase ? min(Self.databaseBackOffMax, .milliseconds(500) * step) : min(Self.backOffMax, wait * step)
                await fail(source, problem)
            }
            // After a failure the folder may call as it likes: it is looked at when it is its turn.
            await pause(source, folders, failures == 0 ? hint : nil, wait) { generation != self.intake.share.generation(of: source.id) }
        }
    }

    /// Waits for the next turn, until the folder says that something happened, or until `isOver`.
    private func pause(_ source: Source, _ folders: [String], _ hint: FolderWatch?, _ wait: Span, until isOver: () -> Bool) async {
        let deadline = Stopwatch.milliseconds() + wait.milliseconds
        hint?.watch(folders.map { LocalPath.join(source.location, $0) })
        while !Task.isCancelled, Stopwatch.milliseconds() < deadline, !isOver() {
            let slice = Int32(min(500, max(1, deadline - Stopwatch.milliseconds())))
            guard let hint else {
                _ = try? await intake.clock.sleep(.milliseconds(Int64(slice)))
                continue
            }
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
        try await intake.noteScan(source.id, at: now, hasRows: hasRows, problem: problem, by: intake.share.name)
    }

    private func fail(_ source: Source, _ problem: Problem) async {
        intake.logger.error("source \(source.name) cannot be read: \(problem)")
        let now = intake.clock.now()
        do { try await intake.noteScan(source.id, at: now, hasRows: false, problem: problem, by: intake.share.name) } catch {
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
    /// - Parameter node: who looked; nil for a person.
    func noteScan(_ id: Int64, at now: Instant, hasRows: Bool, problem: Problem?, by node: String?) async throws {
        let last = noted.withLock { $0[id] }
        if let last, !hasRows, problem == nil, !last.isFailing, now - last.at < .seconds(10) { return }
        let others = share.others
        try await database.write { try SourceTable(tx: $0).noteScan(id, at: now, rows: hasRows, problem: problem, node: node, others: others) }
        noted.withLock { $0[id] = (now, problem != nil) }
    }

    /// - Parameter listing: how long the source took to list, when that is what was done.
    func noteProgress(_ source: Int64, listing: Int64? = nil) {
        progress.withLock { all in all[source] = (Stopwatch.milliseconds(), listing ?? all[source]?.listing ?? 0) }
    }
    func forgetProgress(_ source: Int64) { progress.withLock { $0[source] = nil } }

    /// The sources of which this process is getting somewhere.
    func progressing(_ sources: [Source]) -> [Int64] {
        let now = Stopwatch.milliseconds()
        return progress.withLock { all in
            sources.filter { source in
                let patience = Span.seconds(Int64(source.pollSeconds)) + SourceWatch.stuckAfter
                return all[source.id].map { now - $0.at < patience.milliseconds + 2 * $0.listing } ?? false
            }.map(\.id)
        }
    }
}
