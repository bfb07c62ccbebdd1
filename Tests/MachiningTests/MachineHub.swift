// A hub with intake and the machines' tables, without the house: what a folder of logs becomes.

import Foundation
import Intake
import Kernel
import Logging
import Store
import TestKit

@testable import Machining

struct MachineHub: Sendable {
    let folder: ScratchFolder
    let database: any Database
    let intake: IntakeService
    let zone: String

    init(zone: String = "Europe/Paris", spools: Bool = false) async throws {
        folder = try ScratchFolder(inMemory: true)
        database = try folder.database()
        self.zone = zone
        try await Migrator.migrate(database, IntakeSchema.migrations + MachiningSchema.migrations, clock: .system)
        intake = Self.service(database, spool: spools ? folder.path + "/spool" : nil)
    }

    static func service(_ database: any Database, spool: String? = nil) -> IntakeService {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return IntakeService(
            database: database, clock: .system, logger: logger, targets: [MachiningFeature.target(.system, announce: {})],
            profiles: IntakeProfile.builtIn, spoolFolder: spool)
    }

    var share: String { folder.path + "/share" }

    /// Takes what is new in the share.
    @discardableResult
    func ingest(open: Bool = false) async throws -> ScanReport {
        try FileManager.default.createDirectory(atPath: share, withIntermediateDirectories: true)
        var request = IngestRequest(paths: [share], profile: "machine-log", zone: zone)
        request.isOpen = open
        return try await intake.ingest(request)
    }

    func centre(_ name: String) async throws -> Centre? { try await database.read { try CentreTable(tx: $0).find(name: name) } }

    func days() async throws -> [StoredDay] { try await database.read { try DayTable(tx: $0).days("shift = 0") } }

    func day(_ centre: String, _ day: String) async throws -> DayTotals? {
        guard let found = try await self.centre(centre), let date = CivilDate(iso: day) else { return nil }
        return try await database.read { try DayTable(tx: $0).day(centre: found.id, date)?.totals }
    }

    /// Everything the tables say of days and stops, to compare two states.
    func dump() async throws -> [String] {
        try await database.read { tx in
            var out: [String] = []
            try tx.query(
                "SELECT c.name, d.\(trusted: DayTable.columns.dropFirst().joined(separator: ", d.")) FROM mach_days d JOIN mach_centres c ON c.id = d.centre_id ORDER BY c.name, d.log_day, d.shift"
            ) { row in
                out.append((0..<row.columnCount).map { "\(row.value($0))" }.joined(separator: "|"))
            }
            try tx.query(
                "SELECT c.name, s.log_day, s.begins_at, s.ends_at FROM mach_stops s JOIN mach_centres c ON c.id = s.centre_id ORDER BY c.name, s.log_day, s.begins_at, s.ends_at"
            ) { row in
                out.append("stop " + (0..<row.columnCount).map { "\(row.value($0))" }.joined(separator: "|"))
            }
            return out
        }
    }

    /// What differs between the tables and the oracle.
    func differences(_ oracle: LogOracle) async throws -> [String] {
        var found: [String] = []
        var days = oracle.days
        let centres = try await database.read { try CentreTable(tx: $0).all() }
        for stored in try await self.days() {
            guard let centre = centres.first(where: { $0.id == stored.centre }) else { continue }
            let name = "\(centre.name) \(stored.day.isoText)"
            guard let wanted = days[centre.name]?.removeValue(forKey: stored.day.isoText) else {
                found.append("\(name): not in the oracle")
                continue
            }
            let bounds = stored.bounds
            let jobs = try await database.read { try LogTable(tx: $0).jobs(centre.id, bounds) }.map {
                [$0.reference, $0.length, $0.colour].joined(separator: "/")
            }
            let isNow = Self.text(stored.totals, jobs: jobs)
            let should = Self.text(wanted)
            if isNow != should { found.append("\(name)\n  is     \(isNow)\n  should \(should)") }
        }
        for (centre, rest) in days { for day in rest.keys where day != "none" { found.append("\(centre) \(day): lost") } }
        return found
    }

    private static func text(_ t: DayTotals, jobs: [String]) -> String {
        func half(_ at: Int64?) -> String { at.map { String($0 / 500) } ?? "-" }
        let parts = [t.pieces, t.window / 500, t.production / 500, t.wait / 500, t.stop / 500, t.overlap / 500, t.rejects, t.others].map {
            String($0)
        }
        return (parts + [half(t.firstPiece), half(t.lastPiece), half(t.firstStart), half(t.lastStop)] + jobs.sorted()).joined(separator: " ")
    }

    private static func text(_ d: MachineDay) -> String {
        func half(_ at: Int?) -> String { at.map { String($0) } ?? "-" }
        let p = d.painted
        let parts = [p.pieces, p.window, p.production, p.wait, p.stop, p.overlap, d.rejects, d.unknown].map { String($0) }
        return (parts + [half(p.first), half(p.last), half(d.firstStart), half(d.lastStop)] + d.jobs.sorted()).joined(separator: " ")
    }
}
