// My own account: password, language, and where I am signed in. A token and the demo's visitor have none.

import Host
import Kernel
import Web

/// `/me` and what it changes.
struct MeDesk: Sendable {
    let house: House

    var routes: [Route] {
        [
            .page("/me", .signedIn) { try await MePage(house: self.house, visit: $0).response(problem: nil) },
            .form("/me/password", .signedIn) { try await self.setPassword($0) },
            .form("/me/language", .signedIn) { try await self.setLanguage($0) },
            .form("/me/sessions/end", .signedIn) { try await self.endSession($0) },
        ]
    }

    private func own(_ visit: Visit) throws -> (id: Int64, name: String) {
        guard let person = visit.reader.person, let id = person.ownID else { throw Problem(.forbidden, "session_needed") }
        return (id, person.name)
    }

    /// All sessions end with the old password, this one included, so a new one begins in the same answer.
    private func setPassword(_ visit: Visit) async throws -> WebResponse {
        let (id, name) = try own(visit)
        let (form, request) = (visit.form, visit.request)
        do {
            guard form.text("password") == form.text("again") else { throw Problem(.input, "passwords_differ") }
            try await house.signIn.confirm(name: name, password: form.text("current"), address: request.readersAddress)
            try await house.people.setPassword(form.text("password"), of: id, by: Author(visit))
            let signedIn = try await house.signIn.signIn(
                name: name, password: form.text("password"), address: request.readersAddress, agent: request.header("user-agent") ?? "")
            let seconds = (signedIn.expiresAt - house.clock.now()).milliseconds / 1000
            return WebResponse.redirect("/me?done=password")
                .setting(.session(signedIn.sessionToken, seconds: seconds, secure: house.wantsSecureCookies(request)))
        } catch let problem as Problem where problem.status < 500 {
            return try await MePage(house: house, visit: visit).response(problem: problem)
        }
    }

    private func setLanguage(_ visit: Visit) async throws -> WebResponse {
        let (id, _) = try own(visit)
        guard let language = Language(rawValue: visit.form.text("language")) else {
            throw Problem(.input, "parameter_invalid", ["name": "language", "value": String(visit.form.text("language").prefix(40))])
        }
        let known = try await house.people.find(id)
        try await house.people.setPreferences(language: language, theme: known.theme, of: id, by: Author(visit))
        return WebResponse.redirect("/me")
            .setting(.choice(House.languageCookie, language.rawValue, secure: house.wantsSecureCookies(visit.request)))
    }

    private func endSession(_ visit: Visit) async throws -> WebResponse {
        let (id, _) = try own(visit)
        try await house.signIn.endSession(visit.form.text("session"), of: id, by: Author(visit))
        return .redirect("/me")
    }
}
