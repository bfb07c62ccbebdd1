// A hub that moves to another database: every row arrives, and nobody takes half a copy, or a place that was left, for
// the hub.

import Foundation
import Kernel
import Store
import Synchronization
import TestKit
import Testing

@Suite struct HubMoveTests {
    static let notes = Table(
        "notes",
        [
            Column("id", .identity), Column("name", .text(80)), Column("weight", .real, nullable: true), Column("content", .bytes, nullable: true),
            Column("details", .json, nullable: true),
        ], uniques: [["name"]])
    static let places = Table(
        "places", [Column("line_number", .integer), Column("slot_key", .text(40)), Column("note_id", .integer), Column("amount", .integer)],
        primaryKey: ["line_number", "slot_key"], foreignKeys: [ForeignKey(["note_id"], references: "notes", ["id"])], clustered: true)
    static let migrations = [
        Migration("move-001", [.create(notes), .create(places), .view("note_names", { _ in "SELECT name FROM notes" })]),
        Migration("move-002", [.addColumn("notes", Column("colour", .text(20), default: .text("grey"))), .sql { $0.appendOnly("notes") }]),
    ]

    let folder: ScratchFolder
    let old: any Database

    init() async throws {
        folder = try ScratchFolder()
        old = try folder.database("old")
        try await Migrator.migrate(old, Self.migrations, clock: .system)
        try await old.write { tx in
            for n in 0..<5000 {
                try tx.execute(
                    """
                    INSERT INTO notes (name, weight, content, details) VALUES (\("näme \(n) 😀"), \(n % 3 == 0 ? nil : Double(n) / 7),
                    \(n % 5 == 0 ? nil : (0..<n % 200).map { UInt8(truncatingIfNeeded: $0 &+ n) }), \(JSON.object([("n", .int(Int64(n)))])))
                    """)
            }
            for n in 0..<4500 {
                try tx.execute(
                    "INSERT INTO places (line_number, slot_key, note_id, amount) VALUES (\(n / 1500), \("slot \(n % 1500)"), (SELECT MIN(id) FROM notes), \(n))"
                )
            }
        }
    }

    /// From the engine under test to a file and back: every engine is both ends.
    @Test func arrivesOnAnotherEngineRowByRow() async throws {
        let file = try TestEngine.open("sqlite:" + folder.path + "/there.sqlite")
        let moved = try await HubMove(from: old, to: file, migrations: Self.migrations, clock: .system).run(leavesSource: true) { _, _ in }
        #expect(moved.map { "\($0.table) \($0.rows)" } == ["notes 5000", "places 4500"])
        let left = await #expect(throws: Problem.self) { try await Migrator.migrate(old, Self.migrations, clock: .system) }
        #expect(left?.code == "hub_moved")
        let back = try folder.database("back")
        let again = try await HubMove(from: file, to: back, migrations: Self.migrations, clock: .system).run(leavesSource: false) { _, _ in }
        #expect(again.map(\.rows) == [5000, 4500])
        try await Migrator.migrate(back, Self.migrations, clock: .system)
        try await Migrator.migrate(file, Self.migrations, clock: .system)
        // New rows get new numbers, and the rules of the schema came along.
        let highest = try await back.read { try $0.int("SELECT MAX(id) FROM notes") ?? 0 }
        let next = try await back.write { try $0.insert(into: "notes", [("name", "new")]) }
        #expect(next > highest)
        await #expect(throws: Problem.self) { try await back.write { try $0.execute("DELETE FROM notes") } }
        for database in [file, back] { try await database.close() }
    }

    @Test func refusesAPlaceWithAHubAndLeavesItAlone() async throws {
        let other = try folder.database("other")
        try await Migrator.migrate(other, Self.migrations, clock: .system)
        _ = try await other.write { try $0.execute("INSERT INTO notes (name) VALUES ('mine')") }
        let problem = await #expect(throws: Problem.self) {
            try await HubMove(from: old, to: other, migrations: Self.migrations, clock: .system).run(leavesSource: true) { _, _ in }
        }
        #expect(problem?.code == "hub_occupied")
        #expect(try await other.read { try $0.text("SELECT name FROM notes") } == "mine")
        try await Migrator.migrate(other, Self.migrations, clock: .system)
        try await Migrator.migrate(old, Self.migrations, clock: .system)
        try await other.close()
    }

    @Test func seesARowWrittenMeanwhileAndBeginsAnew() async throws {
        let target = try folder.database("target")
        let old = old
        let isFirst = Mutex(true)
        let move = HubMove(from: old, to: target, migrations: Self.migrations, clock: .system)
        let started = Gate()
        let written = Task {
            await started.passed("copied")
            _ = try await old.write { try $0.execute("INSERT INTO notes (name) VALUES ('late')") }
            started.open("written")
        }
        let problem = await #expect(throws: Problem.self) {
            try await move.run(leavesSource: true) { moved, isVerified in
                guard !isVerified, moved.table == "places", isFirst.withLock({ $0 }) else { return }
                isFirst.withLock { $0 = false }
                started.open("copied")
                started.wait("written")
            }
        }
        try await written.value
        #expect(problem?.code == "hub_differs")
        let half = await #expect(throws: Problem.self) { try await Migrator.migrate(target, Self.migrations, clock: .system) }
        #expect(half?.code == "hub_incomplete")
        let moved = try await move.run(leavesSource: true) { _, _ in }
        #expect(moved.map(\.rows) == [5001, 4500])
        try await Migrator.migrate(target, Self.migrations, clock: .system)
        try await target.close()
    }
}
