// The way in and the way out. What is wrong is never said more exactly than "name or password", and the first
// administrator can be made only on the machine itself, while there is nobody yet.

import Host
import Kernel
import Web

/// Sign-in, the first run, sign-out.
struct SignInDesk: Sendable {
    let house: House

    var routes: [Route] {
        [
            .page("/sign-in", .open) { try await self.show($0) },
            .form("/sign-in", .open) { try await self.enter($0) },
            .form("/sign-in/first", .open) { try await self.first($0) },
            .form("/sign-out", .signedIn) { try await self.leave($0) },
        ]
    }

    private func show(_ visit: Visit) async throws -> WebResponse {
        if visit.reader.person != nil { return .redirect(LocalTarget.of(visit.query["to"])) }
        let page = SignInPage(house: house, visit: visit)
        return try await isFirstRun ? page.first(problem: nil) : page.response(problem: nil)
    }

    private func enter(_ visit: Visit) async throws -> WebResponse {
        do {
            try checkOrigin(visit)
            return try await begin(visit, name: visit.form.text("name"), password: visit.form.text("password"))
        } catch let problem as Problem where problem.isForSignIn {
            return SignInPage(house: house, visit: visit).response(problem: problem)
        }
    }

    private func first(_ visit: Visit) async throws -> WebResponse {
        do {
            try checkOrigin(visit)
            guard try await isFirstRun else { throw Problem(.conflict, "people_not_empty") }
            guard visit.request.isFromThisMachine else { throw Problem(.forbidden, "first_run_remote") }
            let (name, password) = (visit.form.text("name"), visit.form.text("password"))
            guard password == visit.form.text("again") else { throw Problem(.input, "passwords_differ") }
            var author = Author.system
            author.reason = "first run"
            author.requestID = visit.request.id
            _ = try await house.people.createFirst(name: name, password: password, by: author)
            return try await begin(visit, name: name, password: password)
        } catch let problem as Problem where problem.status < 500 {
            let page = SignInPage(house: house, visit: visit)
            return problem.code == "people_not_empty" ? page.response(problem: problem) : page.first(problem: problem)
        }
    }

    private func begin(_ visit: Visit, name: String, password: String) async throws -> WebResponse {
        let request = visit.request
        let signedIn = try await house.signIn.signIn(
            name: name, password: password, address: request.readersAddress, agent: request.header("user-agent") ?? "",
            replacing: request.cookie(House.sessionCookie))
        let seconds = (signedIn.expiresAt - house.clock.now()).milliseconds / 1000
        return WebResponse.redirect(LocalTarget.of(visit.form["to"]))
            .setting(.session(signedIn.sessionToken, seconds: seconds, secure: house.wantsSecureCookies(request)))
    }

    private func leave(_ visit: Visit) async throws -> WebResponse {
        if let token = visit.request.cookie(House.sessionCookie) { try await house.signIn.signOut(sessionToken: token) }
        return WebResponse.redirect("/sign-in").setting(.session("", seconds: 0, secure: house.wantsSecureCookies(visit.request)))
    }

    private var isFirstRun: Bool {
        get async throws {
            if house.isDemo { return false }
            return try await house.people.isEmpty
        }
    }

    /// These forms are open, so no session's secret protects them; the browser says where they come from.
    private func checkOrigin(_ visit: Visit) throws {
        guard visit.request.isFromOwnPage else { throw Problem(.forbidden, "csrf") }
    }
}

extension Problem {
    /// Said on the sign-in page itself.
    fileprivate var isForSignIn: Bool { ["sign_in_failed", "sign_in_throttled", "busy", "csrf"].contains(code) }
}
