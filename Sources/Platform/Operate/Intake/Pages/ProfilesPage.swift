// "How is each format read?": the profiles, and each in words.

import Host
import Intake
import Kernel
import Web

extension IntakeDesk {
    /// Answers `/profiles`.
    func profilesPage(_ visit: Visit) async throws -> WebResponse {
        let reader = visit.reader
        let profiles = try await intake.profiles()
        let sources = try await intake.sources()
        let add: HTML =
            reader.may(Self.manage)
            ? "<a class=\"button primary\" href=\"/profiles/new\">\(HTML.icon("plus"))\(reader.t("profiles.add"))</a>"
            : ""
        let rows = profiles.html { profile in
            let used = sources.filter { $0.profile == profile.name }.count
            let kind = reader.t(Self.isBuiltIn(profile.name) ? "profile.built-in" : "profile.own")
            return """
                <tr data-href="/profiles/\(profile.name)"><td><a href="/profiles/\(profile.name)">\(profile.name)</a></td>\
                \(Markup.cell(reader.t("profile.kind"), "\(kind)"))\(Markup.cell(reader.t("profile.target"), "\(profile.target)"))\
                \(Markup.cell(reader.t("profile.files"), "<span class=\"mono\">\(profile.include.joined(separator: ", "))</span>"))\
                \(Markup.number(reader.t("profile.columns"), "\(profile.columns.count)"))\(Markup.number(reader.t("profile.sources"), "\(used)"))</tr>
                """
        }
        let heads: [(String, Bool)] = [
            ("profile.name", false), ("profile.kind", false), ("profile.target", false), ("profile.files", false),
            ("profile.columns", true),
            ("profile.sources", true),
        ]
        let own = profiles.filter { !Self.isBuiltIn($0.name) }.count
        let answer = reader.t(
            profiles.count == 1 ? "profiles.answer.one" : "profiles.answer", ["n": reader.number(profiles.count), "own": reader.number(own)])
        let main =
            Markup.head(reader.t("profiles.title"), "\(answer)", actions: add)
            + Markup.table(reader.t("profiles.title"), heads.map { (reader.t($0.0), $0.1) }, rows: rows)
        return await page(visit, reader.t("profiles.title"), [Place(reader.t("profiles.title"))], main)
    }

    static func isBuiltIn(_ name: String) -> Bool { IntakeProfile.builtIn.contains { $0.name == name } }

    /// Answers `/profiles/{name}`.
    func profilePage(_ visit: Visit) async throws -> WebResponse {
        let profile = try await intake.profile(visit.path["name"] ?? "")
        let sources = try await intake.sources().filter { $0.profile == profile.name }
        let view = ProfileView(visit: visit, profile: profile, sources: sources)
        return await page(
            visit, profile.name, [Place(visit.reader.t("profiles.title"), "/profiles"), Place(profile.name)], view.html)
    }
}

struct ProfileView {
    let visit: Visit
    let profile: IntakeProfile
    let sources: [Source]
    private var reader: Reader { visit.reader }

    var html: HTML {
        let isBuiltIn = IntakeDesk.isBuiltIn(profile.name)
        let change: HTML =
            !reader.may(IntakeDesk.manage)
            ? ""
            : """
            <a class="button" href="/profiles/\(profile.name)/edit">\(HTML.icon(isBuiltIn ? "copy" : "edit"))\
            \(reader.t(isBuiltIn ? "profile.copy" : "profile.change"))</a>
            """
        let answer = reader.t(
            "profile.answer",
            ["columns": reader.number(profile.columns.count), "files": profile.include.joined(separator: ", ")])
        let json: HTML = """
            <details class="disclose"><summary>\(reader.t("profile.definition"))</summary><pre class="preview">\(PrettyJSON.text(profile.json))</pre></details>
            """
        return Markup.head(
            profile.name, "\(answer) \(reader.t(isBuiltIn ? "profile.built-in.more" : "profile.own.more"))",
            actions: change)
            + "<div class=\"split\"><div class=\"stack-y\">\(columns)\(paths)\(json)</div><div class=\"stack-y\">\(reading)\(users)</div></div>"
    }

    private var reading: HTML {
        let header: String =
            switch profile.header {
            case .present: reader.t("profile.header.present")
            case .absent(let names): reader.t("profile.header.absent", ["n": String(names.count)])
            case .withinFirst(let lines): reader.t("profile.header.within", ["n": String(lines)])
            }
        let facts: [(String, HTML)] = [
            (reader.t("profile.target"), "\(profile.target)"),
            (reader.t("profile.delimiter"), "<code>\(profile.delimiter.text)</code>"),
            (
                reader.t("profile.quote"),
                profile.quote.map { "<code>\(String(UnicodeScalar($0)))</code>" } ?? "\(reader.t("profile.quote.none"))"
            ),
            (reader.t("source.field.encoding"), "\(profile.encoding.rawValue)"),
            (reader.t("profile.header"), "\(header)"),
            (reader.t("profile.dates"), "\(reader.t("profile.dates." + profile.dateOrder.rawValue))"),
        ]
        return Markup.panel(reader.t("profile.reading"), body: Markup.facts(facts))
    }

    private var users: HTML {
        let list = sources.html { "<li><a href=\"/sources/\($0.id)\">\($0.name)</a></li>" }
        return Markup.panel(
            reader.t("profile.sources"),
            body: sources.isEmpty ? "<p>\(reader.t("profile.unused"))</p>" : "<ul>\(list)</ul>")
    }

    private var columns: HTML {
        let rows = profile.columns.html { column in
            let needed = reader.t(column.matters ? "profile.column.matters" : "profile.column.optional")
            return """
                <tr><td>\(column.name)</td>\(Markup.cell(reader.t("profile.synonyms"), "\(column.synonyms.joined(separator: ", "))"))\
                \(Markup.cell(reader.t("profile.column.kind"), "\(reader.t("profile.kind." + column.kind.rawValue))"))\
                \(Markup.cell(reader.t("profile.column.needed"), "\(needed)"))</tr>
                """
        }
        let heads = ["profile.column", "profile.synonyms", "profile.column.kind", "profile.column.needed"].map {
            (reader.t($0), false)
        }
        return Markup.tablePanel(
            reader.t("profile.columns"), Markup.table(reader.t("profile.columns"), heads, rows: rows, dense: true))
    }

    private var paths: HTML {
        guard !profile.paths.isEmpty else { return "" }
        let items = profile.paths.html { "<li><code>\($0)</code></li>" }
        return Markup.panel(
            reader.t("profile.paths"), body: "<p>\(reader.t("profile.paths.more"))</p><ul>\(items)</ul>")
    }
}
