// Which of the listed files this node takes while others look at the same source.

import Kernel
import Remote
import Store
import Synchronization

extension IntakeService {
    func isOurs(_ file: ListedFile, _ known: KnownFile?, _ setting: PickupSetting) -> Bool {
        share.isOurs(setting.source.id, machine: known?.machine ?? WorkShare.hash(setting.machine(of: file.path)))
    }

    func isOurs(_ known: KnownFile, _ setting: PickupSetting, _ options: ScanOptions) -> Bool {
        !options.sharesWork || share.isOurs(setting.source.id, machine: known.machine)
    }

    /// Files of other nodes that have waited here for so long that their node seems not to see or not to be able to open
    /// them: then this one takes them. The gate of their machine makes that safe.
    func left(_ files: [ListedFile], _ setting: PickupSetting, _ options: ScanOptions) async throws -> Set<String> {
        let source = setting.source.id
        guard options.sharesWork, !share.others.isEmpty else {
            waiting.withLock { $0[source] = nil }
            return []
        }
        let (seen, before, now) = (known.withLock { $0[source] ?? [:] }, waiting.withLock { $0[source] ?? [:] }, clock.now())
        let time = Stopwatch.milliseconds()
        var waits: [String: Int64] = [:]
        var overdue: [ListedFile] = []
        // Their node looks at a server seldom; a folder says by itself that something came.
        let patience = SourceWatch.stuckAfter + (setting.source.kind.isRemote ? .seconds(Int64(setting.source.pollSeconds)) : .seconds(0))
        for file in files {
            // What was found to be another's is not worked out anew at each look.
            let isForeign = before[file.path] != nil || !isOurs(file, seen[file.path], setting)
            var unused = ScanReport()
            guard isForeign, isDue(file, seen[file.path], setting, options, now, &unused) else { continue }
            waits[file.path] = before[file.path] ?? time
            if time - (before[file.path] ?? time) > patience.milliseconds { overdue.append(file) }
        }
        overdue = Array(overdue.prefix(Self.batchFilesMax))
        if !overdue.isEmpty { try await refreshKnown(setting.source, overdue, trustsStillness: true) }
        let fresh = known.withLock { $0[source] ?? [:] }
        // Where its node has got on, it is only slow, or we did not know.
        let left = overdue.map(\.path).filter { path in seen[path].map { $0.isAsFar(as: fresh[path]) } ?? (fresh[path] == nil) }
        for file in overdue { waits[file.path] = nil }
        waiting.withLock { [waits] in $0[source] = waits }
        return Set(left)
    }
}
