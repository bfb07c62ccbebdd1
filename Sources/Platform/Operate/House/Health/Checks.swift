// Checks of what the house stands on, each with a name and one line of finding. The same for `/ready` and for
// `gemba doctor`, which asks more of them.

import Host
import Kernel
import Store

/// What one check found.
struct Finding: Sendable {
    var name: String
    var isOK: Bool
    /// In English, for whoever looks after the machine.
    var detail: String
}

/// Runs checks.
struct Checks: Sendable {
    let feature: OperateFeature
    private var house: House { feature.house }

    /// Whether requests can be served: the database takes a write, and each feature says it is well.
    func readiness() async -> [Finding] {
        var findings = [await database()]
        for check in feature.all.flatMap(\.checks) {
            let fault = await check.run()
            findings.append(Finding(name: check.name, isOK: fault == nil, detail: fault ?? "well"))
        }
        return findings
    }

    /// Writes a row, reads it back, and rolls both back.
    func database() async -> Finding {
        let now = house.clock.now()
        let place = house.database.place
        do {
            let isKept = try await house.database.rehearse { tx in try SchemaRecord.probe(at: now, tx) }
            guard isKept else { return Finding(name: "database", isOK: false, detail: "\(place) did not give back what was written") }
            return Finding(name: "database", isOK: true, detail: "\(place) can be read and written")
        } catch {
            return Finding(name: "database", isOK: false, detail: "\(place): \(Problem(error).code)")
        }
    }
}

/// What only `gemba doctor` asks.
extension Checks {
    /// Less free space than this is worth a person's time.
    static let freeBytesMin: Int64 = 1_000_000_000
    /// How far the clock may be behind what was written down last.
    static let clockSlack = Span.minutes(2)

    func all() async -> [Finding] { await readiness() + [await schema(), folder(), disk(), zone(), await clock()] }

    private func schema() async -> Finding {
        do {
            let count = try await house.database.read { try SchemaRecord.count($0) }
            return Finding(name: "schema", isOK: true, detail: "\(count) steps applied, none newer than this program")
        } catch { return Finding(name: "schema", isOK: false, detail: "cannot be read: \(Problem(error).code)") }
    }

    private func folder() -> Finding {
        let folder = house.dataFolder
        guard let reason = DataFolder.fault(folder) else { return Finding(name: "folder", isOK: true, detail: "\(folder) can be written") }
        return Finding(name: "folder", isOK: false, detail: "\(folder) cannot be written: \(reason)")
    }

    private func disk() -> Finding {
        guard let free = DataFolder.freeBytes(house.dataFolder) else {
            return Finding(name: "disk", isOK: false, detail: "free space of \(house.dataFolder) is not known")
        }
        return Finding(name: "disk", isOK: free >= Self.freeBytesMin, detail: "\(free / 1_000_000) MB free at \(house.dataFolder)")
    }

    private func zone() -> Finding {
        let now = house.clock.now()
        // UTC is what a machine says that was never told where it stands.
        let isPlace = !["UTC", "GMT", "Etc/UTC"].contains(house.zone.name)
        let detail = "\(house.zone.name), the wall clock shows \(house.zone.civil(now).isoText)"
        return Finding(name: "zone", isOK: true, detail: isPlace ? detail : detail + "; set GEMBA_ZONE if the plant is elsewhere")
    }

    private func clock() async -> Finding {
        let now = house.clock.now()
        do {
            let latest = try await house.database.read { try SchemaRecord.latest($0) }
            guard let latest, latest - now > Self.clockSlack else {
                return Finding(name: "clock", isOK: true, detail: house.zone.rfc3339(now))
            }
            return Finding(name: "clock", isOK: false, detail: "it is before the last change of \(house.zone.rfc3339(latest)); was it set back?")
        } catch { return Finding(name: "clock", isOK: false, detail: "cannot be compared: \(Problem(error).code)") }
    }
}
