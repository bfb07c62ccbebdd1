// Takes a log's lines into the tables, and has the days they touch computed anew in the same transaction: what a page
// shows is what the lines say, always.

import Glibc
import Intake
import Kernel
import Store

final class LogLoader: RecordLoader {
    private let tx: any Transaction
    private var keeper: DayKeeper
    private var names: [NameBytes: EventName]
    /// The centres met in this transaction.
    private var centres: [String: Centre] = [:]
    private var events: (any BulkInsert)?
    private var jobs: (any BulkInsert)?
    private var badLines: [Int64: BadLine] = [:]
    private var file: OpenFile?
    private var finder = DayFinder(DayRules(zone: .utc))
    private let now: Instant
    private(set) var sawOtherEncoding = false

    private struct BadLine {
        var centre: Int64
        var day: Int64
        var original: Int64?
    }
    /// A name as it stands in a line, for the look-up of every line.
    private struct NameBytes: Hashable {
        let bytes: [UInt8]
    }
    /// The name of the line before.
    private var lastName: (bytes: [UInt8], name: KnownName) = ([], KnownName(id: 0, meaning: .other))

    /// Without its text, which would be counted up and down for every line.
    private struct KnownName {
        var id: Int64
        var meaning: EventMeaning
    }

    /// The file that lines belong to.
    private final class OpenFile {
        let id: Int64
        let path: String
        let encoding: TextEncoding
        let centre: Int64
        var clock: LogClock
        /// Lines behind this one have not been rejected before.
        let lastBadLine: Int64

        init(_ context: FileContext, centre: Int64, after last: Instant?, lastBadLine: Int64) {
            (id, path, encoding, self.centre, self.lastBadLine) = (context.file, context.path, context.encoding, centre, lastBadLine)
            clock = LogClock(context.zone, after: last)
        }
    }

    init(_ tx: any Transaction, now: Instant) throws {
        self.tx = tx
        self.now = now
        let known = try EventNameTable(tx: tx).all()
        names = Dictionary(known.map { (NameBytes(bytes: Array($0.name.utf8)), $0) }) { first, _ in first }
        keeper = DayKeeper(tx)
    }

    static func id(file: Int64, record: Int64) -> Int64 { file << 32 | record }

    func open(_ context: FileContext) throws {
        guard context.file < 1 << 31 else { throw Problem(.bug, "too_many_files") }
        let centre = try centre(context)
        try flushRows()
        let (low, high) = (Self.id(file: context.file, record: 0), Self.id(file: context.file + 1, record: 0))
        let last = try tx.int("SELECT happened_at FROM mach_events WHERE id >= \(low) AND id < \(high) ORDER BY id DESC LIMIT 1")
        let bad = try tx.int("SELECT MAX(id) FROM mach_bad_lines WHERE id >= \(low) AND id < \(high)")
        file = OpenFile(context, centre: centre.id, after: last.map { Instant(milliseconds: $0) }, lastBadLine: bad ?? -1)
        finder = DayFinder(try keeper.use(centre))
    }

    private func centre(_ context: FileContext) throws -> Centre {
        let name = (context.parts["centre"] ?? "?").key(200)
        if let known = centres[name] { return known }
        let table = CentreTable(tx: tx)
        var centre = try table.find(name: name) ?? Centre(name: name, type: Centre.type(ofFolder: name), zone: context.zone.name)
        if centre.id == 0 {
            centre.id = try table.insert(centre, at: now)
        } else if centre.zone != context.zone.name {
            centre.zone = context.zone.name
            try table.update(centre)
            centre.version += 1
        }
        centres[name] = centre
        return centre
    }

    func load(_ record: RecordView, at place: RecordPlace) throws -> RecordOutcome {
        guard let file else { throw Problem(.bug, "loader_not_open") }
        var raw = UnsafeRawBufferPointer(rebasing: record.bytes[record.range])
        let scratch: [UInt8]
        if let base = raw.baseAddress, memchr(base, 0, raw.count) != nil {
            scratch = raw.filter { $0 != 0 }
        } else {
            scratch = []
        }
        return try scratch.withUnsafeBytes { clean in
            if !clean.isEmpty { raw = clean }
            return try load(raw, at: place, file)
        }
    }

    private func load(_ raw: UnsafeRawBufferPointer, at place: RecordPlace, _ file: OpenFile) throws -> RecordOutcome {
        let line: LogLine
        do throws(LogLine.Fault) { line = try LogLine(raw) } catch {
            let shown = String(decoding: raw.prefix(200), as: UTF8.self).storable
            try reject(place, file, day: Self.day(raw) ?? Self.day(Self.stem(file.path).utf8), nil)
            return .rejected(column: error == .noMarker ? nil : error == .stamp ? "Stamp" : "Event", value: shown, reason: error.rawValue)
        }
        let name = try name(line.name)
        // Of what is no wait, and is not likely to become one, no length is looked for.
        let mayLast = name.meaning == .wait || name.meaning == .other
        let (length, original): (Int64?, Int64) = mayLast && !line.details.isEmpty ? WaitLength.both(line.details) : (nil, 0)
        if name.meaning == .wait, length == nil {
            try reject(place, file, day: finder.day(of: peek(line.local, file)), original)
            return .rejected(column: "Event", value: text(line.details, file), reason: "wait_length")
        }
        var job: JobPayload?
        if name.meaning == .job {
            job = JobPayload(text(line.details, file))
            guard job != nil else {
                try reject(place, file, day: finder.day(of: peek(line.local, file)), nil)
                return .rejected(column: "Event", value: text(line.details, file), reason: "job_payload")
            }
        }
        let (at, notes) = file.clock.instant(line.local)
        let id = Self.id(file: file.id, record: place.record)
        if id <= file.lastBadLine { try forgetBadLines("id = \(id)") }
        try write(id, at, line.local - at, name, length, original, notes, line.details, place, file)
        if let job { try write(id, at, job, file) }
        keeper.touch(file.centre, finder.day(of: at))
        return .loaded
    }

    /// The moment of a line that is not taken; the next one is read as if it were not there.
    private func peek(_ local: Int64, _ file: OpenFile) -> Int64 {
        var clock = file.clock
        return clock.instant(local).at
    }

    @inline(__always)
    private func name(_ bytes: UnsafeRawBufferPointer) throws -> KnownName {
        let isSame = lastName.bytes.withUnsafeBytes { $0.count == bytes.count && memcmp($0.baseAddress!, bytes.baseAddress!, bytes.count) == 0 }
        return try isSame ? lastName.name : lookUp(bytes)
    }

    private func lookUp(_ bytes: UnsafeRawBufferPointer) throws -> KnownName {
        let key = NameBytes(bytes: Array(bytes))
        let found: EventName
        if let known = names[key] {
            found = known
        } else {
            let text = (TextEncoding.utf8.text(of: bytes)).key(100)
            // Two spellings may be one text.
            let known = names.values.first { $0.name == text }
            found = try known ?? EventNameTable(tx: tx).insert(text)
            names[key] = found
        }
        lastName = (key.bytes, KnownName(id: found.id, meaning: found.meaning))
        return lastName.name
    }

    private func write(
        _ id: Int64, _ at: Int64, _ ahead: Int64, _ name: KnownName, _ length: Int64?, _ original: Int64, _ notes: LogClock.Notes,
        _ details: UnsafeRawBufferPointer, _ place: RecordPlace, _ file: OpenFile
    ) throws {
        let events = try self.events ?? tx.bulkInsert(into: "mach_events", columns: Self.eventColumns)
        self.events = events
        events.int(id)
        events.int(file.centre)
        events.int(at)
        events.int(ahead / 60_000)
        events.int(name.id)
        events.optionalInt(length)
        events.optionalInt(length == nil ? nil : original)
        events.int(Int64(notes.rawValue))
        var decoded: [UInt8] = []
        if details.isEmpty {
            events.null()
        } else if Self.isASCII(details) {
            events.ownedText(details)
        } else {
            let reading = file.encoding.reading(of: details)
            sawOtherEncoding = sawOtherEncoding || reading.isFlagged
            TextDecoder().decode(details, from: reading.encoding, into: &decoded)
            decoded.withUnsafeBytes { events.ownedText($0) }
        }
        events.int(place.line)
        events.int(place.offset)
        try events.endRow()
    }

    private static let eventColumns = [
        "id", "centre_id", "happened_at", "offset_minutes", "name_id", "length_ms", "original_ms", "notes", "details", "file_line", "byte_offset",
    ]

    private func write(_ id: Int64, _ at: Int64, _ job: JobPayload, _ file: OpenFile) throws {
        let jobs =
            try self.jobs
            ?? tx.bulkInsert(into: "mach_jobs", columns: ["id", "centre_id", "started_at", "reference", "length_mm", "colour"])
        self.jobs = jobs
        jobs.int(id)
        jobs.int(file.centre)
        jobs.int(at)
        jobs.string(job.reference.kept(100))
        jobs.string(job.length)
        jobs.string(job.colour.kept(100))
        try jobs.endRow()
    }

    private func reject(_ place: RecordPlace, _ file: OpenFile, day: Int64?, _ original: Int64?) throws {
        guard let day else { return }
        let id = Self.id(file: file.id, record: place.record)
        badLines[id] = BadLine(centre: file.centre, day: day, original: original)
        if id <= file.lastBadLine { try forgetBadLines("id = \(id)") }
        keeper.touch(file.centre, day)
    }

    /// Lines that are rejected no more.
    private func forgetBadLines(_ condition: SQL) throws {
        try tx.query("SELECT centre_id, log_day FROM mach_bad_lines WHERE \(condition)") { keeper.touch($0.int(0), $0.int(1)) }
        try tx.execute("DELETE FROM mach_bad_lines WHERE \(condition)")
    }

    private func text(_ details: UnsafeRawBufferPointer, _ file: OpenFile) -> String {
        file.encoding.text(of: UnsafeRawBufferPointer(rebasing: details.prefix(1000))).storable
    }

    /// The day of a line's first eight digits.
    private static func day(_ bytes: some Collection<UInt8>) -> Int64? {
        let digits = bytes.prefix { $0 &- 48 < 10 }
        guard digits.count == 8 else { return nil }
        let n = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        return CivilDate(year: n / 10_000, month: n / 100 % 100, day: n % 100)?.daysSinceEpoch
    }

    private static func stem(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }

    @inline(__always)
    private static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var any: UInt8 = 0
        for byte in bytes { any |= byte }
        return any < 0x80
    }

    // MARK: Taking back

    func remove(file: Int64, records: Range<Int64>) throws {
        try flushRows()
        let (low, high) = (Self.id(file: file, record: records.lowerBound), Self.id(file: file, record: records.upperBound))
        try touch("id >= \(low) AND id < \(high)")
        try tx.execute("DELETE FROM mach_events WHERE id >= \(low) AND id < \(high)")
        try tx.execute("DELETE FROM mach_jobs WHERE id >= \(low) AND id < \(high)")
    }

    func withdraw(file: Int64, records: [Int64], at instant: Instant) throws { try mark(file, records, instant) }
    func reinstate(file: Int64, records: [Int64]) throws { try mark(file, records, nil) }

    private func mark(_ file: Int64, _ records: [Int64], _ instant: Instant?) throws {
        try flushRows()
        for record in records {
            let id = Self.id(file: file, record: record)
            try touch("id = \(id)")
            try tx.execute("UPDATE mach_events SET withdrawn_at = \(instant) WHERE id = \(id)")
            try tx.execute("UPDATE mach_jobs SET withdrawn_at = \(instant) WHERE id = \(id)")
        }
    }

    func withdrawRejects(file: Int64, records: [Int64]) throws {
        try flushRows()
        for record in records { try forgetBadLines("id = \(Self.id(file: file, record: record))") }
    }

    func move(file: Int64, places: [RecordPlace]) throws {
        try flushRows()
        for place in places {
            try tx.execute(
                """
                UPDATE mach_events SET file_line = \(place.line), byte_offset = \(place.offset)
                WHERE id = \(Self.id(file: file, record: place.record)) AND (file_line <> \(place.line) OR byte_offset <> \(place.offset))
                """)
        }
    }

    func remap(file: Int64, parts: [String: String]) throws {
        try flushRows()
        let (low, high) = (Self.id(file: file, record: 0), Self.id(file: file + 1, record: 0))
        try touch("id >= \(low) AND id < \(high)")
        let table = CentreTable(tx: tx)
        let name = (parts["centre"] ?? "?").key(200)
        let zone = try tx.text(
            "SELECT c.zone FROM mach_centres c JOIN mach_events e ON e.centre_id = c.id WHERE e.id >= \(low) AND e.id < \(high) LIMIT 1")
        guard var centre = try table.find(name: name) ?? zone.map({ Centre(name: name, type: Centre.type(ofFolder: name), zone: $0) }) else { return }
        if centre.id == 0 { centre.id = try table.insert(centre, at: now) }
        for name in ["mach_events", "mach_jobs", "mach_bad_lines"] {
            try tx.execute("UPDATE \(trusted: name) SET centre_id = \(centre.id) WHERE id >= \(low) AND id < \(high)")
        }
        _ = try keeper.use(centre)
        try touch("id >= \(low) AND id < \(high)")
    }

    /// The days of some events have to be computed anew.
    private func touch(_ condition: SQL) throws {
        for (centre, at) in try tx.rows("SELECT centre_id, happened_at FROM mach_events WHERE \(condition)", { ($0.int(0), $0.int(1)) }) {
            if !keeper.knows(centre), let found = try CentreTable(tx: tx).find(centre) { _ = try keeper.use(found) }
            keeper.touch(centre, at: at)
        }
        try tx.query("SELECT centre_id, log_day FROM mach_bad_lines WHERE \(condition)") { keeper.touch($0.int(0), $0.int(1)) }
    }

    private func flushRows() throws {
        try events?.finish()
        try jobs?.finish()
        (events, jobs) = (nil, nil)
        guard !badLines.isEmpty else { return }
        let rows = badLines.sorted { $0.key < $1.key }.map { [$0.key, $0.value.centre, $0.value.day, $0.value.original] as [any SQLBindable] }
        badLines = [:]
        try tx.upsert(into: "mach_bad_lines", key: ["id"], columns: ["id", "centre_id", "log_day", "original_ms"], rows: rows)
    }

    func finish() throws {
        try flushRows()
        try keeper.write()
    }
}
