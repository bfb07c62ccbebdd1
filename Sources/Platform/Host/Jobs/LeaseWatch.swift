// Whose lease has ended? Wall clocks of several nodes differ and jump, so no node believes a time another one wrote:
// a run is lost when its row has not changed for the length of a lease by the watcher's own steady clock.

/// What a watcher sees of a running run. Each renewal changes `beat`, each new holder `fence`.
struct RunningRow: Sendable, Hashable {
    var id: Int64
    var kind: String
    var fence: Int64
    var beat: Int64
}

/// Remembers since when running rows have looked the same.
struct LeaseWatch: Sendable {
    private struct Sight {
        var row: RunningRow
        var since: Int64
    }
    private var sights: [Int64: Sight] = [:]
    private var lastLook: Int64?

    /// Longer without a look (database away, process stopped), and the watch starts again: the holders may have been
    /// unable to renew for the same reason.
    static let blindMillisecondsMax: Int64 = 10_000

    /// Takes what is running now and returns the rows whose lease has ended.
    /// - Parameters:
    ///   - now: milliseconds of a steady clock.
    ///   - leaseMilliseconds: the lease of a kind; nil for a kind this node does not know and leaves alone.
    mutating func look(
        _ rows: [RunningRow], at now: Int64, leaseMilliseconds: (String) -> Int64?
    ) -> [RunningRow] {
        if let lastLook, now - lastLook > Self.blindMillisecondsMax { sights = [:] }
        lastLook = now
        var seen: [Int64: Sight] = [:]
        var lost: [RunningRow] = []
        for row in rows {
            let old = sights[row.id].flatMap { $0.row == row ? $0 : nil }
            let sight = old ?? Sight(row: row, since: now)
            seen[row.id] = sight
            if let lease = leaseMilliseconds(row.kind), now - sight.since > lease { lost.append(row) }
        }
        sights = seen
        return lost
    }
}
