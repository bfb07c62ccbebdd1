// What somebody reads whose machine lacks something: one sentence that says what to do, and exit code 2.

import Foundation
import TestKit
import Testing

@Suite struct SetUpScriptTests {
    private static let script =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path + "/Scripts/setup.sh"
    private static let tools = ["bash", "env", "sort", "grep", "head", "id", "mktemp", "tail", "rm", "cat", "flock", "printf", "mkdir"]

    /// Runs the script on a machine that has the usual tools and these programs.
    private func setUp(_ programs: [String: String], purpose: String = "build", hasMongo: Bool = true) throws -> (code: Int32, said: String) {
        let folder = try ScratchFolder()
        let bin = folder.path + "/bin"
        try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
        for tool in Self.tools {
            let real = ["/usr/bin/", "/bin/"].map { $0 + tool }.first { FileManager.default.isExecutableFile(atPath: $0) }
            if let real { try FileManager.default.createSymbolicLink(atPath: bin + "/" + tool, withDestinationPath: real) }
        }
        for (name, body) in programs {
            try "#!/usr/bin/env bash\n\(body)\n".write(toFile: bin + "/" + name, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: bin + "/" + name)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: bin + "/bash")
        process.arguments = [Self.script, purpose]
        process.environment = ["PATH": bin, "TMPDIR": folder.path, "GEMBA_TOOLS": folder.path + "/tools"]
        if hasMongo {
            let program = folder.path + "/tools/mongod-6.0.5/fiftyone/db/bin/mongod"
            try FileManager.default.createDirectory(atPath: (program as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(atPath: program, withDestinationPath: "/bin/sh")
        }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, said.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private static let swift = "echo 'Swift version 6.3.1 (swift-6.3.1-RELEASE)'"
    private static let nothingInstalled = "exit 1"
    private static let allInstalled = "echo 'install ok installed'"

    @Test("without a toolchain, with an old one, or without a package there is one sentence that says what to do")
    func sentences() throws {
        let none = try setUp(["dpkg-query": Self.allInstalled])
        #expect(none.code == 2)
        #expect(none.said == "Gemba needs the Swift 6.2 toolchain or newer: install it from swift.org and put its 'swift' on the PATH.")
        let old = try setUp(["swift": "echo 'Swift version 5.10.1 (swift-5.10.1-RELEASE)'", "dpkg-query": Self.allInstalled])
        #expect(old.code == 2)
        #expect(old.said == "Gemba needs Swift 6.2 or newer; 'swift' here is 5.10.")
        let otherSystem = try setUp(["swift": Self.swift, "dpkg-query": Self.nothingInstalled])
        #expect(otherSystem.code == 2)
        #expect(otherSystem.said.contains("libsqlite3-dev") && !otherSystem.said.contains("\n"), "\(otherSystem.said)")
        let plainUser = try setUp(["swift": Self.swift, "dpkg-query": Self.nothingInstalled, "apt-get": "exit 9", "id": "echo 1000"])
        #expect(plainUser.code == 2)
        #expect(plainUser.said.hasPrefix("Missing packages; as root: apt-get install ") && !plainUser.said.contains("\n"), "\(plainUser.said)")
        let offline = try setUp([
            "swift": Self.swift, "dpkg-query": Self.nothingInstalled, "apt-get": "echo 'E: no network' >&2; exit 100", "id": "echo 0",
        ])
        #expect(offline.code == 2)
        #expect(offline.said.hasSuffix("libxlsxwriter-dev zlib1g-dev pkg-config") && offline.said.contains("Could not install:"), "\(offline.said)")
    }

    @Test("where everything is there, nothing is said and nothing asked for")
    func quiet() throws {
        let done = try setUp(["swift": Self.swift, "dpkg-query": Self.allInstalled, "apt-get": "echo asked; exit 9"], purpose: "test")
        #expect(done.code == 0)
        #expect(done.said.isEmpty, "\(done.said)")
    }

    @Test("where MongoDB's server cannot be fetched, that is said, and everything else can be tried")
    func withoutMongo() throws {
        let programs = ["swift": Self.swift, "dpkg-query": Self.allInstalled, "python3": "echo 'no network' >&2; exit 1"]
        let offline = try setUp(programs, purpose: "test", hasMongo: false)
        #expect(offline.code == 0)
        #expect(offline.said.contains("no network"), "\(offline.said)")
        #expect(offline.said.hasSuffix("Could not fetch MongoDB's server; its tests are left out until it is there."), "\(offline.said)")
        // Building needs none.
        #expect(try setUp(programs, hasMongo: false).said.isEmpty)
    }
}
