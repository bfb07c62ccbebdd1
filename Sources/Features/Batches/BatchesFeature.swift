// Batches: what is to be annotated, who has it, how far it is, and whether its mask files are there, always in step with
// the files themselves.

import ArgumentParser
import Foundation
import Host
import Kernel
import Store
import Web

/// The table of contents of batches.
public struct BatchesFeature: Feature {
    public let id = "batches"
    package let actions: BatchesActions
    var house: House { actions.house }

    /// - Parameter environment: the process's variables; the old programs' ones name the home.
    public init(house: House, environment: [String: String]) { actions = BatchesActions(house: house, environment: environment) }

    static let view = Permission("batches.view", [.supervisor, .viewer, .scheduler, .floor])
    static let edit = Permission("batches.edit", [.supervisor, .scheduler, .floor])
    static let operate = Permission("batches.operate", [.supervisor])
    static let manage = Permission("batches.manage", [])

    public var permissions: [Permission] { [Self.view, Self.edit, Self.operate, Self.manage] }
    public var migrations: [Migration] { BatchesSchema.migrations }
    public var texts: [String] { [Self.catalogue] }
    /// All words of this feature.
    public static var catalogue: String { BatchesText.all.joined(separator: "\n") }
    public var routes: [Route] { pages + api + legacy }
    public var menu: [MenuEntry] {
        [MenuEntry("batches.title", icon: "batches", path: "/batches", group: .features, permission: Self.view)]
    }
    public var floor: FloorPart? {
        FloorPart(order: 40, topics: ["batches"], needs: { try await self.floorNeeds($0) }, picture: { try await self.floorPicture($0) })
    }
    public var jobs: [JobKind] {
        [
            JobKind(id: "batches.sync", titleKey: "batches.job.sync", attemptsMax: 4, timeoutSeconds: 3600) { [actions] context in
                try context.checkCancellation()
                let home = try await actions.home()
                if home.batches.isElsewhere { try await actions.refresh() }
                return try await actions.sync().summary
            }
        ]
    }
    public var services: [BackgroundService] { [BatchWatch(actions: actions).service] }
    public static var verbs: [any ParsableCommand.Type] { [BatchesVerb.self] }
}
