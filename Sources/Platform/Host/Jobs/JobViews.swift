// What pages, API and verbs show of runs and timetables: plain values, read in one transaction.

import Kernel

/// Where a run stands.
public enum JobStatus: String, Sendable, CaseIterable {
    case waiting, running, done, failed, cancelled
}

/// What a request to cancel did.
public enum JobCancellation: Sendable, Hashable {
    /// It was waiting and will not run.
    case cancelled
    /// It is running; its node asks the handler to stop at the next renewal of the lease, a third of it away at most.
    case asked
}

/// A run as a page shows it.
public struct JobRunView: Sendable {
    public var id: Int64
    public var kind: String
    public var timetableId: Int64?
    /// Nil also when the timetable is gone.
    public var timetable: String?
    public var retryOf: Int64?
    public var payload: JSON
    public var status: JobStatus
    public var attempt: Int
    public var enqueuedAt: Instant
    public var runAt: Instant
    /// The instant the timetable meant.
    public var scheduledAt: Instant?
    public var startedAt: Instant?
    public var endedAt: Instant?
    /// How long the last attempt took, by a clock that does not jump.
    public var tookMilliseconds: Int64?
    /// The median of the last 20 successful runs before this one, of the same timetable or else the same kind.
    public var usualMilliseconds: Int64?
    public var node: String?
    public var isCancelAsked: Bool
    public var progress: JobProgress?
    public var errorCode: String?
    public var errorClass: JobErrorClass?
    public var errorText: String?
    /// The counts the handler returned.
    public var result: JSON?
}

/// A line of a run's log.
public struct JobLogView: Sendable, Hashable {
    /// Grows by one; ask for lines after it to follow a run.
    public var number: Int
    public var writtenAt: Instant
    public var message: String
}

/// What to show of the history.
public struct JobHistoryFilter: Sendable {
    public var kind: String?
    public var timetableId: Int64?
    /// Empty for all that have ended.
    public var statuses: [JobStatus]
    /// Only runs with a smaller id: the last id of the page before.
    public var before: Int64?
    /// At most 200.
    public var limit: Int

    public init(
        kind: String? = nil, timetableId: Int64? = nil, statuses: [JobStatus] = [], before: Int64? = nil,
        limit: Int = 50
    ) {
        self.kind = kind
        self.timetableId = timetableId
        self.statuses = statuses
        self.before = before
        self.limit = min(max(1, limit), 200)
    }
}

/// What happens to firings nobody was there for.
public enum MissedPolicy: String, Sendable, CaseIterable {
    /// They are dropped.
    case skip
    /// One run for all of them, for the latest.
    case once
    /// One run each, the latest 100 at most.
    case all
}

/// What happens to a firing while the run of an earlier one is not over.
public enum OverlapPolicy: String, Sendable, CaseIterable {
    /// It is dropped.
    case skip
    /// Its run waits for the earlier one.
    case queue
}

/// A timetable as a person edits it.
public struct TimetableDraft: Sendable {
    /// At most 80 characters, unique.
    public var name: String
    public var kind: String
    public var payload: JSON
    /// Cron words or plain words; stored in their canonical form.
    public var words: String
    public var zone: String
    public var missed: MissedPolicy
    public var overlap: OverlapPolicy
    public var isEnabled: Bool

    public init(
        name: String, kind: String, payload: JSON = .object([]), words: String, zone: String,
        missed: MissedPolicy = .once, overlap: OverlapPolicy = .skip, isEnabled: Bool = true
    ) {
        self.name = name
        self.kind = kind
        self.payload = payload
        self.words = words
        self.zone = zone
        self.missed = missed
        self.overlap = overlap
        self.isEnabled = isEnabled
    }
}

/// A timetable as a page shows it.
public struct TimetableView: Sendable {
    public var id: Int64
    /// `words` holds the canonical form.
    public var draft: TimetableDraft
    public var nextAt: Instant?
    public var lastFiredAt: Instant?
    public var lastScheduledAt: Instant?
    /// The code of the problem that keeps it from firing.
    public var problem: String?

    /// The next firings after `now`; empty when it is off or cannot be read.
    public func firings(after now: Instant, count: Int = 5) -> [Instant] {
        guard draft.isEnabled, let zone = try? Zone(draft.zone), let timetable = try? Timetable(draft.words) else {
            return []
        }
        return timetable.firings(from: now, count: count, in: zone)
    }
}
