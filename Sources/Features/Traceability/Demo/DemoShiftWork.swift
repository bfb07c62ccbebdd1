// One mounter's day, or the part of it that is still missing: reels run out and are replaced, products change over,
// operators check, and now and then pick the wrong reel. Values in, scans out.

import Kernel

struct DemoShiftWork {
    /// Operators check a reel when nothing was scanned for so long.
    static let longestIdleSeconds = 2400
    /// Of a thousand reels put on, so many are the wrong one first.
    static let refusalsPerMille = 4
    static let refusalsInBadHourPerMille = 250
    /// Of a thousand refusals, so many are left for later.
    static let openRefusalsPerMille = 150
    /// Of a thousand places a change-over leaves alone, so many are scanned all the same.
    static let checksPerMille = 200

    private(set) var machine: DemoMachine
    /// In order of time.
    private(set) var scans: [DemoScan] = []
    private let plant: DemoPlant
    private let day: CivilDate
    private let plan: DemoLinePlan
    private let recipes: [[DemoDemand?]]
    private var random: DemoRandom
    private var product: Int
    /// Where the operator is, in seconds of the day.
    private var second = 0
    private var from = 0
    private var limit = 0
    private var flaws: [(second: Int, flaw: DemoScan.Flaw)]

    init(_ machine: DemoMachine, plant: DemoPlant, on day: CivilDate) {
        self.machine = machine
        self.plant = plant
        self.day = day
        plan = plant.plan(line: plant.line(of: machine.index), on: day)
        product = plan.opening
        recipes = (0..<DemoPlant.products).map { plant.recipe(machine: machine.index, product: $0) }
        random = DemoRandom(plant.seed, .work, Int64(machine.index), day.daysSinceEpoch)
        flaws = Self.flaws(machine: machine.index, plant, on: day)
    }

    /// Works through `from ..< to`, in seconds of the day, as far as there is a shift.
    mutating func work(from: Int, to: Int) {
        guard let shift = plan.shift, max(from, shift.lowerBound) < min(to, shift.upperBound) else { return }
        second = max(from, shift.lowerBound)
        self.from = from
        limit = min(to, 86_400)
        // A day that is taken up again must not repeat the chances of its beginning.
        if from > 0 { random = DemoRandom(plant.seed, .work, Int64(machine.index), day.daysSinceEpoch, Int64(from)) }
        product = plan.product(at: second)
        second += random.within(5...60)
        setUp(checking: false)
        check()
        var changeOvers = plan.changeOvers.filter { $0.second > second }[...]
        let end = min(limit, shift.upperBound)
        while second < end {
            guard let next = machine.firstToRunOut(recipes[product]) else { return }
            let changeAt = max(second, changeOvers.first?.second ?? Int.max)
            let runOutAt = second + next.seconds
            let eventAt = min(changeAt, runOutAt)
            if eventAt > second + Self.longestIdleSeconds {
                run(seconds: Self.longestIdleSeconds)
                if second < end { check() }
            } else if eventAt >= end {
                return run(seconds: end - second)
            } else if changeAt <= runOutAt, let change = changeOvers.popFirst() {
                run(seconds: eventAt - second)
                product = change.product
                setUp(checking: true)
            } else {
                run(seconds: next.seconds)
                replace(next.place)
            }
        }
    }

    private var refusals: Int {
        plan.badHour?.contains(second) == true ? Self.refusalsInBadHourPerMille : Self.refusalsPerMille
    }
    private var now: CivilTime { CivilTime(date: day, millisecondOfDay: min(second, 86_399) * 1000) }

    /// The line runs.
    private mutating func run(seconds: Int) {
        machine.use(recipes[product], seconds: seconds)
        second += seconds
    }

    /// The line stands while the operator goes from place to place.
    private mutating func setUp(checking: Bool) {
        let recipe = recipes[product]
        let different = machine.toSetUp(recipe, plant.catalogue)
        for place in recipe.indices {
            guard let demand = recipe[place] else { continue }
            if different.contains(place) {
                if random.perMille(refusals) {
                    emit(machine.refuse(place, at: now, plant.catalogue, &random))
                    second += random.within(40...180)
                }
                emit(machine.load(place, part: demand.part, at: now, plant.catalogue, &random))
            } else if machine.places[place].isRefused || (checking && random.perMille(Self.checksPerMille)) {
                if let scan = machine.check(place, at: now) { emit(scan) }
            } else {
                continue
            }
            second += random.within(12...45)
        }
    }

    private mutating func replace(_ place: Int) {
        guard let demand = recipes[product][place] else { return }
        if random.perMille(refusals) {
            emit(machine.refuse(place, at: now, plant.catalogue, &random))
            if random.perMille(Self.openRefusalsPerMille) {
                // A remainder bridges the time until somebody fetches the right reel.
                machine.places[place].left = demand.piecesPerHour * random.within(3600...9 * 3600)
                return run(seconds: random.within(20...60))
            }
            run(seconds: random.within(40...280))
        }
        emit(machine.load(place, part: demand.part, at: now, plant.catalogue, &random))
        run(seconds: random.within(20...60))
    }

    private mutating func check() {
        let used = recipes[product].indices.filter { recipes[product][$0] != nil }
        if let scan = machine.check(random.pick(used), at: now) { emit(scan) }
        run(seconds: random.within(12...45))
    }

    private mutating func emit(_ scan: DemoScan) {
        guard second < limit else { return }
        var scan = scan
        if scan.isOK, let due = flaws.firstIndex(where: { $0.second <= second }) {
            let flaw = flaws.remove(at: due)
            if flaw.second >= from {
                switch flaw.flaw {
                case .none: break
                case .brokenQuantity: scan.flaw = .brokenQuantity
                case .dash, .update, .short:
                    // Written wrong, and then once more as it should be.
                    var bad = scan
                    bad.flaw = flaw.flaw
                    scans.append(bad)
                }
            }
        }
        scans.append(scan)
    }

    // MARK: What goes wrong

    /// Every so many machine days have a junk row, or one that cannot be loaded. Counted, not drawn: two weeks of four
    /// lines have about six of the first and three or four of the second, whatever the seed. Odd distances, so that no
    /// machine gets them all.
    private static func flaws(machine: Int, _ plant: DemoPlant, on day: CivilDate) -> [(
        second: Int, flaw: DemoScan.Flaw
    )] {
        guard let shift = DemoPlant.shift(on: day) else { return [] }
        let number = DemoPlant.workingDayNumber(day) * Int64(plant.machines) + Int64(machine)
        var random = DemoRandom(plant.seed, .oddity, number)
        var flaws: [(second: Int, flaw: DemoScan.Flaw)] = []
        func second() -> Int { shift.lowerBound + random.within(1800...6 * 3600) }
        if number % 25 == 5 { flaws.append((second(), number / 25 % 2 == 0 ? .dash : .update)) }
        if number % 41 == 11 { flaws.append((second(), number / 41 % 3 == 0 ? .short : .brokenQuantity)) }
        return flaws
    }
}
