// The house's own things as JSON; API and verbs answer the same.

import Host
import Kernel
import Web

/// Makes JSON of people, tokens, audit entries and runs.
struct HouseJSON: Sendable {
    let zone: Zone

    private func time(_ instant: Instant?) -> JSON { JSON(instant.map { zone.rfc3339($0) }) }

    func person(_ p: PersonRecord) -> JSON {
        .object([
            ("id", .int(p.id)), ("name", .string(p.name)), ("role", .string(p.role.rawValue)), ("active", .bool(p.isActive)),
            ("has_password", .bool(p.hasPassword)), ("language", JSON(p.language?.rawValue)), ("theme", JSON(p.theme)),
            ("created_at", time(p.createdAt)), ("password_changed_at", time(p.passwordChangedAt)),
        ])
    }

    func token(_ t: TokenRecord, now: Instant) -> JSON {
        .object([
            ("id", .int(t.id)), ("name", .string(t.name)), ("role", .string(t.role.rawValue)), ("created_by", .string(t.createdByName)),
            ("created_at", time(t.createdAt)), ("expires_at", time(t.expiresAt)), ("revoked_at", time(t.revokedAt)),
            ("last_used_at", time(t.lastUsedAt)), ("live", .bool(t.isLive(at: now))),
        ])
    }

    func newToken(_ t: NewToken, now: Instant) -> JSON {
        .object([("token", .string(t.text))] + (token(t.record, now: now).members ?? []))
    }

    func entry(_ e: AuditEntry) -> JSON {
        .object([
            ("id", JSON(e.id)), ("at", time(e.at)), ("person", .string(e.personName)), ("person_id", JSON(e.personID)),
            ("via", .string(e.via.rawValue)), ("action", .string(e.action)), ("subject", .string(e.subject)), ("old", e.old ?? .null),
            ("new", e.new ?? .null), ("reason", JSON(e.reason)), ("request", JSON(e.requestID)),
        ])
    }

    func run(_ r: JobRunView) -> JSON {
        let times: [(String, JSON)] = [
            ("enqueued_at", time(r.enqueuedAt)), ("run_at", time(r.runAt)), ("scheduled_at", time(r.scheduledAt)),
            ("started_at", time(r.startedAt)), ("ended_at", time(r.endedAt)), ("seconds", Self.seconds(r.tookMilliseconds)),
            ("usual_seconds", Self.seconds(r.usualMilliseconds)),
        ]
        let progress: JSON = r.progress.map { ["done": .int($0.done), "total": JSON($0.total), "note": .string($0.note)] } ?? .null
        return .object(
            [
                ("id", .int(r.id)), ("kind", .string(r.kind)), ("timetable", JSON(r.timetable)), ("status", .string(r.status.rawValue)),
                ("attempt", JSON(r.attempt)),
            ] + times + [
                ("node", JSON(r.node)), ("cancel_asked", .bool(r.isCancelAsked)), ("progress", progress), ("error", JSON(r.errorCode)),
                ("error_text", JSON(r.errorText)), ("result", r.result ?? .null),
            ])
    }

    private static func seconds(_ milliseconds: Int64?) -> JSON { milliseconds.map { .double(Double($0) / 1000) } ?? .null }
}

/// A page of a list that is short enough to be read whole.
struct ListPage<Item> {
    /// Items per page unless asked otherwise, and at most.
    static var limitUsual: Int { 100 }
    static var limitMax: Int { 1000 }
    var items: [Item]
    /// The `after` of the next page; nil on the last.
    var next: Int64?

    /// - Parameter all: in ascending order of `id`.
    init(_ all: [Item], _ query: Parameters, id: (Item) -> Int64) throws(Problem) {
        let limit = min(max(1, Int(clamping: try query.int("limit") ?? Int64(Self.limitUsual))), Self.limitMax)
        let after = try query.int("after") ?? Int64.min
        let rest = all.filter { id($0) > after }
        items = Array(rest.prefix(limit))
        next = rest.count > limit ? items.last.map(id) : nil
    }
}
