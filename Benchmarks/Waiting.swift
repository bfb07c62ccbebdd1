// Asynchronous work from where nothing can wait asynchronously.

import Foundation
import Synchronization

/// A task's end, waited for by a thread that is none of the tasks'.
enum Waiting {
    static func run<T: Sendable>(_ work: @escaping @Sendable () async throws -> T) throws -> T {
        let (answer, done) = (Answer<T>(), DispatchSemaphore(value: 0))
        Task.detached {
            let result: Result<T, any Error>
            do { result = .success(try await work()) } catch { result = .failure(error) }
            answer.result.withLock { $0 = result }
            done.signal()
        }
        done.wait()
        guard let result = answer.result.withLock({ $0 }) else { throw BenchFailure("no answer") }
        return try result.get()
    }

    private final class Answer<T: Sendable>: Sendable { let result = Mutex<Result<T, any Error>?>(nil) }
}
