// Every row of a filter as a file: exactly what the page shows, all of it, streamed.

import Host
import Kernel
import Web

extension TraceabilityFeature {
    /// `?format=csv|xlsx|json` and the filter's parameters.
    func export(_ visit: Visit) async throws -> WebResponse {
        let filter = try filter(visit.query)
        guard let format = Export.Format(rawValue: visit.query["format"] ?? "csv") else {
            throw Problem(.input, "parameter_invalid", ["name": "format", "value": visit.query.text("format")])
        }
        let zone = house.zone
        let name = "material-changes-" + zone.day(of: house.clock.now()).isoText
        return Export.response(format: format, name: name, columns: Self.exportColumns()) { emit in
            try await self.forEach(filter) { try await emit(Self.exportCells($0, zone)) }
        }
    }

    static func exportColumns() -> [ExportColumn] {
        let kinds: [(String, ExportColumn.Kind)] = [
            ("scanned_at", .instant), ("scan_date_raw", .text), ("scan_time_raw", .text), ("line", .integer), ("mounter", .integer),
            ("slot", .text), ("side", .text), ("result", .text), ("part", .text), ("quantity", .quantity), ("vendor", .text), ("lot", .text),
            ("barcode", .text), ("previous_barcode", .text), ("feeder_base", .text), ("product_date", .text), ("sequence", .text),
            ("file", .text), ("file_line", .integer),
        ]
        return kinds.map { ExportColumn(title: $0.0, kind: $0.1) }
    }

    static func exportCells(_ c: Change, _ zone: Zone) -> [ExportCell] {
        [
            c.scannedAt.map { .instant($0, local: zone.civil($0)) } ?? .empty, .text(c.scanDateRaw), .text(c.scanTimeRaw),
            c.line.map { .integer($0) } ?? .empty, c.mounter.map { .integer($0) } ?? .empty, .text(c.slotText), .text(c.side ?? ""),
            .text(c.result), .text(c.part), c.quantity.map { .quantity($0) } ?? .empty, .text(c.vendor), .text(c.lot), .text(c.barcode),
            .text(c.previousBarcode), .text(c.feederBase), .text(c.productDate), .text(c.sequence), .text(c.path), .integer(c.fileLine),
        ]
    }
}
