// A hub with intake and the mounters' tables, without the house: what a folder of files becomes.

import Foundation
import Intake
import Kernel
import Logging
import Store
import TestKit

@testable import Traceability

struct TraceHub: Sendable {
    let folder: ScratchFolder
    let database: any Database
    let intake: IntakeService
    let time: Clock

    init(inMemory: Bool = true) async throws {
        folder = try ScratchFolder(inMemory: inMemory)
        database = try folder.database()
        time = .system
        try await Migrator.migrate(database, IntakeSchema.migrations + TraceabilitySchema.migrations, clock: time)
        intake = Self.service(database, time)
    }

    /// Tables that count the rows, each of them all.
    static let rollUps = ["trace_hours", "trace_days", "trace_part_days", "trace_part_totals", "trace_slot_days", "trace_file_results"]

    static func service(_ database: any Database, _ time: Clock) -> IntakeService {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return IntakeService(
            database: database, clock: time, logger: logger,
            targets: [TraceabilityFeature.target(announce: {})], profiles: IntakeProfile.builtIn)
    }

    /// A source on a folder of this hub.
    func source(_ name: String, at location: String) async throws -> Int64 {
        let made = Source(name: name, kind: .folder, location: location, profile: "smt-mounter", zone: "Europe/Paris")
        return try await database.write { try self.intake.save(made, in: $0) }
    }
}

/// A row as it is compared: everything but the path, which a copy and its original may exchange.
struct RowKey: Hashable, Comparable, CustomStringConvertible {
    var text: String
    var description: String { text }
    static func < (a: RowKey, b: RowKey) -> Bool { a.text < b.text }

    init(_ c: Change, _ zone: Zone, withPath: Bool) {
        let time = c.scannedAt.map { zone.civil($0).isoText } ?? "-"
        text = Self.join(
            withPath ? c.path : "", c.line.map(String.init), c.mounter.map(String.init), c.slotText, c.side, c.result, c.part,
            c.quantity?.text, c.vendor, c.lot, c.barcode, c.previousBarcode, c.feederBase, c.scanDateRaw, c.scanTimeRaw, time,
            String(c.fileLine), String(c.byteOffset))
    }

    init(_ r: OracleRow, withPath: Bool) {
        text = Self.join(
            withPath ? r.path : "", r.line.map(String.init), r.mounter.map(String.init), r.slot.map(String.init) ?? Self.trim(r.slotText),
            r.side?.rawValue, Self.trim(r.result), Self.trim(r.part), r.quantity.map { Quantity(thousandths: $0).text }, Self.trim(r.vendor),
            Self.trim(r.lot), Self.trim(r.barcode), Self.trim(r.previousBarcode), Self.trim(r.feederBase), Self.trim(r.dateText),
            Self.trim(r.timeText), r.scannedAt?.isoText ?? "-", String(r.fileLine), String(r.byteOffset))
    }

    private static func join(_ parts: String?...) -> String { parts.map { $0 ?? "∅" }.joined(separator: "|") }
    private static func trim(_ text: String) -> String { text.trimmingCharacters(in: CharacterSet(charactersIn: " \t")) }
}

/// How often each key is there.
func multiset(_ keys: [RowKey]) -> [RowKey: Int] { keys.reduce(into: [:]) { $0[$1, default: 0] += 1 } }

/// What one multiset has more than the other, for a message a person can use.
func difference(_ found: [RowKey: Int], _ wanted: [RowKey: Int]) -> [String] {
    let lost = wanted.filter { found[$0.key, default: 0] < $0.value }.map { "lost: \($0.key) \(found[$0.key, default: 0]) of \($0.value)" }
    let extra = found.filter { wanted[$0.key, default: 0] < $0.value }.map { "extra: \($0.key) \($0.value) for \(wanted[$0.key, default: 0])" }
    return (lost + extra).sorted()
}

extension TraceHub {
    func changes(source: Int64) async throws -> [Change] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT \(trusted: ChangeTable.columns) FROM \(trusted: ChangeTable.tables)
                WHERE f.source_id = \(source) AND c.withdrawn_at IS NULL ORDER BY c.id
                """, ChangeTable.change)
        }
    }
}
