// The SQL of attempts to sign in.

import Kernel
import Store

enum AttemptTable {
    /// Records an attempt at this subject as failed until proven otherwise, and returns its id.
    static func insert(_ subject: String, at now: Instant, _ tx: any Transaction) throws -> Int64 {
        try tx.insert(into: "sign_in_attempts", [("subject", subject), ("at", now), ("ok", false)])
    }

    static func markSucceeded(_ ids: [Int64], _ tx: any Transaction) throws {
        try tx.execute("UPDATE sign_in_attempts SET ok = \(true) WHERE id IN \(list: ids)")
    }

    /// When attempts at this subject failed, oldest first; of more than `limit` the latest.
    /// - Parameter sinceSuccess: leave out what happened before the last success.
    static func failures(
        _ subject: String, from: Instant, sinceSuccess: Bool, limit: Int, _ tx: any Transaction
    ) throws -> [Instant] {
        var sql: SQL = "SELECT at FROM sign_in_attempts WHERE subject = \(subject) AND at > \(from) AND ok = \(false)"
        if sinceSuccess {
            sql += """
                 AND id > COALESCE((SELECT MAX(id) FROM sign_in_attempts
                    WHERE subject = \(subject) AND at > \(from) AND ok = \(true)), 0)
                """
        }
        sql += " ORDER BY at DESC, id DESC LIMIT \(limit)"
        return try tx.rows(sql) { $0.instant(0) }.reversed()
    }

    static func count(_ subject: String, from: Instant, _ tx: any Transaction) throws -> Int64 {
        try tx.int("SELECT COUNT(*) FROM sign_in_attempts WHERE subject = \(subject) AND at > \(from)") ?? 0
    }

    static func deleteBefore(_ instant: Instant, _ tx: any Transaction) throws {
        try tx.execute("DELETE FROM sign_in_attempts WHERE at <= \(instant)")
    }
}
