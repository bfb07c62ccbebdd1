// All orders in one table: what there is to make, where it stands, when it will be done. Closed ones by a filter.

import Host
import Kernel
import Store
import Web

/// An order with what the plan says of it.
struct OrderRow: Sendable {
    var order: WorkOrder
    var slot: Slot?
    var line: Int?
    /// On no line.
    var isBacklog: Bool
}

struct OrdersPage: Sendable {
    static let rowsPerPage = 100
    static let exportMax = 20_000
    static let sorts = ["number", "customer", "assembly", "quantity", "ship", "kit", "hours", "start", "end"]
    let feature: SchedulingFeature
    let visit: Visit
    private let data: DataTable
    private let sort: TableSort
    private var reader: Reader { visit.reader }
    private var words: ScheduleWords { ScheduleWords(reader: reader) }
    private var isClosed: Bool { visit.query.text("show") == "closed" }
    private var text: String { String(Substring(visit.query.text("q")).trimmed).lowercased() }

    init(_ feature: SchedulingFeature, _ visit: Visit) throws {
        (self.feature, self.visit) = (feature, visit)
        sort = try TableSort(visit.query, of: Self.sorts, otherwise: TableSort("ship"))
        data = DataTable(visit, path: SchedulePath.orders, sort: sort)
    }

    private struct Listing: Sendable {
        var desk: Desk
        var rows: [OrderRow]
        var total: Int
        var all: Int
        var late: Int
        var backlog: Int
        var next: Int?
    }

    private func listing(limit: Int) async throws -> Listing {
        let desk = try await feature.actions.desk()
        let layout = desk.layout(now: reader.now, zone: reader.zone)
        let open = desk.orders.values.filter { desk.rules.phase($0).isOpen }.map { order in
            OrderRow(
                order: order, slot: layout.slots[order.number], line: desk.placements[order.number]?.line,
                isBacklog: desk.placements[order.number] == nil)
        }
        let skip = Int(try visit.query.int("after") ?? 0)
        let (late, backlog) = (open.count { ($0.slot?.lateWork ?? 0) > 0 }, open.count(where: \.isBacklog))
        if isClosed {
            var filter = ClosedFilter()
            (filter.text, filter.customer) = (text, visit.query["customer"])
            filter.words = visit.query["status"].map { [$0] } ?? []
            let (orders, total) = try await feature.actions.closed(filter, skip: max(0, skip), limit: limit)
            let rows = orders.map { OrderRow(order: $0, slot: nil, line: nil, isBacklog: false) }
            return Listing(
                desk: desk, rows: rows, total: Int(total), all: open.count, late: late, backlog: backlog,
                next: skip + rows.count < Int(total) ? skip + rows.count : nil)
        }
        let found = open.filter { matches($0) }.sorted { before($0, $1) }
        let from = min(max(0, skip), found.count)
        let rows = Array(found[from...].prefix(limit))
        return Listing(
            desk: desk, rows: rows, total: found.count, all: open.count, late: late, backlog: backlog,
            next: from + rows.count < found.count ? from + rows.count : nil)
    }

    private func matches(_ row: OrderRow) -> Bool {
        let (query, order) = (visit.query, row.order)
        if !text.isEmpty, ![order.number, order.customer, order.assembly, order.rev, order.note].contains(where: { $0.lowercased().contains(text) }) {
            return false
        }
        if let status = query["status"], order.status.word != status { return false }
        if let customer = query["customer"], order.customer != customer { return false }
        if let line = query["line"], line == "none" ? !row.isBacklog : row.line != Int(line) { return false }
        if let clear = query["clear"], order.isClear != (clear == "yes") { return false }
        return query["late"] == nil || (row.slot?.lateWork ?? 0) > 0
    }

    private func before(_ a: OrderRow, _ b: OrderRow) -> Bool {
        func key(_ row: OrderRow) -> (Int, Int64, String) {
            let (order, slot) = (row.order, row.slot)
            func number(_ value: Int64?) -> (Int, Int64, String) { (value == nil ? 1 : 0, value ?? 0, "") }
            return switch sort.key {
            case "customer": (order.customer.isEmpty ? 1 : 0, 0, order.customer.lowercased())
            case "assembly": (order.assembly.isEmpty ? 1 : 0, 0, order.assembly.lowercased())
            case "quantity": number(order.quantity?.thousandths)
            case "ship": number(order.shipDate?.daysSinceEpoch)
            case "kit": number(order.kitDate?.daysSinceEpoch)
            case "hours": number(slot?.hours.hundredths)
            case "start": number(slot?.start.milliseconds)
            case "end": number(slot?.end.milliseconds)
            default: (0, 0, order.number)
            }
        }
        let (x, y) = (key(a), key(b))
        // What has no value comes last either way.
        if x.0 != y.0 { return x.0 < y.0 }
        if x == y { return a.order.number < b.order.number }
        return sort.isDescending ? x > y : x < y
    }

    func response() async throws -> WebResponse {
        let listing = try await listing(limit: Self.rowsPerPage)
        let late: HTML =
            listing.late > 0
            ? "<b class=\"is-bad\">\(reader.t("scheduling.orders.late", ["n": reader.number(listing.late)]))</b>"
            : "\(reader.t("scheduling.orders.none-late"))"
        let new: HTML =
            reader.may(SchedulingFeature.plan)
            ? "<a class=\"button primary\" href=\"\(SchedulePath.orders)/new\">\(HTML.icon("plus"))\(reader.t("scheduling.orders.new"))</a>" : ""
        let done: HTML = visit.query["removed"].map { Notice.ok(reader.t("scheduling.orders.removed", ["order": $0])) } ?? ""
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("scheduling.orders.question"))</h1><p class="answer" id="answer" data-live="scheduling">\
            <b>\(reader.t("scheduling.orders.answer", ["n": reader.number(listing.all)]))</b> \(late) \
            \(reader.t("scheduling.orders.unplaced", ["n": reader.number(listing.backlog)]))</p><div class="actions">\(new)</div></header>\
            \(ScheduleTabs.html(visit, current: SchedulePath.orders))\(done)\(data.form())\
            <div id="results" class="stack-y orders-table" data-live="scheduling">\(data.kept(["sort", "late", "show", "q"].filter { $0 != "q" }))\
            \(bar(listing))\(table(listing))\(pager(listing))</div>
            """
        return await feature.house.page(
            visit, title: reader.t("scheduling.orders"), place: ScheduleTabs.place(visit, Place(reader.t("scheduling.orders"))), main)
    }

    private func bar(_ listing: Listing) -> HTML {
        let shows: [(String, [String: String?], Bool)] = [
            ("open", ["show": nil, "late": nil, "line": nil], !isClosed && visit.query["late"] == nil && visit.query["line"] != "none"),
            ("late", ["show": nil, "late": "1", "line": nil], visit.query["late"] != nil),
            ("backlog", ["show": nil, "late": nil, "line": "none"], visit.query["line"] == "none"),
            ("closed", ["show": "closed", "late": nil, "line": nil, "clear": nil, "sort": nil, "status": nil], isClosed),
        ]
        let links = shows.html { key, changes, isNow in
            "<a href=\"\(data.link(changes))\"\(isNow ? " aria-current=\"true\"" : HTML.empty)>\(reader.t("scheduling.orders.show." + key))</a>"
        }
        return """
            <div class="table-bar"><div class="segmented">\(links)</div><p class="count">\
            \(reader.t("scheduling.orders.count", ["n": reader.number(listing.total)]))</p><span class="spacer"></span>\(data.tools(rows: Int64(listing.total)))</div>
            """
    }

    private func label(_ name: String) -> String { reader.t("scheduling.column." + name) }

    private func table(_ listing: Listing) -> HTML {
        let desk = listing.desk
        let isFiltered = visit.query.items.contains { !$0.value.isEmpty }
        if listing.rows.isEmpty, !isFiltered {
            return """
                <section class="panel"><div class="empty">\(HTML.icon("scheduling"))<h2>\(reader.t("scheduling.orders.empty"))</h2>\
                <p>\(reader.t("scheduling.orders.empty.step"))</p></div></section>
                """
        }
        func sorted(_ key: String) -> String? { isClosed ? nil : key }
        let any = reader.t("scheduling.any")
        let phases = isClosed ? desk.closedWords : desk.openWords
        let statuses = phases.map { (value: $0, text: words.status($0)) }
        let customers = Set(desk.orders.values.map(\.customer)).filter { !$0.isEmpty }.sorted().map { (value: $0, text: $0) }
        let lines = desk.sortedLines.map { (value: String($0.number), text: $0.name) } + [(value: "none", text: reader.t("scheduling.no-line"))]
        let yesNo = [(value: "yes", text: reader.t("scheduling.yes")), (value: "no", text: reader.t("scheduling.no"))]
        let heads = [
            TableHead(label("order"), sort: sorted("number"), filter: data.input("q", label("search"))),
            TableHead(
                label("customer"), sort: sorted("customer"),
                filter: data.select("customer", label("customer"), customers, chosen: visit.query["customer"], all: any)),
            TableHead(label("assembly"), sort: sorted("assembly")), TableHead(label("quantity"), isNumber: true, sort: sorted("quantity")),
            TableHead(label("status"), filter: data.select("status", label("status"), statuses, chosen: visit.query["status"], all: any)),
            TableHead(
                label("clear"), filter: isClosed ? "" : data.select("clear", label("clear"), yesNo, chosen: visit.query["clear"], all: any)),
            TableHead(label("kit"), sort: sorted("kit"), startsDescending: false), TableHead(label("ship"), sort: sorted("ship")),
            TableHead(label("late")),
            TableHead(label("line"), filter: isClosed ? "" : data.select("line", label("line"), lines, chosen: visit.query["line"], all: any)),
            TableHead(label("hours"), isNumber: true, sort: sorted("hours")), TableHead(label("start"), sort: sorted("start")),
            TableHead(label("end"), sort: sorted("end")),
        ]
        return data.html(reader.t("scheduling.orders"), heads, rows: listing.rows.html { row($0, desk) })
    }

    private func row(_ row: OrderRow, _ desk: Desk) -> HTML {
        let (order, slot) = (row.order, row.slot)
        let path = SchedulePath.order(order.number)
        let isLate = (slot?.lateWork ?? 0) > 0
        let clear: HTML = order.isClear ? "<span class=\"tag is-ok\">\(HTML.icon("ok"))\(reader.t("scheduling.yes"))</span>" : words.dash
        let start = slot?.start ?? order.startedAt
        let end = slot?.end ?? order.endedAt
        let late = slot.map { words.late($0, desk.rules, isShort: true) } ?? ""
        let line = row.line.flatMap { desk.lines[$0]?.name } ?? ""
        return """
            <tr data-key="\(order.number)" data-href="\(path)"\(isLate ? " class=\"is-bad\"" : HTML.empty)><td class="mono"><a href="\(path)">\(order.number)</a></td>\
            <td class="clip" title="\(order.customer)">\(order.customer)</td><td class="clip" title="\(order.assembly)">\(order.assembly) <span class="muted">\(order.rev)</span></td>\
            <td class="num" data-label="\(label("quantity"))">\(words.quantity(order.quantity))</td><td>\(words.statusTag(order, desk.rules))</td>\
            <td data-label="\(label("clear"))">\(clear)</td><td class="nowrap" data-label="\(label("kit"))">\(words.day(order.kitDate))</td>\
            <td class="nowrap" data-label="\(label("ship"))">\(words.day(order.shipDate))</td><td>\(late)</td>\
            <td class="clip" data-label="\(label("line"))" title="\(line)">\(line.isEmpty ? words.dash : "\(line)")</td>\
            <td class="num" data-label="\(label("hours"))">\(slot.map { "\(words.hours($0.hours.hundredths))" } ?? words.dash)</td>\
            <td class="nowrap" data-label="\(label("start"))">\(words.time(start, isShort: true))</td><td class="nowrap" data-label="\(label("end"))">\(words.time(end, isShort: true))</td></tr>
            """
    }

    private func pager(_ listing: Listing) -> HTML {
        guard let next = listing.next else { return "" }
        let query = visit.query.query(setting: ["after": String(next)])
        return "<nav class=\"pager\"><a rel=\"next\" href=\"\(SchedulePath.orders)?\(query)\">\(reader.t("scheduling.more"))</a></nav>"
    }

    // MARK: export

    func export() async throws -> WebResponse {
        let listing = try await listing(limit: Self.exportMax)
        let names = [
            "order", "customer", "assembly", "rev", "quantity", "status", "clear", "kit", "ship", "trolleys", "line", "position", "hours", "start",
            "end",
            "late-hours",
        ]
        let columns = names.map { name in
            ExportColumn(
                title: label(name),
                kind: ["trolleys", "position"].contains(name)
                    ? .integer : ["quantity", "hours", "late-hours"].contains(name) ? .quantity : ["start", "end"].contains(name) ? .instant : .text)
        }
        let (words, reader, desk) = (words, reader, listing.desk)
        let rows = listing.rows.map { row -> [ExportCell] in
            let (order, slot) = (row.order, row.slot)
            func at(_ instant: Instant?) -> ExportCell { instant.map { .instant($0, local: reader.zone.civil($0)) } ?? .empty }
            return [
                .text(order.number), .text(order.customer), .text(order.assembly), .text(order.rev), order.quantity.map { .quantity($0) } ?? .empty,
                .text(words.status(order.status)), .text(reader.t(order.isClear ? "scheduling.yes" : "scheduling.no")),
                .text(order.kitDate?.isoText ?? ""), .text(order.shipDate?.isoText ?? ""), .integer(Int64(order.trolleys)),
                .text(row.line.flatMap { desk.lines[$0]?.name } ?? ""), slot.map { .integer(Int64($0.position)) } ?? .empty,
                slot.map { .quantity(Quantity(thousandths: $0.hours.hundredths * 10)) } ?? .empty, at(slot?.start ?? order.startedAt),
                at(slot?.end ?? order.endedAt),
                slot.map { .quantity(Quantity(thousandths: $0.lateWork / 3600)) } ?? .empty,
            ]
        }
        return try ScheduleExport.response(visit, name: "orders-" + reader.zone.day(of: reader.now).isoText, columns: columns, rows: rows)
    }
}

enum ScheduleExport {
    /// - Throws: `parameter_invalid`.
    static func response(_ visit: Visit, name: String, columns: [ExportColumn], rows: [[ExportCell]]) throws(Problem) -> WebResponse {
        guard let format = Export.Format(rawValue: visit.query["format"] ?? "csv") else {
            throw Problem(.input, "parameter_invalid", ["name": "format", "value": visit.query.text("format")])
        }
        return Export.response(format: format, name: name, columns: columns) { emit in for row in rows { try await emit(row) } }
    }
}

extension Desk {
    private func words(_ isWanted: (OrderPhase) -> Bool) -> [String] {
        OrderStatus.defaults.filter { isWanted($0.phase) }.map(\.word) + rules.ownStatuses.filter { isWanted($0.phase) }.map(\.word)
    }
    var openWords: [String] { words(\.isOpen) }
    var closedWords: [String] { words { !$0.isOpen } }
}
