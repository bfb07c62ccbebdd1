// Transactions, on deployments that have them. What is tried again, and when, follows MongoDB's rules: the whole of it
// when the server says that nothing has happened, its end alone when it is not known whether it did.

import CMongo
import Kernel

extension MongoSession {
    /// Runs `body` in a transaction that everything of this session joins: all of it happens, or nothing. It reads one
    /// moment of the data.
    ///
    /// Where another transaction is in the way, or the server changes, `body` runs again, for up to
    /// `MongoLimits.transactionSeconds`: it must do nothing outside that cannot be done twice.
    /// - Throws: `mongo_transactions_unavailable` on a server without them; `mongo_conflict` when the others would not
    ///   give way; `mongo_unknown_write` when the line broke at the very end; and what `body` throws.
    @discardableResult
    public func transaction<T>(_ body: () throws -> T) throws -> T {
        let client = try live()
        guard transaction == nil else { throw Problem(.bug, "mongo_transaction_nested") }
        guard try isReplicaSet else {
            throw Problem(
                .outside(retryable: false), "mongo_transactions_unavailable", ["hosts": hosts],
                hint: "Transactions need a replica set; start the server with --replSet.")
        }
        var error = bson_error_t()
        guard let session = mongoc_client_start_session(client, nil, &error) else { throw problem(MongoFault(error), isWrite: false) }
        transaction = session
        defer {
            transaction = nil
            // Ends a transaction that is still open, too.
            mongoc_client_session_destroy(session)
        }
        let end = Stopwatch.milliseconds() + Int64(limits.transactionSeconds * 1000)
        var pause: UInt32 = 2
        while true {
            try mark.check()
            labels = []
            try begin(session)
            let outcome: T
            do {
                outcome = try body()
                try mark.check()
            } catch {
                mongoc_client_session_abort_transaction(session, nil)
                guard isToBeRepeated(until: end) else { throw error }
                wait(&pause)
                continue
            }
            if try commit(session, until: end) { return outcome }
            wait(&pause)
        }
    }

    private func begin(_ session: OpaquePointer) throws {
        // Both are ours, and copied by the library.
        let options = mongoc_transaction_opts_new()
        defer { mongoc_transaction_opts_destroy(options) }
        let concern = mongoc_read_concern_new()
        defer { mongoc_read_concern_destroy(concern) }
        mongoc_read_concern_set_level(concern, "snapshot")
        mongoc_transaction_opts_set_read_concern(options, concern)
        var error = bson_error_t()
        guard mongoc_client_session_start_transaction(session, options, &error) else {
            throw problem(MongoFault(error), isWrite: false)
        }
    }

    /// - Returns: false where all of it is to be done again.
    private func commit(_ session: OpaquePointer, until end: Int64) throws -> Bool {
        while true {
            var error = bson_error_t()
            let fault: MongoFault? = try withReply { reply in
                mongoc_client_session_commit_transaction(session, reply, &error)
                    ? nil : MongoFault(error, reply: BSONView(of: reply).document)
            }
            guard let fault else { return true }
            labels.formUnion(fault.labels)
            if fault.labels.contains("TransientTransactionError") {
                if isToBeRepeated(until: end) { return false }
            } else if fault.labels.contains("UnknownTransactionCommitResult") {
                // 50: the server had no time left, and will not have more.
                if fault.code != 50, Stopwatch.milliseconds() < end, !mark.isSet { continue }
                var problem = Problem(mongo: fault, hosts: hosts, isWrite: true)
                problem.family = .outside(retryable: true)
                problem.code = "mongo_unknown_write"
                throw problem
            }
            throw Problem(mongo: fault, hosts: hosts, isWrite: true)
        }
    }

    private func isToBeRepeated(until end: Int64) -> Bool {
        labels.contains("TransientTransactionError") && Stopwatch.milliseconds() < end && !mark.isSet
    }

    /// Lets the other one through: longer each time, up to a tenth of a second, and never as long as somebody else.
    private func wait(_ pause: inout UInt32) {
        Stopwatch.pause(milliseconds: UInt32.random(in: 1...pause))
        pause = min(pause * 2, 100)
    }
}
