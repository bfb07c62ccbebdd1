// One look at a source: list, skip what has not changed, take the rest in batches of one transaction each.

import Kernel
import Logging
import Remote
import Store
import Synchronization

/// How a scan treats what a standing watch would wait for.
public struct ScanOptions: Sendable {
    /// A last line without its newline counts at once.
    public var takesOpenEnd = false
    /// A rewritten or shortened file is believed at once.
    public var trustsChanges = false
    /// Only these relative paths, whatever their names.
    public var only: [String]?
    /// Leaves to other nodes what is theirs.
    public var sharesWork = false
    /// Everything in one transaction, rolled back at the end.
    public var isRehearsal = false
    /// The report says of every file by name what became of it.
    public var namesFiles = false
    public init() {}

    /// What a person or script who asks "now" means.
    public static let command: ScanOptions = {
        var options = ScanOptions()
        options.takesOpenEnd = true
        options.trustsChanges = true
        return options
    }()
}

extension IntakeService {
    /// Bytes read ahead for one transaction.
    static let batchBytesMax: Int64 = 8 << 20
    /// Files in one transaction.
    static let batchFilesMax = 256
    /// After so many looks in a row that somebody else was faster, the rest waits for the next scan.
    static let staleRoundsMax = 5

    /// Takes what is new at a source.
    /// - Throws: what keeps the whole source from being read (`folder_missing`, …) or stored (`store_full`, …).
    public func scan(_ sourceID: Int64, _ options: ScanOptions = ScanOptions()) async throws -> ScanReport {
        guard let source = try await database.read({ try SourceTable(tx: $0).find(sourceID) }) else {
            throw Problem(.missing, "source_missing", ["source": String(sourceID)])
        }
        return try await scan(setting(source), options)
    }

    func scan(_ setting: PickupSetting, _ options: ScanOptions) async throws -> ScanReport {
        var report = ScanReport()
        let site = try site(of: setting.source)
        if known.withLock({ $0[setting.source.id] == nil }) { try await loadKnown(setting.source) }
        let before = known.withLock { $0[setting.source.id] ?? [:] }
        let wereThere = before.values.count { $0.status == .current && isOurs($0, setting, options) }
        let started = Stopwatch.milliseconds()
        report.began = clock.now()
        let listing = try await shares.run { try self.list(site, setting, options) }
        // A mount point without its share is an empty folder.
        let isBlind = options.sharesWork && listing.files.isEmpty && wereThere > 0 && !share.others.isEmpty
        if !isBlind { noteProgress(setting.source.id, listing: Stopwatch.milliseconds() - started) }
        report.listed = listing.files.count
        if options.namesFiles { report.listedPaths = listing.files.map(\.path) }
        report.folders = listing.folders
        report.problems = listing.unreadable.map { path, reason in
            (path, Problem(.outside(retryable: true), "folder_unreadable", ["path": path, "reason": reason]))
        }
        report.left = try await left(listing.files, setting, options)
        var pending = listing.files
        for round in 0..<Self.staleRoundsMax where !pending.isEmpty {
            if round > 0 { try await refreshKnown(setting.source, pending) }
            pending = try await take(pending, site, setting, options, &report)
            if pending.isEmpty, report.leavesRechecks {
                report.leavesRechecks = false
                pending = listing.files
            }
        }
        if options.only == nil, !isBlind, report.stillThere < wereThere {
            try await noteGone(listing, setting.source.id, before: before.filter { isOurs($0.value, setting, options) })
        }
        if setting.source.kind.isRemote, options.only == nil, !isBlind { try await shares.run { site.tidy(listing) } }
        looks.add(1, ordering: .relaxed)
        return report
    }

    private func list(_ site: any FileSite, _ setting: PickupSetting, _ options: ScanOptions) throws -> Listing {
        if let only = options.only {
            var listing = Listing()
            for path in only {
                guard let file = try site.status(path) else {
                    throw Problem(.input, "file_missing", ["path": LocalPath.join(site.root, path)])
                }
                listing.files.append(file)
            }
            return listing
        }
        let source = setting.source
        let include = setting.include
        return try lister(of: source, site) {
            site.lister(recursive: source.isRecursive) { path in include.contains { $0.matches(path) } }
        }.list()
    }

    /// - Returns: files that somebody else was taking at the same time.
    private func take(
        _ files: [ListedFile], _ site: any FileSite, _ setting: PickupSetting, _ options: ScanOptions, _ report: inout ScanReport
    ) async throws -> [ListedFile] {
        let seen = known.withLock { $0[setting.source.id] ?? [:] }
        let now = clock.now()
        report.stillThere = 0
        let isAlone = !options.sharesWork || share.others.isEmpty
        let foreign = waiting.withLock { $0[setting.source.id] ?? [:] }
        let due = files.filter { file in
            let known = seen[file.path]
            let isOurs = isAlone || (foreign[file.path] == nil && isOurs(file, known, setting))
            if isOurs, known?.status == .current { report.stillThere += 1 }
            return (isOurs || report.left.contains(file.path)) && isDue(file, known, setting, options, now, &report)
        }
        // New paths first: a renamed file is recognised before the path it left is read again.
        let ordered = due.filter { seen[$0.path] == nil } + due.filter { seen[$0.path] != nil }
        var stale: [ListedFile] = []
        var batch: [PickupRequest] = []
        var bytes: Int64 = 0
        for file in ordered {
            // Another node may have come since this look began.
            if options.sharesWork, !isOurs(file, seen[file.path], setting), !report.left.contains(file.path) { continue }
            do {
                let isUnmatched = !setting.parts(of: file.path).isMatched
                let request = try await shares.run { try self.prepare(file, seen[file.path], site, setting, options, now) }
                guard case .take(let request) = request else {
                    if case .wait = request {
                        report.hasPending = true
                        noteRewrite(file, setting.source, now)
                    } else {
                        settle(file, setting.source, now, &report)
                    }
                    continue
                }
                if isUnmatched { report.unmatched.append(file.path) }
                batch.append(request)
                bytes += min(request.content.size, FileContent.wholeBytesMax)
            } catch {
                report.problems.append((file.path, Problem(error)))
            }
            if !options.isRehearsal, bytes >= Self.batchBytesMax || batch.count >= Self.batchFilesMax {
                stale += try await commit(batch, site, setting, options, &report)
                batch = []
                bytes = 0
            }
        }
        return stale + (try await commit(batch, site, setting, options, &report))
    }

    func isDue(
        _ file: ListedFile, _ known: KnownFile?, _ setting: PickupSetting, _ options: ScanOptions, _ now: Instant, _ report: inout ScanReport
    ) -> Bool {
        guard let known else { return true }
        if known.status == .held { return false }
        if known.status != .current || !known.isSettled { return true }
        if known.size != file.size || known.modifiedNanoseconds != file.modifiedNanoseconds { return true }
        guard known.hasPendingTail else { return false }
        if options.takesOpenEnd || isQuiet(file, known, setting, now) { return true }
        report.hasPending = true
        return false
    }

    private func isQuiet(_ file: ListedFile, _ known: KnownFile?, _ setting: PickupSetting, _ now: Instant) -> Bool {
        var since = Instant(milliseconds: file.modifiedNanoseconds / 1_000_000)
        if let known, known.size == file.size, known.modifiedNanoseconds == file.modifiedNanoseconds {
            // A share's clock may be ahead of ours: what we saw ourselves counts too.
            since = min(since, known.changedAt)
        }
        return now - since >= setting.source.quiet
    }

    /// Opens and reads a file, and compares it with what is known of it; nil when it has to wait.
    private func prepare(
        _ file: ListedFile, _ known: KnownFile?, _ site: any FileSite, _ setting: PickupSetting, _ options: ScanOptions, _ now: Instant
    ) throws -> Prepared {
        let content = try FileContent.open(site, file.path)
        // Written to since it was listed: what the listing says of its age is no longer true of what was opened.
        let quiet = content.size == file.size && isQuiet(file, known, setting, now)
        let (parts, isMatched) = setting.parts(of: file.path)
        var request = PickupRequest(
            listed: file, content: content, known: known?.request, takesOpenEnd: options.takesOpenEnd || quiet, parts: parts,
            isMatched: isMatched, folder: setting.folder(of: file.path))
        guard let known else { return .take(request) }
        switch try PrefixCheck.compare(content, with: known.prefix) {
        case .intact(let fully): request.isFullyVerified = fully
        case .changed:
            request.isChanged = true
            // While a file is cut short its time of change may still be the old one, so that it looks quiet for long.
            // What is fetched from a server has been looked at twice: listed, and read later.
            let isStill = setting.source.kind.isRemote || known.rewrite.map { $0.isOf(file) && now - $0.since >= setting.source.quiet } == true
            if !options.trustsChanges, !(quiet && isStill), known.status != .gone { return .wait }
        }
        let isAllRead = known.openBytes == 0 && content.size == known.offset && file.size == known.size
        if !request.isChanged, known.status == .current, isAllRead { return .unchanged }
        return .take(request)
    }

    /// What a look into a file says.
    private enum Prepared: Sendable {
        case take(PickupRequest)
        /// Its writer is not done.
        case wait
        /// It holds what is known of it and no more.
        case unchanged
    }

    /// Remembers that a file is as it was.
    private func settle(_ file: ListedFile, _ source: Source, _ now: Instant, _ report: inout ScanReport) {
        let isSettled = stillAt(source, report, now) - file.modifiedNanoseconds > source.settleNanoseconds
        if !isSettled { report.hasPending = true }
        known.withLock { all in
            all[source.id]?[file.path]?.isSettled = isSettled
            all[source.id]?[file.path]?.modifiedNanoseconds = file.modifiedNanoseconds
        }
    }

    /// Remembers what a file was found rewritten to, from the first look that found it so.
    private func noteRewrite(_ file: ListedFile, _ source: Source, _ now: Instant) {
        known.withLock { all in
            if all[source.id]?[file.path]?.rewrite?.isOf(file) == true { return }
            all[source.id]?[file.path]?.rewrite = .init(size: file.size, modifiedNanoseconds: file.modifiedNanoseconds, since: now)
        }
    }

    /// When a file was certainly as it was read, in nanoseconds: what is fetched from a server may take long.
    private func stillAt(_ source: Source, _ report: ScanReport, _ now: Instant) -> Int64 {
        (source.kind.isRemote ? report.began ?? now : now).milliseconds * 1_000_000
    }

    /// Runs a batch in one transaction; when a file spoils it, the others go on without that file.
    private func commit(
        _ batch: [PickupRequest], _ site: any FileSite, _ setting: PickupSetting, _ options: ScanOptions, _ report: inout ScanReport,
        fetches: Int = 0
    ) async throws -> [ListedFile] {
        guard !batch.isEmpty else { return [] }
        do {
            return try await commitWhole(batch, site, setting, options, &report)
        } catch let limit as RejectLimitExceeded {
            report.problems.append((limit.path, Problem(.input, "reject_limit", ["path": limit.path])))
            if !options.isRehearsal { try await hold(limit, setting) }
            return try await commit(batch.filter { $0.listed.path != limit.path }, site, setting, options, &report)
        } catch let problem as Problem where problem.isRetryable && problem.code.hasPrefix("store_") {
            throw problem
        } catch let missing as FileNotAtHand where batch.count == 1 && fetches < Self.fetchesMax {
            do { try await fetch(missing, site) } catch {
                report.problems.append((batch[0].listed.path, Problem(error)))
                return []
            }
            return try await commit(batch, site, setting, options, &report, fetches: fetches + 1)
        } catch is CancellationError {
            // Nobody's fault: asked to stop, with the transaction rolled back.
            throw CancellationError()
        } catch {
            guard batch.count > 1 else {
                logger.error("\(Problem(error))", metadata: ["file": "\(batch[0].listed.path)"])
                report.problems.append((batch[0].listed.path, Problem(error)))
                return []
            }
            var stale: [ListedFile] = []
            for request in batch { stale += try await commit([request], site, setting, options, &report) }
            return stale
        }
    }

    private func commitWhole(
        _ batch: [PickupRequest], _ site: any FileSite, _ setting: PickupSetting, _ options: ScanOptions, _ report: inout ScanReport
    ) async throws -> [ListedFile] {
        let now = clock.now()
        let run = try await currentRun(setting.source.id, options, now)
        let work: @Sendable (any Transaction) throws -> Committed = { tx in
            var setting = setting
            if setting.source.id == 0 { setting.source.id = try SourceTable(tx: tx).insert(setting.source, at: now) }
            let runID = try run.id ?? RunTable(tx: tx).open(source: setting.source.id, name: run.name, at: now)
            let loader = try setting.target.makeLoader(tx)
            let pickup = FilePickup(tx, setting, run: runID, loader: loader, now: now) { path in
                try FileContent.glance(site, path)
            }
            pickup.takesWhole = options.isRehearsal
            let results = try batch.map { try pickup.take($0) }
            try pickup.flush()
            try loader.finish()
            let taken = results.filter { if case .taken = $0 { true } else { false } }.count
            try RunTable(tx: tx).add(runID, files: taken, pickup.total, at: now)
            return Committed(results: results, counts: pickup.total, run: runID, leavesRechecks: pickup.leavesRechecks)
        }
        let outcome = try await options.isRehearsal ? database.rehearse(work) : database.write(work)
        if !options.isRehearsal {
            runs.withLock { $0[setting.source.id] = (outcome.run, run.name, run.since) }
            setting.target.committed()
            noteProgress(setting.source.id)
        }
        report.run = run.name
        report.counts += outcome.counts
        if outcome.leavesRechecks {
            report.leavesRechecks = true
            known.withLock { $0 = $0.filter { $0.key == setting.source.id } }
        }
        let (stale, unfinished) = remember(outcome.results, batch, setting, options, &report)
        // The rest of a long file, from the same open file, so that its beginning is not compared again.
        return try await stale + (unfinished.isEmpty ? [] : commit(unfinished, site, setting, options, &report))
    }

    /// What a batch's transaction came to.
    private struct Committed: Sendable {
        var results: [PickupResult]
        var counts: LineCounts
        var run: Int64
        var leavesRechecks: Bool
    }

    /// Remembers what was learnt of each file, and says which have to be looked at again or gone on with.
    private func remember(
        _ results: [PickupResult], _ batch: [PickupRequest], _ setting: PickupSetting, _ options: ScanOptions, _ report: inout ScanReport
    ) -> (stale: [ListedFile], unfinished: [PickupRequest]) {
        var stale: [ListedFile] = []
        var unfinished: [PickupRequest] = []
        let now = stillAt(setting.source, report, clock.now())
        for (request, result) in zip(batch, results) {
            let state: FileState
            var hasMore = false
            switch result {
            case .stale:
                stale.append(request.listed)
                continue
            case .held(let held): state = held
            case .taken(let taken, let isUnfinished): (state, hasMore) = (taken, isUnfinished)
            }
            let file = KnownFile(state, isSettled: now - request.listed.modifiedNanoseconds > setting.source.settleNanoseconds)
            if hasMore {
                var next = request
                next.known = file.request
                next.isChanged = false
                next.isFullyVerified = false
                unfinished.append(next)
            } else if case .taken = result {
                report.files += 1
                if options.namesFiles { report.takenPaths.append(request.listed.path) }
            }
            if options.isRehearsal { continue }
            if !file.isSettled { report.hasPending = true }
            known.withLock { all in
                if request.known == nil {
                    // A renamed file leaves its old path behind.
                    for (path, other) in all[setting.source.id] ?? [:] where other.id == state.id { all[setting.source.id]?[path] = nil }
                }
                all[setting.source.id]?[state.path] = file
            }
        }
        return (stale, unfinished)
    }
}
