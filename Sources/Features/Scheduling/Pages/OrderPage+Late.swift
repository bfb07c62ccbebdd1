// On a late order's page: what holds it, back to where it began, and what would help, each with what it promises.

import Host
import Kernel
import Web

extension OrderPage {
    /// Changes that are shown.
    private static let reliefsMax = 4

    func latePanel(_ found: Explanation?, _ desk: Desk) -> HTML {
        guard let found else { return "" }
        let t = reader.t
        let links = found.chain.enumerated().map { index, link -> HTML in
            let other = found.chain.count > index + 1 ? found.chain[index + 1].order : ""
            let who: HTML = index == 0 ? "<b>\(link.order)</b>" : words.orderLink(link.order)
            return "<li>\(who) \(words.moment(link.start)): \(t("scheduling.bind." + link.bind.rawValue, ["order": other]))</li>"
        }
        let reliefs = found.reliefs.prefix(Self.reliefsMax).map { self.relief($0, desk) }
        let none: HTML = reliefs.isEmpty ? "<p class=\"muted\">\(t("scheduling.relief.none", [:]))</p>" : ""
        return """
            <section class="panel" id="late"><header><h2>\(t("scheduling.relief.why", [:]))</h2></header><div class="panel-body"><ol class="late-chain">\(links.html { $0 })</ol>\
            <h3>\(t("scheduling.relief.help", [:]))</h3>\(none)<div class="stack-y">\(reliefs.html { $0 })</div></div></section>
            """
    }

    private func relief(_ relief: Relief, _ desk: Desk) -> HTML {
        let board = BoardWords(reader)
        let late: HTML =
            relief.late == 0
            ? "<span class=\"tag is-ok\">\(reader.t("scheduling.relief.in-time"))</span>"
            : "<span class=\"tag is-warn\">\(reader.t("scheduling.relief.still", ["late": board.late(relief.late, desk.rules)]))</span>"
        let names = relief.newlyLate.prefix(5).joined(separator: ", ") + (relief.newlyLate.count > 5 ? ", …" : "")
        let others: HTML =
            relief.newlyLate.isEmpty ? "" : "<p class=\"is-warn-text\">\(reader.t("scheduling.relief.newly", ["names": names]))</p>"
        let button: HTML =
            !reader.may(SchedulingFeature.plan)
            ? ""
            : """
            <form method="post" action="\(SchedulePath.order(number))/relief">\(HTML.csrf(visit))\(Field.hidden("change", relief.change.json.text))\
            <button class="small">\(reader.t(relief.change.isOfPlan ? "scheduling.relief.draft" : "scheduling.relief.do"))</button></form>
            """
        return """
            <div class="relief"><p><b>\(Self.words(relief.change, desk, reader))</b> \(late)</p>\
            <p class="muted">\(reader.t("scheduling.relief.promise", ["end": words.moment(relief.end)]))</p>\(others)\(button)</div>
            """
    }

    static func words(_ change: Relief.Change, _ desk: Desk, _ reader: Reader) -> String {
        func name(_ line: Int) -> String { desk.lines[line]?.name ?? String(line) }
        return switch change {
        case .move(let line, let before?): reader.t("scheduling.relief.move", ["line": name(line), "order": before])
        case .move(let line, nil): reader.t("scheduling.relief.move-end", ["line": name(line)])
        case .unpin: reader.t("scheduling.relief.unpin")
        case .kit(let order, let date): reader.t("scheduling.relief.kit", ["order": order, "date": reader.day(date)])
        case .overtime(let line, let date): reader.t("scheduling.relief.overtime", ["line": name(line), "date": reader.day(date)])
        case .longer(let line, let date):
            reader.t(
                "scheduling.relief.longer", ["line": name(line), "date": reader.day(date), "h": reader.number(Relief.Change.longerMinutes / 60)])
        case .trolleys(let count): reader.t("scheduling.relief.trolleys", ["n": reader.number(count)])
        }
    }

    func relieve() async throws -> WebResponse {
        let (number, text) = (number, visit.form.text("change"))
        do {
            guard let change = (try? JSON(parsing: Array(text.utf8))).flatMap(Relief.Change.init(json:)) else {
                throw Problem(.input, "parameter_invalid", ["name": "change", "value": String(text.prefix(60))])
            }
            let desk = try await actions.desk()
            let name = "\(number): \(Self.words(change, desk, reader))"
            let (draft, _) = try await actions.relieve(number, change, draftName: String(name.prefix(100)), by: Author(visit))
            return .redirect(draft.map { "/scheduling/drafts/" + $0 } ?? path + "?done=1")
        } catch let problem as Problem where problem.family != .missing {
            return try await show(Again(problem: problem))
        }
    }
}
