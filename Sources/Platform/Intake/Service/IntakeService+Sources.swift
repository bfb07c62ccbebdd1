// Sources as an administrator handles them: made, tested before they are trusted, paused, mapped.

import Kernel
import Logging
import Remote
import Store

/// What "test this source" found.
public struct SourceTest: Sendable {
    public var isReachable = false
    public var problem: Problem?
    public var matchingFiles = 0
    /// Files whose path tells line and mounter, and files whose path does not.
    public var matched = 0
    public var unmatchedPaths: [String] = []
    public var unreadable: [(path: String, reason: String)] = []
    /// The newest file that was looked into.
    public var samplePath: String?
    public var columns: [String] = []
    public var sampleRows: [[String]] = []
    public init() {}
}

extension IntakeService {
    /// Rows of the newest file shown by a test.
    static let sampleRowsMax = 8

    public func sources() async throws -> [Source] { try await database.read { try SourceTable(tx: $0).all() } }

    public func source(_ id: Int64) async throws -> Source {
        guard let source = try await database.read({ try SourceTable(tx: $0).find(id) }) else {
            throw Problem(.missing, "source_missing", ["source": String(id)])
        }
        return source
    }

    /// Makes a source, or changes the one with its id.
    /// - Throws: `source_name_taken`, `changed_meanwhile`, and what `validate` finds.
    public func save(_ source: Source, in tx: any Transaction) throws -> Int64 {
        if let other = try SourceTable(tx: tx).find(name: source.name), other.id != source.id {
            throw Problem(.conflict, "source_name_taken", ["name": source.name])
        }
        if source.id == 0 { return try SourceTable(tx: tx).insert(source, at: clock.now()) }
        try SourceTable(tx: tx).update(source)
        return source.id
    }

    public func validate(_ source: Source) async throws {
        func require(_ condition: Bool, _ field: String) throws {
            guard condition else { throw Problem(.input, "field_invalid", ["field": field]) }
        }
        try require(!source.name.isEmpty && source.name.fits(100), "name")
        try require(source.location.fits(500), "location")
        if source.kind.isRemote { try validate(site: source) } else { try require(source.location.hasPrefix("/"), "location") }
        try require((source.kind.isRemote ? 5...3600 : 1...3600).contains(source.pollSeconds), "poll_seconds")
        try require((0...86_400).contains(source.quietSeconds), "quiet_seconds")
        try require(source.afterLoad != .move || source.moveTo?.hasPrefix("/") == true, "move_to")
        try require(source.moveTo?.fits(500) ?? true, "move_to")
        try require(source.encoding?.fits(20) ?? true, "encoding")
        try require((0...100).contains(source.rejectLimitPercent ?? 0), "reject_limit_percent")
        _ = try await setting(source)
    }

    /// What holds for servers beyond what holds for folders.
    private func validate(site source: Source) throws {
        let address = try SiteAddress(source.location)
        guard Source.Kind(location: source.location) == source.kind else { throw Problem(.input, "field_invalid", ["field": "location"]) }
        guard source.afterLoad == .move, let target = source.moveTo else { return }
        // Below the source, a file that was moved away would be found again.
        let isBelow = (target + "/").hasPrefix(address.folder.isEmpty ? "/" : "/" + address.folder + "/")
        guard !isBelow || !source.isRecursive else { throw Problem(.input, "field_invalid", ["field": "move_to"]) }
    }

    /// Bytes of the newest file that a test looks at.
    static let sampleBytesMax: Int64 = 1 << 20

    /// Looks at a source without loading anything, over a connection of its own.
    public func test(_ source: Source) async throws -> SourceTest {
        let setting = try await setting(source)
        let site = try siteOnce(source)
        return try await shares.run {
            var test = SourceTest()
            do {
                let include = setting.include
                let listing = try site.lister(recursive: source.isRecursive) { path in include.contains { $0.matches(path) } }.list()
                test.isReachable = true
                test.unreadable = listing.unreadable
                test.matchingFiles = listing.files.count
                for file in listing.files {
                    if setting.parts(of: file.path).isMatched {
                        test.matched += 1
                    } else if test.unmatchedPaths.count < 20 {
                        test.unmatchedPaths.append(file.path)
                    }
                }
                if let newest = listing.files.max(by: { $0.modifiedNanoseconds < $1.modifiedNanoseconds }) {
                    test.samplePath = newest.path
                    try Self.sample(FileContent(site.open(newest.path, first: Self.sampleBytesMax)), setting, &test)
                }
            } catch {
                test.problem = Problem(error)
            }
            return test
        }
    }

    private static func sample(_ content: FileContent, _ setting: PickupSetting, _ test: inout SourceTest) throws {
        let state = FileState(source: 0, path: "", machine: "", parts: [:], isMatched: false, at: Instant(milliseconds: 0))
        let stream = try RecordStream(content, setting.format, from: state, takesOpenEnd: true)
        while test.sampleRows.count < sampleRowsMax, let record = try stream.next() {
            guard record.kind == .data, !record.isOversized else { continue }
            test.columns = stream.map.names(setting.format.profile)
            test.sampleRows.append(stream.withView { view in view.fields.map { view.text($0, stream.textEncoding) } })
        }
    }

    /// Says what a folder of a source is; files below it get the numbers now.
    /// - Returns: how many files changed.
    public func map(source id: Int64, folder: String, parts: [String: String]) async throws -> Int {
        let source = try await source(id)
        try await database.write { try SourceTable(tx: $0).setMap(id, folder: folder, parts: parts) }
        let setting = try await setting(source)
        let place = setting.place
        let changed = try await database.write { tx in
            try SourceTable(tx: tx).touch(id)
            let loader = try setting.target.makeLoader(tx)
            var changed = 0
            for var state in try FileTable(tx: tx).all(source: id) {
                let (parts, isMatched) = setting.parts(of: state.path)
                guard parts != state.parts || isMatched != state.isMatched else { continue }
                state.parts = parts
                state.isMatched = isMatched
                let folder = LocalPath.join(place, state.path.split(separator: "/").dropLast().joined(separator: "/"))
                state.machine = Parts.machine(parts, isMatched: isMatched, profile: setting.format.profile.name, folder: folder)
                try loader.remap(file: state.id, parts: parts)
                try FileTable(tx: tx).update(state)
                changed += 1
            }
            try loader.finish()
            return changed
        }
        forget(id)
        setting.target.committed()
        return changed
    }
}

extension RecordView {
    /// A field as text, for people to look at.
    func text(_ span: FieldSpan, _ encoding: TextEncoding) -> String {
        let reading = encoding.reading(of: UnsafeRawBufferPointer(rebasing: bytes[range]))
        let scratch = TextScratch()
        // What `utf8` returns lies in the scratch: it has to live until the text is made.
        return withExtendedLifetime(scratch) {
            String(decoding: FieldText.utf8(of: span, in: bytes, reading: reading, scratch: scratch), as: UTF8.self)
        }
    }
}
