// A form with files as a handler gets it: fields in memory, files on disk under names of ours, in a folder of their own
// that the handler discards when it is done.

import Foundation
import Kernel

/// A file that came with a form.
public struct UploadedFile: Sendable {
    /// The form field's name.
    public let name: String
    /// What the sender calls the file, without any folder.
    public let filename: String
    public let contentType: String
    /// Where it lies until the form is discarded.
    public let path: String
    public let size: Int64
}

/// A form read from a `multipart/form-data` body.
public struct MultipartForm: Sendable {
    /// Parts of one form.
    public static let partsMax = 100
    /// One field that is no file.
    public static let fieldBytesMax = 64 << 10

    public var fields = Parameters()
    public var files: [UploadedFile] = []
    let folder: String

    /// Deletes the files.
    public func discard() { try? FileManager.default.removeItem(atPath: folder) }
}

extension Visit {
    /// Reads the request's body as a form and writes its files into a fresh folder within `folder`. The route has to
    /// stream its body. File fields that were left empty are not in the result.
    /// - Parameter fileBytesMax: of each file.
    /// - Throws: `multipart_invalid`, `body_too_large`, `upload_not_stored`; nothing is left on disk then.
    public func multipart(fileBytesMax: Int, to folder: String) async throws -> MultipartForm {
        let parser = try MultipartParser(contentType: request.header("content-type") ?? "")
        let fresh = folder + "/upload-" + Identifier.make(at: reader.now)
        do { try FileManager.default.createDirectory(atPath: fresh, withIntermediateDirectories: true) } catch {
            throw MultipartReader.notStored("\(error)")
        }
        let gathering = MultipartReader(parser, fileBytesMax: fileBytesMax, folder: fresh)
        do {
            try await request.body.forEach { try gathering.take($0) }
            return try gathering.finish()
        } catch {
            gathering.form.discard()
            throw error
        }
    }
}

/// Takes the parser's findings to memory and disk. Pieces are small and go to the system's file cache, so they are
/// written where they are read.
final class MultipartReader: @unchecked Sendable {
    // Only ever touched by the task that reads the request.
    private var parser: MultipartParser
    private let fileBytesMax: Int
    private(set) var form: MultipartForm
    private var parts = 0
    private var part: MultipartPart?
    private var field: [UInt8] = []
    private var file: FileHandle?
    private var size: Int64 = 0

    init(_ parser: MultipartParser, fileBytesMax: Int, folder: String) {
        self.parser = parser
        self.fileBytesMax = fileBytesMax
        form = MultipartForm(folder: folder)
    }

    deinit { try? file?.close() }

    static func notStored(_ cause: String) -> Problem {
        Problem(
            .outside(retryable: true), "upload_not_stored", hint: "See whether the disk of the data folder is full.",
            cause: cause)
    }

    func take(_ bytes: [UInt8]) throws {
        for event in try parser.feed(bytes) {
            switch event {
            case .begin(let part): try begin(part)
            case .data(let bytes): try add(bytes)
            case .end: try end()
            }
        }
    }

    func finish() throws -> MultipartForm {
        try parser.finish()
        return form
    }

    private var path: String { form.folder + "/" + String(parts) }

    private func begin(_ part: MultipartPart) throws {
        parts += 1
        guard parts <= MultipartForm.partsMax else { throw MultipartParser.invalid("parts") }
        self.part = part
        size = 0
        field = []
        guard part.filename != nil else { return }
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else {
            throw Self.notStored(path)
        }
        file = handle
    }

    private func add(_ bytes: [UInt8]) throws {
        size += Int64(bytes.count)
        let limit = file == nil ? MultipartForm.fieldBytesMax : fileBytesMax
        guard size <= limit else { throw Problem(.input, "body_too_large", ["limit": String(limit)]) }
        guard let file else {
            field += bytes
            return
        }
        do { try file.write(contentsOf: bytes) } catch { throw Self.notStored("\(error)") }
    }

    private func end() throws {
        guard let part else { return }
        if let filename = part.filename {
            do { try file?.close() } catch { throw Self.notStored("\(error)") }
            file = nil
            // A file field that was left empty comes without a name and without content.
            if filename.isEmpty && size == 0 { return try FileManager.default.removeItem(atPath: path) }
            form.files.append(
                UploadedFile(
                    name: part.name, filename: filename.isEmpty ? "file" : filename, contentType: part.contentType,
                    path: path, size: size))
        } else {
            form.fields.items.append((name: part.name, value: String(decoding: field, as: UTF8.self).storable))
        }
        self.part = nil
    }
}
