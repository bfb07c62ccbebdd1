// The seam between intake and a feature: intake decides which records are new and where they came from, the feature
// turns a record into rows of its own tables. Both happen in one transaction, which is what makes a row load once.

import Kernel
import Store

/// One record of a file, valid during the call that receives it.
public struct RecordView {
    /// The bytes that `fields` point into.
    public let bytes: UnsafeRawBufferPointer
    public let fields: UnsafeBufferPointer<FieldSpan>
    /// Where the record's own bytes are, its line end left out.
    public let range: Range<Int>

    public init(bytes: UnsafeRawBufferPointer, fields: UnsafeBufferPointer<FieldSpan>, range: Range<Int>) {
        self.bytes = bytes
        self.fields = fields
        self.range = range
    }
}

/// Where a record stands.
public struct RecordPlace: Sendable, Hashable {
    /// The record's own number within its file: given once, never changed; (file, record) is a row's identity.
    public var record: Int64
    /// The physical line on which it starts, from 1.
    public var line: Int64
    /// Byte offset of its first byte.
    public var offset: Int64

    public init(record: Int64, line: Int64, offset: Int64) {
        self.record = record
        self.line = line
        self.offset = offset
    }
}

/// The file that records belong to, as a loader needs to know it.
public struct FileContext: Sendable {
    public var file: Int64
    /// Relative path.
    public var path: String
    /// What was found in the path, such as `line` and `mounter`.
    public var parts: [String: String]
    public var zone: Zone
    public var profile: IntakeProfile
    public var header: HeaderMap
    public var encoding: TextEncoding
    public var run: Int64
}

/// What became of a record.
public enum RecordOutcome: Sendable, Equatable {
    case loaded
    /// Kept as a reject: the column and value that do not fit, and a stable reason code.
    case rejected(column: String?, value: String, reason: String)
}

/// Takes records into a feature's tables, within one transaction.
public protocol RecordLoader: AnyObject {
    /// Following calls are about this file.
    func open(_ context: FileContext) throws
    /// Loads a record or says why not. Called in the order of the file.
    func load(_ record: RecordView, at place: RecordPlace) throws -> RecordOutcome
    /// Removes rows as if they had never been loaded (a provisional row that is replaced, an undone run).
    func remove(file: Int64, records: Range<Int64>) throws
    /// Marks rows that are no longer in their file; they leave searches and totals.
    func withdraw(file: Int64, records: [Int64], at instant: Instant) throws
    /// Takes the mark away again.
    func reinstate(file: Int64, records: [Int64]) throws
    /// Records it has rejected are rejected no more: they are no longer in their file, or count as a copy's.
    func withdrawRejects(file: Int64, records: [Int64]) throws
    /// The same rows now stand elsewhere in the file.
    func move(file: Int64, places: [RecordPlace]) throws
    /// The file's path means other numbers than before.
    func remap(file: Int64, parts: [String: String]) throws
    /// Writes what is still in memory; the last call.
    func finish() throws
    /// Whether the last record's text was not in the encoding expected (read as CP1252).
    var sawOtherEncoding: Bool { get }
}

extension RecordLoader {
    public func withdrawRejects(file: Int64, records: [Int64]) throws {}
}

/// A feature's entry point for one kind of record.
public struct IntakeTarget: Sendable {
    /// The name profiles use: `smt-mounter`.
    public var name: String
    public var makeLoader: @Sendable (any Transaction) throws -> any RecordLoader
    /// What a path says where the profile has no pattern for it, by the path within the source and the source's own place.
    public var parts: @Sendable (_ path: String, _ location: String) -> [String: String]?
    /// Called after a commit that changed this target's rows.
    public var committed: @Sendable () -> Void

    public init(
        name: String, makeLoader: @escaping @Sendable (any Transaction) throws -> any RecordLoader,
        parts: @escaping @Sendable (_ path: String, _ location: String) -> [String: String]? = { _, _ in nil },
        committed: @escaping @Sendable () -> Void = {}
    ) {
        self.name = name
        self.makeLoader = makeLoader
        self.parts = parts
        self.committed = committed
    }
}
