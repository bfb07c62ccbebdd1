// Whoever read the old system's six tables by SQL reads the same names and columns here, with the times the machine wrote.

import Foundation
import Intake
import Kernel
import Store
import TestKit
import Testing

@testable import Machining

@Suite("Legacy views of machining") struct MachineLegacyViewsTests {
    private static let centre = "DEM12 (PVC)"

    /// A working day with an evening stop, its morning after, and the two days clocks change.
    private static let logs: [(name: String, text: String)] = [
        (
            "20250528.LOG",
            """
            20250528 06:00:00|@MachineStart
            20250528 06:00:10|@JobProfiel: R:215023 L:3359,25 C:7016 G ALU
            20250528 06:05:00|@StukUitgevoerd: a
            20250528 06:10:00|@MachineWait: 12.5 sec
            20250528 06:20:00|@MachineWait: 0 sec
            20250528 07:00:00|@MachineStop
            20250528 07:30:00|@MachineStart
            20250528 08:05:00|@StukUitgevoerd
            20250528 20:00:00|@MachineStop

            """
        ),
        ("20250529.LOG", "20250529 06:00:00|@MachineStart\n20250529 06:30:00|@StukUitgevoerd\n"),
        ("20251026.LOG", "20251026 02:30:00|@StukUitgevoerd\n20251026 02:45:00|@StukUitgevoerd\n20251026 02:15:00|@StukUitgevoerd\n"),
        ("20260329.LOG", "20260329 02:30:00|@StukUitgevoerd\n20260329 03:45:00|@StukUitgevoerd\n"),
    ]

    private func hub() async throws -> MachineHub {
        let hub = try await MachineHub()
        let folder = URL(fileURLWithPath: hub.share).appending(path: Self.centre)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for log in Self.logs { try Data(log.text.utf8).write(to: folder.appending(path: log.name)) }
        let report = try await hub.ingest()
        #expect(report.counts.rejected == 0)
        return hub
    }

    private func session(_ day: String) throws -> Int64 { 1_000_000 + (try #require(CivilDate(iso: day))).daysSinceEpoch }

    /// Rows as text: whole numbers and text as they are, numbers with decimals cut of their zeros, times as ISO has them.
    private func rows(_ hub: MachineHub, _ columns: String, _ view: String, order: String = "id") async throws -> [String] {
        let columns = columns.split(separator: ",").map { column in
            let name = column.filter { !$0.isWhitespace }
            // Engines have types of their own for them.
            return ["heure_", "timestamp_", "date_"].contains { name.hasPrefix($0) } ? "TRIM(CAST(\(name) AS CHAR(19)))" : name
        }.joined(separator: ", ")
        return try await hub.database.read { tx in
            try tx.rows("SELECT \(trusted: columns) FROM \(trusted: view) ORDER BY \(trusted: order)") { row in
                (0..<row.columnCount).map { column in
                    switch row.value(column) {
                    case .null: "-"
                    case .real(let value): value == value.rounded() ? String(Int64(value)) : String(value)
                    case .integer(let n): String(n)
                    default: row.text(column)
                    }
                }.joined(separator: "|")
            }
        }
    }

    @Test func `a session has our figures in hours and percent, and the machine's own times`() async throws {
        let hub = try await hub()
        let found = try await rows(
            hub,
            """
            id, centre_usinage_id, date_production, heure_premiere_piece, heure_derniere_piece, heure_premier_machine_start,
            heure_dernier_machine_stop, total_pieces, duree_production_totale, temps_attente, temps_arret_volontaire,
            temps_production_effectif, taux_occupation, taux_attente, taux_arret_volontaire, fichier_log_source
            """, "session_production")
        let (day, morning) = (try session("2025-05-28"), try session("2025-05-29"))
        let (autumn, spring) = (try session("2025-10-26"), try session("2026-03-29"))
        #expect(
            found == [
                "\(day)|1|2025-05-28|2025-05-28 06:05:00|2025-05-28 08:05:00|2025-05-28 06:00:00|2025-05-28 20:00:00|2|2|0.0035|0.5|1.4965|74.83|0.17|25|\(Self.centre)/20250528.LOG",
                "\(morning)|1|2025-05-29|2025-05-29 06:30:00|2025-05-29 06:30:00|2025-05-29 06:00:00|-|1|0|0|0|0|0|0|0|\(Self.centre)/20250529.LOG",
                "\(autumn)|1|2025-10-26|2025-10-26 02:30:00|2025-10-26 02:15:00|-|-|3|0.75|0|0|0.75|100|0|0|\(Self.centre)/20251026.LOG",
                "\(spring)|1|2026-03-29|2026-03-29 02:30:00|2026-03-29 03:45:00|-|-|2|0.25|0|0|0.25|100|0|0|\(Self.centre)/20260329.LOG",
            ])
        let made = try await hub.database.read { try $0.int("SELECT COUNT(*) FROM session_production WHERE date_creation IS NULL") }
        #expect(made == 0)
    }

    @Test func `centres, jobs, waits, stops and pieces stand row by row`() async throws {
        let hub = try await hub()
        let (day, morning) = (try session("2025-05-28"), try session("2025-05-29"))
        let (autumn, spring) = (try session("2025-10-26"), try session("2026-03-29"))
        #expect(try await rows(hub, "id, nom, type_cu, description", "centre_usinage WHERE actif") == ["1|\(Self.centre)|PVC|\(Self.centre)"])
        #expect(
            try await rows(hub, "session_id, reference, longueur, couleur, timestamp_debut", "job_profil") == [
                "\(day)|215023|3359.25|7016 G ALU|2025-05-28 06:00:10"
            ])
        #expect(
            try await rows(hub, "session_id, timestamp_debut, timestamp_fin, duree_secondes", "periode_attente") == [
                "\(day)|2025-05-28 06:10:00|2025-05-28 06:10:12|12"
            ])
        #expect(
            try await rows(hub, "session_id, timestamp_debut, timestamp_fin, duree_secondes", "periode_arret", order: "timestamp_debut") == [
                "\(day)|2025-05-28 07:00:00|2025-05-28 07:30:00|1800", "\(day)|2025-05-28 20:00:00|2025-05-29 00:00:00|14400",
                "\(morning)|2025-05-29 00:00:00|2025-05-29 06:00:00|21600",
            ])
        #expect(
            try await rows(hub, "session_id, numero_piece, timestamp_production, details", "piece_production", order: "session_id, numero_piece") == [
                "\(day)|1|2025-05-28 06:05:00|a", "\(day)|2|2025-05-28 08:05:00|", "\(morning)|1|2025-05-29 06:30:00|",
                "\(autumn)|1|2025-10-26 02:30:00|", "\(autumn)|2|2025-10-26 02:45:00|", "\(autumn)|3|2025-10-26 02:15:00|",
                "\(spring)|1|2026-03-29 02:30:00|", "\(spring)|2|2026-03-29 03:45:00|",
            ])
    }

    @Test func `a wait whose stamp is its end ends there, and numbers stay when days are computed anew`() async throws {
        let hub = try await hub()
        let sessions = try await rows(hub, "id, date_production", "session_production")
        try await hub.database.write { tx in
            var centre = try #require(try CentreTable(tx: tx).find(name: Self.centre))
            centre.waitStamp = .end
            try CentreTable(tx: tx).update(centre)
            var keeper = DayKeeper(tx)
            _ = try keeper.use(centre)
            try keeper.touchAll(centre.id)
            try keeper.write()
        }
        #expect(
            try await rows(hub, "timestamp_debut, timestamp_fin, duree_secondes", "periode_attente") == ["2025-05-28 06:09:47|2025-05-28 06:10:00|12"]
        )
        #expect(try await rows(hub, "id, date_production", "session_production") == sessions)
    }
}
