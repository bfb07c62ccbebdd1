// File names are bytes; pages and tables want text. A byte that is not UTF-8 becomes a private-use letter (U+F700 + byte)
// and comes back unchanged, so that a file with an old Latin-1 name can be listed, stored and opened.

/// A file name as text that can be turned back into exactly the bytes on disk.
public enum LocalPath {
    public static func text(_ bytes: some Collection<UInt8>) -> String {
        if let plain = String(validating: bytes, as: UTF8.self) { return plain }
        var out = ""
        var decoder = UTF8()
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            var iterator = rest.makeIterator()
            if case .scalarValue(let scalar) = decoder.decode(&iterator) {
                out.unicodeScalars.append(scalar)
                rest = rest.dropFirst(UTF8.width(scalar))
            } else {
                out.unicodeScalars.append(Unicode.Scalar(0xF700 + UInt32(rest.removeFirst())) ?? "?")
            }
            decoder = UTF8()
        }
        return out
    }

    public static func bytes(_ text: String) -> [UInt8] {
        var out: [UInt8] = []
        for scalar in text.unicodeScalars {
            if (0xF780...0xF7FF).contains(scalar.value) {
                out.append(UInt8(scalar.value - 0xF700))
            } else {
                out += Array(String(Character(scalar)).utf8)
            }
        }
        return out
    }

    /// The path as a C string for the system's calls.
    static func withCString<T>(_ text: String, _ body: (UnsafePointer<CChar>) -> T) -> T {
        (bytes(text) + [0]).withUnsafeBytes { raw in
            guard let base = raw.baseAddress else { preconditionFailure("a terminated path is never empty") }
            return body(base.assumingMemoryBound(to: CChar.self))
        }
    }

    /// `root/relative`, without doubled slashes at the joint.
    public static func join(_ root: String, _ relative: String) -> String {
        relative.isEmpty ? root : (root.hasSuffix("/") ? root + relative : root + "/" + relative)
    }
}
