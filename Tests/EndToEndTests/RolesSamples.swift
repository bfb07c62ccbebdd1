// A real address for every route's pattern, from what is in the small plant, so that a test can ask for each of them.

import Foundation
import Host
import Kernel
import Testing
import Web

/// A plant that can be asked: in this process or as a program of its own.
protocol RouteAsked: Sendable {
    func json(_ target: String) async throws -> JSON
    /// Sends a form as an administrator.
    func post(_ target: String, _ form: [(String, String)]) async throws -> (status: Int, location: String)
    /// Sends JSON as an administrator.
    func call(_ target: String, _ body: JSON) async throws -> JSON
}

extension TestPlant: RouteAsked {
    func post(_ target: String, _ form: [(String, String)]) async throws -> (status: Int, location: String) {
        let answer = try await send(.post, target, as: .admin, .form(form))
        return (answer.status, answer.header("location") ?? "")
    }

    func call(_ target: String, _ body: JSON) async throws -> JSON { try await send(.post, target, as: .token(.admin), .json(body)).json }
}

/// What the patterns' parameters stand for.
struct RouteSamples: Sendable {
    private var values: [String: String] = [:]
    /// Kept, as its files are asked for.
    private var branches: BranchSamples
    private var batches: BatchesSamples

    init(_ plant: TestPlant) async throws {
        try await plant.takeLogs()
        try await self.init(plant, kinds: plant.house.jobs.knownKinds.filter { !$0.needsPayload }.map(\.id), person: plant.person(.viewer).id)
    }

    /// Adds what a plant does not have from its files: a run of a job and a timetable.
    init(_ plant: some RouteAsked, kinds: [String], person: Int64) async throws {
        let kind = try #require(kinds.first, "there is no job")
        let run = try await plant.post("/jobs/run", [("kind", kind)])
        let timetable: [(String, String)] = [
            ("name", "Nightly"), ("kind", kind), ("words", "every day at 03:30"), ("zone", TestPlant.zone),
            ("missed", "once"), ("overlap", "skip"),
            ("enabled", "1"),
        ]
        let saved = try await plant.post("/timetables", timetable)
        #expect(saved.status == 303)
        func first(_ path: String, _ list: String, _ member: String = "id") async throws -> String {
            let items = try await plant.json(path)[list]?.array ?? []
            let value = try #require(items.first?[member], "nothing in \(path)")
            return value.string ?? value.int.map(String.init) ?? ""
        }
        values["/jobs/{id}"] = String(run.location.split(separator: "/").last ?? "")
        values["/timetables/{id}"] = "1"
        values["/people/{id}"] = String(person)
        values["/traceability/changes/{id}"] = try await first("/api/v1/traceability/changes", "rows")
        let lots = try await plant.json("/api/v1/traceability/changes")["rows"]?.array?.compactMap { $0["lot"]?.string }
        values["/traceability/lots/{lot}"] = lots?.first { $0.hasPrefix("LOT") } ?? "LOT-A1"
        values["/sources/{id}"] = try await first("/api/v1/intake/sources", "sources")
        values["/ledger/{id}"] = try await first("/api/v1/intake/files", "files")
        values["/files/{id}"] = values["/ledger/{id}"]
        values["/rejects/{id}"] = try await first("/api/v1/intake/rejects", "rejects")
        values["/runs/{name}"] = try await first("/api/v1/intake/runs", "runs", "run")
        values["/profiles/{name}"] = "smt-mounter"
        values["/assets/{name}"] = "gemba.css"
        values["/tokens/{id}"] = "4711"
        values["/closings/{id}"] = "4711"
        branches = try await BranchSamples.make(plant)
        batches = try await BatchesSamples.make(plant)
        let scheduling = try await ScheduleSamples.byAPI(plant)
        values["/orders/{number}"] = ScheduleSamples.order
        values["/export/{kind}"] = "work_orders"
        values["/drafts/{plan}"] = scheduling.draft
        values["/scheduling/deeds/{deed}"] = scheduling.deed
        values["/schedule/line/{id}"] = "1"
        values["/production-lines/{id}"] = "1"
        values["/qr/{code}"] = ScheduleSamples.order + "-1"
        values["/work-orders/{id}"] = ScheduleSamples.order
        values["/masks/{mask}"] = try await first("/api/v1/batches/masks", "masks", "path").split(separator: "/").last.map(String.init)
        values["/by-id/{batch}"] = "batch_000040F"
        values["/batches/{batch}"] = "batch_000040F"
        values["/batch-files/{batch}"] = "batch_000040F"
        values["/team/{name}"] = "Lucia"
        values["/crew/{name}"] = "Lucia"
        values["/segmentador/{name}"] = "Lucia"
        values["/deeds/{id}"] = batches.deed
        values["/data/upload/{id}"] = "4711"
        values["/consolidation/branches/{id}"] = try await first("/api/v1/consolidation/branches", "branches")
        values["/consolidation/places/{id}"] = try await first("/api/v1/consolidation/centrals", "centrals")
        values["/consolidation/runs/{id}"] = String(branches.closing)
        values["/consolidation/refused/{id}"] = try await first("/api/v1/consolidation/failures", "failures")
        values["/consolidation/jobs/{id}"] = "4711"
        values["/scheduled_tasks/{index}"] = "4711"
        values["/consolidation/timetable/{entry}"] = "t4711"
        values["/scheduling/import/{id}"] = "4711"
        values["/scheduling/import/undo/{deed}"] = "4711"
        values["/scheduling/export/{kind}"] = "work_orders"
        try await ScheduleSamples.byPages(plant)
        values["/scheduling/orders/{number}"] = "14409.1"
        values["/lines/{line}"] = "1"
        values["/scheduling/days/{date}"] = "2026-12-25"
        values["/trolleys/{number}"] = "3"
        values["/customers/{name}"] = "Norte"
        values["/scheduling/floor/{line}"] = "1"
        values["/scheduling/day/{line}"] = "1"
        values["/blocks/{block}"] = "4711"
        values["/scheduling/reports/{report}"] = "use"
        values["/machining/centres/{id}"] = try await first("/api/v1/machining/centres", "centres")
        let draft = try await plant.post("/scheduling/drafts", [("name", "What if <b>")])
        values["/scheduling/drafts/{id}"] = String(draft.location.split(separator: "/").last ?? "")
        values["/days/{day}"] = try await first("/api/v1/machining/days?from=2020-01-01", "days", "day")
    }

    /// The address for a pattern; nil when nothing is known of its parameter.
    func target(_ pattern: String) -> String? {
        var pattern = pattern
        for (known, value) in values {
            guard let range = pattern.range(of: known) else { continue }
            let place = known.split(separator: "/").dropLast().joined(separator: "/")
            pattern.replaceSubrange(range, with: "/\(place)/\(value)")
        }
        return pattern.contains("{") ? nil : pattern
    }
}
