// What was done: all runs, newest first; and one of them with its tables, its lines, and the way back.

import Host
import Kernel
import Store
import Web

struct RunsPage: Sendable {
    static let pageSize = 50
    let feature: ConsolidationFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: ConsolidationFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func response() async throws -> WebResponse {
        let after = try visit.query.int("after")
        let runs = try await feature.house.database.read { try RunTable(tx: $0).page(before: after, limit: Self.pageSize + 1) }
        let shown = Array(runs.prefix(Self.pageSize))
        let older: HTML =
            runs.count > Self.pageSize
            ? "<nav class=\"pager\"><a href=\"/consolidation/runs?after=\(shown.last?.id ?? 0)\">\(reader.t("table.older"))</a></nav>" : ""
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("consolidation.history.question"))</h1></header>\(ConsolidationTabs.html(visit, current: "/consolidation/runs"))\
            <div id="runs" data-live="consolidation">\(RunsTable.html(shown, reader, heading: nil, footer: older))</div>
            """
        return await feature.house.page(
            visit, title: reader.t("consolidation.history"),
            place: [Place(reader.t("consolidation.title"), "/consolidation"), Place(reader.t("consolidation.history"))], main)
    }
}

struct ConsolidationRunPage: Sendable {
    static let linesMax = 300
    let feature: ConsolidationFeature
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var words: ConsolidationWords { ConsolidationWords(reader: reader) }

    init(_ feature: ConsolidationFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    private func run() async throws -> ConsolidationRun {
        let id = try visit.id()
        guard let run = try await feature.house.database.read({ try RunTable(tx: $0).find(id) }) else {
            throw Problem(.missing, "run_unknown", ["run": String(id)])
        }
        return run
    }

    private func title(_ run: ConsolidationRun) -> String {
        reader.t("consolidation.run.title", ["kind": words.kind(run.kind), "n": String(run.id)])
    }

    func response() async throws -> WebResponse {
        let run = try await run()
        let (tables, log, last) = try await feature.house.database.read { tx in
            let runs = RunTable(tx: tx)
            return (
                try runs.tables(run.id), try runs.log(run: run.id, limit: Self.linesMax),
                try runs.lastClosing(branch: run.branchID, central: run.centralID)
            )
        }
        let notice: HTML = words.problem(run).map { Notice.bad($0) } ?? ""
        let main: HTML = """
            <div class="stack-y" id="run" data-live="consolidation"><header class="page-head"><h1>\(title(run))</h1>\
            <p class="answer">\(words.state(run)) <b>\(words.counts(run))</b> \(words.proof(run))</p><div class="actions">\(actions(run, last))</div></header>\
            \(notice)\(facts(run))\(tableList(tables))\(lines(log))</div>
            """
        return await feature.house.page(
            visit, title: title(run),
            place: [
                Place(reader.t("consolidation.title"), "/consolidation"), Place(reader.t("consolidation.history"), "/consolidation/runs"),
                Place(title(run)),
            ], main)
    }

    private func actions(_ run: ConsolidationRun, _ last: Int64?) -> HTML {
        guard reader.may(ConsolidationFeature.operate) else { return "" }
        if run.state == .running {
            return
                "<form method=\"post\" action=\"/consolidation/runs/\(run.id)/cancel\">\(HTML.csrf(visit))<button>\(reader.t("jobs.cancel"))</button></form>"
        }
        guard run.kind == .close, last == run.id else { return "" }
        return "<a class=\"button\" href=\"/consolidation/runs/\(run.id)/undo\">\(HTML.icon("undo"))\(reader.t("consolidation.undo.do"))</a>"
    }

    private func facts(_ run: ConsolidationRun) -> HTML {
        var rows: [(String, HTML)] = [
            ("branch", "<a href=\"/consolidation/branches/\(run.branchID)\">\(run.branch)</a>"), ("started", reader.time(run.startedAt)),
        ]
        if let central = run.central { rows.insert(("central", "\(central)"), at: 1) }
        if let end = run.endedAt {
            rows.append(("ended", reader.time(end)))
            rows.append(("took", "\(reader.seconds(Double((end - run.startedAt).milliseconds) / 1000))"))
        }
        rows.append(("by", "\(run.startedBy)"))
        let list = rows.html { "<dt>\(reader.t("consolidation.column." + $0.0))</dt><dd>\($0.1)</dd>" }
        return
            "<section class=\"panel\"><header><h2>\(reader.t("consolidation.facts"))</h2></header><div class=\"panel-body\"><dl class=\"facts\">\(list)</dl></div></section>"
    }

    private func tableList(_ tables: [RunTable.TableRow]) -> HTML {
        ClosedTables.html(
            tables.filter { $0.state == "applied" }.map { row in
                ClosedTable(table: row.table, counts: row.counts, notes: row.note.map { $0.split(separator: "\n").map(String.init) } ?? [])
            }, reader, heading: reader.t("consolidation.tables"))
    }

    private func lines(_ log: [RunTable.LogLine]) -> HTML {
        guard !log.isEmpty else { return "" }
        let items = log.reversed().html { "<span class=\"ln\">\(feature.house.zone.civil($0.at).clockText)</span>\($0.line.text(reader))\n" }
        return "<section class=\"panel\"><header><h2>\(reader.t("consolidation.log"))</h2></header><pre class=\"raw wrap\">\(items)</pre></section>"
    }

    // MARK: stopping and taking back

    func cancel() async throws -> WebResponse {
        let run = try await run()
        try await feature.actions.cancel(run.id, by: Author(visit))
        return .redirect("/consolidation/runs/\(run.id)")
    }

    func undo() async throws -> WebResponse {
        let run = try await run()
        var undone: UndoneClosing?
        var problem: Problem?
        do { undone = try await feature.actions.undo(run.id, isPreview: true, by: .system) } catch { problem = Problem(error) }
        let notice: HTML = problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? ""
        let rows =
            undone?.tables.filter { $0.removed + $0.restored > 0 }.html { table in
                "<tr><td class=\"mono\">\(table.table)</td><td class=\"num\">\(reader.number(table.removed))</td><td class=\"num\">\(reader.number(table.restored))</td></tr>"
            } ?? ""
        let table: HTML = """
            <div class="table-wrap"><table class="data"><thead><tr><th scope="col">\(reader.t("consolidation.column.table"))</th>\
            <th scope="col" class="num">\(reader.t("consolidation.column.removed"))</th><th scope="col" class="num">\(reader.t("consolidation.column.restored"))</th>\
            </tr></thead><tbody>\(rows)</tbody></table></div>
            """
        let form: HTML =
            undone == nil
            ? ""
            : """
            <section class="panel"><div class="panel-body"><form class="form" method="post" action="/consolidation/runs/\(run.id)/undo">\(HTML.csrf(visit))\
            <div class="form-actions"><button class="danger">\(reader.t("consolidation.undo.do"))</button>\
            <a class="button" href="/consolidation/runs/\(run.id)">\(reader.t("script.cancel"))</a></div></form></div>\(table)</section>
            """
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("consolidation.undo.question", ["n": String(run.id)]))</h1>\
            <p class="answer">\(reader.t("consolidation.undo.about"))</p></header>\(notice)\(form)
            """
        return await feature.house.page(
            visit, title: reader.t("consolidation.undo.do"),
            place: [
                Place(reader.t("consolidation.title"), "/consolidation"), Place(title(run), "/consolidation/runs/\(run.id)"),
                Place(reader.t("consolidation.undo.do")),
            ], status: problem?.status ?? 200, main)
    }

    func undoNow() async throws -> WebResponse {
        let run = try await run()
        var deed = ConsolidationDeed(.undo, branch: run.branchID, central: run.centralID)
        deed.closing = run.id
        deed.by = try Author(visit).name
        try await feature.ask(deed)
        return .redirect("/consolidation/branches/\(run.branchID)?done=1")
    }
}
