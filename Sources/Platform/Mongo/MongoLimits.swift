// What a pool of connections may take and how long it waits.

/// Sizes, times and the acknowledgement of writes, for one deployment. What the address says goes before.
public struct MongoLimits: Sendable, Hashable {
    /// Pieces of work at once, each with a thread and a connection; more wait their turn. Streams of changes come on top.
    public var poolMax: Int
    /// To open a connection.
    public var connectSeconds: Double
    /// To find a server that can answer; after that the deployment counts as away.
    public var selectionSeconds: Double
    /// For one answer; a server that says nothing for so long counts as away.
    public var socketSeconds: Double
    /// How many servers must have a write, as MongoDB says it: `majority`, or a number.
    public var acknowledgement: String
    /// Whether a write counts only once it is in the journal.
    public var isJournaled: Bool
    /// How long a transaction that others get in the way of is tried again.
    public var transactionSeconds: Double

    public init(
        poolMax: Int = 8, connectSeconds: Double = 5, selectionSeconds: Double = 3, socketSeconds: Double = 60,
        acknowledgement: String = "majority", isJournaled: Bool = true, transactionSeconds: Double = 30
    ) {
        self.poolMax = poolMax
        self.connectSeconds = connectSeconds
        self.selectionSeconds = selectionSeconds
        self.socketSeconds = socketSeconds
        self.acknowledgement = acknowledgement
        self.isJournaled = isJournaled
        self.transactionSeconds = transactionSeconds
    }
}
