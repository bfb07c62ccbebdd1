// All words of the pages, in three languages side by side. A catalogue is a block of plain text, so that a translator can
// read it and the compiler has nothing to do:
//
//     floor.title
//       en What needs me now
//       es Qué me necesita ahora
//       fr Ce qui m'attend

import Kernel

/// The merged catalogues of the house and its features.
public struct Texts: Sendable {
    private var table: [String: [Language: String]] = [:]
    /// Lines that are not of the form above, as `key: what is wrong`.
    public private(set) var faults: [String] = []

    public init(_ catalogues: [String] = []) { for catalogue in catalogues { add(catalogue) } }

    public mutating func add(_ catalogue: String) {
        var key = ""
        for line in catalogue.split(separator: "\n") {
            if line.allSatisfy({ $0 == " " }) { continue }
            if !line.hasPrefix(" ") {
                key = String(line)
                if table[key] != nil { faults.append("\(key): given twice") }
                table[key] = [:]
                continue
            }
            let words = line.drop { $0 == " " }
            guard let language = Language(rawValue: String(words.prefix(2))), words.dropFirst(2).first == " " else {
                faults.append("\(key): no language in front of “\(words)”")
                continue
            }
            table[key]?[language] = String(words.dropFirst(3))
        }
    }

    public var keys: [String] { table.keys.sorted() }
    public func has(_ key: String) -> Bool { table[key] != nil }
    public func missing() -> [String] {
        table.flatMap { key, words in Language.allCases.filter { words[$0] == nil }.map { "\(key): \($0.rawValue)" } }.sorted()
    }

    /// The text for a key, `{name}` replaced by the parameter of that name; the key itself when there is no text, which
    /// a test makes sure does not happen.
    public func text(_ key: String, _ language: Language, _ parameters: [String: String] = [:]) -> String {
        guard let words = table[key], let text = words[language] ?? words[.en] else { return key }
        guard !parameters.isEmpty, text.contains("{") else { return text }
        var out = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            out += rest[..<open]
            out += parameters[String(rest[rest.index(after: open)..<close])] ?? ""
            rest = rest[rest.index(after: close)...]
        }
        return out + rest
    }
}
