// Finds named numbers and texts (line, mounter, centre) in a file's path. Plants name folders by hand, so case, blanks,
// underscores and hyphens do not count; but what is not plainly there is not found, and nothing is ever assumed.

import Kernel

/// A pattern for the end of a path, as an administrator writes it: `{line}line/L{line} m{mounter}/*`.
///
/// Parts between slashes stand for whole folders, the last one for the file. `{name}` is a number of one to four
/// digits, `{name:text}` any text, `*` anything within a part. A name used twice must find the same. Folders in front
/// of the pattern do not matter, unless it starts with `/`.
public struct PathPattern: Sendable, Hashable, CustomStringConvertible {
    /// The most digits of a number.
    static let mostDigits = 4
    /// The longest pattern, in bytes.
    static let longestPattern = 512
    /// The longest folder or file name looked at, in bytes; file systems have no longer ones.
    static let longestPart = 255
    /// The most `*` and texts in one part: each multiplies the ways to try.
    static let mostOpenEnds = 3

    enum Token: Hashable {
        /// ASCII letters in lower case.
        case literal([UInt8])
        /// Blanks, underscores or hyphens; before anything open-ended there must be one.
        case separator(isNeeded: Bool)
        case number(String)
        case text(String)
        case any
    }

    public let description: String
    let parts: [[Token]]
    let isAnchored: Bool
    /// The names it finds, in order.
    public let names: [String]

    /// Throws `path_pattern_invalid` with `pattern` and `reason`.
    public init(_ text: String) throws(Problem) {
        description = text
        isAnchored = text.hasPrefix("/")
        guard text.utf8.count <= Self.longestPattern else { throw Self.invalid(text, "too_long") }
        var parts: [[Token]] = []
        for part in text.drop(while: { $0 == "/" }).split(separator: "/", omittingEmptySubsequences: false) {
            parts.append(try Self.compile(part, of: text))
        }
        self.parts = parts
        var names: [String] = []
        for case .number(let name) in parts.joined() where !names.contains(name) { names.append(name) }
        for case .text(let name) in parts.joined() where !names.contains(name) { names.append(name) }
        self.names = names
        guard !names.isEmpty else { throw Self.invalid(text, "no_name") }
    }

    /// What the pattern finds in a path of any kind of slash.
    public func read(_ path: String) -> PathReading {
        let folders = path.split { $0 == "/" || $0 == "\\" }
        guard isAnchored ? folders.count == parts.count : folders.count >= parts.count else { return .unmatched }
        var values = PathValues()
        for (tokens, folder) in zip(parts, folders.suffix(parts.count)) {
            let bytes = Array(folder.utf8)
            guard bytes.count <= Self.longestPart else { return .unmatched }
            var found: [(String, PathValues.Value)] = []
            guard PartMatcher(bytes: bytes, tokens: tokens).match(0, 0, &found) else { return .unmatched }
            for (name, value) in found {
                if let conflict = values.add(name, value) { return .conflict(conflict) }
            }
        }
        return .matched(values)
    }

    private static func invalid(_ text: String, _ reason: String) -> Problem {
        Problem(.input, "path_pattern_invalid", ["pattern": text, "reason": reason])
    }

    private static func compile(_ part: Substring, of pattern: String) throws(Problem) -> [Token] {
        guard !part.isEmpty else { throw invalid(pattern, "empty_part") }
        var tokens: [Token] = []
        var rest = Array(part.utf8)[...]
        while let byte = rest.first {
            rest = rest.dropFirst()
            switch byte {
            case UInt8(ascii: "{"):
                guard let close = rest.firstIndex(of: UInt8(ascii: "}")) else {
                    throw invalid(pattern, "unclosed_brace")
                }
                let inside = String(decoding: rest[rest.startIndex..<close], as: UTF8.self)
                let name = inside.split(separator: ":", omittingEmptySubsequences: false)
                let isText = name.count == 2 && name[1] == "text"
                guard name.count == 1 || isText, !name[0].isEmpty,
                    name[0].utf8.allSatisfy({ ($0 >= 97 && $0 <= 122) || $0 == 95 })
                else { throw invalid(pattern, "name_not_understood") }
                if case .number? = tokens.last { throw invalid(pattern, "numbers_touch") }
                tokens.append(isText ? .text(String(name[0])) : .number(String(name[0])))
                rest = rest[(close + 1)...]
            case UInt8(ascii: "}"): throw invalid(pattern, "unopened_brace")
            case UInt8(ascii: "*"):
                if tokens.last == .any { throw invalid(pattern, "double_star") }
                tokens.append(.any)
            case let byte where PartMatcher.isSeparator(byte):
                if case .separator? = tokens.last { continue }
                tokens.append(.separator(isNeeded: false))
            default:
                var literal: [UInt8] = []
                if case .literal(let before)? = tokens.last {
                    literal = before
                    tokens.removeLast()
                }
                tokens.append(.literal(literal + [FieldText.lowercased(byte)]))
            }
        }
        for i in tokens.indices.dropFirst() where tokens[i].isOpenEnded && tokens[i - 1] == .separator(isNeeded: false) {
            tokens[i - 1] = .separator(isNeeded: true)
        }
        guard tokens.count(where: \.isOpenEnded) <= mostOpenEnds else { throw invalid(pattern, "too_many_stars") }
        return tokens
    }
}

extension PathPattern.Token {
    fileprivate var isOpenEnded: Bool {
        switch self {
        case .any, .text: true
        default: false
        }
    }
}

/// What a path says.
public struct PathValues: Sendable, Hashable {
    enum Value: Sendable, Hashable {
        case number(Int)
        case text(String)
    }
    private var values: [String: Value] = [:]

    public init() {}

    /// The number found under a name.
    public func number(_ name: String) -> Int? { if case .number(let n)? = values[name] { n } else { nil } }
    /// The text found under a name, as it is written in the path.
    public func text(_ name: String) -> String? { if case .text(let t)? = values[name] { t } else { nil } }
    /// The names found, sorted.
    public var names: [String] { values.keys.sorted() }

    /// The name, when something else was found under it before.
    mutating func add(_ name: String, _ value: Value) -> String? {
        if let before = values[name], before != value { return name }
        values[name] = value
        return nil
    }

    mutating func merge(_ other: PathValues) -> String? {
        for (name, value) in other.values.sorted(by: { $0.key < $1.key }) {
            if let conflict = add(name, value) { return conflict }
        }
        return nil
    }
}

/// The answer for one path.
public enum PathReading: Sendable, Hashable {
    case matched(PathValues)
    case unmatched
    /// The path says two different things under this name; it counts as unmatched.
    case conflict(String)

    public var values: PathValues? { if case .matched(let values) = self { values } else { nil } }
}

/// The patterns of a profile. Every one that fits is heard: what they find is put together, and if two of them
/// disagree the path is in conflict.
public struct PathPatterns: Sendable, Hashable {
    public let patterns: [PathPattern]

    public init(_ texts: [String]) throws(Problem) {
        var patterns: [PathPattern] = []
        for text in texts { patterns.append(try PathPattern(text)) }
        self.patterns = patterns
    }

    public func read(_ path: String) -> PathReading {
        var values: PathValues?
        for pattern in patterns {
            switch pattern.read(path) {
            case .unmatched: continue
            case .conflict(let name): return .conflict(name)
            case .matched(let found):
                var all = values ?? PathValues()
                if let conflict = all.merge(found) { return .conflict(conflict) }
                values = all
            }
        }
        return values.map { .matched($0) } ?? .unmatched
    }
}
