// People at the desk: who may sign in, as what, and who no longer. Each change is audited by the house; each that takes
// something away is asked about first.

import Host
import Kernel
import Web

/// Pages of people.
struct PeopleDesk: Sendable {
    let house: House
    private static let access = Access.needs(OperateFeature.managePeople)

    var routes: [Route] {
        [
            .page("/people", Self.access) { try await PeoplePage(house: self.house, visit: $0).response() },
            .page("/people/new", Self.access) { await PersonPage(house: self.house, visit: $0).new(problem: nil) },
            .form("/people", Self.access) { try await self.add($0) },
            .page("/people/{id}", Self.access) { try await self.show($0, problem: nil) },
            .form("/people/{id}/role", Self.access) { try await self.setRole($0) },
            .form("/people/{id}/password", Self.access) { try await self.setPassword($0) },
            .form("/people/{id}/active", Self.access) { try await self.setActive($0) },
        ]
    }

    private func show(_ visit: Visit, problem: Problem?) async throws -> WebResponse {
        let person = try await house.people.find(visit.id())
        let page = PersonPage(house: house, visit: visit)
        return await page.response(person, try await Consequence.of(person, house), problem: problem)
    }

    /// Runs a change and goes back to the person; what the input is at fault for is said there.
    private func changing(_ visit: Visit, _ change: (Int64) async throws -> Void) async throws -> WebResponse {
        let id = try visit.id()
        do { try await change(id) } catch let problem as Problem where [409, 422].contains(problem.status) {
            return try await show(visit, problem: problem)
        }
        return .redirect("/people/\(id)")
    }

    private func add(_ visit: Visit) async throws -> WebResponse {
        let form = visit.form
        do {
            guard form.text("password") == form.text("again") else { throw Problem(.input, "passwords_differ") }
            let person = try await house.people.create(
                name: form.text("name"), password: form["password"], role: RoleText.role(form.text("role")), by: Author(visit))
            return .redirect("/people/\(person.id)")
        } catch let problem as Problem where [409, 422].contains(problem.status) {
            return await PersonPage(house: house, visit: visit).new(problem: problem)
        }
    }

    private func setRole(_ visit: Visit) async throws -> WebResponse {
        try await changing(visit) { id in
            try await house.people.setRole(RoleText.role(visit.form.text("role")), of: id, by: Author(visit))
        }
    }

    private func setPassword(_ visit: Visit) async throws -> WebResponse {
        try await changing(visit) { id in
            guard visit.form.text("password") == visit.form.text("again") else { throw Problem(.input, "passwords_differ") }
            try await house.people.setPassword(visit.form.text("password"), of: id, by: Author(visit))
        }
    }

    private func setActive(_ visit: Visit) async throws -> WebResponse {
        let isActive = visit.form.flag("active")
        if !isActive, !visit.form.flag("confirmed") {
            let person = try await house.people.find(visit.id())
            let confirm = try await Consequence.of(person, house).confirm(visit.reader)
            let reader = visit.reader
            return await confirm.response(
                house, visit, place: [Place(reader.t("people.title"), "/people"), Place(person.name, "/people/\(person.id)")])
        }
        return try await changing(visit) { id in try await house.people.setActive(isActive, of: id, by: Author(visit)) }
    }
}

/// What deactivating a person takes away.
struct Consequence: Sendable {
    var person: PersonRecord
    var sessions: Int
    /// Live tokens the person made.
    var tokens: Int

    static func of(_ person: PersonRecord, _ house: House) async throws -> Consequence {
        let now = house.clock.now()
        let sessions = try await house.signIn.sessions(of: person.id).count
        let tokens = try await house.tokens.list().filter { $0.createdBy == person.id && $0.isLive(at: now) }.count
        return Consequence(person: person, sessions: sessions, tokens: tokens)
    }

    func confirm(_ reader: Reader) -> Confirm {
        Confirm(
            title: reader.t("people.deactivate.title", ["name": person.name]),
            sentence: reader.t("people.deactivate.what", ["sessions": reader.number(sessions), "tokens": reader.number(tokens)]),
            yes: reader.t("people.deactivate"), back: "/people/\(person.id)")
    }
}
