// The audit as a page and as a file. It is only ever read here.

import Host
import Kernel
import Web

/// Pages of the audit.
struct AuditDesk: Sendable {
    /// Entries per page.
    static let pageSize = 50
    let house: House

    var routes: [Route] {
        [
            .page("/audit", .needs(OperateFeature.viewAudit)) { try await self.show($0) },
            .page("/audit/export", .needs(OperateFeature.viewAudit)) { try self.export($0) },
        ]
    }

    private func show(_ visit: Visit) async throws -> WebResponse {
        let filter = try AuditQuery.filter(visit.query, house.zone)
        let entries = try await Audit(database: house.database).entries(filter, before: visit.query.int("after"), limit: Self.pageSize + 1)
        return await AuditPage(house: house, visit: visit).response(entries)
    }

    /// All entries of the filter, a page of the database at a time.
    private func export(_ visit: Visit) throws -> WebResponse {
        let filter = try AuditQuery.filter(visit.query, house.zone)
        guard let format = Export.Format(rawValue: visit.query["format"] ?? "csv") else {
            throw Problem(.input, "parameter_invalid", ["name": "format", "value": visit.query.text("format")])
        }
        let zone = house.zone
        let audit = Audit(database: house.database)
        let columns = ["at", "person", "via", "action", "subject", "old", "new", "reason", "request"].map { name in
            ExportColumn(title: name, kind: name == "at" ? .instant : .text)
        }
        return Export.response(format: format, name: "audit-" + zone.day(of: house.clock.now()).isoText, columns: columns) { emit in
            var before: Int64?
            while true {
                let entries = try await audit.entries(filter, before: before, limit: Audit.pageLimit)
                for entry in entries { try await emit(Self.cells(entry, zone)) }
                guard entries.count == Audit.pageLimit, let last = entries.last?.id else { return }
                before = last
            }
        }
    }

    private static func cells(_ e: AuditEntry, _ zone: Zone) -> [ExportCell] {
        [
            .instant(e.at, local: zone.civil(e.at)), .text(e.personName), .text(e.via.rawValue), .text(e.action), .text(e.subject),
            .text(e.old?.text ?? ""), .text(e.new?.text ?? ""), .text(e.reason ?? ""), .text(e.requestID ?? ""),
        ]
    }
}
