// A few work orders for tests that ask for every page: placed, in the backlog, one that cannot be planned, and a draft.

import Foundation
import Kernel
import TestKit
import Testing

struct SchedulingSamples: Sendable {
    private(set) var draft = "none"
    private(set) var deed = "1"
    static let order = "24409.1"

    /// Puts the samples into a plant.
    static func make(_ plant: some RouteAsked) async throws -> SchedulingSamples {
        var samples = SchedulingSamples()
        for (index, status) in ["Ready *", "1st Side Ready", "Missing TSM-1", "Running"].enumerated() {
            let number = "244\(padded(9 + index, 2)).1"
            var order: [(String, JSON)] = [
                ("number", .string(number)), ("customer", "Norte & Sur <b>"), ("assembly", .string("A-\(index)")), ("rev", "-"), ("quantity", "400"),
                ("status", .string(status)), ("kit_date", "2026-05-22"), ("ship_date", "2027-01-15"), ("run_minutes", "703.00"), ("trolleys", 2),
            ]
            if index != 1 { order.append(("line", JSON(index + 1))) }
            _ = try await plant.call("/api/v1/scheduling/orders", .object(order))
        }
        samples.draft = try await plant.call("/api/v1/scheduling/drafts", ["name": "what if"])["plan"]?.string ?? "none"
        samples.deed = try await plant.json("/api/v1/scheduling/deeds")["deeds"]?.array?.last?["deed"]?.int.map(String.init) ?? "1"
        return samples
    }
}
