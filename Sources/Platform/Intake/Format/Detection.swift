// Proposals for the encoding and the delimiter of a file, each with the evidence a person needs to confirm it. Nothing
// here decides: what is confirmed once per source is then locked.

/// One possibility, with what speaks for it.
public struct Proposal<Value: Sendable & Hashable>: Sendable, Hashable {
    public var value: Value
    /// Key of the text that explains it (`evidence.<code>`).
    public var code: String
    /// Values the text mentions.
    public var parameters: [String: String]
    /// 0…1; proposals come with the highest first.
    public var confidence: Double
}

extension Delimiter {
    /// The delimiters looked for. A blank is not among them: vendors and part names contain blanks.
    static let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), Byte.tab, UInt8(ascii: "|")]
    /// Lines of a sample that are looked at.
    static let sampleLines = 200

    /// The delimiters that occur in a sample, the most regular first: the one that cuts most lines into equally many
    /// fields. The last line, likely cut off, does not count unless it is the only one. UTF-16 is decoded before.
    public static func detect(sample: UnsafeRawBufferPointer) -> [Proposal<Delimiter>] {
        candidates.compactMap { candidate in
            var counts: [Int: Int] = [:]
            var lines = 0
            var scanner = RecordScanner(delimiter: candidate, quote: UInt8(ascii: "\""))
            var position = 0
            while lines < sampleLines, let record = scanner.next(in: sample, from: position, atEnd: true),
                !record.isOversized
            {
                position = record.next
                if !record.isTerminated, lines > 0 { break }
                if record.contentEnd == record.start { continue }
                lines += 1
                counts[scanner.fields.count, default: 0] += 1
            }
            // Of two counts as frequent as each other the larger one.
            guard let usual = counts.filter({ $0.key > 1 }).max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else {
                return nil
            }
            let share = Double(usual.value) / Double(lines)
            // More fields are better evidence, but only a little: regularity counts.
            let confidence = share * (1 - 0.5 / Double(usual.key))
            return Proposal(
                value: .byte(candidate), code: "delimiter_regular",
                parameters: ["fields": String(usual.key), "lines": String(usual.value), "of": String(lines)],
                confidence: confidence)
        }.sorted { $0.confidence > $1.confidence }
    }
}

extension TextEncoding {
    /// Bytes of a sample that are looked at.
    static let sampleBytes = 1 << 18

    /// The encodings a sample may be in, the likeliest first; never empty. A character cut off at its end does not
    /// count.
    public static func detect(sample: UnsafeRawBufferPointer) -> [Proposal<TextEncoding>] {
        let sample = UnsafeRawBufferPointer(rebasing: sample.prefix(sampleBytes))
        if let mark = byteOrderMark(of: sample) {
            let name = mark.length == 3 ? "EF BB BF" : mark.encoding == .utf16le ? "FF FE" : "FE FF"
            return [Proposal(value: mark.encoding, code: "encoding_mark", parameters: ["bytes": name], confidence: 1)]
        }
        if let wide = wideProposal(sample) { return [wide] }
        let census = ByteCensus(sample)
        if census.high == 0 {
            return [
                Proposal(
                    value: .utf8, code: "encoding_ascii", parameters: ["bytes": String(sample.count)], confidence: 0.9)
            ]
        }
        var proposals: [Proposal<TextEncoding>] = []
        func add(_ encoding: TextEncoding, _ code: String, _ characters: Int, _ confidence: Double) {
            let parameters = [
                "characters": String(characters), "high_bytes": String(census.high),
                "example": example(sample, encoding),
            ]
            proposals.append(Proposal(value: encoding, code: code, parameters: parameters, confidence: confidence))
        }
        if census.invalidUTF8 == 0 {
            add(.utf8, "encoding_valid", census.utf8Characters, census.utf8Characters > 1 ? 0.99 : 0.9)
        } else if census.utf8Characters > 0 {
            add(
                .utf8, "encoding_mostly_valid", census.utf8Characters,
                0.7 * census.share(census.utf8Characters, of: census.utf8Characters + census.invalidUTF8))
        }
        let doubt = census.invalidUTF8 == 0 ? 0.3 : 1.0
        if census.hangul > 0 {
            add(
                .cp949, "encoding_hangul", census.hangul,
                doubt * 0.95 * census.share(census.hangul * 2, of: census.high))
        }
        if census.kana > 0 {
            add(
                .shiftJIS, "encoding_kana", census.kana,
                doubt * 0.95 * census.share(census.kana, of: census.japaneseUnits))
        }
        let western = census.share(census.singles, of: census.high)
        add(.cp1252, "encoding_western", census.singles, doubt * (0.2 + 0.6 * western))
        if census.controls == 0 { add(.latin1, "encoding_western", census.singles, doubt * (0.1 + 0.5 * western)) }
        return proposals.sorted { $0.confidence > $1.confidence }
    }

    /// UTF-16 without a mark: text in which every other byte is NUL.
    private static func wideProposal(_ sample: UnsafeRawBufferPointer) -> Proposal<TextEncoding>? {
        guard sample.count >= 4 else { return nil }
        var nuls = [0, 0]
        for (i, byte) in sample.enumerated() where byte == 0 { nuls[i & 1] += 1 }
        let half = sample.count / 2
        guard max(nuls[0], nuls[1]) * 10 >= half * 4, min(nuls[0], nuls[1]) * 20 <= max(nuls[0], nuls[1]) else {
            return nil
        }
        let encoding: TextEncoding = nuls[1] > nuls[0] ? .utf16le : .utf16be
        return Proposal(
            value: encoding, code: "encoding_every_other_nul",
            parameters: ["nul": String(max(nuls[0], nuls[1])), "of": String(half)],
            confidence: 0.9)
    }

    /// The first word with a byte above 0x7F, as this encoding reads it.
    private static func example(_ sample: UnsafeRawBufferPointer, _ encoding: TextEncoding) -> String {
        guard let first = sample.firstIndex(where: { $0 > 0x7F }) else { return "" }
        let isBreak = { (byte: UInt8) in
            byte <= Byte.blank || byte == Byte.tab || Delimiter.candidates.contains(byte) || byte == 0x22
        }
        var start = first
        while start > 0, first - start < 20, !isBreak(sample[start - 1]) { start -= 1 }
        var end = first
        while end < sample.count, end - first < 20, !isBreak(sample[end]) { end += 1 }
        var text: [UInt8] = []
        TextDecoder().decode(UnsafeRawBufferPointer(rebasing: sample[start..<end]), from: encoding, into: &text)
        return String(decoding: text, as: UTF8.self)
    }
}
