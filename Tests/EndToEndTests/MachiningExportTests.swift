// Days of machining centres as files: the same rows in each format, days without a log marked, an archive that opens, and
// refusals in words. And the daily round, from its timetable to its result.

import Foundation
import Host
import Intake
import Kernel
import Logging
import Store
import TestKit
import Testing
import Web

@testable import App
@testable import Machining

@Suite("Machining as files") struct MachiningExportTests {
    private static let log = """
        20260921 06:00:00|@MachineStart
        20260921 06:05:00|@StukUitgevoerd
        20260921 06:10:00|@MachineWait: 36 sec
        20260921 07:00:00|@MachineStop
        20260921 07:30:00|@MachineStart
        20260921 08:05:00|@StukUitgevoerd
        20260921 20:00:00|@MachineStop

        """

    private static func plant() async throws -> TestPlant {
        let plant = try await TestPlant([])
        try plant.folder.write("logs/DEM12 (PVC)/20260921.LOG", log)
        try plant.folder.write("logs/=cmd (ALU)/20260922.LOG", "20260922 06:00:00|@StukUitgevoerd\nnot a line\n")
        let request = IngestRequest(paths: [plant.folder.path + "/logs"], profile: "machine-log", zone: TestPlant.zone)
        #expect(try await plant.plant.intake.ingest(request).counts.loaded == 8)
        return plant
    }

    private static func bytes(_ plant: TestPlant, _ target: String, as asker: Asker = .viewer) async throws -> (WebResponse, [UInt8]) {
        let response = await plant.plant.app.respond(to: try await plant.request(.get, target, as: asker))
        return (response, try await response.collect())
    }

    private static func part(_ name: String, of archive: [UInt8]) throws -> Data {
        let path = FileManager.default.temporaryDirectory.path + "/machining-" + UUID().uuidString + ".zip"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(archive).write(to: URL(fileURLWithPath: path))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/unzip")
        // Brackets are patterns there.
        process.arguments = name.isEmpty ? ["-Z1", path] : ["-p", path, name.replacing("[", with: "\\[")]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(name)")
        return data
    }

    private static let range = "from=2026-09-21&to=2026-09-22"

    @Test func `the table has a row for each day and centre, those without a log marked, and formulas are text`() async throws {
        let plant = try await Self.plant()
        let csv = try await plant.get("/api/v1/machining/export?format=csv&\(Self.range)")
        #expect(csv.status == 200)
        let lines = csv.text.split(separator: "\r\n").map(String.init)
        #expect(
            lines == [
                "\u{FEFF}day,centre,type,pieces,window,first_start,first_piece,last_piece,last_stop,wait,stop,production,occupation,wait_share,stop_share,grade,rejected_lines,flags",
                "2026-09-21,'=cmd (ALU),ALU,,,,,,,,,,,,,no_data,,",
                "2026-09-21,DEM12 (PVC),PVC,2,2:00:00,2026-09-21 06:00:00,2026-09-21 06:05:00,2026-09-21 08:05:00,2026-09-21 20:00:00,0:00:36,0:30:00,1:29:24,0.745,0.005,0.25,A,0,outside_window overnight_stop",
                "2026-09-22,'=cmd (ALU),ALU,1,0:00:00,,2026-09-22 06:00:00,2026-09-22 06:00:00,,0:00:00,0:00:00,0:00:00,,,,C,1,rejected_lines",
                "2026-09-22,DEM12 (PVC),PVC,,,,,,,,,,,,,no_data,,",
            ])
        let json = try await plant.json("/api/v1/machining/export?format=json&\(Self.range)&centre=dem12%20(pvc)").array ?? []
        #expect(json.count == 2)
        #expect(json[0]["window"]?.int == 7200 && json[0]["wait"]?.int == 36 && json[0]["occupation"] == .double(0.745))
        #expect(json[0]["first_piece"]?.string == "2026-09-21T06:05:00-06:00")
        #expect(json[1]["grade"]?.string == "no_data" && json[1]["pieces"] == .null)
        #expect(try await plant.json("/api/v1/machining/export?format=json&\(Self.range)&type=alu").array?.count == 2)
    }

    @Test func `the workbook has words, and days without a log in red`() async throws {
        let plant = try await Self.plant()
        let (response, bytes) = try await Self.bytes(plant, "/machining/export?\(Self.range)")
        #expect(response.header("content-disposition")?.contains("machining-2026-09-21-2026-09-22.xlsx") == true)
        let sheet = String(decoding: try Self.part("xl/worksheets/sheet1.xml", of: bytes), as: UTF8.self)
        #expect(sheet.contains("Observed time") && sheet.contains("No data") && sheet.contains("=cmd (ALU)") && !sheet.contains("<f>"))
        #expect(String(decoding: try Self.part("xl/styles.xml", of: bytes), as: UTF8.self).contains("FFB00020"))
    }

    @Test func `the archive has the table, two pictures of each day with a log, and a page that explains them`() async throws {
        let plant = try await Self.plant()
        let (response, bytes) = try await Self.bytes(plant, "/machining/export?format=zip&\(Self.range)")
        #expect(response.status == 200 && response.header("content-type") == "application/zip")
        let names = String(decoding: try Self.part("", of: bytes), as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(
            names == [
                "README.txt", "machining-2026-09-21-2026-09-22.xlsx", "DEM12 (PVC)/2026-09-21.svg", "DEM12 (PVC)/2026-09-21.png",
                "=cmd (ALU)/2026-09-22.svg", "=cmd (ALU)/2026-09-22.png",
            ])
        let readMe = String(decoding: try Self.part("README.txt", of: bytes), as: UTF8.self)
        #expect(readMe.contains("DEM12 (PVC) (PVC, America/Mexico_City)") && !readMe.contains("machining.export"))
        let svg = String(decoding: try Self.part("DEM12 (PVC)/2026-09-21.svg", of: bytes), as: UTF8.self)
        #expect(svg.hasPrefix("<svg ") && svg.contains("1:29:24"))
        #expect(try Self.part("DEM12 (PVC)/2026-09-21.png", of: bytes).starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test(arguments: [
        ("from=2026-09-21", "range_missing"), ("to=2026-09-21", "range_missing"), ("", "range_missing"),
        ("from=2026-09-22&to=2026-09-21", "range_reversed"), ("from=21.09.2026&to=2026-09-21", "day_invalid"),
        ("from=1900-01-01&to=2026-09-21", "range_too_long"), ("from=2026-09-21&to=2026-09-21&format=pdf", "parameter_invalid"),
        ("from=2026-09-21&to=2026-09-21&type=WOOD", "type_missing"),
    ])
    func `what cannot be exported is refused in words`(_ query: String, _ code: String) async throws {
        let plant = try await Self.plant()
        for path in ["/machining/export", "/api/v1/machining/export"] {
            let answer = try await plant.get("\(path)?\(query)")
            #expect(answer.status == 422, "\(path)?\(query)")
            if path.hasPrefix("/api") {
                let problem = try answer.json
                #expect(problem["code"]?.string == code)
                #expect(problem["title"]?.string?.contains("problem.") == false)
            }
        }
        #expect(try await plant.get("/api/v1/machining/export?\(Self.range)&centre=nobody").status == 404)
    }

    @Test func `a day's picture comes as SVG or PNG, at a width, in the reader's language`() async throws {
        let plant = try await Self.plant()
        let svg = try await plant.get("/machining/timeline?centre=DEM12%20(PVC)&day=2026-09-21&width=360")
        #expect(svg.status == 200 && svg.header("content-type")?.hasPrefix("image/svg+xml") == true && svg.text.contains("width=\"360\""))
        let french = try await plant.send(
            .get, "/api/v1/machining/timeline?centre=DEM12%20(PVC)&day=2026-09-21", headers: [("accept-language", "fr")])
        #expect(french.text.contains("Arrêt"))
        let (_, png) = try await Self.bytes(plant, "/machining/timeline?centre=DEM12%20(PVC)&day=2026-09-21&format=png")
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let empty = try await plant.get("/machining/timeline?centre=DEM12%20(PVC)&day=2020-01-01")
        #expect(empty.text.contains("No data"))
        for query in [
            "day=2026-09-21", "centre=DEM12%20(PVC)", "centre=DEM12%20(PVC)&day=2026-09-21&format=gif", "centre=DEM12%20(PVC)&day=2026-09-21&width=9",
        ] {
            #expect(try await plant.get("/machining/timeline?\(query)").status == 422, "\(query)")
        }
        #expect(try await plant.get("/api/v1/machining/timeline?centre=x&day=2026-09-21", as: .stranger).status == 401)
    }

    @Test func `the daily round takes in every source, keeps its summary, and survives a source that is away`() async throws {
        let folder = try ScratchFolder(inMemory: true)
        var settings = ProcessSettings(environment: [:])
        settings.databaseURL = try folder.databaseURL()
        settings.zone = TestPlant.zone
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let plant = try await Composition.plant(settings, logger: logger)
        try folder.write("logs/DEM12 (PVC)/20260921.LOG", Self.log)
        for (name, place) in [("Logs", folder.path + "/logs"), ("Away", folder.path + "/nowhere")] {
            let source = Source(name: name, kind: .folder, location: place, profile: "machine-log", zone: TestPlant.zone)
            try await plant.house.database.write { tx in _ = try plant.intake.save(source, in: tx) }
        }
        let service = Task { try await plant.features.flatMap(\.services).first { $0.name == "machining.daily" }?.run() }
        let queue = Task { await plant.house.jobs.run() }
        let run = try await plant.house.jobs.enqueue("machining.daily")
        var result: JSON?
        for _ in 0..<300 where result == nil {
            try await Task.sleep(for: .milliseconds(100))
            let view = try await plant.house.database.read { try JobHistory.run(run, in: $0) }
            if view.status == .done { result = view.result }
        }
        let folders = try #require(result?["folders"]?.array)
        #expect(folders.map { $0["folder"]?.string } == ["Away", "DEM12 (PVC)"] && folders.map { $0["type"]?.string } == ["Away", "PVC"])
        for (member, counts) in [("found", [0, 1]), ("processed", [0, 1]), ("unchanged", [0, 0]), ("errors", [1, 0])] as [(String, [Int64])] {
            #expect(folders.map { $0[member]?.int } == counts, "\(member)")
        }
        #expect(result?["processed"]?.int == 1 && result?["errors"]?.int == 1)
        // The service adds it in its own time.
        var timetables: [TimetableView] = []
        for _ in 0..<300 {
            timetables = try await plant.house.database.read { try Timetables.all(in: $0) }
            if timetables.contains(where: { $0.draft.kind == "machining.daily" }) { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        let daily = try #require(timetables.first { $0.draft.kind == "machining.daily" })
        #expect(daily.draft.words == "0 8 * * *" && daily.draft.zone == TestPlant.zone && daily.draft.isEnabled)
        queue.cancel()
        service.cancel()
        await queue.value
        try await plant.house.database.close()
    }
}
