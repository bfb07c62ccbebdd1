// Consolidation: branches are opened, work, and are closed into a central database, which is then proven to hold what they
// hold. Rows that it refuses wait with their reason.

import ArgumentParser
import Host
import Kernel
import Store
import Web

/// The table of contents of consolidation.
public struct ConsolidationFeature: Feature {
    public let id = "consolidation"
    package let actions: ConsolidationActions
    let typed = TypedPasswords()
    var house: House { actions.house }

    /// - Parameter opener: how a branch or a central database is reached.
    public init(house: House, opener: ConnectionOpener) { actions = ConsolidationActions(house: house, opener: opener) }

    static let view = Permission("consolidation.view", [.supervisor, .viewer, .scheduler])
    static let operate = Permission("consolidation.operate", [.supervisor])
    static let manage = Permission("consolidation.manage", [])

    public var permissions: [Permission] { [Self.view, Self.operate, Self.manage] }
    public var migrations: [Migration] { ConsolidationSchema.migrations }
    public var texts: [String] { [Self.catalogue] }
    /// All words of this feature.
    public static var catalogue: String {
        [ConsolidationText.problems, ConsolidationText.pages, ConsolidationText.lines, ConsolidationText.flight, ConsolidationText.forms].joined(
            separator: "\n")
    }
    public var routes: [Route] { pages + api + legacy }
    public var menu: [MenuEntry] {
        let database = house.database
        return [
            MenuEntry("consolidation.title", icon: "consolidation", path: "/consolidation", group: .features, permission: Self.view) {
                Int((try? await database.read { try FailureTable(tx: $0).waiting().values.reduce(0, +) }) ?? 0)
            }
        ]
    }
    public var floor: FloorPart? {
        FloorPart(order: 30, topics: ["consolidation"], needs: { try await self.floorNeeds($0) }, picture: { try await self.floorPicture($0) })
    }
    public var jobs: [JobKind] { deeds }
    public static var verbs: [any ParsableCommand.Type] { [ConsolidationVerb.self] }
}
