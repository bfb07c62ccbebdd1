// Keeps the board in step by itself: at once where somebody tells of changes, by looking now and then otherwise. Of several
// nodes one does it, and the others tell their pages when it has done something.

import Foundation
import Host
import Kernel
import Logging
import Store

struct BatchWatch: Sendable {
    let actions: BatchesActions
    private var clock: Clock { actions.clock }

    /// A burst of events is one look.
    static let burst = Span.milliseconds(60)
    /// How late another node's pages may hear of it.
    static let pulse = Span.milliseconds(700)
    /// A node that has not been heard of for so long has left the board to others.
    static let heldSpan = Span.seconds(15)
    /// While a side is away.
    static let awayGaps: ClosedRange<Int64> = 1...15
    /// Looking takes at most one part in so many of the time,
    static let share: Int64 = 4
    /// but the pause is at most so many times the usual one.
    static let stretchMax: Int64 = 3

    private static let holder = ProcessInfo.processInfo.hostName + "/" + String(ProcessInfo.processInfo.processIdentifier)

    var service: BackgroundService { BackgroundService("batches") { await self.run() } }

    private func run() async {
        while !Task.isCancelled {
            do {
                let home = try await actions.home()
                if home.masks is NoMasks, !home.batches.isElsewhere {
                    try await clock.sleep(.seconds(5))
                } else if try await hold(home) {
                    try await keep(home)
                } else {
                    try await follow(home)
                }
            } catch is CancellationError {
                return
            } catch {
                actions.house.logger.debug("batches: \(Problem(error))")
                do { try await clock.sleep(.seconds(Self.awayGaps.upperBound)) } catch { return }
            }
        }
    }

    private func hold(_ home: BatchHome) async throws -> Bool {
        guard actions.database.isShared else { return true }
        let now = clock.now()
        return try await actions.database.write { try BoardTable(tx: $0, store: home.store).hold(Self.holder, until: now + Self.heldSpan, at: now) }
    }

    /// Tells this node's pages what another one has done, until that one is not heard of.
    private func follow(_ home: BatchHome) async throws {
        var version: Int64?
        for _ in 0..<10 {
            let state = try await actions.database.read { try BoardTable(tx: $0, store: home.store).read() }
            if let version, state.version != version { actions.announce() }
            version = state.version
            try await clock.sleep(Self.pulse)
        }
    }

    /// Keeps it in step as long as the settings and the lease stay.
    private func keep(_ home: BatchHome) async throws {
        let bell = Bell()
        let ears = [listening(bell) { try await home.masks.listen($0) }, listening(bell) { try await home.batches.listen($0) }]
        defer { for ear in ears { ear.cancel() } }
        try await withTaskCancellationHandler {
            var failures: Int64 = 0
            while true {
                let started = Stopwatch.milliseconds()
                var isUnsettled = false
                do {
                    isUnsettled = try await look(home)
                    failures = 0
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
                    failures += 1
                    actions.house.logger.debug("batches: \(Problem(error))")
                }
                try Task.checkCancellation()
                let took = Stopwatch.milliseconds() - started
                try await clock.sleep(.milliseconds(min(max(Self.burst.milliseconds, took), 5000)))
                // A file that is still being written is looked at again when it may be whole.
                let poll =
                    isUnsettled && home.masks is FolderMasks
                    ? min(home.settings.pollSeconds, FolderMasks.quiet.milliseconds / 1000) : home.settings.pollSeconds
                let usual = failures == 0 ? poll : min(Self.awayGaps.upperBound, Self.awayGaps.lowerBound << min(failures - 1, 4))
                try await pause(
                    .milliseconds(max(usual * 1000, failures == 0 ? min(took * Self.share, usual * Self.stretchMax * 1000) : 0)), bell, home)
                guard try await actions.settings() == home.settings, try await hold(home) else { return }
            }
        } onCancel: {
            bell.ring()
        }
    }

    /// Waits for a ring or the time, and keeps the lease meanwhile.
    private func pause(_ span: Span, _ bell: Bell, _ home: BatchHome) async throws {
        let end = clock.now() + span
        while true {
            let left = end - clock.now()
            guard left > .zero else { return }
            let piece = min(left, Span(milliseconds: Self.heldSpan.milliseconds / 3))
            let before = clock.now()
            await bell.wait(upTo: piece, clock)
            try Task.checkCancellation()
            if clock.now() - before < piece { return }
            guard try await actions.settings() == home.settings, try await hold(home) else { return }
        }
    }

    /// - Returns: whether there are files that may become whole any moment.
    private func look(_ home: BatchHome) async throws -> Bool {
        if home.batches.isElsewhere { try await actions.refresh() }
        guard !(home.masks is NoMasks) else { return false }
        return try await actions.sync().incomplete.count > 0
    }

    /// An ear that is put on again when the line breaks.
    private func listening(_ bell: Bell, _ listen: @escaping @Sendable (@escaping @Sendable () -> Void) async throws -> Void) -> Task<Void, Never> {
        Task {
            while !Task.isCancelled {
                do {
                    try await listen { bell.ring() }
                    // There is nobody who tells; a server may become one that does.
                    try await clock.sleep(.minutes(1))
                } catch {
                    do { try await clock.sleep(.seconds(1)) } catch { return }
                }
            }
        }
    }
}
