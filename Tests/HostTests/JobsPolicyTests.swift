// The decisions of the queue, each alone: pauses, classes, verdicts, and who has lost a lease.

import Kernel
import Testing

@testable import Host

@Suite struct JobsPolicyTests {
    let kind = JobKind(id: "k", titleKey: "k", attemptsMax: 3) { _ in nil }

    @Test func `pauses double up to the cap, jitter only shortens them`() {
        let backOff = BackOff(firstSeconds: 5, capSeconds: 60)
        let pauses = (1...6).map { backOff.pause(after: $0, .transient, random: 0)?.milliseconds }
        #expect(pauses == [5000, 10_000, 20_000, 40_000, 60_000, 60_000])
        #expect(backOff.pause(after: 1, .transient, random: 0.999)?.milliseconds == 3751)
        #expect(backOff.pause(after: 90, .lost, random: 0)?.milliseconds == 60_000)
        #expect(backOff.pause(after: 1, .data, random: 0) == nil)
        #expect(backOff.pause(after: 1, .configuration, random: 0)?.milliseconds == 900_000)
    }

    @Test(arguments: [
        (Problem.Family.outside(retryable: true), JobErrorClass.transient),
        (.outside(retryable: false), .configuration),
        (.input, .data), (.missing, .configuration), (.forbidden, .configuration), (.conflict, .transient),
        (.bug, .bug),
    ])
    func `the family of a problem says its class`(_ family: Problem.Family, _ expected: JobErrorClass) {
        #expect(JobFailure(Problem(family, "x")).errorClass == expected)
        #expect(JobFailure(JobError(.data, Problem(family, "x"))).errorClass == .data)
    }

    @Test func `every way to end has its verdict`() {
        func verdict(_ outcome: JobOutcome, _ ending: JobEnding? = nil, attempt: Int = 1) -> JobVerdict {
            .of(outcome, ending: ending, attempt: attempt, kind: kind, random: 0)
        }
        let transient = Problem(.outside(retryable: true), "x")
        #expect(verdict(.finished(1)) == .done(1))
        #expect(verdict(.finished(1), .cancelAsked) == .done(1))
        #expect(verdict(.finished(1), .lost) == .forget)
        #expect(verdict(.failed(Problem(.conflict, "lease_lost"))) == .forget)
        #expect(verdict(.failed(transient)) == .retry(JobFailure(transient), after: .seconds(5)))
        #expect(verdict(.failed(transient), attempt: 3) == .failed(JobFailure(transient)))
        #expect(verdict(.failed(CancellationError()), .stopped, attempt: 3) == .release)
        #expect(verdict(.abandoned, .stopped) == .release)
        #expect(verdict(.failed(CancellationError()), .cancelAsked) == .cancelled(nil))
        #expect(verdict(.abandoned, .cancelAsked) == .cancelled(nil))
        guard case .retry(let failure, _) = verdict(.abandoned, .timedOut) else {
            Issue.record("a timeout is retried")
            return
        }
        #expect(failure.code == "job_timeout")
    }

    @Test func `a lease is lost after its length without a sign of life, and only then`() {
        var watch = LeaseWatch()
        func look(_ beat: Int64, _ now: Int64) -> Int {
            watch.look([RunningRow(id: 1, kind: "k", fence: 1, beat: beat)], at: now) { $0 == "k" ? 12_000 : nil }.count
        }
        #expect(look(1, 0) == 0)
        #expect(look(1, 8000) == 0)
        #expect(look(2, 12_000) == 0)
        #expect(look(2, 20_000) == 0)
        #expect(look(2, 24_000) == 0)
        #expect(look(2, 24_001) == 1)
    }

    @Test func `a watcher that was blind begins again`() {
        var watch = LeaseWatch()
        let row = RunningRow(id: 1, kind: "k", fence: 1, beat: 1)
        #expect(watch.look([row], at: 0) { _ in 12_000 }.isEmpty)
        #expect(watch.look([row], at: 60_000) { _ in 12_000 }.isEmpty)
        #expect(watch.look([row], at: 66_000) { _ in 12_000 }.isEmpty)
        #expect(watch.look([row], at: 72_001) { _ in 12_000 } == [row])
        #expect(watch.look([row], at: 80_000) { _ in nil }.isEmpty)
    }
}
