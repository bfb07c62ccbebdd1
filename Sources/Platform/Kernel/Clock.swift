// Time as something that is handed in, so that a test can hold it still.

import Glibc

/// Where "now" comes from. `system` is the only place that asks the machine.
public struct Clock: Sendable {
    /// The present instant.
    public var now: @Sendable () -> Instant
    /// Suspends for so long; throws CancellationError when the task is cancelled.
    public var sleep: @Sendable (Span) async throws -> Void

    public init(now: @escaping @Sendable () -> Instant, sleep: @escaping @Sendable (Span) async throws -> Void) {
        self.now = now
        self.sleep = sleep
    }

    public static let system = Clock(
        now: {
            let since = WallClock.milliseconds()
            return Instant(milliseconds: since)
        },
        sleep: { try await Task.sleep(nanoseconds: UInt64(max(0, $0.milliseconds)) * 1_000_000) })
}

/// Milliseconds on a clock that never jumps, for measuring how long something took.
public enum Stopwatch {
    /// Blocks the calling thread for so long; only for threads that may block.
    public static func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }

    public static func milliseconds() -> Int64 {
        var t = timespec()
        clock_gettime(CLOCK_MONOTONIC, &t)
        return Int64(t.tv_sec) * 1000 + Int64(t.tv_nsec) / 1_000_000
    }
}

private enum WallClock {
    static func milliseconds() -> Int64 {
        var t = timespec()
        clock_gettime(CLOCK_REALTIME, &t)
        return Int64(t.tv_sec) * 1000 + Int64(t.tv_nsec) / 1_000_000
    }
}
