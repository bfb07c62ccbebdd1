// The SQL of people.

import Kernel
import Store
import Web

enum PersonTable {
    /// What sign-in needs to know, hash included; never leaves the sign-in code.
    struct Secret: Sendable {
        var id: Int64
        var name: String
        var role: Role
        var isActive: Bool
        var passwordHash: String?
    }

    private static let columns = """
        id, name, role, language, theme, is_active, CASE WHEN password_hash IS NULL THEN 0 ELSE 1 END, created_at,
        password_changed_at
        """

    static func insert(_ name: String, passwordHash: String?, role: Role, at now: Instant, _ tx: any Transaction) throws
        -> Int64
    {
        try tx.insert(
            into: "people",
            [
                ("name", name), ("name_folded", PersonName.folded(name)), ("password_hash", passwordHash),
                ("role", role.rawValue), ("is_active", true), ("created_at", now),
                ("password_changed_at", passwordHash == nil ? nil : now),
            ])
    }

    /// In the order of their names.
    static func all(_ tx: any Transaction) throws -> [PersonRecord] {
        try tx.rows("SELECT \(trusted: columns) FROM people ORDER BY name_folded", record)
    }

    static func find(_ id: Int64, _ tx: any Transaction) throws -> PersonRecord? {
        try tx.first("SELECT \(trusted: columns) FROM people WHERE id = \(id)", record)
    }

    static func isEmpty(_ tx: any Transaction) throws -> Bool { try tx.int("SELECT id FROM people LIMIT 1") == nil }

    static func exists(folded name: String, _ tx: any Transaction) throws -> Bool {
        try tx.int("SELECT id FROM people WHERE name_folded = \(name)") != nil
    }

    static func secret(folded name: String, _ tx: any Transaction) throws -> Secret? {
        try tx.first("SELECT id, name, role, is_active, password_hash FROM people WHERE name_folded = \(name)") { row in
            Secret(
                id: row.int(0), name: row.text(1), role: try row.role(2), isActive: row.bool(3),
                passwordHash: row.optionalText(4))
        }
    }

    /// Active admins other than this one who can sign in.
    static func otherAdmins(than id: Int64, _ tx: any Transaction) throws -> Int64 {
        try tx.int(
            """
            SELECT COUNT(*) FROM people
            WHERE role = \(Role.admin.rawValue) AND is_active = \(true) AND password_hash IS NOT NULL AND id <> \(id)
            """) ?? 0
    }

    static func setRole(_ role: Role, of id: Int64, _ tx: any Transaction) throws {
        try tx.execute("UPDATE people SET role = \(role.rawValue) WHERE id = \(id)")
    }

    static func setActive(_ isActive: Bool, of id: Int64, _ tx: any Transaction) throws {
        try tx.execute("UPDATE people SET is_active = \(isActive) WHERE id = \(id)")
    }

    static func setPassword(hash: String, of id: Int64, at now: Instant, _ tx: any Transaction) throws {
        try tx.execute("UPDATE people SET password_hash = \(hash), password_changed_at = \(now) WHERE id = \(id)")
    }

    /// Notes that a person comes in by this password; false when they may not, or when it is no longer theirs. It changes
    /// the person's row, so that a session cannot begin beside the change that ends all sessions.
    static func noteSignIn(_ id: Int64, passwordHash: String?, _ tx: any Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE people SET sign_ins = sign_ins + 1
            WHERE id = \(id) AND is_active = \(true) AND password_hash = \(passwordHash)
            """) == 1
    }

    static func setPreferences(_ language: Language?, _ theme: String?, of id: Int64, _ tx: any Transaction) throws {
        try tx.execute("UPDATE people SET language = \(language?.rawValue), theme = \(theme) WHERE id = \(id)")
    }

    static func delete(_ id: Int64, _ tx: any Transaction) throws {
        try tx.execute("DELETE FROM people WHERE id = \(id)")
    }

    private static func record(_ row: any Row) throws -> PersonRecord {
        PersonRecord(
            id: row.int(0), name: row.text(1), role: try row.role(2),
            language: row.optionalText(3).flatMap(Language.init),
            theme: row.optionalText(4), isActive: row.bool(5), hasPassword: row.bool(6), createdAt: row.instant(7),
            passwordChangedAt: row.optionalInstant(8))
    }
}

extension Row {
    /// A role by its stored word; an unknown one is never taken for another.
    func role(_ column: Int) throws -> Role {
        guard let role = Role(rawValue: text(column)) else {
            throw Problem(.bug, "role_unknown", ["role": text(column)])
        }
        return role
    }
}
