// What PostgreSQL says when something goes wrong, in our words. Messages of the server may hold values of rows; only the
// message itself is kept, never its detail, and what stands in quotes behind a failed conversion is taken out.

import Kernel

enum PostgresProblem {
    /// - Parameters:
    ///   - state: the five characters of SQLSTATE; empty when the failure is the connection's.
    ///   - message: the server's primary message.
    ///   - sql: the statement, without its values.
    static func make(state: String, message: String, sql: String?, constraint: String? = nil) -> Problem {
        let cause = "\(state) \(withoutValues(state, message))" + (sql.map { " in: " + $0 } ?? "")
        switch state {
        case "40001", "40P01":
            return Problem(.outside(retryable: true), "store_conflict", cause: cause)
        case "23505":
            return Problem(.conflict, "store_constraint", ["kind": "unique"], cause: cause)
        case "23503": return Problem(.conflict, "store_constraint", ["kind": "foreign"], cause: cause)
        case "23514", "23001": return Problem(.conflict, "store_constraint", ["kind": "check"], cause: cause)
        case "23502", "22001", "22003": return Problem(.conflict, "store_constraint", ["kind": "value"], cause: cause)
        case "57014":
            return Problem(.outside(retryable: true), "store_interrupted", cause: cause)
        case "55P03":
            return Problem(.outside(retryable: true), "store_busy", hint: "Another program holds the database; Gemba tries again.", cause: cause)
        case "53100":
            return Problem(.outside(retryable: true), "store_full", hint: "Free some disk space; loading goes on by itself.", cause: cause)
        case "25006":
            return Problem(
                .outside(retryable: true), "store_read_only", hint: "Let the server write, or name the one that may.", cause: cause)
        case "42501":
            return Problem(
                .outside(retryable: false), "store_forbidden", hint: "Give the database's user the right to make and change tables.", cause: cause)
        case "XX001", "XX002":
            return Problem(.outside(retryable: false), "store_damaged", hint: "Restore the last backup.", cause: cause)
        case "", "57P01", "57P02", "57P03", "57P05", "25P03":
            return Problem(.outside(retryable: true), "store_lost", hint: "Gemba connects again by itself.", cause: cause)
        default:
            if state.hasPrefix("08") {
                return Problem(.outside(retryable: true), "store_lost", hint: "Gemba connects again by itself.", cause: cause)
            }
            if state.hasPrefix("53") {
                return Problem(.outside(retryable: true), "store_busy", hint: "The server lacks memory or room.", cause: cause)
            }
            if state.hasPrefix("58") { return Problem(.outside(retryable: true), "store_full", hint: "Check the server's disk.", cause: cause) }
            return Problem(.bug, "store_statement", cause: cause)
        }
    }

    /// What keeps a connection from being made.
    /// - Parameter text: libpq's message with SQLSTATE, as verbose messages have it.
    static func connecting(_ text: String, host: String, user: String, database: String) -> Problem {
        let cause = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        let codes = text.matches(of: #/(?:FATAL|ERROR|[A-ZÁÉÍÓÚÑ]+): +([0-9A-Z]{5}): /#).map { String($0.1) }
        let place = ["host": host]
        switch codes.last ?? "" {
        case "28P01", "28000":
            return Problem(
                .outside(retryable: false), "store_login", place.merging(["user": user]) { a, _ in a },
                hint: "Check user and password, and pg_hba.conf at the server.", cause: cause)
        case "3D000":
            return Problem(
                .outside(retryable: false), "store_database", place.merging(["name": database]) { a, _ in a },
                hint: "Create it: CREATE DATABASE, with encoding UTF8.", cause: cause)
        case "53300":
            return Problem(
                .outside(retryable: true), "store_away", place, hint: "The server has no connection to spare; raise max_connections.", cause: cause)
        case "42501":
            return Problem(.outside(retryable: false), "store_forbidden", place, hint: "Let the user connect to the database.", cause: cause)
        default:
            if text.contains("SSL") || text.contains("certificate") {
                return Problem(
                    .outside(retryable: false), "store_tls", place, hint: "Check sslmode, sslrootcert and the server's certificate.", cause: cause)
            }
            return Problem(.outside(retryable: true), "store_away", place, hint: "Check that the server runs and listens there.", cause: cause)
        }
    }

    /// Messages of class 22 and 23 quote what was sent.
    private static func withoutValues(_ state: String, _ message: String) -> String {
        guard state.hasPrefix("22") else { return message }
        return message.replacing(#/".*"/#.dotMatchesNewlines(), with: "…")
    }
}
