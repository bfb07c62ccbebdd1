// Where a sheet's positions put orders in a line's queue. Positions are an order, not places: they have gaps and come twice,
// so only who stands before whom is compared, and orders that nobody has moved keep their rank.

import Kernel

struct SheetQueue {
    /// An order that the sheet has on this line.
    struct Entry {
        var number: String
        /// The sheet's position now and as it last was, in thousandths; the largest number for none.
        var position: Int64
        /// Nil when it was on no line or another, or in no sheet yet.
        var last: Int64?
        /// Somebody here has put it where it stands.
        var isMoved: Bool
        /// The file's word counts where both differ.
        var takesFile: Bool
    }
    /// The line's orders when all is done.
    private(set) var merged: [String] = []
    /// Orders that stay where somebody here has put them, though the sheet has them elsewhere.
    private(set) var conflicts: Set<String> = []
    /// Those that follow the sheet.
    private(set) var free: Set<String> = []

    /// - Parameters:
    ///   - queue: the line's orders now, without those that leave it.
    ///   - entries: in the order of the sheet's rows.
    init(_ queue: [String], _ entries: [Entry]) {
        let sheet = entries.enumerated().sorted { ($0.1.position, $0.0) < ($1.1.position, $1.0) }.map(\.1)
        let here = Set(queue)
        let there = sheet.filter { here.contains($0.number) }
        let now = queue.filter(Set(there.map(\.number)).contains)
        let common = there.filter { $0.last != nil }
        let names = Set(common.map(\.number))
        let last = common.enumerated().sorted { ($0.1.last ?? 0, $0.0) < ($1.1.last ?? 0, $1.0) }.map(\.1.number)
        let (fileBefore, nowBefore) = (Self.before(there.map(\.number)), Self.before(now))
        let (fileCommon, lastCommon, nowCommon) = (Self.before(common.map(\.number)), Self.before(last), Self.before(now.filter(names.contains)))
        for entry in sheet {
            let number = entry.number
            if !here.contains(number) {
                free.insert(number)
            } else if names.contains(number) {
                if !entry.isMoved {
                    free.insert(number)
                } else if fileCommon[number] != lastCommon[number] {
                    if nowCommon[number] == fileCommon[number] || entry.takesFile { free.insert(number) }
                    if nowCommon[number] != fileCommon[number] { conflicts.insert(number) }
                }
            } else {
                if fileBefore[number] == nowBefore[number] || entry.takesFile { free.insert(number) }
                if fileBefore[number] != nowBefore[number] { conflicts.insert(number) }
            }
        }
        // The others stay behind whoever they stand behind now.
        var followers: [String: [String]] = [:]
        var front: [String] = []
        var leader: String?
        for number in queue {
            if free.contains(number) {
                leader = number
            } else if let leader {
                followers[leader, default: []].append(number)
            } else {
                front.append(number)
            }
        }
        merged = front + sheet.filter { free.contains($0.number) }.flatMap { [$0.number] + (followers[$0.number] ?? []) }
    }

    /// Who stands before each.
    private static func before(_ list: [String]) -> [String: String] {
        Dictionary(zip(list.dropFirst(), list).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
    }

    // MARK: ranks

    /// Longer ones are made new.
    static let rankLengthMax = 60

    /// Ranks for a queue that keep as many of the old ones as can be kept; runs of new ones lie evenly between them.
    static func ranks(_ old: [Rank?]) -> [Rank] {
        let kept = Desk.longestRise(old)
        guard !kept.isEmpty else { return Rank.series(old.count) }
        var out = [Rank?](repeating: nil, count: old.count)
        for index in kept { out[index] = old[index] }
        var start = 0
        for index in kept + [old.count] {
            fill(&out, start..<index, start > 0 ? out[start - 1] : nil, index < old.count ? out[index] : nil)
            start = index + 1
        }
        let all = out.compactMap { $0 }
        return all.contains { $0.text.utf8.count > rankLengthMax } ? Rank.series(old.count) : all
    }

    private static func fill(_ out: inout [Rank?], _ range: Range<Int>, _ low: Rank?, _ high: Rank?) {
        guard !range.isEmpty else { return }
        let middle = (range.lowerBound + range.upperBound) / 2
        let rank = Rank.between(low, high)
        out[middle] = rank
        fill(&out, range.lowerBound..<middle, low, rank)
        fill(&out, (middle + 1)..<range.upperBound, rank, high)
    }
}
