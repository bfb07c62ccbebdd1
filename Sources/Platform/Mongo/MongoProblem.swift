// What the server and its client library complain about, in our words. Values of documents do not get into a Problem: the
// message of a duplicate, which has them, is kept to the name of the index.

import CMongo
import Kernel

/// A complaint as it came.
struct MongoFault: Error, Equatable {
    var domain: UInt32
    var code: UInt32
    var message: String
    /// Of the server's answer: what may be done again, and how.
    var labels: [String] = []

    init(domain: UInt32, code: UInt32, message: String, labels: [String] = []) {
        self.domain = domain
        self.code = code
        self.message = message
        self.labels = labels
    }

    init(_ error: bson_error_t, reply: BSONDocument? = nil) {
        self.init(
            domain: error.domain, code: error.code, message: Self.text(of: error),
            labels: (reply?["errorLabels"]?.array ?? []).compactMap(\.string))
    }

    /// The message of the client library, which ends at a zero.
    static func text(of error: bson_error_t) -> String {
        withUnsafeBytes(of: error.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// The line broke, or the server did not answer in time.
    var isOfTheLine: Bool { domain == MONGOC_ERROR_STREAM.rawValue }
    /// No server could take the request, which therefore was not sent.
    var isOfSelection: Bool { domain == MONGOC_ERROR_SERVER_SELECTION.rawValue }
    private var isOfServer: Bool { domain == MONGOC_ERROR_SERVER.rawValue }

    /// What a server says that is going down, is not the primary any more, or cannot reach others.
    var isOfState: Bool { isOfServer && Self.stateCodes.contains(code) }
    private static let stateCodes: Set<UInt32> = [6, 7, 89, 91, 189, 202, 262, 317, 358, 9001, 10107, 11600, 11602, 13435, 13436]
    /// Those of them after which a write may have been done.
    var isOfEnding: Bool { isOfServer && [89, 91, 9001, 11600, 11602].contains(code) }

    var isOfAccess: Bool {
        if isOfServer { return [13, 18, 8000].contains(code) }
        // The line can break while signing in, too: the client library gives that the same code, and only words tell.
        return isOfSigningIn
            && !["Failed to send", "Failed to read", "socket", "imeout", "timed out", "end of file"].contains { message.contains($0) }
    }

    /// Signing in did not come to its end, for whatever reason.
    var isOfSigningIn: Bool { domain == MONGOC_ERROR_CLIENT.rawValue && code == MONGOC_ERROR_CLIENT_AUTHENTICATE.rawValue }

    var isDuplicate: Bool { [11000, 11001, 12582].contains(code) && !isOfTheLine }

    /// A message of a certificate that does not fit: waiting does not help.
    var isOfCertificates: Bool {
        (isOfTheLine || isOfSelection)
            && ["certificate verify failed", "Failed certificate verification", "TLS handshake failed: certificate"].contains { message.contains($0) }
    }

    /// "E11000 duplicate key error collection: shop.items index: number_1 dup key: { number: 5 }" up to the values.
    static func withoutValues(_ message: String) -> String {
        guard let values = message.firstRange(of: " dup key:") else { return message }
        return String(message[..<values.lowerBound])
    }
}

extension Problem {
    /// - Parameters:
    ///   - hosts: of the deployment, for people.
    ///   - isWrite: whether the request was to change something, which may or may not have happened when the line breaks.
    init(mongo fault: MongoFault, hosts: String, isWrite: Bool = false) {
        let message = MongoFault.withoutValues(fault.message)
        let cause = "\(fault.domain)/\(fault.code) \(message)"
        func outside(_ retryable: Bool, _ code: String, _ hint: String, _ more: [String: String] = [:]) -> Problem {
            Problem(.outside(retryable: retryable), code, ["hosts": hosts].merging(more) { $1 }, hint: hint, cause: cause)
        }
        switch fault {
        case _ where fault.isOfAccess || (fault.isOfSelection && fault.message.contains("Authentication failed")):
            self = outside(false, "mongo_refused", "Check user, password and authSource, and that the user may do this.")
        case _ where fault.isOfCertificates:
            self = outside(false, "mongo_tls", "Check tlsCAFile and that the certificate names the host of the address.", ["message": message])
        case _ where isWrite && (fault.isOfTheLine || fault.isOfEnding || fault.domain == MONGOC_ERROR_WRITE_CONCERN.rawValue):
            self = outside(true, "mongo_unknown_write", "The write may or may not have been done; look before writing again.")
        case _ where fault.isOfTheLine || fault.isOfSelection || fault.isOfState || fault.isOfSigningIn:
            self = outside(true, "mongo_away", "The server cannot be reached; Gemba tries again.")
        case _ where fault.isDuplicate: self = Problem(.conflict, "mongo_duplicate", cause: cause)
        case _ where fault.code == 112 || fault.labels.contains("TransientTransactionError"):
            self = outside(true, "mongo_conflict", "Another transaction was in the way; Gemba tries again.")
        case _ where [280, 286].contains(fault.code): self = outside(false, "mongo_history_lost", "Read everything anew.")
        case _ where fault.code == 40573:
            self = outside(false, "mongo_changes_unavailable", "Changes are told by replica sets only; start the server with --replSet.")
        default:
            self = outside(
                false, "mongo_failed", "Look into the server's log; Gemba kept what it had.", ["code": String(fault.code), "message": message])
        }
    }
}
