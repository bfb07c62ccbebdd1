// The SQL of the audit: insert and read, nothing else.

import Kernel
import Store
import Web

enum AuditTable {
    static func insert(_ entry: AuditEntry, _ tx: any Transaction) throws -> Int64 {
        try tx.insert(
            into: "audit",
            [
                ("at", entry.at), ("person_name", entry.personName), ("person_id", entry.personID),
                ("proof", entry.proof?.word), ("via", entry.via.rawValue), ("action", entry.action),
                ("subject", entry.subject), ("old_value", entry.old), ("new_value", entry.new),
                ("reason", entry.reason),
                ("request_id", entry.requestID),
            ])
    }

    /// Newest first.
    static func page(_ filter: AuditFilter, before id: Int64?, limit: Int, _ tx: any Transaction) throws -> [AuditEntry] {
        var conditions: [SQL] = []
        if let person = filter.person { conditions.append("person_name = \(person)") }
        if let prefix = filter.actionPrefix, !prefix.isEmpty {
            // Not LIKE: its treatment of case differs from engine to engine.
            // The length is written out: a bound number is wider than what some engines take here.
            conditions.append("SUBSTR(action, 1, \(trusted: String(prefix.unicodeScalars.count))) = \(prefix)")
        }
        if let subject = filter.subject { conditions.append("subject = \(subject)") }
        if let from = filter.from { conditions.append("at >= \(from)") }
        if let to = filter.to { conditions.append("at < \(to)") }
        if let id { conditions.append("id < \(id)") }
        return try tx.rows(
            """
            SELECT id, at, person_name, person_id, proof, via, action, subject, old_value, new_value, reason, request_id
            FROM audit\(conditions.whereClause()) ORDER BY id DESC LIMIT \(limit)
            """, entry)
    }

    private static func entry(_ row: any Row) throws -> AuditEntry {
        guard let via = Author.Via(rawValue: row.text(5)) else {
            throw Problem(.bug, "audit_via_unknown", ["via": row.text(5)])
        }
        return AuditEntry(
            storedAs: row.int(0), at: row.instant(1), personName: row.text(2), personID: row.optionalInt(3),
            proof: row.optionalText(4).flatMap(Person.Proof.init(word:)), via: via, action: row.text(6),
            subject: row.text(7), old: try value(row, 8), new: try value(row, 9), reason: row.optionalText(10),
            requestID: row.optionalText(11))
    }

    private static func value(_ row: any Row, _ column: Int) throws -> JSON? {
        // Not a conditional expression: there `nil` would be taken for JSON's null.
        if row.isNull(column) { return nil }
        return try row.json(column)
    }
}
