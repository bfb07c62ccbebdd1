// What the tests of MongoDB stand on: two servers that all share, a database per test, and looking for passwords.

import Kernel
import Mongo
import Synchronization
import TestKit
import Testing

enum MongoScratch {
    private static let alone = Task { try await MongoServer(replicaSet: false, mode: .fast) }
    private static let set = Task { try await MongoServer(replicaSet: true, mode: .fast) }

    /// A server that lives as long as the tests: nothing that harms it.
    static func server(replicaSet: Bool) async throws -> MongoServer { try await (replicaSet ? set : alone).value }

    /// Gives a pool and a database of the test's own, which is gone afterwards.
    static func use<T>(
        replicaSet: Bool = true, limits: MongoLimits = MongoLimits(), _ body: (MongoPool, String) async throws -> T
    ) async throws -> T {
        let pool = try MongoPool(url: try await server(replicaSet: replicaSet).url, limits: limits)
        let database = "t" + MongoID.make().hex
        do {
            let outcome = try await body(pool, database)
            try await pool.run { _ = try $0.command(database, ["dropDatabase": 1]) }
            return outcome
        } catch {
            _ = try? await pool.run { try $0.command(database, ["dropDatabase": 1]) }
            throw error
        }
    }

    /// The Problem that the work ends with.
    static func problem<T>(_ body: () async throws -> T, at place: SourceLocation = #_sourceLocation) async throws -> Problem {
        do {
            _ = try await body()
        } catch {
            return try #require(error as? Problem, "\(error)", sourceLocation: place)
        }
        Issue.record("it should have failed", sourceLocation: place)
        return Problem(.bug, "none")
    }

    /// Everything a Problem could be shown with.
    static func everything(of problem: Problem) -> String { "\(problem) \(problem.hint ?? "") \(problem.parameters) \(problem.cause ?? "")" }

    /// `count` small documents like those of a plant.
    static func documents(_ count: Int) -> [BSONDocument] {
        (0..<count).map { n in
            ["_id": .int32(Int32(n)), "lot": .string("L\(n % 97)"), "good": .bool(n % 3 == 0), "at": .date(1_700_000_000_000 + Int64(n))]
        }
    }
}

/// A value that several tasks change.
final class Shared<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>
    init(_ value: Value) { mutex = Mutex(value) }

    var value: Value { mutex.withLock { $0 } }
    func change(_ change: (inout sending Value) -> Void) { mutex.withLock { change(&$0) } }
}

extension MongoPool {
    func insert(_ database: String, _ name: String, _ documents: [BSONDocument]) async throws {
        let result = try await run { try $0.collection(database, name).insert(documents, ordered: false) }
        #expect(result.inserted == documents.count && result.errors.isEmpty)
    }
}
