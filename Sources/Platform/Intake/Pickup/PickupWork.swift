// The state of one file's turn: what has been decided so far, as plain values.

import Kernel

/// What is being gathered while a file is read.
struct Work {
    let stream: RecordStream
    var state: FileState
    private let twin: Twin
    /// The provisional last line of the time before, while it is not yet known what it has become.
    private(set) var open: Entry?
    var entries: [Entry] = []
    /// Kept rows with where they stand now.
    private(set) var moved: [RecordPlace] = []
    private(set) var movedRejects: [RecordPlace] = []
    private(set) var reinstated: [Int64] = []
    /// The stream's header that the loader knows.
    var openedHeader = -1
    /// How many data records of the file lie behind.
    private var dataSeen: Int

    init(stream: RecordStream, state: FileState, twin: Twin) {
        self.stream = stream
        self.state = state
        self.twin = twin
        dataSeen = Int(state.counts.data)
    }

    mutating func setOpen(_ entry: Entry?) {
        open = entry
        if let entry, entry.isData { dataSeen -= 1 }
    }

    /// Whether the record at this place is also the original's.
    func isDuplicate(_ hash: UInt64) -> Bool { dataSeen < twin.hashes.count && twin.hashes[dataSeen] == hash }

    mutating func add(_ entry: Entry, _ record: StreamRecord) {
        entries.append(entry)
        if entry.isData { dataSeen += 1 }
        if !record.isTerminated, !record.isOversized { state.openBytes = record.length }
    }

    /// The provisional line has turned out to be complete as it was.
    mutating func put(_ entry: Entry, _ record: StreamRecord) { add(entry, record) }

    /// A record the file already had, perhaps at another place.
    mutating func keep(_ kept: Entry, _ record: StreamRecord) {
        let place = RecordPlace(record: kept.record, line: record.line, offset: record.offset)
        var entry = kept
        if kept.kind == .withdrawn {
            reinstated.append(kept.record)
            entry.kind = .loaded
        }
        if entry.kind == .loaded { moved.append(place) }
        if entry.kind == .rejected { movedRejects.append(place) }
        state.counts[entry.kind] += 1
        if entry.isData, state.firstHash == nil { state.firstHash = entry.hash }
        add(entry, record)
    }
}

/// The data records of another file, by their hashes.
struct Twin {
    var hashes: [UInt64] = []
    /// How many of them cannot change any more: a last line without its newline still may.
    var finished = 0

    init() {}

    init(_ entries: [Entry], hasOpenEnd: Bool) {
        hashes = entries.filter { $0.isData && $0.kind != .withdrawn }.map(\.hash)
        let isOpenData = hasOpenEnd && entries.last.map { $0.isData && $0.kind != .withdrawn } == true
        finished = hashes.count - (isOpenData ? 1 : 0)
    }

    /// Whether the finished records of one are the beginning of the other's.
    func agrees(with other: Twin) -> Bool {
        zip(other.hashes.prefix(other.finished), hashes.prefix(finished)).allSatisfy { $0 == $1 }
    }
}

/// The records a file had, to be found again by content; equal ones in their old order.
struct Matcher {
    private var byHash: [UInt64: [Entry]] = [:]

    init(_ old: [Entry]) {
        // Rows that are still in searches come before withdrawn ones; a known duplicate has no row to keep.
        for entry in old.reversed() where entry.kind == .withdrawn { byHash[entry.hash, default: []].append(entry) }
        for entry in old.reversed() where entry.kind != .withdrawn && entry.kind != .duplicate {
            byHash[entry.hash, default: []].append(entry)
        }
    }

    mutating func take(_ record: StreamRecord) -> Entry? {
        guard var list = byHash[record.hash], let last = list.last else { return nil }
        let kind: StreamRecord.Kind =
            switch last.kind {
            case .header: .header
            case .blank: .blank
            default: .data
            }
        guard kind == record.kind else { return nil }
        list.removeLast()
        byHash[record.hash] = list.isEmpty ? nil : list
        return last
    }

    /// What was not found again, in the order of the record numbers.
    func rest() -> [Entry] { byHash.values.flatMap { $0 }.sorted { $0.record < $1.record } }
}

/// A file's records as hashes only, to compare it with other files before anything is loaded.
final class Survey {
    private let content: FileContent
    private let format: FileFormat
    private let takesOpenEnd: Bool
    /// Hash of the first data record; nil when there is none.
    let firstHash: UInt64?

    init(_ content: FileContent, _ format: FileFormat, takesOpenEnd: Bool) throws {
        self.content = content
        self.format = format
        self.takesOpenEnd = takesOpenEnd
        let stream = try Self.stream(content, format, takesOpenEnd)
        var first: UInt64?
        while first == nil, let record = try stream.next() { if record.kind == .data { first = record.hash } }
        firstHash = first
    }

    /// Hashes of all data records.
    func allHashes() throws -> Twin {
        let stream = try Self.stream(content, format, takesOpenEnd)
        var out = Twin()
        while let record = try stream.next() {
            guard record.kind == .data else { continue }
            out.hashes.append(record.hash)
            if record.isTerminated || record.isOversized { out.finished += 1 }
        }
        return out
    }

    private static func stream(_ content: FileContent, _ format: FileFormat, _ takesOpenEnd: Bool) throws -> RecordStream {
        let state = FileState(source: 0, path: "", machine: "", parts: [:], isMatched: false, at: Instant(milliseconds: 0))
        return try RecordStream(content, format, from: state, takesOpenEnd: takesOpenEnd)
    }
}

extension LineCounts {
    /// Records that are neither header nor blank.
    var data: Int64 { loaded + duplicate + rejected }
}

extension FileState {
    /// No data record but perhaps a provisional one.
    var hasNoFinishedData: Bool { counts.data - (openBytes > 0 ? 1 : 0) <= 0 }
}

extension Source {
    var hasNoRejectLimit: Bool { rejectLimitCount == nil && rejectLimitPercent == nil }
}

/// A source's limit holds for the rejects that nobody has accepted by releasing the file.
extension FileState {
    /// All rejects of the next reading are accepted.
    var acceptsRejects: Bool { acceptedRejects < 0 }

    func exceedsCount(of source: Source, rejected: Int64) -> Bool {
        guard !acceptsRejects, let limit = source.rejectLimitCount else { return false }
        return rejected - acceptedRejects > Int64(limit)
    }

    func exceedsPercent(of source: Source) -> Bool {
        guard !acceptsRejects, let limit = source.rejectLimitPercent else { return false }
        let known = min(acceptedRejects, counts.rejected)
        return (counts.rejected - known) * 100 > Int64(limit) * (counts.data - known)
    }
}
