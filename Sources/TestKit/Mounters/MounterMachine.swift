// The story of the reels on one machine: a slot keeps its reel for a while, an operator scans it again, splices the
// next reel of the same part, changes the part, or scans a wrong reel, is refused, and scans the right one.

/// A reel on a slot, or in an operator's hand.
struct MounterReel: Sendable {
    var part: Int
    var vendor: Int
    /// Written at the end of the barcode; 0 means that the barcode is the part name alone.
    var serial: Int
    /// 0 means no lot.
    var lot: Int
}

/// One scan, before it is written in a file's format.
struct MounterScan: Sendable {
    enum Previous: Sendable {
        case none
        case reel(MounterReel)
    }

    var slot: MounterMachine.Slot
    var isOK: Bool
    var reel: MounterReel
    var previous: Previous
}

/// One mounter and what is on its slots.
struct MounterMachine: Sendable {
    struct Slot: Sendable {
        var number: Int
        /// `1F`, `2R`; a base without a side letter for slots with a text name.
        var feederBase: [UInt8]
        /// Instead of the number.
        var text: [UInt8]?
        var reel: MounterReel?
    }

    let line: Int
    let mounter: Int
    var random: SeededRandom
    private let quirks: MounterQuirks
    private var slots: [Slot] = []
    private var lastSerial: Int
    /// The slot of a refused scan that the operator puts right next.
    private var refused: Int?

    init(line: Int, mounter: Int, quirks: MounterQuirks, random: SeededRandom) {
        self.line = line
        self.mounter = mounter
        self.quirks = quirks
        self.random = random
        lastSerial = (line * 100 + mounter) * 10_000_000
        for number in 1...24 {
            for side in ["F", "R"] {
                slots.append(Slot(number: number, feederBase: Array("\(number <= 12 ? 1 : 2)\(side)".utf8)))
            }
        }
        if quirks.contains(.textSlots) {
            slots.append(Slot(number: 0, feederBase: Array("3".utf8), text: Array("A12".utf8)))
            slots.append(Slot(number: 30, feederBase: []))
        }
    }

    /// The next scan; the slot's reel changes when the scan is OK.
    mutating func nextScan(plainVendors: Int, vendors: Int) -> MounterScan {
        if let index = refused {
            refused = nil
            return put(newReel(splicing: index, plainVendors, vendors), on: index)
        }
        let index = random.below(slots.count)
        guard let present = slots[index].reel else {
            return put(newReel(splicing: nil, plainVendors, vendors), on: index)
        }
        let dice = random.below(100)
        if dice < 18 {
            return MounterScan(slot: slots[index], isOK: true, reel: present, previous: .reel(present))
        }
        if dice < 25, quirks.contains(.ngScans) {
            // Nine of ten refusals are put right by the next scan, the rest stay open.
            if random.below(10) < 9 { refused = index }
            let wrong = newReel(splicing: nil, plainVendors, vendors)
            return MounterScan(slot: slots[index], isOK: false, reel: wrong, previous: .reel(present))
        }
        if dice < 27 {
            // The machine names another reel as the previous one: a break in the chain.
            let reel = newReel(splicing: index, plainVendors, vendors)
            let other = newReel(splicing: nil, plainVendors, vendors)
            slots[index].reel = reel
            return MounterScan(slot: slots[index], isOK: true, reel: reel, previous: .reel(other))
        }
        return put(newReel(splicing: dice < 75 ? index : nil, plainVendors, vendors), on: index)
    }

    private mutating func put(_ reel: MounterReel, on index: Int) -> MounterScan {
        let before = slots[index].reel
        slots[index].reel = reel
        return MounterScan(
            slot: slots[index], isOK: true, reel: reel, previous: before.map { .reel($0) } ?? .none)
    }

    /// A reel of the part on that slot, or of any part.
    private mutating func newReel(splicing index: Int?, _ plainVendors: Int, _ vendors: Int) -> MounterReel {
        let part = index.flatMap { slots[$0].reel?.part } ?? random.below(MounterVocabulary.partCount)
        let special = vendors > plainVendors && random.perMille(120)
        lastSerial += 1
        // The vendor column holds the maker's number of the part, and a part has few makers.
        let vendor =
            special
            ? plainVendors + (part + random.below(vendors - plainVendors) % 2) % (vendors - plainVendors)
            : (part &* 5 + random.below(plainVendors) % 3) % plainVendors
        return MounterReel(
            part: part, vendor: vendor,
            serial: random.perMille(250) ? 0 : lastSerial, lot: random.perMille(600) ? 0 : 1 + random.below(9_999_999))
    }
}
