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
    public static var catalogue: String { [ConsolidationText.problems].joined(separator: "\n") }
    public var routes: [Route] { api }
    public var jobs: [JobKind] { [] }
    public static var verbs: [any ParsableCommand.Type] { [ConsolidationVerb.self] }
}
