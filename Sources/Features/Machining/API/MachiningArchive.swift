// A range of days in one file to pass on: the table, a picture of each day in two formats, and a page that says what is
// what.

import Host
import Kernel
import Web

extension MachiningFeature {
    /// - Throws: `export_too_many`.
    func archive(_ request: ExportRequest, _ reader: Reader) async throws -> WebResponse {
        let ids = Set(request.centres.map(\.id))
        let pictures = try await days(Array(ids), from: request.from, to: request.to).count
        guard pictures <= ExportRequest.picturesMax else {
            throw Problem(
                .input, "export_too_many", ["count": String(pictures), "most": String(ExportRequest.picturesMax)],
                hint: "Ask for fewer days or one centre.")
        }
        return Export.zip(name: request.name, at: house.zone.civil(house.clock.now())) { emit in
            try await emit("README.txt", Array(self.readMe(request, reader).utf8))
            try await emit(request.name + ".xlsx", try await self.table(request, .xlsx, reader).collect())
            let folders = Self.folders(request.centres)
            try await self.forEachDay(request) { centre, day, stored in
                guard let stored, let folder = folders[centre.id] else { return }
                let svg = try await self.timeline(centre, day, reader, stored: stored)
                try await emit("\(folder)/\(day.isoText).svg", Array(svg.utf8))
                try await emit("\(folder)/\(day.isoText).png", try await Picture.png(svg: svg))
            }
        }
    }

    /// A folder for each centre; two names that become one get the centre's number behind it.
    static func folders(_ centres: [Centre]) -> [Int64: String] {
        var taken: Set<String> = []
        var folders: [Int64: String] = [:]
        for centre in centres {
            let plain = Export.fileName(centre.name)
            let folder = taken.contains(plain.lowercased()) ? "\(plain) \(centre.id)" : plain
            taken.insert(folder.lowercased())
            folders[centre.id] = folder
        }
        return folders
    }

    func readMe(_ request: ExportRequest, _ reader: Reader) -> String {
        let names = request.centres.map { "  \($0.name) (\($0.type), \($0.zone))" }
        let lines =
            [
                reader.t("machining.export.readme.title", ["from": request.from.isoText, "to": request.to.isoText]), "",
                reader.t("machining.export.readme.centres"),
            ] + names + ["", reader.t("machining.export.readme.files")]
            + ["table", "svg", "png"].map { "  " + reader.t("machining.export.readme.file." + $0, ["name": request.name]) }
            + ["", reader.t("machining.export.readme.figures")]
            + ["window", "stop", "wait", "production", "share", "grade", "times", "missing"].map { "  " + reader.t("machining.export.readme." + $0) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// `?centre=&day=&format=svg|png&width=`
    func timelineFile(_ visit: Visit) async throws -> WebResponse {
        let query = visit.query
        func invalid(_ name: String) -> Problem { Problem(.input, "parameter_invalid", ["name": name, "value": query.text(name)]) }
        guard let name = query["centre"], !name.isEmpty else { throw invalid("centre") }
        guard let text = query["day"] else { throw invalid("day") }
        let format = query["format"] ?? "svg"
        guard ["svg", "png"].contains(format) else { throw invalid("format") }
        let width = try query.int("width") ?? 1100
        guard (240...2400).contains(width) else { throw invalid("width") }
        let svg = try await timeline(centre(named: name), Self.day(text), visit.reader, width: Int(width))
        guard format == "png" else { return .text(svg, type: "image/svg+xml; charset=utf-8") }
        return WebResponse(headers: [("content-type", "image/png")], body: .bytes(try await Picture.png(svg: svg)))
    }

    /// The picture of a day as a document of its own.
    /// - Parameter stored: when the caller has read the day already.
    func timeline(_ centre: Centre, _ day: CivilDate, _ reader: Reader, stored: StoredDay? = nil, width: Int = 1100) async throws -> String {
        let picture = try await picture(centre, day)
        let known: StoredDay?
        if let stored { known = stored } else { known = try await session(centre, day).stored }
        let zone = try Zone(centre.zone)
        return DayTimeline.svg(
            picture, zone: zone, labels: .init(centre, day, known?.totals, zone, reader, isNarrow: width < 600), width: width)
    }
}

extension DayTimeline.Labels {
    /// The words for a reader.
    /// - Parameter totals: nil when there is no line of that day.
    init(_ centre: Centre, _ day: CivilDate, _ totals: DayTotals?, _ zone: Zone, _ reader: Reader, isNarrow: Bool = false) {
        func clock(_ at: Int64) -> String { String(zone.civil(Instant(milliseconds: at)).clockText.prefix(5)) }
        var note: [String] = []
        if let totals {
            note.append(reader.t("machining.picture.pieces", ["count": reader.number(totals.pieces)]))
            if let first = totals.firstPiece, let last = totals.lastPiece { note.append("\(clock(first))–\(clock(last))") }
            if let speed = totals.piecesPerHour, !isNarrow {
                let tenths = Int64((speed * 10).rounded())
                note.append(reader.t("machining.picture.speed", ["count": reader.quantity(Quantity(thousandths: tenths * 100))]))
            }
            note.append(reader.t("machining.picture.grade", ["grade": totals.grade.rawValue]))
        }
        self.init(
            title: "\(centre.name) · \(day.isoText)", note: note.joined(separator: " · "), production: reader.t("machining.picture.production"),
            wait: reader.t("machining.picture.wait"), stop: reader.t("machining.picture.stop"), piece: reader.t("machining.picture.tick"),
            nothing: reader.t("machining.picture.nothing"), percent: { reader.percent($0) })
    }
}
