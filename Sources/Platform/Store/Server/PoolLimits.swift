// The limits of a server's connections and of the patience with it.

import Kernel

public struct PoolLimits: Sendable {
    /// Connections of one process.
    public var maxConnections = 8
    /// How long a transaction waits for a connection that is free.
    public var waitSeconds = 10.0
    /// A connection is replaced when it is this old, so that a server that came back is used again.
    public var maxAgeSeconds = 1800
    /// How long a transaction is tried again while the server is away.
    public var patienceSeconds = 8.0
    /// How long a transaction is tried again while others are in its way: each conflict means that one of them got on.
    public var conflictSeconds = 30.0
    /// How long it is tried to find out what became of a commit whose answer was lost.
    public var resolveSeconds = 60.0
    public var connectSeconds = 4
    /// A statement that waits longer than this for a lock gives up.
    public var lockSeconds = 10
    /// A transaction in which nothing was asked for so long is ended by the server, and with it its locks.
    public var idleSeconds = 300

    public init() {}

    /// With what an address says: `pool`, `wait`, `patience` in whole numbers and seconds.
    public init(_ options: inout [String: String]) throws(Problem) {
        if let number = try Self.number("pool", &options, 1...200) { maxConnections = number }
        if let number = try Self.number("wait", &options, 0...3600) { waitSeconds = Double(number) }
        if let number = try Self.number("patience", &options, 0...3600) { patienceSeconds = Double(number) }
    }

    private static func number(_ name: String, _ options: inout [String: String], _ range: ClosedRange<Int>) throws(Problem) -> Int? {
        guard let text = options.removeValue(forKey: name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw Problem(
                .input, "database_address", ["part": name], hint: "\(name) is a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }
}
