// Something to wait for besides the clock. A ring that nobody waits for is remembered, one of them; so a wake-up that
// comes between looking and waiting is not lost.

import Kernel
import Synchronization

/// A bell with one listener at a time.
public final class Bell: Sendable {
    public init() {}

    private struct State {
        var isRung = false
        var listener: CheckedContinuation<Void, Never>?
    }
    private let state = Mutex(State())

    public func ring() {
        let listener: CheckedContinuation<Void, Never>? = state.withLock { state in
            defer { state.listener = nil }
            if state.listener == nil { state.isRung = true }
            return state.listener
        }
        listener?.resume()
    }

    /// Returns at the next ring, or after `span`. Does not mind cancellation: whoever cancels also rings.
    public func wait(upTo span: Span, _ clock: Clock) async {
        let timer = Task {
            try? await clock.sleep(span)
            if !Task.isCancelled { self.ring() }
        }
        await withCheckedContinuation { continuation in
            let isRung = state.withLock {
                precondition($0.listener == nil, "two listeners at one bell")
                if $0.isRung {
                    $0.isRung = false
                    return true
                }
                $0.listener = continuation
                return false
            }
            if isRung { continuation.resume() }
        }
        timer.cancel()
    }
}
