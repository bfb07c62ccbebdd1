// A profile made ready for reading: its delimiter as a byte, its patterns compiled, its names looked up once.

import Kernel

/// The encoding of one file.
struct FileEncoding: Sendable, Hashable {
    var encoding: TextEncoding
    /// The file's byte order mark says so; else the source or its profile does.
    var isMarked: Bool
}

/// How the files of one source are read. Made once per scan.
struct FileFormat: Sendable {
    let profile: IntakeProfile
    let encoding: TextEncoding
    let headers: HeaderReader
    let paths: PathPatterns
    private let fixedDelimiter: UInt8?

    init(_ profile: IntakeProfile, encoding: TextEncoding) throws(Problem) {
        self.profile = profile
        self.encoding = encoding
        headers = HeaderReader(profile: profile)
        paths = try PathPatterns(profile.paths)
        if case .byte(let byte) = profile.delimiter { fixedDelimiter = byte } else { fixedDelimiter = nil }
    }

    /// The encoding of a file: what its byte order mark announces, else what is set.
    func encoding(of content: FileContent) throws -> FileEncoding {
        let mark = try content.beginning(4).withUnsafeBytes { TextEncoding.byteOrderMark(of: $0) }
        return FileEncoding(encoding: mark?.encoding ?? encoding, isMarked: mark != nil)
    }

    /// The delimiter of a file: the profile's, else the likeliest of its first line, which does not change when the file
    /// grows.
    func delimiter(of content: FileContent, in encoding: TextEncoding) throws -> UInt8 {
        if let fixedDelimiter { return fixedDelimiter }
        var sample = try content.beginning(4096)
        if encoding.isWide {
            var text: [UInt8] = []
            sample.withUnsafeBytes { _ = WideText(isBigEndian: encoding == .utf16be).decode($0, atEnd: false, into: &text) }
            sample = text
        }
        return delimiter(of: Array(sample.prefix { $0 != 0x0A }))
    }

    /// The delimiter for a single line that is tried again.
    func delimiter(of line: [UInt8]) -> UInt8 {
        if let fixedDelimiter { return fixedDelimiter }
        if case .byte(let byte)? = line.withUnsafeBytes({ Delimiter.detect(sample: $0) }).first?.value { return byte }
        return UInt8(ascii: ",")
    }

    /// The columns for a stored header; empty bytes mean the profile's standard order.
    func map(_ header: [UInt8]?, delimiter: UInt8, encoding: TextEncoding) -> (map: HeaderMap, seed: UInt64) {
        guard let header, !header.isEmpty else { return (HeaderMap(names: standardNames, profile: profile), 1) }
        var scanner = RecordScanner(delimiter: delimiter, quote: profile.quote)
        return header.withUnsafeBytes { bytes in
            _ = scanner.next(in: bytes, from: 0, atEnd: true)
            let found = headers.header(scanner.fields, in: bytes, encoding: encoding)
            return (found ?? HeaderMap(names: standardNames, profile: profile), RecordHash.of(bytes, seed: 2))
        }
    }

    private var standardNames: [String] {
        if case .absent(let names) = profile.header { names } else { profile.columns.map(\.name) }
    }
}
