// The only two things that are ever changed on a server, both by an after-load policy: a file is deleted or moved.

import Kernel
import Synchronization

extension RemoteSite {
    public func remove(_ path: String) throws(Problem) {
        try line.withLock { line throws(Problem) in
            let name = try name(own(path), &line)
            try ask(
                SiteRequest(kind: .commands([address.scheme == .sftp ? Self.shell("rm", name) : Self.transfer("DELE", name)]), path: path), &line,
                isRepeatable: false)
            memory.withLock { $0.files[path] = nil }
        }
    }

    /// Moves a file below another folder of the server; never over a file that is there.
    public func move(_ path: String, toFolder folder: String) throws(Problem) {
        try line.withLock { line throws(Problem) in
            let target = LocalPath.join(String(folder.dropFirst()), path)
            let (from, to) = (try name(own(path), &line), try name(target, &line))
            guard try !isTaken(target, &line) else {
                throw SiteProblem.make("remote_refused", address, path, retryable: false, cause: "\(target) is there already")
            }
            var commands: [[UInt8]] = []
            // The star says that a folder may be there already.
            for cut in to.indices.dropFirst() where to[cut] == 0x2F {
                let made = Array(to[..<cut])
                commands.append([0x2A] + (address.scheme == .sftp ? Self.shell("mkdir", made) : Self.transfer("MKD", made)))
            }
            if address.scheme == .sftp {
                commands.append(Self.shell("rename", from, to))
            } else {
                commands += [Self.transfer("RNFR", from), Self.transfer("RNTO", to)]
            }
            try ask(SiteRequest(kind: .commands(commands), path: path), &line, isRepeatable: false)
            memory.withLock { $0.files[path] = nil }
        }
    }

    private func own(_ path: String) -> String { address.folder.isEmpty ? path : LocalPath.join(address.folder, path) }

    /// Whether something has that name; asked from the server's side of the place, so the folder is named by itself.
    private func isTaken(_ target: String, _ line: inout Line) throws(Problem) -> Bool {
        var other = address
        let cut = target.lastIndex(of: "/")
        other.folder = cut.map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? ""
        let wanted = LocalPath.bytes(cut.map { String(target[target.index(after: $0)...]) } ?? target)
        let link = try SiteLink(other, limits, halt)
        var bytes: [UInt8] = []
        do throws(Problem) {
            try link.ask(
                SiteRequest(kind: .listing, path: "") { piece in
                    bytes += piece
                    return bytes.count <= Self.listingBytesMax
                })
        } catch {
            if error.code == "remote_missing" { return false }
            throw error
        }
        return bytes.split(separator: 0x0A).contains { if case .entry(let entry) = SiteLine.read($0) { entry.name == wanted } else { false } }
    }

    /// A path as commands want it: they may be given in any folder, so it counts from the server's root.
    private func name(_ path: String, _ line: inout Line) throws(Problem) -> [UInt8] {
        var bytes = LocalPath.bytes(path)
        guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw SiteProblem.make("remote_name", address, path, retryable: false)
        }
        if address.scheme == .sftp { return [0x2F] + bytes }
        if bytes.first == 0x2F { return bytes }
        // Known once something was asked over the connection.
        if line.link?.entryFolder == nil { _ = try entries(of: "", &line) }
        guard var entry = line.link?.entryFolder else {
            throw SiteProblem.make("remote_refused", address, path, cause: "the server does not say where one lands")
        }
        if entry.last != 0x2F { entry.append(0x2F) }
        bytes = entry + bytes
        return bytes
    }

    private static func transfer(_ command: String, _ name: [UInt8]) -> [UInt8] { Array("\(command) ".utf8) + name }

    private static func shell(_ command: String, _ names: [UInt8]...) -> [UInt8] {
        names.reduce(into: Array(command.utf8)) { out, name in
            out += Array(" \"".utf8)
            for byte in name {
                if byte == 0x22 || byte == 0x5C { out.append(0x5C) }
                out.append(byte)
            }
            out.append(0x22)
        }
    }
}
