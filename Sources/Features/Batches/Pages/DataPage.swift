// Batches by the many: new ones from a list or from files that have none, adding and replacing from a file, deleting by a
// filter. Nothing is done before its preview has been seen, and everything can be taken back.

import Foundation
import Host
import Kernel
import Store
import Web

struct DataPage: Sendable {
    let feature: BatchesFeature
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var words: BatchWords { BatchWords(reader: reader) }
    private var actions: BatchesActions { feature.actions }
    private var mayOperate: Bool { reader.may(BatchesFeature.operate) }

    /// Ids shown of a preview; the counts are of all.
    static let shownMax = 50

    init(_ feature: BatchesFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    private var place: [Place] { [Place(reader.t("batches.title"), "/batches"), Place(reader.t("batches.data"), "/batches/data")] }

    func response(problem: Problem? = nil) async throws -> WebResponse {
        let unknown = try await actions.unknownNumbers(limit: 200)
        let board = try await actions.board()
        let home = try await actions.home()
        let notice: HTML =
            problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) }
            ?? (visit.query["done"].map { Notice.ok(reader.t("batches.data.done", ["n": $0]), reader.t("batches.data.undo")) } ?? "")
        let work: HTML =
            mayOperate
            ? "<div class=\"grid-2\">\(create(unknown))\(upload)\(deletion(try await actions.crew()))\(exports)</div>"
            : "<div class=\"grid-2\">\(exports)</div>"
        let settings: HTML =
            reader.may(BatchesFeature.manage)
            ? "<div class=\"actions\"><a class=\"button\" href=\"/batches/settings\">\(HTML.icon("database"))\(reader.t("batches.settings"))</a></div>"
            : ""
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("batches.data.question"))</h1><p class="answer">\(reader.t("batches.data.where", ["batches": home.batches.isElsewhere ? home.batches.place : reader.t("batches.hub"), "masks": home.masks.place.isEmpty ? "–" : home.masks.place]))</p>\
            \(settings)</header>\(BatchesTabs.html(visit, current: "/batches/data"))\(notice)\(words.standing(board, home))\(work)
            """
        return await feature.house.page(
            visit, title: reader.t("batches.data"), place: [Place(reader.t("batches.title"), "/batches"), Place(reader.t("batches.data"))],
            status: problem?.status ?? 200, main)
    }

    // MARK: the forms

    private func create(_ unknown: [(number: String, files: Int64)]) -> HTML {
        let asked = visit.query.text("number")
        let proposals = unknown.isEmpty || !asked.isEmpty ? "" : unknown.map(\.number).joined(separator: "\n")
        let hint: HTML =
            unknown.isEmpty ? "" : "<p class=\"hint\">\(reader.t("batches.data.unknown", ["n": reader.number(unknown.count)]))</p>"
        return """
            <section class="panel" id="new"><header><h2>\(reader.t("batches.data.new"))</h2></header><div class="panel-body">\
            <form class="form" method="post" action="/batches/data/new">\(HTML.csrf(visit))<div class="field"><label for="new-list">\(reader.t("batches.data.list"))</label>\
            <textarea id="new-list" name="list" rows="6" class="mono" placeholder="batch_000285F&#10;T000169">\(asked.isEmpty ? proposals : asked)</textarea>\
            <p class="hint">\(reader.t("batches.assign.list.hint"))</p>\(hint)</div>\
            <div class="form-actions"><button class="primary">\(reader.t("batches.data.preview"))</button></div></form></div></section>
            """
    }

    private var upload: HTML {
        """
        <section class="panel"><header><h2>\(reader.t("batches.data.upload"))</h2></header><div class="panel-body">\
        <form class="form" method="post" action="/batches/data/upload?csrf=\(URLText.encode(reader.csrf))" enctype="multipart/form-data">\
        <label class="drop" for="file">\(HTML.icon("upload"))<b>\(reader.t("batches.data.file"))</b><span class="hint">\(reader.t("batches.data.file.hint"))</span>\
        <input id="file" type="file" name="file" accept=".json,.txt,.csv" required></label>\
        <fieldset><legend>\(reader.t("batches.data.mode"))</legend>\
        <label class="check-line"><input type="radio" name="mode" value="add" checked><span>\(reader.t("batches.data.add"))<span class="hint">\(reader.t("batches.data.add.hint"))</span></span></label>\
        <label class="check-line"><input type="radio" name="mode" value="replace"><span>\(reader.t("batches.data.replace"))<span class="hint">\(reader.t("batches.data.replace.hint"))</span></span></label></fieldset>\
        <div class="form-actions"><button class="primary">\(reader.t("batches.data.preview"))</button></div></form></div></section>
        """
    }

    private func deletion(_ crew: [CrewMember]) -> HTML {
        let any = [(value: "", text: reader.t("batches.any"))]
        let people = [
            (value: BatchFilter.nobody, text: reader.t("batches.nobody")), (value: BatchFilter.unknown, text: reader.t("batches.stranger")),
        ]
        return """
            <section class="panel"><header><h2>\(reader.t("batches.data.delete"))</h2></header><div class="panel-body">\
            <form class="form" method="post" action="/batches/data/delete">\(HTML.csrf(visit))<div class="row-fields">\
            \(Field.select("status", reader.t("batches.field.status"), any + BatchStatus.allCases.map { (value: $0.rawValue, text: words.status($0)) }, chosen: visit.form["status"]))\
            \(Field.select("assignee", reader.t("batches.field.assignee"), any + people + crew.map { (value: $0.name, text: $0.name) }, chosen: visit.form["assignee"]))</div>\
            <div class="row-fields">\(Field.text("pattern", reader.t("batches.data.pattern"), value: visit.form.text("pattern"), hint: reader.t("batches.data.pattern.hint"), more: " spellcheck=\"false\""))\
            \(Field.text("before", reader.t("batches.data.before"), value: visit.form.text("before"), type: "date"))</div>\
            <p class="hint">\(reader.t("batches.data.delete.hint"))</p>\
            <div class="form-actions"><button>\(reader.t("batches.data.preview"))</button></div></form></div></section>
            """
    }

    private var exports: HTML {
        """
        <section class="panel"><header><h2>\(reader.t("batches.data.exports"))</h2></header><div class="panel-body"><ul>\
        <li><a href="/api/data/batches/export" download>\(reader.t("batches.data.export.json"))</a></li>\
        <li><a href="/api/export/all-assignments" download>\(reader.t("batches.data.export.csv"))</a></li>\
        <li><a href="/batches/export?format=xlsx" download>\(reader.t("batches.data.export.xlsx"))</a></li>\
        <li><a href="/api/backup/database" download>\(reader.t("batches.data.export.all"))</a></li></ul></div></section>
        """
    }

    // MARK: previews

    private func ids(_ key: String, _ ids: [String], _ kind: String = "") -> HTML {
        guard !ids.isEmpty else { return "" }
        let list = ids.prefix(Self.shownMax).joined(separator: ", ") + (ids.count > Self.shownMax ? ", …" : "")
        return """
            <dt>\(reader.t("batches.preview." + key))</dt><dd><b class="\(kind)">\(reader.number(ids.count))</b> <span class="mono">\(list)</span></dd>
            """
    }

    private func preview(_ upload: BatchesActions.Upload, to path: String, fields: HTML) async -> WebResponse {
        let n = upload.created.count + upload.updated.count + upload.deleted.count
        let answer = reader.t(
            "batches.preview.answer",
            [
                "created": reader.number(upload.created.count), "updated": reader.number(upload.updated.count),
                "deleted": reader.number(upload.deleted.count),
            ])
        let same: HTML = upload.same > 0 ? "<dt>\(reader.t("batches.preview.same"))</dt><dd><b>\(reader.number(upload.same))</b></dd>" : ""
        let button: HTML =
            n > 0
            ? "<button class=\"\(upload.deleted.isEmpty ? "primary" : "danger")\">\(reader.t(upload.deleted.isEmpty ? "batches.preview.do" : "batches.preview.replace"))</button>"
            : ""
        let backup: HTML = upload.deleted.isEmpty && upload.updated.isEmpty ? "" : Notice.warn(reader.t("batches.preview.kept"))
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("batches.preview"))</h1><p class="answer"><b>\(answer)</b></p></header>\(backup)\
            <section class="panel"><div class="panel-body"><dl class="facts">\(ids("created", upload.created))\(ids("updated", upload.updated))\
            \(ids("deleted", upload.deleted, "is-bad-text"))\(same)\(ids("existing", upload.existing))\(ids("duplicates", upload.duplicates, "is-warn-text"))</dl>\
            <form class="form" method="post" action="\(path)">\(HTML.csrf(visit))\(fields)\(Field.hidden("confirmed", "1"))<div class="form-actions">\(button)\
            <a class="button" href="/batches/data">\(reader.t("script.cancel"))</a></div></form></div></section>
            """
        return await feature.house.page(visit, title: reader.t("batches.preview"), place: place + [Place(reader.t("batches.preview"))], main)
    }

    private func done(_ deed: Int64?, _ n: Int) -> WebResponse {
        .redirect(deed.map { "/batches/deeds/\($0)?done=1" } ?? "/batches/data?done=\(n)")
    }

    func createNew() async throws -> WebResponse {
        let text = visit.form.text("list")
        do {
            let ids = try await actions.completed(BatchesActions.ids(pasted: text))
            guard !ids.isEmpty else { throw Problem(.input, "batch_list_empty") }
            let lines = ids.map { id in
                var batch = Batch(id: id)
                batch.tasks = Batch.usualTasks
                return BatchesActions.Line(batch)
            }
            guard visit.form.flag("confirmed") else {
                return await preview(try await actions.preview(lines, .add), to: "/batches/data/new", fields: Field.hidden("list", text))
            }
            let upload = try await actions.upload(lines, .add, by: Author(visit))
            return done(upload.deed, upload.created.count)
        } catch let problem as Problem {
            return try await response(problem: problem)
        }
    }

    /// A file: kept, and its preview.
    func uploadFile() async throws -> WebResponse {
        do {
            let form = try await visit.multipart(fileBytesMax: 64 << 20, to: feature.house.dataFolder)
            defer { form.discard() }
            guard let mode = BatchesActions.UploadMode(rawValue: form.fields.text("mode")) else {
                throw Problem(.input, "parameter_invalid", ["name": "mode", "value": form.fields.text("mode")])
            }
            guard let file = form.files.first, let content = FileManager.default.contents(atPath: file.path) else {
                throw Problem(.input, "batch_file_missing", ["file": ""])
            }
            let list = try await ReplaceVerb.read([UInt8](content), actions)
            let upload = try await actions.preview(list, mode)
            let (text, name, now) = (String(decoding: content, as: UTF8.self).storable, try Author(visit).name, actions.clock.now())
            let draft = try await actions.database.write { try DraftTable(tx: $0).insert(text, mode: mode.rawValue, by: name, at: now) }
            return await preview(upload, to: "/batches/data/upload/\(draft)", fields: "")
        } catch let problem as Problem {
            return try await response(problem: problem)
        }
    }

    /// The answer to a preview.
    func uploadNow() async throws -> WebResponse {
        let (id, name) = (try visit.id(), try Author(visit).name)
        do {
            guard let draft = try await actions.database.read({ try DraftTable(tx: $0).find(id, by: name) }),
                let mode = BatchesActions.UploadMode(rawValue: draft.mode)
            else { throw Problem(.conflict, "batch_draft_gone") }
            let upload = try await actions.upload(try await ReplaceVerb.read(Array(draft.content.utf8), actions), mode, by: Author(visit))
            try await actions.database.write { try DraftTable(tx: $0).remove(id) }
            return done(upload.deed, upload.created.count)
        } catch let problem as Problem {
            return try await response(problem: problem)
        }
    }

    func deleteFiltered() async throws -> WebResponse {
        do {
            var filter = try BatchFilter(Parameters(["status", "assignee"].map { ($0, visit.form.text($0)) }))
            let before = visit.form.text("before")
            if !before.isEmpty {
                guard BatchDay.day(before) != nil else {
                    throw Problem(.input, "parameter_invalid", ["name": "before", "value": String(before.prefix(40))])
                }
                filter.assignedBefore = before
            }
            let pattern = visit.form.text("pattern").trimmingBlanks
            let found = try await actions.matching(filter, pattern: pattern).map(\.id)
            guard visit.form.flag("confirmed"), visit.form.text("count") == String(found.count) else {
                return await deletionPreview(found, pattern)
            }
            guard !found.isEmpty else { return .redirect("/batches/data") }
            let note = JSON.object(["status", "assignee", "pattern", "before"].map { ($0, .string(visit.form.text($0))) })
            return done(try await actions.delete(found, note: note, by: Author(visit)).deed, found.count)
        } catch let problem as Problem {
            return try await response(problem: problem)
        }
    }

    private func deletionPreview(_ found: [String], _ pattern: String) async -> WebResponse {
        let fields = ["status", "assignee", "pattern", "before"].html { Field.hidden($0, visit.form.text($0)) }
        let button: HTML =
            found.isEmpty ? "" : "<button class=\"danger\">\(reader.t("batches.delete.many", ["n": reader.number(found.count)]))</button>"
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("batches.preview"))</h1><p class="answer"><b>\(reader.t("batches.delete.answer", ["n": reader.number(found.count)]))</b></p></header>\
            \(Notice.warn(reader.t("batches.preview.kept")))<section class="panel"><div class="panel-body"><dl class="facts">\(ids("deleted", found, "is-bad-text"))</dl>\
            <form class="form" method="post" action="/batches/data/delete">\(HTML.csrf(visit))\(fields)\(Field.hidden("confirmed", "1"))\(Field.hidden("count", String(found.count)))\
            <div class="form-actions">\(button)<a class="button" href="/batches/data">\(reader.t("script.cancel"))</a></div></form></div></section>
            """
        return await feature.house.page(visit, title: reader.t("batches.preview"), place: place + [Place(reader.t("batches.preview"))], main)
    }
}
