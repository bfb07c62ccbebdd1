// Tokens: what programs show instead of a password. The text of a new one is on one page, once.

import Host
import Kernel
import Web

/// Pages of tokens.
struct TokenDesk: Sendable {
    let house: House
    private static let access = Access.needs(OperateFeature.managePeople)

    var routes: [Route] {
        [
            .page("/tokens", Self.access) { try await TokenPage(house: self.house, visit: $0).response(new: nil, problem: nil) },
            .form("/tokens", Self.access) { try await self.create($0) },
            .form("/tokens/{id}/revoke", Self.access) { try await self.revoke($0) },
        ]
    }

    /// Answers with the page itself and not with a redirect: an address that shows the token again must not exist.
    private func create(_ visit: Visit) async throws -> WebResponse {
        let page = TokenPage(house: house, visit: visit)
        do {
            let token = try await TokenActions(house: house).create(
                name: visit.form.text("name"), role: visit.form.text("role"), days: visit.form.int("days"), by: Author(visit))
            return try await page.response(new: token, problem: nil)
        } catch let problem as Problem where [403, 409, 422].contains(problem.status) {
            return try await page.response(new: nil, problem: problem)
        }
    }

    private func revoke(_ visit: Visit) async throws -> WebResponse {
        let id = try visit.id()
        guard visit.form.flag("confirmed") else {
            let name = try await house.tokens.list().first { $0.id == id }?.name
            guard let name else { throw Problem(.missing, "token_missing") }
            return await TokenPage.confirm(name, visit.reader).response(house, visit, place: [Place(visit.reader.t("tokens.title"), "/tokens")])
        }
        try await house.tokens.revoke(id, by: Author(visit))
        return .redirect("/tokens")
    }
}
