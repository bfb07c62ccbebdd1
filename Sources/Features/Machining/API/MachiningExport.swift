// Days of centres as a file: one row per centre and day, days without a log marked; or all of it in an archive, with a
// picture of each day.

import Host
import Kernel
import Web

/// What is to be in the file.
struct ExportRequest: Sendable {
    enum Format: Equatable, Sendable {
        case table(Export.Format)
        case zip

        static let names = Export.Format.allCases.map(\.rawValue) + ["zip"]
    }

    /// In the order of their names.
    var centres: [Centre]
    var from: CivilDate
    var to: CivilDate
    var format: Format

    /// Days of a range.
    static let daysMax: Int64 = 3_700
    /// Pictures of an archive, of each kind.
    static let picturesMax = 4_000
    /// So many days are read at once.
    static let daysRead = 31

    var days: Int64 { to.daysSinceEpoch - from.daysSinceEpoch + 1 }
    var name: String { "machining-\(from.isoText)-\(to.isoText)" }
}

extension MachiningFeature {
    /// Files to save, and the picture of a day.
    var files: [Route] {
        [
            .page("/machining/export", .needs(Self.view)) { try await self.export($0) },
            .page("/machining/timeline", .needs(Self.view)) { try await self.timelineFile($0) },
            Route(.get, "/api/v1/machining/export", .needs(Self.view), summary: "Days of a range as XLSX, CSV, JSON, or an archive with pictures") {
                try await self.export($0)
            },
            Route(.get, "/api/v1/machining/timeline", .needs(Self.view), summary: "A centre's day as a picture, SVG or PNG") {
                try await self.timelineFile($0)
            },
        ]
    }

    /// - Parameters:
    ///   - text: one of `ExportRequest.Format.names`.
    ///   - from: required, like `to`.
    /// - Throws: `range_missing`, `day_invalid`, `range_reversed`, `range_too_long`, `parameter_invalid`, `centre_missing`,
    ///   `type_missing`.
    func exportRequest(format text: String, from: String?, to: String?, centre: String?, type: String?) async throws -> ExportRequest {
        guard let from, let to, !from.isEmpty, !to.isEmpty else { throw Problem(.input, "range_missing") }
        let format: ExportRequest.Format
        if text == "zip" {
            format = .zip
        } else if let table = Export.Format(rawValue: text) {
            format = .table(table)
        } else {
            throw Problem(
                .input, "parameter_invalid", ["name": "format", "value": text],
                hint: "One of \(ExportRequest.Format.names.joined(separator: ", ")).")
        }
        var request = ExportRequest(centres: try await centres(), from: try Self.day(from), to: try Self.day(to), format: format)
        guard request.from <= request.to else {
            throw Problem(.input, "range_reversed", ["from": request.from.isoText, "to": request.to.isoText])
        }
        guard request.days <= ExportRequest.daysMax else {
            throw Problem(.input, "range_too_long", ["days": String(request.days), "most": String(ExportRequest.daysMax)])
        }
        if let centre, !centre.isEmpty { request.centres = [try await self.centre(named: centre)] }
        if let type, !type.isEmpty {
            request.centres = request.centres.filter { $0.type.lowercased() == type.lowercased() }
            if request.centres.isEmpty { throw Problem(.input, "type_missing", ["type": type]) }
        }
        return request
    }

    /// `?format=&from=&to=&centre=&type=`
    func export(_ visit: Visit) async throws -> WebResponse {
        let query = visit.query
        let request = try await exportRequest(
            format: query["format"] ?? "xlsx", from: query["from"], to: query["to"], centre: query["centre"], type: query["type"])
        return try await export(request, visit.reader)
    }

    /// - Throws: `export_too_many`.
    func export(_ request: ExportRequest, _ reader: Reader) async throws -> WebResponse {
        switch request.format {
        case .table(let format): return table(request, format, reader)
        case .zip: return try await archive(request, reader)
        }
    }

    func table(_ request: ExportRequest, _ format: Export.Format, _ reader: Reader) -> WebResponse {
        let words = format == .xlsx ? reader : nil
        return Export.response(format: format, name: request.name, columns: Self.exportColumns(words)) { emit in
            try await self.forEachDay(request) { centre, day, stored in try await emit(Self.exportCells(centre, day, stored, words)) }
        }
    }

    /// Day by day, and in each the centres by name; nil where there is no line.
    func forEachDay(_ request: ExportRequest, _ body: @Sendable (Centre, CivilDate, StoredDay?) async throws -> Void) async throws {
        var first = request.from
        while first <= request.to {
            let last = min(first.adding(days: ExportRequest.daysRead - 1), request.to)
            let stored = try await days(request.centres.map(\.id), from: first, to: last)
            let found = Dictionary(uniqueKeysWithValues: stored.map { (Place(centre: $0.centre, day: $0.day), $0) })
            var day = first
            while day <= last {
                for centre in request.centres { try await body(centre, day, found[Place(centre: centre.id, day: day)]) }
                day = day.adding(days: 1)
            }
            first = last.adding(days: 1)
        }
    }

    private struct Place: Hashable {
        var centre: Int64
        var day: CivilDate
    }

    /// Programs read the same names in every language; people read words.
    /// - Parameter reader: for words.
    static func exportColumns(_ reader: Reader?) -> [ExportColumn] {
        let columns: [(String, ExportColumn.Kind)] = [
            ("day", .text), ("centre", .text), ("type", .text), ("pieces", .integer), ("window", .quantity), ("first_start", .instant),
            ("first_piece", .instant), ("last_piece", .instant), ("last_stop", .instant), ("wait", .quantity), ("stop", .quantity),
            ("production", .quantity), ("occupation", .quantity), ("wait_share", .quantity), ("stop_share", .quantity), ("grade", .text),
            ("rejected_lines", .integer), ("flags", .text),
        ]
        return columns.map { name, kind in ExportColumn(title: reader?.t("machining.export.column." + name) ?? name, kind: kind) }
    }

    static func exportCells(_ centre: Centre, _ day: CivilDate, _ stored: StoredDay?, _ reader: Reader?) throws -> [ExportCell] {
        guard let t = stored?.totals else {
            let grade = reader?.t("machining.picture.nothing") ?? "no_data"
            return [.marked(day.isoText), .marked(centre.name), .marked(centre.type)] + Array(repeating: .empty, count: 12) + [.marked(grade)]
                + Array(repeating: .empty, count: 2)
        }
        let zone = try Zone(centre.zone)
        func time(_ at: Int64?) -> ExportCell {
            at.map { .instant(Instant(milliseconds: $0), local: zone.civil(Instant(milliseconds: $0))) } ?? .empty
        }
        func share(_ part: Int64) -> ExportCell { t.share(part).map { .share($0) } ?? .empty }
        let flags = DayFlags.names.filter { t.flags.contains($0.flag) }.map(\.name).joined(separator: " ")
        return [
            .text(day.isoText), .text(centre.name), .text(centre.type), .integer(t.pieces), .duration(milliseconds: t.window),
            time(t.firstStart), time(t.firstPiece), time(t.lastPiece), time(t.lastStop), .duration(milliseconds: t.wait),
            .duration(milliseconds: t.stop), .duration(milliseconds: t.production), share(t.production), share(t.wait), share(t.stop),
            .text(t.grade.rawValue), .integer(t.rejects), .text(flags),
        ]
    }
}
