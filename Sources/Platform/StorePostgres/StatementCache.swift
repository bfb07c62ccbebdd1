// Which statements a connection has prepared. A text is prepared when it comes for the second time: most that come twice
// come a thousand times, and one that comes once costs one round trip.

struct StatementCache {
    enum Use {
        /// Sent as text.
        case fresh(String)
        /// Prepared now under `name`; `dropped` is the one that makes room.
        case prepare(name: String, text: String, dropped: String?)
        case prepared(String)
    }

    /// Statements kept by a connection, and texts seen once.
    static let countMax = 256

    private var names: [String: (name: String, used: Int)] = [:]
    private var seen: [String: String] = [:]
    private var clock = 0

    mutating func use(_ text: String, _ signature: String) throws -> Use {
        clock += 1
        let key = signature + " " + text
        if let name = names[key]?.name {
            names[key]?.used = clock
            return .prepared(name)
        }
        guard let numbered = seen[key] else {
            if seen.count >= Self.countMax { seen.removeAll() }
            let numbered = PostgresText.numbered(text)
            seen[key] = numbered
            return .fresh(numbered)
        }
        var dropped: String?
        if names.count >= Self.countMax, let oldest = names.min(by: { $0.value.used < $1.value.used }) {
            dropped = names.removeValue(forKey: oldest.key)?.name
        }
        return .prepare(name: "s\(clock)", text: numbered, dropped: dropped)
    }

    /// The statement has been prepared.
    mutating func keep(_ text: String, _ signature: String, _ name: String) {
        let key = signature + " " + text
        seen[key] = nil
        names[key] = (name, clock)
    }
}
