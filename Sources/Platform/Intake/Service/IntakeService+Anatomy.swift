// A rejected line taken apart for people: its fields under their names, the one that does not fit, and the lines around it
// as they stand in the file now, if they still do.

import Kernel
import Remote
import Store

/// A rejected line and its surroundings.
public struct RejectAnatomy: Sendable {
    public struct Neighbour: Sendable {
        public var line: Int64
        public var bytes: [UInt8]
    }
    /// The line in `encoding`: its bytes as they stand in the file, or in UTF-8 when that is in UTF-16.
    public var line: [UInt8] = []
    /// Where each field stands in `line`.
    public var fields: [Range<Int>] = []
    /// The columns' names over the fields.
    public var names: [String] = []
    /// The field that does not fit.
    public var marked: Int?
    public var before: [Neighbour] = []
    public var after: [Neighbour] = []
    /// The line end that followed it, when it still stands in the file.
    public var lineEnd: [UInt8] = []
    public var encoding = TextEncoding.utf8
    /// The file no longer has this line at this place, or cannot be read.
    public var isElsewhere = false
}

extension IntakeService {
    /// Lines shown before and after a reject, and bytes looked at for them.
    static let neighboursMax = 2
    static let neighbourBytesMax = 8192

    public func anatomy(of reject: Reject) async throws -> RejectAnatomy {
        let setting = try await setting(source(reject.source))
        let file = try await database.read { try FileTable(tx: $0).find(reject.file) }
        let raw = RejectLine(raw: reject, in: setting.format.encoding(of: file))
        var out = RejectAnatomy()
        out.line = raw.bytes
        out.encoding = raw.encoding
        let delimiter = setting.format.delimiter(of: raw.bytes)
        let map = setting.format.map(file?.header, delimiter: delimiter, encoding: raw.encoding).map
        out.names = map.names(setting.format.profile)
        var scanner = RecordScanner(delimiter: delimiter, quote: setting.format.profile.quote)
        out.fields = raw.bytes.withUnsafeBytes { raw in
            scanner.next(in: raw, from: 0, atEnd: true) == nil ? [] : scanner.fields.map(\.range)
        }
        if let column = reject.column, let index = map.index(of: column, setting.format.profile),
            index < out.fields.count
        {
            out.marked = index
        }
        let site = try site(of: setting.source)
        let found = try await shares.run { () -> RejectAnatomy? in
            // A neighbour that cannot be shown is no reason not to show the line itself; a page waits for no server.
            guard let content = try? FileContent.glance(site, reject.path) else { return nil }
            return try? Self.surroundings(of: reject, in: content, setting.format.encoding(of: file))
        }
        if let found {
            out.before = found.before
            out.after = found.after
            out.lineEnd = found.lineEnd
        } else {
            out.isElsewhere = true
        }
        return out
    }

    /// - Returns: nil when the line is no longer there.
    private static func surroundings(of reject: Reject, in content: FileContent, _ encoding: TextEncoding) throws(Problem)
        -> RejectAnatomy?
    {
        // An even number of bytes before, so that units of two bytes stay whole.
        let start = max(reject.byteOffset % 2, reject.byteOffset - Int64(neighbourBytesMax))
        let lead = Int(reject.byteOffset - start)
        var bytes = [UInt8](repeating: 0, count: lead + reject.raw.count + neighbourBytesMax)
        var read = 0
        do { read = try bytes.withUnsafeMutableBytes { try content.read(into: $0, at: start) } } catch {
            throw Problem(error)
        }
        guard read >= lead + reject.raw.count, Array(bytes[lead..<lead + reject.raw.count]) == reject.raw else {
            return nil
        }
        var out = RejectAnatomy()
        func text(_ bytes: ArraySlice<UInt8>) -> [UInt8] { encoding.isWide ? RejectLine.converted(Array(bytes), encoding) : Array(bytes) }
        let rest = text(bytes[(lead + reject.raw.count)..<read])
        let raw = text(reject.raw[...])
        let inRaw = raw.last == 0x0A
        let end = inRaw ? 0 : (rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.count)
        out.lineEnd = Array(rest[..<end])
        let above = text(bytes[..<lead]).split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
        // The first piece may be the end of a line that begins before what was read.
        let whole = start <= 1 ? above : above.dropFirst()
        let shown = whole.suffix(neighboursMax)
        out.before = shown.enumerated().map {
            .init(line: reject.fileLine - Int64(shown.count - $0.offset), bytes: Array($0.element))
        }
        let lines = Int64((raw + out.lineEnd).count { $0 == 0x0A })
        let below = rest[end...].split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().prefix(
            neighboursMax)
        out.after = below.enumerated().map {
            .init(line: reject.fileLine + max(1, lines) + Int64($0.offset), bytes: Array($0.element))
        }
        return out
    }
}
