// How MariaDB's complaints become problems, and that no value of a row gets into them. Needs no server.

import Kernel
import Store
import Testing

@testable import StoreMariaDB

@Suite("MariaDB's complaints")
struct MariaDBProblemTests {
    @Test(
        "each kind has its code",
        arguments: [
            (2006, "store_lost"), (2013, "store_lost"), (1047, "store_lost"), (1053, "store_lost"), (1927, "store_lost"), (4031, "store_lost"),
            (1213, "store_conflict"), (1020, "store_conflict"), (1205, "store_busy"), (1062, "store_constraint"), (1452, "store_constraint"),
            (4025, "store_constraint"), (1317, "store_interrupted"), (1969, "store_interrupted"), (1040, "store_away"), (1045, "store_login"),
            (1049, "store_database"), (1142, "store_forbidden"), (1114, "store_full"), (1290, "store_read_only"), (1034, "store_damaged"),
            (2026, "store_lost"), (1064, "store_statement"),
        ])
    func codes(code: Int, expected: String) {
        #expect(Problem(mariadb: MariaDBFault(code: code, message: "")).code == expected)
    }

    @Test("a full disk is one in whatever words; a value that says so is none")
    func fullDisks() {
        for (code, message) in [
            (1030, "Got error 28 \"No space left on device\" from storage engine InnoDB"),
            (3, "Error writing file '/tmp/MYfd=12' (Errcode: 28 \"No space left on device\")"),
            (1180, "Got error 28 \"No space left\" during COMMIT"),
        ] { #expect(Problem(mariadb: MariaDBFault(code: code, message: message)).code == "store_full") }
        #expect(Problem(mariadb: MariaDBFault(code: 1062, message: "Duplicate entry 'error 28 x' for key 'a'")).code == "store_constraint")
        #expect(Problem(mariadb: MariaDBFault(code: 1180, message: "Got error 6 \"wsrep\" during COMMIT")).code == "store_conflict")
        #expect(
            Problem(mariadb: MariaDBFault(code: 1030, message: "Got error 126 \"Index file is crashed\" from storage engine")).code == "store_damaged"
        )
    }

    @Test("values are taken out of messages, names are kept")
    func values() {
        func text(_ code: Int, _ message: String) -> String? { Problem(mariadb: MariaDBFault(code: code, message: message), sql: "INSERT ?").cause }
        #expect(text(1062, "Duplicate entry 'it's 'x'-3' for key 'PRIMARY'") == "1062 Duplicate entry '…' for key 'PRIMARY' in: INSERT ?")
        #expect(text(1062, "Duplicate entry 'a' for key 'b' for key 'name'") == "1062 Duplicate entry '…' for key 'name' in: INSERT ?")
        #expect(
            text(1366, "Incorrect integer value: 'secret' for column `a`.`b` at row 1")
                == "1366 Incorrect integer value: '…' for column `a`.`b` at row 1 in: INSERT ?")
        #expect(text(1406, "Data too long for column 'lot' at row 1") == "1406 Data too long for column 'lot' at row 1 in: INSERT ?")
    }
}
