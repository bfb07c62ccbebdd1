// What a profile must satisfy before anything is read with it. Pure rules: the same list serves the form, the API, the
// configuration file and the tests.

import Kernel

extension IntakeProfile {
    /// The most columns, and names in `header.absent`.
    static let mostColumns = 500
    /// The most entries of any other list.
    static let mostEntries = 200
    /// The longest name, in characters.
    static let longestName = 100
    /// The furthest line a header is looked for in.
    static let furthestHeader = 1000

    static func invalid(_ member: String, _ reason: String, value: String? = nil) -> Problem {
        var parameters = ["member": member, "reason": reason]
        if let value { parameters["value"] = value }
        return Problem(.input, "profile_invalid", parameters)
    }

    /// Everything wrong with it, each as `profile_invalid` with `member` and `reason`; empty for a usable profile.
    public var problems: [Problem] {
        var found: [Problem] = []
        let isName = { (text: String) in
            !text.isEmpty && text.count <= Self.longestName
                && text.utf8.allSatisfy { isLowercaseOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
        if !isName(name) { found.append(Self.invalid("name", "not_a_name", value: name)) }
        if !isName(target) { found.append(Self.invalid("target", "not_a_name", value: target)) }
        found += separatorProblems + columnProblems + headerProblems
        for (member, list) in [("paths", paths), ("include", include)]
        where list.count > Self.mostEntries {
            found.append(Self.invalid(member, "too_many"))
        }
        for (i, path) in paths.enumerated() {
            do { _ = try PathPattern(path) } catch {
                found.append(Self.invalid("paths[\(i)]", error.parameters["reason"] ?? error.code, value: path))
            }
        }
        if include.isEmpty { found.append(Self.invalid("include", "empty")) }
        for (i, pattern) in include.enumerated() where pattern.isEmpty {
            found.append(Self.invalid("include[\(i)]", "empty"))
        }
        if datePatterns.isEmpty, columns.contains(where: { $0.kind == .date }) {
            found.append(Self.invalid("date_patterns", "empty"))
        }
        if timePatterns.isEmpty, columns.contains(where: { $0.kind == .time }) {
            found.append(Self.invalid("time_patterns", "empty"))
        }
        return found
    }

    private var separatorProblems: [Problem] {
        var found: [Problem] = []
        if let quote, quote < 0x20 || quote > 0x7E || isLowercaseOrDigit(quote | 0x20) || quote == Byte.blank {
            found.append(Self.invalid("quote", "not_a_quote"))
        }
        guard case .byte(let byte) = delimiter else { return found }
        if byte == quote { found.append(Self.invalid("delimiter", "same_as_quote")) }
        if (byte < Byte.blank && byte != Byte.tab) || byte > 0x7E || isLowercaseOrDigit(byte | 0x20) {
            found.append(Self.invalid("delimiter", "not_a_delimiter", value: delimiter.text))
        }
        // In CP932 these bytes also occur as the second half of a character.
        if encoding == .shiftJIS, byte >= 0x40 {
            found.append(Self.invalid("delimiter", "ambiguous_in_encoding", value: delimiter.text))
        }
        return found
    }

    private var columnProblems: [Problem] {
        var found: [Problem] = []
        if columns.isEmpty { found.append(Self.invalid("columns", "empty")) }
        if columns.count > Self.mostColumns { return found + [Self.invalid("columns", "too_many")] }
        var seen: Set<String> = []
        for (i, column) in columns.enumerated() {
            if column.synonyms.count > Self.mostEntries {
                found.append(Self.invalid("columns[\(i)].synonyms", "too_many"))
            }
            for (j, name) in ([column.name] + column.synonyms).enumerated() {
                let member = j == 0 ? "columns[\(i)].name" : "columns[\(i)].synonyms[\(j - 1)]"
                let plain = HeaderName.normalized(name)
                if plain.isEmpty || !name.fits(Self.longestName) {
                    found.append(Self.invalid(member, "not_a_name", value: name))
                } else if !seen.insert(plain).inserted {
                    found.append(Self.invalid(member, "used_twice", value: name))
                }
            }
        }
        return found
    }

    private var headerProblems: [Problem] {
        switch header {
        case .present: return []
        case .withinFirst(let lines):
            return (1...Self.furthestHeader).contains(lines)
                ? [] : [Self.invalid("header.within_first", "out_of_range", value: String(lines))]
        case .absent(let names):
            if names.isEmpty { return [Self.invalid("header.absent", "empty")] }
            if names.count > Self.mostColumns { return [Self.invalid("header.absent", "too_many")] }
            var seen: Set<String> = []
            return names.enumerated().compactMap { i, name in
                let plain = HeaderName.normalized(name)
                return plain.isEmpty || seen.insert(plain).inserted
                    ? nil : Self.invalid("header.absent[\(i)]", "used_twice", value: name)
            }
        }
    }
}

private func isLowercaseOrDigit(_ byte: UInt8) -> Bool { (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57) }
