// The tables of people: who they are, their sessions, their tokens, their attempts to sign in, and the audit. Nothing
// here holds a password, a session token or an API token; only what is derived from them one way.

import Store

/// The schema of people, sessions, tokens and the audit.
public enum PeopleTables {
    public static let migrations: [Migration] = [
        Migration("host-people-001-people", [.create(people)]),
        Migration(
            "host-people-002-sessions",
            [.create(sessions), .index(Index("sessions_by_person", on: "sessions", ["person_id"]))]),
        Migration("host-people-003-tokens", [.create(tokens)]),
        Migration(
            "host-people-004-attempts",
            [
                .create(attempts),
                .index(Index("sign_in_attempts_by_subject", on: "sign_in_attempts", ["subject", "at"])),
                .index(Index("sign_in_attempts_by_time", on: "sign_in_attempts", ["at"])),
            ]),
        Migration(
            "host-people-005-audit",
            [
                .create(audit),
                .index(Index("audit_by_person", on: "audit", ["person_name", "id"])),
                .index(Index("audit_by_subject", on: "audit", ["subject", "id"])),
                .index(Index("audit_by_time", on: "audit", ["at"])),
                .sql { $0.appendOnly("audit") },
            ]),
        Migration(
            "host-people-006-gates",
            [.create(gates.table), .addColumn("people", Column("sign_ins", .integer, default: .integer(0)))]),
    ]

    /// What must not happen side by side: `admins`, `first`, and `sign-in 0` to `sign-in 255`.
    static let gates = Gates("people_gates", nameLength: 40)

    private static let people = Table(
        "people",
        [
            Column("id", .identity),
            Column("name", .text(80)),
            Column("name_folded", .text(160)),
            Column("password_hash", .text(200), nullable: true),
            Column("role", .text(20)),
            Column("language", .text(10), nullable: true),
            Column("theme", .text(20), nullable: true),
            Column("is_active", .flag),
            Column("created_at", .instant),
            Column("password_changed_at", .instant, nullable: true),
        ], uniques: [["name_folded"]])

    /// `token_hash` is the SHA-256 of the session token in hex: text, because every engine can make it a key.
    private static let sessions = Table(
        "sessions",
        [
            Column("token_hash", .text(64)),
            Column("person_id", .integer),
            Column("csrf", .text(64)),
            Column("created_at", .instant),
            Column("last_seen_at", .instant),
            Column("expires_at", .instant),
            Column("address", .text(64)),
            Column("agent", .text(200)),
        ], primaryKey: ["token_hash"],
        foreignKeys: [ForeignKey(["person_id"], references: "people", ["id"], cascades: true)])

    /// `live_name` is the folded name while the token can be used and NULL after, which makes names unique among live
    /// tokens on every engine. `created_by` outlives the person it names, so it is no foreign key.
    private static let tokens = Table(
        "tokens",
        [
            Column("id", .identity),
            Column("name", .text(80)),
            Column("live_name", .text(160), nullable: true),
            Column("token_hash", .text(64)),
            Column("role", .text(20)),
            Column("created_by", .integer, nullable: true),
            Column("created_by_name", .text(80)),
            Column("created_at", .instant),
            Column("expires_at", .instant, nullable: true),
            Column("revoked_at", .instant, nullable: true),
            Column("last_used_at", .instant, nullable: true),
        ], uniques: [["live_name"], ["token_hash"]])

    private static let attempts = Table(
        "sign_in_attempts",
        [
            Column("id", .identity),
            Column("subject", .text(80)),
            Column("at", .instant),
            Column("ok", .flag),
        ])

    private static let audit = Table(
        "audit",
        [
            Column("id", .identity),
            Column("at", .instant),
            Column("person_name", .text(80)),
            Column("person_id", .integer, nullable: true),
            Column("proof", .text(20), nullable: true),
            Column("via", .text(20)),
            Column("action", .text(80)),
            Column("subject", .text(200)),
            Column("old_value", .json, nullable: true),
            Column("new_value", .json, nullable: true),
            Column("reason", .text(500), nullable: true),
            Column("request_id", .text(80), nullable: true),
        ])
}
