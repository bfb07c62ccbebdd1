import Testing

@testable import Web

@Suite struct ChartsScaleTests {
    @Test(arguments: [
        ([0.0, 97], 0.0, 100.0, 20.0), ([3, 4.1], 0, 5, 1), ([0, 0.0032], 0, 0.004, 0.001), ([-7, 12], -10, 15, 5),
        ([0, 1.2e12], 0, 1.25e12, 2.5e11),
    ])
    func domainEndsAtRoundTicksAroundTheValues(values: [Double], lower: Double, upper: Double, step: Double) {
        let scale = LinearScale(values: values, tickLimit: 5, start: 100, end: 0)
        #expect(scale.lower <= values.min()! && scale.upper >= values.max()!)
        let digit = scale.step / power(of: scale.step)
        #expect([1, 2, 5].contains { abs($0 - digit) < 1e-9 }, "step \(scale.step)")
        #expect(scale.ticks.count <= 7)
        #expect(scale.position(scale.lower) == 100 && scale.position(scale.upper) == 0)
        if step != 2.5e11 {
            #expect(abs(scale.lower - lower) < 1e-12 && abs(scale.step - step) < 1e-12)
            #expect(abs(scale.upper - upper) <= step + 1e-12)
        }
    }

    private func power(of step: Double) -> Double {
        var power = 1.0
        while power > step * 1.0000001 { power /= 10 }
        while power * 10 <= step * 1.0000001 { power *= 10 }
        return power
    }

    @Test func degenerateValuesStillGiveAnAxis() {
        for values in [[], [0], [5], [.nan], [1e300], [-1e300, 1e300], [.infinity, 3], [5e-308], [1e15, 1e15 + 1]] {
            for fromZero in [true, false] {
                let scale = LinearScale(values: values, fromZero: fromZero, start: 0, end: 10)
                #expect(scale.upper > scale.lower && scale.step > 0, "\(values)")
                #expect((2...60).contains(scale.ticks.count), "\(values): \(scale.ticks.count)")
                #expect(scale.ticks.allSatisfy { scale.position($0).isFinite })
            }
        }
    }

    @Test func countsGetNoHalfTicks() {
        let scale = LinearScale(values: [0, 2], finest: 1, start: 0, end: 100)
        #expect(scale.ticks == [0, 1, 2])
    }

    @Test func hoursStayFullHoursAcrossSummerTime() {
        // 29 March 2026 in Berlin has 23 hours.
        let midnight: Int64 = 1_774_738_800_000
        let scale = TimeScale(from: midnight, to: midnight + 23 * chartHour, start: 0, end: 700)
        let ticks = scale.ticks(.hours(3), clock: chartBerlin)
        #expect(ticks.map { chartBerlin.moment($0).hour } == [0, 3, 6, 9, 12, 15, 18, 21, 0])
        #expect(ticks.allSatisfy { chartBerlin.moment($0).minute == 0 })
        #expect(ticks[1] - ticks[0] == 2 * chartHour)
        let hourly = scale.ticks(.hours(1), clock: chartBerlin).map { chartBerlin.moment($0).hour }
        #expect(!hourly.contains(2) && hourly.count == 24)
    }

    @Test func theRepeatedHourInAutumnHasOneTick() {
        let midnight: Int64 = 1_792_879_200_000
        let scale = TimeScale(from: midnight, to: midnight + 25 * chartHour, start: 0, end: 700)
        let hours = scale.ticks(.hours(1), clock: chartBerlin).map { chartBerlin.moment($0).hour }
        #expect(hours == Array(0..<24) + [0])
    }

    @Test func daysWeeksAndMonthsBeginAtLocalMidnight() {
        let scale = TimeScale(from: chartStart, to: chartStart + 100 * chartDay, start: 0, end: 700)
        for grain in [TimeScale.Grain.days(1), .days(7), .months(1)] {
            let moments = scale.ticks(grain, clock: chartBerlin).map { chartBerlin.moment($0) }
            #expect(moments.allSatisfy { $0.hour == 0 && $0.minute == 0 })
        }
        let mondays = scale.ticks(.days(7), clock: chartBerlin)
        #expect(chartBerlin.moment(mondays[0]) == ChartMoment(year: 2026, month: 3, day: 9, hour: 0, minute: 0))
        #expect(scale.ticks(.months(1), clock: chartBerlin).map { chartBerlin.moment($0).month } == [4, 5, 6])
    }

    @Test func everyZoomFromMinutesToYearsHasFewTicks() {
        var length: Int64 = 60_000 * 5
        while length < chartDay * 365 * 400 {
            let scale = TimeScale(from: chartStart, to: chartStart + length, start: 0, end: 700)
            let ticks = scale.ticks(scale.grain(spacing: 62), clock: chartBerlin)
            #expect((1...13).contains(ticks.count), "\(length): \(ticks.count)")
            length = length * 3 / 2
        }
    }

    @Test func civilDatesAgreeBothWays() {
        for year in [1, 1600, 1900, 1970, 2000, 2024, 2026, 9999] {
            for month in 1...12 {
                let (gotYear, gotMonth, gotDay) = ChartClock.civil(ChartClock.days(year: year, month: month))
                #expect(gotYear == year && gotMonth == month && gotDay == 1)
            }
        }
    }

    @Test func numbersAreWrittenAsTheReaderDoes() {
        let german = ChartNumbers(decimal: ",", grouping: ".")
        #expect(german.text(1_234_567.891, digits: 2) == "1.234.567,89")
        #expect(german.text(-0.004, digits: 2) == "0,00")
        #expect(german.text(0.999, digits: 2) == "1,00")
        #expect(german.text(-12.5, digits: 1) == "−12,5")
        #expect(german.text(.nan) == "–")
        #expect(german.text(1.7e308).hasSuffix("E308"))
        #expect(german.axis([0, 500_000, 1_000_000], step: 500_000) == ["0", "0,5\u{a0}M", "1,0\u{a0}M"])
        #expect(german.axis([0, 0.25, 0.5], step: 0.05) == ["0", "0,25", "0,50"])
        #expect(Pen.number(-0.04) == "0" && Pen.number(-0.3) == "-0.3" && Pen.number(12.96) == "13")
    }

    @Test func placedLabelsAreApartAndInside() throws {
        var dice = ChartDice(state: 3)
        for _ in 0..<200 {
            let wanted = (0..<8).map { _ in Double(dice.roll(200)) }
            let placed = try #require(Placing.spread(wanted, gap: 14, in: 0...180)).sorted()
            for (one, next) in zip(placed, placed.dropFirst()) { #expect(next - one >= 14 - 1e-6) }
            #expect(placed[0] >= 0 && placed[7] <= 180 + 1e-6)
        }
        #expect(Placing.spread([1, 2, 3], gap: 100, in: 0...150) == nil)
        #expect(Placing.spread([10, 90], gap: 14, in: 0...100) == [10, 90])
    }

    @Test func aCircleIsRound() {
        for step in 0...1000 {
            let point = Turn.point(Double(step) / 500)
            #expect(abs(point.x * point.x + point.y * point.y - 1) < 1e-7)
        }
        #expect(abs(Turn.point(0.25).x - 1) < 1e-9 && abs(Turn.point(0.5).y - 1) < 1e-9)
    }
}
