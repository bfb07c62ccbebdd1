// Three simulated branches behind `gemba demo`: shops with a past, sales that go on, and a central database into which they
// are closed each night. One has been closed, one has rows that the central database refuses, one is open for the first time.

import Foundation
import Host
import Kernel
import Store

public struct DemoBranches: Sendable {
    public static let names = ["north", "centre", "south"]
    public static let central = "reports"
    let folder: String
    let feature: ConsolidationFeature
    let seed: UInt64
    private var actions: ConsolidationActions { feature.actions }

    /// - Parameter folder: for the databases of the branches and the central one.
    public init(folder: String, feature: ConsolidationFeature, seed: UInt64) {
        (self.folder, self.feature, self.seed) = (folder, feature, seed)
    }

    private func url(_ name: String) -> String { "sqlite:\(folder)/\(name).sqlite" }

    /// Makes what is missing. The first time the branches are opened, and two of them closed.
    public func prepare(days: Int) async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let known = Set(try await actions.places().map(\.alias))
        let now = feature.house.zone.civil(actions.clock.now())
        for (index, name) in Self.names.enumerated() {
            try await visit(name) { session in
                var shop = DemoShop(session: session, chance: DemoChance(seed &+ UInt64(index)))
                if try !shop.isMade() { try shop.make(days: days, until: now) }
            }
            if !known.contains(name) { try await actions.add(Connection(.branch, alias: name, url: url(name)), by: .system) }
        }
        guard !known.contains(Self.central) else { return }
        let central = try await actions.add(Connection(.central, alias: Self.central, url: url(Self.central)), by: .system)
        for (index, name) in Self.names.enumerated() {
            let branch = try await actions.place(name, .branch)
            let pair = ConsolidationActions.Pair(branch, central)
            _ = try await actions.open(pair, fromNow: false, by: .system)
            if name != Self.names.last { _ = try await actions.close(pair, by: .system) }
            if index == 0 {
                try await visit(Self.central) { try DemoShop.tighten($0) }
                _ = try await actions.open(pair, fromNow: false, by: .system)
            }
            let tonight = CivilTime(date: now.date, hour: 23, minute: index * 10)
            var deed = ConsolidationDeed(.close, branch: branch.id, central: central.id)
            deed.by = ""
            try await feature.plan(deed, .everyDays(1, from: tonight), name: PlannedWords.name(deed, branch, central), by: .system)
        }
    }

    /// Sells until the task is cancelled.
    public func run(clock: Clock) async throws {
        var chances = Self.names.indices.map { DemoChance(seed &+ 100 &+ UInt64($0) &+ UInt64(bitPattern: clock.now().milliseconds)) }
        while true {
            for (index, name) in Self.names.enumerated() {
                let chance = chances[index]
                let now = feature.house.zone.civil(clock.now())
                // A shop that is being looked at by somebody else sells a little later.
                if let after = try? await visit(
                    name,
                    { session in
                        var shop = DemoShop(session: session, chance: chance)
                        try session.begin(.change)
                        try shop.sell(at: now)
                        try session.commit()
                        return shop.chance
                    })
                {
                    chances[index] = after
                }
            }
            try await clock.sleep(.seconds(7))
        }
    }

    @discardableResult
    private func visit<T: Sendable>(_ name: String, _ body: @escaping @Sendable (any ForeignSession) throws -> T) async throws -> T {
        let link = try await ForeignLink.open(try actions.opener.open(DatabaseURL(url(name)), nil, true))
        do {
            let result = try await link.run { try body($0) }
            await link.close()
            return result
        } catch {
            await link.close()
            throw error
        }
    }
}
