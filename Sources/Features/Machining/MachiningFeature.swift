// Machining: where a centre's day went. Machine logs become production, wait and stop, and every figure leads back to the
// lines it was made of.

import ArgumentParser
import Host
import Intake
import Kernel
import Store
import Web

/// The table of contents of machining.
public struct MachiningFeature: Feature {
    public let id = "machining"
    let house: House
    let intake: IntakeService

    public init(house: House, intake: IntakeService) {
        self.house = house
        self.intake = intake
    }

    static let view = Permission("machining.view", [.scheduler, .supervisor, .floor, .viewer])
    static let manage = Permission("machining.manage", [.supervisor])

    public var permissions: [Permission] { [Self.view, Self.manage] }
    public var migrations: [Migration] { MachiningSchema.migrations }
    public var texts: [String] { [Self.catalogue] }
    /// All words of this feature.
    public static var catalogue: String {
        [MachiningText.catalogue, MachiningText.days, MachiningText.quality, MachiningText.exports, MachiningText.problems].joined(separator: "\n")
    }
    public var routes: [Route] { pages + api + files }
    public var menu: [MenuEntry] {
        [MenuEntry("machining.title", icon: "machining", path: "/machining", group: .features, permission: Self.view)]
    }
    public var floor: FloorPart? {
        FloorPart(order: 20, topics: ["machining"], needs: { try await self.floorNeeds($0) }, picture: { try await self.floorPicture($0) })
    }
    public var jobs: [JobKind] { [DailyPull(house: house, intake: intake).kind] }
    public var services: [BackgroundService] { [DailyPull(house: house, intake: intake).service] }
    public static var verbs: [any ParsableCommand.Type] { [MachiningVerb.self] }

    /// Where log lines go; handed to intake by the composition.
    /// - Parameter announce: tells open pages that there is something new.
    public static func target(_ clock: Clock, announce: @escaping @Sendable () -> Void) -> IntakeTarget {
        IntakeTarget(
            name: "machine-log", makeLoader: { try LogLoader($0, now: clock.now()) },
            parts: { path, location in LogPath.centre(path, location).map { ["centre": $0] } }, committed: announce)
    }

    private var pages: [Route] {
        [
            .page("/machining", .needs(Self.view)) { try await ComparisonPage(self, $0).response() },
            .page("/machining/centres/{id}/days/{day}", .needs(Self.view)) { try await DayPage(self, $0).response() },
            .page("/machining/centres/{id}/lines", .needs(Self.view)) { try await LinesPage(self, $0).response() },
            .page("/machining/calendar", .needs(Self.view)) { try await CalendarPage(self, $0).response() },
            .page("/machining/quality", .needs(Self.view)) { try await QualityPage(self, $0).response() },
            .form("/machining/meanings", .needs(Self.manage)) { try await self.saveMeanings($0) },
            .page("/machining/import", .needs(Self.view)) { try await ImportPage(self, $0).response() },
            Route(.post, "/machining/import", .needs(Self.manage), streamsBody: true) { try await ImportPage(self, $0).take() },
            .page("/machining/centres/{id}", .needs(Self.manage)) { try await CentrePage(self, $0).show() },
            .form("/machining/centres/{id}", .needs(Self.manage)) { try await CentrePage(self, $0).save() },
        ]
    }

    private func saveMeanings(_ visit: Visit) async throws -> WebResponse {
        var meanings: [Int64: EventMeaning] = [:]
        for item in visit.form.items where item.name.hasPrefix("meaning.") {
            guard let id = Int64(item.name.dropFirst(8)), let meaning = EventMeaning(rawValue: item.value) else {
                throw Problem(.input, "field_invalid", ["field": item.name])
            }
            meanings[id] = meaning
        }
        try await setMeanings(meanings, by: Author(visit))
        return .redirect("/machining/quality?done=1#events")
    }

    private var api: [Route] {
        let api = MachiningAPI(self)
        return [
            Route(.get, "/api/v1/machining/centres", .needs(Self.view), summary: "The machining centres") { try await api.centres($0) },
            Route(.get, "/api/v1/machining/days", .needs(Self.view), summary: "Figures of days") { try await api.days($0) },
            Route(.get, "/api/v1/machining/sessions", .needs(Self.view), summary: "Figures of one centre's day, as `show` gives them") {
                try await api.session($0)
            },
            Route(.get, "/api/v1/machining/intervals", .needs(Self.view), summary: "What a centre did on a day, moment by moment") {
                try await api.intervals($0)
            },
            Route(.get, "/api/v1/machining/pieces", .needs(Self.view), summary: "The pieces of a centre's day") { try await api.pieces($0) },
            Route(.get, "/api/v1/machining/jobs", .needs(Self.view), summary: "The jobs of a centre's day") { try await api.jobs($0) },
            Route(.get, "/api/v1/machining/summary", .needs(Self.view), summary: "Figures by shift, day, week or month") {
                try await api.summary($0)
            },
        ]
    }
}
