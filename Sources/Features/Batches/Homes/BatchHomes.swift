// The home that the settings name, opened once and kept as long as they stay the same.

import Foundation
import Host
import Kernel
import Mongo
import Store
import Synchronization

/// A repository and a mask store, ready to be used.
package struct BatchHome: Sendable {
    package var settings: HomeSettings
    package var batches: any BatchRepository
    package var masks: any MaskStore
    package var families: BatchFamilies

    /// Whether the hub's copy is of these batches.
    package var isKept = true

    /// The hub's line for it.
    package var store: String { masks.key }
    package var scope: BatchScope { BatchScope(home: batches.key, families: families) }

    /// Gives connections back.
    func close() {
        batches.close()
        masks.close()
    }

    package init(settings: HomeSettings, batches: any BatchRepository, masks: any MaskStore, families: BatchFamilies) {
        (self.settings, self.batches, self.masks, self.families) = (settings, batches, masks, families)
    }
}

package final class BatchHomes: Sendable {
    private struct Open: Sendable {
        var settings: HomeSettings
        var home: BatchHome
        var pools: [String: MongoPool]
    }
    private let database: any Database
    private let clock: Clock
    private let environment: [String: String]
    private let open = Mutex<Open?>(nil)

    package init(database: any Database, clock: Clock, environment: [String: String]) {
        (self.database, self.clock, self.environment) = (database, clock, environment)
    }

    /// - Throws: what is wrong with an address; nothing is connected to yet.
    package func home(_ settings: HomeSettings) throws(Problem) -> BatchHome {
        if let known = open.withLock({ $0 }), known.settings == settings { return known.home }
        var pools: [String: MongoPool] = open.withLock { $0?.pools } ?? [:]
        let families = try BatchFamilies(lines: settings.families)
        func pool(_ url: String) throws(Problem) -> MongoPool {
            if let known = pools[url] { return known }
            let new = try MongoPool(url: try HomeSettings.complete(url, environment: environment))
            pools[url] = new
            return new
        }
        let batches: any BatchRepository
        if let url = settings.mongoURL {
            let pool = try pool(url)
            let names = MongoBatches.Names(
                database: settings.batchesDatabase ?? pool.defaultDatabase ?? HomeSettings.usualBatchesDatabase,
                collection: settings.batchesCollection,
                crewDatabase: settings.crewDatabase, crewCollection: settings.crewCollection)
            batches = MongoBatches(pool, names, database: database, clock: clock, families: families)
        } else {
            batches = HubBatches(database: database, clock: clock, families: families)
        }
        let masks: any MaskStore
        if let url = settings.trainingURL {
            let pool = try pool(url)
            masks = GridFSMasks(pool, database: pool.defaultDatabase ?? HomeSettings.usualTrainingDatabase, bucket: settings.bucket)
        } else if let folder = settings.folder {
            masks = FolderMasks(folder, clock: clock)
        } else {
            masks = NoMasks()
        }
        let home = BatchHome(settings: settings, batches: batches, masks: masks, families: families)
        let used = Set([settings.mongoURL, settings.trainingURL].compactMap(\.self))
        let rest = pools.filter { !used.contains($0.key) }
        for (url, _) in rest { pools[url] = nil }
        let kept = pools
        open.withLock { $0 = Open(settings: settings, home: home, pools: kept) }
        // Work in hand on a pool that is no longer used ends by itself.
        for pool in rest.values { pool.close() }
        return home
    }
}
