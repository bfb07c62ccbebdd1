// Password hashing away from the threads that answer requests: one hash takes about 80 ms and 32 MiB. At most two run
// at a time, a few wait, and whoever comes after that is told to try again, so that a flood of sign-ins costs bounded
// memory and time.

import Dispatch
import Foundation
import Kernel
import Synchronization

/// A place where passwords are hashed and compared.
final class PasswordWork: Sendable {
    /// Hashes at one time.
    static let concurrentLimit = 2
    /// Sign-ins and password changes in hand, those being hashed included.
    static let placeLimit = 18

    private struct State {
        var taken = 0
        var running = 0
        var waiting: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "gemba.passwords", attributes: .concurrent)
    private let hash: @Sendable (String) -> String
    private let verify: @Sendable (String, String) -> Bool
    /// The hash of no password, which costs as much to compare as any other.
    let decoy: String

    init(
        hash: @escaping @Sendable (String) -> String = Password.hash,
        verify: @escaping @Sendable (String, String) -> Bool = { Password.verify($0, against: $1) },
        decoy: String = "scrypt$15$8$1$" + String(repeating: "00", count: 16) + "$" + String(repeating: "00", count: 32)
    ) {
        self.hash = hash
        self.verify = verify
        self.decoy = decoy
    }

    /// Places taken now.
    var taken: Int { state.withLock { $0.taken } }

    /// Runs `body` holding a place, which is what allows it to call `matches`.
    /// - Throws: `busy` at once when all places are taken.
    func withPlace<T: Sendable>(_ body: @Sendable () async throws -> T) async throws -> T {
        let isFree = state.withLock { state in
            guard state.taken < Self.placeLimit else { return false }
            state.taken += 1
            return true
        }
        guard isFree else {
            throw Problem(.outside(retryable: true), "busy", hint: "Too many people sign in at this moment; try again.")
        }
        defer { state.withLock { $0.taken -= 1 } }
        return try await body()
    }

    /// Throws `busy`.
    func hashed(_ password: String) async throws -> String {
        try await withPlace { await self.run { self.hash(Self.normal(password)) } }
    }

    /// Compares with the decoy when `stored` is nil, so that the answer "no" always takes the same time.
    /// Call it inside `withPlace` only.
    func matches(_ password: String, _ stored: String?) async -> Bool {
        await run { self.verify(Self.normal(password), stored ?? self.decoy) } && stored != nil
    }

    /// The same letters give the same bytes, whichever keyboard typed them (RFC 8265, OpaqueString).
    private static func normal(_ password: String) -> String { password.precomposedStringWithCanonicalMapping }

    private func run<T: Sendable>(_ work: @escaping @Sendable () -> T) async -> T {
        await withCheckedContinuation { continuation in
            start { continuation.resume(returning: work()) }
        }
    }

    private func start(_ job: @escaping @Sendable () -> Void) {
        let mayRun = state.withLock { state in
            guard state.running < Self.concurrentLimit else {
                state.waiting.append(job)
                return false
            }
            state.running += 1
            return true
        }
        if mayRun { queue.async { self.work(from: job) } }
    }

    /// Cannot deadlock: a job computes and waits for nothing, and the queue never holds more than the two blocks that
    /// run here, so each has a thread.
    private func work(from first: @escaping @Sendable () -> Void) {
        var next: (@Sendable () -> Void)? = first
        while let job = next {
            job()
            next = state.withLock { state in
                guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
                state.running -= 1
                return nil
            }
        }
    }
}
