// The arrows of the house, read from the manifest itself and compared with the page that explains them.

import Foundation
import Testing

/// What each target of the package may import, by the manifest.
struct Manifest {
    private(set) var targets: [String: Set<String>] = [:]

    /// Asks the package manager; its own folder for this keeps out of the way of a running build.
    init() throws {
        let scratch = NSTemporaryDirectory() + "gemba-manifest-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "swift", "package", "--package-path", Sources.root, "--scratch-path", scratch, "dump-package",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try self.init(bytes)
    }

    init(_ json: Data) throws {
        let document = try #require(
            try JSONSerialization.jsonObject(with: json) as? [String: Any], "the manifest cannot be read")
        for target in document["targets"] as? [[String: Any]] ?? [] {
            guard let name = target["name"] as? String else { continue }
            targets[name] = Set(
                (target["dependencies"] as? [[String: Any]] ?? []).compactMap { dependency in
                    dependency.values.compactMap { ($0 as? [Any])?.first as? String }.first
                })
        }
    }
}

/// The rows `| target | may import |` of docs/architecture.md.
enum ArrowTable {
    static func read(_ text: String) -> [String: Set<String>] {
        var out: [String: Set<String>] = [:]
        var isTable = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                isTable = false
                continue
            }
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard cells.count == 2 else { continue }
            if cells == ["target", "may import"] {
                isTable = true
            } else if isTable, !cells[0].allSatisfy({ $0 == "-" }) {
                let names = cells[1].split(separator: ",").map {
                    $0.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
                }
                out[cells[0].trimmingCharacters(in: CharacterSet(charactersIn: " `"))] = Set(
                    names.filter { $0 != "nothing" && $0 != "–" && !$0.isEmpty })
            }
        }
        return out
    }
}

@Suite struct ManifestTests {
    @Test("docs/architecture.md has the arrows of the manifest, each and no other")
    func table() throws {
        let path = Sources.root + "/docs/architecture.md"
        let text = try #require(
            try? String(contentsOfFile: path, encoding: .utf8),
            "docs/architecture.md is missing; it holds the table of arrows")
        let table = ArrowTable.read(text)
        try #require(!table.isEmpty, "docs/architecture.md has no table `| target | may import |`")
        let manifest = try Manifest()
        try #require(manifest.targets.count > 10)
        for (name, imports) in manifest.targets.sorted(by: { $0.key < $1.key }) {
            guard let told = table[name] else {
                Issue.record(
                    "\(name) is missing from the table; it may import \(imports.sorted().joined(separator: ", "))")
                continue
            }
            let unsaid = imports.subtracting(told).sorted()
            let untrue = told.subtracting(imports).sorted()
            #expect(unsaid.isEmpty, "\(name) imports what the table does not say: \(unsaid)")
            #expect(untrue.isEmpty, "the table says of \(name) what the manifest does not: \(untrue)")
        }
        for name in table.keys where manifest.targets[name] == nil {
            Issue.record("the table has \(name), which is no target")
        }
    }

    @Test("the rules of the house hold in the manifest")
    func rules() throws {
        let manifest = try Manifest()
        let features = try Sources.names("Sources/Features")
        let drivers: Set<String> = ["GRDB", "GRDBSQLite"]
        let web: Set<String> = ["Hummingbird", "HummingbirdCore", "NIOCore", "NIOPosix", "NIOHTTP1", "HTTPTypes"]
        #expect(!features.isEmpty)
        for (name, imports) in manifest.targets {
            if !name.hasPrefix("Store") { #expect(imports.isDisjoint(with: drivers), "\(name) imports a driver") }
            if name != "Web" { #expect(imports.isDisjoint(with: web), "\(name) imports the HTTP library") }
            if !["App", "TestKit"].contains(name), !name.hasSuffix("Tests") {
                #expect(!imports.contains { $0.hasPrefix("Store") && $0 != "Store" }, "\(name) imports an engine")
            }
            if !["App", "gemba-bench"].contains(name), !name.hasSuffix("Tests") {
                #expect(imports.isDisjoint(with: features), "\(name) imports a feature")
            }
        }
        #expect(manifest.targets["Kernel"]?.subtracting(["CCrypto"]).isEmpty == true, "Kernel knows nothing of ours")
    }

    @Test("the readings find an arrow that is only in one of the two")
    func reading() throws {
        let json = """
            {"targets":[{"name":"A","dependencies":[{"byName":["B",null]},{"product":["C","pack",null,null]}]},{"name":"B","dependencies":[]}]}
            """
        let manifest = try Manifest(Data(json.utf8))
        #expect(manifest.targets == ["A": ["B", "C"], "B": []])
        #expect(
            ArrowTable.read("| target | may import |\n|---|---|\n| `A` | `B`, `C` |\n| `B` | nothing |")
                == manifest.targets)
        #expect(ArrowTable.read("| other | table |\n|---|---|\n| `A` | `B` |").isEmpty)
    }
}
