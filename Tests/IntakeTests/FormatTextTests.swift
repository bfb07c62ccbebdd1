// Encodings, field texts, dates and times: small tables of what people and machines write.

import Intake
import Kernel
import Testing

@Suite struct FormatClockTests {
    @Test(arguments: [
        ("20260922", "2026-09-22"), ("2026-09-22", "2026-09-22"), ("2026/09/22", "2026-09-22"),
        ("22/09/2026", "2026-09-22"),
        ("22-09-2026", "2026-09-22"), ("2/9/2026", "2026-09-02"), (" 20260922 ", "2026-09-22"),
        ("2026-9-2", "2026-09-02"),
        ("20240229", "2024-02-29"), ("04/05/2026", "2026-05-04"),
    ])
    func readsDates(text: String, expected: String) {
        #expect(date(text)?.isoText == expected)
    }

    @Test(arguments: [
        "", "-", "Update", "2026092", "202609222", "20260932", "20261301", "2026-09/22", "2026.09.22", "09/22/2026",
        "20230229",
        "22-9-26", "2026-09-22 10:00", "２０２６0922", "00000000", "2026-", "2026--1", "20260922x", "202a0922", "2026092:",
        "999999999999999999999999",
    ])
    func anythingElseIsNoDate(text: String) {
        #expect(date(text) == nil)
    }

    @Test func monthFirstOnlyWhereTheProfileSaysSo() {
        let american = ClockText(order: .monthFirst)
        #expect(date("09/22/2026", american)?.isoText == "2026-09-22")
        #expect(date("04-05-2026", american)?.isoText == "2026-04-05")
        #expect(date("22/09/2026", american) == nil)
    }

    @Test func patternsOutsideTheProfileAreNotRead() {
        let strict = ClockText(dates: [.yearDashes], times: [.colons])
        #expect(
            date("20260922", strict) == nil && date("22-09-2026", strict) == nil && date("2026/09/22", strict) == nil)
        #expect(date("2026-09-22", strict) != nil)
        #expect(time("135510", strict) == nil && time("5", strict) == nil && time("13:55:10", strict) != nil)
        #expect(time("13:55:10", ClockText(times: [.compact])) == nil)
    }

    @Test(arguments: [
        ("135510", 50_110_000), ("13:55:10", 50_110_000), ("1:02:03", 3_723_000), ("71937", 26_377_000),
        ("071937", 26_377_000),
        ("0", 0), ("7", 7000), ("235959", 86_399_000), ("135510.25", 50_110_250), ("13:55:10,125", 50_110_125),
        ("13:55:10.123456", 50_110_123), (" 1:02:03\t", 3_723_000), ("000000", 0),
    ])
    func readsTimes(text: String, expected: Int) {
        #expect(time(text) == expected)
    }

    @Test(arguments: [
        "", "-", "Update", "240000", "236000", "235960", "1355100", "13:55", "13:5:10", "13:55:1", "113:55:10",
        "13:55:10.", ".5",
        "13:55:10.1234567890", "135510 PM", "1355:10", "13:60:00", "24:00:00", "12345a", "13551 0",
    ])
    func anythingElseIsNoTime(text: String) {
        #expect(time(text) == nil)
    }

    @Test func everyCompactDateAndTimeIsReadAsWritten() {
        for day in stride(from: 0, to: 40_000, by: 7) {
            let expected = CivilDate(daysSinceEpoch: Int64(day))
            #expect(date(expected.isoText.replacing("-", with: "")) == expected)
        }
        for second in stride(from: 0, to: 86_400, by: 13) {
            let expected = CivilTime(date: CivilDate(daysSinceEpoch: 0), millisecondOfDay: second * 1000)
            #expect(time(expected.clockText.replacing(":", with: "")) == second * 1000)
        }
    }

    private func date(_ text: String, _ clock: ClockText = ClockText()) -> CivilDate? {
        Array(text.utf8).withUnsafeBytes { clock.date($0) }
    }
    private func time(_ text: String, _ clock: ClockText = ClockText()) -> Int? {
        Array(text.utf8).withUnsafeBytes { clock.millisecondOfDay($0) }
    }
}

@Suite struct FormatFieldTextTests {
    @Test func trimsAndCompares() {
        with(" \tOk ,  ,NG") { bytes, fields in
            #expect(FieldText.trimmed(fields[0], in: bytes).range == 2..<4)
            #expect(FieldText.equals(fields[0], in: bytes, "OK") && !FieldText.equals(fields[0], in: bytes, "O"))
            #expect(FieldText.isBlank(fields[1], in: bytes) && !FieldText.isEmpty(fields[1]))
            #expect(FieldText.equals(fields[2], in: bytes, "ng"))
            #expect(FieldText.isASCII(fields[2], in: bytes))
        }
        // Letters lose their case, nothing else does: '@' and '`' differ in the same bit.
        with("@,[") { bytes, fields in
            #expect(!FieldText.equals(fields[0], in: bytes, "`") && !FieldText.equals(fields[1], in: bytes, "{"))
        }
    }

    @Test func doubledQuotesBecomeOne() {
        with("\"a\"\"b\",\"\"\"\"") { bytes, fields in
            #expect(String(decoding: FieldText.unescaped(fields[0], in: bytes), as: UTF8.self) == "a\"b")
            #expect(utf8(fields[1], bytes) == "\"")
        }
    }

    @Test func validUTF8StaysAndTheRestIsCP1252AndFlagged() {
        with("é한😀,b") { bytes, fields in
            let reading = TextEncoding.utf8.reading(of: bytes)
            #expect(reading.isPlain && !reading.isFlagged)
            #expect(utf8(fields[0], bytes) == "é한😀")
        }
        with(bytes: [0x43, 0x61, 0x66, 0xE9, 0x2C, 0x80, 0x81, 0x8D, 0x9F]) { bytes, fields in
            #expect(TextEncoding.utf8.reading(of: bytes).isFlagged)
            #expect(utf8(fields[0], bytes) == "Café")
            #expect(utf8(fields[1], bytes) == "€\u{81}\u{8D}Ÿ")
        }
    }

    @Test func nulBecomesAReplacementCharacterInEveryEncoding() {
        for encoding in TextEncoding.allCases where !encoding.isWide {
            with(bytes: [0x61, 0, 0x62]) { bytes, fields in
                let reading = encoding.reading(of: bytes)
                #expect(!reading.isPlain && !reading.isFlagged)
                #expect(utf8(fields[0], bytes, encoding) == "a\u{FFFD}b", "\(encoding)")
            }
        }
    }

    @Test(
        arguments: [
            [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE0, 0x80, 0x80],
            [0x80], [0xC3],
            [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xFF],
        ] as [[UInt8]])
    func brokenUTF8IsNoticed(bytes: [UInt8]) {
        for padding in 0..<20 {
            let text = Array(repeating: UInt8(ascii: "x"), count: padding) + bytes
            #expect(text.withUnsafeBytes { TextEncoding.utf8.reading(of: $0).isFlagged })
        }
    }

    @Test func theUTF8CheckAgreesWithTheStandardLibrary() {
        var random = SplitMix(state: 5)
        let alphabet: [UInt8] = [
            0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF3, 0xF4,
            0xF5,
        ]
        for _ in 0..<200_000 {
            let text = (0..<random.below(12)).map { _ in alphabet[random.below(alphabet.count)] }
            let flagged = text.withUnsafeBytes { TextEncoding.utf8.reading(of: $0).isFlagged }
            #expect(flagged == (String(validating: text, as: UTF8.self) == nil), "\(text)")
        }
    }

    @Test func convertedFieldsStayInPlaceUntilTheScratchIsCleared() {
        let scratch = TextScratch()
        with(bytes: Array(repeating: 0xE9, count: 3000)) { bytes, fields in
            let reading = TextEncoding.latin1.reading(of: bytes)
            let all = (0..<100).map { _ in FieldText.utf8(of: fields[0], in: bytes, reading: reading, scratch: scratch)
            }
            let expected = Array(String(repeating: "é", count: 3000).utf8)
            #expect(all.allSatisfy { Array($0) == expected })
            scratch.clear()
        }
    }

    private func utf8(_ span: FieldSpan, _ bytes: UnsafeRawBufferPointer, _ encoding: TextEncoding = .utf8) -> String {
        withExtendedLifetime(TextScratch()) { scratch in
            String(
                decoding: FieldText.utf8(of: span, in: bytes, reading: encoding.reading(of: bytes), scratch: scratch),
                as: UTF8.self)
        }
    }
    private func with(_ text: String, _ body: (UnsafeRawBufferPointer, ContiguousArray<FieldSpan>) -> Void) {
        with(bytes: Array(text.utf8), body)
    }
    private func with(bytes: [UInt8], _ body: (UnsafeRawBufferPointer, ContiguousArray<FieldSpan>) -> Void) {
        bytes.withUnsafeBytes { buffer in
            var scanner = RecordScanner(delimiter: 44, quote: 34)
            #expect(scanner.next(in: buffer, from: 0, atEnd: true) != nil)
            body(buffer, scanner.fields)
        }
    }
}

@Suite struct FormatEncodingTests {
    @Test(arguments: [
        ("UTF-8", TextEncoding.utf8), ("utf8", .utf8), ("Latin-1", .latin1), ("ISO 8859-1", .latin1),
        ("Windows-1252", .cp1252),
        ("CP949", .cp949), ("euc-kr", .cp949), ("Shift_JIS", .shiftJIS), ("SJIS", .shiftJIS), ("UTF-16LE", .utf16le),
        ("utf-16be", .utf16be),
    ])
    func readsTheNamesPeopleType(name: String, expected: TextEncoding) {
        #expect(TextEncoding(name: name) == expected)
    }

    @Test func everyEncodingReadsItsOwnName() {
        for encoding in TextEncoding.allCases { #expect(TextEncoding(name: encoding.rawValue) == encoding) }
        #expect(TextEncoding(name: "klingon") == nil)
    }

    @Test func decodesEastAsianTextAndNeverFails() {
        #expect(text([0xB0, 0xA1, 0x41, 0xC7, 0xD1], .cp949) == "가A한")
        #expect(text([0x8C, 0x63], .cp949) == "똠")
        #expect(text([0x83, 0x65, 0x83, 0x58, 0x83, 0x67, 0xB1, 0x5C, 0x7E], .shiftJIS) == "テストｱ\\~")
        #expect(text([0x41, 0xB0], .cp949) == "A\u{FFFD}")
        #expect(text([0xFF, 0x41], .cp949) == "\u{FFFD}A")
        #expect(text([0x41, 0, 0xB0, 0xA1], .cp949) == "A\u{FFFD}가")
        var random = SplitMix(state: 3)
        for _ in 0..<20_000 {
            let bytes = (0..<random.below(40)).map { _ in UInt8(random.below(256)) }
            for encoding in TextEncoding.allCases {
                var result: [UInt8] = []
                bytes.withUnsafeBytes { TextDecoder().decode($0, from: encoding, into: &result) }
                #expect(String(validating: result, as: UTF8.self) != nil && !result.contains(0))
            }
        }
    }

    @Test func decodesLongEastAsianTextWhole() {
        let bytes = Array(repeating: [0xB0, 0xA1] as [UInt8], count: 5000).flatMap { $0 }
        #expect(text(bytes, .cp949) == String(repeating: "가", count: 5000))
    }

    @Test func latin1AndCP1252DifferOnlyInTheirControls() {
        #expect(text([0x80, 0x99, 0xE9], .cp1252) == "€™é")
        #expect(text([0x80, 0xE9], .latin1) == "\u{80}é")
    }

    @Test func theByteOrderMarkTellsTheEncoding() {
        func mark(_ bytes: [UInt8]) -> String? {
            bytes.withUnsafeBytes { TextEncoding.byteOrderMark(of: $0).map { "\($0.encoding) \($0.length)" } }
        }
        #expect(
            mark([0xEF, 0xBB, 0xBF, 0x41]) == "utf8 3" && mark([0xFF, 0xFE]) == "utf16le 2"
                && mark([0xFE, 0xFF]) == "utf16be 2")
        #expect(mark([0xEF, 0xBB]) == nil && mark([]) == nil)
    }

    @Test func wideTextIsTheSameHoweverItIsCutAndLeadsBackToItsBytes() {
        var random = SplitMix(state: 11)
        let letters = ["a", ",", "\n", "é", "한", "😀", "\0"]
        for round in 0..<3000 {
            let isBig = round % 2 == 0
            let source = (0..<random.below(30)).map { _ in letters[random.below(letters.count)] }.joined()
            var bytes = source.utf16.flatMap {
                isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
            }
            if random.below(4) == 0, !bytes.isEmpty { bytes.remove(at: random.below(bytes.count)) }
            let wide = WideText(isBigEndian: isBig)
            var whole: [UInt8] = []
            bytes.withUnsafeBytes { _ = wide.decode($0, atEnd: true, into: &whole) }
            var pieces: [UInt8] = []
            var rest: [UInt8] = []
            var taken = 0
            while taken < bytes.count || !rest.isEmpty {
                let end = min(bytes.count, taken + 1 + random.below(7))
                rest += bytes[taken..<end]
                taken = end
                rest.removeFirst(rest.withUnsafeBytes { wide.decode($0, atEnd: taken == bytes.count, into: &pieces) })
            }
            #expect(pieces == whole)
            guard bytes.count % 2 == 0, let text = String(validating: whole, as: UTF8.self) else { continue }
            var expected = 0
            for scalar in text.unicodeScalars {
                let start = whole.withUnsafeBytes {
                    WideText.sourceBytes(ofUTF8: UnsafeRawBufferPointer(rebasing: $0.prefix(expected)))
                }
                let head = Array(whole.prefix(expected))
                #expect(start == 2 * String(decoding: head, as: UTF8.self).utf16.count)
                expected += String(scalar).utf8.count
            }
        }
    }

    @Test(
        arguments: [
            (TextEncoding.utf8, "encoding_ascii", Array("a,b\n".utf8)),
            (.utf8, "encoding_mark", [0xEF, 0xBB, 0xBF, 0x61]),
            (.utf8, "encoding_valid", Array("저항,한국\n".utf8)),
            (.utf8, "encoding_valid", Array("저항,한국".utf8.dropLast())),
            (.cp949, "encoding_hangul", [0xC7, 0xD1, 0xB1, 0xB9, 0x2C, 0xC0, 0xFA, 0xC7, 0xD7, 0x0A]),
            (.shiftJIS, "encoding_kana", [0x83, 0x65, 0x83, 0x58, 0x83, 0x67, 0x2C, 0x82, 0xB7, 0x0A]),
            (.cp1252, "encoding_western", [0x43, 0x61, 0x66, 0xE9, 0x2C, 0x31, 0x32, 0xB0, 0x43, 0x0A]),
            (.utf16le, "encoding_every_other_nul", [0x61, 0, 0x2C, 0, 0x62, 0, 0x0A, 0]),
            (.utf16be, "encoding_every_other_nul", [0, 0x61, 0, 0x2C, 0, 0x62, 0, 0x0A]),
        ] as [(TextEncoding, String, [UInt8])])
    func proposesAnEncodingWithEvidence(expected: TextEncoding, code: String, sample: [UInt8]) {
        let proposals = sample.withUnsafeBytes { TextEncoding.detect(sample: $0) }
        #expect(proposals.first?.value == expected && proposals.first?.code == code, "\(proposals)")
        #expect(proposals.allSatisfy { (0...1).contains($0.confidence) })
    }

    @Test(arguments: [
        (",", "a,b;c,d\n1,2,3\n4,5,6\n"), (";", "a;b;c\n1,5;2;3\n1,7;2;3\n"), ("tab", "a\tb, c\td\n1\t2\t3\n"),
        ("|", "a|b\nc|d\n"),
        (",", "\"a;b;c\",1\n\"d;e\",2\n"), (",", "20250804,071937,18,OK,NA,,EAE,7000,,010000 2512,,EAE,1F,"),
    ])
    func proposesADelimiter(expected: String, sample: String) {
        let proposals = Array(sample.utf8).withUnsafeBytes { Delimiter.detect(sample: $0) }
        #expect(proposals.first?.value.text == expected, "\(proposals)")
    }

    @Test func aBlankIsNeverProposed() {
        #expect(Array("a b c\nd e f\n".utf8).withUnsafeBytes { Delimiter.detect(sample: $0) }.isEmpty)
    }

    private func text(_ bytes: [UInt8], _ encoding: TextEncoding) -> String {
        bytes.withUnsafeBytes { encoding.text(of: $0) }
    }
}
