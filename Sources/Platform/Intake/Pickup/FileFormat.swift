// A profile made ready for reading: its delimiter as a byte, its patterns compiled, its names looked up once.

import Kernel

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

    /// The delimiter of a file: the profile's, else the likeliest of its first line, which does not change when the file
    /// grows.
    func delimiter(of content: FileContent) throws -> UInt8 {
        if let fixedDelimiter { return fixedDelimiter }
        let sample = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 16)
        defer { sample.deallocate() }
        let n = try content.read(into: sample, at: 0)
        let bytes = UnsafeRawBufferPointer(rebasing: sample[0..<n])
        let line = UnsafeRawBufferPointer(rebasing: bytes[0..<(bytes.firstIndex(of: 0x0A) ?? n)])
        if case .byte(let byte)? = Delimiter.detect(sample: line).first?.value { return byte }
        return UInt8(ascii: ",")
    }

    /// The delimiter for a single line that is tried again.
    func delimiter(of line: [UInt8]) -> UInt8 {
        if let fixedDelimiter { return fixedDelimiter }
        if case .byte(let byte)? = line.withUnsafeBytes({ Delimiter.detect(sample: $0) }).first?.value { return byte }
        return UInt8(ascii: ",")
    }

    /// The columns for a stored header; empty bytes mean the profile's standard order.
    func map(_ header: [UInt8]?, delimiter: UInt8) -> (map: HeaderMap, seed: UInt64) {
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
