// A file with more rejects than its source allows, at the terminal: held, released by name, and on record with who did it.

import Foundation
import Kernel
import Store
import TestKit
import Testing

@Suite("Held files") struct HeldFileTests {
    @Test("a held file is released at the terminal, loads with its rejects, and the audit says so")
    func release() async throws {
        let site = try ProgramSite()
        let bad = BadFiles.row(9).replacing("7000", with: "70O0")
        try site.folder.write("share/L1 m1/20250804.csv", BadFiles.good(3) + bad + "\n")
        try await site.addSource()
        let database = try site.openDatabase()
        try await database.write { _ = try $0.execute("UPDATE intake_sources SET reject_limit_count = 0") }
        let first = try await site.run(["sources", "scan", "share", "--json"])
        #expect(first.json["loaded"]?.int == 0, "\(first.out)\(first.error)")
        let held = try await site.run(["ledger", "--troubled", "--json"]).json["files"]?.array?.first
        #expect(held?["status"]?.string == "held" && held?["problem"]?.string == "reject_limit")
        let id = String(held?["id"]?.int ?? 0)
        let answer = try await site.run(["ledger", "release", id, "--why", "looked at it", "--json"])
        #expect(answer.code == 0 && answer.json["released"]?.int == 1, "\(answer.out)\(answer.error)")
        #expect(try await site.run(["ledger", "release", id, "--json"]).json["released"]?.int == 0, "twice does no harm")
        let second = try await site.run(["sources", "scan", "share", "--json"])
        #expect(second.json["loaded"]?.int == 3 && second.json["rejected"]?.int == 1, "\(second.out)\(second.error)")
        let reload = try await site.run(["ledger", "reload", id, "--dry-run", "--json"])
        #expect(reload.json["new"]?["lines"]?.int == 0 && reload.json["withdrawn"]?.int == 0, "\(reload.out)\(reload.error)")
        let audited = try await database.read { tx in
            try tx.rows("SELECT subject FROM audit WHERE action = 'file.release'") { $0.text(0) }
        }
        try await database.close()
        #expect(audited == ["file \(id)"])
    }
}
