// Excel's format is a zip archive, whose parts are known only at the end: the workbook is written to a temporary file,
// sent, and deleted. Putting a big one together blocks for seconds, so that happens on a thread of its own.

import Dispatch
import Foundation
import Kernel

enum XLSXExport {
    /// One workbook is put together at a time. The queue cannot block itself: what runs on it waits for the disk alone.
    private static let closing = DispatchQueue(label: "gemba.export.xlsx")

    static func write(
        _ name: String, _ columns: [ExportColumn], _ rows: ExportRows, to writer: BodyWriter,
        rowsMax: Int = Workbook.rowsMax
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/gemba-export-" + Entropy.token(byteCount: 12)
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Workbook.notWritten("\(error)")
        }
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/export.xlsx"
        let workbook = try Workbook(path: path, folder: folder, name: name, columns: columns, rowsMax: rowsMax)
        try await rows { cells in
            try Task.checkCancellation()
            try workbook.add(cells)
        }
        try await close(workbook)
        try await send(path, to: writer)
    }

    private static func close(_ workbook: Workbook) async throws {
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            closing.async { done.resume(with: Result { try workbook.close() }) }
        }
    }

    private static func send(_ path: String, to writer: BodyWriter) async throws {
        guard let file = FileHandle(forReadingAtPath: path) else { throw Workbook.notWritten("no file") }
        defer { try? file.close() }
        while let piece = try file.read(upToCount: ExportBuffer.pieceBytes), !piece.isEmpty {
            try await writer.write(Array(piece))
        }
    }
}
