// The record scanner against a second, naive implementation of the same rules, with random text cut at random places.
// The naive one sees the whole text and goes byte by byte; it shares nothing with the scanner.

import Intake
import Testing

@Suite struct FormatScannerTests {
    @Test func plainRecordsEndWithLFOrCRLF() {
        #expect(scan("a,b\nc,d\r\n") == ["a|b", "c|d"])
        #expect(scan("a\rb,c\r\r\n") == ["a\rb|c\r"])
        #expect(scan("a,\r\n\n\r\n,") == ["a|", "", "", "|~"])
    }

    @Test func lastRecordWithoutLineEndIsUnterminatedAndLosesItsCR() {
        #expect(scan("a,b\nc,d") == ["a|b", "c|d~"])
        #expect(scan("a,b\r") == ["a|b~"])
        #expect(scan("\"a\"\r") == ["[a]~"])
        #expect(scan("") == [])
    }

    @Test func quotedFieldsHoldDelimitersLineEndsAndDoubledQuotes() {
        #expect(scan("\"a,b\",\"c\r\nd\",\"e\"\"f\"\r\ng\n") == ["[a,b]|[c\r\nd]|[e\"\"f]!+1", "g"])
        #expect(scan("\"\",\"\"\"\"\n") == ["[]|[\"\"]!"])
    }

    @Test func quotesInsideAFieldAreText() {
        #expect(scan("5\" x,6\"\n\"7\n") == ["5\" x|6\"", "\"7\n~+1"])
    }

    @Test func textBehindAClosingQuoteMakesTheFieldUnquoted() {
        #expect(scan("\"a,b\" c,d\n") == ["\"a,b\" c|d"])
        #expect(scan("\"a\"\r\r\nb\n") == ["\"a\"\r", "b"])
    }

    @Test func aQuoteThatWouldJoinLinesAndIsFollowedByTextIsLiteral() {
        #expect(scan("1,\"inch,2\n3,\"x\" y,4\n") == ["1|\"inch|2", "3|\"x\" y|4"])
    }

    @Test func aQuoteNotClosedWithinTheLimitIsLiteral() {
        #expect(scan("a,\"bcdefgh\ni\n", maxQuoted: 4) == ["a|\"bcdefgh", "i"])
        #expect(scan("a,\"bcde\"\n", maxQuoted: 4) == ["a|[bcde]"])
        #expect(scan("a,\"bcdef\"\n", maxQuoted: 4) == ["a|\"bcdef\""])
    }

    @Test func withoutAQuoteEveryQuoteIsText() {
        #expect(scan("\"a,b\"\n", quote: nil) == ["\"a|b\""])
    }

    @Test func anOversizedRecordSaysWhereToSkipOn() {
        let text = Array("abcdefghij\nk\n".utf8)
        text.withUnsafeBytes { bytes in
            var scanner = RecordScanner(delimiter: 44, quote: 34, maxRecordBytes: 4)
            let first = scanner.next(in: bytes, from: 0, atEnd: false)
            #expect(first?.isOversized == true && first?.isTerminated == false && scanner.fields.isEmpty)
            let next = RecordScanner.lineEnd(in: bytes, from: first!.next)
            #expect(next == 11)
            #expect(scanner.next(in: bytes, from: 11, atEnd: false)?.next == 13)
        }
        #expect(scan("abcd\nabcde\nabcd\r\nabc\r\n", maxRecord: 4) == ["abcd", "OVERSIZED", "OVERSIZED", "abc"])
    }

    @Test func nothingIsDecidedBeforeItIsCertain() {
        for text in ["a,b", "a\r", "\"a\"", "\"a\"\r", "\"a\n", "\"a\"\""] {
            Array(text.utf8).withUnsafeBytes { bytes in
                var scanner = RecordScanner(delimiter: 44, quote: 34)
                #expect(scanner.next(in: bytes, from: 0, atEnd: false) == nil, "\(text)")
                #expect(scanner.fields.isEmpty)
            }
        }
    }

    /// 240 000 texts, each cut three ways.
    @Test(arguments: 0..<8) func agreesWithTheNaiveScannerHoweverTheTextIsCut(seed: Int) {
        var random = SplitMix(state: UInt64(seed) &* 7919 &+ 1)
        let alphabet: [[UInt8]] = [
            [44], [44], [34], [34], [34, 34], [13], [10], [13, 10], [10], Array("a".utf8), Array("bc".utf8),
            Array("é".utf8),
            Array("한".utf8), Array("😀".utf8), [34, 44], [44, 34], Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8),
        ]
        for _ in 0..<30_000 {
            let pieces = random.below(8) == 0 ? random.below(120) : random.below(24)
            let rich = random.below(3)
            let text = (0..<pieces).flatMap { _ in
                rich == 0 ? alphabet[9 + random.below(8)] : alphabet[random.below(alphabet.count)]
            }
            check(text, &random)
        }
    }

    @Test func agreesWithTheNaiveScannerOnArbitraryBytes() {
        var random = SplitMix(state: 99)
        for _ in 0..<30_000 {
            let span = random.below(2) == 0 ? 256 : 64
            check((0..<random.below(200)).map { _ in UInt8(random.below(span)) }, &random)
        }
    }

    @Test func theComparisonNoticesAWrongRule() {
        // A naive scanner that ends records at a lone CR must disagree: otherwise the comparison compares nothing.
        let text = Array("a\rb\n".utf8)
        #expect(
            NaiveScanner(quote: 34, maxRecord: 100, maxQuoted: 100).scan(text.map { $0 == 13 ? 10 : $0 })
                != pieces(text, cuts: []))
    }

    @Test func aLongQuotelessFileOfOpenQuotesStaysLinear() {
        // Every field opens a quote that is never closed; quadratic scanning would take minutes.
        let text = Array(repeating: Array("\"\"\"a,".utf8), count: 400_000).flatMap { $0 }
        text.withUnsafeBytes { bytes in
            var scanner = RecordScanner(delimiter: 44, quote: 34, maxRecordBytes: 4 << 20)
            #expect(scanner.next(in: bytes, from: 0, atEnd: true) != nil)
        }
    }

    // MARK: helpers

    private func check(_ text: [UInt8], _ random: inout SplitMix) {
        let quote: UInt8? = random.below(6) == 0 ? nil : 34
        let maxRecord = random.below(3) == 0 ? 1 + random.below(80) : 1 << 20
        let maxQuoted = random.below(3) == 0 ? 1 + random.below(40) : 1 << 16
        let expected = NaiveScanner(quote: quote, maxRecord: maxRecord, maxQuoted: maxQuoted).scan(text)
        for round in 0..<3 {
            let cuts = round == 0 ? [] : (0..<random.below(8)).map { _ in random.below(text.count + 1) }.sorted()
            let got = pieces(text, cuts: cuts, quote: quote, maxRecord: maxRecord, maxQuoted: maxQuoted)
            if got != expected {
                Issue.record(
                    "\(String(decoding: text, as: UTF8.self).debugDescription) \(text) cuts \(cuts) \(maxRecord) \(maxQuoted): \(got) instead of \(expected)"
                )
                return
            }
        }
    }

    /// Scans the text in growing, moving windows: after each cut what is not consumed moves to the front.
    private func pieces(
        _ text: [UInt8], cuts: [Int], quote: UInt8? = 34, maxRecord: Int = 1 << 20, maxQuoted: Int = 1 << 16
    ) -> [Piece] {
        var scanner = RecordScanner(delimiter: 44, quote: quote, maxRecordBytes: maxRecord, maxQuotedBytes: maxQuoted)
        var result: [Piece] = []
        var window: [UInt8] = []
        var windowStart = 0
        var taken = 0
        var isSkipping = false
        for cut in cuts + [text.count] {
            window += text[taken..<cut]
            taken = cut
            let atEnd = cut == text.count
            var position = 0
            window.withUnsafeBytes { bytes in
                while true {
                    if isSkipping {
                        guard let end = RecordScanner.lineEnd(in: bytes, from: position) else {
                            position = bytes.count
                            break
                        }
                        position = end
                        isSkipping = false
                    }
                    guard let record = scanner.next(in: bytes, from: position, atEnd: atEnd) else { break }
                    result.append(Piece(record, scanner.fields, offset: windowStart))
                    position = record.next
                    isSkipping = record.isOversized
                }
            }
            window.removeFirst(position)
            windowStart += position
        }
        return result
    }

    /// One string per record: fields joined by `|`, quoted ones in brackets (`!` with doubled quotes), `~` without a
    /// line end, `+n` for more physical lines.
    private func scan(_ text: String, quote: UInt8? = 34, maxRecord: Int = 1 << 20, maxQuoted: Int = 1 << 16)
        -> [String]
    {
        let bytes = Array(text.utf8)
        return pieces(bytes, cuts: [], quote: quote, maxRecord: maxRecord, maxQuoted: maxQuoted).map { piece in
            if piece.record.isOversized { return "OVERSIZED" }
            let fields = piece.fields.map { field in
                let text = String(decoding: bytes[field.range], as: UTF8.self)
                return field.isQuoted ? "[\(text)]" + (field.hasDoubledQuotes ? "!" : "") : text
            }
            let more = piece.record.physicalLines > 1 ? "+\(piece.record.physicalLines - 1)" : ""
            return fields.joined(separator: "|") + (piece.record.isTerminated ? "" : "~") + more
        }
    }
}

/// A record and its fields, in offsets of the whole text.
struct Piece: Equatable {
    var record: ScannedRecord
    var fields: [FieldSpan]

    init(_ record: ScannedRecord, _ fields: some Sequence<FieldSpan>, offset: Int) {
        self.record = record
        self.record.start += offset
        self.record.contentEnd += offset
        self.record.next += offset
        self.fields = fields.map {
            FieldSpan(
                start: $0.start + offset, end: $0.end + offset, isQuoted: $0.isQuoted,
                hasDoubledQuotes: $0.hasDoubledQuotes)
        }
    }
}

/// The rules of the scanner, one byte at a time over the whole text.
struct NaiveScanner {
    var quote: UInt8?
    var maxRecord: Int
    var maxQuoted: Int

    func scan(_ t: [UInt8]) -> [Piece] {
        var result: [Piece] = []
        var start = 0
        while start < t.count {
            var fields: [FieldSpan] = []
            var at = start
            var end: (content: Int, next: Int, terminated: Bool)?
            while end == nil {
                let field = self.field(t, at)
                fields.append(field.span)
                if field.stop < t.count, t[field.stop] == 44 {
                    at = field.stop + 1
                    continue
                }
                if let length = lineEnd(t, field.stop) {
                    end = (field.stop, field.stop + length, true)
                } else {
                    end = (field.stop, t.count, false)
                }
            }
            let e = end!
            let lastContent = e.terminated ? e.next - 1 : t.count
            if lastContent - start > maxRecord {
                let next = start + maxRecord + 1
                let lines = t[start..<next].filter { $0 == 10 }.count + 1
                result.append(
                    Piece(
                        ScannedRecord(
                            start: start, contentEnd: next, next: next, physicalLines: lines, isTerminated: false,
                            isOversized: true), [], offset: 0))
                start = (t[next...].firstIndex(of: 10) ?? t.count) + 1
                continue
            }
            let inner = t[start..<e.content].filter { $0 == 10 }.count
            result.append(
                Piece(
                    ScannedRecord(
                        start: start, contentEnd: e.content, next: e.next, physicalLines: inner + 1,
                        isTerminated: e.terminated, isOversized: false), fields, offset: 0))
            start = e.next
        }
        return result
    }

    /// Length of the line end at `i`, or nil.
    private func lineEnd(_ t: [UInt8], _ i: Int) -> Int? {
        if i < t.count, t[i] == 10 { return 1 }
        if i + 1 < t.count, t[i] == 13, t[i + 1] == 10 { return 2 }
        return nil
    }

    /// At a delimiter, a line end, the end of the text, or a CR that is its last byte.
    private func isStop(_ t: [UInt8], _ i: Int) -> Bool {
        i >= t.count || t[i] == 44 || lineEnd(t, i) != nil || (t[i] == 13 && i == t.count - 1)
    }

    private func field(_ t: [UInt8], _ start: Int) -> (span: FieldSpan, stop: Int) {
        func plain(from: Int) -> (FieldSpan, Int) {
            var i = from
            while !isStop(t, i) { i += 1 }
            return (FieldSpan(start: start, end: i), i)
        }
        guard let quote, start < t.count, t[start] == quote else { return plain(from: start) }
        var i = start + 1
        var doubled = false
        while i < t.count {
            if i - start - 1 > maxQuoted { return plain(from: start + 1) }
            if t[i] == quote {
                if i + 1 < t.count, t[i + 1] == quote {
                    doubled = true
                    i += 2
                    continue
                }
                if isStop(t, i + 1) {
                    return (FieldSpan(start: start + 1, end: i, isQuoted: true, hasDoubledQuotes: doubled), i + 1)
                }
                return t[start..<i].contains(10) ? plain(from: start + 1) : plain(from: i + 1)
            }
            i += 1
        }
        if t.count - start - 1 > maxQuoted { return plain(from: start + 1) }
        let end = t[t.count - 1] == 13 ? t.count - 1 : t.count
        return (FieldSpan(start: start, end: end), end)
    }
}

/// A small random generator with a seed, so that a failure can be repeated.
struct SplitMix {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
    mutating func below(_ n: Int) -> Int { Int(next() % UInt64(n)) }
}
