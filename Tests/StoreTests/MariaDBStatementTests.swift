// What statements give back on MariaDB, and what happens to a transaction that the server gives up.

import Foundation
import Kernel
import Store
import StoreMariaDB
import Testing

@Suite("MariaDB's statements", .enabled(if: MariaDBScratch.isThere, MariaDBScratch.reason))
struct MariaDBStatementTests {
    private static let things = Table(
        "things",
        [
            Column("id", .integer), Column("name", .text(20)), Column("amount", .integer, nullable: true), Column("raw", .bytes, nullable: true),
            Column("weight", .real, nullable: true), Column("note", .longText, nullable: true), Column("is_good", .flag, default: .integer(1)),
        ], primaryKey: ["id"], uniques: [["name"]], checks: ["amount >= 0"])

    private static func make(_ database: ServerDatabase, _ rows: Int = 0) async throws {
        try await database.write { tx in
            for sql in tx.dialect.create(things) { try tx.execute(sql) }
            let insert = try tx.bulkInsert(into: "things", columns: ["id", "name", "amount", "raw"])
            for i in 0..<rows {
                insert.int(Int64(i))
                insert.string("name \(i)")
                insert.int(Int64(i) % 7)
                insert.null()
                try insert.endRow()
            }
            #expect(try insert.finish() == rows)
        }
    }

    @Test("every kind of value comes back as it went")
    func values() async throws {
        try await MariaDBScratch.with { database, _ in
            try await Self.make(database)
            let everyByte = (0...255).map { UInt8($0) }
            let long = String(repeating: "número \\ 'x' \u{1F600}", count: 10_000)
            try await database.write { tx in
                try tx.execute(
                    "INSERT INTO things (id, name, amount, raw, weight, note) VALUES (\(Int64.min), \("ñ'\\\u{1F600}"), \(Int64.max), \(everyByte), \(-0.1), \(long))"
                )
                try tx.execute(
                    "INSERT INTO things (id, name, amount, raw, weight, note) VALUES (\(2), \(""), \(nil as Int?), \([] as [UInt8]), NULL, NULL)")
            }
            try await database.read { tx in
                let rows = try tx.rows("SELECT id, name, amount, raw, weight, note, is_good FROM things ORDER BY id") { row in
                    (0..<row.columnCount).map { row.value($0) }
                }
                #expect(
                    rows[0] == [
                        .integer(.min), .text("ñ'\\\u{1F600}"), .integer(.max), .bytes(everyByte), .real(-0.1), .text(long), .integer(1),
                    ])
                #expect(rows[1] == [.integer(2), .text(""), .null, .bytes([]), .null, .null, .integer(1)])
                let sums = try tx.rows(
                    "SELECT SUM(amount), AVG(is_good), COUNT(*), MAX(weight), 1.5 + 1, 'x' || name FROM things WHERE id < 0 GROUP BY name"
                ) {
                    ($0.value(0), $0.int(0), $0.double(1), $0.value(2), $0.value(3), $0.value(4), $0.text(5))
                }
                let sum = try #require(sums.first)
                #expect(sum.0 == .integer(.max) && sum.1 == .max && sum.2 == 1 && sum.3 == .integer(1) && sum.4 == .real(-0.1))
                #expect(sum.5 == .real(2.5) && sum.6 == "xñ'\\\u{1F600}")
            }
        }
    }

    @Test("a result of many rows is read row by row; a statement meanwhile is a fault, and the connection stays usable")
    func streaming() async throws {
        try await MariaDBScratch.with { database, _ in
            try await Self.make(database, 20_000)
            try await database.read { tx in
                var sum: Int64 = 0
                try tx.query("SELECT id, name FROM things") { sum += $0.int(0) }
                #expect(sum == 199_990_000)
                var nested: Problem?
                try tx.query("SELECT id FROM things ORDER BY id LIMIT 3") { _ in
                    do { _ = try tx.int("SELECT 1") } catch { nested = error as? Problem }
                }
                #expect(nested?.code == "statement_nested")
                #expect(throws: CancellationError.self) { try tx.query("SELECT * FROM things") { _ in throw CancellationError() } }
                // More than what is read to its end.
                #expect(throws: CancellationError.self) {
                    try tx.query("SELECT REPEAT(a.name, 100) FROM things a JOIN things b ON b.id < 100") { _ in throw CancellationError() }
                }
                #expect(try tx.int("SELECT COUNT(*) FROM things") == 20_000)
            }
        }
    }

    @Test("rows are inserted and counted by the batch; a repeated key is refused, however it is sent")
    func bulk() async throws {
        try await MariaDBScratch.with { database, _ in
            try await Self.make(database, 10_000)
            let refused = await problem {
                try await database.write { tx in
                    let insert = try tx.bulkInsert(into: "things", columns: ["id", "name"])
                    for i in [20_000, 20_001, 5] {
                        insert.int(Int64(i))
                        insert.string("new \(i)")
                        try insert.endRow()
                    }
                    try insert.finish()
                }
            }
            #expect(refused?.code == "store_constraint" && refused?.parameters["kind"] == "unique")
            #expect(refused?.cause?.contains("new 5") == false && refused?.cause?.contains("'5'") == false)
            let count = try await database.read { try $0.int("SELECT COUNT(*) FROM things") }
            #expect(count == 10_000)
        }
    }

    @Test("rows of a batch keep every byte, empty texts apart from none, and texts longer than a message's usual size")
    func bulkValues() async throws {
        try await MariaDBScratch.with { database, _ in
            try await Self.make(database)
            let everyByte = (0...255).map { UInt8($0) }
            let long = String(repeating: "ñ\t\n\\'\"\u{1F600}", count: 100_000)
            try await database.write { tx in
                let insert = try tx.bulkInsert(into: "things", columns: ["id", "name", "raw", "note", "amount"])
                for (id, raw, note) in [(1, everyByte, ""), (2, nil, nil), (3, [], long), (4, [0], "\\N")] as [(Int64, [UInt8]?, String?)] {
                    insert.int(id)
                    insert.string("\(id)")
                    if let raw { raw.withUnsafeBytes { insert.bytes($0) } } else { insert.null() }
                    insert.optionalString(note)
                    insert.null()
                    try insert.endRow()
                    // The connection is free while rows are gathered.
                    #expect(try tx.int("SELECT 1") == 1)
                }
                #expect(try insert.finish() == 4)
                insert.int(5)
                #expect(throws: Problem.self) { try insert.endRow() }
            }
            let rows = try await database.read { tx in
                try tx.rows("SELECT raw, note, amount FROM things ORDER BY id") { ($0.value(0), $0.value(1), $0.isNull(2)) }
            }
            #expect(rows.map(\.0) == [.bytes(everyByte), .null, .bytes([]), .bytes([0])])
            #expect(rows.map(\.1) == [.text(""), .null, .text(long), .text("\\N")])
            #expect(rows.map(\.2) == [true, true, true, true])
        }
    }
}
