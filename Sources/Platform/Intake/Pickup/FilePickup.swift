// One file's turn, inside the transaction of its batch: decide which of its records are new, hand those to the loader,
// and write cursor, ledger, entries and rejects beside the rows. Nothing is written that the same transaction does not
// account for, so a crash at any point leaves either all of it or none.

import Kernel
import Remote
import Store

final class FilePickup {
    /// Bytes of one file taken in one transaction, unless the file has to be taken as a whole.
    static let transactionBytesMax: Int64 = 32 << 20

    let tx: any Transaction
    let source: Source
    let format: FileFormat
    let zone: Zone
    let now: Instant
    let run: Int64
    let loader: any RecordLoader
    let exists: (String) throws -> FileContent?
    /// Take a file to its end whatever its size (a rehearsal, whose transaction leaves nothing behind to go on from).
    var takesWhole = false
    private(set) var total = LineCounts()
    /// Copies of a file taken here have to be looked at again.
    private(set) var leavesRechecks = false

    var files: FileTable { FileTable(tx: tx, passed: passed) }
    private let passed = PassedMachines()
    var entryTable: EntryTable { EntryTable(tx: tx) }
    /// Rejects on their way into the table.
    private var newRejects: (any BulkInsert)?
    /// The table with all that were found so far.
    private var rejects: RejectTable {
        get throws {
            try flush()
            return RejectTable(tx: tx)
        }
    }

    init(
        _ tx: any Transaction, _ setting: PickupSetting, run: Int64, loader: any RecordLoader, now: Instant,
        exists: @escaping (String) throws -> FileContent?
    ) {
        self.tx = tx
        source = setting.source
        format = setting.format
        zone = setting.zone
        self.now = now
        self.run = run
        self.loader = loader
        self.exists = exists
    }

    /// Writes what waits to be written; called after the last file.
    func flush() throws {
        try newRejects?.finish()
        newRejects = nil
    }

    func take(_ request: PickupRequest) throws -> PickupResult {
        var plan: Plan
        if let known = request.known, try files.path(known.id) == request.listed.path {
            guard let state = try files.find(known.id), state.offset == known.offset, state.nextRecord == known.nextRecord,
                state.openBytes == known.openBytes, state.status != .superseded
            else { return .stale }
            plan = try planKnown(state, request)
        } else {
            guard try files.find(source: source.id, path: request.listed.path) == nil else { return .stale }
            if let held = try renamedWhileHeld(request) { return .held(held) }
            plan = try planNew(request)
        }
        var before = plan.state
        if plan.mode == .append, plan.state.copyOf == nil, plan.state.hasNoFinishedData, plan.state.id != 0 {
            plan = try planFirstData(plan, request)
        }
        before.problem = nil
        plan.state.status = .current
        plan.state.problem = nil
        noteListed(&plan.state, request)
        let isNew = plan.state.id == 0
        if isNew { plan.state.id = try files.insert(plan.state) }
        let hasMore = try plan.mode == .append ? append(&plan, request, isNew: isNew) : reconcile(&plan, request)
        if plan.state.exceedsPercent(of: source) {
            throw RejectLimitExceeded(path: plan.state.path, firstHash: plan.state.firstHash)
        }
        if plan.state.acceptsRejects { plan.state.acceptedRejects = plan.state.counts.rejected }
        try finish(&plan.state, before, request)
        return .taken(plan.state, hasMore: hasMore)
    }

    func noteListed(_ state: inout FileState, _ request: PickupRequest) {
        if state.size != request.listed.size || state.modifiedNanoseconds != request.listed.modifiedNanoseconds { state.changedAt = now }
        state.size = request.listed.size
        state.modifiedNanoseconds = request.listed.modifiedNanoseconds
    }

    private func append(_ plan: inout Plan, _ request: PickupRequest, isNew: Bool) throws -> Bool {
        let stream = try RecordStream(request.content, format, from: plan.state, takesOpenEnd: request.takesOpenEnd)
        currentStream = stream
        let start = plan.state.offset
        let before = plan.state.counts
        let hasOpen = plan.state.openBytes > 0
        let keptEntries = plan.state.entryCount - (hasOpen ? 1 : 0)
        var work = Work(stream: stream, state: plan.state, twin: plan.twin)
        if hasOpen { work.setOpen(try entryTable.last(plan.state.id, of: plan.state.entryCount)) }
        try openLoader(&work)
        var hasMore = false
        while let record = try stream.next() {
            try takeNew(record, &work)
            if !takesWhole, stream.consumed - start > Self.transactionBytesMax, source.hasNoRejectLimit {
                hasMore = true
                break
            }
        }
        if let open = work.open {
            // Nothing took the place of the provisional line: it is as it was, or it has gone.
            if request.content.size > plan.state.offset { work.entries.append(open) } else { try drop(open, &work) }
        }
        plan.state = work.state
        settle(&plan.state, stream)
        try store(plan.state, work.entries, after: keptEntries, isNew: isNew)
        total += plan.state.counts - before
        if plan.state.counts != before || work.entries.contains(where: \.isData) { try handOver(to: plan.state) }
        return hasMore
    }

    /// Reads a rewritten file as a whole: records it already had stay, new ones load, vanished ones are withdrawn.
    private func reconcile(_ plan: inout Plan, _ request: PickupRequest) throws -> Bool {
        let old = try entryTable.all(plan.state.id)
        var state = plan.state
        let copyOf = state.copyOf
        state.restart()
        state.copyOf = copyOf
        state.sameContentAs = copyOf
        let stream = try RecordStream(request.content, format, from: state, takesOpenEnd: request.takesOpenEnd)
        currentStream = stream
        var work = Work(stream: stream, state: state, twin: plan.twin)
        var matcher = Matcher(old)
        try openLoader(&work)
        while let record = try stream.next() {
            let isCopy = record.kind == .data && work.isDuplicate(record.hash)
            if !isCopy, let kept = matcher.take(record) {
                work.keep(kept, record)
            } else {
                let before = work.state.counts
                try takeNew(record, &work)
                total += work.state.counts - before
            }
        }
        let gone = matcher.rest()
        try loader.withdraw(file: state.id, records: gone.filter { $0.kind == .loaded }.map(\.record), at: now)
        try loader.reinstate(file: state.id, records: work.reinstated)
        try loader.move(file: state.id, places: work.moved)
        let rejects = try rejects
        let goneRejects = gone.filter { $0.kind == .rejected }.map(\.record)
        try rejects.withdraw(file: state.id, records: goneRejects)
        try loader.withdrawRejects(file: state.id, records: goneRejects)
        for place in work.movedRejects { try rejects.move(file: state.id, place: place) }
        let withdrawn = gone.filter { $0.kind == .loaded || $0.kind == .withdrawn }
            .map { Entry(hash: $0.hash, record: $0.record, kind: .withdrawn) }
        // Withdrawn entries come first, so that a provisional line is always the last.
        work.state.withdrawn = Int64(withdrawn.count)
        plan.state = work.state
        settle(&plan.state, stream)
        try store(plan.state, withdrawn + work.entries, after: 0)
        if try files.recheckFollowers(of: plan.state.id) > 0 { leavesRechecks = true }
        return false
    }

    private func store(_ state: FileState, _ entries: [Entry], after kept: Int, isNew: Bool = false) throws {
        guard kept + entries.count == state.entryCount else { throw Problem(.bug, "entries_unbalanced", ["file": state.path]) }
        try entryTable.replaceTail(state.id, after: kept, with: entries, isNew: isNew)
    }

    /// Rows that a copy has loaded ahead of its original belong to the original once it has them too.
    private func handOver(to original: FileState) throws {
        for var copy in try files.followers(of: original.id) {
            let own = try twin(of: original)
            var entries = try entryTable.all(copy.id)
            var ordinal = 0
            for index in entries.indices where entries[index].isData && entries[index].kind != .withdrawn {
                guard ordinal < own.hashes.count else { break }
                let entry = entries[index]
                let isSame = entry.hash == own.hashes[ordinal]
                if !isSame, ordinal < own.finished || entry.kind == .duplicate {
                    copy.status = .recheck
                    leavesRechecks = true
                    break
                }
                ordinal += 1
                guard isSame, entry.kind != .duplicate else { continue }
                if entry.kind == .loaded { try loader.remove(file: copy.id, records: entry.record..<entry.record + 1) }
                if entry.kind == .rejected {
                    try rejects.withdraw(file: copy.id, records: [entry.record])
                    try loader.withdrawRejects(file: copy.id, records: [entry.record])
                }
                copy.counts[entry.kind] -= 1
                copy.counts.duplicate += 1
                entries[index].kind = .duplicate
            }
            let rest = entries.filter { $0.isData && $0.kind != .withdrawn }.dropFirst(own.hashes.count)
            if rest.contains(where: { $0.kind == .duplicate }) {
                // The original has lost a line that this file still holds.
                copy.status = .recheck
                leavesRechecks = true
            }
            try entryTable.replaceTail(copy.id, after: 0, with: entries)
            try files.update(copy)
        }
    }

    private func settle(_ state: inout FileState, _ stream: RecordStream) {
        state.offset = stream.consumed
        state.nextLine = stream.line
        state.isSkipping = stream.isSkipping
        state.header = stream.settledHeader
        state.encoding = stream.fileEncoding
        state.digest = stream.finishedDigest()
    }

    private func openLoader(_ work: inout Work) throws {
        try loader.open(
            FileContext(
                file: work.state.id, path: work.state.path, parts: work.state.parts, zone: zone, profile: format.profile,
                header: work.stream.map, encoding: work.stream.textEncoding, run: run))
        work.openedHeader = work.stream.headerVersion
    }

    /// A record that this file did not have before: it loads, is rejected, or is known from a copy.
    private func takeNew(_ record: StreamRecord, _ work: inout Work) throws {
        var number = work.state.nextRecord
        if let open = work.open {
            work.setOpen(nil)
            work.state.openBytes = 0
            let isOwn = open.kind == .duplicate || record.kind != .data || !work.isDuplicate(record.hash)
            if open.hash == record.hash, open.isData == (record.kind == .data), isOwn {
                work.put(open, record)
                return
            }
            try drop(open, &work)
            number = open.record
        } else {
            work.state.nextRecord += 1
        }
        var kind: EntryKind
        switch record.kind {
        case .blank: kind = .blank
        case .header: kind = .header
        case .data:
            if work.isDuplicate(record.hash) {
                kind = .duplicate
            } else {
                if work.stream.headerVersion != work.openedHeader { try openLoader(&work) }
                kind = try load(record, number: number, &work.state)
            }
            if work.state.firstHash == nil { work.state.firstHash = record.hash }
        }
        work.state.counts[kind] += 1
        work.add(Entry(hash: record.hash, record: number, kind: kind), record)
    }

    private func load(_ record: StreamRecord, number: Int64, _ state: inout FileState) throws -> EntryKind {
        let place = RecordPlace(record: number, line: record.line, offset: record.offset)
        return try withStreamView { view in
            let outcome: RecordOutcome =
                record.isOversized
                ? .rejected(column: nil, value: "", reason: "record_too_long") : try loader.load(view, at: place)
            guard case .rejected(let column, let value, let reason) = outcome else {
                if loader.sawOtherEncoding { state.isOtherEncoding = true }
                return .loaded
            }
            try currentStream?.withRaw { raw in
                let rows = try newRejects ?? RejectTable(tx: tx).insertion()
                newRejects = rows
                let new = RejectTable.New(
                    source: source.id, file: state.id, place: place, length: record.length, isOversized: record.isOversized, column: column,
                    value: value, reason: reason, run: run)
                try RejectTable.add(new, raw: raw, at: now, to: rows)
            }
            if state.exceedsCount(of: source, rejected: state.counts.rejected + 1) {
                throw RejectLimitExceeded(path: state.path, firstHash: state.firstHash ?? record.hash)
            }
            return .rejected
        }
    }

    private var currentStream: RecordStream?
    private func withStreamView<T>(_ body: (RecordView) throws -> T) throws -> T {
        guard let currentStream else { throw Problem(.bug, "no_stream") }
        return try currentStream.withView(body)
    }

    /// Takes back a provisional line.
    private func drop(_ open: Entry, _ work: inout Work) throws {
        if open.kind == .loaded { try loader.remove(file: work.state.id, records: open.record..<open.record + 1) }
        if open.kind == .rejected {
            try rejects.delete(file: work.state.id, from: open.record)
            try loader.withdrawRejects(file: work.state.id, records: [open.record])
        }
        work.state.counts[open.kind] -= 1
        work.state.openBytes = 0
        work.setOpen(nil)
        if work.state.counts.data == 0 { work.state.firstHash = nil }
    }

    private func finish(_ state: inout FileState, _ before: FileState, _ request: PickupRequest) throws {
        if request.isFullyVerified { state.verifiedBytes = max(state.verifiedBytes, before.offset) }
        (state.headHash, state.tailHash) = try PrefixCheck.ends(request.content, offset: state.offset)
        if state.sameContentAs == nil, state.offset > 0, let first = state.firstHash, state.counts.loaded > 0 {
            state.sameContentAs = try files.sameContent(firstHash: first, digest: state.digest.value, offset: state.offset, except: state.id)
        } else if state.copyOf == nil {
            state.sameContentAs = nil
        }
        state.run = run
        if state.counts != before.counts { state.lastLoadedAt = now }
        try files.update(state)
        try RunTable(tx: tx).note(run: run, file: state.id, before: before)
    }
}
