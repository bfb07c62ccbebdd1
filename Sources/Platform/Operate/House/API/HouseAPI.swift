// The house in the canonical interface: who I am, people, tokens, audit, jobs.

import Host
import Kernel
import Store
import Web

/// `/api/v1/…` of the house.
struct HouseAPI: Sendable {
    let house: House
    private var json: HouseJSON { HouseJSON(zone: house.zone) }

    var routes: [Route] {
        [
            Route(.get, "/api/v1/me", .signedIn, summary: "Who the caller is and what the caller may do") { self.me($0) },
            Route(.get, "/api/v1/people", .needs(OperateFeature.managePeople), summary: "People who may sign in") { try await self.people($0) },
            Route(.get, "/api/v1/tokens", .needs(OperateFeature.managePeople), summary: "API tokens, without their text") {
                try await self.tokens($0)
            },
            Route(
                .post, "/api/v1/tokens", .needs(OperateFeature.managePeople), summary: "Make an API token; its text is in the answer and nowhere else"
            ) {
                try await self.createToken($0)
            },
            Route(.delete, "/api/v1/tokens/{id}", .needs(OperateFeature.managePeople), summary: "Revoke an API token") { try await self.revoke($0) },
            Route(.get, "/api/v1/audit", .needs(OperateFeature.viewAudit), summary: "Every change, newest first") { try await self.audit($0) },
            Route(.get, "/api/v1/jobs", .needs(OperateFeature.viewJobs), summary: "Runs of jobs: running, waiting, ended") {
                try await self.jobs($0)
            },
        ]
    }

    private func me(_ visit: Visit) -> WebResponse {
        let person = visit.reader.person
        return .json([
            "name": JSON(person?.name), "role": JSON(person?.role.rawValue), "language": .string(visit.reader.language.rawValue),
            "zone": .string(house.zone.name), "csrf": .string(visit.reader.csrf),
        ])
    }

    private func people(_ visit: Visit) async throws -> WebResponse {
        let page = try ListPage(try await house.people.list().sorted { $0.id < $1.id }, visit.query) { $0.id }
        return .json(["people": .array(page.items.map(json.person)), "next": JSON(page.next.map(String.init))])
    }

    private func tokens(_ visit: Visit) async throws -> WebResponse {
        let now = house.clock.now()
        let page = try ListPage(try await house.tokens.list().sorted { $0.id < $1.id }, visit.query) { $0.id }
        return .json(["tokens": .array(page.items.map { json.token($0, now: now) }), "next": JSON(page.next.map(String.init))])
    }

    private func createToken(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        let token = try await TokenActions(house: house).create(
            name: body["name"]?.string ?? "", role: body["role"]?.string ?? "", days: body["days"]?.int, by: Author(visit))
        return .json(json.newToken(token, now: house.clock.now()), status: 201)
    }

    private func revoke(_ visit: Visit) async throws -> WebResponse {
        let record = try await house.tokens.revoke(visit.id(), by: Author(visit))
        return .json(json.token(record, now: house.clock.now()))
    }

    private func audit(_ visit: Visit) async throws -> WebResponse {
        let limit = min(max(1, Int(clamping: try visit.query.int("limit") ?? 100)), Audit.pageLimit)
        let entries = try await Audit(database: house.database).entries(
            AuditQuery.filter(visit.query, house.zone), before: visit.query.int("after"), limit: limit)
        let next = entries.count == limit ? entries.last?.id : nil
        return .json(["entries": .array(entries.map(json.entry)), "next": JSON(next.map(String.init))])
    }

    private func jobs(_ visit: Visit) async throws -> WebResponse {
        let filter = try JobsQuery.filter(visit.query)
        let (running, waiting, ended) = try await house.database.read { tx in
            (try JobHistory.running(in: tx), try JobHistory.due(in: tx), try JobHistory.history(filter, in: tx))
        }
        let next = ended.count == filter.limit ? ended.last?.id : nil
        return .json([
            "running": .array(running.map(json.run)), "waiting": .array(waiting.map(json.run)), "ended": .array(ended.map(json.run)),
            "next": JSON(next.map(String.init)),
        ])
    }
}
