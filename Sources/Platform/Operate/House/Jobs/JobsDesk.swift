// Jobs at the desk: what runs, what is due, what has been; run now, cancel, try again; and the timetables.

import Host
import Kernel
import Store
import Web

/// Reads the history's filter.
enum JobsQuery {
    static let pageSize = 50

    static func filter(_ query: Parameters) throws(Problem) -> JobHistoryFilter {
        let statuses: [JobStatus]
        switch query["status"] {
        case nil: statuses = []
        case "done": statuses = [.done]
        case "failed": statuses = [.failed]
        case "cancelled": statuses = [.cancelled]
        case let other?: throw Problem(.input, "parameter_invalid", ["name": "status", "value": String(other.prefix(40))])
        }
        let limit = Int(clamping: try query.int("limit") ?? Int64(pageSize))
        return JobHistoryFilter(kind: query["kind"], statuses: statuses, before: try query.int("after"), limit: limit)
    }
}

/// Pages of jobs.
struct JobsDesk: Sendable {
    let house: House
    private static let view = Access.needs(OperateFeature.viewJobs)
    private static let manage = Access.needs(OperateFeature.manageJobs)
    private var actions: JobActions { JobActions(house: house) }

    var routes: [Route] {
        [
            .page("/jobs", Self.view) { try await JobsPage(house: self.house, visit: $0).response() },
            .page("/jobs/{id}", Self.view) { try await RunPage(house: self.house, visit: $0).response() },
            .form("/jobs/run", Self.manage) { try await self.run($0) },
            .form("/jobs/{id}/cancel", Self.manage) { try await self.cancel($0) },
            .form("/jobs/{id}/retry", Self.manage) { try await self.retry($0) },
            .page("/timetables/new", Self.manage) { await TimetablePage(house: self.house, visit: $0).response(nil, problem: nil) },
            .page("/timetables/{id}", Self.manage) { try await self.timetable($0) },
            .form("/timetables", Self.manage) { try await self.save($0, id: nil) },
            .form("/timetables/{id}", Self.manage) { try await self.save($0, id: $0.id()) },
            .form("/timetables/{id}/run", Self.manage) { try await self.runTimetable($0) },
            .form("/timetables/{id}/remove", Self.manage) { try await self.remove($0) },
        ]
    }

    private func run(_ visit: Visit) async throws -> WebResponse {
        let id = try await actions.run(kind: visit.form.text("kind"), by: Author(visit))
        return .redirect("/jobs/\(id)")
    }

    private func runTimetable(_ visit: Visit) async throws -> WebResponse {
        let id = try await actions.run(timetable: visit.id(), by: Author(visit))
        return .redirect("/jobs/\(id)")
    }

    private func cancel(_ visit: Visit) async throws -> WebResponse {
        let id = try visit.id()
        try await actions.cancel(id, by: Author(visit))
        return .redirect("/jobs/\(id)")
    }

    private func retry(_ visit: Visit) async throws -> WebResponse {
        let id = try await actions.retry(visit.id(), by: Author(visit))
        return .redirect("/jobs/\(id)")
    }

    private func timetable(_ visit: Visit) async throws -> WebResponse {
        let id = try visit.id()
        let view = try await house.database.read { try Timetables.one(id, in: $0) }
        return await TimetablePage(house: house, visit: visit).response(view, problem: nil)
    }

    private func save(_ visit: Visit, id: Int64?) async throws -> WebResponse {
        let form = visit.form
        // What it is to be done to is nothing that this form knows of.
        let before = try await house.database.read { tx in try id.map { try Timetables.one($0, in: tx).draft } }
        let kind = form.text("kind")
        let draft = TimetableDraft(
            name: form.text("name"), kind: kind, payload: before?.kind == kind ? before?.payload ?? .object([]) : .object([]),
            words: form.text("words"), zone: form["zone"] ?? house.zone.name,
            missed: MissedPolicy(rawValue: form.text("missed")) ?? .once, overlap: OverlapPolicy(rawValue: form.text("overlap")) ?? .skip,
            isEnabled: form.flag("enabled"))
        do {
            _ = try await actions.save(draft, id: id, by: Author(visit))
            return .redirect("/jobs#timetables")
        } catch let problem as Problem where [409, 422].contains(problem.status) {
            let stored = try await house.database.read { tx in try id.map { try Timetables.one($0, in: tx) } }
            return await TimetablePage(house: house, visit: visit).response(stored, typed: draft, problem: problem)
        }
    }

    private func remove(_ visit: Visit) async throws -> WebResponse {
        let id = try visit.id()
        guard visit.form.flag("confirmed") else {
            let view = try await house.database.read { try Timetables.one(id, in: $0) }
            let place = [Place(visit.reader.t("jobs.title"), "/jobs"), Place(view.draft.name, "/timetables/\(id)")]
            return await TimetablePage.confirm(view, visit.reader).response(house, visit, place: place)
        }
        try await actions.remove(timetable: id, by: Author(visit))
        return .redirect("/jobs#timetables")
    }
}
