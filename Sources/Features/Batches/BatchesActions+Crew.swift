// The crew. A member's batches go along with a new name, and whoever leaves says where theirs go.

import Host
import Kernel
import Store

extension BatchesActions {
    package func crew() async throws -> [CrewMember] {
        let home = try await home()
        return try await database.read { try CrewTable(tx: $0, home: home.scope.home).all() }
    }

    private func json(_ member: CrewMember) -> JSON {
        .object([
            ("name", .string(member.name)), ("role", .string(member.role)), ("email", .string(member.email)),
            ("created_at", .string(member.createdAt)),
        ])
    }

    /// - Throws: `crew_exists`, `crew_name_invalid`.
    package func add(_ member: CrewMember, by author: Author) async throws {
        var new = try member.checked()
        if new.createdAt.isEmpty { new.createdAt = clock.now().rfc3339() }
        guard try await !crew().contains(where: { $0.name == new.name }) else { throw Problem(.conflict, "crew_exists", ["name": new.name]) }
        try await perform(order(.crewAdd, by: author, note: .object([("new", json(new))])), [], crew: .put(new), by: author)
    }

    private func member(_ name: String) async throws -> CrewMember {
        guard let member = try await crew().first(where: { $0.name == name }) else {
            throw Problem(.missing, "crew_unknown", ["name": String(name.prefix(60))])
        }
        return member
    }

    /// Batches of somebody, in the order of their numbers.
    package func batches(of name: String) async throws -> [Batch] {
        let home = try await home()
        var filter = BatchFilter()
        filter.assignee = .named(name)
        return try await database.read { [filter] tx in
            var out: [Batch] = []
            try BatchTable(tx: tx, scope: home.scope).each(filter) { out.append($0) }
            return out
        }
    }

    private func moves(_ batches: [Batch], to name: String?) -> [BatchChange] {
        batches.map {
            BatchChange(batch: $0.id, kind: .update, old: .object([("assignee", JSON($0.assignee))]), new: .object([("assignee", JSON(name))]))
        }
    }

    /// Changes a member; with another name their batches change as well.
    /// - Returns: how many batches were carried along.
    package func change(_ name: String, to member: CrewMember, by author: Author) async throws -> Int {
        try await reread()
        let old = try await self.member(name)
        var new = try member.checked()
        new.createdAt = old.createdAt
        if new.name != name, try await crew().contains(where: { $0.name == new.name }) { throw Problem(.conflict, "crew_exists", ["name": new.name]) }
        let changes = new.name == name ? [] : moves(try await batches(of: name), to: new.name)
        let note = JSON.object([("old", json(old)), ("new", json(new)), ("batches", JSON(changes.count))])
        let carried = try await perform(order(.crewRename, by: author, note: note), changes, crew: .rename(name, new), by: author).done
        return new.name == name ? carried : carried + (try await carryRest(of: name, to: new.name, by: author))
    }

    /// The copy as it is elsewhere now.
    private func reread() async throws { if try await home().batches.isElsewhere { try await refresh() } }

    /// Batches that somebody gave to a name in the moment in which it went.
    private func carryRest(of name: String, to other: String?, by author: Author) async throws -> Int {
        var carried = 0
        for _ in 1...3 {
            try? await reread()
            let rest = moves(try await batches(of: name), to: other)
            if rest.isEmpty { break }
            carried += try await perform(order(.assign, by: author, note: .object([("assignee", JSON(other))])), rest, by: author).done
        }
        return carried
    }

    /// Removes a member.
    /// - Parameter heir: who gets their batches; nil for nobody.
    /// - Returns: how many batches went there.
    package func remove(_ name: String, heir: String?, by author: Author) async throws -> Int {
        try await reread()
        let old = try await member(name)
        if let heir {
            guard heir != name else { throw Problem(.input, "crew_heir_self", ["name": name]) }
            _ = try await member(heir)
        }
        let changes = moves(try await batches(of: name), to: heir)
        let note = JSON.object([("old", json(old)), ("heir", JSON(heir)), ("batches", JSON(changes.count))])
        let moved = try await perform(order(.crewRemove, by: author, note: note), changes, crew: .remove(name), by: author).done
        return moved + (try await carryRest(of: name, to: heir, by: author))
    }

    /// People on batches who are not in the crew, with the number of their batches.
    package func strangers() async throws -> [(name: String, batches: Int64)] {
        let home = try await home()
        return try await database.read { tx in
            let known = Set(try CrewTable(tx: tx, home: home.scope.home).all().map(\.name))
            return try BatchTable(tx: tx, scope: home.scope).byAssignee().compactMap { name, counts in
                name.flatMap { known.contains($0) ? nil : ($0, counts.total) }
            }
        }
    }
}
