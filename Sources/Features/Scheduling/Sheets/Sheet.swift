// What a sheet says, before anybody asks what it would change: its parameters, its header, and each row's values in the
// form that orders keep them in. Other systems' orders come in the same form.

import Kernel

package struct Sheet: Sendable {
    /// Whose last word a row's values are compared with.
    package enum Source: String, Sendable {
        case sheet = ""
        /// Another system's orders; what it has said is kept apart.
        case system = "system."
    }
    struct Parameter: Sendable {
        /// The rule's name.
        var name: String
        var value: Quantity
        var line: Int
    }
    struct Header: Sendable {
        var line: Int
        var names: [String]
        var columns: [SheetColumn?]
        var fingerprint: String { SheetMapping.fingerprint(names) }
        func has(_ column: SheetColumn) -> Bool { columns.contains(column) }
    }
    struct Row: Sendable {
        var line: Int
        var number: String
        /// In the order's own form; a status, a line and a position as they stand there.
        var values: [(SheetColumn, JSON)] = []
        var problems: [Problem] = []
        /// `Time (hrs)` in hundredths.
        var hours: Int64?
        subscript(column: SheetColumn) -> JSON? { values.first { $0.0 == column }?.1 }
        func has(_ column: SheetColumn) -> Bool { values.contains { $0.0 == column } }
    }
    var source = Source.sheet
    var header: Header?
    var parameters: [Parameter] = []
    var rows: [Row] = []
    /// Of the file as a whole, or of lines that are no orders.
    var faults: [(line: Int, problem: Problem)] = []
    var habits = SheetHabits()
    var encoding = SheetText.Encoding.utf8

    /// Names of columns that mean nothing to us.
    var ignored: [String] {
        guard let header else { return [] }
        return zip(header.names, header.columns).filter { $0.1 == nil && !$0.0.isEmpty }.map(\.0)
    }
    package var numbers: [String] { rows.map(\.number) }
}

/// What reading a sheet has to know beside it.
package struct SheetContext: Sendable {
    var zone: Zone
    var today: CivilDate
    var mapping = SheetMapping()
    package init(zone: Zone, today: CivilDate, mapping: SheetMapping = SheetMapping()) {
        (self.zone, self.today, self.mapping) = (zone, today, mapping)
    }
}

extension Sheet {
    /// So many rows may stand before the header.
    static let preambleMax = 200

    /// - Throws: what makes the whole file unreadable: `schedule_sheet_large`, `…_binary`, `…_empty`, `…_quote`,
    ///   `…_columns_many`, `…_rows_many`, `…_header_missing`, `…_columns_missing`, `…_column_twice`.
    package init(_ bytes: [UInt8], _ context: SheetContext) throws(Problem) {
        let (text, encoding) = try SheetText.read(bytes)
        self.encoding = encoding
        let delimiter = Self.delimiter(text, context.mapping)
        let records = try SheetRecords.read(text, delimiter: delimiter)
        guard let place = Self.headerPlace(records, context.mapping) else { throw Problem(.input, "schedule_sheet_header_missing") }
        let header = try Self.header(records[place], context.mapping)
        self.header = header
        for record in records[..<place] { readParameters(record) }
        habits = Self.habits(records[(place + 1)...], header)
        if delimiter == UInt8(ascii: ";"), !habits.hasDecimalComma, !Self.hasPoint(records[(place + 1)...], header) { habits.hasDecimalComma = true }
        let reader = SheetRowReader(header: header, habits: habits, context: context)
        for record in records[(place + 1)...] where !record.isBlank {
            if Self.known(record, context.mapping) >= 3 {
                let facts = ["line": String(record.line), "first": String(header.line)]
                faults.append((record.line, Problem(.input, "schedule_sheet_header_again", facts)))
            } else if !reader.isTotal(record) {
                rows.append(reader.row(record))
            }
        }
        guard rows.count <= SheetRecords.rowsMax else {
            throw Problem(.input, "schedule_sheet_rows_many", ["limit": String(SheetRecords.rowsMax)])
        }
    }

    // MARK: the header

    private static func known(_ record: SheetRecord, _ mapping: SheetMapping) -> Int {
        guard record.fields.count > 1 else { return 0 }
        return Set(mapping.columns(record.fields.map(SheetCell.read)).compactMap { $0 }).count
    }

    /// The first row in which the most columns are known, three at least.
    private static func headerPlace(_ records: [SheetRecord], _ mapping: SheetMapping) -> Int? {
        var best: (place: Int, known: Int)?
        for (place, record) in records.prefix(preambleMax).enumerated() {
            let known = known(record, mapping)
            if known >= 3, known > best?.known ?? 0 { best = (place, known) }
            // A row of a file that has its header already.
            if let best, best.known >= 5, place > best.place + 20 { break }
        }
        return best?.place
    }

    private static func delimiter(_ text: [UInt8], _ mapping: SheetMapping) -> UInt8 {
        let found = SheetRecords.delimiters.map { delimiter in
            let records = (try? SheetRecords.read(text, delimiter: delimiter, first: preambleMax)) ?? []
            return (delimiter, records.map { known($0, mapping) }.max() ?? 0)
        }
        return found.max { $0.1 < $1.1 }.flatMap { $0.1 > 0 ? $0.0 : nil } ?? UInt8(ascii: ",")
    }

    private static func header(_ record: SheetRecord, _ mapping: SheetMapping) throws(Problem) -> Header {
        let names = record.fields.map { SheetCell.read($0).kept(200) }
        let header = Header(line: record.line, names: names, columns: mapping.columns(names))
        let place = String(record.line)
        guard header.has(.number) else {
            throw Problem(.input, "schedule_sheet_columns_missing", ["line": place, "columns": SheetColumn.number.title])
        }
        for column in SheetColumn.allCases where header.columns.count(where: { $0 == column }) > 1 {
            throw Problem(.input, "schedule_sheet_column_twice", ["line": place, "column": column.title])
        }
        return header
    }

    /// The row that is most likely a header of names we do not know, for a person to say what they mean.
    package static func likelyHeader(_ bytes: [UInt8], _ mapping: SheetMapping) -> [String]? {
        guard let (text, _) = try? SheetText.read(bytes) else { return nil }
        let found = SheetRecords.delimiters.compactMap { delimiter in
            (try? SheetRecords.read(text, delimiter: delimiter, first: 50))?.map { $0.fields.map(SheetCell.read) }
                .filter { row in row.allSatisfy { Quantity($0) == nil } }.max { $0.count { !$0.isEmpty } < $1.count { !$0.isEmpty } }
        }
        let best = found.max { $0.count { !$0.isEmpty } < $1.count { !$0.isEmpty } }
        return best.flatMap { $0.count { !$0.isEmpty } >= 3 ? $0 : nil }
    }

    /// The names of the header that is found, else of the row that is likely one.
    package static func headerNames(_ bytes: [UInt8], _ mapping: SheetMapping) -> [String]? {
        guard let (text, _) = try? SheetText.read(bytes),
            let records = try? SheetRecords.read(text, delimiter: delimiter(text, mapping), first: preambleMax)
        else { return nil }
        guard let place = headerPlace(records, mapping) else { return likelyHeader(bytes, mapping) }
        return records[place].fields.map { SheetCell.read($0).kept(200) }
    }

    // MARK: parameters

    /// `Hrs/Day,8`, `Effeciency factor,2`, `Days/Wk: 5`: a label and the next cell that is not empty.
    private mutating func readParameters(_ record: SheetRecord) {
        let cells = record.fields.map(SheetCell.read).filter { !$0.isEmpty }
        for (index, cell) in cells.enumerated() {
            let label = cell.prefix { $0 != ":" && $0 != "=" }
            guard let name = Self.parameter(SheetColumn.normal(String(label))) else { continue }
            let behind = String(cell.dropFirst(label.count + 1).drop(while: \.isWhitespace))
            let text = behind.isEmpty ? (index + 1 < cells.count ? cells[index + 1] : "") : behind
            let limit: Quantity = name == "hours_per_day" ? Quantity(24) : name == "days_per_week" ? Quantity(7) : Quantity(100)
            guard let value = SheetNumber.read(text, SheetHabits()), value > Quantity(0), value <= limit, name != "days_per_week" || value.isWhole
            else {
                let facts = ["line": String(record.line), "name": String(label.prefix(40)), "value": String(text.prefix(40))]
                faults.append((record.line, Problem(.input, "schedule_sheet_parameter_invalid", facts)))
                continue
            }
            parameters.removeAll { $0.name == name }
            parameters.append(Parameter(name: name, value: value, line: record.line))
        }
    }

    private static func parameter(_ label: String) -> String? {
        if ["hrsday", "hoursday", "hrsperday", "hoursperday", "hday"].contains(label) { return "hours_per_day" }
        if ["dayswk", "daysweek", "daysperweek", "daysperwk", "dayswkl"].contains(label) { return "days_per_week" }
        // Efficiency, effeciency, efficency, eff.
        return label.hasPrefix("ef") && label.hasSuffix("factor") ? "efficiency_factor" : nil
    }

    // MARK: habits

    private static func cells(_ records: ArraySlice<SheetRecord>, _ header: Header, where isWanted: (SheetColumn) -> Bool) -> [String] {
        let places = header.columns.enumerated().filter { $0.1.map(isWanted) ?? false }.map(\.0)
        return records.flatMap { record in places.compactMap { $0 < record.fields.count ? SheetCell.read(record.fields[$0]) : nil } }
    }

    private static func hasPoint(_ records: ArraySlice<SheetRecord>, _ header: Header) -> Bool {
        cells(records, header) { $0.isNumber }.contains { SheetNumber.tellsComma($0) == false }
    }

    /// A file writes its numbers one way and its dates one way; what can only be read one way tells which.
    private static func habits(_ records: ArraySlice<SheetRecord>, _ header: Header) -> SheetHabits {
        let numbers = cells(records, header) { $0.isNumber }.compactMap(SheetNumber.tellsComma)
        let days = cells(records, header) { $0.isDay }.compactMap(SheetDate.tellsDayFirst)
        return SheetHabits(
            hasDecimalComma: numbers.contains(true) && !numbers.contains(false), isDayFirst: days.contains(true) && !days.contains(false))
    }
}
