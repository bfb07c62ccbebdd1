// A small table that changes by chance, and beside it what a central database must have of it under a policy: every state, by
// the plain words of the policies. Its keys and values are those that databases like to take for each other.

import Foundation
import TestKit

@testable import Consolidation

/// Text by its bytes: to Swift, two spellings of one accent are the same.
struct Exact: Hashable, CustomStringConvertible {
    var bytes: [UInt8]
    init(_ text: String) { bytes = Array(text.utf8) }
    var description: String { "'" + String(decoding: bytes, as: UTF8.self) + "'" }
}

/// One table's branch and central contents, told forward from closing to closing.
struct PolicyHistory {
    struct Row: Hashable, Comparable, CustomStringConvertible {
        var code: String
        var name: Exact?
        var isDeleted = false
        /// 0 for what is there now.
        var version = 0
        static func < (a: Row, b: Row) -> Bool { a.text < b.text }
        var description: String { "('\(code)', \(name?.description ?? "NULL")\(isDeleted ? ", deleted" : ""), \(version))" }
        private var text: String { "\(Array(code.utf8)) \(name.map { "\($0.bytes)" } ?? "-") \(isDeleted) \(version)" }
    }

    let table: String
    let policy: TablePolicy
    /// Whether the branch takes keys for the same that differ in case, accent or trailing blanks only; and the central table.
    let isBlurred: Bool
    let isCentralBlurred: Bool
    private var random: SeededRandom
    private var now: [String: Row] = [:]
    private var closed: [String: Row] = [:]
    private var present: [String: Row] = [:]
    private var older: [String: [Row]] = [:]

    static let codes = ["a", "A", "a ", "á", "NULL", "null", "", "1", "1.0", "01", "-", "b"]
    static let names: [String?] = [nil, "NULL", "null", "", " ", "1", "1.0", "1.00", "a", "A", "a ", "á", "a\u{301}", "0", "-", "é", "e"]

    init(table: String, policy: TablePolicy, isBlurred: Bool, isCentralBlurred: Bool, seed: UInt64) {
        (self.table, self.policy, self.isBlurred, self.isCentralBlurred) = (table, policy, isBlurred, isCentralBlurred)
        random = SeededRandom(seed: seed)
    }

    var definition: String {
        "CREATE TABLE \(table) (code VARCHAR(10) COLLATE \(isBlurred ? "utf8mb4_general_ci" : "utf8mb4_nopad_bin") PRIMARY KEY, name VARCHAR(20));"
    }

    private static func same(_ code: String, _ isBlurred: Bool) -> String {
        guard isBlurred else { return code }
        let bare = code.hasSuffix(" ") ? String(code.dropLast()) : code
        return bare.lowercased() == "á" ? "a" : bare.lowercased()
    }

    /// Some rows more, other or gone.
    /// - Returns: the statements that make the branch so.
    mutating func day() -> String {
        var out = ""
        for _ in 0..<random.within(1...7) {
            let code = random.pick(Self.codes)
            let place = Self.same(code, isBlurred)
            if random.perMille(300) {
                now[place] = nil
                out += "DELETE FROM \(table) WHERE code = '\(code)';\n"
            } else {
                let name = random.pick(Self.names)
                now[place] = Row(code: code, name: name.map(Exact.init))
                let value = name.map { "'\($0)'" } ?? "NULL"
                out += "INSERT INTO \(table) VALUES ('\(code)', \(value)) ON DUPLICATE KEY UPDATE code = VALUES(code), name = VALUES(name);\n"
            }
        }
        return out
    }

    /// What a closing makes of the central table.
    /// - Returns: new, changed and deleted rows.
    mutating func close() -> ChangeCounts {
        let (old, new) = (Self.exact(closed), Self.exact(now))
        var counts = ChangeCounts()
        for (code, _) in old where new[code] == nil {
            counts.deleted += 1
            let place = Self.same(code, isCentralBlurred)
            switch policy.delete {
            case .mark: present[place]?.isDeleted = true
            case .mirror: present[place] = nil
            case .ignore: break
            }
        }
        for (code, row) in new where old[code] != row {
            if old[code] == nil { counts.inserted += 1 } else { counts.updated += 1 }
            let place = Self.same(code, isCentralBlurred)
            if policy.update == .versions, var before = present[place] {
                before.version = (older[place]?.last?.version ?? 0) + 1
                older[place, default: []].append(before)
            }
            present[place] = row
        }
        closed = now
        return counts
    }

    private static func exact(_ rows: [String: Row]) -> [String: Row] { Dictionary(uniqueKeysWithValues: rows.values.map { ($0.code, $0) }) }

    /// The central table's rows of this branch, older states too.
    var expected: [Row] { (Array(present.values) + older.values.flatMap(\.self)).sorted() }
}

/// A table without a key: equal rows stand there several times.
struct MultisetHistory {
    let table: String
    let delete: TablePolicy.Delete
    private var random: SeededRandom
    private var now: [Exact?: Int] = [:]
    private var present: [Exact?: Int] = [:]

    init(table: String, delete: TablePolicy.Delete, seed: UInt64) {
        (self.table, self.delete) = (table, delete)
        random = SeededRandom(seed: seed)
    }

    var definition: String { "CREATE TABLE \(table) (name VARCHAR(20) COLLATE utf8mb4_general_ci);" }

    mutating func day() -> String {
        var out = ""
        for _ in 0..<random.within(1...8) {
            let name = random.pick(PolicyHistory.names)
            if random.perMille(400) {
                guard let count = now[name.map(Exact.init)], count > 0 else { continue }
                now[name.map(Exact.init)] = count - 1
                out += "DELETE FROM \(table) WHERE \(name.map { "BINARY name = '\($0)'" } ?? "name IS NULL") LIMIT 1;\n"
            } else {
                now[name.map(Exact.init), default: 0] += 1
                out += "INSERT INTO \(table) VALUES (\(name.map { "'\($0)'" } ?? "NULL"));\n"
            }
        }
        return out
    }

    mutating func close() {
        for name in Set(now.keys).union(present.keys) {
            let count = now[name] ?? 0
            present[name] = delete == .ignore ? max(count, present[name] ?? 0) : count
        }
    }

    /// How often each row is there and not marked.
    var expected: [Exact?: Int] { present.filter { $0.value > 0 } }
}
