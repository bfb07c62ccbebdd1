// Files handed in by a person: kept under the data folder, each in a place of its own, and taken by the same pickup as
// any other file. What was handed in twice is known twice and loaded once.

import Kernel
import Remote
import Store

/// A file that arrived and waits in a temporary place.
public struct UploadRequest: Sendable {
    /// Where the bytes are now; moved from there.
    public var file: String
    /// What the sender called it.
    public var name: String
    /// What is said about it (`line`, `mounter`); empty: what the name tells.
    public var parts: [String: String]
    public var profile: String
    public var zone: String

    public init(file: String, name: String, parts: [String: String], profile: String, zone: String) {
        self.file = file
        self.name = name
        self.parts = parts
        self.profile = profile
        self.zone = zone
    }
}

extension IntakeService {
    /// Takes an upload.
    /// - Parameter dataFolder: the hub's own folder; uploads are kept below `uploads`.
    public func upload(_ request: UploadRequest, dataFolder: String) async throws -> ScanReport {
        let root = LocalFolder.canonical(dataFolder) + "/uploads/" + request.profile
        let machine = request.parts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        let folder = machine.isEmpty ? "as named" : machine
        let name = request.name.replacing("/", with: "_").replacing("\\", with: "_")
        guard !name.isEmpty, name != ".", name != "..", name.utf8.count <= 200, folder.fits(500) else {
            throw Problem(.input, "upload_name", ["name": request.name])
        }
        let path = "\(folder)/\(Identifier.make(at: clock.now()))/\(name)"
        try await shares.run {
            let parts = LocalFolder.canonical(request.file).split(separator: "/", omittingEmptySubsequences: true)
            let from = LocalFolder("/" + parts.dropLast().joined(separator: "/"))
            try from.move(String(parts.last ?? ""), to: LocalFolder(root), as: path)
        }
        let source = try await uploadSource(root, request)
        if !request.parts.isEmpty {
            let id = source.id
            try await database.write { try SourceTable(tx: $0).setMap(id, folder: folder, parts: request.parts) }
        }
        var options = ScanOptions.command
        options.only = [path]
        return try await scan(setting(source), options)
    }

    private func uploadSource(_ root: String, _ request: UploadRequest) async throws -> Source {
        let all = try await database.read { try SourceTable(tx: $0).all() }
        if let known = all.first(where: { $0.kind == .upload && $0.location == root }) { return known }
        var source = Source(
            name: ("uploads " + request.profile).key(100), kind: .upload, location: root, profile: request.profile, zone: request.zone)
        source.isEnabled = false
        let made = source
        let now = clock.now()
        return try await database.write { tx in
            let table = SourceTable(tx: tx)
            var source = made
            // Another upload may have made it since; another node may keep its uploads elsewhere.
            if let known = try table.find(name: source.name) {
                if known.location == root { return known }
                source.name = (made.name + " " + root).key(100)
                if let own = try table.find(name: source.name) { return own }
            }
            source.id = try table.insert(made, at: now)
            return source
        }
    }
}
