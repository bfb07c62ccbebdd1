// The SQL of sessions. A session is known by the hash of its token; the token itself is never here.

import Kernel
import Store
import Web

enum SessionTable {
    static func insert(_ session: SessionRecord, of person: Int64, csrf: String, _ tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO sessions (token_hash, person_id, csrf, created_at, last_seen_at, expires_at, address, agent)
            VALUES (\(session.id), \(person), \(csrf), \(session.createdAt), \(session.lastSeenAt),
                \(session.expiresAt), \(session.address), \(session.agent))
            """)
    }

    /// The session and its person as both are now; nil when there is no such session or the person is not active.
    static func live(_ id: String, _ tx: any Transaction) throws -> LiveSession? {
        try tx.first(
            """
            SELECT s.token_hash, s.csrf, s.last_seen_at, s.expires_at, p.id, p.name, p.role, p.language, p.theme
            FROM sessions s JOIN people p ON p.id = s.person_id
            WHERE s.token_hash = \(id) AND p.is_active = \(true)
            """
        ) { row in
            LiveSession(
                id: row.text(0),
                person: Person(id: row.int(4), name: row.text(5), role: try row.role(6), proof: .session),
                csrf: row.text(1), language: row.optionalText(7).flatMap(Language.init), theme: row.optionalText(8),
                lastSeenAt: row.instant(2), expiresAt: row.instant(3))
        }
    }

    /// The latest seen first.
    static func all(of person: Int64, _ tx: any Transaction) throws -> [SessionRecord] {
        try tx.rows(
            """
            SELECT token_hash, created_at, last_seen_at, expires_at, address, agent FROM sessions
            WHERE person_id = \(person) ORDER BY last_seen_at DESC, created_at DESC, token_hash
            """
        ) { row in
            SessionRecord(
                id: row.text(0), createdAt: row.instant(1), lastSeenAt: row.instant(2), expiresAt: row.instant(3),
                address: row.text(4), agent: row.text(5))
        }
    }

    static func touch(_ id: String, at now: Instant, _ tx: any Transaction) throws {
        try tx.execute("UPDATE sessions SET last_seen_at = \(now) WHERE token_hash = \(id) AND last_seen_at < \(now)")
    }

    @discardableResult
    static func delete(_ id: String, of person: Int64? = nil, _ tx: any Transaction) throws -> Bool {
        var sql: SQL = "DELETE FROM sessions WHERE token_hash = \(id)"
        if let person { sql += " AND person_id = \(person)" }
        return try tx.execute(sql) > 0
    }

    static func deleteAll(of person: Int64, _ tx: any Transaction) throws {
        try tx.execute("DELETE FROM sessions WHERE person_id = \(person)")
    }

    static func deleteExpired(at now: Instant, _ tx: any Transaction) throws {
        try tx.execute(
            "DELETE FROM sessions WHERE expires_at <= \(now) OR last_seen_at <= \(now - LiveSession.idleLimit)")
    }
}
