// What every engine has to do alike, on the engine the suite is run on: types, limits, order, transactions that run side
// by side, bulk loads, errors. What only one engine can do differently is skipped with its reason.

import Kernel
import Store
import TestKit
import Testing

@Suite struct ConformanceTests {
    static let everything = Table(
        "everything",
        [
            Column("id", .identity), Column("number", .integer, nullable: true), Column("is_so", .flag, nullable: true),
            Column("real_value", .real, nullable: true), Column("at", .instant, nullable: true), Column("name", .text(100), nullable: true),
            Column("story", .longText, nullable: true), Column("content", .bytes, nullable: true), Column("details", .json, nullable: true),
        ])
    static let counts = Table(
        "counts", [Column("place", .text(40)), Column("day_number", .integer), Column("good", .integer), Column("bad", .integer)],
        primaryKey: ["place", "day_number"], clustered: true)
    static let named = Table(
        "named", [Column("id", .identity), Column("name", .text(100)), Column("amount", .integer, default: .integer(0))], uniques: [["name"]],
        checks: ["amount >= 0"])
    static let children = Table(
        "children", [Column("id", .identity), Column("named_id", .integer)],
        foreignKeys: [ForeignKey(["named_id"], references: "named", ["id"], cascades: true)])

    let hub: StoreHub

    init() async throws { hub = try await StoreHub([Self.everything, Self.counts, Self.named, Self.children]) }

    // MARK: Values

    static let integers: [Int64] = [0, 1, -1, .max, .min, 1 << 53 + 1, -1 << 60, 4_294_967_296]
    static let reals: [Double] = [0, -0.5, 0.1, 1e300, -1e-300, 123_456_789.123_456_78, .leastNormalMagnitude, .greatestFiniteMagnitude]
    static let texts = [
        "", " ", "a", "A", "a ", "ñandú", "é", "e\u{301}", "日本語", "한글", "😀 4 bytes", "it's \"quoted\"", "back\\slash", "tab\tnewline\nreturn\r",
        "%_?$1:x",
        "\u{FEFF}mark", "null", "NULL", "\\N", String(repeating: "ü", count: 100),
    ]

    @Test func keepsWholeNumbersRealsFlagsAndInstants() async throws {
        for n in Self.integers {
            let back = try await hub.roundTrip("number", n.sqlValue)
            #expect(back == .integer(n))
        }
        for d in Self.reals {
            let back = try await hub.roundTrip("real_value", d.sqlValue)
            #expect(back == .real(d))
        }
        #expect(try await hub.roundTrip("is_so", true.sqlValue) == .integer(1))
        #expect(try await hub.roundTrip("at", Instant(milliseconds: 1_790_000_000_123).sqlValue) == .integer(1_790_000_000_123))
        for column in ["number", "is_so", "real_value", "at", "name", "story", "content", "details"] {
            #expect(try await hub.roundTrip(column, .null) == .null)
        }
    }

    @Test func keepsTextToTheByte() async throws {
        for text in Self.texts {
            for column in ["name", "story"] {
                let back = try await hub.roundTrip(column, text.sqlValue)
                #expect(back == .text(text), "\(column): \(text)")
                if case .text(let found) = back { #expect(Array(found.utf8) == Array(text.utf8)) }
            }
        }
        let long = String(repeating: "長い話 ", count: 200_000)
        #expect(try await hub.roundTrip("story", long.sqlValue) == .text(long))
        #expect(try await hub.roundTrip("details", JSON.object([("ключ", .string("значение 😀"))]).sqlValue) == .text("{\"ключ\":\"значение 😀\"}"))
    }

    @Test func keepsBytes() async throws {
        for bytes in [[], [0], Array(0...255), (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }] as [[UInt8]] {
            #expect(try await hub.roundTrip("content", bytes.sqlValue) == .bytes(bytes))
        }
    }

    @Test func refusesTextThatIsTooLongOrWithoutAPlace() async throws {
        // SQLite knows no length of text; there the intake's own limits are all there is.
        guard !TestEngine.isSQLite else { return }
        let problem = await hub.problem { tx in try tx.execute("INSERT INTO everything (name) VALUES (\(String(repeating: "x", count: 101)))") }
        #expect(problem?.code == "store_constraint")
    }

    @Test func comparesTextByItsBytes() async throws {
        let given = ["b", "a", "B", "A", "a ", "ä", "z", "é", "e", "Z", "1", "10", "2", "_", "😀", "一"]
        try await hub.write { tx in for text in given { try tx.execute("INSERT INTO named (name) VALUES (\(text))") } }
        let sorted = try await hub.read { try $0.rows("SELECT name FROM named ORDER BY name") { $0.text(0) } }
        #expect(sorted == given.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
        for text in given {
            let same = try await hub.read { try $0.rows("SELECT name FROM named WHERE name = \(text)") { $0.text(0) } }
            #expect(same == [text])
        }
        let after = try await hub.read { try $0.rows("SELECT name FROM named WHERE name > \("a") ORDER BY name LIMIT 2") { $0.text(0) } }
        #expect(after == ["a ", "b"])
    }

    @Test func sumsWithoutLoss() async throws {
        try await hub.write { tx in
            for n: Int64 in [1 << 53, 1, 1] { try tx.execute("INSERT INTO everything (number, real_value) VALUES (\(n), \(0.5))") }
        }
        let found = try await hub.read { tx in
            try tx.first("SELECT SUM(number), COUNT(*), AVG(real_value), MAX(number), SUM(number) - 1, SUM(NULLIF(number, number)) FROM everything") {
                ([$0.int(0), $0.int(1), $0.int(3), $0.int(4)], $0.double(2), $0.isNull(5))
            }
        }
        #expect(found?.0 == [1 << 53 + 2, 3, 1 << 53, 1 << 53 + 1])
        #expect(found?.1 == 0.5)
        #expect(found?.2 == true)
    }

    @Test func namesAndCountsColumns() async throws {
        let found = try await hub.read {
            try $0.first("SELECT 1 AS one, 'x' AS two, NULL AS three") { row in (0..<row.columnCount).map(row.columnName) }
        }
        #expect(found == ["one", "two", "three"])
    }

    // MARK: Fragments

    @Test func findsPiecesOfText() async throws {
        let names = ["ABC-123", "abc_123", "x%y", "x\\y", "Ñandú", "it's"]
        try await hub.write { tx in for name in names { try tx.execute("INSERT INTO named (name) VALUES (\(name))") } }
        func found(_ condition: @escaping @Sendable (any Dialect) -> SQL) async throws -> [String] {
            try await hub.read { tx in try tx.rows("SELECT name FROM named WHERE \(condition(tx.dialect)) ORDER BY id") { $0.text(0) } }
        }
        #expect(try await found { $0.contains("name", "BC-") } == ["ABC-123"])
        #expect(try await found { $0.contains("name", "bc-") } == [])
        #expect(try await found { $0.containsFolded("name", "bC") } == ["ABC-123", "abc_123"])
        #expect(try await found { $0.containsFolded("name", "c_1") } == ["abc_123"])
        #expect(try await found { $0.containsFolded("name", "%") } == ["x%y"])
        #expect(try await found { $0.containsFolded("name", "\\") } == ["x\\y"])
        #expect(try await found { $0.containsFolded("name", "'") } == ["it's"])
        #expect(try await found { $0.containsFolded("name", "Ñan") } == ["Ñandú"])
    }

    @Test func wordsDaysTimesAndInstants() async throws {
        func text(_ sql: @escaping @Sendable (any Dialect) -> String) async throws -> String? {
            try await hub.read { tx in try tx.text(SQL(trusted: "SELECT \(sql(tx.dialect))")) }
        }
        for (day, words) in [(0, "1970-01-01"), (20_718, "2026-09-22"), (-1, "1969-12-31"), (11_016, "2000-02-29")] {
            #expect(try await text { $0.dayText("\(day)") } == words)
        }
        for (at, words) in [(0, "1970-01-01 00:00:00"), (1_790_000_000_999, "2026-09-21 14:13:20"), (86_399_000, "1970-01-01 23:59:59")] {
            #expect(try await text { $0.instantText("\(at)") } == words)
        }
        // As values of the engine's own types, which all have a text.
        func plain(_ make: @escaping @Sendable (any Dialect) -> String) async throws -> String? {
            // Some engines fill up with blanks.
            try await text { "CAST(\(make($0)) AS CHAR(19))" }?.split(separator: " ").joined(separator: " ")
        }
        for (day, words) in [(0, "1970-01-01"), (20_719, "2026-09-23")] {
            #expect(try await plain { $0.date("\(day)") } == words)
            #expect(try await plain { $0.date("(\(day) + 0)") } == words)
        }
        for (at, words) in [("0", "1970-01-01 00:00:00"), ("(1790000000999 - 1000 + 60000)", "2026-09-21 14:14:19")] {
            #expect(try await plain { $0.timestamp(at) } == words)
            #expect(try await text { $0.instantText(at) } == words)
        }
        for (raw, words) in [("71937", "07:19:37"), ("071937", "07:19:37"), ("7:19:37", "07:19:37"), ("123456.789", "12:34:56"), ("0", "00:00:00")] {
            #expect(try await text { $0.clockText("'\(raw)'") } == words)
        }
        for (json, number) in [("{\"n\":42}", "42"), ("{\"n\":-7,\"m\":1}", "-7")] {
            #expect(try await text { $0.jsonInteger("'\(json)'", "n") } == number)
        }
        let none = try await hub.read { tx in try tx.int(SQL(trusted: "SELECT \(tx.dialect.jsonInteger("'{}'", "n"))")) }
        #expect(none == nil)
    }

    @Test func insertsOrUpdates() async throws {
        try await hub.write { tx in
            try tx.upsert(into: "named", key: ["name"], [("name", "a"), ("amount", 1)])
            try tx.upsert(into: "named", key: ["name"], [("name", "b"), ("amount", 2)])
            try tx.upsert(into: "named", key: ["name"], [("name", "a"), ("amount", 3)])
            try tx.upsert(into: "named", key: ["name"], [("name", "a")])
        }
        #expect(try await hub.list("SELECT name, amount FROM named ORDER BY name") == ["a|3", "b|2"])
    }

    @Test func givesIdsOnceAndCountsChanges() async throws {
        let ids = try await hub.write { tx in try (0..<5).map { try tx.insert(into: "named", [("name", "n\($0)")]) } }
        #expect(Set(ids).count == 5)
        #expect(ids == ids.sorted())
        #expect(try await hub.write { try $0.execute("UPDATE named SET amount = 7 WHERE name <> 'n0'") } == 4)
        #expect(try await hub.write { try $0.execute("DELETE FROM named WHERE name = 'n4'") } == 1)
        let next = try await hub.write { try $0.insert(into: "named", [("name", "again")]) }
        #expect(!ids.contains(next))
    }

    // MARK: Rules

    @Test func keepsTheSchemasRules() async throws {
        try await hub.write { try $0.execute("INSERT INTO named (name) VALUES ('secret value')") }
        let same = await hub.problem { try $0.execute("INSERT INTO named (name) VALUES (\("secret value"))") }
        #expect(same?.code == "store_constraint")
        #expect(same?.cause?.contains("secret") == false, "\(same?.cause ?? "")")
        let negative = await hub.problem { try $0.execute("INSERT INTO named (name, amount) VALUES (\("x"), \(-5))") }
        #expect(negative?.code == "store_constraint")
        let orphan = await hub.problem { try $0.execute("INSERT INTO children (named_id) VALUES (\(99_999))") }
        #expect(orphan?.code == "store_constraint")
        let missing = await hub.problem { try $0.execute("INSERT INTO named (amount) VALUES (\(1))") }
        #expect(missing?.code == "store_constraint" || missing?.code == "store_statement")
        let wrong = await hub.problem { try $0.execute("SELEKT \("my secret")") }
        #expect(wrong?.code == "store_statement")
        #expect(wrong?.cause?.contains("secret") == false)
        #expect(try await hub.count("named") == 1)
    }

    @Test func deletesChildrenWithTheirParent() async throws {
        try await hub.write { tx in
            let id = try tx.insert(into: "named", [("name", "parent")])
            try tx.execute("INSERT INTO children (named_id) VALUES (\(id))")
            try tx.execute("DELETE FROM named WHERE id = \(id)")
        }
        #expect(try await hub.count("children") == 0)
    }

    @Test func createsIfMissingAndKnowsItsTables() async throws {
        try await hub.write { tx in for sql in tx.dialect.createIfMissing(Self.named) { try tx.execute(sql) } }
        #expect(try await hub.read { try $0.int($0.dialect.tableCount("named")) } == 1)
        #expect(try await hub.read { try $0.int($0.dialect.tableCount("nowhere")) } == 0)
    }
}
