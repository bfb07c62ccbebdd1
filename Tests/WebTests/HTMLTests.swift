// Nothing from outside becomes markup.

import Testing

@testable import Web

@Suite struct HTMLTests {
    @Test(arguments: [
        ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;"), ("\n", "\n"), ("\t", "\t"),
        ("\r", "\r"), ("\u{0}", "\u{FFFD}"),
        ("\u{1B}", "\u{FFFD}"), ("é日👷🏽", "é日👷🏽"), ("\r\n", "\r\n"),
        ("<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"),
        ("\" onmouseover=\"x", "&quot; onmouseover=&quot;x"),
        ("&lt;", "&amp;lt;"), ("<\u{301}", "&lt;\u{301}"), ("\"\u{200D}", "&quot;\u{200D}"),
    ])
    func textIsEscapedWhereverItStands(_ text: String, _ expected: String) {
        let html: HTML = "<a title=\"\(text)\">\(text)</a>"
        #expect(html.text.unicodeScalars.elementsEqual("<a title=\"\(expected)\">\(expected)</a>".unicodeScalars))
        let optional: String? = text
        let second: HTML = "\(optional)"
        #expect(second.text.unicodeScalars.elementsEqual(expected.unicodeScalars))
    }

    @Test func markupIsKeptAndNothingIsNothing() {
        let bold: HTML = "<b>\("a&b")</b>"
        let none: HTML? = nil
        let text: String? = nil
        let html: HTML = "\(bold)\(none)\(text)\([bold, bold])\(bold, if: false)\(5)"
        #expect(html.text == "<b>a&amp;b</b><b>a&amp;b</b><b>a&amp;b</b>5")
        #expect(["<", ">"].html { "<i>\($0)</i>" }.text == "<i>&lt;</i><i>&gt;</i>")
        #expect(HTML.empty.isEmpty)
    }
}
