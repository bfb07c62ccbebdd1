// Work orders of another system, such as an ERP. Whoever can answer with this document can be pulled from; it comes in by the
// same merge as a planner's sheet, and what it has said is remembered apart from what sheets have said.

import Foundation
import Host
import Kernel

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
        guard !path.contains("://") else { throw Problem(.input, "schedule_source_unknown", ["source": String(path.prefix(100))]) }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Problem(.input, "schedule_file_missing", ["file": String(path.prefix(200))])
        }
        guard data.count <= SheetText.bytesMax else {
            throw Problem(.input, "schedule_sheet_large", ["bytes": String(data.count), "limit": String(SheetText.bytesMax)])
        }
        return try JSON(parsing: [UInt8](data)).storable
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
    /// Takes in what a source has.
    package func pull(_ source: any OrderSource, choice: ImportChoice, isPartial: Bool, isRehearsal: Bool, by author: Author) async throws
        -> ImportOutcome
    {
        let sheet = try Sheet(orders: try await source.document(), try await sheetContext())
        return try await take(sheet, name: source.name, choice: choice, isPartial: isPartial, isRehearsal: isRehearsal, by: author)
    }
}
