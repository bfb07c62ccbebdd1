// The canonical interface of machining: the same names and shapes as the verbs.

import Host
import Kernel
import Web

struct MachiningAPI: Sendable {
    let feature: MachiningFeature
    init(_ feature: MachiningFeature) { self.feature = feature }

    func centres(_ visit: Visit) async throws -> WebResponse {
        .json(["centres": .array(try await feature.centres().map { MachiningJSON.json($0) })])
    }

    func session(_ visit: Visit) async throws -> WebResponse {
        let (centre, day) = try await centreAndDay(visit)
        return .json(try MachiningJSON.json(try await feature.session(centre, day)))
    }

    func days(_ visit: Visit) async throws -> WebResponse {
        let (centres, from, to) = try await range(visit)
        let byID = Dictionary(uniqueKeysWithValues: centres.map { ($0.id, $0) })
        let days = try await feature.days(centres.map(\.id), from: from, to: to, hasShifts: visit.query["by"] == "shift")
        return .json(["days": .array(try days.compactMap { day in try byID[day.centre].map { try MachiningJSON.json(day, $0) } })])
    }

    func intervals(_ visit: Visit) async throws -> WebResponse {
        let (centre, day) = try await centreAndDay(visit)
        return .json(MachiningJSON.json(try await feature.picture(centre, day), try Zone(centre.zone)))
    }

    func pieces(_ visit: Visit) async throws -> WebResponse {
        let (centre, day) = try await centreAndDay(visit)
        let zone = try Zone(centre.zone)
        let lines = try await feature.lines(centre, day, [.piece])
        let pieces = lines.enumerated().map { index, line in
            JSON.object([
                ("number", .int(Int64(index + 1))), ("at", .string(zone.rfc3339(line.at))), ("details", .string(line.details)),
                ("file", .string(line.path)), ("file_line", .int(line.fileLine)), ("byte_offset", .int(line.byteOffset)),
            ])
        }
        return .json(["pieces": .array(pieces), "total": .int(Int64(pieces.count))])
    }

    func jobs(_ visit: Visit) async throws -> WebResponse {
        let (centre, day) = try await centreAndDay(visit)
        let zone = try Zone(centre.zone)
        return .json(["jobs": .array(try await feature.session(centre, day).jobs.map { MachiningJSON.json($0, zone) })])
    }

    func summary(_ visit: Visit) async throws -> WebResponse {
        let (centres, from, to) = try await range(visit)
        guard let span = SummarySpan(rawValue: visit.query["by"] ?? "day") else {
            throw Problem(
                .input, "parameter_invalid", ["name": "by", "value": visit.query["by"] ?? ""], hint: "One of shift, day, week, month, all.")
        }
        return .json(["summary": .array(try await feature.summary(centres, from: from, to: to, by: span).map { try $0.json() })])
    }

    private func centreAndDay(_ visit: Visit) async throws -> (Centre, CivilDate) {
        guard let name = visit.query["centre"] else { throw Problem(.input, "parameter_invalid", ["name": "centre", "value": ""]) }
        guard let text = visit.query["day"] else { throw Problem(.input, "parameter_invalid", ["name": "day", "value": ""]) }
        return (try await feature.centre(named: name), try MachiningFeature.day(text))
    }

    /// `centre` may be left out; `from` and `to` are days, both included.
    func range(_ visit: Visit) async throws -> ([Centre], CivilDate, CivilDate) {
        var centres = try await feature.centres()
        if let name = visit.query["centre"], !name.isEmpty { centres = [try await feature.centre(named: name)] }
        if let type = visit.query["type"], !type.isEmpty { centres = centres.filter { $0.type == type } }
        let today = feature.house.zone.day(of: feature.house.clock.now())
        let to = try visit.query["to"].map { text throws(Problem) in try MachiningFeature.day(text) } ?? today
        let from = try visit.query["from"].map { text throws(Problem) in try MachiningFeature.day(text) } ?? to.adding(days: -30)
        guard from <= to else { throw Problem(.input, "range_reversed", ["from": from.isoText, "to": to.isoText]) }
        return (centres, from, to)
    }
}
