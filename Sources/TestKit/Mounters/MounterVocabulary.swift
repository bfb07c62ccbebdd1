// The parts and vendors a generated plant uses, as bytes ready to be written: a row costs copying, not encoding.

/// Names shared by all machines of a tree.
struct MounterVocabulary: Sendable {
    struct Part: Sendable {
        var name: [UInt8]
        /// Pieces on a full reel.
        var reelSize: Int
    }

    private(set) var parts: [Part] = []
    /// Vendors by number, quoted where CSV asks for it; the same numbers in both lists.
    private(set) var vendorsUTF8: [[UInt8]] = []
    private(set) var vendorsCP1252: [[UInt8]] = []
    /// Vendors below this number are plain ASCII without quotes.
    private(set) var plainVendors = 0

    static let partCount = 300
    private static let reelSizes = [250, 1000, 4000, 5000, 5000, 7000, 7000, 10_000]

    init(seed: UInt64, quirks: MounterQuirks) {
        var random = SeededRandom(seed: seed).forked(0xBEEF)
        for number in 0..<Self.partCount {
            // The number keeps names apart; the digits before it keep them from looking like a series.
            let digits = 100 + random.below(900)
            let name =
                switch number % 3 {
                case 0: "EAE\(digits)\(10_000 + number)"
                case 1: "R0402_\(digits)\(number)K"
                default: "IC-QFP\(digits)/\(number)"
                }
            parts.append(Part(name: Array(name.utf8), reelSize: random.pick(Self.reelSizes)))
        }
        let plain = ["GRM155R61H", "MURATA", "YAGEO", "TDK", "010000 2512", "RC0402 JR-07", "SAMSUNG EM", "ROHM"]
        for vendor in plain { add(vendor, vendor) }
        plainVendors = plain.count
        if quirks.contains(.quotedVendors) {
            for vendor in ["Murata, Inc.", "Vishay, Dale", "Kyocera \"AVX\", Ltd", "7\" TAPE"] { add(vendor, vendor) }
        }
        if quirks.contains(.quotedNewlines) {
            for vendor in ["Panasonic\nIndustry", "Nichicon\r\nCorp, 2nd"] { add(vendor, vendor) }
        }
        if !quirks.isDisjoint(with: [.multiByte, .cp1252]) {
            let wide = quirks.contains(.multiByte)
            add(wide ? "삼성전기" : "SEMCO", "Würth Elektronik")
            add(wide ? "村田製作所, 本社" : "MURATA JP", "Société Vitré, SA")
            add(wide ? "𠮷田電機" : "YOSHIDA", "Piñata – Electrónica")
            add(wide ? "Würth Elektronik" : "WURTH", "Bourns’ Öhm")
        }
    }

    private mutating func add(_ utf8: String, _ cp1252: String) {
        vendorsUTF8.append(Self.quoted(Array(utf8.utf8)))
        vendorsCP1252.append(Self.quoted(Self.cp1252(cp1252)))
    }

    private static func quoted(_ bytes: [UInt8]) -> [UInt8] {
        let special: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: "\""), 10, 13]
        guard bytes.contains(where: special.contains) else { return bytes }
        return [UInt8(ascii: "\"")] + bytes.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] } + [
            UInt8(ascii: "\"")
        ]
    }

    /// The letters used above, in CP1252. Each of the special ones is followed by an ASCII letter, so no such file is
    /// valid UTF-8 by accident.
    private static func cp1252(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "–": 0x96
            case "’": 0x92
            default: UInt8(truncatingIfNeeded: scalar.value)
            }
        }
    }
}
