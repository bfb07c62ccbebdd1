// A planner's sheet on its way in: upload, preview, choice where both sides have changed something, import, taking back. The
// preview is the import itself, rehearsed.

import Foundation
import Host
import Kernel
import Store
import Web

struct ImportPage: Sendable {
    let feature: SchedulingFeature
    let visit: Visit
    var reader: Reader { visit.reader }
    var actions: SchedulingActions { feature.actions }
    func t(_ key: String, _ facts: [String: String] = [:]) -> String { reader.t(key, facts) }

    /// Rows shown of a preview; the counts are of all.
    static let shownMax = 200
    static let path = "/scheduling/import"
    static let exportPath = "/scheduling/export"

    init(_ feature: SchedulingFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    private func page(_ main: HTML, status: Int = 200) async -> WebResponse {
        let title = t("scheduling.sheets.import")
        return await feature.house.page(
            visit, title: title, place: ScheduleTabs.place(visit, Place(title)), status: status, main)
    }

    // MARK: uploading

    func response(problem: Problem? = nil, columns: HTML = "") async throws -> WebResponse {
        var notice: HTML = problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? ""
        if visit.query.has("undone") { notice = Notice.ok(t("scheduling.sheets.undone")) }
        if visit.query.text("done") == "0" { notice = Notice.ok(t("scheduling.sheets.done.nothing")) }
        if let deed = try visit.query.int("done"), deed > 0 {
            notice = """
                \(Notice.ok(t("scheduling.sheets.done"), t("scheduling.sheets.done.step")))<form method="post" action="\(Self.path)/undo/\(deed)">\(HTML.csrf(visit))<button>\(t("scheduling.sheets.undo"))</button></form>
                """
        }
        let main: HTML = """
            <header class="page-head"><h1>\(t("scheduling.sheets.import.question"))</h1><p class="answer">\(t("scheduling.sheets.import.answer"))</p></header>\
            \(ScheduleTabs.html(visit, current: Self.path))\(ScheduleTabs.sheets(visit, current: Self.path))\(notice)\(columns)\
            <section class="panel"><div class="panel-body"><form class="form" method="post" action="\(Self.path)?csrf=\(URLText.encode(reader.csrf))" enctype="multipart/form-data">\
            <label class="drop" for="file">\(HTML.icon("upload"))<b>\(t("scheduling.sheets.file"))</b><span class="hint">\(t("scheduling.sheets.file.hint"))</span>\
            <input id="file" type="file" name="file" accept=".csv,.txt,.tsv,.json" required></label>\
            <div class="form-actions"><button class="primary">\(t("scheduling.sheets.preview"))</button></div></form></div></section>\(try await sourcePanel())
            """
        return await page(main, status: problem?.status ?? 200)
    }

    func upload() async throws -> WebResponse {
        do {
            let form = try await visit.multipart(fileBytesMax: SheetText.bytesMax, to: feature.house.dataFolder)
            defer { form.discard() }
            guard let file = form.files.first, let data = FileManager.default.contents(atPath: file.path) else {
                throw Problem(.input, "schedule_file_missing", ["file": ""])
            }
            let text = String(decoding: try SheetText.read([UInt8](data)).text, as: UTF8.self)
            return .redirect("\(Self.path)/\(try await keep(text, file: file.filename))")
        } catch let problem as Problem {
            return try await response(problem: problem)
        }
    }

    /// Until its preview is agreed to.
    func keep(_ text: String, file: String) async throws -> Int64 {
        let (name, now) = (try Author(visit).name, actions.clock.now())
        return try await actions.database.write { try UploadTable(tx: $0).insert(text, file: file, by: name, at: now) }
    }

    private func kept() async throws -> (id: Int64, file: String, bytes: [UInt8]) {
        let (id, name) = (try visit.id(), try Author(visit).name)
        guard let upload = try await actions.database.read({ try UploadTable(tx: $0).find(id, by: name) }) else {
            throw Problem(.missing, "schedule_sheet_gone")
        }
        return (id, upload.file, Array(upload.content.utf8))
    }

    // MARK: preview

    private func choice(_ fields: Parameters) -> ImportChoice {
        ImportChoice(takesFile: fields.flag("take_all"), takesFileOf: Set(fields.all("take")))
    }

    func preview() async throws -> WebResponse {
        let kept = try await kept()
        do {
            let choice = choice(visit.query)
            let outcome = try await actions.take(
                actions.sheet(kept.bytes), name: kept.file, choice: choice, isPartial: true, isRehearsal: true, by: Author(visit))
            return await page(show(outcome.plan, outcome.header, kept.id, kept.file, choice))
        } catch let problem as Problem where problem.code.hasPrefix("schedule_sheet_") {
            let names = Sheet.headerNames(kept.bytes, try await actions.sheetContext().mapping) ?? []
            return try await response(
                problem: problem, columns: names.isEmpty ? "" : columnsForm(names, try await actions.sheetContext().mapping, kept.id))
        }
    }

    private func show(_ plan: ImportPlan, _ header: [String], _ id: Int64, _ file: String, _ choice: ImportChoice) async -> HTML {
        let errors = plan.errors
        let counts = Dictionary(uniqueKeysWithValues: ImportPlan.Action.allCases.map { ($0, plan.count($0)) })
        func n(_ action: ImportPlan.Action) -> String { reader.number(counts[action] ?? 0) }
        let answer = t(
            "scheduling.sheets.preview.answer",
            [
                "rows": reader.number(plan.rows.count), "create": n(.create), "update": n(.update), "same": n(.same), "skip": n(.skip),
                "errors": reader.number(errors.count),
            ])
        let bad: HTML = errors.isEmpty ? "" : Notice.bad(t("scheduling.sheets.errors.left"), t("scheduling.sheets.errors.step"))
        let open: HTML =
            plan.conflictCount == 0
            ? "" : Notice.warn(t("scheduling.sheets.conflicts", ["n": reader.number(plan.conflictCount)]), t("scheduling.sheets.conflicts.step"))
        let mapping = (try? await actions.sheetContext().mapping) ?? SheetMapping()
        return """
            <header class="page-head"><h1>\(t("scheduling.sheets.import.question"))</h1><p class="answer"><b>\(answer)</b> <span class="muted">\(file)</span></p></header>\
            \(ScheduleTabs.html(visit, current: Self.path))\(bad)\(open)\
            \(facts(plan))\(faults(plan))\(table(plan, id, choice))\(applyForm(plan, id, choice))\(columnsForm(header, mapping, id))
            """
    }

    private func facts(_ plan: ImportPlan) -> HTML {
        func item(_ key: String, _ values: [String]) -> HTML {
            guard !values.isEmpty else { return "" }
            let text = values.prefix(50).joined(separator: ", ") + (values.count > 50 ? ", …" : "")
            return "<dt>\(t(key))</dt><dd>\(text)</dd>"
        }
        let parameters = plan.parameters.map { t("scheduling.sheets.parameter." + $0.name) + " " + reader.quantity($0.value) }
        let hours = plan.hours.map {
            t(
                "scheduling.sheets.hours.one",
                ["line": String($0.line), "order": $0.number, "sheet": OrderHours.text($0.sheet), "own": OrderHours.text($0.own)])
        }
        let list: HTML =
            item("scheduling.sheets.parameters", parameters) + item("scheduling.sheets.lines", plan.linesToCreate.map(\.name))
            + item("scheduling.sheets.hours", hours) + item("scheduling.sheets.missing", plan.missing)
            + item("scheduling.sheets.ignored", plan.ignored)
        guard !list.isEmpty else { return "" }
        return
            "<section class=\"panel\"><header><h2>\(t("scheduling.sheets.facts"))</h2></header><div class=\"panel-body\"><dl class=\"facts\">\(list)</dl></div></section>"
    }

    private func faults(_ plan: ImportPlan) -> HTML {
        guard !plan.faults.isEmpty else { return "" }
        let items = plan.faults.prefix(Self.shownMax).html {
            "<li>\(t("scheduling.sheets.row")) \(reader.number($0.line)): \($0.problem.title(reader))</li>"
        }
        return "<ul>\(items)</ul>"
    }

    private func text(_ value: JSON) -> String { value == .null || value == "" ? "–" : value.string ?? value.text }

    /// A new order in a few words.
    private func summary(_ row: ImportPlan.Row, _ plan: ImportPlan) -> HTML {
        guard row.action == .create, let order = plan.next.orders[row.number] else { return "" }
        let line = plan.next.placements[row.number].flatMap { plan.next.lines[$0.line]?.name }
        let quantity = order.quantity.map { "× " + reader.quantity($0) }
        let ship = order.shipDate.map { reader.t("scheduling.field.ship_date") + " " + reader.day($0) }
        let words = [order.customer, order.assembly, quantity, line, ship].compactMap { $0 }.filter { !$0.isEmpty }
        return "<div class=\"muted\">\(words.joined(separator: " · "))</div>"
    }

    private func details(_ row: ImportPlan.Row, _ choice: ImportChoice) -> HTML {
        let problems = row.problems.html { "<div class=\"is-bad-text\">\($0.title(reader))</div>" }
        let changes = row.changes.html { change in
            "<div><span class=\"muted\">\(t("scheduling.sheets.column." + change.field))</span> \(text(change.old)) → <b>\(text(change.new))</b></div>"
        }
        let conflicts = row.conflicts.html { conflict in
            """
            <div class="is-warn-text"><span class="muted">\(t("scheduling.sheets.column." + conflict.field))</span> \(t("scheduling.sheets.ours", ["value": text(conflict.ours)])), \
            \(t("scheduling.sheets.theirs", ["value": text(conflict.theirs)])): <b>\(t(conflict.isTaken ? "scheduling.sheets.taken" : "scheduling.sheets.kept"))</b></div>
            """
        }
        let isOn: HTML = choice.takesFileOf.contains(row.number) ? " checked" : ""
        let box: HTML =
            row.conflicts.isEmpty
            ? ""
            : "<label class=\"check-line\"><input type=\"checkbox\" form=\"choice\" name=\"take\" value=\"\(row.number)\"\(isOn)><span>\(t("scheduling.sheets.take"))</span></label>"
        return "\(problems)\(changes)\(conflicts)\(box)"
    }

    private func table(_ plan: ImportPlan, _ id: Int64, _ choice: ImportChoice) -> HTML {
        let wanted = ImportPlan.Action(rawValue: visit.query.text("show"))
        // What has to be decided comes first.
        let rows =
            wanted.map { action in plan.rows.filter { $0.action == action } }
            ?? plan.rows.filter { $0.action == .error } + plan.rows.filter { $0.action != .error && !$0.conflicts.isEmpty }
            + plan.rows.filter { $0.action != .error && $0.conflicts.isEmpty }
        let links = ([nil] + ImportPlan.Action.allCases.map { Optional($0) }).html { action in
            let query = visit.query.query(setting: ["show": action?.rawValue])
            let here: HTML = action == wanted ? " aria-current=\"page\"" : ""
            let words = action.map { t("scheduling.sheets.action." + $0.rawValue) } ?? t("scheduling.sheets.all")
            let count = action.map { plan.count($0) } ?? plan.rows.count
            return "<a href=\"\(Self.path)/\(id)\(query.isEmpty ? "" : "?" + query)\"\(here)>\(words) \(reader.number(count))</a>"
        }
        let body = rows.prefix(Self.shownMax).html { row in
            """
            <tr><th scope="row" class="mono">\(row.number)</th><td class="num">\(reader.number(row.line))</td>\
            <td>\(t("scheduling.sheets.action." + row.action.rawValue))</td><td>\(summary(row, plan))\(details(row, choice))</td></tr>
            """
        }
        let rest: HTML =
            rows.count > Self.shownMax ? "<p class=\"hint\">\(t("scheduling.sheets.more", ["n": reader.number(rows.count - Self.shownMax)]))</p>" : ""
        let none: HTML = rows.isEmpty ? "<p class=\"hint\">\(t("scheduling.sheets.none"))</p>" : ""
        let all: HTML = choice.takesFile ? " checked" : ""
        let form: HTML =
            plan.conflictCount == 0
            ? ""
            : """
            <form id="choice" class="form" action="\(Self.path)/\(id)"><label class="check-line"><input type="checkbox" name="take_all" value="1"\(all)>\
            <span>\(t("scheduling.sheets.take.all"))</span></label><div class="form-actions"><button>\(t("scheduling.sheets.choose"))</button></div></form>
            """
        return """
            <nav class="table-bar" aria-label="\(t("scheduling.sheets.action"))"><div class="segmented">\(links)</div></nav><div class="table-wrap" tabindex="0" role="region" aria-label="\(t("scheduling.sheets.details"))">\
            <table class="data dense flow"><thead><tr><th scope="col">\(t("scheduling.sheets.order"))</th><th scope="col" class="num">\(t("scheduling.sheets.row"))</th>\
            <th scope="col">\(t("scheduling.sheets.action"))</th><th scope="col">\(t("scheduling.sheets.details"))</th></tr></thead><tbody>\(body)</tbody></table></div>\(none)\(rest)\(form)
            """
    }

    // MARK: deciding

    private func applyForm(_ plan: ImportPlan, _ id: Int64, _ choice: ImportChoice) -> HTML {
        let takes = choice.takesFileOf.sorted().html { Field.hidden("take", $0) } + (choice.takesFile ? Field.hidden("take_all", "1") : "")
        let n = plan.count(.create) + plan.count(.update)
        let partial: HTML = plan.errors.isEmpty ? "" : Field.check("partial", t("scheduling.sheets.partial"), isOn: false)
        return """
            <form class="form" method="post" action="\(Self.path)/\(id)">\(HTML.csrf(visit))\(takes)\(partial)<div class="form-actions">\
            <button class="primary">\(n > 0 ? t("scheduling.sheets.apply", ["n": reader.number(n)]) : t("scheduling.sheets.apply.note"))</button>\
            <a class="button" href="\(Self.path)">\(t("scheduling.sheets.cancel"))</a></div></form>
            """
    }

    func apply() async throws -> WebResponse {
        do {
            let kept = try await kept()
            let outcome = try await actions.take(
                actions.sheet(kept.bytes), name: kept.file, choice: choice(visit.form), isPartial: visit.form.flag("partial"), by: Author(visit))
            guard !outcome.isRefused else { return .redirect("\(Self.path)/\(kept.id)?show=error") }
            try await actions.database.write { try UploadTable(tx: $0).remove(kept.id) }
            return .redirect("\(Self.path)?done=\(outcome.deed ?? 0)")
        } catch let problem as Problem where problem.code.hasPrefix("schedule_") {
            return try await response(problem: problem)
        }
    }

    // MARK: columns

    private func columnsForm(_ names: [String], _ mapping: SheetMapping, _ id: Int64) -> HTML {
        guard !names.isEmpty else { return "" }
        let options =
            [(value: SheetMapping.leftOut, text: t("scheduling.sheets.columns.nothing"))]
            + SheetColumn.allCases.map { (value: $0.rawValue, text: t("scheduling.sheets.column." + $0.rawValue)) }
        let fields = zip(names, mapping.columns(names)).enumerated().filter { !$0.1.0.isEmpty }.map { index, pair in
            Field.select("c\(index)", pair.0, options, chosen: pair.1?.rawValue ?? SheetMapping.leftOut)
        }
        return """
            <details class="disclose"><summary>\(t("scheduling.sheets.columns"))</summary><div class="panel-body"><p class="hint">\(t("scheduling.sheets.columns.hint"))</p>\
            <form class="form" method="post" action="\(Self.path)/\(id)/columns">\(HTML.csrf(visit))\(fields)<div class="form-actions"><button>\(t("scheduling.sheets.columns.save"))</button></div>\
            </form></div></details>
            """
    }

    func columns() async throws -> WebResponse {
        let kept = try await kept()
        guard let names = Sheet.headerNames(kept.bytes, try await actions.sheetContext().mapping) else {
            return try await response(problem: Problem(.input, "schedule_sheet_header_missing"))
        }
        var columns: [String: String] = [:]
        for (index, name) in names.enumerated() { columns[name] = visit.form["c\(index)"] }
        try await actions.remember(names, columns, by: Author(visit))
        return .redirect("\(Self.path)/\(kept.id)")
    }
}
