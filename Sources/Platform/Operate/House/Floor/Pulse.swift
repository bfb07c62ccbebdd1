// Tells open pages that intake, its rows or jobs moved on, whichever node or process moved them: a few numbers are read now
// and then, and when they are others than before the topic is announced.

import Host
import Intake
import Kernel
import Logging
import Store
import Web

/// The house's ear for what happens in the database.
struct Pulse: Sendable {
    /// How late a page may hear of it.
    static let every = Span.seconds(2)
    /// While the database does not answer.
    static let everyInTrouble = Span.seconds(15)
    let house: House
    let intake: IntakeService

    var service: BackgroundService { BackgroundService("pulse") { await self.run() } }

    private func run() async {
        await HouseKeeping(house: house).seed()
        var last: PulseMarks?
        while !Task.isCancelled {
            var wait = Self.every
            do {
                let marks = try await house.database.read { try PulseMarks.read($0) }
                if let last, marks.intake != last.intake { house.events.publish(topic: "intake") }
                if let last, marks.rows != last.rows { intake.announceRows() }
                if let last, marks.jobs != last.jobs { house.events.publish(topic: "jobs") }
                last = marks
            } catch {
                wait = Self.everyInTrouble
                house.logger.debug("open pages hear nothing new: \(Problem(error))")
            }
            do { try await house.clock.sleep(wait) } catch { return }
        }
    }
}
