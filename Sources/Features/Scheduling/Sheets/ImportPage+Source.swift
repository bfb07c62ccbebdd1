// Orders of another system on the import page: where they are, and looking at them now.

import Foundation
import Host
import Kernel
import Web

extension ImportPage {
    func sourcePanel() async throws -> HTML {
        let location = try await actions.sourceLocation()
        let form: HTML =
            !reader.may(SchedulingFeature.source)
            ? ""
            : """
            <details class="disclose"\(location == nil ? "" : " open")><summary>\(t("scheduling.sheets.source.set"))</summary>\
            <form class="form" method="post" action="\(Self.path)/source">\(HTML.csrf(visit))\
            \(Field.text("location", t("scheduling.sheets.source.location"), value: location ?? "", hint: t("scheduling.sheets.source.hint")))\
            <div class="form-actions"><button>\(t("scheduling.sheets.source.save"))</button></div></form></details>
            """
        let look: HTML =
            location == nil
            ? "<p class=\"hint\">\(t("scheduling.sheets.source.none"))</p>"
            : """
            <form method="post" action="\(Self.path)/pull">\(HTML.csrf(visit))<button>\(t("scheduling.sheets.source.look"))</button></form>\
            <p class="hint">\(t("scheduling.sheets.source.timetable"))</p>
            """
        return """
            <section class="panel"><header><h2>\(t("scheduling.sheets.source"))</h2></header><div class="panel-body">\(look)\(form)</div></section>
            """
    }

    /// What the other system says now, as a preview.
    func look() async throws -> WebResponse {
        do {
            let source = try await actions.source()
            let document = try await source.document()
            _ = try Sheet(orders: document, try await actions.sheetContext())
            return .redirect("\(Self.path)/\(try await keep(document.text, file: source.name))")
        } catch let problem as Problem {
            return try await response(problem: problem)
        }
    }

    func setSource() async throws -> WebResponse {
        do {
            try await actions.setSource(visit.form.text("location").trimmingCharacters(in: .whitespaces), by: Author(visit))
            return .redirect(Self.path)
        } catch let problem as Problem {
            return try await response(problem: problem)
        }
    }
}
