// One line: what it can, when it works, and the times in which it does not.

import Host
import Kernel
import Web

struct LinePage: Sendable {
    let feature: SchedulingFeature
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var words: ScheduleWords { ScheduleWords(reader: reader) }
    private var mayPlan: Bool { reader.may(SchedulingFeature.plan) }

    init(_ feature: SchedulingFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func show(_ problem: Problem? = nil, conflict: EditConflict? = nil, typed: Parameters? = nil) async throws -> WebResponse {
        let desk = try await feature.actions.desk()
        let line = try desk.line(Int(try visit.id("line")))
        let calendar = LineCalendar(line, zone: reader.zone, days: Array(desk.days.values), blocks: Array(desk.blocks.values), now: reader.now)
        let week = calendar.work(from: reader.zone.day(of: reader.now).monday, days: 7)
        let notice = conflict.map { ConflictNotice.html($0, reader) } ?? words.notice(problem, visit)
        let main: HTML = """
            <header class="page-head"><h1>\(line.name)</h1><p class="answer">\(words.lineTag(line)) \
            <b>\(reader.t("scheduling.line.week", ["hours": words.hours(milliseconds: week)]))</b></p>\
            <div class="actions"><a class="button" href="\(SchedulePath.day(line.number))">\(reader.t("scheduling.day"))</a>\
            <a class="button" href="\(SchedulePath.screen(line.number))">\(reader.t("scheduling.display"))</a></div></header>\(notice)\
            <div class="split"><div class="stack-y"><section class="panel"><header><h2>\(reader.t("scheduling.line.what"))</h2></header><div class="panel-body">\
            \(mayPlan ? form(line, desk, to: SchedulePath.line(line.number), typed: typed, seen: conflict?.rebased(visit.seen)) : facts(line))</div></section></div>\
            <div class="stack-y">\(blocks(line, desk, typed))</div></div>
            """
        return await feature.house.page(
            visit, title: line.name, place: ScheduleTabs.place(visit, Place(reader.t("scheduling.lines"), SchedulePath.lines), Place(line.name)),
            status: conflict != nil ? 409 : problem?.status ?? 200, main)
    }

    func new(_ problem: Problem? = nil, typed: Parameters? = nil) async throws -> WebResponse {
        let desk = try await feature.actions.desk()
        let title = reader.t("scheduling.line.new")
        let number = (desk.lines.keys.max() ?? 0) + 1
        let main: HTML = """
            <header class="page-head"><h1>\(title)</h1><p class="answer">\(reader.t("scheduling.line.new.what"))</p></header>\(words.notice(problem, visit))\
            <section class="panel"><div class="panel-body">\(form(Line(number: number, name: ""), desk, to: SchedulePath.lines, typed: typed, isNew: true))</div></section>
            """
        return await feature.house.page(
            visit, title: title, place: ScheduleTabs.place(visit, Place(reader.t("scheduling.lines"), SchedulePath.lines), Place(title)),
            status: problem?.status ?? 200, main)
    }

    // MARK: markup

    private func facts(_ line: Line) -> HTML {
        let rows: [(String, HTML)] = [
            ("kind", "\(reader.t("scheduling.line.kind." + line.kind.rawValue))"), ("slots", "\(line.slots)"),
            ("multiplier", "\(reader.quantity(line.multiplier))"), ("capacity", "\(line.capacity)"),
            ("customers", "\(line.customers.joined(separator: ", "))"),
            (
                "shifts",
                line.shifts.html { shift in
                    """
                    <div>\(shift.days.sorted().map(words.weekday).joined(separator: " ")) \(Shift.text(shift.start))–\(Shift.text(shift.end)) <span class="muted">\(ShiftForm.text(shift.breaks))</span></div>
                    """
                }
            ), ("location", "\(line.location)"), ("note", "\(line.note)"),
        ]
        return
            "<dl class=\"facts\">\(rows.filter { !$0.1.isEmpty }.html { "<dt>\(reader.t("scheduling.line.field." + $0.0))</dt><dd>\($0.1)</dd>" })</dl>"
    }

    private func form(_ line: Line, _ desk: Desk, to path: String, typed: Parameters?, isNew: Bool = false, seen: JSON? = nil) -> HTML {
        // A form of blocks has none of these.
        let typed = typed?.has("name") == true ? typed : nil
        func label(_ name: String) -> String { reader.t("scheduling.line.field." + name) }
        func value(_ name: String, _ own: String) -> String { typed?.text(name) ?? own }
        let number: HTML =
            isNew
            ? Field.text("number", label("number"), value: value("number", String(line.number)), more: " inputmode=\"numeric\"")
            : Field.hidden("seen", (seen ?? JSON.object(line.content)).text)
        let kinds = Line.Kind.allCases.map { (value: $0.rawValue, text: reader.t("scheduling.line.kind." + $0.rawValue)) }
        let multiplier = reader.language == .en ? line.multiplier.text : line.multiplier.text.replacing(".", with: ",")
        return """
            <form class="form wide" method="post" action="\(path)">\(HTML.csrf(visit))<div class="row-fields">\(number)\
            \(Field.text("name", label("name"), value: value("name", line.name), more: " required maxlength=\"100\""))\
            \(Field.select("kind", label("kind"), kinds, chosen: value("kind", line.kind.rawValue)))</div><div class="row-fields">\
            \(Field.text("multiplier", label("multiplier"), value: value("multiplier", multiplier), more: " inputmode=\"decimal\""))\
            \(Field.text("slots", label("slots"), value: value("slots", String(line.slots)), more: " inputmode=\"numeric\""))\
            \(Field.text("capacity", label("capacity"), value: value("capacity", String(line.capacity)), more: " inputmode=\"numeric\""))</div>\
            \(Field.text("customers", label("customers"), value: value("customers", line.customers.joined(separator: "; ")), hint: reader.t("scheduling.line.customers.hint")))\
            \(ShiftForm.rows(line.shifts, reader, typed: typed))<div class="row-fields">\
            \(Field.check("takes_plans", label("takes_plans"), isOn: typed?.flag("takes_plans") ?? line.takesPlans))\
            \(Field.check("active", label("active"), isOn: typed?.flag("active") ?? line.isActive))</div>\
            \(Field.text("location", label("location"), value: value("location", line.location)))\
            <div class="field"><label for="note">\(label("note"))</label><textarea id="note" name="note" rows="2">\(value("note", line.note))</textarea></div>\
            <div class="form-actions"><button class="primary">\(reader.t(isNew ? "scheduling.line.create" : "scheduling.save"))</button></div></form>
            """
    }

    private func blocks(_ line: Line, _ desk: Desk, _ typed: Parameters?) -> HTML {
        let own = desk.blocks.values.filter { $0.line == line.number && $0.end > reader.now - .days(30) }.sorted { $0.start < $1.start }
        let rows = own.html { block -> HTML in
            let remove: HTML =
                mayPlan
                ? """
                <form method="post" action="\(SchedulePath.line(line.number))/blocks/\(URLText.encode(block.id))/remove">\(HTML.csrf(visit))<button class="small">\(reader.t("scheduling.remove"))</button></form>
                """ : ""
            return """
                <li><p><b>\(reader.t("scheduling.block." + block.kind.rawValue))</b> \(block.note)</p>\(words.time(block.start)) – \(words.time(block.end)) \(remove)</li>
                """
        }
        let list: HTML = own.isEmpty ? "<p class=\"muted\">\(reader.t("scheduling.blocks.none"))</p>" : "<ol class=\"timeline\">\(rows)</ol>"
        let kinds = LineBlock.Kind.allCases.map { (value: $0.rawValue, text: reader.t("scheduling.block." + $0.rawValue)) }
        let typed = typed?.has("block_start") == true ? typed : nil
        let add: HTML =
            mayPlan
            ? """
            <form class="form" method="post" action="\(SchedulePath.line(line.number))/blocks">\(HTML.csrf(visit))\
            \(Field.select("block_kind", reader.t("scheduling.block.kind"), kinds, chosen: typed?.text("block_kind")))<div class="row-fields">\
            \(Field.text("block_start", reader.t("scheduling.column.start"), value: typed?.text("block_start") ?? "", type: "datetime-local", more: " required"))\
            \(Field.text("block_end", reader.t("scheduling.column.end"), value: typed?.text("block_end") ?? "", type: "datetime-local", more: " required"))</div>\
            \(Field.text("block_note", reader.t("scheduling.field.note"), value: typed?.text("block_note") ?? ""))\
            <div class="form-actions"><button>\(reader.t("scheduling.block.add"))</button></div></form>
            """ : ""
        return
            "<section class=\"panel\"><header><h2>\(reader.t("scheduling.blocks"))</h2></header><div class=\"panel-body\">\(list)\(add)</div></section>"
    }

    // MARK: deeds

    private func read(_ line: Line) throws(Problem) -> Line {
        let form = visit.form
        var out = line
        out.name = String(Substring(form.text("name")).trimmed)
        out.kind = Line.Kind(rawValue: form.text("kind")) ?? line.kind
        let multiplier = reader.decimal(form.text("multiplier"))
        guard let factor = Quantity(multiplier) else {
            throw Problem(.input, "schedule_setting_invalid", ["field": "multiplier", "value": String(multiplier.prefix(60))])
        }
        out.multiplier = factor
        out.slots = try visit.count("slots") ?? 0
        out.capacity = try visit.count("capacity") ?? 1
        out.customers = form.text("customers").split(separator: ";").map { String($0.trimmed) }.filter { !$0.isEmpty }
        out.shifts = try ShiftForm.shifts(form)
        (out.takesPlans, out.isActive) = (form.flag("takes_plans"), form.flag("active"))
        (out.location, out.note) = (String(Substring(form.text("location")).trimmed), form.text("note").replacing("\r\n", with: "\n"))
        return out
    }

    func create() async throws -> WebResponse {
        do {
            let line = try read(Line(number: try visit.count("number") ?? 0, name: ""))
            try await feature.actions.perform(.line, by: Author(visit)) { try $0.create(line) }
            return .redirect(SchedulePath.line(line.number) + "?done=1")
        } catch let problem as Problem {
            return try await new(problem, typed: visit.form)
        }
    }

    func save() async throws -> WebResponse {
        let (number, seen) = (Int(try visit.id("line")), visit.seen)
        do {
            let mine = try read(Line(number: number, name: "")).content.filter { Self.fields.contains($0.0) }
            try await feature.actions.perform(.line, by: Author(visit)) { desk in
                try desk.set(DeskMerge.row(try desk.line(number), seen: seen, mine: mine))
            }
        } catch let conflict as EditConflict {
            return try await show(conflict: conflict, typed: visit.form)
        } catch let problem as Problem where problem.family != .missing {
            return try await show(problem, typed: visit.form)
        }
        return .redirect(SchedulePath.line(number) + "?done=1")
    }

    private static let fields: Set<String> = [
        "name", "kind", "slots", "multiplier", "capacity", "customers", "takes_plans", "active", "shifts", "location", "note",
    ]

    func addBlock() async throws -> WebResponse {
        let (number, form) = (Int(try visit.id("line")), visit.form)
        do {
            guard let start = try reader.moment(form.text("block_start")), let end = try reader.moment(form.text("block_end")) else {
                throw Problem(.input, "schedule_block_times", ["days": String(Desk.blockDaysMax)])
            }
            let block = LineBlock(
                id: Identifier.make(at: reader.now), line: number, kind: LineBlock.Kind(rawValue: form.text("block_kind")) ?? .other, start: start,
                end: end, note: String(Substring(form.text("block_note")).trimmed))
            try await feature.actions.perform(.block, by: Author(visit)) { try $0.add(block) }
        } catch var problem as Problem where problem.family != .missing {
            // The reader's clock, not the interfaces'.
            for name in ["start", "end"] where problem.code == "schedule_block_overlap" {
                if let at = problem.parameters[name].flatMap(Instant.init(rfc3339:)) { problem.parameters[name] = words.moment(at) }
            }
            return try await show(problem, typed: form)
        }
        return .redirect(SchedulePath.line(number) + "?done=1")
    }

    func removeBlock() async throws -> WebResponse {
        let (number, block) = (Int(try visit.id("line")), visit.path["block"] ?? "")
        try await feature.actions.perform(.block, by: Author(visit)) { try $0.removeBlock(block) }
        return .redirect(SchedulePath.line(number) + "?done=1")
    }
}

/// Both values of what two people have changed, of rows other than orders.
enum ConflictNotice {
    static func html(_ conflict: EditConflict, _ reader: Reader) -> HTML {
        let words = BoardWords(reader)
        let rows = conflict.members.html { member in
            """
            <dt>\(reader.t("scheduling.line.field." + member.name))</dt><dd>\(reader.t("scheduling.order.theirs")) \
            <b>\(words.value(member.name, member.theirs, of: .line, [:]))</b>, \(reader.t("scheduling.order.mine")) \
            <b>\(words.value(member.name, member.mine, of: .line, [:]))</b></dd>
            """
        }
        return """
            <div class="notice is-bad" role="alert">\(HTML.icon("warn"))<div><b>\(reader.t("scheduling.order.conflict"))</b>\
            <p>\(reader.t("scheduling.order.conflict.step"))</p><dl>\(rows)</dl></div></div>
            """
    }
}
