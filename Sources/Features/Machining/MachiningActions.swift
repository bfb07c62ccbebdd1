// What can be done with the logs, once: pages, API and verbs all call these.

import Host
import Intake
import Kernel
import Store
import Web

/// A centre's day with what belongs to it.
struct SessionView: Sendable {
    var centre: Centre
    var day: CivilDate
    /// Nil when there is no line of that day.
    var stored: StoredDay?
    var jobs: [JobEntry]
}

/// The beginning of a job.
struct JobEntry: Sendable {
    var event: Int64
    var at: Instant
    var reference: String
    var length: String
    var colour: String
}

extension MachiningFeature {
    func centres() async throws -> [Centre] { try await house.database.read { try CentreTable(tx: $0).all() } }

    /// By name, in any case, or by number.
    /// - Throws: `centre_missing`.
    func centre(named text: String) async throws -> Centre {
        let all = try await centres()
        if let exact = all.first(where: { $0.name == text }) { return exact }
        let folded = all.filter { $0.name.lowercased() == text.lowercased() }
        if folded.count == 1 { return folded[0] }
        if let id = Int64(text), let found = all.first(where: { $0.id == id }) { return found }
        throw Problem(.missing, "centre_missing", ["centre": text])
    }

    func session(_ centre: Centre, _ day: CivilDate) async throws -> SessionView {
        let bounds = try centre.rules().bounds(of: day)
        return try await house.database.read { tx in
            SessionView(
                centre: centre, day: day, stored: try DayTable(tx: tx).day(centre: centre.id, day), jobs: try LogTable(tx: tx).jobs(centre.id, bounds)
            )
        }
    }

    /// A day as it is computed now from its lines.
    func picture(_ centre: Centre, _ day: CivilDate) async throws -> DayPicture {
        let rules = try centre.rules()
        return try await house.database.read { tx in
            let result = try DayReading(tx: tx, centre: centre.id, rules: rules).result(day)
            return DayPicture(result.result, result.events, bounds: rules.bounds(of: day))
        }
    }

    /// Days of centres, in order.
    /// - Parameter centres: nil for all.
    func days(_ centres: [Int64]?, from: CivilDate, to: CivilDate, hasShifts: Bool = false) async throws -> [StoredDay] {
        let shifts: SQL = hasShifts ? "shift > 0" : "shift = 0"
        return try await house.database.read { tx in
            try DayTable(tx: tx).days(
                "log_day >= \(from.daysSinceEpoch) AND log_day <= \(to.daysSinceEpoch) AND \(shifts)"
            ).filter { day in centres?.contains(day.centre) ?? true }
        }
    }

    /// Computes all days of a centre anew from its lines.
    /// - Returns: how many days there are.
    func recompute(_ centre: Centre) async throws -> Int {
        let id = centre.id
        let count = try await house.database.write { tx in
            guard let centre = try CentreTable(tx: tx).find(id) else { throw Problem(.missing, "centre_missing", ["centre": String(id)]) }
            var keeper = DayKeeper(tx)
            _ = try keeper.use(centre)
            try keeper.touchAll(id)
            try keeper.write()
            return try DayTable(tx: tx).count(centre: id)
        }
        house.events.publish(topic: "machining")
        return Int(count)
    }
}
