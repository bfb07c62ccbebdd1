// File name patterns as people type them: `*.csv`, `1line/**/2026*.CSV`.

/// A pattern of `*` (within a folder), `**` (across folders) and `?`; letters match in any case.
public struct Glob: Sendable, Hashable {
    public let pattern: String
    private let parts: [UInt8]

    public init(_ pattern: String) {
        self.pattern = pattern
        parts = Array(pattern.lowercased().utf8)
    }

    /// A pattern without `/` is compared with the last part of the path, any other with the whole path.
    public func matches(_ path: String) -> Bool {
        let subject = pattern.contains("/") ? path : String(path.split(separator: "/").last ?? "")
        return Self.match(parts[...], Array(subject.lowercased().utf8)[...])
    }

    private static func match(_ p: ArraySlice<UInt8>, _ s: ArraySlice<UInt8>) -> Bool {
        var p = p
        var s = s
        while let c = p.first {
            if c == UInt8(ascii: "*") {
                let deep = p.dropFirst().first == UInt8(ascii: "*")
                var rest = p.drop { $0 == UInt8(ascii: "*") }
                if deep, rest.first == UInt8(ascii: "/"), match(rest.dropFirst(), s) { return true }
                if rest.isEmpty { return deep || !s.contains(UInt8(ascii: "/")) }
                rest = rest[...]
                var tail = s
                while true {
                    if match(rest, tail) { return true }
                    guard let head = tail.first, deep || head != UInt8(ascii: "/") else { return false }
                    tail = tail.dropFirst()
                }
            }
            guard let head = s.first, c == head || (c == UInt8(ascii: "?") && head != UInt8(ascii: "/")) else { return false }
            p = p.dropFirst()
            s = s.dropFirst()
        }
        return s.isEmpty
    }
}
