// Threads that may block: the client library waits for the network where it stands, which no cooperative thread may. A
// piece of work never waits for another of the same pool, which is why the pool cannot deadlock.

import Glibc
import Kernel
import Synchronization

/// A fixed number of threads, made when they are first needed, and the work that waits for one. Work is done in the order
/// it came; a long piece holds one thread and nothing else.
final class MongoThreads: Sendable {
    /// One piece of work.
    struct Job: Sendable {
        let mark: StopMark
        let work: @Sendable () -> Void
        /// Tells the one who waits that the work will not be done.
        let refuse: @Sendable (any Error) -> Void
    }

    private struct State {
        var waiting: [Job] = []
        var threads = 0
        var idle = 0
        var isClosed = false
    }

    private let most: Int
    private let state = Mutex(State())
    private let bell = Semaphore()

    init(most: Int) { self.most = max(1, most) }

    /// Does the work on a thread, or refuses it (`mongo_closed`) after `close`.
    func submit(_ job: Job) {
        let isClosed = state.withLock { state in
            if state.isClosed { return true }
            state.waiting.append(job)
            if state.waiting.count > state.idle, state.threads < most, start() { state.threads += 1 }
            return false
        }
        if isClosed { job.refuse(Self.closed) } else { bell.ring() }
    }

    /// Takes back what still waits under that mark.
    func drop(_ mark: StopMark) {
        let job = state.withLock { state in
            state.waiting.firstIndex { $0.mark === mark }.map { state.waiting.remove(at: $0) }
        }
        job?.refuse(CancellationError())
    }

    /// Refuses what waits; what runs goes on to its end, and its thread then ends.
    func close() {
        let (refused, threads) = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = [] }
            return (state.waiting, state.threads)
        }
        for job in refused { job.refuse(Self.closed) }
        for _ in 0..<threads { bell.ring() }
    }

    private static let closed = Problem(.conflict, "mongo_closed")

    private func start() -> Bool { MongoThread.start { [self] in serve() } }

    private func serve() {
        while true {
            state.withLock { $0.idle += 1 }
            bell.wait()
            let (job, isOver): (Job?, Bool) = state.withLock { state in
                state.idle -= 1
                if !state.waiting.isEmpty { return (state.waiting.removeFirst(), false) }
                return (nil, state.isClosed)
            }
            job?.work()
            if isOver { return }
        }
    }
}

/// Says to a piece of work that nobody wants its outcome any more.
final class StopMark: Sendable {
    private let flag = Atomic(false)

    var isSet: Bool { flag.load(ordering: .relaxed) }
    func set() { flag.store(true, ordering: .relaxed) }

    func check() throws {
        if isSet { throw CancellationError() }
    }
}

/// A thread of its own.
enum MongoThread {
    /// Carries the closure over to the thread, which takes it.
    private final class Box {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// - Returns: false where the system gives no more threads.
    static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Box(body))
        let code = pthread_create(
            &thread, nil,
            { box in
                if let box { Unmanaged<Box>.fromOpaque(box).takeRetainedValue().body() }
                return nil
            }, box.toOpaque())
        guard code == 0 else {
            box.release()
            return false
        }
        pthread_detach(thread)
        return true
    }
}

/// A counting semaphore of the system's, in memory that does not move.
private final class Semaphore: @unchecked Sendable {
    private let place = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(place, 0, 0) }
    deinit {
        sem_destroy(place)
        place.deallocate()
    }

    func ring() { sem_post(place) }
    func wait() {
        while sem_wait(place) != 0 {}
    }
}
