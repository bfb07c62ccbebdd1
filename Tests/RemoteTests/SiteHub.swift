// A hub with intake and the mounters' tables, and servers of files to take them from.

import Foundation
import Intake
import Kernel
import Logging
import Remote
import Store
import TestKit
import Testing

@testable import Intake
@testable import Traceability

/// Why the servers are not there, once for all tests.
enum Lacks {
    static let ftp = FTPServer.lacks()
    static let sftp = SFTPServer.lacks()
}

/// What needs servers, one test after the other: some watch how long it takes, and each has processes of its own.
@Suite(.serialized, .enabled(if: Lacks.ftp == nil, "\(Lacks.ftp ?? "")"))
enum ServerTests {}

enum Scale {
    static let factor = max(1, Int(ProcessInfo.processInfo.environment["GEMBA_TEST_SCALE"] ?? "") ?? 1)
    static let seed = UInt64(ProcessInfo.processInfo.environment["GEMBA_TEST_SEED"] ?? "") ?? 20_260_922
}

/// A database and an intake service; several services may share the database and the spool, as processes do.
struct SiteHub: Sendable {
    let folder: ScratchFolder
    let database: any Database
    let time: HandClock
    let intake: IntakeService

    init(limits: SiteLimits = SiteHub.impatient, spool: String? = nil) async throws {
        folder = try ScratchFolder(inMemory: true)
        database = try folder.database()
        // Some minutes ahead, so that files written just now count as still.
        time = HandClock(Clock.system.now() + .minutes(10))
        try await Migrator.migrate(database, IntakeSchema.migrations + TraceabilitySchema.migrations, clock: time.clock)
        intake = Self.service(database, time, spool ?? folder.path + "/spool", limits)
    }

    static let impatient: SiteLimits = {
        var limits = SiteLimits()
        limits.connectSeconds = 5
        limits.answerSeconds = 10
        limits.stallSeconds = 10
        return limits
    }()

    static func service(_ database: any Database, _ time: HandClock, _ spool: String, _ limits: SiteLimits = impatient) -> IntakeService {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return IntakeService(
            database: database, clock: time.clock, logger: logger, targets: [TraceabilityFeature.target(announce: {})],
            profiles: IntakeProfile.builtIn, spoolFolder: spool, siteLimits: limits)
    }

    /// Another process on the same database, with the same copies or none.
    func restarted(spool: String? = nil) -> IntakeService { Self.service(database, time, spool ?? folder.path + "/spool") }

    func source(_ location: String, name: String = "site", change: (inout Source) -> Void = { _ in }) async throws -> Int64 {
        var made = Source(name: name, kind: Source.Kind(location: location), location: location, profile: "smt-mounter", zone: "Europe/Paris")
        change(&made)
        try await intake.validate(made)
        let source = made
        return try await database.write { try self.intake.save(source, in: $0) }
    }

    /// What the site of a source has asked of its server.
    func counts(_ source: Int64, _ service: IntakeService? = nil) async throws -> SiteCounts {
        let service = service ?? intake
        guard let site = try await service.site(of: service.source(source)) as? RemoteSite else { return SiteCounts() }
        return site.counts
    }

    /// Rows as `path line…`, to compare with the oracle.
    func rows(_ source: Int64) async throws -> [String: Int] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT \(trusted: ChangeTable.columns) FROM \(trusted: ChangeTable.tables)
                WHERE f.source_id = \(source) AND c.withdrawn_at IS NULL ORDER BY c.id
                """, ChangeTable.change
            ).reduce(into: [:]) { $0[Self.text($1), default: 0] += 1 }
        }
    }

    static func oracle(_ files: [String: [UInt8]]) -> [String: Int] {
        MounterOracle.read(files).distinctRows.reduce(into: [:]) { $0[text($1), default: 0] += 1 }
    }

    /// A row with everything a file says of it.
    private static func text(_ c: Change) -> String {
        join(
            c.path, String(c.fileLine), String(c.byteOffset), c.slotText, c.side, c.result, c.part, c.quantity?.text, c.vendor, c.lot,
            c.barcode, c.previousBarcode, c.feederBase, c.scanDateRaw, c.scanTimeRaw)
    }
    private static func text(_ r: OracleRow) -> String {
        join(
            r.path, String(r.fileLine), String(r.byteOffset), r.slot.map(String.init) ?? trim(r.slotText), r.side?.rawValue, trim(r.result),
            trim(r.part), r.quantity.map { Quantity(thousandths: $0).text }, trim(r.vendor), trim(r.lot), trim(r.barcode),
            trim(r.previousBarcode), trim(r.feederBase), trim(r.dateText), trim(r.timeText))
    }
    private static func join(_ parts: String?...) -> String { parts.map { $0 ?? "-" }.joined(separator: "|") }
    private static func trim(_ text: String) -> String { text.trimmingCharacters(in: CharacterSet(charactersIn: " \t")) }

    /// What differs from a reading of the files as they are; empty when all is well.
    func faults(_ source: Int64, _ files: [String: [UInt8]]) async throws -> [String] {
        let (found, wanted) = (try await rows(source), Self.oracle(files))
        let lost = wanted.filter { found[$0.key, default: 0] < $0.value }.map { "lost \($0.key)" }
        let extra = found.filter { wanted[$0.key, default: 0] < $0.value }.map { "extra \($0.key)" }
        var faults = (lost + extra).sorted()
        for file in try await intake.ledger(Self.ledger(source)) where file.status == "current" {
            let c = file.counts
            if c.lines != c.header + c.blank + c.loaded + c.duplicate + c.rejected { faults.append("\(file.path) is not balanced") }
            if let bytes = files[file.path], file.bytes != Int64(bytes.count) {
                faults.append("\(file.path): \(file.bytes) bytes of \(bytes.count)")
            }
        }
        return faults
    }

    static func ledger(_ source: Int64) -> LedgerFilter {
        var filter = LedgerFilter()
        filter.source = source
        return filter
    }

    /// Bytes of all copies, also of those that are not whole.
    var spooled: Int {
        let root = folder.path + "/spool"
        let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return names.reduce(0) { $0 + ((try? FileManager.default.attributesOfItem(atPath: root + "/" + $1)[.size] as? Int) ?? 0) }
    }

    func files(_ source: Int64) async throws -> [LedgerFile] { try await intake.ledger(Self.ledger(source)) }
}

extension Date {
    /// Long enough ago that nothing hides behind a minute.
    static func past(minutes: Double) -> Date { Date(timeIntervalSinceNow: -minutes * 60) }
}
