// Where batches and masks are, said by settings, by the old programs' variables, and by a command.

import Kernel
import Testing

@testable import Batches

@Suite struct HomeSettingsTests {
    private static let kept: HomeSettings = {
        var kept = HomeSettings()
        (kept.mongoURL, kept.trainingURL, kept.batchesDatabase) = ("mongodb://a/x", "mongodb://b/y", "team")
        return kept
    }()

    private func named(_ mongo: String?, _ masks: String?, _ kept: HomeSettings = kept, _ environment: [String: String] = [:]) -> HomeSettings {
        var options = HomeOptions()
        (options.mongo, options.trainingMongo) = (mongo, masks)
        return options.settings(kept, environment: environment)
    }

    @Test func `a command's addresses say all of the home, and nothing of another`() {
        #expect(named(nil, nil) == Self.kept)
        let batches = named("mongodb://u:p@c:27018/z?tls=true", nil)
        #expect(batches.mongoURL == "mongodb://u:p@c:27018/z?tls=true" && batches.trainingURL == "mongodb://u:p@c:27018/?tls=true")
        #expect(batches.batchesDatabase == nil && batches.folder == nil)
        let masks = named(nil, "mongodb://d/m")
        #expect(masks.mongoURL == "mongodb://a/x" && masks.trainingURL == "mongodb://d/m" && masks.batchesDatabase == "team")
        let both = named("mongodb://c", "mongodb://d/m", Self.kept, ["MONGO_DB": "other", "MONGO_URI": "mongodb://e"])
        #expect(both.mongoURL == "mongodb://c" && both.trainingURL == "mongodb://d/m" && both.batchesDatabase == "other")
        var folder = HomeSettings()
        folder.folder = "/srv/masks"
        #expect(named("mongodb://c", nil, folder).folder == nil)
        #expect(named(nil, "mongodb://d/m", folder).mongoURL == nil)
    }
}
