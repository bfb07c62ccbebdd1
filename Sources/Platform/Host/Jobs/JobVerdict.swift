// What becomes of an attempt that has ended: a decision without effects, so that each case can be looked at alone.

import Kernel

/// Why a handler was asked to stop before it was done.
enum JobEnding: Sendable, Hashable {
    /// The node shuts down.
    case stopped
    /// A person asked for it.
    case cancelAsked
    /// Another node has the run now.
    case lost
    case timedOut
}

/// How a handler ended.
enum JobOutcome: Sendable {
    case finished(JSON)
    case failed(any Error)
    /// It did not end in the time it was given after it had been asked to.
    case abandoned
}

/// A failure as it is stored.
struct JobFailure: Sendable, Hashable {
    var code: String
    var errorClass: JobErrorClass
    var text: String

    /// Characters kept of an error's text.
    static let textLengthMax = 4000

    init(code: String, errorClass: JobErrorClass, text: String) {
        self.code = code.kept(60)
        self.errorClass = errorClass
        self.text = text.kept(Self.textLengthMax)
    }

    init(_ error: any Error) {
        if let known = error as? JobError {
            self.init(code: known.problem.code, errorClass: known.errorClass, text: known.problem.description)
            return
        }
        let problem = Problem(error)
        self.init(code: problem.code, errorClass: Self.errorClass(of: problem.family), text: problem.description)
    }

    static func errorClass(of family: Problem.Family) -> JobErrorClass {
        switch family {
        case .outside(let retryable): retryable ? .transient : .configuration
        case .conflict: .transient
        case .input: .data
        case .missing, .unauthenticated, .forbidden: .configuration
        case .bug: .bug
        }
    }

    static let lost = JobFailure(
        code: "job_lost", errorClass: .lost, text: "the node working on it stopped renewing its lease")
}

enum JobVerdict: Sendable, Equatable {
    case done(JSON)
    case retry(JobFailure, after: Span)
    case failed(JobFailure)
    case cancelled(JobFailure?)
    /// Back to waiting at once, as if the attempt had not been made.
    case release
    /// Nothing is written: the run is no longer ours.
    case forget

    static func of(
        _ outcome: JobOutcome, ending: JobEnding?, attempt: Int, kind: JobKind, random: Double
    ) -> JobVerdict {
        if ending == .lost { return .forget }
        if case .finished(let result) = outcome { return .done(result) }
        if case .failed(let error) = outcome, (error as? Problem)?.code == leaseLost { return .forget }
        switch ending {
        case .stopped: return .release
        case .cancelAsked:
            guard case .failed(let error) = outcome, !(error is CancellationError) else { return .cancelled(nil) }
            return .cancelled(JobFailure(error))
        case .timedOut:
            let text = "the attempt took longer than \(kind.timeoutSeconds) s"
            return after(JobFailure(code: "job_timeout", errorClass: .transient, text: text), attempt, kind, random)
        case .lost, nil:
            guard case .failed(let error) = outcome else { return .forget }
            return after(JobFailure(error), attempt, kind, random)
        }
    }

    /// A retry when the class allows it and attempts are left.
    static func after(_ failure: JobFailure, _ attempt: Int, _ kind: JobKind, _ random: Double) -> JobVerdict {
        guard attempt < kind.attemptsMax,
            let pause = kind.backOff.pause(after: attempt, failure.errorClass, random: random)
        else { return .failed(failure) }
        return .retry(failure, after: pause)
    }

    static let leaseLost = "lease_lost"
}
