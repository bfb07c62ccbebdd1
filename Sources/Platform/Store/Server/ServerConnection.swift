// What an engine with a server brings: a connection that speaks its protocol. Pool, retries, lost commits and failover
// are the same for all of them and live in `ServerDatabase`.

import Kernel

/// What a transaction is for.
public enum TransactionMode: Sendable, Hashable {
    /// A consistent snapshot, nothing written.
    case read
    case write(Isolation)
}

/// A connection to a database server. One thread uses it at a time; `interrupt` may come from any other.
///
/// Its statements throw a `Problem` with one of these codes, which `ServerDatabase` acts on:
/// * `store_lost`: the connection is gone, or its server cannot go on (shutting down, no longer in the cluster);
/// * `store_conflict`: the engine has given this transaction up in favour of another;
/// * `store_constraint`: a rule of the schema, with `kind` `unique` when another row has the key;
/// * `store_interrupted`: `interrupt` was called.
///
/// After the first two the transaction is doomed: every further statement and the commit throw the same.
public protocol ServerConnection: Transaction, Sendable {
    /// Whether the server refuses to write.
    var isReadOnly: Bool { get }
    /// Whether the running transaction has sent anything but queries.
    var hasChanged: Bool { get }
    /// Whether the connection can be used for another transaction.
    var isUsable: Bool { get }
    func begin(_ mode: TransactionMode) throws
    /// The next mark of this connection; each is given once.
    func nextWitness() -> CommitWitness
    /// Commits; `witness` is inserted in the same message, so that it arrives as a whole or not at all.
    /// - Throws: `store_lost` when the answer did not arrive: what became of the transaction is then unknown.
    func commit(_ witness: CommitWitness?) throws
    /// Gives up what the transaction did. Never throws: a connection on which this fails is no longer usable.
    func rollback()
    /// Ends the statement that is running now, if one is, with `store_interrupted`.
    func interrupt()
    func close()
}
