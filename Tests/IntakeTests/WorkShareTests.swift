// Who takes which machine's files while several nodes look at one source.

import Kernel
import Store
import TestKit
import Testing

@testable import Intake

@Suite(.enabled(if: !TestEngine.isSQLite, "a file belongs to one node")) struct WorkShareTests {
    static let machines = (0..<200).map { WorkShare.hash("machine \($0)") }
    let hub: IntakeHub

    init() async throws { hub = try await IntakeHub() }

    private func node(_ name: String) -> WorkShare { WorkShare(database: hub.database, node: name, at: Clock.system.now()) }

    /// Who takes each machine of source 1, as the number of those that think they do.
    private func takers(_ nodes: WorkShare...) -> [Int] {
        Self.machines.map { machine in nodes.count { $0.isOurs(1, machine: machine) } }
    }

    @Test func eachMachineHasOneNode() async throws {
        let (a, b, c) = (node("a"), node("b"), node("c"))
        #expect(takers(a).allSatisfy { $0 == 1 }, "alone it takes all")
        for _ in 0..<2 { for node in [a, b, c] { try await node.beat([1]) } }
        #expect(takers(a, b, c).allSatisfy { $0 == 1 })
        for node in [a, b, c] {
            let own = Self.machines.count { node.isOurs(1, machine: $0) }
            #expect(own > 30 && own < 110, "\(own) of 200")
            #expect(node.others.count == 2)
        }
    }

    @Test func aNodeThatComesTakesOnlyItsOwn() async throws {
        let (a, b, c) = (node("a"), node("b"), node("c"))
        for _ in 0..<2 { for node in [a, b] { try await node.beat([1]) } }
        let before = Self.machines.filter { a.isOurs(1, machine: $0) }
        for _ in 0..<2 { for node in [a, b, c] { try await node.beat([1]) } }
        let after = Self.machines.filter { a.isOurs(1, machine: $0) }
        #expect(Set(after).isSubset(of: before))
        #expect(Set(before).subtracting(after).allSatisfy { c.isOurs(1, machine: $0) })
    }

    @Test func aNodeThatDoesNotReadASourceTakesNothingOfIt() async throws {
        let (a, b) = (node("a"), node("b"))
        for _ in 0..<2 {
            try await a.beat([1, 2])
            try await b.beat([2])
        }
        #expect(Self.machines.allSatisfy { a.isOurs(1, machine: $0) })
        #expect(!Self.machines.allSatisfy { a.isOurs(2, machine: $0) })
    }

    @Test func whatADeadNodeLeavesIsTaken() async throws {
        let (a, b) = (node("a"), node("b"))
        for _ in 0..<2 { for node in [a, b] { try await node.beat([1]) } }
        let seen = a.generation(of: 1)
        #expect(!Self.machines.allSatisfy { a.isOurs(1, machine: $0) })
        // The first of them sees the last sign it gave.
        for _ in 0...WorkShare.missedMax { try await a.beat([1]) }
        #expect(Self.machines.allSatisfy { a.isOurs(1, machine: $0) })
        #expect(a.others == [] && a.generation(of: 1) > seen)
        // It was only slow.
        try await b.beat([1])
        try await a.beat([1])
        #expect(takers(a, b).allSatisfy { $0 == 1 })
    }

    @Test func aNodeThatLeavesSaysSo() async throws {
        let (a, b) = (node("a"), node("b"))
        for _ in 0..<2 { for node in [a, b] { try await node.beat([1]) } }
        try await b.leave()
        try await a.beat([1])
        #expect(Self.machines.allSatisfy { a.isOurs(1, machine: $0) })
    }

    @Test func twoNodesOfOneNameAreTwo() async throws {
        let (a, b) = (node("gemba"), node("gemba"))
        for _ in 0..<2 { for node in [a, b] { try await node.beat([1]) } }
        #expect(takers(a, b).allSatisfy { $0 == 1 })
        #expect(a.others == [b.name])
    }

    @Test func rowsOfNodesLongGoneAreSweptAway() async throws {
        let (a, b) = (node("a"), node("b"))
        try await b.beat([1])
        for _ in 0...WorkShare.sweepAfter + 1 { try await a.beat([1]) }
        #expect(try await hub.database.read { try $0.rows("SELECT name FROM intake_nodes") { $0.text(0) } } == [a.name])
    }

    @Test func whatOneNodeComplainsOfAnotherDoesNotTakeBack() async throws {
        func note(_ problem: Problem?, by node: String?, others: [String]) async throws -> String? {
            let source = hub.source
            return try await hub.database.write { tx in
                try SourceTable(tx: tx).noteScan(
                    source, at: Clock.system.now(), rows: false, problem: problem, node: node, others: others)
                return try SourceTable(tx: tx).find(source)?.state.problemCode
            }
        }
        let away = Problem(.outside(retryable: true), "folder_missing")
        #expect(try await note(away, by: "a", others: ["b"]) == "folder_missing")
        #expect(try await note(nil, by: "b", others: ["a"]) == "folder_missing", "a still cannot read it")
        #expect(try await note(nil, by: "a", others: ["b"]) == nil)
        #expect(try await note(away, by: "a", others: ["b"]) == "folder_missing")
        #expect(try await note(nil, by: "b", others: []) == nil, "a is gone")
        #expect(try await note(away, by: "a", others: ["b"]) == "folder_missing")
        #expect(try await note(nil, by: nil, others: ["a"]) == nil, "a person looked")
    }
}
