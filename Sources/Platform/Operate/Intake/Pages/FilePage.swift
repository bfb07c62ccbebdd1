// "Is this file in, all of it?": one file's balance as one picture, what is wrong with it, and the ways to its rows.

import Host
import Intake
import Kernel
import Web

extension IntakeDesk {
    /// Answers `/ledger/{id}`.
    func filePage(_ visit: Visit) async throws -> WebResponse {
        let file = try await intake.ledgerFile(visit.id())
        let profile = try await intake.source(file.source).profile
        let view = FileView(visit: visit, file: file, profile: profile)
        return await page(visit, file.path, Self.filePlace(file, visit.reader), view.html)
    }

    static func filePlace(_ file: LedgerFile, _ reader: Reader) -> [Place] {
        [
            Place(reader.t("ledger.title"), "/ledger"),
            Place(String(file.path.split(separator: "/").last ?? ""), "/ledger/\(file.id)"),
        ]
    }

    /// Answers `POST /ledger/{id}/release`.
    func releaseFile(_ visit: Visit) async throws -> WebResponse {
        let file = try await intake.ledgerFile(visit.id())
        try await release([file.id], by: Author(visit))
        return .redirect("/ledger/\(file.id)")
    }

    /// Answers `POST /ledger/{id}/reload`, after asking with the numbers of a rehearsal.
    func reloadFile(_ visit: Visit) async throws -> WebResponse {
        let reader = visit.reader
        let file = try await intake.ledgerFile(visit.id())
        guard visit.form.flag("confirmed") else {
            let report = try await intake.reload(file: file.id, isRehearsal: true)
            let question = Confirm(
                title: reader.t("file.reload.title"),
                sentence: reader.t(
                    "file.reload.sentence",
                    [
                        "file": file.path, "loaded": reader.number(report.new.loaded),
                        "rejected": reader.number(report.new.rejected),
                        "withdrawn": reader.number(max(0, report.withdrawn)),
                    ]),
                yes: reader.t("file.reload"), back: "/ledger/\(file.id)")
            return await question.response(house, visit, place: Self.filePlace(file, reader))
        }
        _ = try await reload(file.id, by: Author(visit))
        return .redirect("/ledger/\(file.id)")
    }
}

struct FileView {
    let visit: Visit
    let file: LedgerFile
    let profile: String
    private var reader: Reader { visit.reader }

    var html: HTML {
        Markup.head(
            String(file.path.split(separator: "/").last ?? ""), "\(Markup.balance(file.counts, reader)).",
            actions: actions)
            + "<div id=\"file\" class=\"stack-y\" data-live=\"intake\">\(notices)\(BalanceBar(counts: file.counts, reader: reader).html)\(facts)</div>"
    }

    private var actions: HTML {
        let changes: HTML =
            profile == "smt-mounter"
            ? "<a class=\"button\" href=\"/traceability?file_id=\(file.id)\">\(reader.t("file.changes"))</a>" : ""
        let rejects: HTML =
            file.counts.rejected > 0
            ? "<a class=\"button\" href=\"/rejects?path=\(URLText.encode(file.path))&amp;source=\(file.source)&amp;status=any\">\(reader.t("file.rejects"))</a>"
            : ""
        guard reader.may(IntakeDesk.settle) else { return changes + rejects }
        return changes + rejects
            + Markup.button(visit, to: "/ledger/\(file.id)/reload", reader.t("file.reload"), icon: "retry")
    }

    private var notices: HTML {
        let kept = reader.t("file.kept", ["n": reader.number(file.counts.loaded)])
        var out: HTML = ""
        if file.status == "held" {
            let isUndone = file.problem == "undone"
            let release =
                reader.may(IntakeDesk.settle)
                ? Markup.button(visit, to: "/ledger/\(file.id)/release", reader.t("file.release")) : ""
            out += Markup.trouble(
                reader.t(isUndone ? "file.held.undone" : "file.held.limit"), kept: kept,
                todo: reader.t(isUndone ? "file.held.undone.todo" : "file.held.limit.todo"), isBad: false,
                actions: release)
        } else if let problem = file.problem {
            let found = Problem(.input, problem, ["path": file.path])
            out += Markup.trouble(found.title(reader), kept: kept, todo: found.hintText(reader), isBad: false)
        }
        if file.status == "gone" { out += Notice.warn(reader.t("file.gone"), kept) }
        if file.status == "recheck" { out += Notice.warn(reader.t("file.recheck")) }
        if !file.isMatched { out += unmatched }
        if file.isOtherEncoding {
            out += Notice.warn(reader.t("file.other-encoding"), reader.t("file.other-encoding.todo"))
        }
        return out
    }

    private var unmatched: HTML {
        let link: HTML = "<a class=\"button\" href=\"/sources/\(file.source)\">\(reader.t("map.title"))</a>"
        return Markup.trouble(
            reader.t("file.unmatched"), kept: reader.t("file.unmatched.kept"), todo: reader.t("file.unmatched.todo"),
            isBad: false, actions: link)
    }

    private var facts: HTML {
        let waiting = file.size - file.bytes
        let read =
            reader.t("file.read", ["read": reader.bytes(file.bytes), "size": reader.bytes(file.size)])
            + (waiting > 0 ? " " + reader.t("file.waiting", ["n": reader.bytes(waiting)]) : "")
        var list: [(String, HTML)] = [
            (reader.t("file.path"), "<span class=\"mono\">\(file.path)</span>"),
            (reader.t("ledger.source"), "<a href=\"/sources/\(file.source)\">\(file.sourceName)</a>"),
            (reader.t("ledger.machine"), Markup.parts(file.parts, reader)), (reader.t("ledger.bytes"), "\(read)"),
            (reader.t("file.first-seen"), reader.time(file.firstSeenAt)),
            (reader.t("ledger.loaded-at"), file.lastLoadedAt.map { reader.time($0) } ?? Markup.missing),
        ]
        if let encoding = file.encoding { list.append((reader.t("source.field.encoding"), "\(encoding)")) }
        if let same = file.sameContentAs { list.append((reader.t("file.same"), "<span class=\"mono\">\(same)</span>")) }
        if file.withdrawn > 0 {
            list.append(
                (
                    reader.t("file.withdrawn"),
                    "\(reader.t("file.withdrawn.value", ["n": reader.number(file.withdrawn)]))"
                ))
        }
        return Markup.panel(reader.t("file.facts"), body: Markup.facts(list))
    }
}

/// A file's lines as one bar: every line is in exactly one part of it.
struct BalanceBar {
    let counts: LineCounts
    let reader: Reader

    private var parts: [(key: String, count: Int64, paint: String)] {
        [
            ("loaded", counts.loaded, "s-ok"), ("duplicate", counts.duplicate, "h1"), ("header", counts.header, "h0"),
            ("blank", counts.blank, "h0"), ("rejected", counts.rejected, "s-ng"),
        ].filter { $0.1 > 0 }
    }

    var html: HTML {
        guard counts.lines > 0 else { return "" }
        var at = 0.0
        let bars = parts.html { part in
            let width = Double(part.count) / Double(counts.lines) * 100
            defer { at += width }
            return """
                <rect class="\(part.paint)" x="\(percent(at))" width="\(percent(width))" y="0" height="24"><title>\(told(part.key, part.count))</title></rect>
                """
        }
        let key = parts.html { part in
            "<li><svg><rect class=\"\(part.paint)\" y=\"1\" width=\"20\" height=\"10\"/></svg>\(told(part.key, part.count))</li>"
        }
        return """
            <figure class="chart"><figcaption>\(reader.t("balance.title")) <span>\(reader.t("balance.lines", ["n": reader.number(counts.lines)]))</span></figcaption>\
            <svg class="lane-svg" role="img" aria-label="\(Markup.balance(counts, reader))">\(bars)</svg><ul class="key">\(key)</ul></figure>
            """
    }

    private func told(_ key: String, _ count: Int64) -> String {
        reader.t("balance." + key, ["n": reader.number(count)])
    }

    /// With two decimals and a point, whatever the reader's language: this is for the drawing.
    private func percent(_ value: Double) -> String {
        let hundredths = Int64((value * 100).rounded())
        return "\(hundredths / 100).\(padded(Int(hundredths % 100), 2))%"
    }
}
