// What MariaDB makes of the dialect's fragments: the same as SQLite, whose answers stand beside each case.

import Kernel
import Store
import StoreMariaDB
import Testing

@Suite("MariaDB's dialect", .enabled(if: MariaDBScratch.isThere, MariaDBScratch.reason))
struct MariaDBDialectTests {
    private struct Case {
        var day: Int?
        var at: Int
        var clock: String
        var json: String
        var answers: [String?]
    }

    private static let cases = [
        Case(
            day: 20_473, at: 1_768_894_777_123, clock: "71937", json: #"{"line":7}"#, answers: ["2026-01-20", "2026-01-20 07:39:37", "07:19:37", "7"]),
        Case(day: -1, at: -1500, clock: "071937", json: #"{"line":"12"}"#, answers: ["1969-12-31", "1969-12-31 23:59:59", "07:19:37", "12"]),
        Case(day: nil, at: -1 << 60, clock: "7:19:37", json: #"{"line":null}"#, answers: [nil, nil, "07:19:37", nil]),
        Case(
            day: -719_162, at: -62_135_596_800_000, clock: "07:19:37.250", json: #"{"other":1}"#,
            answers: ["0001-01-01", "0001-01-01 00:00:00", "07:19:37", nil]),
        Case(day: 0, at: 0, clock: "", json: #"{"line":12.7}"#, answers: ["1970-01-01", "1970-01-01 00:00:00", "00:00:00", "12"]),
        Case(
            day: 2_932_896, at: 253_402_300_799_000, clock: "9", json: #"{"line":"abc"}"#,
            answers: ["9999-12-31", "9999-12-31 23:59:59", "00:00:09", "0"]),
        Case(day: 1, at: 999, clock: "1937,5", json: #"{"line":true}"#, answers: ["1970-01-02", "1970-01-01 00:00:00", "00:19:37", "1"]),
        Case(day: 2, at: 1000, clock: "123456789", json: "{}", answers: ["1970-01-03", "1970-01-01 00:00:01", "45:67:89", nil]),
        Case(day: 3, at: -1000, clock: "19:37", json: #"{"line":-3}"#, answers: ["1970-01-04", "1969-12-31 23:59:59", "00:19:37", "-3"]),
        Case(
            day: 4, at: 86_399_999, clock: "7:5:3", json: #"{"line":9007199254740993}"#,
            answers: ["1970-01-05", "1970-01-01 23:59:59", "00:07:53", "9007199254740993"]),
    ]

    @Test("days, instants, times and members of JSON read as on SQLite")
    func readings() async throws {
        try await MariaDBScratch.with { database, _ in
            try await database.write { tx in
                let table = Table(
                    "readings",
                    [
                        Column("id", .identity), Column("day", .integer, nullable: true), Column("at", .instant), Column("clock", .text(50)),
                        Column("json", .json),
                    ])
                for sql in tx.dialect.create(table) { try tx.execute(sql) }
                for each in Self.cases {
                    _ = try tx.insert(into: "readings", [("day", each.day), ("at", each.at), ("clock", each.clock), ("json", each.json)])
                }
                try tx.execute(
                    SQL(
                        trusted:
                            "CREATE VIEW shown AS SELECT id, \(tx.dialect.dayText("day")) AS d, \(tx.dialect.instantText("at")) AS t FROM readings"))
            }
            try await database.read { tx in
                let dialect = tx.dialect
                let columns = [dialect.dayText("day"), dialect.instantText("at"), dialect.clockText("clock"), dialect.jsonInteger("json", "line")]
                let rows = try tx.rows(SQL(trusted: "SELECT \(columns.joined(separator: ", ")) FROM readings ORDER BY id")) { row in
                    columns.indices.map { row.optionalText($0) }
                }
                for (row, each) in zip(rows, Self.cases) { #expect(row == each.answers, "\(each)") }
                #expect(try tx.rows("SELECT d, t FROM shown ORDER BY id") { $0.optionalText(1) } == Self.cases.map { $0.answers[1] })
                #expect(try tx.rows("SELECT \(trusted: columns[3]) FROM readings WHERE id = 1") { $0.value(0) } == [.integer(7)])
            }
        }
    }

    @Test("text is found byte by byte, or without regard to case; what LIKE takes for a pattern is only text")
    func finding() async throws {
        try await MariaDBScratch.with { database, _ in
            try await database.write { tx in
                for sql in tx.dialect.create(Table("words", [Column("word", .text(40))], primaryKey: ["word"])) { try tx.execute(sql) }
                for word in ["Reel 50%", "reel_1", "REEL\\x", "Ñandú", "a", "a ", "A"] { try tx.execute("INSERT INTO words VALUES (\(word))") }
            }
            try await database.read { tx in
                let cases: [(SQL, [String])] = [
                    (tx.dialect.contains("word", "reel"), ["reel_1"]),
                    (tx.dialect.containsFolded("word", "rEEl"), ["REEL\\x", "Reel 50%", "reel_1"]),
                    (tx.dialect.containsFolded("word", "%"), ["Reel 50%"]), (tx.dialect.containsFolded("word", "_"), ["reel_1"]),
                    (tx.dialect.containsFolded("word", "\\"), ["REEL\\x"]), (tx.dialect.containsFolded("word", "ñAND"), ["Ñandú"]),
                    (tx.dialect.containsFolded("word", "nandu"), []), ("word = \("a")", ["a"]), ("word IN \(list: ["A", "a "])", ["A", "a "]),
                ]
                for (part, expected) in cases {
                    let found = try tx.rows("SELECT word FROM words WHERE \(part) ORDER BY word") { $0.text(0) }
                    #expect(found == expected, "\(part)")
                }
            }
        }
    }

    @Test("an upsert without other columns does nothing to a row that is there; the server's words may be names")
    func upserts() async throws {
        try await MariaDBScratch.with { database, _ in
            try await database.write { tx in
                let table = Table(
                    "keyed", [Column("a", .integer), Column("b", .text(9)), Column("n", .integer, default: .integer(4))], primaryKey: ["a", "b"])
                for sql in tx.dialect.create(table) + tx.dialect.create(Table("select", [Column("order", .integer)], primaryKey: ["order"])) {
                    try tx.execute(sql)
                }
                try tx.execute(tx.dialect.create(Index("keyed_n", on: "keyed", ["n DESC", "b"], where: "n > 1")))
            }
            try await database.write { tx in
                for _ in 0..<2 { try tx.upsert(into: "keyed", key: ["a", "b"], [("a", 1), ("b", "x")]) }
                for n in [7, 8] { try tx.upsert(into: "keyed", key: ["a", "b"], [("a", 1), ("b", "y"), ("n", n)]) }
                let add = try tx.bulkAdd(into: "keyed", key: ["a", "b"], counts: ["n"])
                for (a, b, n) in [(3, "z", 1), (1, "x", 10), (3, "z", 2), (-5, "é", 1), (1, "x", 1)] {
                    add.int(Int64(a))
                    add.string(b)
                    add.int(Int64(n))
                    try add.endRow()
                }
                try add.finish()
                #expect(try tx.int(tx.dialect.tableCount("keyed")) == 1)
                #expect(try tx.int(tx.dialect.tableCount("key")) == 0)
            }
            let rows = try await database.read { try $0.rows("SELECT a, b, n FROM keyed ORDER BY a, b") { "\($0.int(0))\($0.text(1))\($0.int(2))" } }
            #expect(rows == ["-5é1", "1x15", "1y8", "3z3"])
        }
    }
}
