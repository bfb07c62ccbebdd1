// What the simulated plant builds and when: recipes, shifts and change-overs. All of it follows from the seed and the
// calendar alone, so a plant that is started again next week goes on with the same plan.

import Kernel

/// What a product needs on one feeder place.
struct DemoDemand {
    /// Index in the catalogue.
    var part: Int
    var piecesPerHour: Int
}

/// One line on one day. Seconds are seconds of the day on the plant's clock.
struct DemoLinePlan {
    struct ChangeOver {
        var second: Int
        var product: Int
    }

    /// Nil when nobody works.
    var shift: Range<Int>?
    /// The product the day begins with.
    var opening: Int
    /// In order of time.
    var changeOvers: [ChangeOver] = []
    /// While operators pick many wrong reels.
    var badHour: Range<Int>?

    func product(at second: Int) -> Int { changeOvers.last { $0.second <= second }?.product ?? opening }
}

/// The plant: what does not change while it runs.
struct DemoPlant {
    static let products = 6
    /// Feeder places of a mounter: 24 in front, 24 in the rear.
    static let places = 48
    /// Places whose part is the same for every product.
    static let commonPlaces = 12
    static let placesPerProduct = 16

    let seed: UInt64
    let lines: Int
    let mounters: Int
    let catalogue: DemoCatalogue
    /// By machine, product and place.
    private let recipes: [[[DemoDemand?]]]

    init(seed: UInt64, lines: Int, mounters: Int) {
        self.seed = seed
        self.lines = lines
        self.mounters = mounters
        let catalogue = DemoCatalogue(seed: seed)
        self.catalogue = catalogue
        recipes = (0..<lines * mounters).map { machine in
            (0..<Self.products).map { product in
                Self.recipe(seed: seed, machine: machine, line: machine / mounters, product: product, catalogue)
            }
        }
    }

    var machines: Int { lines * mounters }
    func line(of machine: Int) -> Int { machine / mounters + 1 }
    func mounter(of machine: Int) -> Int { machine % mounters + 1 }
    func recipe(machine: Int, product: Int) -> [DemoDemand?] { recipes[machine][product] }

    private static func recipe(
        seed: UInt64, machine: Int, line: Int, product: Int, _ catalogue: DemoCatalogue
    ) -> [DemoDemand?] {
        var boards = DemoRandom(seed, .boards, Int64(line), Int64(product))
        let boardsPerHour = boards.within(60...140)
        var common = DemoRandom(seed, .commonPlaces, Int64(machine))
        let order = common.order(places)
        var recipe = [DemoDemand?](repeating: nil, count: places)
        for place in order.prefix(commonPlaces) {
            recipe[place] = DemoDemand(
                part: common.pick(catalogue.passives), piecesPerHour: common.within(6...26) * boardsPerHour)
        }
        var random = DemoRandom(seed, .recipe, Int64(machine), Int64(product))
        let others = Array(order.dropFirst(commonPlaces))
        for (number, choice) in random.order(others.count).prefix(placesPerProduct).enumerated() {
            let isChip = number % 8 < 3
            recipe[others[choice]] = DemoDemand(
                part: random.pick(isChip ? catalogue.chips : catalogue.passives),
                piecesPerHour: random.within(isChip ? 1...2 : 2...12) * boardsPerHour)
        }
        return recipe
    }

    // MARK: The calendar

    /// 06:00 to 22:00 from Monday to Friday, to 14:00 on Saturday.
    static func shift(on day: CivilDate) -> Range<Int>? {
        switch day.weekday {
        case 6: nil
        case 5: 6 * 3600..<14 * 3600
        default: 6 * 3600..<22 * 3600
        }
    }

    /// Counts the days but Sundays, without a gap.
    static func workingDayNumber(_ day: CivilDate) -> Int64 { day.daysSinceEpoch - (day.daysSinceEpoch + 3) / 7 }

    /// Seconds of shifts between two moments; 0 when the second is not later.
    static func workingSeconds(from: CivilTime, to: CivilTime) -> Int {
        var sum = 0
        var day = from.date
        while day <= to.date {
            if let shift = shift(on: day) {
                let low = day == from.date ? max(shift.lowerBound, from.millisecondOfDay / 1000) : shift.lowerBound
                let high = day == to.date ? min(shift.upperBound, to.millisecondOfDay / 1000) : shift.upperBound
                sum += max(0, high - low)
            }
            day = day.adding(days: 1)
        }
        return sum
    }

    /// The last change-over of a day brings the product that the next day begins with.
    func plan(line: Int, on day: CivilDate) -> DemoLinePlan {
        var plan = DemoLinePlan(shift: Self.shift(on: day), opening: opening(line: line, on: day))
        guard let shift = plan.shift else { return plan }
        var random = DemoRandom(seed, .day, Int64(line), day.daysSinceEpoch)
        let count = shift.count > 8 * 3600 ? random.within(2...3) : random.within(1...2)
        var seconds = (1...count).map { number in
            shift.lowerBound + shift.count * number / (count + 1) + random.within(-2400...2400)
        }
        if let bad = badHour(line: line, on: day) {
            plan.badHour = bad
            seconds.append(bad.lowerBound + 120)
        }
        let closing = opening(line: line, on: day.adding(days: 1))
        var product = plan.opening
        for (number, second) in seconds.sorted().enumerated() {
            let next = random.below(Self.products)
            let isClosing = number == seconds.count - 1 && plan.badHour?.contains(second) != true
            product = isClosing ? closing : next == product ? (next + 1) % Self.products : next
            plan.changeOvers.append(.init(second: second, product: product))
        }
        return plan
    }

    private func opening(line: Int, on day: CivilDate) -> Int {
        var random = DemoRandom(seed, .opening, Int64(line), day.daysSinceEpoch)
        return random.below(Self.products)
    }

    /// One line has the same bad hour every week.
    private func badHour(line: Int, on day: CivilDate) -> Range<Int>? {
        var random = DemoRandom(seed, .badHour)
        let isThisLine = random.below(lines) + 1 == line
        guard random.below(5) == day.weekday, isThisLine else { return nil }
        let start = random.within(9...18) * 3600
        return start..<start + 3600
    }
}
