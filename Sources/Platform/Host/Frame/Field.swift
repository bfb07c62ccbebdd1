// Form fields as the look has them, so that each page only says what it asks.

import Web

/// Fields of forms.
public enum Field {
    /// A line of text.
    /// - Parameters:
    ///   - type: the input's type.
    ///   - more: further attributes, markup of ours.
    public static func text(
        _ name: String, _ label: String, value: String = "", type: String = "text", hint: String? = nil, more: HTML = ""
    ) -> HTML {
        let hintLine: HTML = hint.map { "<p class=\"hint\" id=\"\(name)-hint\">\($0)</p>" } ?? ""
        let described: HTML = hint == nil ? "" : " aria-describedby=\"\(name)-hint\""
        return """
            <div class="field"><label for="\(name)">\(label)</label>\
            <input id="\(name)" name="\(name)" type="\(type)" value="\(value)"\(described)\(more)>\(hintLine)</div>
            """
    }

    public static func password(_ name: String, _ label: String, hint: String? = nil, isNew: Bool = false) -> HTML {
        let complete: HTML = isNew ? " autocomplete=\"new-password\" required" : " autocomplete=\"current-password\" required"
        return text(name, label, type: "password", hint: hint, more: complete)
    }

    public static func select(_ name: String, _ label: String, _ options: [(value: String, text: String)], chosen: String?, hint: String? = nil)
        -> HTML
    {
        let list = options.html { option in
            "<option value=\"\(option.value)\"\(option.value == chosen ? " selected" as HTML : "")>\(option.text)</option>"
        }
        let hintLine: HTML = hint.map { "<p class=\"hint\">\($0)</p>" } ?? ""
        return "<div class=\"field\"><label for=\"\(name)\">\(label)</label><select id=\"\(name)\" name=\"\(name)\">\(list)</select>\(hintLine)</div>"
    }

    public static func check(_ name: String, _ label: String, isOn: Bool, hint: String? = nil) -> HTML {
        let hintLine: HTML = hint.map { "<span class=\"hint\">\($0)</span>" } ?? ""
        let on: HTML = isOn ? " checked" : ""
        return """
            <label class="check-line"><input type="checkbox" name="\(name)" value="1"\(on)>\
            <span>\(label)\(hintLine)</span></label>
            """
    }

    public static func hidden(_ name: String, _ value: String) -> HTML { "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">" }
}

/// Boxes that say something.
public enum Notice {
    public static func bad(_ title: String, _ more: String? = nil) -> HTML { box("is-bad", "warn", "alert", title, more) }
    public static func warn(_ title: String, _ more: String? = nil) -> HTML { box("is-warn", "warn", "status", title, more) }
    public static func ok(_ title: String, _ more: String? = nil) -> HTML { box("is-ok", "ok", "status", title, more) }

    private static func box(_ kind: String, _ icon: String, _ role: String, _ title: String, _ more: String?) -> HTML {
        let line: HTML = more.map { "<p>\($0)</p>" } ?? ""
        return "<div class=\"notice \(kind)\" role=\"\(role)\">\(HTML.icon(icon))<div><b>\(title)</b>\(line)</div></div>"
    }
}
