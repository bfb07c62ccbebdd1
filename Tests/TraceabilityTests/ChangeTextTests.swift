// How single values of a change are understood and kept.

import Foundation
import Intake
import Kernel
import Store
import TestKit
import Testing

@testable import Traceability

@Suite struct ChangeTextTests {
    @Test(arguments: [
        ("1F", ChangeText.Side.front), ("12R", .rear), ("1f", .front), ("r", .rear), ("RF", .front), ("F", .front), ("", .none),
        ("12", .none), ("A1", .none),
    ])
    func aFeederBaseTellsItsSide(_ text: String, _ side: ChangeText.Side) {
        let found = Array(text.utf8).withUnsafeBytes { ChangeText.side($0) }
        #expect(found == side)
    }

    @Test func aTextLongerThanItsColumnIsKeptWholeBesideIt() async throws {
        let hub = try await TraceHub()
        let source = try await hub.source("long", at: hub.folder.path + "/long")
        let barcode = String(repeating: "Ñ", count: 200)
        let slot = String(repeating: "9", count: 60)
        let unknown = String(repeating: "가", count: 700)
        let header = "ScanDate,ScanTime,SlotNo,Result,PreviousBarcode,ProductDate,PartName,Quantity,SEQ,Vendor,LOTNO,Barcode,FeederBase,Odd"
        let long = "20250804,071937,\(slot),OK,NA,,P,1,,V,L,\(barcode),1F,\(unknown)"
        try hub.folder.write("long/L1 m1/20250804.csv", header + "\n" + long + "\n20250804,071938,1,OK,NA,,P,1,,V,L,B,1F,\n")
        #expect(try await hub.intake.scan(source, .command).counts.loaded == 2)
        let changes = try await hub.changes(source: source)
        let kept = try JSON(parsing: Array((changes[0].extras ?? "").utf8))
        #expect(kept["Barcode"]?.string == barcode && kept["SlotNo"]?.string == slot && kept["Odd"]?.string == unknown)
        #expect(kept["LOTNO"] == nil)
        #expect(changes[0].barcode == String(barcode.prefix(127)) && changes[0].slotText == String(slot.prefix(50)))
        #expect(changes[1].extras == nil)
        #expect(ChangeJSON.json(changes[0], .utc)["extras"]?["Barcode"]?.string == barcode)
    }
}
