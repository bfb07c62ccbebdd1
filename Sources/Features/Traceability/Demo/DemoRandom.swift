// Chance of the simulated mounters: a generator of its own for every thing that is decided apart from the others.

import Kernel

typealias DemoRandom = SeededChance

/// What a generator is for; the first of its labels.
enum DemoUse: UInt64 {
    case houseNumbers = 1
    case delivery, commonPlaces, recipe, boards, opening, day, badHour, work, oddity, replay, live, spare
}

extension SeededChance {
    init(_ seed: UInt64, _ use: DemoUse, _ labels: Int64...) {
        self.init(seed, labels: [use.rawValue] + labels.map { UInt64(bitPattern: $0) })
    }
}
