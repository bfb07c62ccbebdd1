// Documents as bytes: what is written is what is read, here and by the client library, whatever is in them.

import Kernel
import Mongo
import TestKit
import Testing

struct BSONTests {
    @Test func aLiteralKeepsItsOrderAndItsKinds() throws {
        let document: BSONDocument = [
            "b": 1, "a": "x", "c": nil, "d": [1, 2.5, ["e": true]], "big": 5_000_000_000, "at": .date(-1),
        ]
        #expect(document.members.map(\.0) == ["b", "a", "c", "d", "big", "at"])
        #expect(document["b"] == .int32(1))
        #expect(document["big"] == .int64(5_000_000_000))
        #expect(document["c"]?.isNull == true)
        #expect(document["d"]?.array == [1, 2.5, ["e": true]])
        #expect(document["at"]?.date == -1)
        #expect(document["nowhere"] == nil)
        #expect(!document.isEmpty && BSONDocument().isEmpty)
        #expect(
            document.extendedJSON == """
                { "b" : { "$numberInt" : "1" }, "a" : "x", "c" : null, "d" : [ { "$numberInt" : "1" }, \
                { "$numberDouble" : "2.5" }, { "e" : true } ], "big" : { "$numberLong" : "5000000000" }, \
                "at" : { "$date" : { "$numberLong" : "-1" } } }
                """)
    }

    /// The bytes of the specification's own example, https://bsonspec.org/faq.html.
    @Test func theBytesAreThoseOfTheSpecification() {
        let document: BSONDocument = ["BSON": ["awesome", 5.05, 1986]]
        let bytes: [UInt8] = [
            0x31, 0, 0, 0, 4, 0x42, 0x53, 0x4F, 0x4E, 0, 0x26, 0, 0, 0, 2, 0x30, 0, 8, 0, 0, 0, 0x61, 0x77, 0x65, 0x73, 0x6F, 0x6D, 0x65, 0,
            1, 0x31, 0, 0x33, 0x33, 0x33, 0x33, 0x33, 0x33, 0x14, 0x40, 0x10, 0x32, 0, 0xC2, 7, 0, 0, 0, 0,
        ]
        #expect(document.bytes == bytes)
    }

    @Test func randomDocumentsAreTheSameThroughTheLibrary() throws {
        var random = SeededRandom(seed: TestScale.seed)
        for n in 0..<2000 * TestScale.factor {
            let members = Self.members(&random, depth: 3)
            let document = BSONDocument(members)
            #expect(document.members.map(\.0) == members.map(\.0), "document \(n)")
            #expect(document.members.map(\.1) == members.map(\.1), "document \(n)")
            // There as text by the client library's writer, back by its parser.
            let back = try BSONDocument(extendedJSON: document.extendedJSON)
            #expect(back.bytes == document.bytes, "document \(n): \(document.extendedJSON)")
        }
    }

    @Test func damagedBytesLeadNowhere() {
        var random = SeededRandom(seed: TestScale.seed)
        var damaged = 0
        for _ in 0..<5000 * TestScale.factor {
            var bytes = BSONDocument(Self.members(&random, depth: 2)).bytes
            for _ in 0..<random.within(1...3) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            // A copy with nothing behind it, so that a step outside is one outside of the memory.
            let document = BSONDocument(bytes: bytes)
            let isWhole = document.withView { view in
                view.forEach { _, field in
                    _ = field.value
                    _ = field.binary
                }
            }
            if !isWhole { damaged += 1 }
            _ = document.extendedJSON
        }
        #expect(damaged > 1000)
    }

    @Test(arguments: [[], [5, 0, 0, 0], [6, 0, 0, 0, 0], [5, 0, 0, 0, 1], [12, 0, 0, 0, 0x10, 0x61, 0, 1, 0, 0, 0, 1]] as [[UInt8]])
    func bytesThatAreNoDocumentHaveNoMembers(bytes: [UInt8]) {
        let document = BSONDocument(bytes: bytes)
        #expect(document.members.isEmpty)
        #expect(document["a"] == nil)
    }

    @Test func numbersAreAskedForWhateverTheirKind() {
        let document: BSONDocument = ["a": 7, "b": .int64(7), "c": 7.0, "d": 7.5, "e": "7", "f": .double(.infinity), "g": true]
        #expect(document.members.map { $0.1.int } == [7, 7, 7, nil, nil, nil, nil])
        var seen: [Int64?] = []
        document.withView { $0.forEach { _, field in seen.append(field.int) } }
        #expect(seen == [7, 7, 7, nil, nil, nil, nil])
    }

    @Test func aViewFindsWhatItIsAskedFor() {
        let document: BSONDocument = ["ab": "text", "a": ["b": 1], "date": .date(5), "list": [1, 2], "none": nil, "flag": false]
        document.withView { view in
            #expect(view["ab"]?.string == "text")
            #expect(view["a"]?.document?["b"]?.int == 1)
            #expect(view["date"]?.date == 5)
            #expect(view["list"]?.elements?["1"]?.int == 2)
            #expect(view["none"]?.isNull == true)
            #expect(view["flag"]?.bool == false)
            #expect(view["abc"] == nil)
            #expect(view["a"]?.document?.document == ["b": 1])
        }
    }

    @Test func textThatIsNoExtendedJSONIsRefused() throws {
        for text in ["", "{", "{\"a\": }", "{\"a\": {\"$oid\": \"12\"}}", "[1,"] {
            #expect(throws: Problem.self, "\(text)") { try BSONDocument(extendedJSON: text) }
        }
        do {
            _ = try BSONDocument(extendedJSON: "{\"a\": }")
        } catch {
            #expect(error.code == "bson_invalid" && error.family == .input && error.parameters["reason"] != "")
        }
    }

    @Test func idsAreMadeOnceAndReadFromTheirDigits() {
        let ids = (0..<10_000).map { _ in MongoID.make() }
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { MongoID(hex: $0.hex) == $0 && $0.hex.utf8.count == 24 && $0.bytes.count == 12 })
        #expect(MongoID(hex: "0123456789abcdef01234567")?.hex == "0123456789abcdef01234567")
        #expect(MongoID(hex: "0123456789ABCDEF01234567")?.hex == "0123456789abcdef01234567")
        for wrong in ["", "0123456789abcdef0123456", "0123456789abcdef012345678", "0123456789abcdef0123456g", "+123456789abcdef01234567"] {
            #expect(MongoID(hex: wrong) == nil)
        }
    }

    /// Members of every kind, with texts and numbers that are seldom met.
    static func members(_ random: inout SeededRandom, depth: Int) -> [(String, BSONValue)] {
        (0..<random.below(6)).map { index in ("\(pick(&random, ["k", "lot.", "ñ", "名", " "]))\(index)", value(&random, depth: depth)) }
    }

    private static func pick<T>(_ random: inout SeededRandom, _ items: [T]) -> T { random.pick(items) }

    static func value(_ random: inout SeededRandom, depth: Int) -> BSONValue {
        let bytes = (0..<random.below(20)).map { _ in UInt8(random.below(256)) }
        switch random.below(depth > 0 ? 16 : 14) {
        case 0: return .null
        case 1: return .bool(random.perMille(500))
        case 2: return .int32(Int32(truncatingIfNeeded: random.next()))
        case 3: return .int64(pick(&random, [.min, .max, 0, Int64(bitPattern: random.next())]))
        case 4: return .double(pick(&random, [0, -0.0, 0.1, .infinity, -.infinity, 1e300, .leastNonzeroMagnitude, Double(random.below(1000)) / 7]))
        case 5: return .string(pick(&random, ["", "plain", "ñandú 漢字 🙂", "a\u{0}b", "\"quoted\\\"", String(repeating: "x", count: 300)]))
        case 6: return .date(pick(&random, [.min, -1, 0, 1_700_000_000_000, Int64(random.below(1 << 40))]))
        case 7: return .objectID(.make())
        case 8: return .binary(bytes)
        case 9: return .regex(pattern: pick(&random, ["^a", "", "ñ+"]), options: pick(&random, ["", "i", "im"]))
        case 10: return .timestamp(random.next())
        // A decimal, a binary of subtype 4, and the two ends of everything.
        case 11: return .other(type: 0x13, bytes: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x40, 0x30])
        case 12: return .other(type: 0x05, bytes: [16, 0, 0, 0, 4] + (0..<16).map { _ in UInt8(random.below(256)) })
        case 13: return .other(type: pick(&random, [0x7F, 0xFF]), bytes: [])
        case 14: return .document(BSONDocument(members(&random, depth: depth - 1)))
        default: return .array((0..<random.below(12)).map { _ in value(&random, depth: depth - 1) })
        }
    }
}
