// Texts as every engine takes them: no NUL, no longer than their column, and long keys by their digest.

import Intake
import Kernel
import Store
import TestKit
import Testing

@Suite struct StorableTextTests {
    @Test("NUL is shown, lengths are Unicode scalars")
    func texts() {
        #expect("a\0b".storable == "a\u{FFFD}b")
        #expect("abc".kept(2) == "ab")
        #expect("a\0b".kept(3) == "a\u{FFFD}b")
        // One letter to people, ten to an engine.
        let stacked = "e" + String(repeating: "\u{301}", count: 9)
        #expect(stacked.count == 1)
        #expect(!stacked.fits(9))
        #expect(stacked.fits(10))
        #expect(stacked.kept(4).unicodeScalars.count == 4)
        #expect(JSON.object([("a\0", ["b\0", 1])]).storable == ["a\u{FFFD}": ["b\u{FFFD}", 1]])
    }

    @Test("a long key keeps its beginning and stays its own")
    func keys() {
        let long = String(repeating: "é", count: 600)
        #expect(long.key(600) == long)
        #expect(long.key(520).unicodeScalars.count == 520)
        #expect(long.key(520).hasPrefix("éééé"))
        #expect(long.key(520) == (long + "").key(520))
        #expect(long.key(520) != (long + "x").key(520))
    }

    @Test("a path longer than an index is one file, found again, and its rows load once")
    func longPaths() async throws {
        let hub = try await IntakeHub()
        let folder = (1...8).map { "\($0)" + String(repeating: "längere Ordner ", count: 12) }.joined(separator: "/")
        let paths = ["a.csv", "b.csv"].map { folder + "/" + $0 }
        for (n, path) in paths.enumerated() { try hub.folder.write("share/" + path, "x,\(n)\ny,\(n)\n") }
        #expect(try await hub.intake.scan(hub.source, .command).counts.loaded == 4)
        for (n, path) in paths.enumerated() { try hub.folder.write("share/" + path, "x,\(n)\ny,\(n)\nz,\(n)\n") }
        hub.intake.forget(hub.source)
        #expect(try await hub.intake.scan(hub.source, .command).counts.loaded == 2)
        let files = try await hub.intake.ledger(LedgerFilter())
        #expect(files.map(\.path) == paths)
        #expect(files.map(\.counts.loaded) == [3, 3])
    }

    @Test("a rejected value with NUL is kept where every engine can hold it")
    func rejectedNUL() async throws {
        let hub = try await IntakeHub()
        try hub.folder.write("share/a.csv", "x\0!,1\n")
        #expect(try await hub.intake.scan(hub.source, .command).counts.rejected == 1)
        let reject = try #require(try await hub.intake.rejects(RejectFilter()).rejects.first)
        #expect(reject.value == "x\u{FFFD}!,1")
        #expect(reject.raw.starts(with: [0x78, 0, 0x21]))
    }
}
