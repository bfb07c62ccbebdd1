// What an order says and how long it takes.

import Kernel
import TestKit
import Testing

@testable import Scheduling

@Suite("Orders") struct OrderTests {
    @Test(
        "statuses as planners write them",
        arguments: [
            ("1st Side Ready", "1st Side Ready", false, nil), ("Ready", "Ready", false, nil), ("1st Side Ready *", "1st Side Ready", true, nil),
            ("Ready*", "Ready", true, nil), (" Ready * ", "Ready", true, nil), ("1st Side Ready ", "1st Side Ready", false, nil),
            ("Missing TSM-125-01-L-DV", "Missing", false, "TSM-125-01-L-DV"), ("missing: R12 *", "Missing", true, "R12"),
            ("MISSING", "Missing", false, nil),
            ("on hold", "On Hold", false, nil), ("Waiting for Bob", "Waiting for Bob", false, nil),
        ] as [(String, String, Bool, String?)])
    func statuses(_ text: String, _ word: String, _ isStarred: Bool, _ part: String?) {
        let status = OrderStatus.reading(text, own: ["Waiting for Bob"])
        #expect(status == OrderStatus(word, isStarred: isStarred, missingPart: part))
        #expect(status.flatMap { OrderStatus.reading($0.text, own: ["Waiting for Bob"]) } == status)
    }

    @Test("words that are in no list", arguments: ["", " ", "*", "Redy", "Missingno", "Ready to go"])
    func unknown(_ text: String) { #expect(OrderStatus.reading(text) == nil) }

    @Test(
        "hours to the cent",
        arguments: [
            // set-up, minutes, factor, multiplier, hours
            ("1", "703.00", "2", "1", "24.43"), ("1", "703.00", "2", "2", "47.87"), ("0.5", "0", "2", "1", "0.50"), ("1", "0.15", "2", "1", "1.01"),
            ("1", "0.14", "2", "1", "1.00"), ("0", "1199.00", "2", "1", "39.97"), ("1", "1000000", "100", "100", "166666667.67"),
        ])
    func hours(_ row: (String, String, String, String, String)) throws {
        let hours = OrderHours(
            setupHours: try #require(Quantity(row.0)), runMinutes: try #require(Quantity(row.1)), factor: try #require(Quantity(row.2)),
            multiplier: try #require(Quantity(row.3)))
        #expect(hours.text == row.4)
    }

    @Test("a row of the desk comes back as it was", arguments: 0..<200)
    func rows(_ round: Int) throws {
        var random = SeededRandom(seed: RandomPlans.seed &+ UInt64(round))
        var order = WorkOrder("14409.\(round)", createdAt: Instant(seconds: 1_700_000_000))
        order.status = OrderStatus("Missing", isStarred: random.perMille(500), missingPart: random.perMille(500) ? "TSM-1" : nil)
        order.quantity = random.perMille(500) ? Quantity(Int64(random.below(900))) : nil
        order.kitDate = random.perMille(500) ? CivilDate(iso: "2026-02-28") : nil
        order.startedAt = random.perMille(500) ? Instant(milliseconds: 1_700_000_000_123) : nil
        order.after = random.perMille(500) ? "1" : nil
        order.actualRunHours = random.perMille(500) ? Quantity(thousandths: 1234) : nil
        #expect(try WorkOrder(key: order.key, content: .object(order.content)) == order)
        var line = Line(number: 3, name: "3-EURO 588 (3)")
        line.shifts = RandomPlans.shifts(&random).filter { !$0.days.isEmpty }
        line.expectedReturn = random.perMille(500) ? Instant(seconds: 5) : nil
        line.shifts = line.shifts.map { shift in
            var shift = shift
            shift.breaks.removeAll { $0.start == $0.end }
            return shift
        }
        #expect(try Line(key: line.key, content: .object(line.content)) == line)
    }
}
