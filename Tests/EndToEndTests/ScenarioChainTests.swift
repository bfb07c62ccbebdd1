// The chain of reels on a slot: what follows on what, by a story of one slot whose answer is told here by hand.

import Kernel
import Testing
import Web

@Suite struct ScenarioChainTests {
    private static let story = TreeFile(
        path: "1line/L1 m1/20260922.csv", line: 1, mounter: 1,
        lines: [
            TreeFile.header,
            "20260922,080000,1,OK,NA,,P-ONE,5000,,YAGEO,L,CH-1,1F",
            // The same part goes on, and the scan names the loaded reel.
            "20260922,090000,1,OK,CH-1,,P-ONE,5000,,YAGEO,L,CH-2,1F",
            // Another part.
            "20260922,100000,1,OK,CH-2,,P-TWO,5000,,YAGEO,L,CH-3,1F",
            // A reel that was never there.
            "20260922,110000,1,OK,CH-99,,P-TWO,5000,,YAGEO,L,CH-4,1F",
            // Nothing said: the same part, then another.
            "20260922,120000,1,OK,NA,,P-TWO,5000,,YAGEO,L,CH-5,1F",
            "20260922,130000,1,OK,,,P-THREE,5000,,YAGEO,L,CH-6,1F",
            // A refused scan loads nothing, so what follows it follows the reel before.
            "20260922,140000,1,NG,CH-6,,P-THREE,5000,,YAGEO,L,CH-7,1F",
            "20260922,141000,1,OK,CH-6,,P-THREE,5000,,YAGEO,L,CH-8,1F",
            // The same reel again, and the first reel of another side: nothing was changed.
            "20260922,150000,1,OK,CH-8,,P-THREE,5000,,YAGEO,L,CH-8,1F",
            "20260922,153000,1,OK,NA,,P-ONE,5000,,YAGEO,L,CH-20,1R",
            // Another part and a reel that was never there: named wrongly comes first.
            "20260922,160000,1,OK,CH-98,,P-ONE,5000,,YAGEO,L,CH-9,1F",
        ])

    @Test(
        "each change of reels is a splice, a swap, or names a reel that was not there",
        arguments: [("broken", ["CH-9", "CH-4"]), ("swap", ["CH-6", "CH-3"]), ("splice", ["CH-8", "CH-5", "CH-2"])])
    func kinds(kind: String, barcodes: [String]) async throws {
        let plant = try await TestPlant([Self.story])
        let page = try await plant.get("/traceability/chain?from=2026-09-22&to=2026-09-23&kind=\(kind)").text
        let found = page.matches(of: /data-label="Barcode">([^<]+)</).map { String($0.1) }
        #expect(found == barcodes)
        for number in ["Another reel named 2", "Swap 2", "Splice 3"] {
            #expect(page.replacing("\n", with: "").contains(number), "\(number)")
        }
    }

    @Test("what was loaded stands beside what was named, and a kind that is none is refused")
    func rows() async throws {
        let plant = try await TestPlant([Self.story])
        try await plant.run([
            Scenario(
                "the named reel, the loaded one and its part", "/traceability/chain?from=2026-09-22&to=2026-09-23",
                mustContain: ["CH-99", ">CH-3<", ">P-TWO<", "2 changes name another reel"], mustNotContain: [">CH-5<"]),
            Scenario("another line has none", "/traceability/chain?line=2&from=2026-09-22", mustContain: ["None in this span"]),
            Scenario("a kind that is none", "/traceability/chain?kind=knot", status: 422),
        ])
    }
}
