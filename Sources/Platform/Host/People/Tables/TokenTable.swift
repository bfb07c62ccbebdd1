// The SQL of API tokens.

import Kernel
import Store
import Web

enum TokenTable {
    /// A token as its bearer meets it, with what its creator is now.
    struct Bearer: Sendable {
        var record: TokenRecord
        var hash: String
        /// Nil when there never was a creator with an id, or when that person is gone.
        var creatorRole: Role?
        var isCreatorActive: Bool
    }

    private static let columns =
        "t.id, t.name, t.role, t.created_by, t.created_by_name, t.created_at, t.expires_at, t.revoked_at, "
        + "t.last_used_at"

    static func insert(
        _ name: String, hash: String, role: Role, by creator: Person, at now: Instant, expiresAt: Instant?,
        _ tx: any Transaction
    ) throws -> Int64 {
        try tx.insert(
            into: "tokens",
            [
                ("name", name), ("live_name", PersonName.folded(name)), ("token_hash", hash), ("role", role.rawValue),
                ("created_by", creator.id), ("created_by_name", creator.name.kept(80)), ("created_at", now),
                ("expires_at", expiresAt),
            ])
    }

    static func isNameTaken(folded name: String, _ tx: any Transaction) throws -> Bool {
        try tx.int("SELECT id FROM tokens WHERE live_name = \(name)") != nil
    }

    /// The latest made first.
    static func all(limit: Int, _ tx: any Transaction) throws -> [TokenRecord] {
        try tx.rows("SELECT \(trusted: columns) FROM tokens t ORDER BY t.id DESC LIMIT \(limit)", record)
    }

    static func find(_ id: Int64, _ tx: any Transaction) throws -> TokenRecord? {
        try tx.first("SELECT \(trusted: columns) FROM tokens t WHERE t.id = \(id)", record)
    }

    static func bearer(hash: String, _ tx: any Transaction) throws -> Bearer? {
        try tx.first(
            """
            SELECT \(trusted: columns), t.token_hash, p.role, p.is_active
            FROM tokens t LEFT JOIN people p ON p.id = t.created_by WHERE t.token_hash = \(hash)
            """
        ) { row in
            Bearer(
                record: try record(row), hash: row.text(9), creatorRole: row.isNull(10) ? nil : try row.role(10),
                isCreatorActive: !row.isNull(11) && row.bool(11))
        }
    }

    static func touch(_ id: Int64, at now: Instant, _ tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE tokens SET last_used_at = \(now)
            WHERE id = \(id) AND (last_used_at IS NULL OR last_used_at < \(now))
            """)
    }

    static func revoke(_ id: Int64, at now: Instant, _ tx: any Transaction) throws {
        try tx.execute(
            "UPDATE tokens SET revoked_at = \(now), live_name = NULL WHERE id = \(id) AND revoked_at IS NULL")
    }

    static func revokeAll(by person: Int64, at now: Instant, _ tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE tokens SET revoked_at = \(now), live_name = NULL
            WHERE created_by = \(person) AND revoked_at IS NULL
            """)
    }

    /// Gives the names of expired tokens free.
    static func releaseExpired(at now: Instant, _ tx: any Transaction) throws {
        try tx.execute("UPDATE tokens SET live_name = NULL WHERE expires_at <= \(now) AND live_name IS NOT NULL")
    }

    private static func record(_ row: any Row) throws -> TokenRecord {
        TokenRecord(
            id: row.int(0), name: row.text(1), role: try row.role(2), createdBy: row.optionalInt(3),
            createdByName: row.text(4), createdAt: row.instant(5), expiresAt: row.optionalInstant(6),
            revokedAt: row.optionalInstant(7), lastUsedAt: row.optionalInstant(8))
    }
}
