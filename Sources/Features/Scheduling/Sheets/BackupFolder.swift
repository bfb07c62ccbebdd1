// A backup's files in a folder: written whole under another name first, so that a folder that is there is complete.

import Foundation
import Kernel

enum BackupFolder {
    private static func failure(_ path: String, _ error: any Error) -> Problem {
        Problem(.outside(retryable: false), "file_not_written", ["path": path, "reason": error.localizedDescription], cause: "\(error)")
    }

    static func write(_ bytes: [UInt8], to path: String) throws(Problem) {
        do { try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic) } catch { throw failure(path, error) }
    }

    /// - Throws: `schedule_backup_there` when there is something already.
    static func write(_ files: [BackupFile], to folder: String) throws(Problem) {
        let manager = FileManager.default
        guard !manager.fileExists(atPath: folder) else { throw Problem(.conflict, "schedule_backup_there", ["path": String(folder.prefix(200))]) }
        let target = URL(fileURLWithPath: folder, isDirectory: true)
        let part = URL(fileURLWithPath: target.path + ".part", isDirectory: true)
        do {
            if manager.fileExists(atPath: part.path) { try manager.removeItem(at: part) }
            for file in files {
                let url = part.appendingPathComponent(file.name)
                try manager.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.bytes).write(to: url)
            }
            try manager.moveItem(at: part, to: target)
        } catch {
            try? manager.removeItem(at: part)
            throw failure(folder, error)
        }
    }

    static func read(_ folder: String) throws(Problem) -> BackupContent {
        try SheetBackup.read { name in FileManager.default.contents(atPath: folder + "/" + name).map { [UInt8]($0) } }
    }
}
