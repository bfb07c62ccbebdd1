// Text on its way into a column. Engines differ in what a text may be; what is stored here is what all of them take, so
// that a line that loads on one loads on every one.

extension String {
    /// NUL as U+FFFD, as intake reads it in files: the text of some engines cannot hold it.
    public var storable: String {
        guard utf8.contains(0) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0.value == 0 ? "\u{FFFD}" : $0 }))
    }

    /// The beginning, of at most so many Unicode scalars, which are what engines count as characters; NUL as U+FFFD.
    public func kept(_ scalarsMax: Int) -> String {
        guard utf8.count > scalarsMax else { return storable }
        return String(String.UnicodeScalarView(unicodeScalars.prefix(scalarsMax))).storable
    }

    /// So many Unicode scalars at most: what fits into a column of that width whole.
    public func fits(_ scalarsMax: Int) -> Bool { utf8.count <= scalarsMax || unicodeScalars.count <= scalarsMax }

    /// The text where it is short enough, else its beginning with the digest of the whole: two texts that differ stay
    /// different, and one text is always the same key.
    public func key(_ scalarsMax: Int) -> String {
        fits(scalarsMax) ? self : kept(scalarsMax - 65) + "#" + Digest.of(self).hex
    }
}

extension JSON {
    /// The same with every text and name `storable`.
    public var storable: JSON {
        switch self {
        case .string(let text): .string(text.storable)
        case .array(let items): .array(items.map(\.storable))
        case .object(let members): .object(members.map { ($0.0.storable, $0.1.storable) })
        default: self
        }
    }
}
