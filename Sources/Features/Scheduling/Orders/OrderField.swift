// What of an order a person, a sheet or another system can change: each field's value as JSON, and what it may be.

import Kernel

/// The raw value is the field's name in the interfaces and in the history.
package enum OrderField: String, Sendable, CaseIterable, Hashable {
    case customer, assembly, rev, quantity, status, trolleys, after, weight, note
    case isStarred = "starred"
    case missingPart = "missing_part"
    case isClear = "clear_to_build"
    case kitDate = "kit_date"
    case shipDate = "ship_date"
    case setupHours = "setup_hours"
    case runMinutes = "run_minutes"
    case isByHand = "hand_placement"
    case startedAt = "started_at"
    case endedAt = "ended_at"
    case actualSetupHours = "actual_setup_hours"
    case actualRunHours = "actual_run_hours"

    static let textMax = 190
    static let noteMax = 4000
    /// Hours and minutes beyond are somebody's slip.
    static let hoursMax = Quantity(10_000)
    static let minutesMax = Quantity(1_000_000)
    static let quantityMax = Quantity(1_000_000_000)
    static let years = 1990...2200
}

extension WorkOrder {
    package subscript(field: OrderField) -> JSON {
        switch field {
        case .customer: .string(customer)
        case .assembly: .string(assembly)
        case .rev: .string(rev)
        case .quantity: quantity.map { .string($0.text) } ?? .null
        case .status: .string(status.word)
        case .isStarred: .bool(status.isStarred)
        case .missingPart: JSON(status.missingPart)
        case .isClear: .bool(isClear)
        case .kitDate: JSON(kitDate?.isoText)
        case .shipDate: JSON(shipDate?.isoText)
        case .setupHours: .string(setupHours.text)
        case .runMinutes: .string(runMinutes.text)
        case .trolleys: JSON(trolleys)
        case .isByHand: .bool(isByHand)
        case .after: JSON(after)
        case .weight: JSON(weight)
        case .startedAt: JSON(startedAt?.rfc3339())
        case .endedAt: JSON(endedAt?.rfc3339())
        case .actualSetupHours: actualSetupHours.map { .string($0.text) } ?? .null
        case .actualRunHours: actualRunHours.map { .string($0.text) } ?? .null
        case .note: .string(note)
        }
    }

    /// Sets a field.
    /// - Parameters:
    ///   - own: the plant's own words for a status.
    ///   - isKept: the value comes from our own records, where a status is a word alone and may be one that is no longer in
    ///     the list.
    /// - Throws: `schedule_value_invalid` for a value the field cannot have, `schedule_status_unknown` for a word that is in
    ///   no list.
    package mutating func set(_ field: OrderField, _ value: JSON, own: [String] = [], isKept: Bool = false) throws(Problem) {
        let reader = OrderValue(order: number, field: field, json: value)
        switch field {
        case .customer: customer = try reader.text()
        case .assembly: assembly = try reader.text()
        case .rev: rev = try reader.text()
        case .quantity: quantity = try reader.quantity(OrderField.quantityMax)
        case .status:
            let text = try reader.text(200)
            if isKept {
                status.word = text
            } else if let read = OrderStatus.reading(text, own: own) {
                // A word alone says nothing of the star; one with a star sets it.
                status = OrderStatus(
                    read.word, isStarred: read.isStarred || status.isStarred,
                    missingPart: read.missingPart ?? (read.word == status.word ? status.missingPart : nil))
            } else {
                throw Problem(.input, "schedule_status_unknown", ["order": number, "status": String(text.prefix(60))])
            }
        case .isStarred: status.isStarred = try reader.flag()
        case .missingPart:
            let part = try reader.text()
            status.missingPart = part.isEmpty ? nil : part
        case .isClear: isClear = try reader.flag()
        case .kitDate: kitDate = try reader.day()
        case .shipDate: shipDate = try reader.day()
        case .setupHours: setupHours = try reader.quantity(OrderField.hoursMax) ?? Quantity(0)
        case .runMinutes: runMinutes = try reader.quantity(OrderField.minutesMax) ?? Quantity(0)
        case .trolleys: trolleys = try reader.count(0...WorkOrder.trolleysMax)
        case .isByHand: isByHand = try reader.flag()
        case .after:
            let text = try reader.text(WorkOrder.numberMax)
            guard text != number else { throw reader.refused }
            after = text.isEmpty ? nil : text
        case .weight: weight = try reader.count(1...WorkOrder.weightMax)
        case .startedAt: startedAt = try reader.instant()
        case .endedAt: endedAt = try reader.instant()
        case .actualSetupHours: actualSetupHours = try reader.quantity(OrderField.hoursMax)
        case .actualRunHours: actualRunHours = try reader.quantity(OrderField.hoursMax)
        case .note: note = try reader.text(OrderField.noteMax)
        }
    }

    /// What an order has to keep whatever is changed of it.
    /// - Throws: `schedule_ship_before_kit`, `schedule_end_before_start`.
    package func check() throws(Problem) {
        if let kitDate, let shipDate, shipDate < kitDate {
            throw Problem(.input, "schedule_ship_before_kit", ["order": number, "kit": kitDate.isoText, "ship": shipDate.isoText])
        }
        if let startedAt, let endedAt, endedAt < startedAt { throw Problem(.input, "schedule_end_before_start", ["order": number]) }
    }

    package func difference(to other: WorkOrder) -> [OrderField] { OrderField.allCases.filter { self[$0] != other[$0] } }
}

/// A value that somebody gave for a field.
private struct OrderValue {
    let order: String
    let field: OrderField
    let json: JSON

    var refused: Problem {
        Problem(.input, "schedule_value_invalid", ["order": order, "field": field.rawValue, "value": String((json.string ?? json.text).prefix(60))])
    }

    func text(_ limit: Int = OrderField.textMax) throws(Problem) -> String {
        if json == .null { return "" }
        guard let text = json.string ?? json.int.map(String.init) else { throw refused }
        let trimmed = String(Substring(text).trimmed)
        guard trimmed.utf8.count <= limit, !trimmed.utf8.contains(0) else { throw refused }
        return trimmed
    }

    func quantity(_ limit: Quantity) throws(Problem) -> Quantity? {
        let text = try text()
        guard !text.isEmpty else { return nil }
        guard let value = Quantity(text), value >= Quantity(0), value <= limit else { throw refused }
        return value
    }

    func count(_ range: ClosedRange<Int>) throws(Problem) -> Int {
        let text = try text()
        guard let value = Int(text.isEmpty ? "0" : text), range.contains(value) else { throw refused }
        return value
    }

    func flag() throws(Problem) -> Bool {
        if let flag = json.bool { return flag }
        switch try text().lowercased() {
        case "", "0", "false", "no", "off": return false
        case "1", "true", "yes", "on": return true
        default: throw refused
        }
    }

    func day() throws(Problem) -> CivilDate? {
        let text = try text()
        guard !text.isEmpty else { return nil }
        guard let day = CivilDate(iso: text), OrderField.years.contains(day.year) else { throw refused }
        return day
    }

    func instant() throws(Problem) -> Instant? {
        let text = try text()
        guard !text.isEmpty else { return nil }
        guard let instant = Instant(rfc3339: text) else { throw refused }
        return instant
    }
}
