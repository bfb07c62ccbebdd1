// The round that is made at eight in the morning, or whenever the timetable says: every source of machine logs is looked
// at now. Sources are watched all day anyway; the round is for plants that want a report of it.

import Host
import Intake
import Kernel
import Logging
import Store

struct DailyPull: Sendable {
    static let id = "machining.daily"
    static let timetable = "Machine logs"
    static let words = "every day at 08:00"
    let house: House
    let intake: IntakeService

    var kind: JobKind {
        JobKind(id: Self.id, titleKey: "machining.job.daily", attemptsMax: 3, concurrentMax: 1) { context in
            let summary = try await round { done, total in
                try context.checkCancellation()
                context.progress(done: Int64(done), total: Int64(total))
            }
            for line in summary.text.split(separator: "\n") { context.log(String(line)) }
            return summary.json
        }
    }

    /// Adds the timetable once; what people changed of it stays. It has to live as long as the server.
    var service: BackgroundService {
        BackgroundService("machining.daily") {
            let now = house.clock.now()
            let draft = TimetableDraft(name: Self.timetable, kind: Self.id, words: Self.words, zone: house.zone.name)
            do { try await house.database.write { try Timetables.seed(draft, now: now, in: $0) } } catch is CancellationError {
                return
            } catch {
                house.logger.warning("the timetable for machine logs is not there: \(Problem(error))")
            }
            while !Task.isCancelled { do { try await house.clock.sleep(.days(1)) } catch { return } }
        }
    }

    /// Looks at all sources of machine logs that are switched on and that can be looked at again. A source that cannot be read is an error of the summary
    /// and keeps no other from its turn.
    /// - Parameter progress: told before each source; what it throws ends the round.
    func round(progress: @Sendable (_ done: Int, _ total: Int) throws -> Void = { _, _ in }) async throws -> PullSummary {
        var sources: [Source] = []
        for source in try await intake.sources() where source.isEnabled && source.kind != .upload && source.kind != .command {
            if try await intake.profile(source.profile).target == "machine-log" { sources.append(source) }
        }
        let types = Dictionary(try await house.database.read { try CentreTable(tx: $0).all() }.map { ($0.name, $0.type) }) { first, _ in first }
        var options = ScanOptions.command
        options.namesFiles = true
        var summary = PullSummary()
        for (index, source) in sources.enumerated() {
            try progress(index, sources.count)
            do {
                summary.add(try await intake.scan(source.id, options), location: source.location, types: types)
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                summary.add(Problem(error), source: source.name, types: types)
            }
        }
        return summary
    }
}
