// Mask files in a folder of this machine or of a share. A file counts once it has not changed for a moment and does not
// have a name that programs give to what they are still writing.

import Kernel
import Remote

package struct FolderMasks: MaskStore {
    let folder: LocalFolder
    let clock: Clock
    private let pool: BlockingPool

    /// How long a file must have been left alone.
    static let quiet = Span.seconds(2)
    /// Looks at what has become quiet are so far apart, in a folder in which much happens.
    static let apart = Span.milliseconds(400)
    static let unfinished = [".part", ".partial", ".tmp", ".filepart", ".crdownload"]

    package init(_ path: String, clock: Clock) {
        folder = LocalFolder(path)
        self.clock = clock
        pool = BlockingPool(label: "gemba.masks")
    }

    package var key: String { "folder" + String(Digest.of(Array(folder.root.utf8)).hex.prefix(32)) }
    package var place: String { folder.root }

    package func scan(_ plan: SyncPlan, _ known: KnownMasks) async throws -> MaskScan {
        let now = clock.now()
        return try await pool.run {
            let listing = try folder.list(recursive: true, accept: { !$0.split(separator: "/").contains { $0.hasPrefix(".") } })
            // A sub-folder that cannot be read would look as if its files were gone.
            if let first = listing.unreadable.first {
                throw Problem(
                    .outside(retryable: true), "folder_unreadable", ["folder": LocalPath.join(folder.root, first.path), "reason": first.reason])
            }
            var scan = MaskScan(plan: plan, known: known)
            for file in listing.files { Self.take(file, now, &scan) }
            return scan
        }
    }

    private static func take(_ file: ListedFile, _ now: Instant, _ scan: inout MaskScan) {
        let at = file.modifiedNanoseconds / 1_000_000
        let name = String(file.path.split(separator: "/").last ?? "")
        let lower = name.lowercased()
        let isComplete = !unfinished.contains { lower.hasSuffix($0) } && now.milliseconds - at >= quiet.milliseconds
        var hash = KnownMasks.Hash()
        var path = file.path
        path.withUTF8 { hash.combine(UnsafeRawBufferPointer($0)) }
        hash.combine(UInt64(bitPattern: file.size))
        hash.combine(UInt64(bitPattern: file.modifiedNanoseconds))
        hash.combine(isComplete ? 1 : 0)
        if scan.known.meet(hash.value) == nil {
            scan.new.append(
                MaskFile(
                    hash: hash.value, id: file.path, name: name, bytes: file.size, uploadedAt: at, uploadedBy: nil,
                    completeness: isComplete ? .complete : .incomplete))
        }
        var copy = name
        copy.withUTF8 { scan.plan.add(file: UnsafeRawBufferPointer($0), at: at, isComplete: isComplete) }
    }

    package func count() async throws -> Int64 {
        try await pool.run {
            Int64(try folder.list(recursive: true, accept: { !$0.split(separator: "/").contains { $0.hasPrefix(".") } }).files.count)
        }
    }
    package func close() {}

    package func listen(_ changed: @escaping @Sendable () -> Void) async throws {
        guard let watch = FolderWatch() else { return }
        @Sendable func look() {
            let folders = (try? folder.list(recursive: true, accept: { _ in false }).folders) ?? []
            watch.watch([folder.root] + folders.map { LocalPath.join(folder.root, $0) })
        }
        try await pool.run { look() }
        changed()
        // When what was written will be quiet; moments close to each other are one.
        var due: [Instant] = []
        while true {
            try Task.checkCancellation()
            let wait = due.first.map { min(max(($0 - clock.now()).milliseconds, 0), 1000) } ?? 1000
            let hasChanged = try await pool.run {
                guard watch.wait(milliseconds: Int32(wait)) else { return false }
                // There may be new folders; others are watched already.
                look()
                return true
            }
            let now = clock.now()
            if let first = due.first, first <= now {
                due.removeAll { $0 <= now }
                changed()
            }
            guard hasChanged else { continue }
            if due.isEmpty { changed() }
            let quiet = now + Self.quiet + .milliseconds(100)
            if due.count > 1, due[due.count - 1] - due[due.count - 2] < Self.apart { due[due.count - 1] = quiet } else { due.append(quiet) }
            // A stream of events is one look, not one each.
            try await clock.sleep(.milliseconds(50))
        }
    }

    package func open(_ id: String, bytesMax: Int64) async throws -> MaskReading {
        let unknown = Problem(.missing, "mask_unknown", ["id": String(id.prefix(200))])
        // A path or a link that leads out of the folder is none of ours.
        guard !id.split(separator: "/").contains("..") else { throw unknown }
        let (file, size) = try await pool.run {
            guard folder.status(id) != nil else { throw unknown }
            let file = try folder.open(id)
            guard file.isRegular, file.canonicalPath.hasPrefix(LocalFolder.canonical(folder.root) + "/") else { throw unknown }
            return (file, try file.size)
        }
        return try MaskReading(id, bytes: size, max: bytesMax) { offset in
            try await pool.run {
                try [UInt8](unsafeUninitializedCapacity: Int(min(MaskReading.pieceBytes, size - offset))) { buffer, count in
                    count = try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
                }
            }
        }
    }
}

/// No mask files anywhere: batches alone.
package struct NoMasks: MaskStore {
    package init() {}
    package var key: String { "none" }
    package var place: String { "" }
    package func scan(_ plan: SyncPlan, _ known: KnownMasks) async throws -> MaskScan {
        throw Problem(.input, "masks_nowhere")
    }
    package func count() async throws -> Int64 { 0 }
    package func close() {}
    package func listen(_ changed: @escaping @Sendable () -> Void) async throws {}
    package func open(_ id: String, bytesMax: Int64) async throws -> MaskReading { throw Problem(.missing, "mask_unknown", ["id": id]) }
}
