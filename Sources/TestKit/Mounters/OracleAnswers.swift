// The questions a plant asks, answered by going through all rows: what the product's pages and answers must equal.

import Foundation
import Kernel

/// Scans of one machine on one day.
public struct OracleDay: Sendable, Hashable {
    public var line: Int?
    public var mounter: Int?
    /// Nil collects the undated rows.
    public var day: CivilDate?

    public init(line: Int?, mounter: Int?, day: CivilDate?) {
        self.line = line
        self.mounter = mounter
        self.day = day
    }
}

/// OK and NG counted; other results are in `total` only.
public struct OracleTotals: Sendable, Hashable {
    public var total = 0
    public var ok = 0
    public var ng = 0

    public init(total: Int = 0, ok: Int = 0, ng: Int = 0) {
        self.total = total
        self.ok = ok
        self.ng = ng
    }
}

/// What is on a slot now.
public struct OracleLoad: Sendable, Hashable {
    public var line: Int
    public var mounter: Int
    public var slotText: String
    public var slot: Int?
    public var side: OracleSide?
    /// The scan that put the present reel there.
    public var since: OracleRow
    /// The last OK scan, which is `since` or a re-scan of the same barcode.
    public var latest: OracleRow
}

/// Which rows are asked for; nil does not filter.
public struct OracleFilter: Sendable {
    public var line: Int?
    public var mounter: Int?
    /// Inclusive; leaves undated rows out.
    public var from: CivilTime?
    /// Exclusive; leaves undated rows out.
    public var to: CivilTime?
    /// Contained, in any case.
    public var part: String?
    public var result: String?
    /// Contained, in any case.
    public var lot: String?
    /// Contained, in any case.
    public var barcode: String?
    public var slot: Int?

    public init() {}

    public func accepts(_ row: OracleRow) -> Bool {
        func contains(_ text: String, _ wanted: String?) -> Bool {
            guard let wanted, !wanted.isEmpty else { return true }
            return text.lowercased().contains(wanted.lowercased())
        }
        if let line, row.line != line { return false }
        if let mounter, row.mounter != mounter { return false }
        if let slot, row.slot != slot { return false }
        if let result, row.result != result { return false }
        if let from {
            guard let at = row.scannedAt, at.millisecondsSinceEpoch >= from.millisecondsSinceEpoch else { return false }
        }
        if let to {
            guard let at = row.scannedAt, at.millisecondsSinceEpoch < to.millisecondsSinceEpoch else { return false }
        }
        return contains(row.part, part) && contains(row.lot, lot) && contains(row.barcode, barcode)
    }
}

extension OracleReading {
    /// Files whose bytes stand at another, earlier path of the same line and mounter, by path, with that path.
    /// Files without rows are never copies, nor are files of unknown machines.
    public var copies: [String: String] { originals { $0.line == $1.line && $0.mounter == $1.mounter } }

    /// The same for another machine's path: those load, and are only said to be the same.
    public var twins: [String: String] { originals { $0.line != $1.line || $0.mounter != $1.mounter } }

    /// Rows of all files but copies.
    public var distinctRows: [OracleRow] {
        let copies = copies
        return files.filter { copies[$0.path] == nil }.flatMap(\.rows)
    }

    /// How many rows, loaded or rejected, are in copies: the ledger's `duplicate`.
    public var duplicateRows: Int {
        let copies = copies
        return files.filter { copies[$0.path] != nil }.reduce(0) { $0 + $1.rows.count + $1.rejects.count }
    }

    private func originals(_ matches: (OracleFile, OracleFile) -> Bool) -> [String: String] {
        var found: [String: String] = [:]
        for (index, file) in files.enumerated() where !(file.rows.isEmpty && file.rejects.isEmpty) && !file.isUnmatched {
            let original = files[..<index].first { $0.content == file.content && matches($0, file) }
            if let original { found[file.path] = original.path }
        }
        return found
    }
}

extension MounterOracle {
    /// OK and NG per machine and day.
    public static func totals(_ rows: [OracleRow]) -> [OracleDay: OracleTotals] {
        var found: [OracleDay: OracleTotals] = [:]
        for row in rows {
            let key = OracleDay(line: row.line, mounter: row.mounter, day: row.scannedAt?.date)
            found[key, default: OracleTotals()].add(row)
        }
        return found
    }

    /// OK and NG over all rows given.
    public static func sum(_ rows: [OracleRow]) -> OracleTotals {
        rows.reduce(into: OracleTotals()) { $0.add($1) }
    }

    /// What is on each slot and side of each known machine, by line, mounter, slot and side. Undated scans do not
    /// count, since nobody knows whether they were before or after; of scans in the same second the later line counts.
    public static func loadedNow(_ rows: [OracleRow]) -> [OracleLoad] {
        struct Place: Hashable {
            var line: Int
            var mounter: Int
            var slot: String
            var side: OracleSide?
        }
        var loads: [Place: OracleLoad] = [:]
        let dated = rows.filter { $0.scannedAt != nil && $0.result == "OK" }
        for row in dated.sorted(by: { isBefore($0, $1) }) {
            guard let line = row.line, let mounter = row.mounter else { continue }
            let slot = row.slot.map { String($0) } ?? row.slotText
            let place = Place(line: line, mounter: mounter, slot: slot, side: row.side)
            if loads[place]?.latest.barcode == row.barcode {
                loads[place]?.latest = row
            } else {
                loads[place] = OracleLoad(
                    line: line, mounter: mounter, slotText: row.slotText, slot: row.slot, side: row.side, since: row,
                    latest: row)
            }
        }
        return loads.values.sorted { a, b in
            func key(_ load: OracleLoad) -> [String] {
                [
                    padded(load.line, 6), padded(load.mounter, 6),
                    load.slot.map { padded($0, 9) } ?? "~" + load.slotText,
                    load.side?.rawValue ?? "~",
                ]
            }
            return key(a).lexicographicallyPrecedes(key(b))
        }
    }

    /// The rows a filter accepts: newest scan first, undated last, equal ones by path and line, upwards.
    public static func search(_ rows: [OracleRow], _ filter: OracleFilter) -> [OracleRow] {
        rows.filter(filter.accepts).sorted { a, b in
            switch (a.scannedAt?.millisecondsSinceEpoch, b.scannedAt?.millisecondsSinceEpoch) {
            case (let x?, let y?) where x != y: x > y
            case (_?, nil): true
            case (nil, _?): false
            default: stands(a, before: b)
            }
        }
    }

    private static func isBefore(_ a: OracleRow, _ b: OracleRow) -> Bool {
        let x = a.scannedAt?.millisecondsSinceEpoch ?? .min
        let y = b.scannedAt?.millisecondsSinceEpoch ?? .min
        return x == y ? stands(a, before: b) : x < y
    }

    private static func stands(_ a: OracleRow, before b: OracleRow) -> Bool {
        a.path == b.path
            ? a.fileLine < b.fileLine : Array(a.path.utf8).lexicographicallyPrecedes(Array(b.path.utf8))
    }
}

extension OracleTotals {
    mutating func add(_ row: OracleRow) {
        total += 1
        if row.result == "OK" { ok += 1 }
        if row.result == "NG" { ng += 1 }
    }
}
