// The old dashboard's paths as its pages ask for them, each with what it refuses, on a small team whose mask files lie in a
// folder; and the console's summary and JSON of the real program.

import App
import Batches
import Foundation
import Host
import Kernel
import Store
import TestKit
import Testing
import Web

@Suite("The old dashboard's paths") struct DashboardTests {
    private static let files = [
        "masks_batch_9.tar.xz", "masks_batch_000019F.tar.xz", "MASKS_BATCH-000019f_v2.tar.xz", "masks_batch_T000044.tar.xz",
        "masks_batch_000777F.tar.xz",
        "readme.txt", "masks_batch_9_batch_10.tar.xz", "masks_batch_000019F.tar.xz.part",
    ]

    private static func makeFiles(_ folder: ScratchFolder, at day: Date) throws {
        for (place, name) in files.enumerated() {
            try folder.write("masks/" + name, "mask")
            try FileManager.default.setAttributes(
                [.modificationDate: day.addingTimeInterval(Double(-place))], ofItemAtPath: folder.path + "/masks/" + name)
        }
    }

    private static func plant() async throws -> TestPlant {
        let plant = try await TestPlant([])
        try makeFiles(plant.folder, at: Date(timeIntervalSince1970: 1_790_000_000))
        var settings = HomeSettings()
        settings.folder = plant.folder.path + "/masks"
        try await plant.house.settings.set(HomeSettings.name, settings.json, by: .system)
        return plant
    }

    @Test("a day with the old pages, table by table")
    func day() async throws {
        let plant = try await Self.plant()
        func list(_ ids: [String]) -> JSON { .array(ids.map { ["id": .string($0), "status": "NS"] }) }
        try await plant.run([
            Scenario("nothing yet", "/api/batches", mustContain: ["\"batches\":[]", "\"total\":0", "\"total_pages\":0"]),
            Scenario(
                "a member", .post, "/api/add-segmentador", .json(["name": "Anchor", "role": "annotator", "email": ""]),
                mustContain: ["\"success\":true", "\"name\":\"Anchor\""]),
            Scenario(
                "the same again", .post, "/api/add-segmentador", .json(["name": "Anchor"]), status: 409,
                mustContain: ["\"success\":false", "\"error\":", "crew_exists"]),
            Scenario(
                "a member without a name", .post, "/api/add-segmentador", .json(["name": " "]), status: 422,
                mustContain: ["\"success\":false", "crew_name_invalid"]),
            Scenario(
                "a pasted list", .post, "/api/batches/quick-create", .json(["batch_list": "batch_9, 000019F\nT000044 batch_9"]),
                mustContain: ["\"created\":[\"batch_9\",\"batch_000019F\",\"batch_T000044\"]", "\"total_processed\":3"]),
            Scenario(
                "an empty list", .post, "/api/batches/quick-create", .json(["batch_list": " \n"]), status: 422, mustContain: ["batch_list_empty"]),
            Scenario(
                "the next number", .post, "/api/batches", .json(["assignee": "Anchor"]),
                mustContain: ["\"success\":true", "\"id\":\"batch_10\"", "\"assignee\":\"Anchor\""]),
            Scenario("one that is there", .post, "/api/batches", .json(["id": "batch_9"]), status: 409, mustContain: ["batch_exists"]),
            Scenario(
                "the sync", .post, "/api/sync-batch-files", .json([:]),
                mustContain: ["\"success\":true", "\"total_batches\":4", "\"total_files_found\":8", "\"results\":["]),
            Scenario(
                "the sync again", .post, "/api/sync-batch-files", .json([:]), mustContain: ["\"batches_updated\":0", "\"results\":[]"]),
            Scenario(
                "batches in the order people count", "/api/batches?page=1&per_page=5",
                mustContain: [
                    "\"id\":\"batch_000019F\"", "\"mongo_uploaded\":true", "\"file_count\":2", "\"has_files\":true",
                    "\"pagination\":{\"page\":1,\"per_page\":5,\"total\":4,\"total_pages\":1}",
                ]),
            Scenario("too small a page", "/api/batches?per_page=1", mustContain: ["\"per_page\":5"]),
            Scenario("no number", "/api/batches?page=x", status: 422, mustContain: ["\"success\":false"]),
            Scenario(
                "a batch's files, none of another's", "/api/batch-files/batch_9", mustContain: ["\"file_count\":1", "masks_batch_9.tar.xz"],
                mustNotContain: ["000019F", "batch_10"]),
            Scenario(
                "of one in two spellings", "/api/batch-files/batch_000019F", mustContain: ["\"file_count\":2", "000019f_v2"],
                mustNotContain: [".part"]),
            Scenario("of one that is not there", "/api/batch-files/batch_8", status: 404, mustContain: ["\"success\":false", "batch_unknown"]),
            Scenario(
                "the newest files", "/api/check-mongo-files?limit=300",
                mustContain: ["\"total_files\":8", "\"exists_in_db\":true", "\"exists_in_db\":false", "readme.txt"]),
            Scenario("what no batch has", "/api/missing-batches", mustContain: ["{\"batch_id\":\"batch_000777F\",\"files\":1}", "\"total\":1"]),
            Scenario(
                "made by its whole number, nobody's", .post, "/api/auto-create-batches", .json([:]), mustContain: ["\"created\":1", "batch_000777F"]),
            Scenario("and no second time", .post, "/api/auto-create-batches", .json([:]), mustContain: ["\"created\":0"]),
            Scenario(
                "a change beside and inside metadata", .put, "/api/batches/batch_9",
                .json(["assignee": "Anchor", "status": "FS", "metadata": ["priority": "alta"]]),
                mustContain: ["\"assignee\":\"Anchor\"", "\"status\":\"In\"", "\"priority\":\"alta\"", "\"mongo_uploaded\":true"]),
            Scenario("nobody's is the empty text", .put, "/api/batches/batch_9", .json(["assignee": ""]), mustContain: ["\"assignee\":null"]),
            Scenario(
                "what cannot be a status", .put, "/api/batches/batch_9", .json(["status": "perhaps"]), status: 422,
                mustContain: ["batch_value_invalid"]),
            Scenario(
                "files are nobody's to claim", .put, "/api/batches/batch_10", .json(["mongo_uploaded": true, "comments": "x"]),
                mustContain: ["\"mongo_uploaded\":false"]),
            Scenario("another id", .put, "/api/batches/batch_10/change-id", .json(["new_id": "batch_11"]), mustContain: ["\"new_id\":\"batch_11\""]),
            Scenario("a taken id", .put, "/api/batches/batch_11/change-id", .json(["new_id": "batch_9"]), status: 409, mustContain: ["batch_exists"]),
            Scenario("figures", "/api/metrics/overview", mustContain: ["\"total\":5", "\"in_progress\":1", "\"completion_rate\":"]),
            Scenario("by person", "/api/metrics/team", mustContain: ["\"assignee\":\"Anchor\"", "\"recent_batches\":[\"batch_11\"]"]),
            Scenario("by day", "/api/metrics/progress", mustContain: ["\"date\":\"2026-09-23\""]),
            Scenario("a wrong day", "/api/metrics/progress?from=yesterday", status: 422, mustContain: ["\"success\":false"]),
            Scenario(
                "as CSV", "/api/metrics/export", mustContain: ["date,assignee,total,S,FS,NS,completionRate,efficiency", "2026-09-23,Anchor,1,"]),
            Scenario(
                "counts", "/api/data/batches/stats",
                mustContain: ["\"total_batches\":5", "\"Sin asignar\":4", "\"by_pattern\":{\"F\":2,\"T\":1,\"plain\":2}"]),
            Scenario("a person's", "/api/export/segmentador/Anchor", mustContain: ["Batch ID,Responsable,Estatus\r\nbatch_11,Anchor,\r\n"]),
            Scenario("nobody's", "/api/export/segmentador/Ghost", status: 404),
            Scenario("all", "/api/export/all-assignments", mustContain: ["\u{FEFF}Batch ID,Responsable", "batch_000019F,,NS,,S\u{ED},,"]),
            Scenario("a backup", "/api/backup/database", mustContain: ["\"segmentadores\":[{\"name\":\"Anchor\"", "batch_T000044"]),
            Scenario(
                "another name, and the batches go along", .put, "/api/update-segmentador",
                .json(["old_name": "Anchor", "name": "Bolt", "role": "lead"]), mustContain: ["\"batches_updated\":1"]),
            Scenario(
                "nobody of that name", .put, "/api/update-segmentador", .json(["old_name": "Anchor", "name": "Cam"]), status: 404,
                mustContain: ["crew_unknown"]),
            Scenario(
                "gone, and the batches are seen", .delete, "/api/remove-segmentador", .json(["name": "Bolt"]), mustContain: ["\"batches_updated\":1"]),
            Scenario("nobody is left", "/api/segmentadores", mustContain: ["\"segmentadores\":[]", "\"total\":0"]),
            Scenario(
                "an empty filter deletes nothing", .post, "/api/data/batches/delete-by-filter", .json([:]), status: 422,
                mustContain: ["batch_filter_empty"]),
            Scenario(
                "nor does one of empty texts", .post, "/api/data/batches/delete-by-filter",
                .json(["status": "", "assignee": "", "id_pattern": "", "unassigned_only": false]), status: 422),
            Scenario(
                "both conditions cannot be", .post, "/api/data/batches/delete-by-filter", .json(["assignee": "Bolt", "unassigned_only": true]),
                status: 422),
            Scenario(
                "a pattern", .post, "/api/data/batches/delete-by-filter", .json(["filter": ["id_pattern": "777", "unassigned_only": true]]),
                mustContain: ["\"deleted_count\":1"]),
            Scenario("nothing is wiped", .post, "/api/reset-batches", .json([:]), status: 422, mustContain: ["batches_reset_refused"]),
            Scenario("nor filled", .post, "/api/init-batches", .json(["force": true]), mustContain: ["\"created\":0"]),
            Scenario(
                "added", .post, "/api/data/batches/upload", .json(["mode": "add", "batches": list(["batch_9", "batch_50", "batch_50"])]),
                mustContain: ["\"inserted\":1", "\"skipped\":2", "\"deleted\":0"]),
            Scenario("no mode", .post, "/api/data/batches/upload", .json(["mode": "wipe", "batches": list(["batch_9"])]), status: 422),
            Scenario(
                "no batches", .post, "/api/data/batches/upload", .json(["mode": "replace", "batches": []]), status: 422,
                mustContain: ["batch_upload_invalid"]),
            Scenario(
                "a line without an id replaces nothing", .post, "/api/data/batches/upload", .json(["mode": "replace", "batches": [["status": "S"]]]),
                status: 422),
            Scenario(
                "replaced", .post, "/api/data/batches/upload", .json(["mode": "replace", "batches": list(["batch_9", "batch_60", "batch_60"])]),
                mustContain: ["\"inserted\":1", "\"deleted\":4", "\"backup\":\"/batches/deeds/"]),
            Scenario(
                "only those are left", "/api/data/batches/export", mustContain: ["batch_9", "batch_60"],
                mustNotContain: ["batch_50", "batch_T000044"]),
            Scenario("deleted", .delete, "/api/batches/batch_60", .nothing, mustContain: ["\"deleted\":1"]),
            Scenario("and no second time", .delete, "/api/batches/batch_60", .nothing, status: 404, mustContain: ["batch_unknown"]),
            Scenario("strangers see nothing", "/api/batches", as: .stranger, status: 401),
            Scenario("a viewer changes nothing", .post, "/api/sync-batch-files", as: .token(.viewer), .json([:]), status: 403),
        ])
    }

    @Test("a mask file can be fetched by whoever may see the list, and is only ever saved or shown as a picture")
    func maskFiles() async throws {
        let plant = try await Self.plant()
        try plant.folder.write("masks/batch_9.png", "picture")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_790_000_000)], ofItemAtPath: plant.folder.path + "/masks/batch_9.png")
        _ = try await plant.send(.post, "/api/v1/batches", as: .admin, .json(["id": "batch_9"]))
        _ = try await plant.send(.post, "/api/v1/batches/sync", as: .admin, .json([:]))
        let masks = try await plant.json("/api/v1/batches/masks")["masks"]?.array ?? []
        func path(_ name: String) throws -> String { try #require(masks.first { $0["filename"]?.string == name }?["path"]?.string) }
        for asker in [Asker.viewer, .token(.viewer), .floor] {
            let picture = try await plant.send(.get, path("batch_9.png"), as: asker)
            #expect(picture.status == 200 && picture.text == "picture" && picture.header("content-type") == "image/png")
            #expect(picture.header("content-disposition")?.hasPrefix("inline") == true)
            let archive = try await plant.send(.get, path("masks_batch_9.tar.xz"), as: asker)
            #expect(archive.text == "mask" && archive.header("content-type") == "application/octet-stream")
            #expect(archive.header("content-disposition")?.hasPrefix("attachment; filename=\"masks_batch_9.tar.xz\"") == true)
            for answer in [picture, archive] { #expect(answer.header("x-content-type-options") == "nosniff") }
        }
        #expect(try await plant.send(.get, path("batch_9.png"), as: .stranger).status == 401)
        #expect(try await plant.send(.get, path("masks_batch_000019F.tar.xz.part"), as: .admin).code == "mask_incomplete")
        #expect(try await plant.send(.get, "/api/v1/batches/masks/4711", as: .admin).code == "mask_unknown")
        #expect(try await plant.send(.get, "/api/v1/batches/masks/..%2Fx", as: .admin).status == 404)
        for page in ["/batches/masks", "/batches/by-id/batch_9"] {
            let page = try await plant.send(.get, page, as: .viewer)
            #expect(try page.text.contains("href=\"\(path("batch_9.png"))\""))
        }
    }

    @Test("the console says what the old script said, and the verbs' JSON is the contract's")
    func console() async throws {
        let site = try ProgramSite()
        try Self.makeFiles(site.folder, at: Date().addingTimeInterval(-3600))
        func json(_ words: [String]) async throws -> JSON {
            let answer = try await site.run(["batches"] + words + ["--json"])
            #expect(answer.code == 0, "\(words): \(answer.error)")
            return answer.json
        }
        _ = try await json(["home", "--folder", site.folder.path + "/masks"])
        try site.folder.write("ids.txt", "batch_9\n000019F, batch_10\nT000044;batch_9\n")
        let preview = try await json(["replace", site.folder.path + "/ids.txt", "--dry-run"])
        #expect(preview["created"]?.array?.count == 4 && preview["preview"] == true && preview["deed"] == .null)
        #expect(try await json(["stats"])["total"] == 0)
        let made = try await json(["replace", site.folder.path + "/ids.txt"])
        #expect(made["created"] == preview["created"] && made["preview"] == false)
        try site.folder.remove("masks/masks_batch_T000044.tar.xz")
        let sync = try await json(["sync"])
        let names = ["files", "batches_with_masks", "updated", "unchanged", "unknown_ids", "unmatched_files", "incomplete", "total_batches"]
        #expect(names.allSatisfy { sync[$0] != nil })
        #expect(
            sync["files"] == 7 && sync["batches_with_masks"] == 2 && sync["updated"] == 1 && sync["unchanged"] == 2 && sync["total_batches"] == 4,
            "\(sync.text)")
        #expect(sync["unknown_ids"] == ["batch_000777F"] && sync["incomplete"] == ["masks_batch_000019F.tar.xz.part"])
        #expect(Set(sync["unmatched_files"]?.array?.compactMap(\.string) ?? []) == ["readme.txt", "masks_batch_9_batch_10.tar.xz"])
        let again = try await site.run(["batches", "sync"])
        let spoken = again.out.contains("Masks found: 7") || again.out.contains("Máscaras encontradas: 7")
        #expect(again.code == 0 && spoken, "\(again.out)")
        let stats = try await json(["stats"])
        #expect(stats["total"] == 4 && stats["with_masks"] == 2 && stats["without_masks"] == 2)
        #expect(stats["by_family"]?["F"] == 1 && stats["by_family"]?["T"] == 1 && stats["by_family"]?["plain"] == 2)
        #expect(stats["by_status"] == ["NS": 4, "In": 0, "S": 0])
        let check = try await site.run(["batches", "check", "--json"])
        #expect(check.code == 1 && check.json["incomplete_files"]?["count"] == 1 && check.json["out_of_step"]?["count"] == 0, "\(check.out)")
        #expect(try await json(["list", "--uploaded", "yes"])["batches"]?.array?.compactMap { $0["id"]?.string } == ["batch_000019F", "batch_9"])
        let refused = try await site.run(["batches", "sync", "--mongo", "mongodb://127.0.0.1:1/none?serverSelectionTimeoutMS=300"])
        #expect(refused.code != 0 && !refused.error.isEmpty)
        #expect(try await json(["stats"])["with_masks"] == 2)
    }
}
