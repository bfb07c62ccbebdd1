// Which of several nodes takes the files of which machine. Nothing depends on it for being right: the gate of each machine
// keeps two nodes from taking the same line. But nodes that keep out of each other's way do no work twice.

import Kernel
import Store
import Synchronization

/// One node's view of the nodes that look at the sources of one hub. Each writes a sign of life once a second, which the
/// others count by their own signs and never by a clock: clocks of nodes differ.
public final class WorkShare: Sendable {
    /// A node that has given no sign during so many of ours is gone.
    static let missedMax = 3
    /// Its row is swept away after so many.
    static let sweepAfter = 600

    private struct Peer {
        var beats: Int64
        var missed = 0
        var sources: Set<Int64>
        var hash: UInt64
    }
    private struct State {
        var peers: [String: Peer] = [:]
        /// Counts the changes to who takes what of each source.
        var generations: [Int64: Int64] = [:]

        /// The nodes that read each source.
        var readers: [Int64: Set<String>] {
            var out: [Int64: Set<String>] = [:]
            for (name, peer) in peers where peer.missed < WorkShare.missedMax {
                for source in peer.sources { out[source, default: []].insert(name) }
            }
            return out
        }
    }

    private let database: any Database
    /// The node and this life of it.
    let name: String
    private let hash: UInt64
    private let state = Mutex(State())

    /// - Parameter node: what an administrator calls this node; two processes of one name are told apart.
    public init(database: any Database, node: String, at now: Instant) {
        self.database = database
        name = node.key(60) + "/" + Identifier.make(at: now)
        hash = Self.hash(name)
    }

    /// Changes whenever another node has begun or ceased to read the source, or is gone.
    func generation(of source: Int64) -> Int64 { state.withLock { $0.generations[source] ?? 0 } }

    /// Nodes besides this one that are alive.
    public var others: [String] {
        state.withLock { state in state.peers.filter { $0.value.missed < Self.missedMax }.keys.sorted() }
    }

    /// Whether this node takes the files of a machine: of all nodes that read the source, the one whose name fits the
    /// machine best (rendezvous hashing), so that a node that comes or goes moves only its own machines.
    /// - Parameter machine: `WorkShare.hash` of the machine.
    func isOurs(_ source: Int64, machine: UInt64) -> Bool {
        let own = Self.weight(hash, source, machine)
        return state.withLock { state in
            state.peers.values.allSatisfy { peer in
                peer.missed >= Self.missedMax || !peer.sources.contains(source) || Self.weight(peer.hash, source, machine) < own
            }
        }
    }

    /// Gives a sign of life and takes in those of the others.
    /// - Parameter sources: what this node reads at present, and so may be left to it.
    func beat(_ sources: [Int64]) async throws {
        guard database.isShared else { return }
        let own = name
        let rows = try await database.write(.current) { tx in
            let values = JSON.array(sources.sorted().map { .int($0) })
            let known = try tx.execute("UPDATE intake_nodes SET beats = beats + 1, sources = \(values) WHERE name = \(own)")
            if known == 0 { try tx.upsert(into: "intake_nodes", key: ["name"], [("name", own), ("beats", 1), ("sources", values)]) }
            return try tx.rows("SELECT name, beats, sources FROM intake_nodes WHERE name <> \(own)") { row in
                (name: row.text(0), beats: row.int(1), sources: Set(try row.json(2).array?.compactMap(\.int) ?? []))
            }
        }
        let lost = state.withLock { state in take(rows, &state) }
        guard !lost.isEmpty else { return }
        try await database.write(.current) { tx in
            for (name, beats) in lost { try tx.execute("DELETE FROM intake_nodes WHERE name = \(name) AND beats = \(beats)") }
        }
    }

    /// - Returns: rows that nobody has touched for long.
    private func take(_ rows: [(name: String, beats: Int64, sources: Set<Int64>)], _ state: inout State) -> [(String, Int64)] {
        let before = state.readers
        var peers: [String: Peer] = [:]
        for row in rows {
            var peer = state.peers[row.name] ?? Peer(beats: row.beats - 1, sources: [], hash: Self.hash(row.name))
            peer.missed = peer.beats == row.beats ? peer.missed + 1 : 0
            (peer.beats, peer.sources) = (row.beats, row.sources)
            peers[row.name] = peer
        }
        state.peers = peers
        let after = state.readers
        for source in Set(before.keys).union(after.keys) where before[source] != after[source] { state.generations[source, default: 0] += 1 }
        return peers.filter { $0.value.missed >= Self.sweepAfter }.map { ($0.key, $0.value.beats) }
    }

    /// Leaves its machines to the others at once.
    func leave() async throws {
        guard database.isShared else { return }
        let own = name
        try await database.write(.current) { tx in _ = try tx.execute("DELETE FROM intake_nodes WHERE name = \(own)") }
    }

    static func hash(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { RecordHash.of(UnsafeRawBufferPointer($0), seed: 0) }
    }

    private static func weight(_ node: UInt64, _ source: Int64, _ machine: UInt64) -> UInt64 {
        withUnsafeBytes(of: (node, UInt64(bitPattern: source))) { RecordHash.of($0, seed: machine) }
    }
}
