// Is the central database equal to the branches? Each branch with what it is at, its last closing and its proof; what is
// being done now; and what was done lately.

import Host
import Kernel
import Store
import Web

struct BranchesPage: Sendable {
    static let logLines = 40
    let feature: ConsolidationFeature
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var words: ConsolidationWords { ConsolidationWords(reader: reader) }
    private var mayOperate: Bool { reader.may(ConsolidationFeature.operate) }
    private var mayManage: Bool { reader.may(ConsolidationFeature.manage) }

    init(_ feature: ConsolidationFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    struct Overview: Sendable {
        var branches: [Connection]
        var centrals: [Connection]
        var closings: [Int64: ConsolidationRun]
        var checks: [Int64: ConsolidationRun]
        var running: [Int64: ConsolidationRun]
        var refused: [Int64: Int64]
        var log: [RunTable.LogLine]

        /// The newest word on whether a branch and its central database are equal.
        func proof(_ branch: Int64) -> ConsolidationRun? {
            let both = [closings[branch], checks[branch]].compactMap { $0 }
            return both.max { $0.id < $1.id }
        }
    }

    static func overview(_ feature: ConsolidationFeature) async throws -> Overview {
        try await feature.house.database.read { tx in
            let places = try ConnectionTable(tx: tx).all()
            let runs = RunTable(tx: tx)
            return Overview(
                branches: places.filter { $0.role == .branch }, centrals: places.filter { $0.role == .central }, closings: try runs.latest(.close),
                checks: try runs.latest(.verify), running: Dictionary(try runs.running().map { ($0.branchID, $0) }) { _, last in last },
                refused: try FailureTable(tx: tx).waiting(), log: try runs.log(limit: logLines))
        }
    }

    func response() async throws -> WebResponse {
        let overview = try await Self.overview(feature)
        let work = try await feature.atWork()
        let body: HTML = overview.branches.isEmpty ? empty : "\(table(overview, work))\(centrals(overview))\(log(overview.log))"
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("consolidation.question"))</h1><p class="answer" id="answer" data-live="consolidation">\(answer(overview))</p>\
            \(add)</header>\(ConsolidationTabs.html(visit, current: "/consolidation"))\(notice)
            <div id="branches" class="stack-y" data-live="consolidation jobs">\(body)</div>
            """
        return await feature.house.page(visit, title: reader.t("consolidation.title"), place: [Place(reader.t("consolidation.title"))], main)
    }

    private var notice: HTML { visit.query["done"] == nil ? "" : Notice.ok(reader.t("consolidation.asked")) }

    private var add: HTML {
        guard mayManage else { return "" }
        return """
            <div class="actions"><a class="button" href="/consolidation/places/new?role=branch">\(HTML.icon("plus"))\(reader.t("consolidation.add.branch"))</a>\
            <a class="button" href="/consolidation/places/new?role=central">\(HTML.icon("plus"))\(reader.t("consolidation.add.central"))</a></div>
            """
    }

    private var empty: HTML {
        let step: HTML =
            mayManage
            ? "<div class=\"actions\"><a class=\"button primary\" href=\"/consolidation/places/new?role=branch\">\(reader.t("consolidation.add.branch"))</a></div>"
            : ""
        return
            "<section class=\"panel\"><div class=\"empty\">\(HTML.icon("database"))<h2>\(reader.t("consolidation.empty"))</h2><p>\(reader.t("consolidation.empty.why"))</p>\(step)</div></section>"
    }

    private func answer(_ o: Overview) -> HTML {
        guard !o.branches.isEmpty else { return "\(reader.t("consolidation.empty.answer"))" }
        let equal = o.branches.count { o.proof($0.id)?.isVerified == true }
        let wrong = o.branches.count { o.proof($0.id)?.isVerified == false }
        let open = o.branches.count { $0.state == .open }
        let refused = o.refused.values.reduce(0, +)
        var parts: [HTML] = [
            "<b>\(reader.t("consolidation.answer.equal", ["n": reader.number(equal), "all": reader.number(o.branches.count)]))</b>"
        ]
        if wrong > 0 { parts.append("<span class=\"is-bad\">\(reader.t("consolidation.answer.wrong", ["n": reader.number(wrong)]))</span>") }
        parts.append("\(reader.t("consolidation.answer.open", ["n": reader.number(open)]))")
        if refused > 0 {
            parts.append(
                "<a class=\"is-warn\" href=\"/consolidation/refused\">\(reader.t("consolidation.answer.refused", ["n": reader.number(refused)]))</a>")
        }
        return parts.dropFirst().reduce(parts[0]) { "\($0) · \($1)" }
    }

    private func table(_ o: Overview, _ work: [(deed: ConsolidationDeed, job: JobRunView)]) -> HTML {
        let headings = ["branch", "state", "since", "closing", "proof", "refused"].html { name in
            "<th scope=\"col\"\(name == "refused" ? " class=\"num\"" : HTML.empty)>\(reader.t("consolidation.column." + name))</th>"
        }
        let rows = o.branches.html { branch in row(branch, o, work.first { $0.deed.branch == branch.id }) }
        let last: HTML = mayOperate ? "<th scope=\"col\"><span class=\"visually-hidden\">\(reader.t("consolidation.column.actions"))</span></th>" : ""
        return """
            <section class="panel"><header><h2>\(reader.t("consolidation.branches"))</h2></header><div class="table-wrap"><table class="data">\
            <thead><tr>\(headings)\(last)</tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }

    private func row(_ branch: Connection, _ o: Overview, _ work: (deed: ConsolidationDeed, job: JobRunView)?) -> HTML {
        let path = "/consolidation/branches/\(branch.id)"
        let refused = o.refused[branch.id] ?? 0
        func label(_ name: String) -> String { reader.t("consolidation.column." + name) }
        let closing: HTML =
            o.closings[branch.id].map { run in
                let result: HTML = run.state == .done || run.state == .undone ? "\(words.counts(run.counts))" : words.state(run)
                return
                    "<a href=\"/consolidation/runs/\(run.id)\">\(reader.dateTime(run.startedAt, seconds: false))</a> <span class=\"muted\">\(run.central ?? "")</span><br>\(result)"
            } ?? "<span class=\"missing\">–</span>"
        let state: HTML =
            if let work { words.progress(work.deed, work.job, visit, mayOperate: mayOperate) } else if let run = o.running[branch.id] {
                "\(words.kind(run.kind)) <span class=\"tag is-live\">\(reader.t("consolidation.run.running"))</span>"
            } else { words.state(branch) }
        let refusedCell: HTML =
            refused == 0
            ? "0" : "<a class=\"is-warn-text\" href=\"/consolidation/refused?branch=\(URLText.encode(branch.alias))\">\(reader.number(refused))</a>"
        let actions: HTML =
            mayOperate
            ? """
            <td class="actions-cell"><div class="actions"><a class="button small" href="\(path)/open">\(reader.t("consolidation.open.do"))</a>\
            <a class="button small" href="\(path)/close">\(reader.t("consolidation.close.do"))</a></div></td>
            """ : ""
        return """
            <tr data-href="\(path)"><td><a href="\(path)">\(branch.alias)</a></td>\
            <td data-label="\(label("state"))">\(state)</td><td data-label="\(label("since"))">\(words.since(branch))</td>\
            <td data-label="\(label("closing"))">\(closing)</td><td data-label="\(label("proof"))">\(words.proof(o.proof(branch.id)))</td>\
            <td class="num" data-label="\(label("refused"))">\(refusedCell)</td>\(actions)</tr>
            """
    }

    private func centrals(_ o: Overview) -> HTML {
        let rows = o.centrals.html { central in
            let path = "/consolidation/places/\(central.id)"
            let name: HTML = mayManage ? "<a href=\"\(path)\">\(central.alias)</a>" : "\(central.alias)"
            let into = o.closings.values.filter { $0.centralID == central.id }
            let last: HTML = into.map(\.startedAt).max().map { reader.time($0) } ?? "<span class=\"missing\">–</span>"
            return """
                <tr><td>\(name)</td><td class="mono" data-label="\(reader.t("consolidation.column.address"))">\(ConsolidationWords.address(central.url))</td>\
                <td class="num" data-label="\(reader.t("consolidation.column.closed-into"))">\(reader.number(into.count))</td>\
                <td data-label="\(reader.t("consolidation.column.closing"))">\(last)</td></tr>
                """
        }
        let body: HTML =
            o.centrals.isEmpty
            ? "<div class=\"panel-body\"><p class=\"muted\">\(reader.t("consolidation.no-central"))</p></div>"
            : """
            <div class="table-wrap"><table class="data"><thead><tr><th scope="col">\(reader.t("consolidation.column.central"))</th>\
            <th scope="col">\(reader.t("consolidation.column.address"))</th><th scope="col" class="num">\(reader.t("consolidation.column.closed-into"))</th>\
            <th scope="col">\(reader.t("consolidation.column.closing"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
        return "<section class=\"panel\"><header><h2>\(reader.t("consolidation.centrals"))</h2></header>\(body)</section>"
    }

    private func log(_ lines: [RunTable.LogLine]) -> HTML { ActivityLog.html(lines, reader) }
}

/// What was done, line by line.
enum ActivityLog {
    static func html(_ lines: [RunTable.LogLine], _ reader: Reader) -> HTML {
        guard !lines.isEmpty else { return "" }
        let items = lines.html { line in
            let text: HTML = line.run.map { "<a href=\"/consolidation/runs/\($0)\">\(line.branch)</a>" } ?? "\(line.branch)"
            return "<li>\(reader.time(line.at)) <b>\(text)</b> \(line.line.text(reader))</li>"
        }
        return """
            <section class="panel" id="log"><header><h2>\(reader.t("consolidation.log"))</h2></header><div class="panel-body">\
            <ol class="timeline">\(items)</ol></div></section>
            """
    }
}
