// Archives that other programs open, and pictures drawn from SVG.

import Foundation
import Kernel
import Testing

@testable import Web

@Suite("Archives and pictures") struct ZipAndPictureTests {
    static let time = CivilTime(date: CivilDate(year: 2026, month: 11, day: 21)!, hour: 13, minute: 37, second: 42)

    static func zip(_ files: [(String, [UInt8])]) async throws -> [UInt8] {
        try await Export.zip(name: "x", at: time) { emit in for (name, bytes) in files { try await emit(name, bytes) } }.collect()
    }

    /// What a program of the system says of an archive.
    static func ask(_ tool: String, _ arguments: [String], _ archive: [UInt8]) throws -> (text: String, status: Int32) {
        let path = FileManager.default.temporaryDirectory.path + "/zip-" + UUID().uuidString + ".zip"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(archive).write(to: URL(fileURLWithPath: path))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = arguments.map { $0 == "ZIP" ? path : $0 }
        process.environment = ["TZ": "UTC", "LC_ALL": "C.UTF-8"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (String(decoding: data, as: UTF8.self), process.terminationStatus)
    }

    @Test func `every file comes out as it went in, packed or not`() async throws {
        let text = Array(String(repeating: "the same again ", count: 4000).utf8)
        var noise: [UInt8] = []
        var seed: UInt64 = 7
        for _ in 0..<5000 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1
            noise.append(UInt8(seed >> 56))
        }
        let archive = try await Self.zip([("README.txt", text), ("año (PVC)/noise.bin", noise), ("empty", [])])
        #expect(archive.count < 5000 + 2000)
        let script = """
            import sys, zipfile
            z = zipfile.ZipFile(sys.argv[1])
            assert z.testzip() is None
            for i in z.infolist(): print(i.filename, i.file_size, i.compress_type, '%d-%d-%d %d:%d:%d' % i.date_time, sum(z.read(i)) % 65521)
            """
        let (said, status) = try Self.ask("/usr/bin/python3", ["-c", script, "ZIP"], archive)
        #expect(status == 0)
        func sum(_ bytes: [UInt8]) -> Int { bytes.reduce(0) { $0 + Int($1) } % 65521 }
        #expect(
            said == """
                README.txt 60000 8 2026-11-21 13:37:42 \(sum(text))
                año (PVC)/noise.bin 5000 0 2026-11-21 13:37:42 \(sum(noise))
                empty 0 0 2026-11-21 13:37:42 0

                """)
        #expect(try Self.ask("/usr/bin/unzip", ["-tq", "ZIP"], archive).status == 0)
    }

    @Test func `an archive without files is one, and names that lead elsewhere are refused`() async throws {
        #expect(try await Self.zip([]).count == 22)
        for name in ["", "/etc/x", "../x", "a/../../x"] {
            await #expect(throws: Problem.self) { _ = try await Self.zip([(name, [1])]) }
        }
        await #expect(throws: Problem.self) { _ = try await Self.zip([("a", [1]), ("a", [2])]) }
    }

    @Test func `what would need a larger format is refused before it is written`() throws {
        let writer = ZipWriter(at: Self.time, bytesMax: 80)
        _ = try writer.add("a", [1, 2, 3])
        #expect { try writer.add("b", Array(repeating: 0, count: 80)) } throws: { ($0 as? Problem)?.code == "export_too_large" }
        #expect { try writer.end() } throws: { ($0 as? Problem)?.code == "export_too_large" }
    }

    @Test(arguments: [
        ("DEM12 (PVC)", "DEM12 (PVC)"), ("a/b\\c:d", "a_b_c_d"), ("../x", "_x"), ("..", "_"), ("", "_"), ("x\n", "x_"), ("año.", "año"),
    ])
    func `a name becomes one that every system takes`(_ text: String, _ name: String) { #expect(Export.fileName(text) == name) }

    @Test func `a picture is a PNG of its size times the scale, with its colours`() async throws {
        let svg = """
            <svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="#ff0000"/>
            <text x="2" y="20">ñ</text></svg>
            """
        let png = try await Picture.png(svg: svg, scale: 3)
        #expect(Array(png.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10])
        func number(_ at: Int) -> Int { png[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        #expect(number(16) == 120 && number(20) == 90)
        #expect(try await Picture.png(svg: svg.replacing("#ff0000", with: "#0000ff"), scale: 3) != png)
    }

    @Test(arguments: ["", "<svg", "<p/>", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9000\" height=\"9000\"/>"])
    func `what is no picture, or too large a one, is refused`(_ svg: String) async {
        await #expect(throws: Problem.self) { _ = try await Picture.png(svg: svg) }
    }

    @Test func `durations, shares and marks are what each format has for them`() async throws {
        let columns = ["d", "s", "m"].map { ExportColumn(title: $0, kind: .quantity) }
        let rows: [[ExportCell]] = [
            [.duration(milliseconds: 25_509_000), .share(0.5), .marked("=x")], [.duration(milliseconds: 1500), .share(1.0 / 3), .empty],
        ]
        let csv = try await ExportsTests.make(.csv, rows, columns: columns)
        #expect(String(decoding: csv.dropFirst(3), as: UTF8.self) == "d,s,m\r\n7:05:09,0.5,'=x\r\n0:00:01.500,0.333333,\r\n")
        let json = try JSON(parsing: try await ExportsTests.make(.json, rows, columns: columns))
        #expect(json.array?[0]["d"]?.int == 25509)
        #expect(json.array?[1]["d"] == .double(1.5))
        let sheet = try await ExportsTests.part("xl/worksheets/sheet1.xml", of: try await ExportsTests.make(.xlsx, rows, columns: columns))
        #expect(sheet.contains("<v>0.295243055"))
        let styles = try await ExportsTests.part("xl/styles.xml", of: try await ExportsTests.make(.xlsx, rows, columns: columns))
        #expect(styles.contains("[h]:mm:ss") && styles.contains("0.0%") && styles.contains("FFB00020"))
    }
}
