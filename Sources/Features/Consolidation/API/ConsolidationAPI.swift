// The canonical interface of consolidation: the same names and shapes as the verbs.

import Host
import Kernel
import Store
import Web

struct ConsolidationAPI: Sendable {
    let feature: ConsolidationFeature
    private var actions: ConsolidationActions { feature.actions }
    private var zone: Zone { actions.house.zone }

    private func text(_ body: JSON, _ name: String) -> String? { body.members?.first { $0.0 == name }?.1.string }
    private func flag(_ body: JSON, _ name: String) -> Bool { body.members?.first { $0.0 == name }?.1.bool ?? false }

    private func pair(_ body: JSON, needsCentral: Bool) async throws -> ConsolidationActions.Pair {
        guard let branch = text(body, "branch") else { throw Problem(.input, "parameter_invalid", ["name": "branch", "value": ""]) }
        var pair = ConsolidationActions.Pair(try await actions.place(branch, .branch))
        if needsCentral {
            guard let central = text(body, "central") else { throw Problem(.input, "parameter_invalid", ["name": "central", "value": ""]) }
            pair.central = try await actions.place(central, .central)
        }
        (pair.branchPassword, pair.centralPassword) = (text(body, "branch_password"), text(body, "central_password"))
        return pair
    }

    func places(_ role: Connection.Role) -> @Sendable (Visit) async throws -> WebResponse {
        { _ in
            let places = try await actions.places(role)
            return .json([role == .branch ? "branches" : "centrals": .array(places.map { ConsolidationJSON.place($0, zone) })])
        }
    }

    func add(_ role: Connection.Role) -> @Sendable (Visit) async throws -> WebResponse {
        { visit in
            let body = try await visit.json()
            let place = try await actions.add(Connection(role, alias: text(body, "alias") ?? "", url: text(body, "url") ?? ""), by: Author(visit))
            return .json(ConsolidationJSON.place(place, zone), status: 201)
        }
    }

    func open(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        let opened = try await actions.open(
            pair(body, needsCentral: false), fromNow: flag(body, "from_now"), isPreview: visit.query.flag("dry_run"), by: Author(visit))
        return .json(ConsolidationJSON.opened(opened))
    }

    func close(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        let pair = try await pair(body, needsCentral: true)
        if visit.query.flag("dry_run") { return .json(ConsolidationJSON.closed(try await actions.preview(pair), samples: true)) }
        return .json(ConsolidationJSON.closed(try await actions.close(pair, by: Author(visit)), samples: false))
    }

    func preview(_ visit: Visit) async throws -> WebResponse {
        .json(ConsolidationJSON.closed(try await actions.preview(pair(try await visit.json(), needsCentral: true)), samples: true))
    }

    func preFlight(_ visit: Visit) async throws -> WebResponse {
        .json(ConsolidationJSON.preFlight(try await actions.preFlight(pair(try await visit.json(), needsCentral: true))))
    }

    func verify(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        return .json(try await actions.verify(pair(body, needsCentral: true), repairs: flag(body, "repair"), by: Author(visit)).json)
    }

    func undo(_ visit: Visit) async throws -> WebResponse {
        .json(ConsolidationJSON.undone(try await actions.undo(visit.id(), isPreview: visit.query.flag("dry_run"), by: Author(visit))))
    }

    func runs(_ visit: Visit) async throws -> WebResponse {
        let limit = Int(min(max(try visit.query.int("limit") ?? 50, 1), 500))
        let before = try visit.query.int("after")
        let runs = try await actions.database.read { try RunTable(tx: $0).page(before: before, limit: limit) }
        return .json([
            "runs": .array(runs.map { ConsolidationJSON.run($0, zone) }), "next": runs.count == limit ? ConsolidationJSON.id(runs.last?.id) : .null,
        ])
    }

    func failures(_ visit: Visit) async throws -> WebResponse {
        var filter = FailureFilter()
        if let name = visit.query["status"] {
            guard let status = RowFailure.Status(rawValue: name) else {
                throw Problem(.input, "parameter_invalid", ["name": "status", "value": name])
            }
            filter.status = status
        }
        if let branch = visit.query["branch"] { filter.branch = try await actions.place(branch, .branch).id }
        (filter.table, filter.reason) = (visit.query["table"], visit.query["reason"])
        let limit = Int(min(max(try visit.query.int("limit") ?? 100, 1), 500))
        let (rows, total) = try await actions.failures(filter, after: try visit.query.int("after") ?? 0, limit: limit)
        return .json([
            "failures": .array(rows.map { ConsolidationJSON.failure($0, zone) }), "total": .int(total),
            "next": rows.count == limit ? ConsolidationJSON.id(rows.last?.id) : .null,
        ])
    }

    func retry(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        let ids = try body.members?.first { $0.0 == "ids" }?.1.array?.map { value throws(Problem) in
            guard let id = value.int ?? value.string.flatMap({ Int64($0) }) else {
                throw Problem(.input, "parameter_invalid", ["name": "ids", "value": ""])
            }
            return id
        }
        var edits: [String: String?] = [:]
        for (name, value) in body.members?.first(where: { $0.0 == "set" })?.1.members ?? [] {
            edits[name] = .some(RowText.cell(value).map { String(decoding: $0, as: UTF8.self) })
        }
        return .json(ConsolidationJSON.retried(try await actions.retry(ids, edits: edits, by: Author(visit))))
    }
}

extension ConsolidationAPI {
    // MARK: the timetable

    func timetable() async throws -> WebResponse {
        let places = try await actions.places()
        return .json(["timetable": .array(try await feature.planned().map { ConsolidationJSON.planned($0, places, zone) })])
    }

    /// `{"mode", "branch", "central", "once": time}`, `{…, "every_days": n, "from": time}` or `{…, "words": …}`.
    func plan(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        guard let kind = ConsolidationDeed.Kind(rawValue: text(body, "mode") ?? ""), kind == .open || kind == .close else {
            throw Problem(.input, "parameter_invalid", ["name": "mode", "value": text(body, "mode") ?? ""])
        }
        let pair = try await pair(body, needsCentral: kind == .close)
        func civil(_ name: String) throws(Problem) -> CivilTime {
            guard let instant = text(body, name).flatMap({ VolcadoShapes.instant($0, zone) }) else {
                throw Problem(.input, "parameter_invalid", ["name": name, "value": text(body, name) ?? ""])
            }
            return zone.civil(instant)
        }
        let when: ConsolidationFeature.When
        if text(body, "once") != nil {
            when = .once(try civil("once"))
        } else if let days = body["every_days"]?.int {
            guard (1...366).contains(days) else { throw Problem(.input, "parameter_invalid", ["name": "every_days", "value": String(days)]) }
            when = .everyDays(Int(days), from: try civil("from"))
        } else {
            when = .words(text(body, "words") ?? "")
        }
        let deed = ConsolidationDeed(kind, branch: pair.branch.id, central: pair.central?.id ?? 0)
        let place = try await feature.plan(deed, when, name: PlannedWords.name(deed, pair.branch, pair.central), by: Author(visit))
        let made = try await feature.planned().first { $0.place == place }
        return .json(made.map { ConsolidationJSON.planned($0, [pair.branch] + (pair.central.map { [$0] } ?? []), zone) } ?? .null, status: 201)
    }

    func unplan(_ visit: Visit) async throws -> WebResponse {
        let entry = try await feature.planned(visit.path["entry"] ?? "")
        try await feature.forget(entry, by: Author(visit))
        return .json(["removed": .string(entry.id)])
    }
}

extension ConsolidationFeature {
    var api: [Route] {
        let api = ConsolidationAPI(feature: self)
        let path = "/api/v1/consolidation"
        return [
            Route(.get, path + "/branches", .needs(Self.view), summary: "The branches and what they are at", api.places(.branch)),
            Route(.post, path + "/branches", .needs(Self.manage), summary: "Adds a branch", api.add(.branch)),
            Route(.get, path + "/centrals", .needs(Self.view), summary: "The central databases", api.places(.central)),
            Route(.post, path + "/centrals", .needs(Self.manage), summary: "Adds a central database", api.add(.central)),
            Route(.post, path + "/openings", .needs(Self.operate), summary: "Opens a branch") { try await api.open($0) },
            Route(.post, path + "/closings", .needs(Self.operate), summary: "Closes a branch into a central database") { try await api.close($0) },
            Route(.post, path + "/closings/{id}/undo", .needs(Self.operate), summary: "Takes the newest closing back") { try await api.undo($0) },
            Route(.post, path + "/previews", .needs(Self.operate), summary: "What a closing would do") { try await api.preview($0) },
            Route(.post, path + "/preflights", .needs(Self.operate), summary: "What stands in the way of a closing") { try await api.preFlight($0) },
            Route(.post, path + "/verifications", .needs(Self.operate), summary: "Holds the central database against a branch") {
                try await api.verify($0)
            },
            Route(.get, path + "/runs", .needs(Self.view), summary: "Openings, closings and checks, newest first") { try await api.runs($0) },
            Route(.get, path + "/timetable", .needs(Self.view), summary: "What is planned") { _ in try await api.timetable() },
            Route(.post, path + "/timetable", .needs(Self.operate), summary: "Plans an opening or a closing") { try await api.plan($0) },
            Route(.delete, path + "/timetable/{entry}", .needs(Self.operate), summary: "Takes something out of the timetable") {
                try await api.unplan($0)
            },
            Route(.get, path + "/failures", .needs(Self.view), summary: "Rows that a central database refused") { try await api.failures($0) },
            Route(.post, path + "/failures/retry", .needs(Self.operate), summary: "Tries refused rows again, perhaps edited") {
                try await api.retry($0)
            },
        ]
    }
}
