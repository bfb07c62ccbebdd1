// Profiles as JSON, both ways. Every mistake names the member it is in (`columns[3].kind`), and all of them are
// reported at once, so that a form can mark its fields.

import Kernel

extension IntakeProfile {
    /// The profile as JSON; every member is written.
    public var json: JSON {
        let header: JSON =
            switch header {
            case .present: "present"
            case .absent(let names): .object([("absent", Self.list(names))])
            case .withinFirst(let lines): .object([("within_first", JSON(lines))])
            }
        return .object([
            ("name", .string(name)), ("target", .string(target)), ("delimiter", .string(delimiter.text)),
            ("quote", JSON(quote.map { String(UnicodeScalar($0)) })), ("encoding", .string(encoding.rawValue)),
            ("header", header),
            (
                "columns",
                .array(
                    columns.map { column in
                        .object([
                            ("name", .string(column.name)), ("synonyms", Self.list(column.synonyms)),
                            ("kind", .string(column.kind.rawValue)), ("matters", .bool(column.matters)),
                        ])
                    })
            ),
            ("date_order", .string(dateOrder.rawValue)),
            ("date_patterns", Self.list(datePatterns.map(\.rawValue))),
            ("time_patterns", Self.list(timePatterns.map(\.rawValue))),
            ("paths", Self.list(paths)), ("include", Self.list(include)),
        ])
    }

    /// Throws the first of the problems `read` finds.
    public init(json: JSON) throws(Problem) {
        let (profile, problems) = Self.read(json)
        if let problem = problems.first { throw problem }
        self = profile
    }

    /// Reads and validates a profile; members that are missing take their defaults.
    /// - Returns: what could be read, and everything wrong with it, as `profile_invalid` with `member` and `reason`.
    public static func read(_ json: JSON) -> (profile: IntakeProfile, problems: [Problem]) {
        var reader = MemberReader(json, path: "")
        var profile = IntakeProfile(name: "", target: "", columns: [])
        profile.name = reader.text("name") ?? ""
        profile.target = reader.text("target") ?? ""
        profile.delimiter = reader.parsed("delimiter", Delimiter.init) ?? .detect
        if reader.isPresent("quote") { profile.quote = reader.quote("quote") }
        profile.encoding = reader.parsed("encoding", TextEncoding.init(name:)) ?? .utf8
        profile.header = reader.header("header")
        profile.columns = reader.columns("columns")
        // Written by earlier versions, and never of any effect: what is no date or time is kept as it stands.
        _ = reader.texts("junk")
        profile.dateOrder = reader.parsed("date_order", DateOrder.init(rawValue:)) ?? .dayFirst
        profile.datePatterns = reader.parsedList("date_patterns", DatePattern.init(rawValue:)) ?? DatePattern.allCases
        profile.timePatterns = reader.parsedList("time_patterns", TimePattern.init(rawValue:)) ?? TimePattern.allCases
        profile.paths = reader.texts("paths") ?? []
        profile.include = reader.texts("include") ?? ["*.csv"]
        reader.finish()
        return (profile, reader.problems + profile.problems)
    }

    private static func list(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }
}

/// Takes members out of a JSON object and writes down what is wrong with them.
private struct MemberReader {
    private let json: JSON
    private let path: String
    private var known: Set<String> = []
    var problems: [Problem] = []

    init(_ json: JSON, path: String) {
        self.json = json
        self.path = path
        if json.members == nil { complain("", "not_an_object") }
    }

    mutating func complain(_ member: String, _ reason: String, value: String? = nil) {
        problems.append(IntakeProfile.invalid(path + member, reason, value: value))
    }

    mutating func isPresent(_ member: String) -> Bool {
        known.insert(member)
        return json[member] != nil
    }

    private mutating func value(_ member: String) -> JSON? { isPresent(member) ? json[member] : nil }

    mutating func text(_ member: String) -> String? {
        guard let value = value(member) else { return nil }
        if value.string == nil { complain(member, "not_a_text") }
        return value.string
    }

    mutating func bool(_ member: String) -> Bool? {
        guard let value = value(member) else { return nil }
        if value.bool == nil { complain(member, "not_true_or_false") }
        return value.bool
    }

    mutating func parsed<Value>(_ member: String, _ parse: (String) -> Value?) -> Value? {
        guard let text = text(member) else { return nil }
        let result = parse(text)
        if result == nil { complain(member, "unknown_value", value: text) }
        return result
    }

    mutating func texts(_ member: String) -> [String]? {
        guard let value = value(member) else { return nil }
        guard let items = value.array else {
            complain(member, "not_a_list")
            return nil
        }
        for (i, item) in items.enumerated() where item.string == nil { complain("\(member)[\(i)]", "not_a_text") }
        return items.compactMap(\.string)
    }

    mutating func parsedList<Value>(_ member: String, _ parse: (String) -> Value?) -> [Value]? {
        guard let items = texts(member) else { return nil }
        for (i, item) in items.enumerated() where parse(item) == nil {
            complain("\(member)[\(i)]", "unknown_value", value: item)
        }
        return items.compactMap(parse)
    }

    /// `null` and the empty text mean that nothing quotes.
    mutating func quote(_ member: String) -> UInt8? {
        if json[member] == .null { return nil }
        guard let text = text(member), !text.isEmpty else { return nil }
        guard text.utf8.count == 1, let byte = text.utf8.first else {
            complain(member, "not_one_character", value: text)
            return nil
        }
        return byte
    }

    mutating func header(_ member: String) -> IntakeProfile.Header {
        guard let value = value(member) else { return .present }
        if value.string == "present" { return .present }
        if let lines = value["within_first"]?.int, value.members?.count == 1, let count = Int(exactly: lines) {
            return .withinFirst(count)
        }
        if let names = value["absent"]?.array, value.members?.count == 1, names.allSatisfy({ $0.string != nil }) {
            return .absent(names.compactMap(\.string))
        }
        complain(member, "unknown_value", value: value.text)
        return .present
    }

    mutating func columns(_ member: String) -> [IntakeProfile.Column] {
        guard let items = value(member)?.array else {
            complain(member, "not_a_list")
            return []
        }
        return items.enumerated().map { i, item in
            var reader = MemberReader(item, path: "\(path)\(member)[\(i)].")
            let column = IntakeProfile.Column(
                reader.text("name") ?? "", synonyms: reader.texts("synonyms") ?? [],
                kind: reader.parsed("kind", IntakeProfile.Kind.init(rawValue:)) ?? .text,
                matters: reader.bool("matters") ?? true)
            reader.finish()
            problems += reader.problems
            return column
        }
    }

    /// A member nobody asked for is a misspelt one.
    mutating func finish() {
        for (member, _) in json.members ?? [] where !known.contains(member) { complain(member, "unknown_member") }
    }
}
