// What a scanned or typed code means: an order's number, or a number and a line after the last dash.

struct ScanCode: Sendable, Equatable {
    var order: String
    /// The line that the label names.
    var line: String?

    /// What the code may be, the likeliest first.
    static func readings(_ code: String) -> [ScanCode] {
        let text = String(Substring(code).trimmed)
        guard !text.isEmpty, text.utf8.count <= 200 else { return [] }
        var out = [ScanCode(order: text)]
        if let dash = text.lastIndex(of: "-"), dash > text.startIndex, text.index(after: dash) < text.endIndex {
            out.append(ScanCode(order: String(text[..<dash]), line: String(text[text.index(after: dash)...])))
        }
        return out
    }
}
