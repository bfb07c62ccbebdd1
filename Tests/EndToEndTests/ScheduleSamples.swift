// A few orders on the lines of a plant, for tests that ask for every page: one of each kind, with a name that is markup.

import Testing

enum ScheduleSamples {
    static let evil = "<script>alert(1)</script>"

    static func make(_ plant: some RouteAsked) async throws {
        let orders: [[(String, String)]] = [
            [
                ("number", "14409.1"), ("customer", "MCI & \"Sons\""), ("assembly", "A-100 <b>"), ("rev", "-"), ("quantity", "1199"),
                ("run_minutes", "703"),
                ("setup_hours", "1"), ("trolleys", "3"), ("kit_date", "2026-09-20"), ("ship_date", "2026-09-24"), ("status", "Running"),
                ("place", "1"),
            ],
            [
                ("number", "WO/7 b"), ("customer", "Other"), ("assembly", "B-2"), ("quantity", "10"), ("run_minutes", "30"), ("setup_hours", "1"),
                ("trolleys", "0"), ("status", "Ready"), ("place", "1"),
            ],
            [
                ("number", "13690.1"), ("customer", "Other"), ("assembly", "B-2"), ("run_minutes", "60"), ("setup_hours", "1"),
                ("status", "Completed"),
                ("ship_date", "2026-09-25"), ("place", ""),
            ],
            [("number", "new"), ("customer", "Other"), ("status", "Missing"), ("missing_part", "TSM-125"), ("place", "")],
        ]
        for order in orders {
            let all = order + [("weight", "1"), ("has.starred", "1"), ("has.clear_to_build", "1"), ("clear_to_build", "1")]
            #expect(try await plant.post("/scheduling/orders", all).status == 303)
        }
        let block = [("block_kind", "maintenance"), ("block_start", "2026-10-01T08:00"), ("block_end", "2026-10-01T12:00"), ("block_note", "grease")]
        #expect(try await plant.post("/scheduling/lines/2/blocks", block).status == 303)
        #expect(try await plant.post("/scheduling/lines/3/status", [("status", "down"), ("reason", "malfunction"), ("back", "")]).status == 303)
    }
}
