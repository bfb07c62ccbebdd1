// What a handler sees of its run: what to do, a place to report to, and the check that keeps a run that was taken over
// from having an effect twice.

import Kernel
import Store

/// One attempt of one run, as its handler sees it.
public struct JobContext: Sendable {
    let handle: JobHandle

    public var runId: Int64 { handle.run.id }
    public var kind: String { handle.run.kind }
    /// 1 for the first.
    public var attempt: Int { handle.run.attempt }
    public var payload: JSON { handle.run.payload }
    /// The instant a timetable meant, which may lie before now; nil for a run that no timetable asked for.
    public var scheduledAt: Instant? { handle.run.scheduledAt }

    /// Says how far the work has come. Cheap: it is kept in memory and stored at most once a second.
    /// - Parameter note: at most 200 characters are kept.
    public func progress(done: Int64, total: Int64? = nil, note: String = "") {
        handle.report(JobProgress(done: done, total: total, note: note.kept(200)))
    }

    /// Adds a line to the run's log (500 lines per run, 2000 characters per line; what is beyond is dropped and said).
    public func log(_ line: String) { handle.log(line) }

    /// Throws CancellationError when the work should end: cancelled, timed out, taken over, or shutting down.
    public func checkCancellation() throws {
        if handle.ending != nil { throw CancellationError() }
        try Task.checkCancellation()
    }

    /// Makes the caller's transaction valid only while this node still holds the run. It locks the run's row until the
    /// commit, so call it last in a transaction that takes long: the lease cannot be renewed meanwhile.
    /// - Throws: `lease_lost` (conflict) when another node has taken the run over, or it was cancelled; let it through.
    public func confirm(in tx: any Transaction) throws {
        guard try JobRuns.confirm(handle.run, in: tx) else { throw lost }
    }

    /// Ends the run in the caller's transaction: its effect and its end are stored together or not at all. The handler
    /// then returns the same result and does nothing more.
    /// - Throws: `lease_lost` as `confirm(in:)` does.
    public func complete(_ result: JSON, in tx: any Transaction) throws {
        let end = JobRunEnd(
            at: handle.clock.now(), tookMilliseconds: handle.tookMilliseconds, progress: handle.progress)
        guard try JobRuns.end(handle.run, .done(JobLimits.bounded(result)), end, in: tx) else { throw lost }
    }

    private var lost: Problem {
        Problem(.conflict, JobVerdict.leaseLost, ["run": String(runId)])
    }
}

/// How far a run has come.
public struct JobProgress: Sendable, Hashable {
    public var done: Int64
    public var total: Int64?
    public var note: String

    public init(done: Int64, total: Int64? = nil, note: String = "") {
        self.done = done
        self.total = total
        self.note = note
    }
}

/// Sizes nothing may exceed.
enum JobLimits {
    static let logLinesMax = 500
    /// Lines of earlier attempts that stay when a new attempt begins.
    static let logLinesKept = 250
    static let logLineLengthMax = 2000
    static let payloadBytesMax = 65_536
    static let resultBytesMax = 16_384
    static let uniqueKeyLengthMax = 120
    /// After being asked to stop, a handler has so long before its run is taken from it.
    static let graceMilliseconds: Int64 = 3000
    /// From the request to stop until `run()` returns, whatever handlers do.
    static let stopMilliseconds: Int64 = 4500
    /// Handlers that did not stop when asked and may still be running; at this number a node takes no new work.
    static let abandonedMax = 16
    static let catchUpMax = 100

    static func bounded(_ result: JSON) -> JSON {
        result.bytes.count <= resultBytesMax ? result : .object([("result_too_large", .bool(true))])
    }
}
