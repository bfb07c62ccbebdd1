// "What is wrong with this line, and what will it be?": the line among its neighbours, a field to mend it in, a rehearsal
// of the mended line, and only then the deed.

import Host
import Intake
import Kernel
import Web

extension IntakeDesk {
    /// Answers `/rejects/{id}`.
    func rejectPage(_ visit: Visit) async throws -> WebResponse {
        try await rejectPage(visit, typed: nil, outcome: nil)
    }

    /// Answers `POST /rejects/{id}/preview`.
    func previewReject(_ visit: Visit) async throws -> WebResponse {
        let reject = try await intake.reject(visit.id())
        let result = try await retry([reject.id], edit(reject, visit.form), by: Author(visit), isRehearsal: true)
        return try await rejectPage(visit, typed: visit.form.text("line"), outcome: result.outcomes.first?.outcome)
    }

    /// Answers `POST /rejects/{id}/retry`. Twice does no harm.
    func retryReject(_ visit: Visit) async throws -> WebResponse {
        let reject = try await intake.reject(visit.id())
        let result = try await retry([reject.id], edit(reject, visit.form), by: Author(visit))
        if case .rejected? = result.outcomes.first?.outcome {
            return try await rejectPage(visit, typed: visit.form.text("line"), outcome: result.outcomes.first?.outcome)
        }
        return .redirect("/rejects/\(reject.id)")
    }

    /// Answers `POST /rejects/{id}/dismiss`, after asking.
    func dismissReject(_ visit: Visit) async throws -> WebResponse {
        let reject = try await intake.reject(visit.id())
        guard visit.form.flag("confirmed") else {
            let place = [
                Place(visit.reader.t("rejects.title"), "/rejects"),
                Place(visit.reader.number(reject.id), "/rejects/\(reject.id)"),
            ]
            return await RejectView.dismissQuestion(reject, visit.reader).response(house, visit, place: place)
        }
        _ = try await dismiss([reject.id], by: Author(visit))
        return .redirect("/rejects/\(reject.id)")
    }

    private func rejectPage(_ visit: Visit, typed: String?, outcome: RecordOutcome?) async throws -> WebResponse {
        let reader = visit.reader
        let reject = try await intake.reject(visit.id())
        let view = RejectView(
            visit: visit, reject: reject, anatomy: try await intake.anatomy(of: reject),
            source: try await intake.source(reject.source),
            sameReason: try await intake.openRejectIDs(reason: reject.reason, source: nil).count, typed: typed,
            outcome: outcome)
        let place = [Place(reader.t("rejects.title"), "/rejects"), Place(reader.number(reject.id))]
        return await page(visit, reader.t("reject.place", ["n": reader.number(reject.id)]), place, view.html)
    }

    /// What was typed; nothing typed anew means the line as it is.
    private func edit(_ reject: Reject, _ form: Parameters) -> RejectEdit {
        guard form.has("line") else { return .none }
        let before = reject.latestText
        var typed = form.text("line")
        // Browsers send every line end as CR LF.
        if !before.contains("\r\n") { typed = typed.replacing("\r\n", with: "\n") }
        if typed == before { return .none }
        return typed == reject.text ? .original : .line(Array(typed.utf8))
    }
}

struct RejectView {
    let visit: Visit
    let reject: Reject
    let anatomy: RejectAnatomy
    let source: Source
    let sameReason: Int
    let typed: String?
    let outcome: RecordOutcome?
    private var reader: Reader { visit.reader }
    private var maySettle: Bool { reader.may(IntakeDesk.settle) }

    var html: HTML {
        let title = reader.t(
            "reject.heading", ["n": reader.number(reject.id), "reason": Markup.reason(reject.reason, reader)])
        return Markup.head(title, answer, actions: actions) + verdict + line
            + "<div class=\"grid-2\">\(facts)\(editor)</div>" + fields
    }

    private var answer: HTML {
        let what: String =
            if let column = reject.column {
                reader.t("reject.answer.column", ["column": column, "value": reject.value])
            } else {
                reader.texts.has("reason.\(reject.reason).answer")
                    ? reader.t("reason.\(reject.reason).answer", ["value": reject.value])
                    : Markup.reason(reject.reason, reader) + "."
            }
        let others = sameReason - (reject.status == .open ? 1 : 0)
        guard others > 0 else { return "\(what)" }
        let text = reader.t(others == 1 ? "reject.answer.other" : "reject.answer.others", ["n": reader.number(others)])
        return "\(what) <a href=\"/rejects?reason=\(URLText.encode(reject.reason))\">\(text)</a>"
    }

    static func dismissQuestion(_ reject: Reject, _ reader: Reader) -> Confirm {
        Confirm(
            title: reader.t("reject.dismiss.title", ["n": reader.number(reject.id)]),
            sentence: reader.t("reject.dismiss.sentence"),
            yes: reader.t("reject.dismiss"), back: "/rejects/\(reject.id)")
    }

    private var actions: HTML {
        guard maySettle, reject.status == .open else { return "" }
        let path = "/rejects/\(reject.id)"
        let retry =
            reject.isCut ? "" : Markup.button(visit, to: path + "/retry", reader.t("reject.retry"), icon: "retry")
        return retry + AskingButton.form(visit, to: path + "/dismiss", Self.dismissQuestion(reject, reader))
    }

    private var verdict: HTML {
        var out: HTML = ""
        switch reject.status {
        case .open: break
        case .retried:
            out += Notice.ok(
                reader.t("reject.is.retried"), reject.closedBy.map { reader.t("reject.by", ["person": $0]) })
        case .dismissed:
            out += Notice.warn(
                reader.t("reject.is.dismissed"), reject.closedBy.map { reader.t("reject.by", ["person": $0]) })
        case .withdrawn: out += Notice.warn(reader.t("reject.is.withdrawn"))
        }
        switch outcome {
        case .loaded? where reject.status != .retried:
            out += Notice.ok(reader.t("reject.would-load"), reader.t("reject.would-load.more"))
        case .rejected(let column, let value, let reason)?:
            out += Notice.bad(
                reader.t("reject.still"),
                Markup.reason(reason, reader) + (column.map { ": " + $0 + " “" + value + "”" } ?? ""))
        default: break
        }
        if reject.isCut { out += Notice.warn(reader.t("reject.cut"), reader.t("reject.cut.more")) }
        return out
    }

    private var line: HTML {
        let here = RawLine(bytes: anatomy.line, encoding: anatomy.encoding)
        let end = RawLine(bytes: anatomy.lineEnd.filter { $0 != 0x0A }, encoding: .utf8).html()
        let marked = anatomy.marked.map { anatomy.fields[$0] }
        let raw: HTML = """
            \(anatomy.before.html(neighbour))<span class="at"><span class="ln">\(reject.fileLine)</span>\(here.html(marked: marked))\(end)</span>
            \(anatomy.after.html(neighbour))
            """
        let note: HTML = anatomy.isElsewhere ? "<p class=\"hint\">\(reader.t("reject.elsewhere"))</p>" : ""
        let copy: HTML =
            "<button class=\"quiet small\" type=\"button\" data-copy-from=\"#raw\">\(HTML.icon("copy"))<span>\(reader.t("reject.copy"))</span></button>"
        return Markup.panel(
            reader.t("reject.in-file"), link: copy, body: "<pre class=\"raw\" id=\"raw\">\(raw)</pre>\(note)")
    }

    private func neighbour(_ line: RejectAnatomy.Neighbour) -> HTML {
        let bytes = line.bytes.last == 0x0D ? Array(line.bytes.dropLast()) : line.bytes
        return "<span class=\"ln\">\(line.line)</span>\(RawLine(bytes: bytes, encoding: anatomy.encoding).html())\n"
    }
}

extension RejectView {
    private var facts: HTML {
        let place = reader.t(
            "reject.at", ["line": reader.number(reject.fileLine), "byte": reader.number(reject.byteOffset)])
        var list: [(String, HTML)] = [
            (reader.t("reject.file"), "<a class=\"mono\" href=\"/ledger/\(reject.file)\">\(reject.path)</a>"),
            (reader.t("reject.line"), "\(place)"),
            (reader.t("reject.column"), "\(reject.column ?? "–")"),
            (reader.t("reject.code"), "<code>\(reject.reason)</code>"),
            (reader.t("ledger.source"), "<a href=\"/sources/\(source.id)\">\(source.name)</a>"),
            (reader.t("reject.seen"), reader.time(reject.createdAt)),
        ]
        if reject.tries > 0 { list.append((reader.t("reject.tries"), "\(reader.number(reject.tries))")) }
        return Markup.panel(reader.t("reject.where"), body: Markup.facts(list))
    }

    private var editor: HTML {
        guard maySettle, reject.status == .open || reject.status == .dismissed, !reject.isCut else { return "" }
        let shown = typed ?? reject.latestText
        let path = "/rejects/\(reject.id)"
        let isGood = outcome == .loaded
        let preview: HTML =
            "<button class=\"\(isGood ? "" : "primary")\" formaction=\"\(path)/preview\">\(reader.t("reject.preview"))</button>"
        let retry: HTML =
            isGood
            ? "<button class=\"primary\" formaction=\"\(path)/retry\">\(HTML.icon("retry"))\(reader.t("reject.load"))</button>"
            : ""
        return Markup.panel(
            reader.t("reject.mend"),
            body: """
                <form class="form" method="post" action="\(path)/preview">\(HTML.csrf(visit))\
                <div class="field"><label for="line">\(reader.t("reject.mended"))</label>\
                <textarea id="line" name="line" class="mono" rows="4" spellcheck="false">\n\(shown)</textarea>\
                <p class="hint">\(reader.t("reject.kept"))</p></div><div class="form-actions">\(retry)\(preview)\
                <a class="button quiet" href="\(path)">\(reader.t("reject.back"))</a></div></form>
                """)
    }

    /// The fields under their names, for those who count commas.
    private var fields: HTML {
        guard !anatomy.fields.isEmpty else { return "" }
        let count = max(anatomy.fields.count, anatomy.names.count)
        let rows = (0..<count).html { index in
            let name = index < anatomy.names.count && !anatomy.names[index].isEmpty ? anatomy.names[index] : "–"
            let value: HTML =
                index < anatomy.fields.count
                ? RawLine(bytes: Array(anatomy.line[anatomy.fields[index]]), encoding: anatomy.encoding).html()
                : Markup.missing
            let kind: HTML = anatomy.marked == index || index >= anatomy.fields.count ? " class=\"is-bad\"" : ""
            return "<tr\(kind)><td class=\"num\">\(index + 1)</td><td>\(name)</td><td class=\"mono\">\(value)</td></tr>"
        }
        let heads = [
            (reader.t("reject.field"), true), (reader.t("reject.column"), false), (reader.t("reject.value"), false),
        ]
        return """
            <details class="disclose"><summary>\(reader.t("reject.fields", ["n": reader.number(anatomy.fields.count)]))</summary>\
            \(Markup.table(reader.t("reject.fields", ["n": reader.number(anatomy.fields.count)]), heads, rows: rows, dense: true))</details>
            """
    }
}
