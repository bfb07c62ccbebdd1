// The form of a branch or a central database: where it is, who signs in, and where the password is found, never the password
// itself; and a branch's settings for its tables.

import Host
import Kernel
import Store
import Web

struct PlacePage: Sendable {
    let feature: ConsolidationFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: ConsolidationFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func showNew(problem: Problem? = nil) async throws -> WebResponse {
        let name = visit.form["role"] ?? visit.query["role"] ?? "branch"
        guard let role = Connection.Role(rawValue: name) else { throw Problem(.input, "parameter_invalid", ["name": "role", "value": name]) }
        return try await show(Connection(role, alias: visit.form.text("alias"), url: visit.form.text("url")), problem: problem)
    }

    func show() async throws -> WebResponse { try await show(feature.actions.place(id: visit.id()), problem: nil) }

    private func show(_ place: Connection, problem: Problem?, found: ForeignSchema? = nil) async throws -> WebResponse {
        let isNew = place.id == 0
        let title = isNew ? reader.t("consolidation.add." + place.role.rawValue) : place.alias
        var notice: HTML = problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? ""
        if let found {
            notice = Notice.ok(
                reader.t("consolidation.place.found", ["tables": reader.number(found.tables.count), "views": reader.number(found.views.count)]))
        }
        let alias: HTML =
            isNew
            ? Field.text(
                "alias", reader.t("consolidation.place.alias"), value: place.alias, hint: reader.t("consolidation.place.alias.why"),
                more: " required maxlength=\"64\"")
            : ""
        let path = isNew ? "/consolidation/places" : "/consolidation/places/\(place.id)"
        let main: HTML = """
            <header class="page-head"><h1>\(title)</h1><p class="answer">\(reader.t("consolidation.place.about"))</p></header>\(notice)<div class="split"><div class="stack-y">\
            <section class="panel"><div class="panel-body"><form class="form wide" method="post" action="\(path)">\(HTML.csrf(visit))\(Field.hidden("role", place.role.rawValue))\
            \(Field.hidden("version", String(place.version)))\(alias)\(Field.text("url", reader.t("consolidation.column.address"), value: place.url, hint: reader.t("consolidation.place.url.why"), more: " required spellcheck=\"false\" class=\"mono\""))\
            \(Field.text("password", reader.t("consolidation.place.password"), type: "password", hint: reader.t("consolidation.place.password.why"), more: " autocomplete=\"off\""))\
            <div class="form-actions"><button class="primary" name="do" value="save">\(reader.t("consolidation.place.save"))</button>\
            <button name="do" value="test">\(reader.t("consolidation.place.test"))</button>\
            <a class="button" href="/consolidation">\(reader.t("script.cancel"))</a></div></form></div></section></div><div class="stack-y">\(examples)\
            \(isNew ? "" : AskingButton.form(visit, to: path + "/remove", Self.confirm(place, reader)))</div></div>
            """
        return await feature.house.page(
            visit, title: title, place: [Place(reader.t("consolidation.title"), "/consolidation"), Place(title)], status: problem?.status ?? 200, main
        )
    }

    private var examples: HTML {
        let rows = [
            "mysql://gemba@10.0.0.5/restaurante?password=env:NORTH_PASS", "postgres://gemba@10.0.0.6/shop?password=file:/etc/gemba/shop",
            "sqlite:/srv/branches/north.sqlite",
        ].html { "<p class=\"mono\">\($0)</p>" }
        return
            "<section class=\"panel\"><header><h2>\(reader.t("consolidation.place.examples"))</h2></header><div class=\"panel-body\">\(rows)</div></section>"
    }

    static func confirm(_ place: Connection, _ reader: Reader) -> Confirm {
        Confirm(
            title: reader.t("consolidation.remove.title", ["name": place.alias]), sentence: reader.t("consolidation.remove.what"),
            yes: reader.t("consolidation.remove"), back: "/consolidation/places/\(place.id)")
    }

    func create() async throws -> WebResponse {
        guard let role = Connection.Role(rawValue: visit.form.text("role")) else { throw Problem(.input, "field_invalid", ["field": "role"]) }
        let place = Connection(role, alias: visit.form.text("alias"), url: visit.form.text("url"))
        return try await saveOrTest(place) { _ = try await feature.actions.add(place, by: Author(visit)) }
    }

    func save() async throws -> WebResponse {
        var place = try await feature.actions.place(id: visit.id())
        place.version = Int64(visit.form.text("version")) ?? place.version
        place.url = visit.form.text("url")
        let changed = place
        return try await saveOrTest(place) { try await feature.actions.change(changed, by: Author(visit)) }
    }

    private func saveOrTest(_ place: Connection, _ save: () async throws -> Void) async throws -> WebResponse {
        do {
            guard visit.form.text("do") != "test" else {
                let password = visit.form.text("password")
                let found = try await feature.actions.test(place, password: password.isEmpty ? nil : password)
                return try await show(place, problem: nil, found: found)
            }
            try await save()
            return .redirect("/consolidation")
        } catch { return try await show(place, problem: Problem(error)) }
    }

    func remove() async throws -> WebResponse {
        let place = try await feature.actions.place(id: visit.id())
        guard visit.form.flag("confirmed") else {
            return await Self.confirm(place, reader).response(
                feature.house, visit,
                place: [Place(reader.t("consolidation.title"), "/consolidation"), Place(place.alias, "/consolidation/places/\(place.id)")])
        }
        for entry in try await feature.planned() where entry.deed.branch == place.id || entry.deed.central == place.id {
            try await feature.forget(entry, by: Author(visit))
        }
        try await feature.actions.remove(place, by: Author(visit))
        return .redirect("/consolidation")
    }
}

struct TablesPage: Sendable {
    let feature: ConsolidationFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: ConsolidationFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func show() async throws -> WebResponse {
        let branch = try await feature.branch(visit.id())
        let policies = try await feature.actions.policies(branch)
        var names = Set(policies.keys)
        var problem: Problem?
        do { names.formUnion(try await feature.actions.test(branch).tables.map(\.name)) } catch { problem = Problem(error) }
        let notice: HTML =
            problem.map { Notice.warn($0.title(reader), $0.hintText(reader)) }
            ?? (visit.query["done"] == nil ? "" : Notice.ok(reader.t("consolidation.policies.saved")))
        let rows = names.sorted().html { row($0, policies[$0] ?? TablePolicy()) }
        let headings = ["table", "on-update", "on-delete", "on-columns", "excluded"].html {
            "<th scope=\"col\">\(reader.t("consolidation.column." + $0))</th>"
        }
        let title = reader.t("consolidation.policies")
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("consolidation.policies.question", ["branch": branch.alias]))</h1>\
            <p class="answer">\(reader.t("consolidation.policies.about"))</p></header>\(notice)<section class="panel"><form method="post" action="/consolidation/branches/\(branch.id)/tables">\
            \(HTML.csrf(visit))<div class="table-wrap"><table class="data"><thead><tr>\(headings)</tr></thead><tbody>\(rows)</tbody></table></div>\
            <div class="panel-body"><button class="primary">\(reader.t("consolidation.policies.save"))</button></div></form></section>
            """
        return await feature.house.page(
            visit, title: title,
            place: [
                Place(reader.t("consolidation.title"), "/consolidation"), Place(branch.alias, "/consolidation/branches/\(branch.id)"), Place(title),
            ], main)
    }

    private func row(_ table: String, _ policy: TablePolicy) -> HTML {
        func select<T: RawRepresentable & CaseIterable & Equatable>(_ name: String, _ chosen: T) -> HTML where T.RawValue == String {
            let options = T.allCases.html { choice in
                "<option value=\"\(choice.rawValue)\"\(choice == chosen ? " selected" : HTML.empty)>\(reader.t("consolidation.policy.\(name).\(choice.rawValue)"))</option>"
            }
            return """
                <td data-label="\(reader.t("consolidation.column.on-" + name))"><select name="\(name).\(table)" aria-label="\(table): \(reader.t("consolidation.column.on-" + name))">\(options)</select></td>
                """
        }
        return """
            <tr><td class="mono">\(table)<input type="hidden" name="table" value="\(table)"></td>\(select("update", policy.update))\(select("delete", policy.delete))\
            \(select("columns", policy.columns))<td data-label="\(reader.t("consolidation.column.excluded"))"><label class="check-line"><input type="checkbox" name="excluded.\(table)" value="1"\(policy.isExcluded ? " checked" : HTML.empty) \
            aria-label="\(table): \(reader.t("consolidation.policy.excluded"))"><span>\(reader.t("consolidation.policy.excluded"))</span></label></td></tr>
            """
    }

    func save() async throws -> WebResponse {
        let branch = try await feature.branch(visit.id())
        let before = try await feature.actions.policies(branch)
        for table in visit.form.all("table") {
            func choice<T: RawRepresentable>(_ name: String) throws(Problem) -> T where T.RawValue == String {
                guard let value = T(rawValue: visit.form.text("\(name).\(table)")) else {
                    throw Problem(.input, "field_invalid", ["field": "\(name).\(table)"])
                }
                return value
            }
            var policy = TablePolicy()
            policy.update = try choice("update")
            policy.delete = try choice("delete")
            policy.columns = try choice("columns")
            policy.isExcluded = visit.form.flag("excluded.\(table)")
            guard policy != before[table] ?? TablePolicy() else { continue }
            try await feature.actions.set(policy, table: table, of: branch, by: Author(visit))
        }
        return .redirect("/consolidation/branches/\(branch.id)/tables?done=1")
    }
}
