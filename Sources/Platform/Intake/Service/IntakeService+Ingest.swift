// One pickup now, from the terminal or an upload: the same code as the standing watch, with "now" meaning that what is
// there is all there will be.

import Kernel
import Remote
import Store

/// What `gemba ingest` was asked for.
public struct IngestRequest: Sendable {
    public var paths: [String]
    public var profile: String
    public var root: String?
    public var zone: String
    public var encoding: String?
    public var isDryRun = false
    /// The last line may still be growing: leave it until it has its newline.
    public var isOpen = false

    public init(paths: [String], profile: String, zone: String) {
        self.paths = paths
        self.profile = profile
        self.zone = zone
    }
}

extension IntakeService {
    /// Picks up files and folders, each once. The folder given (or `root`) becomes a source of its own unless one that
    /// contains it is known already, so that a second call, or the server, finds the same files again.
    /// - Throws: `path_missing`, `profile_missing`, and whatever keeps the database from storing.
    public func ingest(_ request: IngestRequest) async throws -> ScanReport {
        _ = try await profile(request.profile)
        var groups: [(source: Source, only: [String]?)] = []
        for path in request.paths {
            let found = try await shares.run { try Self.resolve(path) }
            let root = request.root.map(Self.absolute) ?? (found.isFolder ? found.path : Self.parent(found.path))
            guard found.path == root || found.path.hasPrefix(root == "/" ? "/" : root + "/") else {
                throw Problem(.input, "path_outside_root", ["path": path, "root": root])
            }
            let source = try await commandSource(root, request)
            let relative = Self.relative(found.path, to: source.location)
            groups.append((source, found.isFolder ? nil : [relative]))
        }
        var options = ScanOptions.command
        options.takesOpenEnd = !request.isOpen
        options.isRehearsal = request.isDryRun
        var total = ScanReport()
        for (source, only) in groups {
            options.only = only
            var source = source
            source.encoding = request.encoding ?? source.encoding
            let setting = try await setting(source)
            let report = try await scan(setting, options)
            total.run = report.run ?? total.run
            total.listed += report.listed
            total.files += report.files
            total.counts += report.counts
            total.unmatched += report.unmatched
            total.problems += report.problems
        }
        return total
    }

    /// The source that contains the folder, made when there is none.
    private func commandSource(_ root: String, _ request: IngestRequest) async throws -> Source {
        let all = try await database.read { try SourceTable(tx: $0).all() }
        let containing = all.filter { source in
            (source.kind == .folder || source.kind == .command) && source.profile == request.profile
                && (root == source.location || (request.root == nil && source.isRecursive && root.hasPrefix(source.location + "/")))
        }
        if let nearest = containing.max(by: { $0.location.count < $1.location.count }) {
            if nearest.location != root, request.root == nil {
                var part = nearest
                part.include = nearest.include
                return part
            }
            return nearest
        }
        var source = Source(name: ("ingest " + root).key(100), kind: .command, location: root, profile: request.profile, zone: request.zone)
        source.isEnabled = false
        // A rehearsal makes it inside its own transaction, and takes it away again.
        if request.isDryRun { return source }
        let made = source
        let now = clock.now()
        return try await database.write { tx in
            let table = SourceTable(tx: tx)
            // Another command may have made it since.
            if let known = try table.find(name: made.name) { return known }
            var source = made
            source.id = try table.insert(made, at: now)
            return source
        }
    }

    private static func resolve(_ path: String) throws -> (path: String, isFolder: Bool) {
        let absolute = absolute(path)
        let parent = LocalFolder(parent(absolute))
        let name = String(absolute.split(separator: "/").last ?? "")
        if !name.isEmpty, parent.status(name) != nil { return (absolute, false) }
        _ = try LocalFolder(absolute).list(recursive: false) { _ in false }
        return (absolute, true)
    }

    static func absolute(_ path: String) -> String { LocalFolder.canonical(path) }
    static func parent(_ path: String) -> String {
        let parts = path.split(separator: "/").dropLast()
        return "/" + parts.joined(separator: "/")
    }
    static func relative(_ path: String, to root: String) -> String {
        path == root ? "" : String(path.dropFirst(root == "/" ? 1 : root.count + 1))
    }
}
