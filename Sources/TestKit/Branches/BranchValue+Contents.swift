// The contents of a branch's rows, by chance: mostly ordinary, and often one of the values that get lost on the way from one
// database to another. The same seed gives the same literals.

extension BranchValue {
    private static let texts = [
        "", " ", "NULL", "null", "1", "1.0", "01", "Año", "año", "AÑO ", "ano", "straße", "STRASSE", "🌮 al pastor", "👩‍🍳", "O'Brien", "C:\\temp\\",
        "dice \"hola\"", "a\tb", "una\ndos\r\ntres", "\u{1}\u{7}\u{1F}\u{7F}", "%_%", "-- ;", "/* */", "\u{E9}", "e\u{301}", "\\N", "0x41", "漢字",
        "trailing   ", "Trailing", "\u{1A}", "\u{FEFF}bom", "${x}", "a`b", "\\", "'", "\\'",
    ]
    private static let words = ["mesa", "Cocina", "SALA", "torno", "niño", "pedido", "Caja", "sin", "cebolla", "x2", "20%"]
    private static let latins = ["", " ", "Año", "AÑO", "€ 5", "œuvre", "NULL", "ÿ\u{A0}", "ß", "caf\u{E9}  ", "1", "1.0", "«»", "\\", "'"]

    /// A literal of SQL.
    func literal(_ random: inout SeededRandom, isNullable: Bool, largest: (String) -> Int) -> String {
        if isNullable, random.perMille(100) { return "NULL" }
        switch self {
        case .reference(let table):
            let most = largest(table)
            return most == 0 ? "NULL" : String(random.within(1...most))
        case .whole(let low, let high):
            switch random.below(8) {
            case 0: return String(low)
            case 1: return String(high)
            default: return String(Int64.random(in: low...high, using: &random))
            }
        case .unsigned: return String(random.pick([0, 1 << 63, UInt64.max, UInt64.max - 1, (1 << 53) + 1, random.next(), random.next()]))
        case .bits(let width): return "b'\((0..<width).map { _ in random.perMille(500) ? "1" : "0" }.joined())'"
        case .decimal(let before, let after): return Self.decimal(&random, before, after)
        case .float: return Self.float(&random)
        case .double: return Self.double(&random)
        case .text(let most): return BranchSQL.text(Self.text(&random, most, Self.texts, Self.words))
        case .latin(let most): return BranchSQL.text(Self.text(&random, most, Self.latins, ["piña", "Über", "etiqueta", "ÉTÉ", "caja"]))
        case .note: return random.perMille(1) ? Self.longNote(&random) : BranchSQL.text(Self.text(&random, 300, Self.texts, Self.words))
        case .bytes(let most): return BranchSQL.bytes(Self.bytes(&random, most))
        case .fixedBytes(let count): return BranchSQL.bytes((0..<random.within(0...count)).map { _ in UInt8(random.below(256)) })
        case .choice(let items): return BranchSQL.text(random.pick(items))
        case .several(let items): return BranchSQL.text(items.filter { _ in random.perMille(400) }.joined(separator: ","))
        case .json: return BranchSQL.text(Self.json(&random))
        case .uuid: return BranchSQL.text(Self.uuid(&random))
        case .address:
            return BranchSQL.text(
                random.pick(["::", "::1", "::ffff:192.0.2.\(random.below(256))", "2001:db8::\(random.within(1...9999))", "fe80::1:2:3:4"]))
        case .day, .time, .moment, .stamp, .year: return BranchSQL.text(temporal(&random))
        case .generated: return "DEFAULT"
        default: return "0"
        }
    }

    private static func text(_ random: inout SeededRandom, _ most: Int, _ odd: [String], _ words: [String]) -> String {
        var text = random.perMille(400) ? random.pick(odd) : (0..<random.within(1...4)).map { _ in random.pick(words) }.joined(separator: " ")
        if random.perMille(100) { text += " " + random.pick(odd) }
        if random.perMille(80) { text += "  " }
        // By scalars, so that what SQL counts as a character stays whole.
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(most)))
    }

    /// A text of some 70 to 200 KiB.
    static func longNote(_ random: inout SeededRandom) -> String {
        "REPEAT(\(BranchSQL.text(text(&random, 20, texts, words) + " crème 🌮'\\ fin")), \(random.within(3500...5000)))"
    }

    private static func bytes(_ random: inout SeededRandom, _ most: Int) -> [UInt8] {
        switch random.below(6) {
        case 0: return []
        case 1: return (0..<min(most, 256)).map { UInt8($0) }
        case 2: return [0, 0, 32, 92, 39, 10, 13, 26, 255].prefix(most) + []
        default: return (0..<random.within(1...most)).map { _ in UInt8(random.below(256)) }
        }
    }

    private static func decimal(_ random: inout SeededRandom, _ before: Int, _ after: Int) -> String {
        func digits(_ count: Int) -> String { (0..<count).map { _ in String(random.below(10)) }.joined() }
        let whole = digits(random.perMille(200) ? before : random.within(1...max(1, min(before, 4))))
        return (random.perMille(200) ? "-" : "") + whole + (after == 0 ? "" : "." + digits(random.perMille(300) ? 1 : after))
    }

    private static func float(_ random: inout SeededRandom) -> String {
        let odd: [Float] = [0, 1, 0.1, -0.3, 16_777_216, 16_777_215, .greatestFiniteMagnitude, .leastNormalMagnitude, 123_456.79]
        // Exponents of an ordinary size, and all 23 bits of the fraction.
        let any = Float(
            sign: random.perMille(300) ? .minus : .plus, exponentBitPattern: UInt(random.within(90...160)),
            significandBitPattern: UInt32(random.below(1 << 23)))
        return "\(Double(random.perMille(250) ? random.pick(odd) : any))".sqlReal
    }

    private static func double(_ random: inout SeededRandom) -> String {
        let odd = [
            0, 1, 0.1, 0.1 + 0.2, 9_007_199_254_740_991, .greatestFiniteMagnitude, 2.2250738585072014e-308, -1.0 / 3, 1e22, 123_456_789.123_456_79,
        ]
        let any = Double(
            sign: random.perMille(300) ? .minus : .plus, exponentBitPattern: UInt(random.within(940...1100)),
            significandBitPattern: random.next() >> 12)
        return "\(random.perMille(250) ? random.pick(odd) : any)".sqlReal
    }

    private static func json(_ random: inout SeededRandom) -> String {
        random.pick([
            "{}", "[]", "null", "\"NULL\"", "1", "1.0", "{\"a\": 1, \"b\": [true, null, \"ñ\"]}", "{\"b\":2,\"a\":1}", " {\"a\" : \"\\u00e9\"} ",
            "{\"n\": \(random.next()), \"texto\": \"línea\\n\\\"dos\\\" 🌮\"}", "\"\(random.pick(words))\"",
            "[\(random.below(1000)), \"\(random.pick(words))\"]",
        ])
    }

    private func temporal(_ random: inout SeededRandom) -> String {
        let day = Self.dayText(random.below(15_000))
        let clock = "\(Self.padded(random.below(24), 2)):\(Self.padded(random.below(60), 2)):\(Self.padded(random.below(60), 2))"
        let micros = random.perMille(300) ? "" : "." + Self.padded(random.below(1_000_000), 6)
        let isOdd = random.perMille(250)
        switch self {
        case .day: return isOdd ? random.pick(["0000-00-00", "2024-00-00", "2024-02-29", "9999-12-31", "1000-01-01", "2024-05-00"]) : day
        case .time:
            let odd = ["-00:00:00.000001", "838:59:59", "-838:59:59", "00:00:00", "-12:30:00.5", "24:00:00", "100:00:00.25"]
            return isOdd ? random.pick(odd) : "\(random.perMille(200) ? "-" : "")\(random.below(40)):\(clock.dropFirst(3))\(micros)"
        case .moment:
            let odd = [
                "0000-00-00 00:00:00", "9999-12-31 23:59:59.999999", "1000-01-01 00:00:00", "2024-02-29 23:59:59.000001", "2025-03-30 02:30:00",
            ]
            return isOdd ? random.pick(odd) : "\(day) \(clock)\(micros)"
        case .stamp:
            // An hour that clocks in Europe show twice, and the ends of the type.
            let odd = ["0000-00-00 00:00:00", "1970-01-01 00:00:01", "2038-01-19 03:14:07", "2025-10-26 00:30:00", "2025-10-26 01:30:00"]
            return isOdd ? random.pick(odd) : "\(day) \(clock)\(micros)"
        default: return isOdd ? random.pick(["0000", "1901", "2155"]) : String(random.within(1950...2030))
        }
    }
}

extension String {
    /// A number that SQL reads with all its bits: without an exponent it would be a decimal, whose zero has no sign.
    var sqlReal: String { contains("e") ? self : self + "e0" }
}
