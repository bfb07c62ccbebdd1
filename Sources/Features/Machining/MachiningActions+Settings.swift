// What people say of centres and events, and the evidence they go by.

import Host
import Intake
import Kernel
import Store
import Web

/// How many pieces were finished inside waits, for either end of the wait's stamp. Under the true one hardly any are.
struct WaitEvidence: Sendable {
    var centre: Int64
    var waits: Int64 = 0
    var piecesIfBegin: Int64 = 0
    var piecesIfEnd: Int64 = 0
}

extension MachiningFeature {
    /// Days of a centre that evidence is taken from.
    static let evidenceDays = 7

    func centre(id: Int64) async throws -> Centre {
        guard let centre = try await house.database.read({ try CentreTable(tx: $0).find(id) }) else {
            throw Problem(.missing, "centre_missing", ["centre": String(id)])
        }
        return centre
    }

    func latestDay() async throws -> CivilDate? { try await house.database.read { try DayTable(tx: $0).latest() } }
    func latestDay(of centre: Centre) async throws -> CivilDate? {
        let far = CivilDate(daysSinceEpoch: 2_000_000)
        return try await house.database.read {
            try DayTable(tx: $0).latest(centre: centre.id, from: CivilDate(daysSinceEpoch: -700_000), to: far, limit: 1).first
        }
    }
    func oddLogs() async throws -> [OddLog] { try await house.database.read { try LogTable(tx: $0).oddLogs(limit: 50) } }
    func eventNames() async throws -> [(name: EventName, count: Int64)] { try await house.database.read { try EventNameTable(tx: $0).counted() } }
    func logSources() async throws -> [Source] {
        try await intake.sources().filter { $0.profile == "machine-log" && $0.kind != .upload && $0.kind != .command }
    }

    func waitEvidence(from: CivilDate, to: CivilDate) async throws -> [WaitEvidence] {
        try await house.database.read { tx in
            try CentreTable(tx: tx).all().map { centre in
                var found = WaitEvidence(centre: centre.id)
                let reading = DayReading(tx: tx, centre: centre.id, rules: try centre.rules())
                for day in try DayTable(tx: tx).latest(centre: centre.id, from: from, to: to, limit: Self.evidenceDays) {
                    let events = try reading.result(day).events
                    found.waits += Int64(events.count { $0.meaning == .wait && $0.length > 0 })
                    found.piecesIfBegin += Self.piecesInside(events, .begin)
                    found.piecesIfEnd += Self.piecesInside(events, .end)
                }
                return found
            }
        }
    }

    static func piecesInside(_ events: [DayEvent], _ stamp: WaitStamp) -> Int64 {
        let waits = Stretches.merged(
            events.compactMap { event in
                guard event.meaning == .wait, event.length > 0 else { return nil }
                return stamp == .begin ? Stretch(event.at, event.at + event.length) : Stretch(event.at - event.length, event.at)
            })
        return Int64(events.count { $0.meaning == .piece && Stretches.contains(waits, strictly: $0.at) })
    }

    /// Saves what was said of a centre; its days are computed anew in the same transaction.
    func save(_ centre: Centre, by author: Author) async throws {
        let now = house.clock.now()
        try await house.database.write { tx in
            let old = try CentreTable(tx: tx).find(centre.id)
            try CentreTable(tx: tx).update(centre)
            var keeper = DayKeeper(tx)
            _ = try keeper.use(centre)
            try keeper.touchAll(centre.id)
            try keeper.write()
            try Audit.record(
                AuditEntry(
                    at: now, by: author, action: "machining.centre", subject: centre.name, old: old.map { MachiningJSON.json($0) },
                    new: MachiningJSON.json(centre)), in: tx)
        }
        house.events.publish(topic: "machining")
    }

    /// Gives events their meanings; the days of all centres are computed anew in the same transaction.
    func setMeanings(_ meanings: [Int64: EventMeaning], by author: Author) async throws {
        let now = house.clock.now()
        try await house.database.write { tx in
            let table = EventNameTable(tx: tx)
            let changed = try table.all().filter { meanings[$0.id] != nil && meanings[$0.id] != $0.meaning }
            guard !changed.isEmpty else { return }
            for name in changed {
                let meaning = meanings[name.id] ?? .other
                try table.setMeaning(name.id, meaning)
                try Audit.record(
                    AuditEntry(
                        at: now, by: author, action: "machining.meaning", subject: name.name, old: .string(name.meaning.rawValue),
                        new: .string(meaning.rawValue)), in: tx)
            }
            var keeper = DayKeeper(tx)
            for centre in try CentreTable(tx: tx).all() {
                _ = try keeper.use(centre)
                try keeper.touchAll(centre.id)
            }
            try keeper.write()
        }
        house.events.publish(topic: "machining")
    }

    /// Takes a log that a person handed in.
    func upload(_ request: UploadRequest, by author: Author) async throws -> ScanReport {
        let report = try await intake.upload(request, dataFolder: house.dataFolder)
        let now = house.clock.now()
        try await house.database.write { tx in
            _ = try Audit.record(
                AuditEntry(
                    at: now, by: author, action: "machining.upload", subject: request.name,
                    new: ["centre": JSON(request.parts["centre"]), "loaded": .int(report.counts.loaded), "rejected": .int(report.counts.rejected)]),
                in: tx)
        }
        return report
    }
}
