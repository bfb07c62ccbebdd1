// What the API and the verbs answer, in one shape for both.

import Kernel
import Store
import Web

enum ConsolidationJSON {
    static func id(_ number: Int64?) -> JSON { number.map { .string(String($0)) } ?? .null }

    static func opened(_ o: OpenedBranch) -> JSON {
        .object([
            ("opening", id(o.opening)), ("branch", .string(o.branch)), ("already_open", .bool(o.isAlreadyOpen)), ("skipped", .int(Int64(o.skipped))),
            ("tables", .array(o.tables.map { .object([("table", .string($0.table)), ("rows", .int(Int64($0.rows)))]) })),
            ("rows", .int(Int64(o.rows))),
        ])
    }

    static func closed(_ c: ClosedBranch, samples: Bool) -> JSON {
        let counts = c.counts
        return .object([
            ("consolidation", id(c.consolidation)), ("branch", .string(c.branch)), ("central", .string(c.central)),
            ("tables", .array(c.tables.map { table($0, samples: samples) })), ("inserted", .int(Int64(counts.inserted))),
            ("updated", .int(Int64(counts.updated))), ("deleted", .int(Int64(counts.deleted))), ("failed", .int(Int64(counts.failed))),
            ("verified", .bool(c.isVerified)),
        ])
    }

    private static func table(_ t: ClosedTable, samples: Bool) -> JSON {
        var members: [(String, JSON)] = [
            ("table", .string(t.table)), ("insert", .int(Int64(t.counts.inserted))), ("update", .int(Int64(t.counts.updated))),
            ("delete", .int(Int64(t.counts.deleted))), ("failed", .int(Int64(t.counts.failed))), ("differing", .int(Int64(t.differing))),
            ("notes", .array(t.notes.map { .string($0) })),
        ]
        if samples {
            members.append(
                (
                    "samples",
                    .array(
                        t.samples.map { sample in
                            .object([
                                ("deed", .string(sample.deed)), ("key", .string(sample.key)),
                                ("row", .object(sample.row.map { ($0.0, JSON($0.1)) })),
                            ])
                        })
                ))
        }
        return .object(members)
    }

    static func failure(_ f: RowFailure, _ zone: Zone) -> JSON {
        .object([
            ("id", .string(String(f.id))), ("branch", .string(f.branch)), ("central", .string(f.central)), ("table", .string(f.table)),
            ("key", .string(f.keyText)), ("deed", .string(f.deed)), ("reason", .string(f.reason)), ("detail", .string(f.detail)),
            ("tries", .int(Int64(f.tries))), ("row", f.row), ("edits", f.edits ?? .null), ("status", .string(f.status.rawValue)),
            ("first_at", .string(zone.rfc3339(f.firstAt))), ("last_at", .string(zone.rfc3339(f.lastAt))),
        ])
    }

    static func planned(_ p: PlannedDeed, _ places: [Connection], _ zone: Zone) -> JSON {
        func alias(_ id: Int64) -> JSON { places.first { $0.id == id }.map { .string($0.alias) } ?? .null }
        return .object([
            ("id", .string(p.id)), ("mode", .string(p.deed.kind.rawValue)), ("branch", alias(p.deed.branch)), ("central", alias(p.deed.central)),
            ("words", JSON(p.words)), ("next_at", JSON(p.nextAt.map(zone.rfc3339))), ("enabled", .bool(p.isEnabled)), ("problem", JSON(p.problem)),
        ])
    }

    static func retried(_ r: RetriedRows) -> JSON {
        .object([("retried", .int(Int64(r.retried))), ("succeeded", .int(Int64(r.succeeded))), ("failed", .int(Int64(r.failed)))])
    }

    static func undone(_ u: UndoneClosing) -> JSON {
        .object([
            ("consolidation", .string(String(u.consolidation))), ("branch", .string(u.branch)), ("central", .string(u.central)),
            (
                "tables",
                .array(
                    u.tables.map {
                        .object([("table", .string($0.table)), ("removed", .int(Int64($0.removed))), ("restored", .int(Int64($0.restored)))])
                    })
            ), ("removed", .int(Int64(u.tables.reduce(0) { $0 + $1.removed }))), ("restored", .int(Int64(u.tables.reduce(0) { $0 + $1.restored }))),
        ])
    }

    static func place(_ p: Connection, _ zone: Zone) -> JSON {
        var members: [(String, JSON)] = [
            ("id", .string(String(p.id))), ("role", .string(p.role.rawValue)), ("alias", .string(p.alias)), ("url", .string(p.url)),
        ]
        if p.role == .branch {
            members += [
                ("state", .string(p.state.rawValue)), ("opened_at", JSON(p.openedAt.map(zone.rfc3339))),
                ("closed_at", JSON(p.closedAt.map(zone.rfc3339))),
            ]
        }
        return .object(members)
    }

    static func run(_ r: ConsolidationRun, _ zone: Zone) -> JSON {
        .object([
            ("id", .string(String(r.id))), ("kind", .string(r.kind.rawValue)), ("branch", .string(r.branch)), ("central", JSON(r.central)),
            ("state", .string(r.state.rawValue)), ("started_at", .string(zone.rfc3339(r.startedAt))), ("ended_at", JSON(r.endedAt.map(zone.rfc3339))),
            ("by", .string(r.startedBy)), ("inserted", .int(Int64(r.counts.inserted))), ("updated", .int(Int64(r.counts.updated))),
            ("deleted", .int(Int64(r.counts.deleted))), ("failed", .int(Int64(r.counts.failed))), ("verified", JSON(r.isVerified)),
            ("problem", JSON(r.problem)),
        ])
    }

    static func preFlight(_ p: PreFlight) -> JSON {
        .object([
            ("may_close", .bool(p.mayClose)), ("tables", .int(Int64(p.tables))), ("rows", .int(p.rows)), ("seconds", .double(p.seconds)),
            (
                "findings",
                .array(
                    p.findings.map {
                        .object([
                            ("weight", .string($0.weight.rawValue)), ("code", .string($0.code)), ("table", JSON($0.table)),
                            ("detail", .string($0.detail)),
                        ])
                    })
            ),
        ])
    }
}
