// The question before a deed that is not taken back lightly, as a page of its own: what will change, in numbers, and the
// same form again with the answer in it. With scripts the reader meets a dialog instead and never sees this page.

import Host
import Web

/// A confirm page.
struct Confirm {
    var title: String
    /// What will change, in numbers.
    var sentence: String
    /// The verb on the button.
    var yes: String
    /// Where "no" leads.
    var back: String

    func response(_ house: House, _ visit: Visit, place: [Place]) async -> WebResponse {
        let fields = visit.form.items.filter { $0.name != "csrf" && $0.name != "confirmed" }
        let main: HTML = """
            <header class="page-head"><h1>\(title)</h1><p class="answer">\(sentence)</p></header>\
            <section class="panel"><div class="panel-body"><form class="form" method="post" action="\(visit.request.rawPath)">\
            \(HTML.csrf(visit))\(fields.html { Field.hidden($0.name, $0.value) })\(Field.hidden("confirmed", "1"))\
            <div class="form-actions"><button class="danger">\(yes)</button>\
            <a class="button" href="\(back)">\(visit.reader.t("script.cancel"))</a></div></form></div></section>
            """
        return await house.page(visit, title: title, place: place + [Place(title)], main)
    }
}

/// A form that is one button, with the question asked first.
enum AskingButton {
    static func form(_ visit: Visit, to path: String, _ confirm: Confirm, fields: HTML = "", isDanger: Bool = true) -> HTML {
        """
        <form method="post" action="\(path)" data-confirm="\(confirm.sentence)" data-confirm-title="\(confirm.title)" \
        data-confirm-yes="\(confirm.yes)">\(HTML.csrf(visit))\(fields)<button\(isDanger ? " class=\"danger\"" as HTML : "")>\(confirm.yes)</button></form>
        """
    }
}
