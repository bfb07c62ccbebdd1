// Theme and language: kept in a cookie, so that they hold before sign-in too, and with the person, so that they follow to
// another machine.

import Host
import Kernel
import Web

/// The reader's choices.
struct ChoiceDesk: Sendable {
    let house: House

    var routes: [Route] {
        [
            .form("/theme", .signedIn) { try await self.theme($0) },
            .page("/language", .open) { self.language($0) },
        ]
    }

    private func theme(_ visit: Visit) async throws -> WebResponse {
        let theme = visit.form.text("theme")
        guard theme == "auto" || People.themes.contains(theme) else {
            throw Problem(.input, "theme_unknown", ["theme": String(theme.prefix(40))])
        }
        if let id = visit.reader.person?.ownID {
            let known = try await house.people.find(id)
            try await house.people.setPreferences(
                language: known.language, theme: theme == "auto" ? nil : theme, of: id, by: Author(visit))
        }
        return WebResponse.redirect(LocalTarget.of(visit.form["back"]))
            .setting(.choice(House.themeCookie, theme, secure: house.wantsSecureCookies(visit.request)))
    }

    private func language(_ visit: Visit) -> WebResponse {
        let back = visit.query.text("back")
        // The sign-in page itself may be gone back to, which is not where signing in leads.
        let response = WebResponse.redirect(back.hasPrefix("/sign-in") ? SignInTarget.of(back) : LocalTarget.of(back))
        guard let language = Language(rawValue: visit.query.text("to")) else { return response }
        return response.setting(.choice(House.languageCookie, language.rawValue, secure: house.wantsSecureCookies(visit.request)))
    }
}

/// The way back to the sign-in page.
private enum SignInTarget {
    static func of(_ text: String) -> String {
        let parts = text.split(separator: "?", maxSplits: 1)
        guard parts.count == 2 else { return "/sign-in" }
        let to = LocalTarget.of(Parameters(urlEncoded: parts[1])["to"])
        return to == "/" ? "/sign-in" : "/sign-in?to=" + URLText.encode(to)
    }
}

extension Person {
    /// The person's own number when they are here themselves; nil for a token, the demo and the terminal.
    var ownID: Int64? { proof == .session ? id : nil }
}
