// Numbers of names that a process remembers, and a database that knows them otherwise.

import Kernel
import Store
import TestKit
import Testing

@testable import Intake
@testable import Traceability

@Suite struct NameMemoryTests {
    private static func line(_ part: String, _ barcode: String) -> String { "20250804,071937,18,OK,NA,,\(part),1,,V,L,\(barcode),1F\n" }
    private static let header = "ScanDate,ScanTime,SlotNo,Result,PreviousBarcode,ProductDate,PartName,Quantity,SEQ,Vendor,LOTNO,Barcode,FeederBase\n"

    @Test func aNameThatTheDatabaseKnowsOtherwiseIsAskedAgain() async throws {
        let hub = try await TraceHub()
        let source = try await hub.source("share", at: hub.folder.path + "/share")
        for day in ["04", "05"] {
            try hub.folder.write("share/L1 m1/202508\(day).csv", Self.header + Self.line("P1", "A\(day)"))
            _ = try await hub.intake.scan(source, .command)
        }
        // As after a restore: the number belongs to another part.
        try await hub.database.write { tx in _ = try tx.execute("UPDATE trace_parts SET name = 'P2', folded = 'p2' WHERE name = 'P1'") }
        try hub.folder.write("share/L1 m1/20250806.csv", Self.header + Self.line("P1", "A06"))
        // On a server the transaction runs again by itself, on a file at the next look.
        do { _ = try await hub.intake.scan(source, .command) } catch let problem as Problem {
            #expect(problem.code == "store_conflict" && problem.isRetryable)
            _ = try await hub.intake.scan(source, .command)
        }
        let rows = try await hub.database.read { tx in
            try tx.rows("SELECT c.barcode, p.name FROM trace_changes c JOIN trace_parts p ON p.id = c.part_id ORDER BY c.barcode") {
                $0.text(0) + " " + $0.text(1)
            }
        }
        #expect(rows == ["A04 P2", "A05 P2", "A06 P1"])
    }
}
