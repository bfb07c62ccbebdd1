// What was done to batches, by whom, and the way back.

import Host
import Kernel
import Store
import Web

struct DeedsPage: Sendable {
    static let rowsPerPage = 100
    let feature: BatchesFeature
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var actions: BatchesActions { feature.actions }

    init(_ feature: BatchesFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func response() async throws -> WebResponse {
        let before = try visit.query.int("after")
        let home = try await actions.home()
        let deeds = try await actions.database.read { try DeedTable(tx: $0, home: home.scope.home).page(before: before, limit: Self.rowsPerPage + 1) }
        let shown = Array(deeds.prefix(Self.rowsPerPage))
        func column(_ name: String) -> String { reader.t("batches.column." + name) }
        let rows = shown.html { deed in
            let path = "/batches/deeds/\(deed.id)"
            return """
                <tr data-href="\(path)"><td><a href="\(path)">\(reader.t("batches.deed.kind." + deed.kind.rawValue))</a></td>\
                <td data-label="\(column("when"))">\(reader.time(deed.at))</td><td data-label="\(column("who"))">\(DeedWords.by(deed, reader))</td>\
                <td class="num" data-label="\(column("batches"))">\(reader.number(deed.done))</td>\
                <td class="clip" data-label="\(column("note"))">\(DeedWords.note(deed, reader))</td><td data-label="\(column("state"))">\(DeedWords.state(deed, reader))</td></tr>
                """
        }
        let headings = ["deed", "when", "who", "batches", "note", "state"].html {
            "<th scope=\"col\"\($0 == "batches" ? " class=\"num\"" : HTML.empty)>\(column($0))</th>"
        }
        let older: HTML =
            deeds.count > Self.rowsPerPage
            ? "<nav class=\"pager\"><a href=\"/batches/deeds?after=\(shown.last?.id ?? 0)\">\(reader.t("table.older"))</a></nav>" : ""
        let body: HTML =
            shown.isEmpty
            ? "<section class=\"panel\"><div class=\"empty\">\(HTML.icon("undo"))<h2>\(reader.t("batches.deeds.empty"))</h2></div></section>"
            : "<div class=\"table-wrap\"><table class=\"data\"><thead><tr>\(headings)</tr></thead><tbody>\(rows)</tbody></table></div>"
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("batches.deeds.question"))</h1><p class="answer">\(reader.t("batches.deeds.answer"))</p></header>\
            \(BatchesTabs.html(visit, current: "/batches/deeds"))<div id="deeds" class="stack-y" data-live="batches">\(body)\(older)</div>
            """
        return await feature.house.page(
            visit, title: reader.t("batches.deeds"), place: [Place(reader.t("batches.title"), "/batches"), Place(reader.t("batches.deeds"))], main)
    }

    // MARK: one deed

    private func found() async throws -> BatchDeed {
        let (id, home) = (try visit.id(), try await actions.home())
        guard let deed = try await actions.database.read({ try DeedTable(tx: $0, home: home.scope.home).find(id) }) else {
            throw Problem(.missing, "deed_unknown", ["deed": String(id)])
        }
        return deed
    }

    func show(problem: Problem? = nil) async throws -> WebResponse {
        let deed = try await found()
        let home = try await actions.home()
        let changes = try await actions.database.read { try DeedTable(tx: $0, home: home.scope.home).changes(deed.id, limit: 500) }
        let words = BatchWords(reader: reader)
        let rows = changes.html { change in
            """
            <tr><td class="mono"><a href="\(BatchPath.batch(change.kind == .rename ? change.new?["id"]?.string ?? change.batch : change.batch))">\(change.batch)</a></td>\
            <td>\(words.change(change))</td><td>\(reader.t("batches.change.state." + change.state.rawValue))</td></tr>
            """
        }
        let title = reader.t("batches.deed.kind." + deed.kind.rawValue)
        let notice: HTML =
            problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) }
            ?? (visit.query["done"] == nil ? "" : Notice.ok(reader.t("batches.deed.done")))
        let path = "/batches/deeds/\(deed.id)"
        let mayUndo =
            reader.may(BatchesFeature.operate) && deed.undoneBy == nil && deed.state != .pending
            && (deed.done > 0 || deed.kind.rawValue.hasPrefix("crew"))
        let undo: HTML = mayUndo ? AskingButton.form(visit, to: path + "/undo", Self.confirm(reader, deed), isDanger: false) : ""
        let backup: HTML =
            changes.isEmpty
            ? "" : "<a class=\"button\" href=\"\(path)/backup.json\" download>\(HTML.icon("download"))\(reader.t("batches.deed.backup"))</a>"
        let undone: HTML =
            deed.undoneBy.map { Notice.warn(reader.t("batches.deed.undone.by", ["deed": String($0)])) } ?? ""
        let table: HTML =
            changes.isEmpty
            ? ""
            : """
            <div class="table-wrap"><table class="data"><thead><tr><th scope="col">\(reader.t("batches.column.id"))</th><th scope="col">\(reader.t("batches.column.change"))</th>\
            <th scope="col">\(reader.t("batches.column.state"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
        let more: HTML =
            deed.asked > 500 ? "<p class=\"hint\">\(reader.t("batches.deed.first", ["n": "500", "all": reader.number(deed.asked)]))</p>" : ""
        let main: HTML = """
            <header class="page-head"><h1>\(title)</h1><p class="answer">\(reader.dateTime(deed.at)), \(DeedWords.by(deed, reader)): \
            <b>\(reader.t("batches.deed.count", ["n": reader.number(deed.done), "all": reader.number(deed.asked)]))</b> \(DeedWords.note(deed, reader)) \
            \(DeedWords.state(deed, reader))</p><div class="actions">\(undo)\(backup)</div></header>\(notice)\(undone)\(table)\(more)
            """
        return await feature.house.page(
            visit, title: title,
            place: [Place(reader.t("batches.title"), "/batches"), Place(reader.t("batches.deeds"), "/batches/deeds"), Place("\(deed.id)")],
            status: problem?.status ?? 200, main)
    }

    private static func confirm(_ reader: Reader, _ deed: BatchDeed) -> Confirm {
        Confirm(
            title: reader.t("batches.deed.undo"), sentence: reader.t("batches.deed.undo.what", ["n": reader.number(deed.done)]),
            yes: reader.t("batches.deed.undo"), back: "/batches/deeds/\(deed.id)")
    }

    func undo() async throws -> WebResponse {
        let deed = try await found()
        guard visit.form.flag("confirmed") else {
            return await Self.confirm(reader, deed).response(
                feature.house, visit, place: [Place(reader.t("batches.title"), "/batches"), Place(reader.t("batches.deeds"), "/batches/deeds")])
        }
        do {
            let result = try await actions.undo(deed.id, by: Author(visit))
            return .redirect("/batches/deeds/\(result.deed)?done=1")
        } catch let problem as Problem where problem.family == .conflict {
            return try await show(problem: problem)
        }
    }

    /// The batches as they were before the deed, in the shape that an upload takes.
    func backup() async throws -> WebResponse {
        let deed = try await found()
        let home = try await actions.home()
        let changes = try await actions.database.read { try DeedTable(tx: $0, home: home.scope.home).changes(deed.id) }
        let list = changes.compactMap { change -> JSON? in
            guard let old = change.old else { return nil }
            let fields = (old.members ?? []).filter { $0.0 != "id" && $0.0 != "document" }
            return .object([("id", .string(change.batch))] + fields)
        }
        return .download("deed-\(deed.id).json", type: "application/json", body: .bytes(JSON.array(list).bytes))
    }
}
