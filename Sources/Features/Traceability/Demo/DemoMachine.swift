// One simulated mounter and the reels on it. It keeps the chain that the chain check looks for: every scan names the
// reel that was on the place before, except for the few that do not.

import Kernel

/// One scan, before it is written in a machine's format.
struct DemoScan {
    /// What goes wrong when it is written.
    enum Flaw {
        case none
        /// `-` instead of date and time.
        case dash
        /// `Update` instead of the date, no time.
        case update
        /// A letter among the digits of the quantity.
        case brokenQuantity
        /// The line ends in the middle.
        case short
    }

    var at: CivilTime
    var slot: Int
    /// `12F`, `3R`
    var feederBase: String
    var isOK: Bool
    /// Barcode, or `NA`.
    var previous: String
    var reel: DemoReel
    var flaw = Flaw.none
}

struct DemoMachine {
    struct Place {
        let slot: Int
        let feederBase: String
        var reel: DemoReel?
        /// What is left on the reel, in 1/3600 pieces, so that a rate per hour times seconds is exact.
        var left = 0
        /// The last scan was refused and nothing was put right since.
        var isRefused = false
    }

    /// Of a thousand new reels, so many name a previous reel that was never scanned there.
    static let chainBreaksPerMille = 3
    /// Of a thousand parts that come back, so many come back on the reel that was taken off.
    static let returnsPerMille = 800

    /// 0-based over the whole plant.
    let index: Int
    var places: [Place] = []
    /// Reels taken off with pieces left, by part.
    private var shelf: [String: DemoReel] = [:]
    private var lastSerial: Int
    /// Its newest dated scan.
    private(set) var lastScan: CivilTime?

    init(index: Int) {
        self.index = index
        lastSerial = Self.firstSerial(index)
        for side in ["F", "R"] {
            for slot in 1...DemoPlant.places / 2 {
                places.append(Place(slot: slot, feederBase: "\((slot + 1) / 2)\(side)"))
            }
        }
    }

    /// Reels are numbered by machine, so that no two machines make up the same barcode: two digits for the machine, six
    /// for the reel, enough for a year at the live pace.
    private static func firstSerial(_ index: Int) -> Int { (index + 11) * 1_000_000 + 48_000 }

    // MARK: Scans

    /// Puts a reel of that part on the place.
    mutating func load(
        _ place: Int, part: Int, at: CivilTime, _ catalogue: DemoCatalogue, _ random: inout DemoRandom
    ) -> DemoScan {
        let before = places[place].reel
        let name = catalogue.parts[part].name
        var reel: DemoReel
        if before?.part != name, let known = shelf[name], random.perMille(Self.returnsPerMille) {
            reel = known
        } else {
            reel = newReel(part, at, catalogue, &random)
        }
        shelve(before, left: places[place].left / 3600, for: reel)
        places[place].reel = reel
        places[place].left = reel.quantity * 3600
        var previous = before?.barcode ?? "NA"
        if before == nil {
            // Where the story begins, reels have been in use for a while.
            places[place].left = places[place].left / 1000 * random.within(300...1000)
        } else if random.perMille(Self.chainBreaksPerMille) {
            previous = newReel(part, at, catalogue, &random).barcode
        }
        return scan(place, reel, at, isOK: true, previous: previous)
    }

    /// An operator holds a reel of another part to the place; it is refused, and what is loaded stays.
    mutating func refuse(_ place: Int, at: CivilTime, _ catalogue: DemoCatalogue, _ random: inout DemoRandom)
        -> DemoScan
    {
        let isChip = random.perMille(200)
        var part = random.pick(isChip ? catalogue.chips : catalogue.passives)
        if catalogue.parts[part].name == places[place].reel?.part { part = (part + 1) % catalogue.parts.count }
        let reel = newReel(part, at, catalogue, &random)
        return scan(place, reel, at, isOK: false, previous: places[place].reel?.barcode ?? "NA")
    }

    /// The reel that is there, scanned again; nil when there is none.
    mutating func check(_ place: Int, at: CivilTime) -> DemoScan? {
        guard let reel = places[place].reel else { return nil }
        return scan(place, reel, at, isOK: true, previous: reel.barcode)
    }

    private mutating func scan(
        _ place: Int, _ reel: DemoReel, _ at: CivilTime, isOK: Bool, previous: String
    ) -> DemoScan {
        places[place].isRefused = !isOK
        lastScan = at
        return DemoScan(
            at: at, slot: places[place].slot, feederBase: places[place].feederBase, isOK: isOK, previous: previous,
            reel: reel)
    }

    private mutating func newReel(
        _ part: Int, _ at: CivilTime, _ catalogue: DemoCatalogue, _ random: inout DemoRandom
    ) -> DemoReel {
        lastSerial += 1
        return catalogue.reel(of: part, on: at.date, serial: lastSerial, &random)
    }

    private mutating func shelve(_ before: DemoReel?, left: Int, for reel: DemoReel) {
        shelf[reel.part] = nil
        guard var before, before.part != reel.part, left > before.quantity / 10 else { return }
        before.quantity = left
        shelf[before.part] = before
    }

    // MARK: Use

    /// The place that runs out first, and in how many seconds; nil when nothing is being used.
    func firstToRunOut(_ recipe: [DemoDemand?], skippingRefused: Bool = false) -> (place: Int, seconds: Int)? {
        var first: (place: Int, seconds: Int)?
        for (place, demand) in recipe.enumerated() {
            guard let demand, !(skippingRefused && places[place].isRefused) else { continue }
            let seconds = max(0, places[place].left / demand.piecesPerHour)
            if first.map({ seconds < $0.seconds }) ?? true { first = (place, seconds) }
        }
        return first
    }

    mutating func use(_ recipe: [DemoDemand?], seconds: Int) {
        for (place, demand) in recipe.enumerated() {
            if let demand { places[place].left -= demand.piecesPerHour * seconds }
        }
    }

    /// Places where something other than the recipe's part is loaded.
    func toSetUp(_ recipe: [DemoDemand?], _ catalogue: DemoCatalogue) -> [Int] {
        recipe.indices.filter { place in
            guard let demand = recipe[place] else { return false }
            return places[place].reel?.part != catalogue.parts[demand.part].name
        }
    }

    // MARK: Memory

    /// Takes in a scan that was written earlier, oldest first.
    mutating func replay(_ scan: DemoScan, _ random: inout DemoRandom) {
        lastScan = scan.at
        noteSerial(scan.reel.barcode)
        guard let place = places.firstIndex(where: { $0.slot == scan.slot && $0.feederBase == scan.feederBase }) else {
            return
        }
        places[place].isRefused = !scan.isOK
        guard scan.isOK, places[place].reel?.barcode != scan.reel.barcode else { return }
        shelve(places[place].reel, left: places[place].left / 3600, for: scan.reel)
        places[place].reel = scan.reel
        places[place].left = scan.reel.quantity * 36 * random.within(15...90)
    }

    private mutating func noteSerial(_ barcode: String) {
        guard let digits = barcode.split(separator: "-").last, digits.utf8.count == 8, let serial = Int(digits) else {
            return
        }
        if serial / 1_000_000 == index + 11 { lastSerial = max(lastSerial, serial) }
    }
}
