// Rejects from the list to their end: looked at, mended, tried again, or dismissed. A retry is the loader's own path with
// the edited bytes, in one transaction with the ledger, and doing it twice changes nothing.

import Kernel
import Store

/// What a retry came to.
public struct RetryReport: Sendable {
    public var retried = 0
    public var succeeded = 0
    public var failed = 0
    public init() {}
}

/// How to mend a line before trying it again.
public enum RejectEdit: Sendable {
    case none
    /// Not as it was mended last, but as it stands in the file.
    case original
    /// The whole line, newly written, in UTF-8.
    case line([UInt8])
    /// Columns by name.
    case columns([String: String])
}

extension IntakeService {
    public func rejects(_ filter: RejectFilter) async throws -> (rejects: [Reject], total: Int64) {
        try await database.read { tx in
            let table = RejectTable(tx: tx)
            return (try table.list(filter), try table.count(filter))
        }
    }

    public func reject(_ id: Int64) async throws -> Reject {
        guard let reject = try await database.read({ try RejectTable(tx: $0).find(id) }) else {
            throw Problem(.missing, "reject_missing", ["reject": String(id)])
        }
        return reject
    }

    public func rejectReasons(source: Int64?) async throws -> [(reason: String, count: Int64)] {
        try await database.read { try RejectTable(tx: $0).reasons(source: source) }
    }

    public func openRejectIDs() async throws -> [Int64] { try await database.read { try RejectTable(tx: $0).openIDs() } }

    /// Tries one line again.
    /// - Parameter isRehearsal: says what would happen and changes nothing.
    /// - Returns: what became of it; `.loaded` also when it had been loaded before.
    public func retry(_ id: Int64, _ edit: RejectEdit, by person: String, isRehearsal: Bool = false) async throws -> RecordOutcome {
        let reject = try await reject(id)
        if reject.status == .retried { return .loaded }
        guard reject.status != .withdrawn else { throw Problem(.conflict, "reject_withdrawn", ["reject": String(id)]) }
        guard !reject.isCut else { throw Problem(.conflict, "reject_cut", ["reject": String(id)]) }
        guard let source = try await database.read({ try SourceTable(tx: $0).find(reject.source) }) else {
            throw Problem(.missing, "source_missing", ["source": String(reject.source)])
        }
        let setting = try await setting(source)
        let now = clock.now()
        let work: @Sendable (any Transaction) throws -> RecordOutcome = { tx in
            var retry = RejectRetry(tx: tx, setting: setting, now: now)
            return try retry.run(id, edit, by: person)
        }
        if isRehearsal { return try await database.rehearse(work) }
        let outcome = try await database.write(work)
        forget(reject.source)
        setting.target.committed()
        return outcome
    }

    public func retry(_ ids: [Int64], _ edit: RejectEdit, by person: String) async throws -> RetryReport {
        var report = RetryReport()
        for id in ids {
            report.retried += 1
            if case .loaded = try await retry(id, edit, by: person) { report.succeeded += 1 } else { report.failed += 1 }
        }
        return report
    }

    /// Closes a reject without loading it; its line stays counted as rejected.
    public func dismiss(_ id: Int64, by person: String) async throws {
        _ = try await reject(id)
        let now = clock.now()
        try await database.write { tx in
            guard let reject = try RejectTable(tx: tx).find(id), reject.status == .open else { return }
            try RejectTable(tx: tx).close(id, as: .dismissed, edited: nil, by: person, at: now)
        }
    }
}

/// One retry, inside its transaction.
struct RejectRetry {
    let tx: any Transaction
    let setting: PickupSetting
    let now: Instant
    private var delimiter = UInt8(ascii: ",")

    init(tx: any Transaction, setting: PickupSetting, now: Instant) {
        self.tx = tx
        self.setting = setting
        self.now = now
    }

    mutating func run(_ id: Int64, _ edit: RejectEdit, by person: String) throws -> RecordOutcome {
        let table = RejectTable(tx: tx)
        guard let reject = try table.find(id), var state = try FileTable(tx: tx).find(reject.file) else {
            throw Problem(.missing, "reject_missing", ["reject": String(id)])
        }
        if reject.status == .retried { return .loaded }
        let raw = RejectLine(raw: reject, in: setting.format.encoding(of: state))
        delimiter = setting.format.delimiter(of: raw.bytes)
        let map = setting.format.map(state.header, delimiter: delimiter, encoding: raw.encoding).map
        let line = try line(reject, raw, edit, map)
        let loader = try setting.target.makeLoader(tx)
        try loader.open(
            FileContext(
                file: state.id, path: state.path, parts: state.parts, zone: setting.zone, profile: setting.format.profile, header: map,
                encoding: line.encoding, run: state.run ?? 0))
        let outcome = try load(line.bytes, reject, loader)
        try loader.finish()
        switch outcome {
        case .rejected(let column, let value, let reason):
            try table.noteTry(id, edited: line.edit, column: column, value: value, reason: reason)
        case .loaded:
            try table.close(id, as: .retried, edited: line.edit, by: person, at: now)
            var entries = try EntryTable(tx: tx).all(state.id)
            guard let index = entries.firstIndex(where: { $0.record == reject.record && $0.kind == .rejected }) else {
                throw Problem(.conflict, "reject_withdrawn", ["reject": String(id)])
            }
            entries[index].kind = .loaded
            try EntryTable(tx: tx).replaceTail(state.id, after: 0, with: entries)
            state.counts.rejected -= 1
            state.counts.loaded += 1
            try FileTable(tx: tx).update(state)
            try SourceTable(tx: tx).touch(state.source)
        }
        return outcome
    }

    private func load(_ bytes: [UInt8], _ reject: Reject, _ loader: any RecordLoader) throws -> RecordOutcome {
        var scanner = RecordScanner(delimiter: delimiter, quote: setting.format.profile.quote)
        return try bytes.withUnsafeBytes { raw in
            guard let record = scanner.next(in: raw, from: 0, atEnd: true), record.next == raw.count, !record.isOversized else {
                return .rejected(column: nil, value: "", reason: "not_one_line")
            }
            let place = RecordPlace(record: reject.record, line: reject.fileLine, offset: reject.byteOffset)
            return try scanner.fields.withUnsafeBufferPointer { fields in
                try loader.load(RecordView(bytes: raw, fields: fields, range: record.start..<record.contentEnd), at: place)
            }
        }
    }

    /// The line to try: as it stands in the file, or mended, which is always in UTF-8.
    private func line(_ reject: Reject, _ raw: RejectLine, _ edit: RejectEdit, _ map: HeaderMap) throws -> RejectLine {
        let latest = reject.edited.map { RejectLine(mended: $0, isNew: false) } ?? raw
        switch edit {
        case .none: return latest
        case .original: return raw
        case .line(let bytes): return RejectLine(mended: bytes, isNew: true)
        case .columns(let values):
            var fields = fieldTexts(latest.text)
            for (name, value) in values {
                guard let index = map.index(of: name, setting.format.profile) else { throw Problem(.input, "column_unknown", ["column": name]) }
                while fields.count <= index { fields.append([]) }
                fields[index] = try quoted(value, column: name)
            }
            return RejectLine(mended: Array(fields.joined(separator: [delimiter])), isNew: true)
        }
    }

    /// The fields as they stand in the line, quotes included.
    private func fieldTexts(_ line: [UInt8]) -> [[UInt8]] {
        var scanner = RecordScanner(delimiter: delimiter, quote: setting.format.profile.quote)
        return line.withUnsafeBytes { bytes in
            guard scanner.next(in: bytes, from: 0, atEnd: true) != nil else { return [] }
            return scanner.fields.map { span in
                span.isQuoted ? Array(bytes[span.start - 1..<span.end + 1]) : Array(bytes[span.start..<span.end])
            }
        }
    }

    /// A value as the profile writes one.
    /// - Throws: `edit_not_quotable` when it would need a quote and the profile knows none.
    private func quoted(_ value: String, column: String) throws(Problem) -> [UInt8] {
        let bytes = Array(value.utf8)
        let quote = setting.format.profile.quote
        let needsQuotes = bytes.contains { $0 == delimiter || $0 == quote || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else { return bytes }
        guard let quote else { throw Problem(.input, "edit_not_quotable", ["column": column, "value": value]) }
        return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
    }
}

/// A rejected line on its way to the loader.
struct RejectLine {
    var bytes: [UInt8]
    var encoding: TextEncoding
    /// What a person made of the line, when that is new.
    var edit: [UInt8]?

    /// As it stands in the file; from a file in UTF-16 as its text.
    init(raw reject: Reject, in encoding: TextEncoding) {
        bytes = encoding.isWide ? Self.converted(reject.raw, encoding) : reject.raw
        self.encoding = encoding.isWide ? .utf8 : encoding
    }

    /// As a person wrote it.
    init(mended bytes: [UInt8], isNew: Bool) {
        self.bytes = bytes
        encoding = .utf8
        edit = isNew ? bytes : nil
    }

    /// In UTF-8.
    var text: [UInt8] { Self.converted(bytes, encoding) }

    static func converted(_ bytes: [UInt8], _ encoding: TextEncoding) -> [UInt8] {
        bytes.withUnsafeBytes { Array(encoding.text(of: $0).utf8) }
    }
}

extension FileFormat {
    /// The encoding of a file that was read before: what its byte order mark said, else what is set now. UTF-16 and the
    /// others cut lines at different bytes, so a line of one is never read as the other.
    func encoding(of file: FileState?) -> TextEncoding {
        guard let read = file?.encoding else { return encoding }
        return read.isMarked || read.encoding.isWide != encoding.isWide ? read.encoding : encoding
    }
}
