// How many wrong passwords are let through before somebody has to wait, and for how long. Pure arithmetic on the times
// of past failures; counted per name and address together, per address, and per name.

import Kernel

/// Whose failures are counted together.
enum Throttle {
    /// Failures older than this no longer fill the count.
    static let window = Span.minutes(15)
    /// Failures older than this no longer make the wait longer, and are deleted.
    static let memory = Span.hours(24)
    static let shortestWait = Span.minutes(1)
    static let longestWait = Span.minutes(60)
    /// Failures of one subject that are looked at.
    static let failureLimit = 2000
    /// Refused attempts written per address within `window`; the rest of a flood would only fill the disk.
    static let refusedLimit = 1000

    /// One thing that failures are counted for.
    struct Subject {
        var id: String
        /// Failures within `window` after which the next attempt is refused.
        var limit: Int
        /// Whether a success begins a new count. Only where nobody else can succeed: an attacker with an account of
        /// their own must not clear their address, nor the owner clear the count of those who guess.
        var endsWithSuccess: Bool
    }

    /// The three subjects of an attempt. Names are digested, since people type passwords into the wrong field.
    static func subjects(foldedName: String, address: String) -> [Subject] {
        [
            Subject(id: "pair " + digest(foldedName + "\n" + address), limit: 5, endsWithSuccess: true),
            Subject(id: "address " + address, limit: 20, endsWithSuccess: false),
            Subject(id: "name " + digest(foldedName), limit: 50, endsWithSuccess: false),
        ]
    }

    /// The gates that attempts at these subjects pass, always in one order. A few hundred serve all subjects.
    static func gates(_ subjects: [Subject]) -> [String] {
        Set(subjects.map { Digest.of($0.id).bytes[0] }).sorted().map { "sign-in \($0)" }
    }

    /// Where attempts are recorded that were refused unseen; they count for nothing.
    static func refused(address: String) -> String { "refused " + address }

    /// How long from now until the next attempt, nil when it may be made now. Every failure that finds the window full
    /// is a strike; a strike's wait is twice that of the one before.
    /// - Parameter failures: oldest first, none older than `memory`.
    static func wait(failures: [Instant], limit: Int, at now: Instant) -> Span? {
        var strikes = 0
        var lastStrike: Instant?
        var start = 0
        for (index, failure) in failures.enumerated() {
            while failure - failures[start] >= window { start += 1 }
            if index - start + 1 >= limit {
                strikes += 1
                lastStrike = failure
            }
        }
        guard let lastStrike else { return nil }
        let wait = min(longestWait, shortestWait * (1 << Int64(min(strikes - 1, 10))))
        let rest = lastStrike + wait - now
        return rest > .zero ? rest : nil
    }

    /// Whole minutes, rounded up.
    static func minutes(_ wait: Span) -> Int64 { max(1, (wait.milliseconds + 59_999) / 60_000) }

    private static func digest(_ text: String) -> String { Digest.of(text).hex }
}
