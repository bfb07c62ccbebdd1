// The crew: who batches can be given to.

import Kernel
import Store

package struct CrewMember: Sendable, Hashable {
    package var name: String
    package var role: String
    package var email: String
    /// As old programs write it.
    package var createdAt: String
    package init(name: String, role: String = "", email: String = "", createdAt: String = "") {
        (self.name, self.role, self.email, self.createdAt) = (name, role, email, createdAt)
    }

    static let nameMax = 100

    /// - Throws: `crew_name_invalid`.
    package func checked() throws(Problem) -> CrewMember {
        var out = self
        (out.name, out.role, out.email) = (name.trimmingBlanks, role.trimmingBlanks, email.trimmingBlanks)
        guard !out.name.isEmpty, out.name.utf8.count <= Self.nameMax, out.role.utf8.count <= Self.nameMax, out.email.utf8.count <= Self.nameMax else {
            throw Problem(.input, "crew_name_invalid", ["name": String(name.prefix(60))])
        }
        return out
    }
}

struct CrewTable {
    let tx: any Transaction
    let home: String

    func all() throws -> [CrewMember] {
        try tx.rows("SELECT name, role, email, created_at FROM batch_crew WHERE home = \(home) ORDER BY name") {
            CrewMember(name: $0.text(0), role: $0.text(1), email: $0.text(2), createdAt: $0.text(3))
        }
    }

    func find(_ name: String) throws -> CrewMember? { try all().first { $0.name == name } }

    func put(_ member: CrewMember) throws {
        try tx.upsert(
            into: "batch_crew", key: ["home", "name"],
            [
                ("home", home), ("name", member.name), ("role", member.role.kept(100)), ("email", member.email.kept(190)),
                ("created_at", member.createdAt.kept(40)),
            ])
    }

    func remove(_ name: String) throws { try tx.execute("DELETE FROM batch_crew WHERE home = \(home) AND name = \(name)") }
}
