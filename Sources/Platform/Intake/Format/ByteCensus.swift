// Counts what the bytes of a sample could be, once for every encoding that is proposed. Ranges after the code charts of
// KS X 1001 (Hangul syllables), JIS X 0208 in Shift-JIS (kana) and CP1252.

struct ByteCensus {
    /// Bytes above 0x7F.
    private(set) var high = 0
    /// Characters of more than one byte in valid UTF-8, and bytes that fit in none.
    private(set) var utf8Characters = 0
    private(set) var invalidUTF8 = 0
    /// Pairs that are Hangul syllables in CP949.
    private(set) var hangul = 0
    /// Kana in CP932, and all characters above ASCII it would be.
    private(set) var kana = 0
    private(set) var japaneseUnits = 0
    /// Bytes above 0x7F that stand alone, beside ASCII: an accented letter.
    private(set) var singles = 0
    /// Bytes 0x80…0x9F, which Latin-1 uses for nothing anybody writes.
    private(set) var controls = 0

    init(_ sample: UnsafeRawBufferPointer) {
        countUTF8(sample)
        countKorean(sample)
        countJapanese(sample)
        for (i, byte) in sample.enumerated() where byte > 0x7F {
            high += 1
            if byte < 0xA0 { controls += 1 }
            let before = i > 0 ? sample[i - 1] : 0
            let after = i + 1 < sample.count ? sample[i + 1] : 0
            if before < 0x80, after < 0x80 { singles += 1 }
        }
    }

    func share(_ part: Int, of whole: Int) -> Double { whole == 0 ? 0 : min(1, Double(part) / Double(whole)) }

    private mutating func countUTF8(_ sample: UnsafeRawBufferPointer) {
        var i = 0
        while i < sample.count {
            let length = UTF8Check.length(sample, at: i)
            if length == 0 {
                // A character cut off by the end of the sample is no evidence against UTF-8.
                if sample.count - i < 4, sample[i] >= 0xC2, sample[(i + 1)...].allSatisfy({ $0 & 0xC0 == 0x80 }) {
                    return
                }
                invalidUTF8 += 1
            } else if length > 1 {
                utf8Characters += 1
            }
            i += max(length, 1)
        }
    }

    private mutating func countKorean(_ sample: UnsafeRawBufferPointer) {
        var i = 0
        while i + 1 < sample.count {
            let (lead, trail) = (sample[i], sample[i + 1])
            guard lead > 0x80 else {
                i += 1
                continue
            }
            if (0xB0...0xC8).contains(lead), trail >= 0xA1, trail != 0xFF { hangul += 1 }
            i += 2
        }
    }

    private mutating func countJapanese(_ sample: UnsafeRawBufferPointer) {
        var i = 0
        while i < sample.count {
            let lead = sample[i]
            if (0xA1...0xDF).contains(lead) {
                japaneseUnits += 1
                i += 1
                continue
            }
            guard lead > 0x7F, i + 1 < sample.count else {
                i += 1
                continue
            }
            let trail = sample[i + 1]
            japaneseUnits += 1
            if (lead == 0x82 && (0x9F...0xF1).contains(trail)) || (lead == 0x83 && (0x40...0x96).contains(trail)) {
                kana += 1
            }
            i += 2
        }
    }
}
