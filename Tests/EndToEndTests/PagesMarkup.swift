// A small reading of a page's markup: are tags closed in their order, are attributes quoted and given once, are ids unique,
// and what does a reader get to see. It knows the pages of this program, not all of HTML.

import Foundation

/// What a page's markup is like.
struct Markup: Sendable {
    /// What is wrong, in words; empty when nothing is.
    private(set) var faults: [String] = []
    /// What a reader sees or hears: text, and the attributes that are shown.
    private(set) var visible: [String] = []
    /// Names of all tags, in their order.
    private(set) var tags: [String] = []
    private(set) var attributes: [[String: String]] = []

    private static let void: Set<String> = [
        "area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]
    private static let shown: Set<String> = [
        "title", "placeholder", "aria-label", "alt", "data-label", "data-one", "data-many",
    ]
    /// Elements that end an open paragraph in a browser, whatever the author meant.
    private static let blocks: Set<String> = [
        "div", "p", "ul", "ol", "table", "section", "form", "h1", "h2", "h3", "dl", "header", "nav", "pre", "details",
    ]
    private static let alone: Set<String> = ["form", "a", "button", "label"]

    private var open: [String] = []
    private var ids: Set<String> = []
    private var labels: [String] = []

    init(_ page: String) {
        var rest = Substring(page)
        while let start = rest.firstIndex(of: "<") {
            add(text: rest[..<start])
            rest = rest[start...]
            if rest.hasPrefix("<!--") {
                rest = rest.firstRange(of: "-->").map { rest[$0.upperBound...] } ?? ""
            } else if rest.hasPrefix("<!") {
                rest = rest.firstIndex(of: ">").map { rest[rest.index(after: $0)...] } ?? ""
            } else {
                rest = element(rest.dropFirst())
            }
        }
        add(text: rest)
        if !open.isEmpty { faults.append("never closed: \(open.joined(separator: " "))") }
        for label in labels where !ids.contains(label) { faults.append("a label is for #\(label), which is not there") }
    }

    private mutating func add(text: Substring) {
        let words = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if !words.isEmpty { visible.append(Self.unescaped(words)) }
    }

    /// Takes a tag whose `<` has been taken; gives what follows it.
    private mutating func element(_ text: Substring) -> Substring {
        var rest = text
        let isEnd = rest.hasPrefix("/")
        if isEnd { rest = rest.dropFirst() }
        let name = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" }).lowercased()
        guard !name.isEmpty else {
            faults.append("a bare < before “\(rest.prefix(20))”")
            return rest
        }
        rest = rest.dropFirst(name.count)
        if isEnd {
            if open.last == name {
                open.removeLast()
            } else {
                faults.append("</\(name)> closes <\(open.last ?? "nothing")>")
            }
            return rest.firstIndex(of: ">").map { rest[rest.index(after: $0)...] } ?? ""
        }
        var given: [String: String] = [:]
        let isClosed = attributes(&rest, of: name, &given)
        begin(name, given, isClosed)
        if !isClosed, name == "script" || name == "style" {
            let end = rest.firstRange(of: "</\(name)")?.lowerBound ?? rest.endIndex
            rest = rest[end...]
        }
        return rest
    }

    /// - Returns: whether the tag closes itself.
    private mutating func attributes(_ rest: inout Substring, of tag: String, _ given: inout [String: String]) -> Bool {
        while true {
            rest = rest.drop { $0.isWhitespace }
            if rest.hasPrefix("/>") {
                rest = rest.dropFirst(2)
                return true
            }
            guard let first = rest.first else {
                faults.append("<\(tag)> has no end")
                return true
            }
            if first == ">" {
                rest = rest.dropFirst()
                return false
            }
            let name = String(
                rest.prefix { !$0.isWhitespace && $0 != "=" && $0 != ">" && $0 != "/" && $0 != "\"" && $0 != "<" })
            if name.isEmpty {
                faults.append("<\(tag)> has “\(first)” among its attributes")
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst(name.count)
            var value = ""
            if rest.hasPrefix("=") {
                rest = rest.dropFirst()
                guard rest.hasPrefix("\""), let end = rest.dropFirst().firstIndex(of: "\"") else {
                    faults.append("<\(tag) \(name)> is not quoted")
                    continue
                }
                value = Self.unescaped(String(rest.dropFirst()[..<end]))
                rest = rest[rest.index(after: end)...]
            }
            if given.updateValue(value, forKey: name) != nil { faults.append("<\(tag)> has \(name) twice") }
        }
    }

    private mutating func begin(_ name: String, _ given: [String: String], _ isClosed: Bool) {
        if open.contains("p"), Self.blocks.contains(name) { faults.append("<\(name)> inside <p>") }
        if Self.alone.contains(name), open.contains(name) { faults.append("<\(name)> inside <\(name)>") }
        if let id = given["id"], !ids.insert(id).inserted { faults.append("two elements have the id \(id)") }
        if name == "label", let target = given["for"] { labels.append(target) }
        for (attribute, value) in given {
            if Self.shown.contains(attribute), !value.isEmpty { visible.append(value) }
            if attribute.hasPrefix("on") { faults.append("<\(name) \(attribute)> is a script") }
            if attribute == "href" || attribute == "action", value.lowercased().hasPrefix("javascript:") {
                faults.append("<\(name)> leads to a script")
            }
        }
        tags.append(name)
        attributes.append(given)
        if !isClosed, !Self.void.contains(name) { open.append(name) }
    }

    static func unescaped(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing(
            "&#39;", with: "'"
        )
        .replacing("&amp;", with: "&")
    }

    /// The first element of that name with its attributes.
    func first(_ name: String) -> [String: String]? { tags.firstIndex(of: name).map { attributes[$0] } }
}
