// What one round over the sources came to, folder by folder: for a terminal, for programs, and as the result of the daily
// job. Nothing here reads a folder; it counts what a scan has reported.

import Intake
import Kernel

package struct PullSummary: Equatable, Sendable {
    package struct Folder: Equatable, Sendable {
        /// The centre's folder; of a source that could not be read at all its name.
        package var folder: String
        package var type: String
        /// Files of the profile.
        package var found = 0
        /// Files of which something was taken.
        package var processed = 0
        package var unchanged = 0
        package var errors = 0
        /// What each error was, in English.
        package var problems: [String] = []
    }

    /// By name.
    package private(set) var folders: [Folder] = []
    package var processed: Int { folders.reduce(0) { $0 + $1.processed } }
    package var errors: Int { folders.reduce(0) { $0 + $1.errors } }
    package var isClean: Bool { errors == 0 }

    package init() {}

    /// Adds a look at a source.
    /// - Parameters:
    ///   - report: of a scan with `ScanOptions.namesFiles`.
    ///   - location: of the source, for files that lie in no folder.
    ///   - types: of centres whose names do not say it.
    package mutating func add(_ report: ScanReport, location: String, types: [String: String] = [:]) {
        func name(_ path: String) -> String { LogPath.centre(path, location) ?? path }
        let taken = Set(report.takenPaths)
        let broken = Dictionary(report.problems.map { ($0.path, $0.problem) }) { first, _ in first }
        for path in report.listedPaths {
            let at = place(name(path), types)
            folders[at].found += 1
            if taken.contains(path) {
                folders[at].processed += 1
            } else if broken[path] == nil {
                folders[at].unchanged += 1
            }
        }
        let listed = Set(report.listedPaths)
        for (path, problem) in report.problems {
            // A folder that could not be looked into counts as its centre's.
            let at = place(name(listed.contains(path) ? path : path + "/?"), types)
            folders[at].errors += 1
            folders[at].problems.append("\(path): \(problem)")
        }
    }

    /// Names a folder, whether or not anything is found in it.
    package mutating func expect(_ name: String, types: [String: String] = [:]) { _ = place(name, types) }

    /// Adds a source that could not be read at all.
    package mutating func add(_ problem: Problem, source name: String, types: [String: String] = [:]) {
        let at = place(name, types)
        folders[at].errors += 1
        folders[at].problems.append("\(problem)")
    }

    private mutating func place(_ name: String, _ types: [String: String]) -> Int {
        if let found = folders.firstIndex(where: { $0.folder == name }) { return found }
        let at = folders.firstIndex { $0.folder > name } ?? folders.count
        folders.insert(Folder(folder: name, type: types[name] ?? Centre.type(ofFolder: name)), at: at)
        return at
    }

    package var json: JSON {
        .object([
            (
                "folders",
                .array(
                    folders.map {
                        .object([
                            ("folder", .string($0.folder)), ("type", .string($0.type)), ("found", JSON($0.found)), ("processed", JSON($0.processed)),
                            ("unchanged", JSON($0.unchanged)), ("errors", JSON($0.errors)),
                        ])
                    })
            ), ("processed", JSON(processed)), ("errors", JSON(errors)),
        ])
    }

    /// For a terminal or a log: each folder's beginning, its files and its end, then the total.
    package var text: String {
        var lines: [String] = []
        for folder in folders {
            lines.append("\(folder.folder) (\(folder.type)): start")
            lines.append("  found \(Self.count(folder.found, "file"))")
            lines += folder.problems.map { "  error: " + $0 }
            lines.append("  done: \(folder.processed) processed, \(folder.unchanged) unchanged, \(Self.count(folder.errors, "error"))")
        }
        lines.append("total: \(Self.count(folders.count, "folder")), \(processed) processed, \(Self.count(errors, "error"))")
        return lines.joined(separator: "\n")
    }

    private static func count(_ n: Int, _ thing: String) -> String { "\(n) \(thing)\(n == 1 ? "" : "s")" }
}
