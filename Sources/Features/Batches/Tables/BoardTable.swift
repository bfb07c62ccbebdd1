// One line per store: when it was last in step, what was found, since when it is away, and which node keeps it in step.

import Kernel
import Store

package struct BoardState: Sendable {
    /// Counts up with every change that pages should show.
    package var version: Int64 = 0
    package var syncedAt: Instant?
    /// When batches were last read from elsewhere.
    package var refreshedAt: Instant?
    package var outcome: JSON?
    /// Code, parameters and hint of what keeps it from being in step.
    package var problem: Problem?
    package var problemSince: Instant?
    package init() {}
}

struct BoardTable {
    let tx: any Transaction
    let store: String

    func read() throws -> BoardState {
        try tx.first(
            "SELECT version, synced_at, refreshed_at, outcome, problem, problem_since FROM batch_board WHERE store = \(store)"
        ) { row in
            var state = BoardState()
            (state.version, state.syncedAt, state.refreshedAt) = (row.int(0), row.optionalInstant(1), row.optionalInstant(2))
            state.outcome = row.isNull(3) ? nil : try row.json(3)
            if !row.isNull(4) {
                let json = try row.json(4)
                state.problem = Problem(
                    .outside(retryable: true), json["code"]?.string ?? "unexpected",
                    Dictionary((json["parameters"]?.members ?? []).compactMap { name, value in value.string.map { (name, $0) } }) { $1 },
                    hint: json["hint"]?.string)
            }
            state.problemSince = row.optionalInstant(5)
            return state
        } ?? BoardState()
    }

    /// The line, made where it is missing.
    private func prepare() throws {
        guard try tx.int("SELECT COUNT(*) FROM batch_board WHERE store = \(store)") == 0 else { return }
        try tx.upsert(into: "batch_board", key: ["store"], [("store", store), ("version", 0)])
    }

    func touch() throws {
        try prepare()
        try tx.execute("UPDATE batch_board SET version = version + 1 WHERE store = \(store)")
    }

    func synced(_ outcome: JSON, changed: Bool, at now: Instant) throws {
        try prepare()
        try tx.execute(
            """
            UPDATE batch_board SET version = version + \(changed ? 1 : 0), synced_at = \(now), outcome = \(outcome), problem = NULL, problem_since = NULL
            WHERE store = \(store)
            """)
    }

    /// - Parameter isAll: there is nothing else that could be away.
    func refreshed(changed: Bool, isAll: Bool, at now: Instant) throws {
        try prepare()
        try tx.execute("UPDATE batch_board SET version = version + \(changed ? 1 : 0), refreshed_at = \(now) WHERE store = \(store)")
        if isAll { try tx.execute("UPDATE batch_board SET problem = NULL, problem_since = NULL WHERE store = \(store)") }
    }

    func failed(_ problem: Problem, at now: Instant) throws {
        try prepare()
        let json = JSON.object([
            ("code", .string(problem.code)), ("hint", JSON(problem.hint)),
            ("parameters", .object(problem.parameters.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
        ])
        try tx.execute(
            """
            UPDATE batch_board SET version = version + CASE WHEN problem IS NULL THEN 1 ELSE 0 END, problem = \(json),
            problem_since = COALESCE(problem_since, \(now)) WHERE store = \(store)
            """)
    }

    /// Takes or keeps the place of the node that keeps this store in step.
    /// - Returns: whether `holder` has it until `until`.
    func hold(_ holder: String, until: Instant, at now: Instant) throws -> Bool {
        try prepare()
        return try tx.execute(
            """
            UPDATE batch_board SET holder = \(holder), held_until = \(until)
            WHERE store = \(store) AND (holder IS NULL OR holder = \(holder) OR held_until < \(now))
            """) == 1
    }
}
