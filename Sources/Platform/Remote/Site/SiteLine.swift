// One line of a server's listing, read without trust: what it may look like differs from server to server, names may hold
// anything, and a line that is not understood must neither stop the listing nor be taken for another file.

import Kernel

/// A name in a folder of a server.
struct SiteEntry: Equatable {
    enum Kind: Equatable { case file, folder, link }
    var name: [UInt8]
    var kind: Kind
    var size: Int64
    var time: SiteTime
    /// The time as it was written: the same text and size mean that nothing was changed.
    var timeText: String
}

/// A time as listings show it, in the server's own zone.
struct SiteTime: Equatable {
    /// Nil: within the last year.
    var year: Int?
    var month: Int
    var day: Int
    /// Nil: only the day is told.
    var minuteOfDay: Int?

    /// Seconds since the epoch as if the server's zone were UTC; nil for a day that does not exist.
    func seconds(at now: Instant) -> Int64? {
        let today = now.milliseconds / 86_400_000
        let years = year.map { [$0] } ?? (0...8).map { CivilDate(daysSinceEpoch: today + 2).year - $0 }
        for year in years {
            guard let date = CivilDate(year: year, month: month, day: day) else { continue }
            // A zone ahead of ours may already have tomorrow.
            guard self.year != nil || date.daysSinceEpoch <= today + 1 else { continue }
            return date.daysSinceEpoch * 86_400 + Int64(minuteOfDay ?? 0) * 60
        }
        return nil
    }
}

enum SiteLine {
    enum Reading: Equatable {
        case entry(SiteEntry)
        /// A heading, a blank line, `.` and `..`, devices.
        case nothing
        /// A file that no command can name.
        case unusable(String)
        case unknown
    }

    static func read(_ line: some Collection<UInt8>) -> Reading {
        var line = Array(line)[...]
        while let last = line.last, last == 0x0D || last == 0x0A { line.removeLast() }
        let words = words(of: line)
        guard let first = words.first else { return .nothing }
        if line[first].elementsEqual("total".utf8), words.count <= 3 { return .nothing }
        guard let found = unix(line, words) ?? dos(line, words) else { return .unknown }
        return checked(found)
    }

    private static func checked(_ found: SiteEntry?) -> Reading {
        guard var entry = found else { return .nothing }
        if entry.kind == .link {
            let arrow = Array(" -> ".utf8)
            let at = entry.name.indices.first { entry.name[$0...].starts(with: arrow) }
            if let at { entry.name = Array(entry.name[..<at]) }
        }
        if entry.name.elementsEqual(".".utf8) || entry.name.elementsEqual("..".utf8) { return .nothing }
        let isUsable = !entry.name.isEmpty && !entry.name.contains { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "/") }
        return isUsable ? .entry(entry) : .unusable(LocalPath.text(entry.name.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: "?") : $0 }))
    }

    /// Where the words of a line stand.
    private static func words(of line: ArraySlice<UInt8>) -> [Range<Int>] {
        var out: [Range<Int>] = []
        var start: Int?
        for at in line.indices {
            let isBlank = line[at] == 0x20 || line[at] == 0x09
            if isBlank, let begun = start {
                out.append(begun..<at)
                start = nil
            } else if !isBlank, start == nil {
                start = at
            }
        }
        if let start { out.append(start..<line.endIndex) }
        return out
    }

    /// `-rw-r--r-- 1 user group 1234 May 28 10:32 name`, also with words missing or in another order before the time.
    /// - Returns: an inner nil for something that is neither file nor folder.
    private static func unix(_ line: ArraySlice<UInt8>, _ words: [Range<Int>]) -> SiteEntry?? {
        let rights = line[words[0]]
        guard let type = rights.first, rights.count >= 10, "-dlbcpsD".utf8.contains(type),
            rights.dropFirst().prefix(9).allSatisfy({ "rwxsStTlL-".utf8.contains($0) })
        else { return nil }
        for index in words.indices.dropFirst() {
            guard let (time, used) = time(line, words, index) else { continue }
            guard let size = Int64(text(line, words[index - 1])), size >= 0 else { continue }
            // One blank stands between the time and the name; more belong to the name.
            let end = words[index + used - 1].upperBound
            guard end + 1 < line.endIndex else { return nil }
            guard "-dl".utf8.contains(type) else { return .some(nil) }
            let kind: SiteEntry.Kind = type == UInt8(ascii: "d") ? .folder : type == UInt8(ascii: "l") ? .link : .file
            return SiteEntry(
                name: Array(line[(end + 1)...]), kind: kind, size: size, time: time,
                timeText: text(line, words[index].lowerBound..<end))
        }
        return "-dl".utf8.contains(type) ? nil : .some(nil)
    }

    /// A time that begins at a word, and how many words it takes.
    private static func time(_ line: ArraySlice<UInt8>, _ words: [Range<Int>], _ index: Int) -> (SiteTime, Int)? {
        guard index + 1 < words.count else { return nil }
        if let day = isoDay(text(line, words[index])) {
            guard let minute = clock(text(line, words[index + 1])) else { return nil }
            return (SiteTime(year: day.0, month: day.1, day: day.2, minuteOfDay: minute), 2)
        }
        guard index + 2 < words.count else { return nil }
        let (a, b, c) = (text(line, words[index]), text(line, words[index + 1]), text(line, words[index + 2]))
        guard let month = month(a) ?? month(b), let day = Int(month == self.month(a) ? b : a), (1...31).contains(day) else { return nil }
        if let minute = clock(c) { return (SiteTime(year: nil, month: month, day: day, minuteOfDay: minute), 3) }
        guard c.utf8.count == 4, let year = Int(c), (1970...9999).contains(year) else { return nil }
        return (SiteTime(year: year, month: month, day: day, minuteOfDay: nil), 3)
    }

    /// `05-28-25  10:32AM  <DIR>  name` and `2025-05-28  10:32  1,234 name`.
    private static func dos(_ line: ArraySlice<UInt8>, _ words: [Range<Int>]) -> SiteEntry?? {
        guard words.count >= 4, let day = isoDay(text(line, words[0])) ?? dosDay(text(line, words[0])),
            let minute = clock(text(line, words[1]))
        else { return nil }
        let what = text(line, words[2])
        let isFolder = what.uppercased() == "<DIR>"
        guard isFolder || what.utf8.first.map({ (48...57).contains($0) }) == true, let size = isFolder ? 0 : Int64(what.replacing(",", with: ""))
        else { return nil }
        let start = isFolder ? words[3].lowerBound : words[2].upperBound + 1
        return SiteEntry(
            name: Array(line[start...]), kind: isFolder ? .folder : .file, size: size,
            time: SiteTime(year: day.0, month: day.1, day: day.2, minuteOfDay: minute),
            timeText: text(line, words[0].lowerBound..<words[1].upperBound))
    }

    private static func text(_ line: ArraySlice<UInt8>, _ range: Range<Int>) -> String { String(decoding: line[range], as: UTF8.self) }

    private static let months: [String: Int] = [
        "jan": 1, "ene": 1, "feb": 2, "fév": 2, "fev": 2, "mar": 3, "mär": 3, "apr": 4, "abr": 4, "avr": 4, "may": 5, "mai": 5,
        "jun": 6, "juin": 6, "jul": 7, "juil": 7, "aug": 8, "ago": 8, "aoû": 8, "aou": 8, "sep": 9, "set": 9, "oct": 10, "okt": 10,
        "out": 10, "nov": 11, "dec": 12, "dic": 12, "déc": 12, "dez": 12,
    ]

    private static func month(_ word: String) -> Int? {
        let plain = word.lowercased().filter { $0.isLetter }
        guard (3...4).contains(word.count), plain.count >= word.count - 1 else { return nil }
        return months[plain] ?? months[String(plain.prefix(3))]
    }

    /// `10:32`, `10:32:07`, `10:32AM`.
    private static func clock(_ word: String) -> Int? {
        var plain = Substring(word.uppercased())
        let half = plain.hasSuffix("AM") ? 0 : plain.hasSuffix("PM") ? 12 : nil
        if half != nil { plain = plain.dropLast(2) }
        let parts = plain.split(separator: ":", omittingEmptySubsequences: false).map { $0.utf8.count <= 2 ? Int($0) : nil }
        guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1], (0...59).contains(minute) else { return nil }
        if let half {
            guard (1...12).contains(hour) else { return nil }
            return (hour % 12 + half) * 60 + minute
        }
        return (0...23).contains(hour) ? hour * 60 + minute : nil
    }

    private static func isoDay(_ word: String) -> (Int, Int, Int)? {
        CivilDate(iso: word).map { ($0.year, $0.month, $0.day) }
    }

    private static func dosDay(_ word: String) -> (Int, Int, Int)? {
        let parts = word.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ [2, 4].contains($0.utf8.count) }), let month = Int(parts[0]), let day = Int(parts[1]),
            var year = Int(parts[2])
        else { return nil }
        if parts[2].utf8.count == 2 { year += year < 70 ? 2000 : 1900 }
        guard CivilDate(year: year, month: month, day: day) != nil else { return nil }
        return (year, month, day)
    }
}
