// Scheduling: work orders on the plant's lines, when each will be done and which will be late; planned at a desk that
// several people share.

import ArgumentParser
import Host
import Kernel
import Store
import Web

/// The table of contents of scheduling.
public struct SchedulingFeature: Feature {
    public let id = "scheduling"
    package let actions: SchedulingActions
    /// What boards that are open have drawn.
    let shelf = BoardShelf()
    var house: House { actions.house }

    public init(house: House) { actions = SchedulingActions(house: house) }

    /// The plan, orders, reports.
    static let view = Permission("scheduling.view", [.scheduler, .supervisor, .viewer])
    /// Displays, the day's sheet, looking an order up.
    static let floor = Permission("scheduling.floor", [.scheduler, .supervisor, .floor, .viewer])
    /// How an order stands.
    static let status = Permission("scheduling.status", [.scheduler, .supervisor])
    /// Where an order stands in the plan.
    static let move = Permission("scheduling.move", [.scheduler, .supervisor])
    /// How a line stands.
    static let lineStatus = Permission("scheduling.line-status", [.supervisor])
    /// Orders, sheets, drafts and publishing, lines and calendars, customers, rules.
    static let plan = Permission("scheduling.plan", [.scheduler])

    /// Where another system's orders are: a file of the server or an address with a secret.
    static let source = Permission("scheduling.source", [])

    public var permissions: [Permission] { [Self.view, Self.floor, Self.status, Self.move, Self.lineStatus, Self.plan, Self.source] }
    public var migrations: [Migration] { SchedulingSchema.migrations }
    public var texts: [String] { [Self.catalogue] }
    /// All words of this feature.
    public static var catalogue: String { SchedulingText.all.joined(separator: "\n") }
    public var routes: [Route] { boardPages + orderPages + linePages + floorPages + reportPages + sheetPages + api + sheetAPI + legacy }
    public var menu: [MenuEntry] {
        [MenuEntry("scheduling.title", icon: "scheduling", path: "/scheduling", group: .features, permission: Self.view)]
    }
    public var floor: FloorPart? {
        FloorPart(order: 50, topics: ["scheduling"], needs: { try await self.floorNeeds($0) }, picture: { try await self.floorPicture($0) })
    }
    public var jobs: [JobKind] { [pullJob] }
    public static var verbs: [any ParsableCommand.Type] { [ScheduleVerb.self] }
}
