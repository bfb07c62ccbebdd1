// The frame around every page: rail, top line, the reader's choices, foot. Pages fill the middle and know nothing of it.

import Kernel
import Web

extension HTML {
    /// An icon of the sprite; decoration only, so what it says stands beside it in words.
    public static func icon(_ name: String) -> HTML {
        "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"\(Assets.link("icons.svg"))#\(name)\"/></svg>"
    }
    /// The hidden field that proves a form is ours.
    public static func csrf(_ visit: Visit) -> HTML { "<input type=\"hidden\" name=\"csrf\" value=\"\(visit.reader.csrf)\">" }
}

/// Where a page stands: the way to it, last entry the page itself.
public struct Place: Sendable {
    public var title: String
    public var path: String?
    public init(_ title: String, _ path: String? = nil) {
        self.title = title
        self.path = path
    }
}

extension House {
    /// A whole page.
    /// - Parameter wide: boards use the full width.
    public func page(_ visit: Visit, title: String, place: [Place], wide: Bool = false, status: Int = 200, _ main: HTML) async -> WebResponse {
        .html(await document(visit, title: title, place: place, wide: wide, main), status: status)
    }

    func document(_ visit: Visit, title: String, place: [Place], wide: Bool, _ main: HTML) async -> HTML {
        let reader = visit.reader
        let rail = await rail(visit)
        return """
            \(head(visit, title: title))
            <a class="skip" href="#main">\(reader.t("frame.skip"))</a>
            <nav class="rail" aria-label="\(reader.t("frame.main"))"><a class="brand" href="/">\(HTML.icon("gemba"))<span>Gemba</span></a>\
            <ul class="rail-list">\(rail)</ul>\
            <details class="rail-more"><summary>\(HTML.icon("menu"))<span>\(reader.t("frame.more"))</span></summary><ul class="rail-list">\(rail)</ul></details></nav>
            <header class="topline">\(placeList(place, reader))\(search(visit))\
            <p class="age"><span class="age-live">\(reader.age(reader.now))</span><span class="age-stale">\(reader.t("frame.stale"))</span></p>\
            \(languages(visit))\(themes(visit))\(personMenu(visit))</header>
            <main id="main" class="content\(wide ? " wide" : "")">\(main)</main>
            <footer class="foot"><span>Gemba \(GembaVersion.text)</span><span>\(reader.zone.name)</span>\
            <a href="/api/openapi.json">API</a></footer></body></html>
            """
    }

    /// A page without the frame: sign-in.
    public func barePage(_ visit: Visit, title: String, _ body: HTML, status: Int = 200) -> WebResponse {
        .html("\(head(visit, title: title))\(body)</body></html>", status: status)
    }

    private func head(_ visit: Visit, title: String) -> HTML {
        let reader = visit.reader
        let words = JSON.object(["cancel", "close", "openPage", "copied", "failed"].map { ($0, .string(reader.t("script." + $0))) })
        return """
            <!doctype html><html lang="\(reader.language.rawValue)" data-theme="\(reader.theme)" data-now="\(reader.now.rfc3339())"><head><meta charset="utf-8">\
            <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><title>\(title) · Gemba</title>\
            <link rel="icon" href="data:,"><link rel="stylesheet" href="\(Assets.link("gemba.css"))">\
            <script type="module" src="\(Assets.link("gemba.js"))"></script></head><body data-words="\(words.text)">
            """
    }

    private func rail(_ visit: Visit) async -> HTML {
        var out = HTML.empty
        var isOperate = false
        for entry in menu where entry.permission.map(visit.reader.may) ?? true {
            if entry.group == .operate, !isOperate {
                isOperate = true
                out += "<li class=\"rail-group\">\(visit.reader.t("frame.operate"))</li>"
            }
            let path = visit.request.path
            let isHere = entry.path == "/" ? path == "/" : path == entry.path || path.hasPrefix(entry.path + "/")
            let count = await entry.count?() ?? 0
            let current: HTML = isHere ? " aria-current=\"page\"" : ""
            let badge: HTML = count > 0 ? "<b class=\"count\">\(visit.reader.number(count))</b>" : ""
            out += "<li><a href=\"\(entry.path)\"\(current)>\(HTML.icon(entry.icon))<span>\(visit.reader.t(entry.titleKey))</span>\(badge)</a></li>"
        }
        return out
    }

    private func placeList(_ place: [Place], _ reader: Reader) -> HTML {
        let items = place.enumerated().html { index, step in
            if index == place.count - 1 { return "<li aria-current=\"page\">\(step.title)</li>" as HTML }
            return step.path.map { "<li><a href=\"\($0)\">\(step.title)</a></li>" } ?? "<li>\(step.title)</li>"
        }
        return "<nav class=\"place\" aria-label=\"\(reader.t("frame.place"))\"><ol>\(items)</ol></nav>"
    }

    private func search(_ visit: Visit) -> HTML {
        let words = visit.reader.t("frame.search")
        return """
            <form class="search" role="search" action="/search">\(HTML.icon("search"))\
            <input type="search" name="q" placeholder="\(words)" aria-label="\(words)"><kbd>/</kbd></form>
            """
    }

    private func languages(_ visit: Visit) -> HTML {
        let names: [(Language, String)] = [(.en, "English"), (.es, "Español"), (.fr, "Français")]
        let links = names.html { language, name in
            let current: HTML = language == visit.reader.language ? " aria-current=\"true\"" : ""
            return
                "<a href=\"/language?to=\(language.rawValue)&amp;back=\(URLText.encode(visit.request.link))\" lang=\"\(language.rawValue)\"\(current)>\(name)</a>"
        }
        let own = names.first { $0.0 == visit.reader.language }?.1 ?? ""
        return "<details class=\"menu\"><summary>\(HTML.icon("globe"))<span>\(own)</span></summary><div class=\"menu-panel\">\(links)</div></details>"
    }

    private func themes(_ visit: Visit) -> HTML {
        let buttons = ["auto", "light", "dark"].html { theme in
            """
            <button class="item" name="theme" value="\(theme)" data-theme-set="\(theme)" aria-pressed="\(theme == visit.reader.theme ? "true" : "false")">\
            \(visit.reader.t("theme." + theme))</button>
            """
        }
        return """
            <details class="menu"><summary aria-label="\(visit.reader.t("frame.theme"))">\(HTML.icon("sun"))</summary>\
            <form class="menu-panel" method="post" action="/theme">\(HTML.csrf(visit))\
            <input type="hidden" name="back" value="\(visit.request.link)">\(buttons)</form></details>
            """
    }

    private func personMenu(_ visit: Visit) -> HTML {
        guard let person = visit.reader.person else {
            return "<a class=\"button quiet\" href=\"/sign-in\">\(visit.reader.t("sign-in.do"))</a>"
        }
        let out: HTML =
            person.proof == .session
            ? """
            <a href="/me">\(visit.reader.t("frame.account"))</a><form method="post" action="/sign-out">\(HTML.csrf(visit))\
            <button class="item">\(visit.reader.t("frame.sign-out"))</button></form>
            """ : ""
        return """
            <details class="menu"><summary>\(HTML.icon("person"))<span>\(person.name)</span></summary><div class="menu-panel">\
            <p>\(visit.reader.t("role." + person.role.rawValue))</p>\(out)</div></details>
            """
    }

    /// A page that says what went wrong, what was kept, and what to do.
    public func problemPage(_ problem: Problem, _ visit: Visit) async -> HTML {
        let reader = visit.reader
        let title = problem.title(reader)
        let hint: HTML = problem.hintText(reader).map { "<p>\($0)</p>" } ?? ""
        let id: HTML = problem.status >= 500 ? "<p class=\"muted\">\(reader.t("problem.number", ["id": visit.request.id]))</p>" : ""
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("problem.title.\(problem.status)"))</h1></header>
            <div class="notice is-bad" role="alert">\(HTML.icon("warn"))<div><b>\(title)</b>\(hint)\(id)</div>\
            <div class="actions"><a class="button" href="/">\(reader.t("problem.home"))</a></div></div>
            """
        return await document(visit, title: title, place: [Place(reader.t("problem.place"))], wide: false, main)
    }
}

/// The version of this program.
public enum GembaVersion {
    public static let text = "0.1.0"
}
