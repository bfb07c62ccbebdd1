// One row of a sheet: its cells by column, each in the form an order keeps it in, or what is wrong with it.

import Kernel

struct SheetRowReader {
    let header: Sheet.Header
    let habits: SheetHabits
    let context: SheetContext

    private func cell(_ column: SheetColumn, _ record: SheetRecord) -> String? {
        guard let place = header.columns.firstIndex(of: column) else { return nil }
        return place < record.fields.count ? SheetCell.read(record.fields[place]) : ""
    }

    /// Sums at the end: neither an order nor an assembly, and nothing that a customer is called.
    func isTotal(_ record: SheetRecord) -> Bool {
        guard cell(.number, record)?.isEmpty != false, cell(.assembly, record)?.isEmpty != false else { return false }
        let word = SheetColumn.normal(cell(.customer, record) ?? "")
        return word.isEmpty || ["total", "totals", "sum", "grandtotal", "totales", "totaux"].contains(word)
    }

    func row(_ record: SheetRecord) -> Sheet.Row {
        var row = Sheet.Row(line: record.line, number: cell(.number, record) ?? "")
        guard !row.number.isEmpty else {
            row.problems.append(Problem(.input, "schedule_sheet_number_missing", ["line": String(record.line)]))
            return row
        }
        for (index, field) in record.fields.enumerated()
        where field.utf8.count > SheetCell.bytesMax && SheetCell.read(field).utf8.count > SheetCell.bytesMax {
            let name = index < header.names.count ? header.names[index] : String(index + 1)
            row.problems.append(Problem(.input, "schedule_sheet_field_long", ["column": name, "limit": String(SheetCell.bytesMax)]))
        }
        guard row.problems.isEmpty else { return row }
        var order = WorkOrder(row.number, createdAt: Instant(seconds: 0))
        // The ship date first: a kit date may need it.
        let columns = header.columns.compactMap { $0 }
        for column in columns.filter({ $0 == .shipDate }) + columns.filter({ $0 != .shipDate }) {
            guard let text = cell(column, record) else { continue }
            do { try read(column, text, &order, &row) } catch { row.problems.append(error) }
        }
        if row.problems.isEmpty { do { try order.check() } catch { row.problems.append(error) } }
        return row
    }

    private func refused(_ column: SheetColumn, _ text: String, _ number: String) -> Problem {
        Problem(.input, "schedule_value_invalid", ["order": number, "field": column.title, "value": String(text.prefix(60))])
    }

    private func number(_ column: SheetColumn, _ text: String, _ order: WorkOrder) throws(Problem) -> Quantity? {
        guard !text.isEmpty else { return nil }
        guard let value = SheetNumber.read(text, habits), value >= Quantity(0) else { throw refused(column, text, order.number) }
        return value
    }

    private func read(_ column: SheetColumn, _ text: String, _ order: inout WorkOrder, _ row: inout Sheet.Row) throws(Problem) {
        switch column {
        case .number, .days, .createdAt, .updatedAt: return
        case .hours:
            // A check of ours, never a reason to refuse a row.
            row.hours = SheetNumber.read(text, habits).map { ($0.thousandths + 5) / 10 }
        case .line: row.values.append((.line, text.isEmpty ? .null : .string(text)))
        case .position:
            row.values.append((.position, try number(column, text, order).map { .string($0.text) } ?? .null))
        case .status: if !text.isEmpty { row.values.append((.status, .string(text))) }
        case .pin:
            guard text.isEmpty || Placement.Pin(rawValue: text) != nil else { throw refused(column, text, order.number) }
            row.values.append((.pin, text.isEmpty ? .null : .string(text)))
        case .notBefore:
            let instant = text.isEmpty ? nil : Instant(rfc3339: text)
            guard text.isEmpty || instant != nil else { throw refused(column, text, order.number) }
            row.values.append((.notBefore, JSON(instant?.rfc3339())))
        case .completion:
            // The exact moment, where the file has it, says more.
            guard !header.has(.endedAt), !text.isEmpty else { return }
            guard let day = SheetDate.read(text, habits, today: context.today) else { throw refused(column, text, order.number) }
            try set(.endedAt, context.zone.start(of: day).rfc3339(), .endedAt, &order, &row)
        case .shipDate, .kitDate:
            guard let field = column.field else { return }
            if text.isEmpty { return try set(field, "", column, &order, &row) }
            let ship = column == .kitDate ? order.shipDate : nil
            guard let day = SheetDate.read(text, habits, ship: ship, today: context.today) else { throw refused(column, text, order.number) }
            try set(field, day.isoText, column, &order, &row)
        default:
            guard let field = column.field else { return }
            if column.isNumber {
                try set(field, try number(column, text, order)?.text ?? "", column, &order, &row)
            } else {
                try set(field, text, column, &order, &row)
            }
        }
    }

    /// Through the order, so that a sheet's value and an order's are written alike.
    private func set(_ field: OrderField, _ text: String, _ column: SheetColumn, _ order: inout WorkOrder, _ row: inout Sheet.Row) throws(Problem) {
        // An order without a weight weighs one.
        let text = field == .weight && text.isEmpty ? "1" : text
        do { try order.set(field, .string(text)) } catch { throw refused(column, text, order.number) }
        row.values.append((column, order[field]))
    }
}
