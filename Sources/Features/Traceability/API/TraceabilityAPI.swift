// The canonical interface of traceability: the same names and shapes as the verbs.

import Host
import Kernel
import Web

/// A change as JSON, member by member in the order of the contract.
enum ChangeJSON {
    static func json(_ c: Change, _ zone: Zone) -> JSON {
        .object([
            ("scanned_at", JSON(c.scannedAt.map { zone.rfc3339($0) })), ("scan_date_raw", .string(c.scanDateRaw)),
            ("scan_time_raw", .string(c.scanTimeRaw)), ("line", JSON(c.line)), ("mounter", JSON(c.mounter)),
            ("slot", c.slot.map { .int($0) } ?? .string(c.slotText)), ("side", JSON(c.side)), ("result", .string(c.result)),
            ("part", .string(c.part)), ("quantity", JSON(c.quantity)), ("vendor", .string(c.vendor)), ("lot", .string(c.lot)),
            ("barcode", .string(c.barcode)), ("previous_barcode", .string(c.previousBarcode)), ("feeder_base", .string(c.feederBase)),
            ("file", .string(c.path)), ("file_line", .int(c.fileLine)), ("byte_offset", .int(c.byteOffset)),
            ("product_date", .string(c.productDate)), ("sequence", .string(c.sequence)), ("id", .int(c.id)),
            ("withdrawn_at", JSON(c.withdrawnAt.map { zone.rfc3339($0) })), ("extras", c.extraValues.map { .object($0) } ?? .null),
        ])
    }

    static func json(_ page: ChangePageResult, _ zone: Zone) -> JSON {
        .object([
            ("rows", .array(page.changes.map { json($0, zone) })), ("total", .int(page.totals.total)), ("ok", .int(page.totals.ok)),
            ("ng", .int(page.totals.ng)), ("next", JSON(page.next)),
        ])
    }

    static func json(_ slot: LoadedSlot, _ zone: Zone) -> JSON {
        .object([
            ("line", .int(slot.line)), ("mounter", .int(slot.mounter)), ("slot", Int64(slot.slot).map { .int($0) } ?? .string(slot.slot)),
            ("side", JSON(slot.side)), ("part", .string(slot.part)), ("barcode", .string(slot.barcode)), ("lot", .string(slot.lot)),
            ("quantity", JSON(slot.quantity)), ("since", .string(zone.rfc3339(slot.since))), ("file", .string(slot.path)),
            ("file_line", .int(slot.fileLine)),
        ])
    }

    static func json(_ window: SlotWindow, _ zone: Zone) -> JSON {
        .object([
            ("line", .int(window.line)), ("mounter", .int(window.mounter)),
            ("slot", Int64(window.slot).map { .int($0) } ?? .string(window.slot)), ("side", JSON(window.side)), ("part", .string(window.part)),
            ("lot", .string(window.lot)), ("barcode", .string(window.barcode)), ("from", .string(zone.rfc3339(window.from))),
            ("to", JSON(window.to.map { zone.rfc3339($0) })), ("file", .string(window.path)), ("file_line", .int(window.fileLine)),
        ])
    }

    static func json(_ totals: ChangeTotals) -> JSON {
        .object([("total", .int(totals.total)), ("ok", .int(totals.ok)), ("ng", .int(totals.ng))])
    }
}

struct TraceabilityAPI: Sendable {
    let feature: TraceabilityFeature
    init(_ feature: TraceabilityFeature) { self.feature = feature }
    private var zone: Zone { feature.house.zone }

    func changes(_ visit: Visit) async throws -> WebResponse {
        let limit = Int(try visit.query.int("limit") ?? 100)
        let page = try await feature.search(feature.filter(visit.query), after: visit.query["after"], limit: limit)
        return .json(ChangeJSON.json(page, zone))
    }

    func loaded(_ visit: Visit) async throws -> WebResponse {
        let slots = try await feature.loaded(line: visit.query.int("line"), mounter: visit.query.int("mounter"))
        return .json(["slots": .array(slots.map { ChangeJSON.json($0, zone) })])
    }

    func lot(_ visit: Visit) async throws -> WebResponse {
        let windows = try await feature.windows(lotOrBarcode: visit.path["lot"] ?? "")
        return .json(["lot": .string(visit.path["lot"] ?? ""), "by": "time_window", "windows": .array(windows.map { ChangeJSON.json($0, zone) })])
    }

    func stats(_ visit: Visit) async throws -> WebResponse {
        .json(ChangeJSON.json(try await feature.totals(feature.filter(visit.query))))
    }
}
