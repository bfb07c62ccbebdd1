// The parts the simulated plant buys, who makes them, and what is printed on their reels. Lots arrive in deliveries
// that every machine draws from, so one lot is found on several machines.

import Kernel

/// One part number.
struct DemoPart {
    var name: String
    /// One maker, or two for a house number bought from either.
    var vendors: [String]
    /// Pieces on a full reel.
    var reelSize: Int
}

/// A reel as it is scanned.
struct DemoReel: Equatable {
    var part: String
    var vendor: String
    /// Empty when the label has none.
    var lot: String
    /// `YYYYMMDD`, or empty.
    var productDate: String
    var barcode: String
    /// Pieces when it was put on.
    var quantity: Int
}

/// All parts.
struct DemoCatalogue {
    let parts: [DemoPart]
    /// Indices of resistors, capacitors, coils and house numbers: used by the dozen.
    let passives: [Int]
    /// Indices of what sits on a board once or twice.
    let chips: [Int]
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
        var passives = Self.resistors + Self.capacitors + Self.coils
        var random = DemoRandom(seed, .houseNumbers)
        let makers = [Self.yageo, Self.murata, "SAMSUNG EM", "TDK", "PANASONIC", "ROHM", Self.wuerth]
        for number in 0..<Self.houseNumbers {
            let name = number == 0 ? "EAE65231701" : "EAE\(random.within(60_000_000...66_999_999))"
            let first = random.below(makers.count)
            let second = (first + random.within(1...makers.count - 1)) % makers.count
            passives.append(
                DemoPart(
                    name: name, vendors: [makers[first], makers[second]],
                    reelSize: random.pick([5000, 7000, 7000, 10_000])))
        }
        parts = passives + Self.semiconductors
        self.passives = Array(0..<passives.count)
        chips = Array(passives.count..<parts.count)
    }

    /// Pieces on a full reel of that name; nil for a part the catalogue does not know.
    func reelSize(of name: String) -> Int? { parts.first { $0.name == name }?.reelSize }

    /// A full reel of a part out of the delivery that is being used up on that day, or of the one before.
    func reel(of part: Int, on day: CivilDate, serial: Int, _ random: inout DemoRandom) -> DemoReel {
        let item = parts[part]
        let period = Int64(3 + part % 7)
        let delivery = (day.daysSinceEpoch + Int64(part)) / period - (random.perMille(250) ? 1 : 0)
        let arrived = CivilDate(daysSinceEpoch: delivery * period - Int64(part))
        var label = DemoRandom(seed, .delivery, Int64(part), delivery)
        let vendor = label.pick(item.vendors)
        let made = arrived.adding(days: -label.within(30...200))
        let week = padded((made.month - 1) * 52 / 12 + made.day / 7 + 1, 2)
        let year = padded(made.year % 100, 2)
        let lot =
            switch vendor {
            case Self.murata: "IA\(year)\(week)\(label.pick(["K", "N", "T", "W"]))\(padded(label.below(1000), 3))"
            case Self.yageo: "\(year)\(week)\(padded(label.below(100_000), 5))"
            default: "L\(year)\(week)-\(padded(label.below(10_000), 4))"
            }
        return DemoReel(
            part: item.name, vendor: vendor, lot: label.perMille(50) ? "" : lot,
            productDate: vendor == Self.murata ? made.isoText.filter { $0 != "-" } : "",
            barcode: "\(item.name)-\(padded(serial, 8))", quantity: item.reelSize)
    }

    // MARK: The lists

    static let houseNumbers = 30
    private static let yageo = "YAGEO"
    private static let murata = "Murata, Inc."
    private static let wuerth = "Würth Elektronik"

    private static let resistors =
        ["10R", "22R", "33R", "49R9", "100R", "220R", "470R", "1K", "2K2", "4K7", "10K", "22K", "47K", "100K", "1M"]
        .map { DemoPart(name: "RC0402FR-07\($0)L", vendors: [yageo], reelSize: 10_000) }
        + ["100R", "1K", "4K7", "10K", "100K"].map {
            DemoPart(name: "RC0603FR-07\($0)L", vendors: [yageo], reelSize: 5000)
        }
        + list("PANASONIC", 10_000, "ERJ-2RKF1001X ERJ-2RKF1002X ERJ-2RKF4701X ERJ-2RKF1003X")
        + list("VISHAY DALE", 5000, "CRCW060310K0FKEA CRCW0603100RFKEA CRCW080547K0FKEA")
        + list("ROHM", 5000, "MCR03EZPFX1002 MCR03EZPFX3300 MCR10EZPF2201")

    private static let capacitors =
        list(
            murata, 10_000,
            "GRM155R71C104KA88D GRM155R71H103KA88D GRM155R61A105KE15D GRM1555C1H100JA01D GRM1555C1H220JA01D")
        + list(murata, 4000, "GRM188R61E106MA73D GRM188R71H104KA93D GRM21BR61C226ME44L GRM31CR61E226KE15L")
        + list("SAMSUNG EM", 10_000, "CL05B104KO5NNNC CL05A105KA5NQNC CL05C220JB5NNNC")
        + list("SAMSUNG EM", 4000, "CL10A106KP8NNNC CL21A226MAQNNNE CL10B105KO8NNNC")
        + list("TDK", 10_000, "C1005X7R1E104K050BB C1005X5R1A475K050BC")
        + list("TDK", 4000, "C1608X5R1E106M080AC C2012X7R1H105K125AB")

    private static let coils =
        list(wuerth, 4000, "742792651 742792040 74279265 7427927310") + list(wuerth, 3000, "74438335022 744383560033")

    private static let semiconductors =
        list("STMicroelectronics", 3000, "STM32F103C8T6TR STM32G071KBT6TR LDL1117S33R STPS2L60A USBLC6-2SC6 LIS2DW12TR")
        + list(
            "TEXAS INSTRUMENTS", 3000,
            "TPS54331DR LM358DR SN74LVC1G08DBVR TPS62203DBVR TCAN1042DR INA219AIDCNR LM4040AIM3X-2.5")
        + list("INFINEON", 5000, "BSC010NE2LSI IRLML6402TRPBF TLE4275GATMA1 BSS138N")
        + list("NEXPERIA", 3000, "PMEG3010ER 74HC595PW BAT54S PESD5V0S1BA BC847BS 2N7002P")
        + list("ROHM", 3000, "BD9E301EFJ-E2 RB520S30TE61 BU33SD5WG-TR")

    private static func list(_ vendor: String, _ reelSize: Int, _ names: String) -> [DemoPart] {
        names.split(separator: " ").map { DemoPart(name: String($0), vendors: [vendor], reelSize: reelSize) }
    }
}
