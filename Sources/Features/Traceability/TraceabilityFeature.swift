// Traceability: which reel was where. The mounters' material-change logs become a history that can be searched.

import ArgumentParser
import Host
import Intake
import Kernel
import Store
import Web

/// The table of contents of traceability.
public struct TraceabilityFeature: Feature {
    public let id = "traceability"
    let house: House
    let intake: IntakeService

    public init(house: House, intake: IntakeService) {
        self.house = house
        self.intake = intake
    }

    static let view = Permission("traceability.view", [.scheduler, .supervisor, .floor, .viewer])
    static let upload = Permission("traceability.upload", [.scheduler, .supervisor])

    public var permissions: [Permission] { [Self.view, Self.upload] }
    public var migrations: [Migration] { TraceabilitySchema.migrations }
    public var texts: [String] { [Self.catalogue] }
    /// All words of this feature.
    public static var catalogue: String { [TraceabilityText.catalogue, TraceabilityText.boards, TraceabilityText.problems].joined(separator: "\n") }
    public var routes: [Route] { pages + api + legacy }
    public var menu: [MenuEntry] {
        [MenuEntry("traceability.title", icon: "traceability", path: "/traceability", group: .features, permission: Self.view)]
    }
    public var floor: FloorPart? {
        FloorPart(order: 10, topics: ["traceability"], needs: { try await self.floorNeeds($0) }, picture: { try await self.floorPicture($0) })
    }
    public static var verbs: [any ParsableCommand.Type] { [TraceabilityVerb.self] }

    /// Where mounter rows go; handed to intake by the composition.
    /// - Parameter announce: tells open pages that there is something new.
    public static func target(announce: @escaping @Sendable () -> Void) -> IntakeTarget {
        let names = NameMemory()
        return IntakeTarget(name: "smt-mounter", makeLoader: { ChangeLoader($0, names) }, committed: announce)
    }

    private var pages: [Route] {
        [
            .page("/traceability", .needs(Self.view)) { try await HistoryPage(self, $0).response() },
            .page("/traceability/export", .needs(Self.view)) { try await self.export($0) },
            .page("/traceability/changes/{id}", .needs(Self.view)) { try await ChangePage(self, $0).response() },
            .page("/traceability/loaded", .needs(Self.view)) { try await LoadedPage(self, $0).response() },
            .page("/traceability/lots", .needs(Self.view)) { try await LotPage(self, $0).response() },
            .page("/traceability/lots/{lot}", .needs(Self.view)) { try await LotPage(self, $0).response() },
            .page("/traceability/ng", .needs(Self.view)) { try await NGPage(self, $0).response() },
            .page("/traceability/chain", .needs(Self.view)) { try await ChainPage(self, $0).response() },
            .page("/traceability/charts", .needs(Self.view)) { try await ChartsPage(self, $0).response() },
        ]
    }

    private var api: [Route] {
        let changes = TraceabilityAPI(self)
        return [
            Route(.get, "/api/v1/traceability/changes", .needs(Self.view), summary: "Search the material changes") { try await changes.changes($0) },
            Route(.get, "/api/v1/traceability/loaded", .needs(Self.view), summary: "What is on each slot") { try await changes.loaded($0) },
            Route(.get, "/api/v1/traceability/lots/{lot}", .needs(Self.view), summary: "Where a lot or barcode was") { try await changes.lot($0) },
            Route(.get, "/api/v1/traceability/stats", .needs(Self.view), summary: "Totals of a filter") { try await changes.stats($0) },
            Route(.get, "/api/v1/traceability/export", .needs(Self.view), summary: "All rows of a filter as CSV, XLSX or JSON") {
                try await self.export($0)
            },
        ]
    }
}
