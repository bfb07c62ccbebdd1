// The rows of the desk in their tables: which member of a row's content stands in which column.

import Kernel
import Store

/// A member of a row's content and its column.
struct DeskColumn: Sendable {
    enum Form: Sendable {
        case text(Int)
        case longText, count, optionalCount, flag, json
        case optionalText(Int)
        /// A decimal text in the content, thousandths in the table.
        case decimal, optionalDecimal
        /// RFC 3339 in the content, milliseconds in the table.
        case optionalMoment
    }
    var name: String
    var form: Form
    /// Where the column has another name.
    var column: String

    init(_ name: String, _ form: Form, column: String? = nil) { (self.name, self.form, self.column) = (name, form, column ?? name) }

    var definition: Column {
        switch form {
        case .text(let size): Column(column, .text(size))
        case .optionalText(let size): Column(column, .text(size), nullable: true)
        case .longText: Column(column, .longText)
        case .count, .decimal: Column(column, .integer)
        case .optionalCount, .optionalDecimal: Column(column, .integer, nullable: true)
        case .optionalMoment: Column(column, .instant, nullable: true)
        case .flag: Column(column, .flag)
        case .json: Column(column, .longText)
        }
    }

    func value(_ json: JSON) -> any SQLBindable {
        switch form {
        case .text, .longText: json.string ?? ""
        case .optionalText: json.string
        case .count: json.int ?? 0
        case .optionalCount: json.int
        case .flag: json.bool ?? false
        case .json: json.text
        case .decimal: json.string.flatMap { Quantity($0) }?.thousandths ?? 0
        case .optionalDecimal: json.string.flatMap { Quantity($0) }?.thousandths
        case .optionalMoment: json.string.flatMap(Instant.init(rfc3339:))
        }
    }

    func read(_ row: any Row, _ place: Int) throws -> JSON {
        if row.isNull(place) { return .null }
        switch form {
        case .text, .optionalText, .longText: return .string(row.text(place))
        case .count, .optionalCount: return .int(row.int(place))
        case .flag: return .bool(row.bool(place))
        case .json: return try row.json(place)
        case .decimal, .optionalDecimal: return .string(Quantity(thousandths: row.int(place)).text)
        case .optionalMoment: return .string(row.instant(place).rfc3339())
        }
    }
}

/// A kind's table. Keys are texts of one or more columns.
struct DeskTable: Sendable {
    var kind: DeskKind
    var name: String
    /// Key columns; those of numbers hold numbers.
    var key: [Column]
    var columns: [DeskColumn]
    /// Rows are of one plan each.
    var isOfPlan = false
    /// Rows have a number of their own beside the key.
    var isNumbered = false

    var table: Table {
        let keys = (isOfPlan ? [Column("plan_id", .text(40))] : []) + key
        let all = (isNumbered ? [Column("id", .identity)] : []) + keys + columns.map(\.definition)
        return isNumbered ? Table(name, all, uniques: [keys.map(\.name)]) : Table(name, all, primaryKey: keys.map(\.name))
    }
}

enum DeskTables {
    static let all: [DeskTable] = [orders, placements, sheet, lines, blocks, days, trolleys, customers, assemblies, rules]

    static func of(_ kind: DeskKind) -> DeskTable {
        switch kind {
        case .order: orders
        case .placement: placements
        case .sheet: sheet
        case .line: lines
        case .block: blocks
        case .day: days
        case .trolley: trolleys
        case .customer: customers
        case .assembly: assemblies
        case .rules: rules
        }
    }

    static let orders = DeskTable(
        kind: .order, name: "schedule_orders", key: [Column("number", .text(60))],
        columns: OrderField.allCases.map { field in
            switch field {
            case .customer, .assembly, .rev: DeskColumn(field.rawValue, .text(190))
            case .status: DeskColumn(field.rawValue, .text(60))
            case .isStarred, .isClear, .isByHand: DeskColumn(field.rawValue, .flag)
            case .missingPart: DeskColumn(field.rawValue, .optionalText(190))
            case .kitDate, .shipDate: DeskColumn(field.rawValue, .optionalText(10))
            case .quantity, .actualSetupHours, .actualRunHours: DeskColumn(field.rawValue, .optionalDecimal)
            case .setupHours, .runMinutes: DeskColumn(field.rawValue, .decimal)
            case .trolleys, .weight: DeskColumn(field.rawValue, .count)
            case .after: DeskColumn(field.rawValue, .optionalText(60), column: "after_order")
            case .startedAt, .endedAt: DeskColumn(field.rawValue, .optionalMoment)
            case .note: DeskColumn(field.rawValue, .longText)
            }
        } + [DeskColumn("created_at", .count), DeskColumn("updated_at", .count)],
        isNumbered: true)

    static let placements = DeskTable(
        kind: .placement, name: "schedule_placements", key: [Column("order_number", .text(60))],
        columns: [
            DeskColumn("line", .count), DeskColumn("rank", .text(190), column: "place"), DeskColumn("pin", .optionalText(10)),
            DeskColumn("start", .optionalCount, column: "start_at"),
        ], isOfPlan: true)

    static let sheet = DeskTable(
        kind: .sheet, name: "schedule_sheet", key: [Column("order_number", .text(60))], columns: [DeskColumn("values", .json, column: "content")])

    static let lines = DeskTable(
        kind: .line, name: "schedule_lines", key: [Column("number", .integer)],
        columns: [
            DeskColumn("name", .text(100)), DeskColumn("kind", .text(10)), DeskColumn("slots", .count), DeskColumn("multiplier", .decimal),
            DeskColumn("capacity", .count), DeskColumn("customers", .json), DeskColumn("takes_plans", .flag), DeskColumn("active", .flag),
            DeskColumn("status", .text(20)), DeskColumn("reason", .optionalText(30)), DeskColumn("status_since", .optionalCount),
            DeskColumn("expected_return", .optionalCount), DeskColumn("shifts", .json), DeskColumn("location", .text(190)),
            DeskColumn("note", .longText),
        ])

    static let blocks = DeskTable(
        kind: .block, name: "schedule_blocks", key: [Column("id", .text(40))],
        columns: [
            DeskColumn("line", .count), DeskColumn("kind", .text(20)), DeskColumn("start", .count, column: "start_at"),
            DeskColumn("end", .count, column: "end_at"), DeskColumn("note", .longText),
        ])

    static let days = DeskTable(
        kind: .day, name: "schedule_days", key: [Column("day", .text(30))], columns: [DeskColumn("name", .text(190)), DeskColumn("shifts", .json)])

    static let trolleys = DeskTable(
        kind: .trolley, name: "schedule_trolleys", key: [Column("number", .integer)],
        columns: [DeskColumn("away", .flag), DeskColumn("note", .longText)])

    static let customers = DeskTable(
        kind: .customer, name: "schedule_customers", key: [Column("name", .text(190))],
        columns: [DeskColumn("weight", .count), DeskColumn("shipping_days", .optionalCount), DeskColumn("note", .longText)])

    static let assemblies = DeskTable(
        kind: .assembly, name: "schedule_assemblies", key: [Column("customer", .text(190)), Column("number", .text(190)), Column("rev", .text(190))],
        columns: [DeskColumn("family", .text(190)), DeskColumn("slots", .count), DeskColumn("note", .longText)])

    static let rules = DeskTable(
        kind: .rules, name: "schedule_rules", key: [Column("id", .text(10))],
        columns: [
            DeskColumn("efficiency_factor", .decimal), DeskColumn("hours_per_day", .decimal), DeskColumn("days_per_week", .count),
            DeskColumn("trolley_limit", .text(10)), DeskColumn("kitting_minutes", .count), DeskColumn("shipping_days", .count),
            DeskColumn("frozen_hours", .count), DeskColumn("statuses", .json),
        ])
}
