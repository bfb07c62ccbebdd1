// One batch: all its fields, its mask files, and its history.

import Host
import Kernel
import Store
import Web

struct BatchPage: Sendable {
    let feature: BatchesFeature
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var words: BatchWords { BatchWords(reader: reader) }
    private var actions: BatchesActions { feature.actions }
    private var id: String { visit.path["batch"] ?? "" }

    init(_ feature: BatchesFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func show(problem: Problem? = nil) async throws -> WebResponse {
        let batch = try await actions.batch(id)
        let home = try await actions.home()
        let files = try await actions.masks(of: batch)
        let crew = try await actions.crew()
        let history = try await actions.database.read { try DeedTable(tx: $0, home: home.scope.home).history(batch.id, limit: 100) }
        let notice: HTML =
            problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) }
            ?? (visit.query["done"] == nil ? "" : Notice.ok(reader.t("batches.saved")))
        let isMember = batch.assignee.map { name in crew.contains { $0.name == name } } ?? true
        let main: HTML = """
            <header class="page-head"><h1>\(batch.id)</h1><p class="answer">\(words.statusTag(batch.status)) \
            \(words.person(batch.assignee, isMember: isMember)), \(reader.t("batches.file-count", ["n": reader.number(batch.masks.fileCount)]))</p></header>\(notice)\
            <div class="split"><div class="stack-y">\(fields(batch, crew))\(filesPanel(files))</div>\
            <div class="stack-y">\(historyPanel(history))\(more(batch))</div></div>
            """
        return await feature.house.page(
            visit, title: batch.id, place: [Place(reader.t("batches.title"), "/batches"), Place(batch.id)], status: problem?.status ?? 200, main)
    }

    private func fields(_ batch: Batch, _ crew: [CrewMember]) -> HTML {
        func label(_ field: BatchField) -> String { reader.t("batches.field." + field.rawValue) }
        guard reader.may(BatchesFeature.edit) else {
            let facts: [(BatchField, HTML)] = [
                (.folder, "\(batch.folder)"), (.priority, "\(batch.priority)"), (.assignedAt, words.day(batch.assignedAt)),
                (.dueDate, words.day(batch.dueDate)), (.review, "\(words.review(batch.review))"), (.reviewedAt, words.day(batch.reviewedAt)),
                (.comments, "\(batch.comments)"),
            ]
            let list = facts.html { "<dt>\(label($0.0))</dt><dd>\($0.1)</dd>" }
            return """
                <section class="panel"><header><h2>\(reader.t("batches.facts"))</h2></header><div class="panel-body"><dl class="facts">\(list)</dl></div></section>
                """
        }
        var people = [("", reader.t("batches.nobody"))] + crew.map { ($0.name, $0.name) }
        if let name = batch.assignee, !crew.contains(where: { $0.name == name }) { people.append((name, name)) }
        let assignee: HTML =
            reader.may(BatchesFeature.operate)
            ? Field.select("assignee", label(.assignee), people.map { (value: $0.0, text: $0.1) }, chosen: batch.assignee ?? "") : ""
        let seen = [
            BatchField.assignee, .status, .review, .comments, .folder, .priority, .assignedAt, .dueDate, .reviewedAt, .totalMasks, .completedMasks,
        ]
        .html { field in Field.hidden("seen." + field.rawValue, Self.text(batch[field])) }
        return """
            <section class="panel"><header><h2>\(reader.t("batches.facts"))</h2></header><div class="panel-body">\
            <form class="form" method="post" action="\(BatchPath.batch(batch.id))">\(HTML.csrf(visit))\(seen)<div class="row-fields">\(assignee)\
            \(Field.select("status", label(.status), BatchStatus.allCases.map { (value: $0.rawValue, text: words.status($0)) }, chosen: batch.status.rawValue))\
            \(Field.select("review_status", label(.review), BatchReview.allCases.map { (value: $0.rawValue, text: words.review($0)) }, chosen: batch.review.rawValue))</div>\
            <div class="field"><label for="comments">\(label(.comments))</label><textarea id="comments" name="comments" rows="3">\(batch.comments)</textarea></div>\
            <div class="row-fields">\(Field.text("assigned_at", label(.assignedAt), value: batch.assignedAt ?? ""))\
            \(Field.text("due_date", label(.dueDate), value: batch.dueDate ?? ""))\(Field.text("reviewed_at", label(.reviewedAt), value: batch.reviewedAt ?? ""))</div>\
            <div class="row-fields">\(Field.text("priority", label(.priority), value: batch.priority))\
            \(Field.text("total_masks", label(.totalMasks), value: batch.totalMasks.map(String.init) ?? "", more: " inputmode=\"numeric\""))\
            \(Field.text("completed_masks", label(.completedMasks), value: batch.completedMasks.map(String.init) ?? "", more: " inputmode=\"numeric\""))</div>\
            \(Field.text("folder", label(.folder), value: batch.folder))\
            <div class="form-actions"><button class="primary">\(reader.t("batches.save"))</button></div></form></div></section>
            """
    }

    private static func text(_ value: JSON) -> String { value.string ?? value.int.map(String.init) ?? "" }

    private func filesPanel(_ files: [MaskRow]) -> HTML {
        let body: HTML =
            files.isEmpty
            ? "<div class=\"empty\"><p>\(reader.t("batches.files.none"))</p></div>"
            : """
            <div class="table-wrap"><table class="data dense"><thead><tr><th scope="col">\(reader.t("batches.column.file"))</th>\
            <th scope="col">\(reader.t("batches.column.time"))</th><th scope="col" class="num">\(reader.t("batches.column.bytes"))</th>\
            <th scope="col">\(reader.t("batches.column.by"))</th></tr></thead><tbody>\(files.html { file in
                """
                <tr><td class="mono clip" title="\(file.name)">\(MaskPageRow.name(file, reader))</td><td>\(reader.time(file.uploadedAt))</td>\
                <td class="num">\(reader.bytes(file.bytes))</td><td>\(file.uploadedBy ?? "")</td></tr>
                """
            })</tbody></table></div>
            """
        return
            "<section class=\"panel\"><header><h2>\(reader.t("batches.files"))</h2><span class=\"muted\">\(reader.number(files.count))</span></header>\(body)</section>"
    }

    private func historyPanel(_ history: [(change: BatchChange, deed: BatchDeed)]) -> HTML {
        let lines = history.filter { $0.change.state == .done }.html { change, deed in
            """
            <li><p>\(words.change(change))</p><time datetime="\(reader.zone.rfc3339(deed.at))">\(reader.dateTime(deed.at))</time> \
            <span class="muted">\(DeedWords.by(deed, reader))</span> <a href="/batches/deeds/\(deed.id)">\(reader.t("batches.deed.kind." + deed.kind.rawValue))</a></li>
            """
        }
        let body: HTML = history.isEmpty ? "<p class=\"muted\">\(reader.t("batches.history.none"))</p>" : "<ol class=\"timeline\">\(lines)</ol>"
        return "<section class=\"panel\"><header><h2>\(reader.t("batches.history"))</h2></header><div class=\"panel-body\">\(body)</div></section>"
    }

    /// Another id, and the end of it.
    private func more(_ batch: Batch) -> HTML {
        guard reader.may(BatchesFeature.operate) else { return "" }
        let path = BatchPath.batch(batch.id)
        return """
            <section class="panel"><header><h2>\(reader.t("batches.rename"))</h2></header><div class="panel-body">\
            <form class="form" method="post" action="\(path)/rename">\(HTML.csrf(visit))\(Field.text("new_id", reader.t("batches.rename.to"), value: batch.id))\
            <div class="form-actions"><button>\(reader.t("batches.rename"))</button></div></form>\
            \(AskingButton.form(visit, to: path + "/delete", Self.confirm(reader, batch.id)))</div></section>
            """
    }

    private static func confirm(_ reader: Reader, _ id: String) -> Confirm {
        Confirm(
            title: reader.t("batches.delete.title", ["batch": id]), sentence: reader.t("batches.delete.what", ["batch": id]),
            yes: reader.t("batches.delete"),
            back: BatchPath.batch(id))
    }

    // MARK: deeds

    /// Fields of the form; those it does not have stay as they are.
    private func named(_ prefix: String) -> [(BatchField, JSON)] {
        BatchField.allCases.compactMap { field in
            guard field != .tasks, field != .assignee || reader.may(BatchesFeature.operate) else { return nil }
            return visit.form[prefix + field.rawValue].map { (field, .string($0)) }
        }
    }

    func save() async throws -> WebResponse {
        let back = visit.form.text("back")
        do {
            let fields = named("")
            let names = Set(fields.map(\.0))
            _ = try await actions.edit(id, fields, seen: named("seen.").filter { names.contains($0.0) }, by: Author(visit))
        } catch let problem as Problem where problem.family != .missing {
            return try await show(problem: problem)
        }
        return .redirect(BatchesFeature.isOwn(back) ? back : BatchPath.batch(id) + "?done=1")
    }

    func rename() async throws -> WebResponse {
        do {
            let batch = try await actions.rename(id, to: visit.form.text("new_id"), by: Author(visit))
            return .redirect(BatchPath.batch(batch.id) + "?done=1")
        } catch let problem as Problem where problem.family != .missing {
            return try await show(problem: problem)
        }
    }

    func delete() async throws -> WebResponse {
        guard visit.form.flag("confirmed") else {
            return await Self.confirm(reader, id).response(
                feature.house, visit, place: [Place(reader.t("batches.title"), "/batches"), Place(id, BatchPath.batch(id))])
        }
        let result = try await actions.delete([id], by: Author(visit))
        return .redirect("/batches/deeds/\(result.deed)?done=1")
    }
}
