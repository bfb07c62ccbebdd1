// Which columns a sheet can have, by which names planners call them, and how a plant's own names are remembered.

import Kernel

/// The raw value is the column's name in mappings and in what is kept of the last sheet.
enum SheetColumn: String, Sendable, CaseIterable {
    case number, customer, assembly, rev, quantity, status, trolleys, hours, days, line, position, after, weight, note, pin
    case kitDate = "kit_date"
    case runMinutes = "run_minutes"
    case shipDate = "ship_date"
    case setupHours = "setup_hours"
    case actualSetupHours = "actual_setup_hours"
    case actualRunHours = "actual_run_hours"
    case completion = "completion_date"
    case createdAt = "created_at"
    case updatedAt = "updated_at"
    case isClear = "clear_to_build"
    case isByHand = "hand_placement"
    case startedAt = "started_at"
    case endedAt = "ended_at"
    case notBefore = "not_before"

    /// In the order of an export. Source of the first twenty: the original's export, with the minutes that it forgot.
    static let exported: [SheetColumn] = [
        .number, .customer, .assembly, .rev, .quantity, .status, .kitDate, .runMinutes, .trolleys, .shipDate, .setupHours, .hours, .days, .line,
        .position, .actualSetupHours, .actualRunHours, .completion, .createdAt, .updatedAt, .isClear, .isByHand, .after, .weight, .startedAt,
        .endedAt, .pin, .notBefore, .note,
    ]

    var title: String {
        switch self {
        case .number: "WO"
        case .customer: "Customer"
        case .assembly: "Assembly"
        case .rev: "Rev"
        case .quantity: "Qty"
        case .status: "Status"
        case .kitDate: "Kit Date"
        case .runMinutes: "Time (mins)"
        case .trolleys: "Trolley"
        case .shipDate: "Ship Date"
        case .setupHours: "Set Up (hrs)"
        case .hours: "Time (hrs)"
        case .days: "Time (days)"
        case .line: "Line"
        case .position: "Line Position"
        case .actualSetupHours: "Setup Hours Actual"
        case .actualRunHours: "Production Hours Actual"
        case .completion: "Completion Date"
        case .createdAt: "Created At"
        case .updatedAt: "Updated At"
        case .isClear: "Clear To Build"
        case .isByHand: "Hand Placement"
        case .after: "After"
        case .weight: "Weight"
        case .startedAt: "Started At"
        case .endedAt: "Ended At"
        case .pin: "Pin"
        case .notBefore: "Not Before"
        case .note: "Note"
        }
    }

    /// Other names than the title, normal: English, Spanish, French.
    private var others: [String] {
        switch self {
        case .number:
            ["workorder", "workordernumber", "workorderno", "wonumber", "wono", "order", "ordernumber", "orderno", "ot", "of", "orden", "ordre"]
        case .customer: ["client", "customername", "cliente"]
        case .assembly: ["assy", "assemblynumber", "assemblyno", "partnumber", "ensamble", "conjunto", "assemblage", "ensemble"]
        case .rev: ["revision"]
        case .quantity: ["quantity", "qnty", "cantidad", "cant", "quantite", "qte"]
        case .status: ["estado", "statut", "etat"]
        case .kitDate: ["kit", "kitdue", "fechakit", "fechadekit", "datekit", "datedekit"]
        case .runMinutes: ["timemin", "timeminutes", "minutes", "mins", "runminutes", "minutos", "tiempomin", "tempsmin"]
        case .trolleys: ["trolleys", "trolleycount", "carro", "carros", "chariot", "chariots"]
        case .shipDate: ["ship", "shipping", "shippingdate", "due", "duedate", "fechaenvio", "fechadeenvio", "dateexpedition", "datedexpedition"]
        case .setupHours: ["setup", "setuphours", "setuphr", "setuptime", "preparacion", "reglage"]
        case .hours: ["timehours", "timehr", "hours", "horas", "heures"]
        case .days: ["timeday", "days", "dias", "jours"]
        case .line: ["lineno", "linename", "productionline", "smtline", "linea", "ligne"]
        case .position: ["position", "linepos", "lineposn", "pos", "posicion"]
        case .isClear: ["ctb", "cleartobuild"]
        case .note: ["notes", "comment", "comments", "remarks", "nota", "notas", "remarque", "remarques"]
        default: []
        }
    }

    /// The order's field of the same meaning.
    var field: OrderField? {
        switch self {
        case .number, .hours, .days, .line, .position, .completion, .createdAt, .updatedAt, .pin, .notBefore: nil
        default: OrderField(rawValue: rawValue)
        }
    }

    var isNumber: Bool {
        [.quantity, .trolleys, .hours, .days, .position, .weight, .runMinutes, .setupHours, .actualSetupHours, .actualRunHours].contains(self)
    }
    var isDay: Bool { self == .kitDate || self == .shipDate }

    /// Letters and digits alone, small and without accents: `Set Up (hrs)` is `setuphrs`.
    static func normal(_ name: String) -> String { String(name.lowercased().map(plain).filter { $0.isLetter || $0.isNumber }) }

    private static func plain(_ letter: Character) -> Character {
        switch letter {
        case "á", "à", "â": "a"
        case "é", "è", "ê": "e"
        case "í", "î": "i"
        case "ó", "ô": "o"
        case "ú", "ù", "û", "ü": "u"
        case "ñ": "n"
        default: letter
        }
    }

    static let byName: [String: SheetColumn] = Dictionary(
        allCases.flatMap { column in ([normal(column.title), normal(column.rawValue)] + column.others).map { ($0, column) } },
        uniquingKeysWith: { first, _ in first })
}

/// A plant's own names for columns, by kind of file: files whose headers are the same are of one kind.
package struct SheetMapping: Sendable, Equatable {
    /// Fingerprint of a header, then normal names and what each means; nil for a column that is to be left out.
    var kinds: [String: [String: SheetColumn?]] = [:]

    static let setting = "scheduling.sheet_columns"
    static let kindsMax = 200
    static let leftOut = "-"

    package init() {}

    package init(json: JSON?) {
        for (kind, names) in json?.members ?? [] {
            for (name, column) in names.members ?? [] { kinds[kind, default: [:]][name] = .some(column.string.flatMap(SheetColumn.init(rawValue:))) }
        }
    }

    package var json: JSON {
        .object(
            kinds.sorted { $0.key < $1.key }.map { kind, names in
                (kind, .object(names.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value?.rawValue ?? Self.leftOut)) }))
            })
    }

    static func fingerprint(_ names: [String]) -> String {
        String(Digest.of(names.map(SheetColumn.normal).joined(separator: "\u{1F}")).hex.prefix(16))
    }

    /// What a header's columns mean; nil for those that mean nothing to us.
    func columns(_ names: [String]) -> [SheetColumn?] {
        let own = kinds[Self.fingerprint(names)] ?? [:]
        return names.map { name in
            let normal = SheetColumn.normal(name)
            if let column = own[normal] { return column }
            return SheetColumn.byName[normal]
        }
    }
}
