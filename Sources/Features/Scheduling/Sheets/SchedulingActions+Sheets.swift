// Sheets and other systems' orders on their way to the desk: the preview and the import are one call.

import Host
import Kernel
import Store
import Synchronization

/// What came of an import, or would have.
package struct ImportOutcome: Sendable {
    package var plan: ImportPlan
    /// Nil when nothing was written.
    package var deed: Int64?
    /// Errors stand in the way; nothing was written.
    package var isRefused: Bool
    package var header: [String]
    package var isRehearsal: Bool
}

extension SchedulingActions {
    package func sheetContext() async throws -> SheetContext {
        let mapping = SheetMapping(json: try await house.settings.all()[SheetMapping.setting])
        return SheetContext(zone: zone, today: zone.day(of: clock.now()), mapping: mapping)
    }

    /// Reads a planner's file, or another system's document.
    package func sheet(_ bytes: [UInt8]) async throws -> Sheet {
        let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return try Sheet(bytes, try await sheetContext()) }
        let document: JSON
        do { document = try JSON(parsing: bytes).storable } catch { throw Problem(.input, "schedule_orders_invalid") }
        return try Sheet(orders: document, try await sheetContext())
    }

    /// Remembers what a header's names mean.
    package func remember(_ names: [String], _ columns: [String: String], by author: Author) async throws {
        var mapping = SheetMapping(json: try await house.settings.all()[SheetMapping.setting])
        var own: [String: SheetColumn?] = [:]
        for name in names {
            guard let word = columns[name], !name.isEmpty else { continue }
            let column = SheetColumn(rawValue: word)
            guard column != nil || word == SheetMapping.leftOut else { throw Problem(.input, "parameter_invalid", ["name": name, "value": word]) }
            own[SheetColumn.normal(name)] = .some(column)
        }
        mapping.kinds[SheetMapping.fingerprint(names)] = own
        guard mapping.kinds.count <= SheetMapping.kindsMax else {
            throw Problem(.conflict, "schedule_sheet_kinds_many", ["limit": String(SheetMapping.kindsMax)])
        }
        try await house.settings.set(SheetMapping.setting, mapping.json, by: author)
    }

    /// Takes a sheet in, as one deed.
    /// - Parameters:
    ///   - isPartial: rows without errors come in though others have some.
    ///   - isRehearsal: nothing is written; the outcome is what it would have been.
    package func take(
        _ sheet: Sheet, name: String, choice: ImportChoice = ImportChoice(), isPartial: Bool = false, isRehearsal: Bool = false, by author: Author
    ) async throws -> ImportOutcome {
        let now = clock.now()
        let box = PlanBox()
        let note = JSON.object([("name", .string(name.kept(190)))])
        let outcome = try await perform(
            .sheetImport, note: note, numbers: Array(Set(sheet.numbers)), sheet: true, isRehearsal: isRehearsal, by: author
        ) {
            desk in
            let plan = ImportPlan(desk, sheet, choice, now: now)
            box.plan.withLock { $0 = plan }
            if plan.errors.isEmpty || isPartial { desk = plan.next }
        }
        guard let plan = box.plan.withLock({ $0 }) else { throw Problem(.bug, "unexpected", cause: "an import without a plan") }
        return ImportOutcome(
            plan: plan, deed: outcome.deed, isRefused: !plan.errors.isEmpty && !isPartial, header: sheet.header?.names ?? [], isRehearsal: isRehearsal
        )
    }
}

/// Carries the plan out of the transaction.
private final class PlanBox: Sendable {
    let plan = Mutex<ImportPlan?>(nil)
}
