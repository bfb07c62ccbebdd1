// A loader as plain as can be: every record becomes one row of text. What intake does with files shows without any
// feature's rules in the way; a record with `!` is rejected.

import Intake
import Kernel
import Logging
import Store
import TestKit

final class LineLoader: RecordLoader {
    let tx: any Transaction
    private var file: Int64 = 0
    let sawOtherEncoding = false

    init(_ tx: any Transaction) { self.tx = tx }

    static let table = Table(
        "line_texts",
        [
            Column("file", .integer), Column("record", .integer), Column("line", .integer), Column("byte_offset", .integer),
            Column("content", .longText), Column("withdrawn", .flag, default: .integer(0)),
        ], primaryKey: ["file", "record"])

    func open(_ context: FileContext) throws { file = context.file }

    func load(_ record: RecordView, at place: RecordPlace) throws -> RecordOutcome {
        let text = String(decoding: record.bytes[record.range], as: UTF8.self)
        if text.contains("!") { return .rejected(column: "b", value: text, reason: "exclaimed") }
        try tx.execute(
            "INSERT INTO line_texts (file, record, line, byte_offset, content) VALUES (\(file), \(place.record), \(place.line), \(place.offset), \(text))"
        )
        return .loaded
    }
    func remove(file: Int64, records: Range<Int64>) throws {
        try tx.execute("DELETE FROM line_texts WHERE file = \(file) AND record >= \(records.lowerBound) AND record < \(records.upperBound)")
    }
    func withdraw(file: Int64, records: [Int64], at instant: Instant) throws {
        for r in records { try tx.execute("UPDATE line_texts SET withdrawn = 1 WHERE file = \(file) AND record = \(r)") }
    }
    func reinstate(file: Int64, records: [Int64]) throws {
        for r in records { try tx.execute("UPDATE line_texts SET withdrawn = 0 WHERE file = \(file) AND record = \(r)") }
    }
    func move(file: Int64, places: [RecordPlace]) throws {
        for p in places {
            try tx.execute("UPDATE line_texts SET line = \(p.line), byte_offset = \(p.offset) WHERE file = \(file) AND record = \(p.record)")
        }
    }
    func remap(file: Int64, parts: [String: String]) throws {}
    func finish() throws {}
}

/// A hub with nothing but intake in it.
struct IntakeHub {
    let folder: ScratchFolder
    let database: any Database
    let intake: IntakeService
    let time: HandClock
    let source: Int64

    static let profile = IntakeProfile(
        name: "lines", target: "lines", delimiter: .byte(UInt8(ascii: ",")), header: .absent(["a", "b"]),
        columns: [.init("a", kind: .integer), .init("b")], paths: ["L{line} m{mounter}/*"], include: ["*.csv"])

    init(change: (inout Source) -> Void = { _ in }) async throws {
        folder = try ScratchFolder()
        database = try folder.database()
        // Wall time, so that the time stamps of files written just now mean something.
        time = HandClock(Clock.system.now() + .hours(1))
        try await Migrator.migrate(database, IntakeSchema.migrations + [Migration("lines-001", [.create(LineLoader.table)])], clock: time.clock)
        intake = Self.service(database, time)
        var made = Source(name: "share", kind: .folder, location: folder.path + "/share", profile: "lines", zone: "UTC")
        change(&made)
        let source = made
        let intake = intake
        self.source = try await database.write { tx in try intake.save(source, in: tx) }
        try folder.write("share/.keep", "")
    }

    static func service(_ database: any Database, _ time: HandClock) -> IntakeService {
        let target = IntakeTarget(name: "lines", makeLoader: { LineLoader($0) })
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return IntakeService(database: database, clock: time.clock, logger: logger, targets: [target], profiles: [profile])
    }

    @discardableResult
    func scan(_ options: ScanOptions = .command) async throws -> ScanReport { try await intake.scan(source, options) }

    /// The rows in searches, as `path:line content`.
    func rows(withdrawn: Bool = false) async throws -> [String] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT f.path, l.line, l.content FROM line_texts l JOIN intake_files f ON f.id = l.file
                WHERE l.withdrawn = \(withdrawn) ORDER BY f.path, l.line, l.record
                """
            ) { "\($0.text(0)):\($0.int(1)) \($0.text(2))" }
        }
    }

    func file(_ path: String) async throws -> LedgerFile {
        guard let file = try await intake.ledger(LedgerFilter()).first(where: { $0.path == path }) else { throw Problem(.missing, "no_file") }
        return file
    }
}
