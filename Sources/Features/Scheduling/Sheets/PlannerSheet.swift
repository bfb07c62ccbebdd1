// A planner's sheet: where its header is, what its columns mean, its parameters, and its rows with the reasons why some
// cannot be taken.

import Kernel

/// What a column of a sheet says. The raw value is its name in a mapping.
enum SheetField: String, Sendable, CaseIterable {
    case number, customer, assembly, rev, quantity, status, kit, minutes, trolleys, ship, setup, hours, days, line, position
    case actualSetup = "actual_setup"
    case actualRun = "actual_run"
    case completed, created, updated, started, clear, hand, after, weight, note

    /// What planners and our own exports call it; small letters and digits only.
    var names: [String] {
        switch self {
        case .number: ["wo", "workorder", "wonumber", "workordernumber", "order", "ot", "of"]
        case .customer: ["customer", "cliente", "client"]
        case .assembly: ["assembly", "assy", "assemblynumber", "ensamble", "assemblage"]
        case .rev: ["rev", "revision"]
        case .quantity: ["qty", "quantity", "cantidad", "cant", "quantite", "qte"]
        case .status: ["status", "estado", "statut"]
        case .kit: ["kitdate", "kit", "fechakit", "datekit"]
        case .minutes: ["timemins", "timemin", "minutes", "minutos", "mins"]
        case .trolleys: ["trolley", "trolleys", "carros", "chariots"]
        case .ship: ["shipdate", "ship", "fechaenvio", "dateexpedition"]
        case .setup: ["setuphrs", "setup", "setuphours"]
        case .hours: ["timehrs", "timehours", "hours"]
        case .days: ["timedays", "days"]
        case .line: ["line", "linea", "ligne"]
        case .position: ["lineposition", "position", "posicion"]
        case .actualSetup: ["setuphoursactual"]
        case .actualRun: ["productionhoursactual"]
        case .completed: ["completiondate"]
        case .created: ["createdat"]
        case .updated: ["updatedat"]
        case .started: ["startedat"]
        case .clear: ["cleartobuild"]
        case .hand: ["handplacement"]
        case .after: ["after"]
        case .weight: ["weight"]
        case .note: ["note", "notes"]
        }
    }

    static let required: [SheetField] = [.number, .customer, .assembly]

    /// `Set Up (hrs)` becomes `setuphrs`.
    static func folded(_ name: String) -> String {
        let plain = name.lowercased().map { ["á": "a", "é": "e", "í": "i", "ó": "o", "ú": "u", "è": "e", "ê": "e", "ñ": "n"][$0] ?? $0 }
        return String(plain.filter { ($0.isLetter || $0.isNumber) && $0.isASCII })
    }
}

struct PlannerSheet: Sendable {
    struct Row: Sendable {
        var line: Int
        var cells: [SheetField: String]
        subscript(field: SheetField) -> String { cells[field].map { String(Substring($0).trimmed) } ?? "" }
    }
    /// Field by column.
    var columns: [SheetField] = []
    /// Names of columns that nothing is taken from.
    var ignored: [String] = []
    var headerLine = 0
    var hoursPerDay: Quantity?
    var daysPerWeek: Quantity?
    var efficiencyFactor: Quantity?
    var rows: [Row] = []
    var value: SheetValue

    /// - Parameter mapping: header names and the fields they mean, for sheets that call them differently.
    /// - Throws: `schedule_sheet_header` when no line has the names that are needed, `schedule_sheet_headers` for two.
    init(_ text: SheetText, mapping: [String: SheetField] = [:]) throws(Problem) {
        value = SheetValue(isCommaDecimal: text.separator == UInt8(ascii: ";"), isDayFirst: false)
        let known = Self.known(mapping)
        let headers = text.rows.indices.filter { index in
            let fields = text.rows[index].cells.compactMap { known[SheetField.folded($0)] }
            return SheetField.required.allSatisfy(fields.contains)
        }
        guard let header = headers.first else {
            let most =
                text.rows.prefix(50).map { row in Set(row.cells.compactMap { known[SheetField.folded($0)] }) }.max { $0.count < $1.count } ?? []
            let lacking = SheetField.required.filter { !most.contains($0) }.map {
                ["number": "WO", "customer": "Customer", "assembly": "Assembly"][$0.rawValue] ?? $0.rawValue
            }
            throw Problem(.input, "schedule_sheet_header", ["columns": lacking.joined(separator: ", ")])
        }
        if headers.count > 1 {
            throw Problem(.input, "schedule_sheet_headers", ["first": String(text.rows[header].line), "second": String(text.rows[headers[1]].line)])
        }
        headerLine = text.rows[header].line
        var places: [Int: SheetField] = [:]
        for (place, name) in text.rows[header].cells.enumerated() where !Substring(name).trimmed.isEmpty {
            guard let field = known[SheetField.folded(name)] else {
                ignored.append(name)
                continue
            }
            guard !places.values.contains(field) else { throw Problem(.input, "schedule_sheet_column_twice", ["column": String(name.prefix(60))]) }
            places[place] = field
        }
        columns = SheetField.allCases.filter(places.values.contains)
        readParameters(text.rows[..<header])
        for row in text.rows[(header + 1)...] where !row.isBlank {
            var cells: [SheetField: String] = [:]
            for (place, field) in places where place < row.cells.count { cells[field] = row.cells[place] }
            let sheetRow = Row(line: row.line, cells: cells)
            // Totals stand below everything and belong to nobody.
            if sheetRow[.number].isEmpty, sheetRow[.customer].isEmpty { continue }
            rows.append(sheetRow)
        }
        value.isDayFirst = SheetValue.isDayFirst(rows.flatMap { [$0[.kit], $0[.ship]] })
    }

    private static func known(_ mapping: [String: SheetField]) -> [String: SheetField] {
        var out: [String: SheetField] = [:]
        for field in SheetField.allCases { for name in field.names { out[name] = field } }
        for (name, field) in mapping { out[SheetField.folded(name)] = field }
        return out
    }

    /// `Hrs/Day,8`, `Days/Wk,5`, `Effeciency factor,2`
    private mutating func readParameters(_ rows: ArraySlice<SheetText.Row>) {
        for row in rows {
            let cells = row.cells.map { String(Substring($0).trimmed) }
            for (place, cell) in cells.enumerated() where !cell.isEmpty {
                guard let number = cells[(place + 1)...].first(where: { !$0.isEmpty }).flatMap(value.number) else { continue }
                let name = SheetField.folded(cell)
                if name.contains("factor") || name.hasPrefix("eff") {
                    efficiencyFactor = efficiencyFactor ?? number
                } else if name.contains("day"), name.hasPrefix("h") {
                    hoursPerDay = hoursPerDay ?? number
                } else if name.hasPrefix("day") {
                    daysPerWeek = daysPerWeek ?? number
                }
            }
        }
    }
}
