// The few actions that pages, API, verbs and jobs all call. This file holds what they share: places, links, and the frame
// of a run, which is begun, kept alive while it works, and ended whatever happens.

import Foundation
import Host
import Kernel
import Logging
import Store
import Web

package struct ConsolidationActions: Sendable {
    let house: House
    let opener: ConnectionOpener

    var database: any Database { house.database }
    var clock: Clock { house.clock }

    /// A run whose process has not been heard of for so long is over.
    static let silence = Span.seconds(12)
    static let beatSeconds: Int64 = 2
    /// How often a closing goes on after its connection broke.
    static let attemptsMax = 4
    /// How often a refused row is tried again by closings.
    static let triesMax = 5
    /// Closings that can be undone.
    static let undoMax = 10

    /// What is asked of the branch and the central database, and how to sign in there this once.
    package struct Pair: Sendable {
        package var branch: Connection
        package var central: Connection?
        package var branchPassword: String?
        package var centralPassword: String?
        package init(_ branch: Connection, _ central: Connection? = nil, branchPassword: String? = nil, centralPassword: String? = nil) {
            (self.branch, self.central, self.branchPassword, self.centralPassword) = (branch, central, branchPassword, centralPassword)
        }
    }

    // MARK: places

    package func places(_ role: Connection.Role? = nil) async throws -> [Connection] {
        try await database.read { try ConnectionTable(tx: $0).all(role) }
    }

    /// - Throws: `place_unknown`.
    package func place(_ alias: String, _ role: Connection.Role) async throws -> Connection {
        guard let place = try await database.read({ try ConnectionTable(tx: $0).find(alias: alias) }), place.role == role else {
            throw Problem(.missing, "place_unknown", ["alias": alias, "role": role.rawValue])
        }
        return place
    }

    package func place(id: Int64) async throws -> Connection {
        guard let place = try await database.read({ try ConnectionTable(tx: $0).find(id) }) else {
            throw Problem(.missing, "place_unknown", ["alias": String(id), "role": "place"])
        }
        return place
    }

    @discardableResult
    package func add(_ place: Connection, by author: Author) async throws -> Connection {
        _ = try place.checked()
        let now = clock.now()
        let id = try await database.write { tx in
            let id = try ConnectionTable(tx: tx).insert(place, at: now)
            try Audit.record(
                AuditEntry(
                    at: now, by: author, action: "\(place.role.rawValue).add", subject: place.alias, old: nil,
                    new: .object([("url", .string(place.url))])),
                in: tx)
            return id
        }
        var out = place
        out.id = id
        announce()
        return out
    }

    package func change(_ place: Connection, by author: Author) async throws {
        _ = try place.checked()
        let now = clock.now()
        try await database.write { tx in
            let old = try ConnectionTable(tx: tx).find(place.id)
            try ConnectionTable(tx: tx).update(place)
            try Audit.record(
                AuditEntry(
                    at: now, by: author, action: "\(place.role.rawValue).change", subject: place.alias, old: .object([("url", JSON(old?.url))]),
                    new: .object([("url", .string(place.url))])), in: tx)
        }
        announce()
    }

    package func remove(_ place: Connection, by author: Author) async throws {
        let now = clock.now()
        try await database.write { tx in
            guard try RunTable(tx: tx).running(branch: place.id).isEmpty else { throw Problem(.conflict, "branch_busy", ["branch": place.alias]) }
            try ConnectionTable(tx: tx).remove(place)
            try Audit.record(
                AuditEntry(
                    at: now, by: author, action: "\(place.role.rawValue).remove", subject: place.alias, old: .object([("url", .string(place.url))]),
                    new: nil),
                in: tx)
        }
        announce()
    }

    package func policies(_ branch: Connection) async throws -> [String: TablePolicy] {
        try await database.read { try ConnectionTable(tx: $0).policies(branch.id) }
    }

    package func set(_ policy: TablePolicy, table: String, of branch: Connection, by author: Author) async throws {
        let now = clock.now()
        try await database.write { tx in
            try ConnectionTable(tx: tx).set(policy, branch.id, table)
            try Audit.record(
                AuditEntry(
                    at: now, by: author, action: "branch.policy", subject: branch.alias + "/" + table, old: nil,
                    new: .object([
                        ("update", .string(policy.update.rawValue)), ("delete", .string(policy.delete.rawValue)),
                        ("columns", .string(policy.columns.rawValue)), ("excluded", .bool(policy.isExcluded)),
                    ])), in: tx)
        }
        announce()
    }

    // MARK: links

    func link(_ place: Connection, _ password: String?) async throws -> (link: ForeignLink, name: String) {
        do {
            let database = try opener.open(try place.checked(), password, place.role == .central)
            return (try await ForeignLink.open(database), database.name)
        } catch var problem as Problem {
            problem.parameters["place"] = place.alias
            throw problem
        }
    }

    /// A visit that ends with `body`, whatever becomes of it.
    func visiting<T: Sendable>(_ place: Connection, _ password: String?, _ body: @Sendable (ForeignLink, String) async throws -> T) async throws -> T
    {
        let (link, name) = try await link(place, password)
        do {
            let result = try await body(link, name)
            await link.close()
            return result
        } catch {
            await link.close()
            throw error
        }
    }

    /// Tries a place: signs in and looks at what is there.
    package func test(_ place: Connection, password: String? = nil) async throws -> ForeignSchema {
        try await visiting(place, password) { link, _ in try await link.run { try $0.describe() } }
    }

    /// This hub's own name in central databases.
    func hub() async throws -> String {
        if let known = try await database.read({ try ConnectionTable(tx: $0).hub() }) { return known }
        let new = Identifier.make(at: clock.now())
        return try await database.write { tx in
            if let known = try ConnectionTable(tx: tx).hub() { return known }
            try ConnectionTable(tx: tx).setHub(new)
            return new
        }
    }

    func announce() { house.events.publish(topic: "consolidation") }

    func log(_ line: ActivityLine, run: Int64?, _ branch: Connection) async {
        let now = clock.now()
        _ = try? await database.write { try RunTable(tx: $0).log(line, run: run, branch: branch.alias, at: now) }
    }

    // MARK: the frame of a run

    static let holder: String = {
        var name = [CChar](repeating: 0, count: 120)
        gethostname(&name, name.count - 1)
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) + "/" + String(getpid())
    }()

    /// Whether whoever began the run may still be at it.
    static func isAlive(_ run: ConsolidationRun, at now: Instant) -> Bool {
        guard now - run.beatAt < silence else { return false }
        let parts = run.holder.split(separator: "/")
        let own = holder.split(separator: "/")
        guard parts.count == 2, parts[0] == own[0], let process = pid_t(parts[1]) else { return true }
        return kill(process, 0) == 0 || errno != ESRCH
    }

    /// Begins a run of a branch. Whoever began one before and is not heard of any more is out from here on: what it has
    /// prepared is all that it will ever have, and `settle` finds out what became of it.
    /// - Parameter replaced: a run of the caller's own that has failed, whatever the hub knows of that.
    func begin(_ kind: ConsolidationRun.Kind, _ pair: Pair, replacing replaced: Int64? = nil, by author: Author) async throws -> Int64 {
        let now = clock.now()
        return try await database.write { tx in
            let runs = RunTable(tx: tx)
            try ConnectionTable(tx: tx).pass(pair.branch.id)
            let running = try runs.running(branch: pair.branch.id)
            if let busy = running.first(where: { $0.id != replaced && Self.isAlive($0, at: now) }) {
                throw Problem(
                    .conflict, "branch_busy", ["branch": pair.branch.alias, "kind": busy.kind.rawValue, "by": busy.startedBy],
                    hint: "Wait until it has ended, or cancel it on its page.")
            }
            for stale in running {
                try runs.end(
                    stale.id, .interrupted, counts: try runs.appliedCounts(stale.id), isVerified: nil, problem: "run_interrupted", summary: nil,
                    at: now)
            }
            return try runs.begin(kind, branch: pair.branch.id, central: pair.central?.id ?? 0, by: author.name, holder: Self.holder, at: now)
        }
    }

    /// Runs `body` and keeps the run alive meanwhile; ends it as failed when it throws.
    func keeping<T: Sendable>(_ run: Int64, _ branch: Connection, _ body: @escaping @Sendable () async throws -> T) async throws -> T {
        let work = Task { try await body() }
        let beat = Task {
            while !Task.isCancelled {
                try await clock.sleep(.seconds(Self.beatSeconds))
                let now = clock.now()
                // Not heard while the hub is away; that alone ends nothing.
                if let isMine = try? await database.write({ try RunTable(tx: $0).beat(run, at: now) }), !isMine {
                    work.cancel()
                    return
                }
            }
        }
        defer { beat.cancel() }
        do {
            return try await withTaskCancellationHandler {
                try await work.value
            } onCancel: {
                work.cancel()
            }
        } catch {
            let problem = error is CancellationError ? Problem(.conflict, "run_cancelled", ["run": String(run)]) : Problem(error)
            let now = clock.now()
            _ = try? await database.write { tx in
                let runs = RunTable(tx: tx)
                guard try runs.find(run)?.state == .running else { return }
                try runs.end(run, .failed, counts: try runs.appliedCounts(run), isVerified: nil, problem: problem.code, summary: nil, at: now)
            }
            await log(ActivityLine(.failed, problem), run: run, branch)
            announce()
            throw problem
        }
    }

    /// Asks a running run to stop, on whichever node it is.
    package func cancel(_ run: Int64, by author: Author) async throws {
        let now = clock.now()
        try await database.write { tx in
            guard let found = try RunTable(tx: tx).find(run) else { throw Problem(.missing, "run_unknown", ["run": String(run)]) }
            guard found.state == .running else { throw Problem(.conflict, "run_over", ["run": String(run)]) }
            try RunTable(tx: tx).end(run, .failed, counts: found.counts, isVerified: nil, problem: "run_cancelled", summary: nil, at: now)
            try Audit.record(AuditEntry(at: now, by: author, action: "consolidation.cancel", subject: String(run), old: nil, new: nil), in: tx)
        }
        announce()
    }
}
