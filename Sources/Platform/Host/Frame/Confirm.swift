// The question before a deed that is not taken back lightly, as a page of its own: what will change, in numbers, and the
// same form again with the answer in it. With scripts the reader meets a dialog instead and never sees this page.

import Web

/// A confirm page.
public struct Confirm: Sendable {
    public var title: String
    /// What will change, in numbers.
    public var sentence: String
    /// The verb on the button.
    public var yes: String
    /// Where "no" leads.
    public var back: String

    public init(title: String, sentence: String, yes: String, back: String) {
        (self.title, self.sentence, self.yes, self.back) = (title, sentence, yes, back)
    }

    public func response(_ house: House, _ visit: Visit, place: [Place]) async -> WebResponse {
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
public enum AskingButton {
    public static func form(_ visit: Visit, to path: String, _ confirm: Confirm, fields: HTML = "", isDanger: Bool = true, isSmall: Bool = false)
        -> HTML
    {
        let kinds = [isDanger ? "danger" : nil, isSmall ? "small" : nil].compactMap { $0 }.joined(separator: " ")
        return
            """
            <form method="post" action="\(path)" data-confirm="\(confirm.sentence)" data-confirm-title="\(confirm.title)" \
            data-confirm-yes="\(confirm.yes)">\(HTML.csrf(visit))\(fields)<button class="\(kinds)">\(confirm.yes)</button></form>
            """
    }
}
