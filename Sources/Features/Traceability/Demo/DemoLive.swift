// The present of the simulated plant: about one scan every three seconds somewhere, day and night, so that a visitor
// sees life. Written as mounters write: a line now and then in two pieces, sometimes two lines at once.

import Kernel

extension DemoMounters {
    /// Goes on from what the files say and appends scans until the task is cancelled.
    ///
    /// Throws CancellationError at once when cancelled, with the line in hand completed; `demo_file_failed` when a file
    /// cannot be written.
    public func run(clock: Clock) async throws {
        let plant = DemoPlant(seed: seed, lines: lines, mounters: mounters)
        var live = DemoLive(plant, seed: seed, start: clock.now())
        for index in 0..<plant.machines {
            try DemoFiles.makeFolder(folder(of: index))
            live.take(try recall(index, plant))
        }
        while true {
            try await clock.sleep(.milliseconds(live.pause()))
            let batch = live.next(now: clock.now(), zone)
            guard let first = batch.scans.first else { continue }
            let format = DemoFormat(machine: batch.machine, of: plant.machines)
            let path = folder(of: batch.machine) + "/" + Self.fileName(first.at.date)
            let bytes = batch.scans.flatMap(format.line)
            guard let cut = live.cut(bytes.count) else {
                try DemoFiles.append(bytes, to: path, format)
                continue
            }
            try DemoFiles.append(Array(bytes[..<cut.at]), to: path, format)
            let waiting: Result<Void, any Error>
            do {
                waiting = .success(try await clock.sleep(.milliseconds(cut.milliseconds)))
            } catch {
                waiting = .failure(error)
            }
            try DemoFiles.appendRest(Array(bytes[cut.at...]), to: path)
            try waiting.get()
        }
    }
}

/// Decides what is scanned next, and where.
struct DemoLive {
    /// Milliseconds between two writes of the whole plant; with the pieces about 3 s on average.
    static let pauseMilliseconds = 700...4900
    static let pieceMilliseconds = 200...800
    static let piecesPerMille = 150
    static let pairsPerMille = 100
    static let checksPerMille = 60
    static let refusalsPerMille = 15
    /// A refused reel is mostly put right within minutes; one in five waits.
    static let soonMilliseconds = 30_000...180_000
    static let lateMilliseconds = 600_000...2_400_000
    static let latePerMille = 200
    /// The number of the new reel that is refused in any case, so that every visitor soon meets one.
    static let firstRefusal = 3

    private let plant: DemoPlant
    private let start: Instant
    private var machines: [DemoMachine] = []
    /// When the refused places are put right.
    private var refused: [(machine: Int, place: Int, due: Instant)] = []
    /// The machine that is being set up.
    private var busy: Int?
    private var count = 0
    private var random: DemoRandom

    init(_ plant: DemoPlant, seed: UInt64, start: Instant) {
        self.plant = plant
        self.start = start
        random = DemoRandom(seed, .live, start.milliseconds)
    }

    /// Adds the next machine; what it left refused waits for the operator.
    mutating func take(_ machine: DemoMachine) {
        precondition(machine.index == machines.count)
        machines.append(machine)
        for (place, state) in machine.places.enumerated() where state.isRefused {
            refused.append((machine.index, place, start + .milliseconds(Int64(random.within(Self.lateMilliseconds)))))
        }
    }

    mutating func pause() -> Int64 { Int64(random.within(Self.pauseMilliseconds)) }

    /// Where a write is broken in two, and for how long; nil when it is not.
    mutating func cut(_ count: Int) -> (at: Int, milliseconds: Int64)? {
        guard random.perMille(Self.piecesPerMille) else { return nil }
        return (random.within(1...count - 1), Int64(random.within(Self.pieceMilliseconds)))
    }

    /// One scan, or two of the same machine.
    mutating func next(now: Instant, _ zone: Zone) -> (machine: Int, scans: [DemoScan]) {
        let local = zone.civil(now)
        let at = CivilTime(date: local.date, millisecondOfDay: local.millisecondOfDay / 1000 * 1000)
        if let due = refused.firstIndex(where: { $0.due <= now }) {
            let (machine, place, _) = refused.remove(at: due)
            return (machine, [putRight(machine, place, at)])
        }
        let machine = busy ?? random.below(machines.count)
        var scans = [scan(machine, at, now)]
        if random.perMille(Self.pairsPerMille) { scans.append(scan(machine, at, now)) }
        return (machine, scans)
    }

    private func recipe(_ machine: Int, _ at: CivilTime) -> [DemoDemand?] {
        let plan = plant.plan(line: plant.line(of: machine), on: at.date)
        return plant.recipe(machine: machine, product: plan.product(at: at.millisecondOfDay / 1000))
    }

    /// The right reel goes on; a place that is not in use any more only gets its own reel scanned.
    private mutating func putRight(_ machine: Int, _ place: Int, _ at: CivilTime) -> DemoScan {
        if recipe(machine, at)[place] == nil, let scan = machines[machine].check(place, at: at) { return scan }
        return load(machine, place, at)
    }

    private mutating func load(_ machine: Int, _ place: Int, _ at: CivilTime) -> DemoScan {
        let part = recipe(machine, at)[place]?.part ?? random.pick(plant.catalogue.passives)
        return machines[machine].load(place, part: part, at: at, plant.catalogue, &random)
    }

    private mutating func scan(_ machine: Int, _ at: CivilTime, _ now: Instant) -> DemoScan {
        let recipe = recipe(machine, at)
        let waiting = refused.filter { $0.machine == machine }.map(\.place)
        let different = machines[machine].toSetUp(recipe, plant.catalogue).filter { !waiting.contains($0) }
        // An operator who sets a machine up mostly stays with it.
        busy = different.count > 1 && random.perMille(700) ? machine : nil
        if let place = different.first { return load(machine, place, at) }
        let used = recipe.indices.filter { recipe[$0] != nil && !waiting.contains($0) }
        if !used.isEmpty, random.perMille(Self.checksPerMille),
            let check = machines[machine].check(random.pick(used), at: at)
        {
            return check
        }
        guard let next = machines[machine].firstToRunOut(recipe, skippingRefused: true) else {
            return load(machine, random.below(DemoPlant.places), at)
        }
        count += 1
        // Time is lapsed: the reel that would run out next runs out now.
        machines[machine].use(recipe, seconds: next.seconds)
        let isFirst = count == Self.firstRefusal
        guard random.perMille(Self.refusalsPerMille) || isFirst else { return load(machine, next.place, at) }
        let isLate = random.perMille(Self.latePerMille) || isFirst
        let wait = random.within(isLate ? Self.lateMilliseconds : Self.soonMilliseconds)
        refused.append((machine, next.place, now + .milliseconds(Int64(wait))))
        return machines[machine].refuse(next.place, at: at, plant.catalogue, &random)
    }
}
