// The old monitor's five paths with their old shapes, so that its front end works unchanged. Only the shapes are old:
// statistics cover the whole filter, `folder=1Line_M1` is understood, and an upload goes through intake.

import Host
import Intake
import Kernel
import Store
import Web

extension TraceabilityFeature {
    /// Rows of one legacy answer, as the original had it.
    static let legacyRowsMax = 5000
    /// Uploads by the legacy path.
    static let legacyUploadBytesMax = 256 << 20
    private static let opened = "access.legacy_anonymous_read"

    var legacy: [Route] {
        [
            Route(.get, "/api/smt/historial/data", .needsUnlessOpened(Self.view, setting: Self.opened), summary: "Legacy: history") {
                try await self.legacyData($0, limit: Self.legacyRowsMax)
            },
            Route(.get, "/api/smt/historial/export", .needsUnlessOpened(Self.view, setting: Self.opened), summary: "Legacy: the whole filter") {
                try await self.legacyExport($0)
            },
            Route(.post, "/api/smt/historial/upload", .needs(Self.upload), streamsBody: true, summary: "Legacy: upload a CSV") {
                try await self.legacyUpload($0)
            },
            Route(.get, "/api/smt/folders", .needsUnlessOpened(Self.view, setting: Self.opened), summary: "Legacy: lines and mounters") {
                try await self.legacyFolders($0)
            },
            Route(.get, "/api/smt/stats", .needsUnlessOpened(Self.view, setting: Self.opened), summary: "Legacy: statistics") {
                try await self.legacyStats($0)
            },
        ]
    }

    /// `1Line_M1`, `1line/L1 m2`, `Line 1 M 2`: the first number belongs to the line, the last to the mounter.
    static func folder(_ text: String) throws(Problem) -> (line: Int64, mounter: Int64?) {
        let numbers = text.split(whereSeparator: { !$0.isASCII || !$0.isNumber }).compactMap { Int64($0) }
        guard let line = numbers.first, numbers.count <= 3 else {
            throw Problem(.input, "folder_unknown", ["folder": text], hint: "Write it as 1Line_M1.")
        }
        return (line, numbers.count > 1 ? numbers.last : nil)
    }

    func legacyFilter(_ query: Parameters) throws(Problem) -> ChangeFilter {
        var filter = ChangeFilter()
        if let folder = query["folder"], folder.lowercased() != "all" { (filter.line, filter.mounter) = try Self.folder(folder) }
        filter.part = query["part_name"]
        if let result = query["result"], result.lowercased() != "all" { filter.result = result.uppercased() }
        if let text = query["date_from"] { filter.from = try ChangeFilter.instant(text, in: house.zone, isEnd: false) }
        if let text = query["date_to"] { filter.to = try ChangeFilter.instant(text, in: house.zone, isEnd: true) }
        return filter
    }

    private func legacyData(_ visit: Visit, limit: Int) async throws -> WebResponse {
        let filter = try legacyFilter(visit.query)
        let (changes, totals) = try await house.database.read { tx in
            var changes: [Change] = []
            try ChangeTable(tx: tx).page(filter, after: nil, limit: limit) { changes.append($0) }
            return (changes, try ChangeTable(tx: tx).totals(filter))
        }
        let rows = changes.map { legacyRow($0) }
        return .json([
            "success": true, "data": .array(rows),
            "stats": ["total": .int(totals.total), "ok": .int(totals.ok), "ng": .int(totals.ng)],
        ])
    }

    /// The same document without a limit, streamed.
    private func legacyExport(_ visit: Visit) async throws -> WebResponse {
        let filter = try legacyFilter(visit.query)
        let totals = try await totals(filter)
        return WebResponse(
            headers: [("content-type", "application/json")],
            body: .stream { writer in
                try await writer.write(Array(#"{"success":true,"data":["#.utf8))
                let state = FirstFlag()
                try await self.forEach(filter) { change in
                    let comma = state.isFirst ? "" : ","
                    state.isFirst = false
                    try await writer.write(Array((comma + self.legacyRow(change).text).utf8))
                }
                let stats: JSON = ["total": .int(totals.total), "ok": .int(totals.ok), "ng": .int(totals.ng)]
                try await writer.write(Array(("],\"stats\":" + stats.text + "}").utf8))
            })
    }

    private func legacyRow(_ c: Change) -> JSON {
        let civil = c.scannedAt.map { house.zone.civil($0) }
        return .object([
            ("scan_date", .string(civil?.date.isoText ?? c.scanDateRaw)), ("scan_time", .string(civil?.clockText ?? c.scanTimeRaw)),
            ("slot_no", .string(c.slotText)), ("result", .string(c.result)), ("part_name", .string(c.part)), ("quantity", JSON(c.quantity)),
            ("vendor", .string(c.vendor)), ("lot_no", .string(c.lot)), ("barcode", .string(c.barcode)), ("feeder_base", .string(c.feederBase)),
            ("previous_barcode", .string(c.previousBarcode)), ("source_file", .string(String(c.path.split(separator: "/").last ?? ""))),
            ("line_number", JSON(c.line)), ("mounter_number", JSON(c.mounter)), ("linea", JSON(c.line)), ("maquina", JSON(c.mounter)),
        ])
    }

    private func legacyFolders(_ visit: Visit) async throws -> WebResponse {
        let machines = try await machines()
        return .json([
            "success": true,
            "folders": .array(
                machines.map { machine in
                    .object([
                        ("name", .string("\(machine.line)Line_M\(machine.mounter)")),
                        ("display", .string("Line \(machine.line) - Mounter \(machine.mounter)")),
                        ("line", .int(machine.line)), ("mounter", .int(machine.mounter)), ("count", .int(machine.totals.total)),
                    ])
                }),
        ])
    }

    private func legacyStats(_ visit: Visit) async throws -> WebResponse {
        let totals = try await totals(legacyFilter(visit.query))
        let machines = try await machines()
        return .json([
            "success": true,
            "stats": [
                "total": .int(totals.total), "ok": .int(totals.ok), "ng": .int(totals.ng),
                "lines": .int(Int64(Set(machines.map(\.line)).count)), "machines": .int(Int64(machines.count)),
            ],
            "total_lines": .int(Int64(machines.count)),
        ])
    }

    /// Lines and mounters that have rows, with their totals.
    func machines() async throws -> [(line: Int64, mounter: Int64, totals: ChangeTotals)] {
        try await house.database.read { try ChartTables(tx: $0).machines() }
    }

    private func legacyUpload(_ visit: Visit) async throws -> WebResponse {
        let form = try await visit.multipart(fileBytesMax: Self.legacyUploadBytesMax, to: house.dataFolder)
        defer { form.discard() }
        guard let file = form.files.first(where: { $0.name == "csvFile" }) ?? form.files.first else {
            throw Problem(.input, "upload_missing", ["field": "csvFile"])
        }
        var parts: [String: String] = [:]
        if let line = try form.fields.int("lineNumber") { parts["line"] = String(line) }
        if let mounter = try form.fields.int("mounterNumber") { parts["mounter"] = String(mounter) }
        let upload = UploadRequest(file: file.path, name: file.filename, parts: parts, profile: "smt-mounter", zone: house.zone.name)
        let report = try await intake.upload(upload, dataFolder: house.dataFolder)
        let author = visit.reader.person.map { Author($0, via: .api, requestID: visit.request.id) } ?? .system
        let entry = AuditEntry(
            at: house.clock.now(), by: author, action: "upload.take",
            subject: file.filename, new: ["run": JSON(report.run), "loaded": .int(report.counts.loaded), "rejected": .int(report.counts.rejected)])
        _ = try await house.database.write { try Audit.record(entry, in: $0) }
        return .json([
            "success": true,
            "message": .string("\(report.counts.loaded) records loaded, \(report.counts.duplicate) known, \(report.counts.rejected) rejected"),
            "records_inserted": .int(report.counts.loaded), "records_known": .int(report.counts.duplicate),
            "records_rejected": .int(report.counts.rejected),
        ])
    }
}

/// Whether the first element is still to come; used by one stream's task only.
private final class FirstFlag: @unchecked Sendable {
    var isFirst = true
}
