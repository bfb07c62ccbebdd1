// The fields of an order as a form has them: texts, and what they mean. A field that the reader left as it was is no
// change, even where the form shows less than there is, as of seconds.

import Host
import Kernel
import Web

struct OrderForm: Sendable {
    let reader: Reader
    /// The plant's own words for a status.
    let own: [String]

    static let flags: Set<OrderField> = [.isStarred, .isClear, .isByHand]
    static let numbers: Set<OrderField> = [.quantity, .setupHours, .runMinutes, .actualSetupHours, .actualRunHours]
    static let moments: Set<OrderField> = [.startedAt, .endedAt]
    /// In the order of the page, each group a row.
    static let groups: [[OrderField]] = [
        [.customer, .assembly, .rev, .quantity], [.status, .missingPart, .kitDate, .shipDate],
        [.setupHours, .runMinutes, .trolleys], [.weight, .after],
        [.startedAt, .endedAt], [.actualSetupHours, .actualRunHours],
    ]

    func text(_ field: OrderField, _ value: JSON) -> String {
        if Self.moments.contains(field) { return reader.fieldText(value.string.flatMap(Instant.init(rfc3339:))) }
        if Self.flags.contains(field) { return value.bool == true ? "1" : "" }
        let text = value.string ?? value.int.map(String.init) ?? ""
        return Self.numbers.contains(field) && reader.language != .en ? text.replacing(".", with: ",") : text
    }

    /// - Throws: `time_invalid`.
    private func json(_ field: OrderField, _ text: String) throws(Problem) -> JSON {
        if Self.flags.contains(field) { return .bool(text == "1") }
        if Self.moments.contains(field) { return JSON(try reader.moment(text)?.rfc3339()) }
        return .string(Self.numbers.contains(field) ? reader.decimal(text) : text)
    }

    struct Reading: Sendable {
        /// What the form has, each as the order itself would keep it.
        var values: [(OrderField, JSON)] = []
        var texts: [OrderField: String] = [:]
        var problems: [OrderField: Problem] = [:]
    }

    /// Reads a form.
    /// - Parameter seen: the order's members when the form was opened.
    func reading(_ form: Parameters, number: String, seen: JSON?, now: Instant) -> Reading {
        var out = Reading()
        var before = WorkOrder(number, createdAt: now)
        for field in OrderField.allCases { if let value = seen?[field.rawValue] { try? before.set(field, value, isKept: true) } }
        for field in OrderField.allCases {
            // A box that is not ticked is not sent.
            guard form.has(field.rawValue) || (Self.flags.contains(field) && form.has("has." + field.rawValue)) else { continue }
            let text = Self.flags.contains(field) ? (form.flag(field.rawValue) ? "1" : "") : form.text(field.rawValue)
            out.texts[field] = text
            if seen != nil, text == self.text(field, before[field]) {
                out.values.append((field, before[field]))
                continue
            }
            do {
                var scratch = before
                try scratch.set(field, json(field, text), own: own)
                out.values.append((field, scratch[field]))
                // A status may be written with its star and the part that is missing.
                if field == .status, scratch.status.isStarred != before.status.isStarred { out.values.append((.isStarred, .bool(true))) }
            } catch {
                out.problems[field] = error
            }
        }
        return out
    }

    // MARK: markup

    /// - Parameters:
    ///   - texts: what the reader has typed, where the form is shown again.
    ///   - isNew: without what only an order that exists has.
    func fields(_ order: WorkOrder, texts: [OrderField: String], problems: [OrderField: Problem], customers: [String], isNew: Bool) -> HTML {
        func value(_ field: OrderField) -> String { texts[field] ?? text(field, order[field]) }
        let groups = (isNew ? Array(Self.groups.prefix(4)) : Self.groups).html { group in
            "<div class=\"row-fields\">\(group.html { input($0, value($0), problems[$0]) })</div>"
        }
        let flags = [OrderField.isStarred, .isClear, .isByHand].html { field in
            "\(Field.hidden("has." + field.rawValue, "1"))\(Field.check(field.rawValue, label(field), isOn: value(field) == "1"))"
        }
        let list = customers.prefix(500).html { "<option value=\"\($0)\"></option>" }
        return """
            \(groups)<div class="row-fields">\(flags)</div>\
            <div class="field\(problems[.note] == nil ? "" : " is-bad")"><label for="note">\(label(.note))</label>\
            <textarea id="note" name="note" rows="3">\(value(.note))</textarea>\(Self.error(problems[.note], reader))</div>\
            <datalist id="customers">\(list)</datalist>
            """
    }

    func label(_ field: OrderField) -> String { ScheduleWords(reader: reader).field(field) }

    static func error(_ problem: Problem?, _ reader: Reader) -> HTML {
        problem.map { "<p class=\"error\">\(HTML.icon("warn"))\($0.title(reader))</p>" } ?? ""
    }

    private func input(_ field: OrderField, _ value: String, _ problem: Problem?) -> HTML {
        let name = field.rawValue
        let bad: HTML = problem == nil ? "" : " is-bad"
        let control: HTML
        switch field {
        case .status:
            let words = OrderStatus.defaults.map(\.word) + own
            let all = words.contains(value) ? words : words + [value]
            let options = all.html { word in
                "<option value=\"\(word)\"\(word == value ? " selected" as HTML : "")>\(ScheduleWords(reader: reader).status(word))</option>"
            }
            control = "<select id=\"\(name)\" name=\"\(name)\">\(options)</select>"
        case .kitDate, .shipDate: control = "<input id=\"\(name)\" name=\"\(name)\" type=\"date\" value=\"\(value)\">"
        case .startedAt, .endedAt: control = "<input id=\"\(name)\" name=\"\(name)\" type=\"datetime-local\" value=\"\(value)\">"
        case .customer: control = "<input id=\"\(name)\" name=\"\(name)\" value=\"\(value)\" list=\"customers\" autocomplete=\"off\">"
        case .quantity, .setupHours, .runMinutes, .actualSetupHours, .actualRunHours:
            control = "<input id=\"\(name)\" name=\"\(name)\" value=\"\(value)\" inputmode=\"decimal\">"
        case .trolleys, .weight: control = "<input id=\"\(name)\" name=\"\(name)\" value=\"\(value)\" inputmode=\"numeric\">"
        default: control = "<input id=\"\(name)\" name=\"\(name)\" value=\"\(value)\" spellcheck=\"false\">"
        }
        return "<div class=\"field\(bad)\"><label for=\"\(name)\">\(label(field))</label>\(control)\(Self.error(problem, reader))</div>"
    }
}
