// The members of a request's body, each taken by its name and type; what nobody took is refused, so that a word written
// wrong is never silently without effect.

import Kernel

struct BodyFields {
    private let members: [String: JSON]
    private var taken: Set<String> = []

    /// - Throws: `request_malformed`.
    init(_ body: JSON) throws(Problem) {
        guard let members = body.members else { throw Problem(.input, "request_malformed") }
        self.members = Dictionary(members, uniquingKeysWith: { _, last in last })
    }

    static func refused(_ name: String, _ value: JSON) -> Problem {
        Problem(.input, "parameter_invalid", ["name": name, "value": String((value.string ?? value.text).prefix(60))])
    }

    /// - Parameters:
    ///   - read: nil for a value that is none of these.
    ///   - set: not called for a member that is not there.
    mutating func take<T>(_ name: String, _ read: (JSON) -> T?, _ set: (T) -> Void) throws(Problem) {
        taken.insert(name)
        guard let value = members[name] else { return }
        guard let read = read(value) else { throw Self.refused(name, value) }
        set(read)
    }

    mutating func text(_ name: String, _ set: (String) -> Void) throws(Problem) { try take(name, \.string, set) }
    mutating func flag(_ name: String, _ set: (Bool) -> Void) throws(Problem) { try take(name, \.bool, set) }
    mutating func count(_ name: String, _ set: (Int) -> Void) throws(Problem) { try take(name, { $0.int.flatMap { Int(exactly: $0) } }, set) }
    /// `2`, `"2"` or `"2.5"`.
    mutating func quantity(_ name: String, _ set: (Quantity) -> Void) throws(Problem) {
        try take(name, { $0.int.map { Quantity($0) } ?? $0.string.flatMap { Quantity($0) } }, set)
    }
    mutating func word<W: RawRepresentable<String>>(_ name: String, _ set: (W) -> Void) throws(Problem) {
        try take(name, { $0.string.flatMap(W.init(rawValue:)) }, set)
    }
    /// Null takes the value away.
    mutating func optional<T>(_ name: String, _ read: (JSON) -> T?, _ set: (T?) -> Void) throws(Problem) {
        try take(name, { value -> T?? in value == .null ? .some(nil) : read(value).map { .some($0) } }, set)
    }

    /// - Throws: `schedule_field_unknown` for the first member that nobody took.
    func end() throws(Problem) {
        if let name = members.keys.filter({ !taken.contains($0) }).min() {
            throw Problem(.input, "schedule_field_unknown", ["field": String(name.prefix(40))])
        }
    }
}
