// The house tidies up behind itself: old runs with their logs and signals that everybody has heard, in small pieces. What
// the plant made is never touched here.

import Host
import Kernel
import Logging
import Store

/// The job that keeps the house's own tables small.
struct HouseKeeping: Sendable {
    static let id = "house.tidy"
    /// Ended runs stay so long.
    static let runsKept = Span.days(90)
    /// Pieces of one run; what is left waits for the next day.
    static let piecesMax = 2000
    let house: House

    var kind: JobKind {
        JobKind(id: Self.id, titleKey: "jobs.kind.tidy", attemptsMax: 3, concurrentMax: 1) { try await self.tidy($0) }
    }

    /// Adds the timetable once; what people changed of it stays.
    func seed() async {
        let draft = TimetableDraft(name: "Tidy up", kind: Self.id, words: "every day at 03:30", zone: house.zone.name)
        let now = house.clock.now()
        do { try await house.database.write { try Timetables.seed(draft, now: now, in: $0) } } catch is CancellationError {
            // Stopped before it began; the next start adds it.
        } catch {
            house.logger.warning("the timetable for tidying up is not there: \(Problem(error))")
        }
    }

    private func tidy(_ context: JobContext) async throws -> JSON {
        let now = house.clock.now()
        var removed = 0
        for _ in 0..<Self.piecesMax {
            try context.checkCancellation()
            let count = try await house.database.write { try JobHistory.prune(before: now - Self.runsKept, in: $0) }
            removed += count
            context.progress(done: Int64(removed))
            if count == 0 { break }
        }
        try await house.signals.forget(before: now)
        return ["removed": JSON(removed)]
    }
}
