// What is kept of customers and of assemblies: one row each, edited where it stands. Rows are those of the table and those
// that orders name.

import Host
import Kernel
import Web

struct CustomersPage: Sendable {
    static let path = "/scheduling/customers"
    let feature: SchedulingFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: SchedulingFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func response(_ problem: Problem? = nil) async throws -> WebResponse {
        let desk = try await feature.actions.desk()
        let layout = desk.layout(now: reader.now, zone: reader.zone)
        let open = Dictionary(grouping: desk.orders.values.filter { desk.rules.phase($0).isOpen }, by: \.customer)
        let names = desk.customerNames
        let rows = names.prefix(500).enumerated().html { index, name in
            let customer = desk.customers[name] ?? Customer(name)
            let orders = open[name] ?? []
            let late = orders.count { (layout.slots[$0.number]?.lateWork ?? 0) > 0 }
            let link = SchedulePath.orders + "?customer=" + URLText.encode(name)
            let cells: HTML = EditRow.cells(
                visit, id: "c\(index)", path: Self.path, keys: [("name", name)],
                [
                    .init("weight", String(customer.weight), isNumber: true),
                    .init(
                        "shipping_days", customer.shippingDays.map(String.init) ?? "", isNumber: true, placeholder: String(desk.rules.shippingDays)),
                    .init("note", customer.note),
                ])
            return """
                <tr><td class="clip" title="\(name)"><a href="\(link)">\(name)</a></td><td class="num" data-label="\(reader.t("scheduling.customers.open"))">\(reader.number(orders.count))</td>\
                <td class="num" data-label="\(reader.t("scheduling.customers.late"))">\(late > 0 ? "<b class=\"is-bad-text\">\(reader.number(late))</b>" : "0" as HTML)</td>\(cells)</tr>
                """
        }
        let heads = [
            "scheduling.column.customer", "scheduling.customers.open", "scheduling.customers.late", "scheduling.customers.weight",
            "scheduling.customers.days", "scheduling.field.note",
        ]
        let answer: HTML =
            "<b>\(reader.t("scheduling.customers.answer", ["n": reader.number(names.count)]))</b> \(reader.t("scheduling.customers.what"))"
        return await feature.settingsPage(
            visit, "scheduling.customers", path: Self.path, answer: answer, problem: problem,
            EditRow.table(visit, reader.t("scheduling.customers"), heads.map { reader.t($0) }, numbers: [1, 2], rows: rows, isEmpty: names.isEmpty))
    }

    func save() async throws -> WebResponse {
        let form = visit.form
        do {
            var customer = Customer(form.text("name"))
            customer.weight = try visit.count("weight") ?? 1
            customer.shippingDays = try visit.count("shipping_days")
            customer.note = String(Substring(form.text("note")).trimmed)
            let (next, seen) = (customer, visit.seen)
            try await feature.actions.perform(.customer, by: Author(visit)) { desk in
                try desk.set(DeskMerge.row(desk.customers[next.name] ?? Customer(next.name), seen: seen, mine: next.content))
            }
        } catch let conflict as EditConflict {
            return try await response(conflict.problem)
        } catch let problem as Problem {
            return try await response(problem)
        }
        return .redirect(Self.path + "?done=1")
    }
}

struct AssembliesPage: Sendable {
    static let path = "/scheduling/assemblies"
    static let rowsMax = 400
    let feature: SchedulingFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: SchedulingFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func response(_ problem: Problem? = nil) async throws -> WebResponse {
        let desk = try await feature.actions.desk()
        var all = desk.assemblies
        for order in desk.orders.values where !order.assembly.isEmpty && all[order.family] == nil {
            all[order.family] = Assembly(customer: order.customer, number: order.assembly, rev: order.rev)
        }
        let counts = Dictionary(grouping: desk.orders.values.filter { desk.rules.phase($0).isOpen }, by: \.family).mapValues(\.count)
        let text = String(Substring(visit.query.text("q")).trimmed).lowercased()
        let found = all.values.filter { text.isEmpty || $0.key.lowercased().contains(text) || $0.family.lowercased().contains(text) }.sorted {
            $0.key < $1.key
        }
        let rows = found.prefix(Self.rowsMax).enumerated().html { index, assembly in
            let cells: HTML = EditRow.cells(
                visit, id: "a\(index)", path: Self.path, keys: [("customer", assembly.customer), ("number", assembly.number), ("rev", assembly.rev)],
                [
                    .init("family", assembly.family),
                    .init("slots", assembly.slots == 0 ? "" : String(assembly.slots), isNumber: true, placeholder: "–"),
                    .init("note", assembly.note),
                ])
            return """
                <tr><td class="clip" title="\(assembly.number)"><span class="mono">\(assembly.number)</span> <span class="muted">\(assembly.rev)</span></td><td class="clip">\(assembly.customer)</td>\
                <td class="num" data-label="\(reader.t("scheduling.customers.open"))">\(reader.number(counts[assembly.key] ?? 0))</td>\(cells)</tr>
                """
        }
        let heads = [
            "scheduling.column.assembly", "scheduling.column.customer", "scheduling.customers.open", "scheduling.assemblies.family",
            "scheduling.assemblies.slots", "scheduling.field.note",
        ]
        let answer: HTML =
            "<b>\(reader.t("scheduling.assemblies.answer", ["n": reader.number(all.count)]))</b> \(reader.t("scheduling.assemblies.what"))"
        return await feature.settingsPage(
            visit, "scheduling.assemblies", path: Self.path, answer: answer, problem: problem,
            """
            <form id="filter" class="form filter-form" action="\(Self.path)" data-autosubmit data-results="results"><div class="field">\
            <label for="q">\(reader.t("scheduling.search"))</label><input id="q" name="q" type="search" value="\(visit.query.text("q"))"></div>\
            <noscript><button>\(reader.t("table.filter"))</button></noscript></form>\
            <div id="results">\(EditRow.table(visit, reader.t("scheduling.assemblies"), heads.map { reader.t($0) }, numbers: [2], rows: rows, isEmpty: found.isEmpty))</div>
            """)
    }

    func save() async throws -> WebResponse {
        let form = visit.form
        do {
            var assembly = Assembly(customer: form.text("customer"), number: form.text("number"), rev: form.text("rev"))
            assembly.family = String(Substring(form.text("family")).trimmed)
            assembly.slots = try visit.count("slots") ?? 0
            assembly.note = String(Substring(form.text("note")).trimmed)
            let (next, seen) = (assembly, visit.seen)
            try await feature.actions.perform(.assembly, by: Author(visit)) { desk in
                let plain = Assembly(customer: next.customer, number: next.number, rev: next.rev)
                try desk.set(DeskMerge.row(desk.assemblies[next.key] ?? plain, seen: seen, mine: next.content))
            }
        } catch let conflict as EditConflict {
            return try await response(conflict.problem)
        } catch let problem as Problem {
            return try await response(problem)
        }
        return .redirect(Self.path + "?done=1")
    }
}

/// Cells of a row that are a form of their own.
enum EditRow {
    struct Cell {
        var name: String
        var value: String
        var isNumber: Bool
        var placeholder: String
        init(_ name: String, _ value: String, isNumber: Bool = false, placeholder: String = "") {
            (self.name, self.value, self.isNumber, self.placeholder) = (name, value, isNumber, placeholder)
        }
    }

    static func cells(_ visit: Visit, id: String, path: String, keys: [(String, String)], _ cells: [Cell]) -> HTML {
        guard visit.reader.may(SchedulingFeature.plan) else {
            return cells.html { "<td\($0.isNumber ? " class=\"num\"" as HTML : "")>\($0.value.isEmpty ? $0.placeholder : $0.value)</td>" }
                + "<td></td>"
        }
        // What an empty field stands for in the row's content.
        let seen = JSON.object(
            cells.map { cell in
                (cell.name, cell.isNumber ? (cell.value.isEmpty && cell.name == "slots" ? .int(0) : JSON(Int(cell.value))) : .string(cell.value))
            })
        let inputs = cells.html { cell in
            """
            <td data-label="\(visit.reader.t("scheduling.edit." + cell.name))"><input form="\(id)" name="\(cell.name)" value="\(cell.value)" placeholder="\(cell.placeholder)" aria-label="\(visit.reader.t("scheduling.edit." + cell.name))"\(cell.isNumber ? " class=\"narrow-input\" inputmode=\"numeric\"" as HTML : "")></td>
            """
        }
        return """
            \(inputs)<td class="actions-cell"><form id="\(id)" method="post" action="\(path)">\(HTML.csrf(visit))\(keys.html { Field.hidden($0.0, $0.1) })\
            \(Field.hidden("seen", seen.text))<button class="small">\(visit.reader.t("scheduling.save"))</button></form></td>
            """
    }

    static func table(_ visit: Visit, _ label: String, _ heads: [String], numbers: Set<Int>, rows: HTML, isEmpty: Bool) -> HTML {
        if isEmpty {
            return
                "<section class=\"panel\"><div class=\"empty\">\(HTML.icon("people"))<h2>\(visit.reader.t("scheduling.names.none"))</h2></div></section>"
        }
        let cells = heads.enumerated().html { "<th scope=\"col\"\(numbers.contains($0.offset) ? " class=\"num\"" as HTML : "")>\($0.element)</th>" }
        return """
            <div class="table-wrap" tabindex="0" role="region" aria-label="\(label)"><table class="data dense stack"><thead><tr>\(cells)<th></th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }
}
