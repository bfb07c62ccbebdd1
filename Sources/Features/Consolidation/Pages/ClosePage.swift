// Before a branch is closed: what stands in the way, what the closing would do, and the question whether to do it. The
// preview is the closing itself, taken back.

import Host
import Kernel
import Store
import Web

struct ClosePage: Sendable {
    /// A preview that may take longer is made only when asked for.
    static let previewSeconds = 20.0
    let feature: ConsolidationFeature
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var words: ConsolidationWords { ConsolidationWords(reader: reader) }

    init(_ feature: ConsolidationFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    private struct Look: Sendable {
        var flight: PreFlight?
        var preview: ClosedBranch?
        var problem: Problem?
    }

    func show() async throws -> WebResponse { try await show(typed: TypedPair(), token: nil, wantsPreview: visit.query.flag("preview")) }

    private func show(typed: TypedPair, token: String?, wantsPreview: Bool) async throws -> WebResponse {
        let branch = try await feature.branch(visit.id())
        let centrals = try await feature.actions.places(.central)
        let chosen = visit.form["central"] ?? visit.query["central"]
        let usual = try await feature.house.database.read { try RunTable(tx: $0).latest(.close)[branch.id]?.centralID }
        let central = centrals.first { String($0.id) == chosen } ?? centrals.first { $0.id == usual } ?? centrals.first
        guard let central else {
            let main: HTML = """
                <header class="page-head"><h1>\(reader.t("consolidation.close.question", ["branch": branch.alias, "central": "–"]))</h1></header>\
                \(Notice.warn(reader.t("consolidation.no-central")))
                """
            return await page(branch, main, status: 200)
        }
        let look = await look(branch, central, typed, wantsPreview: wantsPreview)
        let question = reader.t("consolidation.close.question", ["branch": branch.alias, "central": central.alias])
        let notice: HTML = look.problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? ""
        let main: HTML = """
            <header class="page-head"><h1>\(question)</h1><p class="answer">\(answer(look))</p></header>\(choice(branch, centrals, central))\(notice)\
            \(form(branch, central, look, token))\(findings(look.flight))\(preview(look.preview))
            """
        return await page(branch, main, status: look.problem == nil ? 200 : 409)
    }

    private func page(_ branch: Connection, _ main: HTML, status: Int) async -> WebResponse {
        let title = reader.t("consolidation.close.title")
        return await feature.house.page(
            visit, title: title,
            place: [
                Place(reader.t("consolidation.title"), "/consolidation"), Place(branch.alias, "/consolidation/branches/\(branch.id)"), Place(title),
            ],
            status: status, main)
    }

    private func look(_ branch: Connection, _ central: Connection, _ typed: TypedPair, wantsPreview: Bool) async -> Look {
        let pair = ConsolidationActions.Pair(branch, central, branchPassword: typed.branch, centralPassword: typed.central)
        var look = Look()
        do {
            let flight = try await feature.actions.preFlight(pair)
            look.flight = flight
            if flight.mayClose, wantsPreview || flight.seconds <= Self.previewSeconds { look.preview = try await feature.actions.preview(pair) }
        } catch { look.problem = Problem(error) }
        return look
    }

    private func answer(_ look: Look) -> HTML {
        if let closed = look.preview {
            let some = closed.tables.count { $0.counts.sum > 0 }
            return
                "<b>\(words.counts(closed.counts))</b> \(reader.t("consolidation.close.in-tables", ["n": reader.number(some), "all": reader.number(closed.tables.count)]))"
        }
        guard let flight = look.flight else { return "\(reader.t("consolidation.close.unknown"))" }
        return
            "\(reader.t("consolidation.close.about", ["tables": reader.number(flight.tables), "rows": reader.number(flight.rows), "time": reader.seconds(flight.seconds)]))"
    }

    private func choice(_ branch: Connection, _ centrals: [Connection], _ chosen: Connection) -> HTML {
        guard centrals.count > 1 else { return "" }
        let links = centrals.html { central in
            "<a href=\"/consolidation/branches/\(branch.id)/close?central=\(central.id)\"\(central.id == chosen.id ? " aria-current=\"true\"" : HTML.empty)>\(central.alias)</a>"
        }
        return "<div class=\"table-bar\"><div class=\"segmented\">\(links)</div></div>"
    }

    private func form(_ branch: Connection, _ central: Connection, _ look: Look, _ token: String?) -> HTML {
        let mayClose = look.flight?.mayClose == true && look.problem == nil
        let close: HTML =
            mayClose
            ? "<button class=\"primary\" name=\"do\" value=\"close\">\(reader.t("consolidation.close.now", ["branch": branch.alias]))</button>" : ""
        let preview: HTML =
            look.preview == nil
            ? "<button name=\"do\" value=\"preview\">\(reader.t(look.problem == nil ? "consolidation.preview.do" : "consolidation.again"))</button>"
            : ""
        return """
            <section class="panel"><div class="panel-body"><form class="form" method="post" action="/consolidation/branches/\(branch.id)/close">\
            \(HTML.csrf(visit))\(Field.hidden("central", String(central.id)))\(token.map { Field.hidden("typed", $0) } ?? "")\
            \(token == nil ? TypedFields.html(reader, needsCentral: true, isOpen: look.problem != nil) : "")\
            <div class="form-actions">\(close)\(preview)<a class="button" href="/consolidation/branches/\(branch.id)">\(reader.t("script.cancel"))</a></div>\
            </form></div></section>
            """
    }

    private func findings(_ flight: PreFlight?) -> HTML {
        guard let flight, !flight.findings.isEmpty else { return "" }
        let weights: [PreFlightFinding.Weight] = [.stops, .warns, .tells]
        let rows = weights.flatMap { weight in flight.findings.filter { $0.weight == weight } }.html { finding in
            let mark: HTML =
                switch finding.weight {
                case .stops: "<span class=\"tag is-bad\">\(HTML.icon("stop"))\(reader.t("consolidation.flight.weight.stops"))</span>"
                case .warns: "<span class=\"tag is-warn\">\(HTML.icon("warn"))\(reader.t("consolidation.flight.weight.warns"))</span>"
                case .tells: "<span class=\"tag\">\(HTML.icon("info"))\(reader.t("consolidation.flight.weight.tells"))</span>"
                }
            return """
                <tr><td>\(mark)</td><td class="mono" data-label="\(reader.t("consolidation.column.table"))">\(finding.table ?? "")</td>\
                <td>\(FlightWords.text(finding, reader))</td></tr>
                """
        }
        return """
            <section class="panel"><header><h2>\(reader.t("consolidation.flight"))</h2></header><div class="panel-body"><details class="disclose"\(flight.mayClose ? HTML.empty : " open")>\
            <summary>\(reader.t("consolidation.flight.count", ["n": reader.number(flight.findings.count)]))</summary>\
            <div class="table-wrap"><table class="data"><tbody>\(rows)</tbody></table></div></details></div></section>
            """
    }

    private func preview(_ closed: ClosedBranch?) -> HTML {
        guard let closed else { return "" }
        return ClosedTables.html(closed.tables, reader, heading: reader.t("consolidation.preview"))
    }

    // MARK: the answer

    func act() async throws -> WebResponse {
        let branch = try await feature.branch(visit.id())
        let now = feature.actions.clock.now()
        let token = visit.form["typed"].flatMap { $0.isEmpty ? nil : $0 } ?? feature.typed.keep(visit.typedPasswords, at: now)
        guard visit.form.text("do") == "close" else {
            return try await show(typed: feature.typed.find(token, at: now), token: token, wantsPreview: true)
        }
        guard let id = Int64(visit.form.text("central")) else { throw Problem(.input, "field_invalid", ["field": "central"]) }
        let central = try await feature.actions.place(id: id)
        guard central.role == .central else { throw Problem(.missing, "place_unknown", ["alias": central.alias, "role": "central"]) }
        var deed = ConsolidationDeed(.close, branch: branch.id, central: central.id)
        deed.by = try Author(visit).name
        deed.typed = token
        try await feature.ask(deed)
        return .redirect("/consolidation/branches/\(branch.id)?done=1")
    }
}

/// What a closing does or did, table by table.
enum ClosedTables {
    static func html(_ tables: [ClosedTable], _ reader: Reader, heading: String) -> HTML {
        let shown = tables.filter { $0.counts.sum > 0 || $0.differing > 0 || !$0.notes.isEmpty }
        guard !shown.isEmpty else { return "" }
        let names = ["inserted", "updated", "deleted", "failed"]
        let headings = names.html { "<th scope=\"col\" class=\"num\">\(reader.t("consolidation.column." + $0))</th>" }
        let rows = shown.html { table in
            let c = table.counts
            let numbers = zip(names, [c.inserted, c.updated, c.deleted, c.failed]).map { ($0, $1) }.html { name, n in
                "<td class=\"num\(name == "failed" && n > 0 ? " is-warn-text" : "")\" data-label=\"\(reader.t("consolidation.column." + name))\">\(reader.number(n))</td>"
            }
            let notes: HTML = table.notes.html { "<div class=\"muted\">\($0)</div>" }
            let differing: HTML =
                table.differing > 0
                ? "<span class=\"tag is-bad\">\(reader.t("consolidation.differing", ["n": reader.number(table.differing)]))</span>" : ""
            return "<tr><td class=\"mono\">\(table.table)</td>\(numbers)<td>\(differing)\(notes)\(samples(table.samples, reader))</td></tr>"
        }
        return """
            <section class="panel"><header><h2>\(heading)</h2></header><div class="table-wrap"><table class="data"><thead><tr>\
            <th scope="col">\(reader.t("consolidation.column.table"))</th>\(headings)<th scope="col">\(reader.t("consolidation.column.samples"))</th></tr></thead>\
            <tbody>\(rows)</tbody></table></div></section>
            """
    }

    private static func samples(_ samples: [ChangeSample], _ reader: Reader) -> HTML {
        guard !samples.isEmpty else { return "" }
        let items = samples.html { sample in
            let cells = sample.row.html { name, value in
                "<dt class=\"mono\">\(name)</dt><dd>\(value.map { "\($0)" as HTML } ?? "<span class=\"missing\">NULL</span>")</dd>"
            }
            return
                "<p><b>\(reader.t("consolidation.deed." + sample.deed))</b> <span class=\"mono\">\(sample.key)</span></p><dl class=\"facts\">\(cells)</dl>"
        }
        return "<details class=\"disclose\"><summary>\(reader.t("consolidation.samples"))</summary>\(items)</details>"
    }
}

/// Findings of the look ahead in words.
enum FlightWords {
    static func text(_ finding: PreFlightFinding, _ reader: Reader) -> String {
        let key = "consolidation.flight." + finding.code
        let known = reader.t(key, ["detail": finding.detail, "n": finding.detail])
        // What stops for a reason of its own says it as a problem does.
        guard known == key else { return known }
        return Problem(.bug, finding.code, ["table": finding.table ?? "", "column": finding.detail]).title(reader)
    }
}

extension Reader {
    /// A length that was guessed: `3 s`, `2 min`, `1 h 20 min`.
    func seconds(_ seconds: Double) -> String {
        let whole = Int64(seconds.rounded(.up))
        if whole < 60 { return "\(whole)\u{A0}s" }
        if whole < 3600 { return "\((whole + 59) / 60)\u{A0}min" }
        return "\(whole / 3600)\u{A0}h\u{A0}\(whole / 60 % 60)\u{A0}min"
    }
}
