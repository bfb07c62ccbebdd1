// How wide a text will be, estimated: the server has no fonts. Widths are those of common system sans faces, rounded
// up, so a text that is said to fit does fit; the price is now and then a label less.

/// Estimates and shortens texts.
enum TextFit {
    /// Width in pixels at the charts' text size.
    static func width(_ words: String, size: Double = ChartFrame.textSize) -> Double {
        var ems = 0.0
        for scalar in words.unicodeScalars { ems += em(scalar) }
        return ems * size
    }

    /// The widest of the texts.
    static func widest(_ texts: some Sequence<String>) -> Double { texts.reduce(0) { max($0, width($1)) } }

    /// The text, cut with `…` where needed; `nil` when not even three characters fit.
    static func cut(_ words: String, to room: Double) -> String? {
        if width(words) <= room { return words }
        var kept = ""
        var used = width("…")
        for character in words {
            used += width(String(character))
            if used > room { break }
            kept.append(character)
        }
        while kept.last == " " { kept.removeLast() }
        return kept.count >= 3 ? kept + "…" : nil
    }

    /// As many parts as fit, joined by ` · `; the first may be cut. `nil` when nothing fits.
    static func parts(_ parts: [String], to room: Double) -> String? {
        let parts = parts.filter { !$0.isEmpty }
        var count = parts.count
        while count > 1 {
            let joined = parts.prefix(count).joined(separator: " · ")
            if width(joined) <= room { return joined }
            count -= 1
        }
        return parts.first.flatMap { cut($0, to: room) }
    }

    /// Breaks a sentence into lines, at most four.
    static func wrap(_ words: String, width room: Double) -> [String] {
        var lines: [String] = []
        for word in words.split(separator: " ") {
            let longer = lines.last.map { "\($0) \(word)" } ?? String(word)
            if !lines.isEmpty, width(longer) <= room {
                lines[lines.count - 1] = longer
            } else {
                lines.append(String(word))
            }
        }
        return lines.prefix(4).map { cut($0, to: room) ?? $0 }
    }

    private static func em(_ scalar: Unicode.Scalar) -> Double {
        switch scalar {
        case "i", "j", "l", "I", "'", "|", "!", ".", ",", ":", ";", "\u{2009}", "\u{202f}": return 0.32
        case " ", "\u{a0}", "f", "t", "r", "(", ")", "[", "]", "/", "-", "·", "\"": return 0.42
        case "m", "w", "M", "W", "%", "@", "…", "—", "−": return 0.98
        case "0"..."9": return 0.64
        default: break
        }
        let value = scalar.value
        if (0x300...0x36F).contains(value) || value == 0x200D || (0xFE00...0xFE0F).contains(value) { return 0 }
        // Han, kana, hangul, full-width forms and pictures are square.
        if (0x1100...0x115F).contains(value) || (0x2E80...0xD7A3).contains(value) || (0xF900...0xFAFF).contains(value)
            || (0xFF00...0xFF60).contains(value) || value >= 0x1F300
        {
            return 1.05
        }
        return scalar.properties.isUppercase ? 0.74 : 0.62
    }
}
