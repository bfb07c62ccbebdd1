// From the names in a header line to the columns of a profile. Names decide, never positions; a name nobody knows is
// kept as an extra, and a header that is repeated in the middle of a file is recognised for what it is.

import Kernel

/// Where the columns of a profile stand in the records of a file.
public struct HeaderMap: Sendable, Hashable {
    /// A column the profile does not know.
    public struct Extra: Sendable, Hashable {
        public var name: String
        public var index: Int
    }

    /// For each column of the profile its field, or nil when the file has none.
    public let columns: [Int?]
    /// The other named fields, in the order of the file.
    public let extras: [Extra]
    /// A record with fewer fields ends before the last column that matters.
    public let fewestFields: Int
    /// A field that starts with a digit in all but a few rows, and never in a header.
    let probe: Int?

    /// Maps names as they are; of two equal ones the second is an extra.
    public init(names: [String], profile: IntakeProfile) {
        var columns = [Int?](repeating: nil, count: profile.columns.count)
        var extras: [Extra] = []
        for (index, name) in names.enumerated() where !HeaderName.normalized(name).isEmpty {
            if let column = profile.column(named: name), columns[column] == nil {
                columns[column] = index
            } else {
                extras.append(Extra(name: name, index: index))
            }
        }
        self.columns = columns
        self.extras = extras
        fewestFields = (zip(profile.columns, columns).compactMap { $0.matters ? $1 : nil }.max() ?? -1) + 1
        probe = zip(profile.columns, columns).compactMap { $0.kind == .text ? nil : $1 }.min()
    }
}

/// Recognises the header lines of a profile. Made once per file.
public struct HeaderReader: Sendable {
    public let profile: IntakeProfile
    /// Normalised names, in UTF-8, and the column each stands for.
    private let names: [[UInt8]: Int]
    /// Which bytes a name can start with; others need no look-up.
    private let firstBytes: Set<UInt8>

    public init(profile: IntakeProfile) {
        self.profile = profile
        var names: [[UInt8]: Int] = [:]
        for (i, column) in profile.columns.enumerated() {
            for name in [column.name] + column.synonyms { names[Array(HeaderName.normalized(name).utf8)] = i }
        }
        self.names = names
        firstBytes = Set(names.keys.compactMap(\.first))
    }

    /// The map of a record that is a header: at least half of its names, or of the profile's, are known, and two of
    /// them are. Nil for any other record.
    public func header(
        _ fields: ContiguousArray<FieldSpan>, in bytes: UnsafeRawBufferPointer, encoding: TextEncoding
    ) -> HeaderMap? {
        guard isHeader(fields, in: bytes, encoding: encoding, after: nil) else { return nil }
        return HeaderMap(names: fields.map { name($0, in: bytes, encoding: encoding) }, profile: profile)
    }

    /// Whether a record is a header line.
    /// - Parameter map: the map in force; with it an ordinary row is told apart by one byte.
    public func isHeader(
        _ fields: ContiguousArray<FieldSpan>, in bytes: UnsafeRawBufferPointer, encoding: TextEncoding,
        after map: HeaderMap?
    ) -> Bool {
        if let probe = map?.probe, probe < fields.count {
            let field = FieldText.trimmed(fields[probe], in: bytes)
            if field.count > 0, bytes[field.start] &- 48 < 10 { return false }
        }
        var known: Set<Int> = []
        var named = 0
        for field in fields where !FieldText.isBlank(field, in: bytes) {
            named += 1
            if let column = column(field, in: bytes, encoding: encoding) { known.insert(column) }
        }
        guard known.count >= min(2, profile.columns.count) else { return false }
        return known.count * 2 >= named || known.count * 2 >= profile.columns.count
    }

    private func name(_ span: FieldSpan, in bytes: UnsafeRawBufferPointer, encoding: TextEncoding) -> String {
        let text = FieldText.unescaped(
            FieldText.trimmed(span, in: bytes), in: bytes, quote: profile.quote ?? UInt8(ascii: "\""))
        return text.withUnsafeBytes { (encoding.isWide ? .utf8 : encoding).text(of: $0) }
    }

    private func column(_ span: FieldSpan, in bytes: UnsafeRawBufferPointer, encoding: TextEncoding) -> Int? {
        let field = FieldText.trimmed(span, in: bytes)
        guard FieldText.isASCII(field, in: bytes) else {
            return names[Array(HeaderName.normalized(name(span, in: bytes, encoding: encoding)).utf8)]
        }
        guard field.count <= IntakeProfile.longestName * 2 else { return nil }
        var plain: [UInt8] = []
        for byte in FieldText.bytes(of: field, in: bytes) where !HeaderName.isIgnored(byte) {
            if plain.isEmpty, !firstBytes.contains(FieldText.lowercased(byte)) { return nil }
            plain.append(FieldText.lowercased(byte))
        }
        return names[plain]
    }
}

/// Column names as they are compared: without case, blanks and underscores.
enum HeaderName {
    static func isIgnored(_ byte: UInt8) -> Bool { Intake.isBlank(byte) || byte == UInt8(ascii: "_") }

    static func normalized(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.lowercased().unicodeScalars.filter { $0 != " " && $0 != "_" && $0 != "\t" && $0 != "\u{FEFF}" }))
    }
}
