// The profiles Gemba brings along. A plant copies one and changes the copy; these stay as they are.

import Kernel

extension IntakeProfile {
    /// The profiles that are always there.
    public static let builtIn: [IntakeProfile] = [smtMounter, machineLog]

    /// The material-change log of an SMT mounter: one CSV per mounter and day, 13 or 14 columns, header or not, each
    /// row maybe with a comma at its end. Its path says line and mounter.
    public static let smtMounter = IntakeProfile(
        name: "smt-mounter", target: "smt-mounter", delimiter: .byte(UInt8(ascii: ",")),
        header: .absent(smtMounterColumns.map(\.name)), columns: smtMounterColumns,
        paths: smtMounterPaths,
        include: ["*.csv"])

    private static let smtMounterColumns: [Column] = [
        Column("ScanDate", kind: .date),
        Column("ScanTime", kind: .time),
        Column("SlotNo", synonyms: ["Slot"]),
        Column("Result"),
        Column("PreviousBarcode", synonyms: ["PrevBarcode"]),
        Column("ProductDate"),
        Column("PartName", synonyms: ["Part"]),
        Column("Quantity", synonyms: ["Qty"], kind: .decimal),
        Column("SEQ"),
        Column("Vendor"),
        Column("LOTNO", synonyms: ["Lot"]),
        Column("Barcode"),
        Column("FeederBase", synonyms: ["Feeder"]),
        Column("Extra", matters: false),
    ]

    /// Folders as seen at plants: `1line/L1 m2`, `1Line/M1`, `1Line_M1`, `line1/mounter2`, `Line1`; and flat files.
    private static let smtMounterPaths: [String] = [
        "{line}line/L{line} m{mounter}/*", "line{line}/L{line} m{mounter}/*",
        "{line}line/m{mounter}/*", "line{line}/m{mounter}/*", "L{line}/m{mounter}/*",
        "{line}line/mounter{mounter}/*", "line{line}/mounter{mounter}/*", "L{line}/mounter{mounter}/*",
        "{line}line m{mounter}/*", "line{line} m{mounter}/*", "L{line} m{mounter}/*",
        "{line}line mounter{mounter}/*", "line{line} mounter{mounter}/*", "L{line} mounter{mounter}/*",
        "{line}line_m{mounter}_*", "line{line}_m{mounter}_*", "L{line}_m{mounter}_*",
        "{line}line_mounter{mounter}_*", "line{line}_mounter{mounter}_*", "L{line}_mounter{mounter}_*",
        "{line}line_m{mounter}.*", "line{line}_m{mounter}.*", "L{line}_m{mounter}.*",
        "{line}line/m{mounter}_*", "line{line}/m{mounter}_*", "L{line}/m{mounter}_*",
        "{line}line/*", "line{line}/*", "L{line}/*",
    ]

    /// The log of a machining centre: one file per day, lines `YYYYMMDD HH:MM:SS|@Event: details`. The folder is the centre,
    /// which the loader reads from the path by itself.
    public static let machineLog = IntakeProfile(
        name: "machine-log", target: "machine-log", delimiter: .byte(UInt8(ascii: "|")), quote: nil, header: .absent(["Stamp", "Event"]),
        columns: [Column("Stamp"), Column("Event", matters: false)], paths: [], include: ["*.log"])
}
