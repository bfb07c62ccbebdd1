// One branch: what it is at, what is being done to it, its runs, its settings for tables.

import Host
import Kernel
import Store
import Web

struct BranchPage: Sendable {
    static let runsShown = 20
    let feature: ConsolidationFeature
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var words: ConsolidationWords { ConsolidationWords(reader: reader) }
    private var mayOperate: Bool { reader.may(ConsolidationFeature.operate) }

    init(_ feature: ConsolidationFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func response() async throws -> WebResponse {
        let branch = try await feature.branch(visit.id())
        let (runs, log, policies, refused) = try await feature.house.database.read { tx in
            let runs = RunTable(tx: tx)
            return (
                try runs.page(branch: branch.id, limit: Self.runsShown), try runs.log(branch: branch.alias, limit: BranchesPage.logLines),
                try ConnectionTable(tx: tx).policies(branch.id), try FailureTable(tx: tx).waiting()[branch.id] ?? 0
            )
        }
        let work = try await feature.atWork().filter { $0.deed.branch == branch.id }
        let now: HTML =
            work.isEmpty
            ? ""
            : "<section class=\"panel\"><header><h2>\(reader.t("consolidation.now"))</h2></header><div class=\"panel-body stack-y\">\(work.html { words.progress($0.deed, $0.job, visit, mayOperate: mayOperate) })</div></section>"
        let main: HTML = """
            <div class="stack-y" id="branch" data-live="consolidation jobs"><header class="page-head"><h1>\(branch.alias)</h1>\
            <p class="answer">\(words.state(branch)) \(words.since(branch))</p><div class="actions">\(actions(branch))</div></header>\(notice)\(now)\
            <div class="grid-2">\(facts(branch, runs, refused))\(settings(branch, policies))</div>\(RunsTable.html(runs, reader, heading: reader.t("consolidation.history")))\
            \(ActivityLog.html(log, reader))</div>
            """
        return await feature.house.page(
            visit, title: branch.alias, place: [Place(reader.t("consolidation.title"), "/consolidation"), Place(branch.alias)], main)
    }

    private var notice: HTML { visit.query["done"] == nil ? "" : Notice.ok(reader.t("consolidation.asked")) }

    private func actions(_ branch: Connection) -> HTML {
        guard mayOperate else { return "" }
        let path = "/consolidation/branches/\(branch.id)"
        let edit: HTML =
            reader.may(ConsolidationFeature.manage)
            ? "<a class=\"button\" href=\"/consolidation/places/\(branch.id)\">\(reader.t("consolidation.edit"))</a>" : ""
        return """
            <a class="button primary" href="\(path)/close">\(reader.t("consolidation.close.do"))</a><a class="button" href="\(path)/open">\(reader.t("consolidation.open.do"))</a>\
            <a class="button" href="\(path)/verify">\(reader.t("consolidation.verify.do"))</a>\(edit)
            """
    }

    private func facts(_ branch: Connection, _ runs: [ConsolidationRun], _ refused: Int64) -> HTML {
        let closing = runs.first { $0.kind == .close && $0.state != .running }
        let proof = runs.first { $0.isVerified != nil }
        let refusedCell: HTML =
            refused == 0 ? "0" : "<a href=\"/consolidation/refused?branch=\(URLText.encode(branch.alias))\">\(reader.number(refused))</a>"
        var rows: [(String, HTML)] = [
            ("address", "<span class=\"mono\">\(ConsolidationWords.address(branch.url))</span>"),
            ("opened", branch.openedAt.map { reader.time($0) } ?? "–"), ("closed", branch.closedAt.map { reader.time($0) } ?? "–"),
        ]
        if let closing {
            rows.append(
                (
                    "closing",
                    "<a href=\"/consolidation/runs/\(closing.id)\">\(words.counts(closing.counts))</a> <span class=\"muted\">\(closing.central ?? "")</span>"
                ))
        }
        rows += [("proof", words.proof(proof)), ("refused", refusedCell)]
        let list = rows.html { "<dt>\(reader.t("consolidation.column." + $0.0))</dt><dd>\($0.1)</dd>" }
        return """
            <section class="panel"><header><h2>\(reader.t("consolidation.facts"))</h2></header><div class="panel-body"><dl class="facts">\(list)</dl></div></section>
            """
    }

    private func settings(_ branch: Connection, _ policies: [String: TablePolicy]) -> HTML {
        let own = policies.filter { !$0.value.isDefault }.sorted { $0.key < $1.key }
        let list = own.html { "<dt class=\"mono\">\($0.key)</dt><dd>\(PolicyWords.text($0.value, reader))</dd>" }
        let body: HTML = own.isEmpty ? "<p class=\"muted\">\(reader.t("consolidation.policies.default"))</p>" : "<dl class=\"facts\">\(list)</dl>"
        let link: HTML =
            reader.may(ConsolidationFeature.manage)
            ? "<a href=\"/consolidation/branches/\(branch.id)/tables\">\(reader.t("consolidation.policies.change"))</a>" : ""
        return
            "<section class=\"panel\"><header><h2>\(reader.t("consolidation.policies"))</h2>\(link)</header><div class=\"panel-body\">\(body)</div></section>"
    }
}

enum PolicyWords {
    static func text(_ policy: TablePolicy, _ reader: Reader) -> String {
        if policy.isExcluded { return reader.t("consolidation.policy.excluded") }
        return [
            reader.t("consolidation.policy.update." + policy.update.rawValue), reader.t("consolidation.policy.delete." + policy.delete.rawValue),
            reader.t("consolidation.policy.columns." + policy.columns.rawValue),
        ].joined(separator: ", ")
    }
}

/// Runs as a table.
enum RunsTable {
    static func html(_ runs: [ConsolidationRun], _ reader: Reader, heading: String?, footer: HTML = "") -> HTML {
        let words = ConsolidationWords(reader: reader)
        let headings = ["when", "what", "branch", "central", "result", "counts", "proof", "by"].html {
            "<th scope=\"col\">\(reader.t("consolidation.column." + $0))</th>"
        }
        func label(_ name: String) -> String { reader.t("consolidation.column." + name) }
        let rows = runs.html { run in
            let path = "/consolidation/runs/\(run.id)"
            let result: HTML = words.problem(run).map { "\(words.state(run)) <span class=\"muted\">\($0)</span>" } ?? words.state(run)
            return """
                <tr data-href="\(path)"><td><a href="\(path)">\(reader.time(run.startedAt))</a></td><td data-label="\(label("what"))">\(words.kind(run.kind))</td>\
                <td data-label="\(label("branch"))">\(run.branch)</td><td data-label="\(label("central"))">\(run.central ?? "–")</td>\
                <td data-label="\(label("result"))">\(result)</td><td data-label="\(label("counts"))">\(words.counts(run))</td>\
                <td data-label="\(label("proof"))">\(words.proof(run))</td><td data-label="\(label("by"))">\(run.startedBy)</td></tr>
                """
        }
        let head: HTML = heading.map { "<header><h2>\($0)</h2></header>" } ?? ""
        let body: HTML =
            runs.isEmpty
            ? "<div class=\"panel-body\"><p class=\"muted\">\(reader.t("consolidation.no-runs"))</p></div>"
            : "<div class=\"table-wrap\"><table class=\"data\"><thead><tr>\(headings)</tr></thead><tbody>\(rows)</tbody></table></div>"
        return "<section class=\"panel\">\(head)\(body)\(footer)</section>"
    }
}
