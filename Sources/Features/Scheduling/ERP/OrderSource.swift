// Work orders of another system, such as an ERP. Whoever can answer with this document can be pulled from; it comes in by the
// same merge as a planner's sheet, and what it has said is remembered apart from what sheets have said.

import Foundation
import Host
import Kernel
import Remote
import Web

/// Where orders come from. The document is `{"orders": [{"number": "14409.1", "customer": …, …}]}` or the list alone; members
/// are named like our fields (`docs/formats/planner-sheet.md`), and one that is left out says nothing.
package protocol OrderSource: Sendable {
    /// What the history calls it.
    var name: String { get }
    /// - Throws: whatever keeps the document from being read.
    func document() async throws -> JSON
}

/// A file that another system has written.
package struct FileOrders: OrderSource {
    let path: String
    package init(path: String) { self.path = path }
    package var name: String { URL(fileURLWithPath: path).lastPathComponent }

    package func document() async throws -> JSON {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Problem(.input, "schedule_file_missing", ["file": String(path.prefix(200))])
        }
        guard data.count <= SheetText.bytesMax else {
            throw Problem(.input, "schedule_sheet_large", ["bytes": String(data.count), "limit": String(SheetText.bytesMax)])
        }
        return try JSON(parsing: [UInt8](data)).storable
    }
}

/// A web service. A document with `"next"`, a URL, path or query of the same server, goes on there.
package struct WebOrders: OrderSource {
    let address: DocumentAddress
    package init(_ address: DocumentAddress) { self.address = address }
    package var name: String { address.host }
    /// Documents of one pull.
    static let pagesMax = 1000

    package func document() async throws -> JSON {
        var orders: [JSON] = []
        var place = address
        var seen: Set<String> = []
        while true {
            guard seen.insert(place.path).inserted, seen.count <= Self.pagesMax else {
                throw Problem(
                    .outside(retryable: false), "schedule_source_endless", ["source": address.host, "path": String(place.path.prefix(100))])
            }
            let bytes = try await DocumentFetch.get(place, bytesMax: SheetText.bytesMax)
            let page: JSON
            do { page = try JSON(parsing: bytes).storable } catch { throw Problem(.input, "schedule_orders_invalid") }
            guard let list = page.array ?? page["orders"]?.array else { throw Problem(.input, "schedule_orders_invalid") }
            orders += list
            guard orders.count <= SheetRecords.rowsMax else {
                throw Problem(.input, "schedule_sheet_rows_many", ["limit": String(SheetRecords.rowsMax)])
            }
            guard let next = page["next"]?.string, !next.isEmpty else { return ["orders": .array(orders)] }
            place = try place.following(next)
        }
    }
}

/// Sources by the line that names them: a web address, or a file's path.
package enum OrderSources {
    /// - Throws: what is wrong with the line.
    package static func source(_ location: String) throws(Problem) -> any OrderSource {
        if DocumentAddress.isOne(location) { return WebOrders(try DocumentAddress(location)) }
        guard location.hasPrefix("/"), !location.contains("://") else {
            throw Problem(.input, "schedule_source_unknown", ["source": String(location.prefix(100))])
        }
        return FileOrders(path: location)
    }
}

extension Sheet {
    /// Orders of another system; lines are counted from 1 in its list.
    /// - Throws: `schedule_orders_invalid` for a document that is no list of orders, `schedule_sheet_rows_many`.
    package init(orders document: JSON, _ context: SheetContext) throws(Problem) {
        source = .system
        guard let list = document.array ?? document["orders"]?.array else { throw Problem(.input, "schedule_orders_invalid") }
        guard list.count <= SheetRecords.rowsMax else {
            throw Problem(.input, "schedule_sheet_rows_many", ["limit": String(SheetRecords.rowsMax)])
        }
        for (index, item) in list.enumerated() {
            guard let members = item.members else { throw Problem(.input, "schedule_orders_invalid") }
            let known = members.filter { SheetColumn(rawValue: $0.0) != nil }
            let header = Header(line: 0, names: known.map(\.0), columns: known.map { SheetColumn(rawValue: $0.0) })
            let record = SheetRecord(line: index + 1, fields: known.map { Self.text($0.1) })
            rows.append(SheetRowReader(header: header, habits: SheetHabits(), context: context).row(record))
        }
    }

    private static func text(_ value: JSON) -> String {
        if let flag = value.bool { return flag ? "yes" : "no" }
        return value == .null ? "" : value.string ?? value.text
    }
}

extension SchedulingActions {
    /// Where orders are pulled from by the timetable and by a planner's click; nil when there is no such place.
    static let sourceSetting = "scheduling.order_source"

    package func sourceLocation() async throws -> String? { try await house.settings.value(Self.sourceSetting)?.string }

    /// - Parameter location: empty for none.
    package func setSource(_ location: String, by author: Author) async throws {
        if !location.isEmpty { _ = try OrderSources.source(location) }
        try await house.settings.set(Self.sourceSetting, location.isEmpty ? .null : .string(location), by: author)
    }

    /// - Throws: `schedule_source_none`.
    func source() async throws -> any OrderSource {
        guard let location = try await sourceLocation() else { throw Problem(.conflict, "schedule_source_none") }
        return try OrderSources.source(location)
    }

    /// Takes in what a source has.
    package func pull(_ source: any OrderSource, choice: ImportChoice, isPartial: Bool, isRehearsal: Bool, by author: Author) async throws
        -> ImportOutcome
    {
        let sheet = try Sheet(orders: try await source.document(), try await sheetContext())
        return try await take(sheet, name: source.name, choice: choice, isPartial: isPartial, isRehearsal: isRehearsal, by: author)
    }
}

extension SchedulingFeature {
    /// Orders of the other system, whenever the timetable says. What cannot be taken is in the run's log, and keeps nothing
    /// else out.
    var pullJob: JobKind {
        JobKind(id: "scheduling.pull", titleKey: "scheduling.job.pull", attemptsMax: 4, timeoutSeconds: 900, concurrentMax: 1) { [actions] context in
            let source = try await actions.source()
            try context.checkCancellation()
            let outcome = try await actions.pull(source, choice: ImportChoice(), isPartial: true, isRehearsal: false, by: .system)
            let plan = outcome.plan
            let texts = actions.house.texts
            for (line, problem) in plan.errors { context.log("\(line): \(texts.text("problem." + problem.code, .en, problem.parameters))") }
            for row in plan.rows where !row.conflicts.isEmpty {
                context.log("\(row.number): changed here too and left: \(row.conflicts.map(\.field).joined(separator: ", "))")
            }
            return [
                "rows": JSON(plan.rows.count), "create": JSON(plan.count(.create)), "update": JSON(plan.count(.update)),
                "same": JSON(plan.count(.same)), "skip": JSON(plan.count(.skip)), "errors": JSON(plan.errors.count), "deed": JSON(outcome.deed),
            ]
        }
    }
}
