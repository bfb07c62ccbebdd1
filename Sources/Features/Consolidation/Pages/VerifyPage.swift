// Before a branch is checked: against which central database, and whether rows that differ are to be written anew.

import Host
import Kernel
import Store
import Web

struct VerifyPage: Sendable {
    let feature: ConsolidationFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: ConsolidationFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func show() async throws -> WebResponse {
        let branch = try await feature.branch(visit.id())
        let centrals = try await feature.actions.places(.central)
        let usual = try await feature.house.database.read { try RunTable(tx: $0).latest(.close)[branch.id]?.centralID }
        let title = reader.t("consolidation.verify.title")
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("consolidation.verify.question", ["branch": branch.alias]))</h1>\
            <p class="answer">\(reader.t("consolidation.verify.about"))</p></header>\
            <section class="panel"><div class="panel-body"><form class="form" method="post" action="/consolidation/branches/\(branch.id)/verify">\(HTML.csrf(visit))\
            \(Field.select("central", reader.t("consolidation.column.central"), centrals.map { (String($0.id), $0.alias) }, chosen: usual.map { String($0) }))\
            \(Field.check("repair", reader.t("consolidation.verify.repair"), isOn: false, hint: reader.t("consolidation.verify.repair.why")))\
            \(TypedFields.html(reader, needsCentral: true, isOpen: false))<div class="form-actions"><button class="primary">\(reader.t("consolidation.verify.do"))</button>\
            <a class="button" href="/consolidation/branches/\(branch.id)">\(reader.t("script.cancel"))</a></div></form></div></section>
            """
        return await feature.house.page(
            visit, title: title,
            place: [
                Place(reader.t("consolidation.title"), "/consolidation"), Place(branch.alias, "/consolidation/branches/\(branch.id)"), Place(title),
            ],
            main)
    }

    func act() async throws -> WebResponse {
        let branch = try await feature.branch(visit.id())
        guard let id = Int64(visit.form.text("central")) else { throw Problem(.input, "field_invalid", ["field": "central"]) }
        var deed = ConsolidationDeed(.verify, branch: branch.id, central: try await feature.actions.place(id: id).id)
        deed.repairs = visit.form.flag("repair")
        deed.by = try Author(visit).name
        deed.typed = feature.typed.keep(visit.typedPasswords, at: feature.actions.clock.now())
        try await feature.ask(deed)
        return .redirect("/consolidation/branches/\(branch.id)?done=1")
    }
}
