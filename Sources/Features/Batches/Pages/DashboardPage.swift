// The board: "who has what, what is done?" One table of all batches with a filter under each heading, four cards that count
// exactly these rows, and the fields that change most edited where they stand.

import Host
import Kernel
import Web

struct DashboardPage: Sendable {
    static let rowsPerPage = 50
    static let path = "/batches"
    static let filters = ["id", "assignee", "uploaded", "status", "assigned", "review", "comments", "family"]
    let feature: BatchesFeature
    let visit: Visit
    private let sort: TableSort
    private let data: DataTable
    private var reader: Reader { visit.reader }
    private var words: BatchWords { BatchWords(reader: reader) }
    private var mayEdit: Bool { reader.may(BatchesFeature.edit) }

    init(_ feature: BatchesFeature, _ visit: Visit) throws {
        self.feature = feature
        self.visit = visit
        sort = try TableSort(visit.query, of: BatchOrder.allCases.map(\.rawValue), otherwise: TableSort(BatchOrder.board.rawValue))
        data = DataTable(visit, path: Self.path, sort: sort)
    }

    /// - Parameter problem: what kept something from being done that was asked for here.
    func response(_ problem: Problem? = nil) async throws -> WebResponse {
        let filter = try BatchFilter(visit.query)
        let home = try await feature.actions.home()
        let offset = Int(min(max(try visit.query.int("after") ?? 0, 0), 10_000_000))
        let listing = try await feature.actions.list(
            filter, order: BatchOrder(rawValue: sort.key) ?? .board, isDescending: sort.isDescending,
            offset: offset, limit: Self.rowsPerPage)
        let strangers = try await feature.actions.strangers()
        let failed = problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? ""
        let main: HTML = """
            \(head(listing, home))\(BatchesTabs.html(visit, current: Self.path))\(failed)\
            <div id="standing" data-live="batches">\(words.standing(listing.board, home))\(strange(strangers))</div>\(data.form())\
            <div id="results" class="stack-y" data-live="batches">\(cards(listing.counts))\(bar(listing))\(table(listing, strangers, home, filter))\(pager(listing, Int64(offset)))</div>
            """
        return await feature.house.page(
            visit, title: reader.t("batches.board"), place: [Place(reader.t("batches.title"), Self.path), Place(reader.t("batches.board"))],
            wide: true,
            status: problem?.status ?? 200, main)
    }

    private func head(_ listing: BatchesActions.Listing, _ home: BatchHome) -> HTML {
        let counts = listing.counts
        let sync: HTML =
            mayEdit && !(home.masks is NoMasks)
            ? "<form method=\"post\" action=\"/batches/sync\">\(HTML.csrf(visit))<button>\(HTML.icon("retry"))\(reader.t("batches.sync"))</button></form>"
            : ""
        let new: HTML =
            reader.may(BatchesFeature.operate)
            ? "<a class=\"button primary\" href=\"/batches/data#new\">\(HTML.icon("plus"))\(reader.t("batches.new"))</a>" : ""
        return """
            <header class="page-head"><h1>\(reader.t("batches.question"))</h1><p class="answer" id="answer" data-live="batches">\
            <b>\(reader.t("batches.answer", ["done": reader.number(counts[.done]), "total": reader.number(counts.total)]))</b> \
            \(words.inStep(listing.board))</p><div class="actions">\(sync)\(new)</div></header>
            """
    }

    private func strange(_ strangers: [(name: String, batches: Int64)]) -> HTML {
        guard !strangers.isEmpty else { return "" }
        let sum = strangers.reduce(0) { $0 + $1.batches }
        let names = strangers.prefix(5).map(\.name).joined(separator: ", ") + (strangers.count > 5 ? ", …" : "")
        return """
            <div class="notice is-warn" role="status">\(HTML.icon("warn"))<div><b>\(reader.t("batches.strangers", ["n": reader.number(sum), "names": names]))</b>\
            <p>\(reader.t("batches.strangers.step"))</p></div><div class="actions">\
            <a class="button" href="\(BatchPath.board([("assignee", BatchFilter.unknown)]))">\(reader.t("batches.show"))</a></div></div>
            """
    }

    /// Of exactly the rows of the filter. A card is a link to its rows.
    private func cards(_ counts: BatchCounts) -> HTML {
        func card(_ key: String, _ n: Int64, _ link: String, _ note: HTML = "") -> HTML {
            let share = counts.total == 0 ? "" : reader.percent(Double(n) / Double(counts.total))
            let line: HTML = note.isEmpty ? "\(share)" : note
            return """
                <a class="card\(n == 0 ? " is-quiet" : "")" href="\(link)"><span class="card-label">\(reader.t("batches.card." + key))</span>\
                <span class="card-number" data-card="\(key)">\(reader.number(n))</span><span class="card-note">\(line)</span></a>
                """
        }
        let masks: HTML = "\(reader.t("batches.card.masks", ["n": reader.number(counts.withMasks)]))"
        return """
            <div class="cards">\(card("total", counts.total, data.link(["status": nil]), masks))\
            \(card("pending", counts[.notStarted], data.link(["status": "NS"])))\(card("progress", counts[.incomplete], data.link(["status": "In"])))\
            \(card("done", counts[.done], data.link(["status": "S"])))</div>
            """
    }

    private func bar(_ listing: BatchesActions.Listing) -> HTML {
        let chips = Self.filters.filter { visit.query[$0]?.isEmpty == false }.html { name in
            data.chip("\(column(name)): \(shown(name))", without: [name])
        }
        return """
            <div class="table-bar"><p class="count"><b>\(reader.number(listing.counts.total))</b> \(reader.t("batches.rows"))</p>\
            <div class="chips">\(chips)</div><span class="spacer"></span>\(data.tools(rows: listing.counts.total))\(data.kept(["sort", "family"]))</div>
            """
    }

    private func shown(_ name: String) -> String {
        let value = visit.query.text(name)
        switch name {
        case "assignee":
            return value == BatchFilter.nobody ? reader.t("batches.nobody") : value == BatchFilter.unknown ? reader.t("batches.stranger") : value
        case "status": return BatchStatus(word: value).map(words.status) ?? value
        case "review": return BatchReview(word: value).map(words.review) ?? value
        case "uploaded": return reader.t("batches." + value)
        default: return value
        }
    }

    private func column(_ name: String) -> String { reader.t("batches.column." + name) }

    private func table(
        _ listing: BatchesActions.Listing, _ strangers: [(name: String, batches: Int64)], _ home: BatchHome, _ filter: BatchFilter
    ) -> HTML {
        if listing.batches.isEmpty, filter.isEmpty { return empty }
        let people =
            [(BatchFilter.nobody, reader.t("batches.nobody")), (BatchFilter.unknown, reader.t("batches.stranger"))]
            + listing.crew.map { ($0.name, $0.name) }
            + strangers.map { ($0.name, $0.name) }
        let any = reader.t("batches.any")
        func select(_ name: String, _ options: [(String, String)]) -> HTML {
            data.select(name, column(name), options.map { (value: $0.0, text: $0.1) }, chosen: visit.query[name], all: any)
        }
        let heads = [
            TableHead(column("id"), sort: BatchOrder.id.rawValue, filter: data.input("id", column("id"))),
            TableHead(column("assignee"), sort: BatchOrder.assignee.rawValue, filter: select("assignee", people)),
            TableHead(
                column("uploaded"), sort: BatchOrder.uploaded.rawValue, startsDescending: true,
                filter: select("uploaded", [("yes", reader.t("batches.yes")), ("no", reader.t("batches.no"))])),
            TableHead(
                column("status"), sort: BatchOrder.status.rawValue,
                filter: select("status", BatchStatus.allCases.map { ($0.rawValue, words.status($0)) })),
            TableHead(
                column("assigned"), sort: BatchOrder.assigned.rawValue, startsDescending: true, filter: data.input("assigned", column("assigned"))),
            TableHead(
                column("review"), sort: BatchOrder.review.rawValue, filter: select("review", BatchReview.allCases.map { ($0.name, words.review($0)) })
            ),
            TableHead(column("comments"), filter: data.input("comments", column("comments"))),
            TableHead(column("actions")),
        ]
        let members = Set(listing.crew.map(\.name))
        let rows = listing.batches.enumerated().html { index, batch in row(batch, index, members) }
        let table = data.html(reader.t("batches.board"), heads, rows: rows)
        guard listing.batches.isEmpty else { return table }
        let clear = Dictionary(uniqueKeysWithValues: Self.filters.map { ($0, String?.none) })
        return """
            \(table)<div class="empty">\(HTML.icon("filter"))<h2>\(reader.t("batches.none"))</h2><div class="actions">\
            <a class="button" href="\(data.link(clear))">\(reader.t("table.clear"))</a></div></div>
            """
    }

    private var empty: HTML {
        let step: HTML =
            reader.may(BatchesFeature.operate)
            ? "<div class=\"actions\"><a class=\"button primary\" href=\"/batches/data#new\">\(reader.t("batches.new"))</a></div>" : ""
        return """
            <section class="panel"><div class="empty">\(HTML.icon("batches"))<h2>\(reader.t("batches.empty"))</h2><p>\(reader.t("batches.empty.step"))</p>\(step)</div></section>
            """
    }

    private func row(_ batch: Batch, _ index: Int, _ members: Set<String>) -> HTML {
        let path = BatchPath.batch(batch.id)
        let isMember = batch.assignee.map(members.contains) ?? true
        let form = "e\(index)"
        let edited: (status: HTML, review: HTML, comments: HTML) =
            mayEdit
            ? (
                select(form, "status", batch, BatchStatus.allCases.map { ($0.rawValue, words.status($0)) }, batch.status.rawValue),
                select(form, "review_status", batch, BatchReview.allCases.map { ($0.rawValue, words.review($0)) }, batch.review.rawValue),
                """
                <input class="inline" id="\(form)-comments" form="\(form)" name="comments" value="\(batch.comments)" \
                aria-label="\(column("comments")), \(batch.id)" autocomplete="off">
                """
            ) : (words.statusTag(batch.status), "\(words.review(batch.review))", "\(batch.comments)")
        let kind: HTML = isMember ? "" : " class=\"is-warn\""
        return """
            <tr data-href="\(path)" data-key="\(batch.id)"\(kind)><td class="mono"><a href="\(path)" data-panel>\(batch.id)</a></td>\
            <td data-label="\(column("assignee"))">\(words.person(batch.assignee, isMember: isMember))</td>\
            <td data-label="\(column("uploaded"))">\(words.masks(batch))</td><td data-label="\(column("status"))">\(edited.status)</td>\
            <td data-label="\(column("assigned"))">\(words.day(batch.assignedAt))</td><td data-label="\(column("review"))">\(edited.review)</td>\
            <td class="clip" data-label="\(column("comments"))" title="\(batch.comments)">\(edited.comments)</td>\
            <td class="actions-cell">\(actions(batch, form))</td></tr>
            """
    }

    private func select(_ form: String, _ name: String, _ batch: Batch, _ options: [(String, String)], _ chosen: String) -> HTML {
        let list = options.html { "<option value=\"\($0.0)\"\($0.0 == chosen ? " selected" : HTML.empty)>\($0.1)</option>" }
        let label = reader.t("batches.field." + name)
        return
            "<select class=\"inline\" id=\"\(form)-\(name)\" form=\"\(form)\" name=\"\(name)\" aria-label=\"\(label), \(batch.id)\">\(list)</select>"
    }

    /// The form of the row's fields, with what they were when they were drawn; without scripts it has a button.
    private func actions(_ batch: Batch, _ form: String) -> HTML {
        guard mayEdit else { return "" }
        return """
            <form id="\(form)" data-inline method="post" action="\(BatchPath.batch(batch.id))">\(HTML.csrf(visit))\
            \(Field.hidden("seen.status", batch.status.rawValue))\(Field.hidden("seen.review_status", batch.review.rawValue))\
            \(Field.hidden("seen.comments", batch.comments))\(Field.hidden("back", visit.request.link))\
            <noscript><button class="small">\(reader.t("batches.save"))</button></noscript>\
            <a class="button small quiet" href="\(BatchPath.batch(batch.id))">\(reader.t("batches.more"))</a></form>
            """
    }

    private func pager(_ listing: BatchesActions.Listing, _ offset: Int64) -> HTML {
        let (total, size) = (listing.counts.total, Int64(Self.rowsPerPage))
        guard total > size || offset > 0 else { return "" }
        func link(_ to: Int64, _ text: String, _ isThere: Bool) -> HTML {
            isThere ? "<a href=\"\(data.link(["after": to <= 0 ? nil : String(to)]))\">\(text)</a>" : ""
        }
        return """
            <nav class="pager" aria-label="\(reader.t("batches.pages"))">\(link(offset - size, reader.t("batches.page.before"), offset > 0))\
            <span>\(reader.t("batches.page", ["from": reader.number(min(offset + 1, total)), "to": reader.number(min(total, offset + size)), "total": reader.number(total)]))</span>\
            \(link(offset + size, reader.t("batches.page.next"), offset + size < total))</nav>
            """
    }
}
