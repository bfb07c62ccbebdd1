// Bringing a planner's sheet in: looked at first, done as one deed, all of it or nothing.

import Host
import Kernel
import Store

extension SchedulingActions {
    package struct Imported: Sendable {
        package var plan: ImportPlan
        /// Nil for a preview, and where nothing was to be changed.
        package var deed: Int64?
        /// Whether anything was written: not with errors, unless the rest is wanted all the same.
        package var isDone: Bool
    }

    /// - Parameters:
    ///   - isPartial: rows with errors are left out, and the others are taken.
    ///   - takesFile: in a conflict the file is right.
    package func importSheet(
        _ bytes: [UInt8], name: String, isRehearsal: Bool, isPartial: Bool = false, takesFile: Bool = false, by author: Author
    ) async throws -> Imported {
        let sheet = try PlannerSheet(try SheetText(bytes))
        let (now, zone) = (clock.now(), zone)
        let numbers = sheet.rows.map { $0[.number] }.filter { !$0.isEmpty }
        let preview = ImportPlan(sheet, onto: try await desk(numbers: numbers, sheet: true), now: now, zone: zone, takesFile: takesFile)
        if isRehearsal || (!isPartial && !preview.errors.isEmpty) { return Imported(plan: preview, deed: nil, isDone: false) }
        let note = JSON.object([
            ("name", .string(String(name.prefix(100)))), ("create", JSON(preview.count(.create))), ("update", JSON(preview.count(.update))),
        ])
        let done = LastPlan(preview)
        let outcome = try await perform(.sheetImport, note: note, numbers: numbers, sheet: true, by: author) { desk in
            // The desk may have changed since it was looked at.
            let plan = ImportPlan(sheet, onto: desk, now: now, zone: zone, takesFile: takesFile)
            guard isPartial || plan.errors.isEmpty else { throw Problem(.conflict, "schedule_overtaken", ["what": name]) }
            done.set(plan)
            desk = plan.desk
        }
        return Imported(plan: done.value, deed: outcome.deed, isDone: true)
    }
}

/// What was done, out of a transaction that may be tried more than once.
private final class LastPlan: @unchecked Sendable {
    // Written by the transaction, read after it.
    private(set) var value: ImportPlan
    init(_ value: ImportPlan) { self.value = value }
    func set(_ plan: ImportPlan) { value = plan }
}

extension SchedulingActions {
    /// The desk with every order there ever was.
    func whole() async throws -> SheetExport {
        let now = clock.now()
        let (desk, orders) = try await database.read { tx in
            let store = DeskStore(tx: tx, plan: Desk.published)
            let orders: [WorkOrder] = try store.rows(DeskTables.orders)
            return (try store.load(now: now, numbers: orders.map(\.number)), orders)
        }
        return SheetExport(desk, orders: orders, now: now, zone: zone)
    }
}
