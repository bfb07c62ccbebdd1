// A kind of work: how it is done, how long it may take, and what happens when it fails. Features declare kinds; the
// queue runs them.

import Kernel

/// Why an attempt failed, which decides what happens next.
public enum JobErrorClass: String, Sendable, CaseIterable {
    /// The outside world may be better soon: retried with growing pauses.
    case transient
    /// The input is wrong and stays wrong: not retried.
    case data
    /// A person has to change something: retried slowly, in case somebody did.
    case configuration
    /// The node that worked on it vanished or lost its lease: retried like transient.
    case lost
    /// A fault of ours: retried like transient, as it may depend on the moment.
    case bug
}

/// Thrown by a handler that knows better than the family of its problem how the failure is to be treated.
public struct JobError: Error, Sendable {
    public var errorClass: JobErrorClass
    public var problem: Problem

    public init(_ errorClass: JobErrorClass, _ problem: Problem) {
        self.errorClass = errorClass
        self.problem = problem
    }
}

/// The pauses between attempts.
public struct BackOff: Sendable, Hashable {
    public var firstSeconds: Int64
    public var capSeconds: Int64
    /// The pause after an error of configuration.
    public var configurationSeconds: Int64

    /// No pause is longer, whatever a kind asks for; the queue relies on it to notice a clock that was set back.
    public static let longestSeconds: Int64 = 3600

    public init(firstSeconds: Int64 = 5, capSeconds: Int64 = 900, configurationSeconds: Int64 = 900) {
        self.firstSeconds = max(1, firstSeconds)
        self.capSeconds = min(max(1, capSeconds), Self.longestSeconds)
        self.configurationSeconds = min(max(1, configurationSeconds), Self.longestSeconds)
    }

    /// The pause after attempt number `attempt` (1 = the first): doubled each time up to the cap, then shortened by up
    /// to a quarter, so that many runs that failed together do not return together. Nil when there is no retry.
    /// - Parameter random: 0 ..< 1
    func pause(after attempt: Int, _ errorClass: JobErrorClass, random: Double) -> Span? {
        let seconds: Int64
        switch errorClass {
        case .data: return nil
        case .configuration: seconds = configurationSeconds
        case .transient, .lost, .bug:
            seconds = min(capSeconds, firstSeconds << Int64(min(max(attempt - 1, 0), 12)))
        }
        return Span(milliseconds: Int64(Double(seconds * 1000) * (1 - random / 4)))
    }
}

/// A kind of work.
public struct JobKind: Sendable {
    /// `intake.scan`: at most 60 characters, never changed once released.
    public var id: String
    /// The text key of its name on pages.
    public var titleKey: String
    /// Attempts including the first.
    public var attemptsMax: Int
    public var backOff: BackOff
    /// A node that has not renewed a run for so long has lost it.
    public var leaseSeconds: Int64
    /// An attempt that takes longer is cancelled and counts as a transient failure.
    public var timeoutSeconds: Int64
    /// Runs of this kind at the same time, on all nodes together; nil for no limit.
    public var concurrentMax: Int?
    /// Nothing can be done without being told to what: only those who know offer it.
    public var needsPayload: Bool
    /// Does the work and returns its counts. It may run again after any failure, so its effects go through
    /// `JobContext.confirm(in:)` or are harmless twice.
    public var perform: @Sendable (JobContext) async throws -> JSON

    public init(
        id: String, titleKey: String, attemptsMax: Int = 5, backOff: BackOff = BackOff(), leaseSeconds: Int64 = 30,
        timeoutSeconds: Int64 = 3600, concurrentMax: Int? = nil,
        needsPayload: Bool = false,
        perform: @escaping @Sendable (JobContext) async throws -> JSON
    ) {
        precondition(!id.isEmpty && id.utf8.count <= 60, "a job kind's id has 1 to 60 characters")
        precondition(attemptsMax >= 1 && leaseSeconds >= 3 && timeoutSeconds >= 1 && (concurrentMax ?? 1) >= 1)
        self.id = id
        self.titleKey = titleKey
        self.attemptsMax = attemptsMax
        self.backOff = backOff
        self.leaseSeconds = leaseSeconds
        self.timeoutSeconds = timeoutSeconds
        self.concurrentMax = concurrentMax
        self.needsPayload = needsPayload
        self.perform = perform
    }
}
