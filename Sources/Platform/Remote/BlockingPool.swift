// A few threads for calls that block on disks and shares, so that a hanging share never takes a cooperative thread with
// it. Work never waits for other work of the same pool, which is why the pool cannot deadlock.

import Dispatch

/// Runs blocking work off the cooperative threads.
public struct BlockingPool: Sendable {
    private let queue: DispatchQueue

    /// One queue per outside thing (a share, a server): what hangs there holds up nothing else.
    public init(label: String) { queue = DispatchQueue(label: label, attributes: .concurrent) }

    public func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }
}
