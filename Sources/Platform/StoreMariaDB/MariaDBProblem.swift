// What the server and its client library complain about, in our words. The SQL is kept; values never are, and since
// MariaDB writes values into its messages, they are taken out of those too.

import CMariaDB
import Kernel

/// A complaint of the server or the client library, as it came.
struct MariaDBFault: Error, Equatable {
    var code: Int
    var message: String
}

extension Problem {
    /// - Parameter sql: the statement, without its values.
    init(mariadb fault: MariaDBFault, sql: String? = nil) {
        let message = Self.withoutValues(fault)
        let cause = "\(fault.code) \(message)" + (sql.map { " in: " + $0 } ?? "")
        func outside(_ retryable: Bool, _ code: String, _ hint: String) -> Problem {
            Problem(.outside(retryable: retryable), code, hint: hint, cause: cause)
        }
        func constraint(_ kind: String) -> Problem { Problem(.conflict, "store_constraint", ["kind": kind], cause: cause) }
        // What the operating system says when a disk is full, in the words of several messages.
        let hasNoSpace = ["error 28 ", "errno: 28 ", "Errcode: 28 "].contains { message.contains($0) }
        switch fault.code {
        case _ where hasNoSpace, 1021, 1114:
            self = outside(true, "store_full", "Free some disk space on the server; loading goes on by itself.")
        // 1047 of a cluster's node that has lost the others; 1053 and 1077 to 1079 of one that is shutting down; 1158 to
        // 1161 of the line; 1927 and 4031 of a server that has ended the connection; 2026 of TLS on a line that breaks.
        case 1047, 1053, 1077...1079, 1152, 1158...1161, 1184, 1927, 2001...2006, 2009, 2012, 2013, 2026, 2027, 2055, 4031, 5013, 5014:
            self = outside(true, "store_lost", "The server went away; Gemba tries again.")
        // 1020: changed since this transaction's snapshot; 1213: deadlock, or a cluster's certification failed; 1412: the
        // table was changed; 1615: the statement has to be prepared anew.
        case 1020, 1213, 1412, 1615: self = outside(true, "store_conflict", "Another transaction was in the way; Gemba tries again.")
        case 1180 where message.contains("wsrep"):
            self = outside(true, "store_conflict", "Another node of the cluster was in the way; Gemba tries again.")
        case 1205, 1206: self = outside(true, "store_busy", "Another program holds the rows; Gemba tries again.")
        case 1022, 1062, 1586: self = constraint("unique")
        case 1216, 1217, 1451, 1452: self = constraint("foreign")
        case 4025, 1644: self = constraint("check")
        case 1048, 1364: self = constraint("null")
        case 1406: self = constraint("length")
        case 1264, 1265, 1292, 1366, 1690: self = constraint("value")
        case 1317, 1969: self = Problem(.outside(retryable: true), "store_interrupted", cause: cause)
        case 1040, 1203, 1226:
            self = outside(true, "store_away", "The server has too many connections; raise max_connections or lower pool=.")
        case 1037, 1038, 1041, 2008: self = outside(true, "store_memory", "Give the server, or this machine, more memory.")
        case 5010, 2059: self = outside(false, "store_login", "The server asks for the password in clear text; use sslmode=verify-full.")
        case 1045, 1698, 1251, 1862, 4151, 2061:
            self = outside(false, "store_login", "Check user and password, and that the user may sign in from this machine.")
        case 1130: self = outside(false, "store_login", "The server does not let this machine sign in; ask its administrator.")
        case 1049: self = outside(false, "store_database", "Create the database, or correct its name in the address.")
        case 1419:
            self = outside(
                false, "store_forbidden", "Set log_bin_trust_function_creators = 1 at the server: triggers keep the audit from being altered.")
        case 1044, 1142, 1143, 1227, 1370:
            self = outside(false, "store_forbidden", "Grant the user all rights on the database.")
        case 1290, 1792, 1836: self = outside(true, "store_read_only", "The server refuses to write; make it writable.")
        case 1030, 1033, 1034, 1035, 1712, 1194, 1195, 1877:
            self = outside(false, "store_damaged", "Repair the table or restore the last backup.")
        case 1153, 2020: self = outside(false, "store_too_large", "Raise the server's max_allowed_packet.")
        default: self = Problem(.bug, "store_statement", cause: cause)
        }
    }

    /// Messages whose quoted parts are names of ours.
    private static let namesOnly: Set<Int> = [1044, 1045, 1048, 1049, 1054, 1061, 1146, 1264, 1364, 1406, 1698]

    /// The message with `…` in place of values.
    static func withoutValues(_ fault: MariaDBFault) -> String {
        let message = fault.message
        // What the client library says holds no values.
        guard fault.code < 2000 || fault.code > 5999 || (3000...4999).contains(fault.code), !namesOnly.contains(fault.code),
            let first = message.firstIndex(of: "'"), let last = message.lastIndex(of: "'"), first < last
        else { return message }
        let start = message[...first]
        // "Duplicate entry 'VALUE' for key 'NAME'": a value may look like anything, so the last place counts.
        let mark = "' for key '"
        if let at = message.ranges(of: mark).last?.lowerBound { return start + "…" + message[at...] }
        return start + "…" + message[last...]
    }
}
