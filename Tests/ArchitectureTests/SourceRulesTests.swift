// The rules that no compiler guards: what a source file may import, say and be as long as. Each rule is a pattern; each
// pattern is tried on a line it must find.

import Foundation
import Testing

/// Swift files of the repository, read as text.
enum Sources {
    /// The folder that holds Sources, Tests and docs.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    struct File {
        /// `Sources/App/Compose.swift`
        var path: String
        var text: String
        var lineCount: Int {
            text.split(separator: "\n", omittingEmptySubsequences: false).count - (text.hasSuffix("\n") ? 1 : 0)
        }

        /// Lines with their numbers, comments left out.
        var code: [(number: Int, text: Substring)] {
            text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().filter {
                !$0.element.drop { $0 == " " }.hasPrefix("//")
            }
            .map { ($0.offset + 1, $0.element) }
        }

        /// `path:line` of every line of code that the pattern finds.
        func places(_ pattern: Regex<AnyRegexOutput>) -> [String] {
            code.filter { $0.text.contains(pattern) }.map {
                "\(path):\($0.number): \($0.text.trimmingCharacters(in: .whitespaces))"
            }
        }
    }

    static func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder).sorted()
    }

    static func swift(_ folder: String) throws -> [File] {
        let names = FileManager.default.enumerator(atPath: root + "/" + folder)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            File(
                path: folder + "/" + name,
                text: try String(contentsOfFile: root + "/" + folder + "/" + name, encoding: .utf8))
        }
    }
}

/// A pattern that must not be found, and where it may be.
struct SourceRule {
    var name: String
    var pattern: String
    /// Beginnings or parts of paths that are allowed to.
    var except: [String] = []
    /// A line that the pattern must find, so that it cannot be wrong unnoticed.
    var example: String

    func violations(_ files: [Sources.File]) throws -> [String] {
        let pattern = try Regex(pattern)
        return files.filter { file in !except.contains { file.path.contains($0) } }.flatMap { $0.places(pattern) }
    }

    static let features: [SourceRule] = [
        SourceRule(
            name: "a feature knows no driver, no HTTP library and no C module",
            pattern:
                #"^\s*(@testable )?import (struct |class |enum |func )?(GRDB\w*|Hummingbird\w*|NIO\w*|HTTPTypes|C[A-Z]\w*|Store[A-Z]\w*)\b"#,
            example: "import GRDB"),
        SourceRule(
            name: "SQL stands in Tables/ or in Legacy/",
            pattern: #"\b(SELECT\s+[\w(*\\]|INSERT INTO\s|UPDATE\s+[\w\\(:)]+\s+SET\b|DELETE FROM\s)"#,
            except: ["/Tables/", "/Legacy/"],
            example: "try tx.execute(\"DELETE FROM trace_changes\")"),
    ]

    /// The rim: where the clock, the terminal and sleeping are real.
    private static let rim = ["Sources/App/RootCommand.swift", "Sources/Platform/Kernel/Clock.swift"]

    static let everywhere: [SourceRule] = [
        SourceRule(
            name: "time comes from the clock",
            pattern: #"\bDate\(\)|\bDate\.now\b|ContinuousClock\(\)|SuspendingClock\(\)"#, except: rim,
            example: "let now = Date()"),
        SourceRule(
            name: "only the rim prints", pattern: #"(^|[^.\w])(print|debugPrint|dump|NSLog)\("#, except: rim,
            example: "    print(text)"),
        SourceRule(
            name: "no failure is turned into a crash", pattern: #"\btry!|\bas!\s"#, example: "let x = try! read()"),
        SourceRule(
            name: "waiting goes through the clock",
            pattern: #"\b(Task|Thread)\.sleep\(|(^|[^.\w])(u?sleep|nanosleep)\("#, except: rim,
            example: "try await Task.sleep(for: .seconds(1))"),
        SourceRule(
            name: "nothing is put off or hidden", pattern: #"\b(TODO|FIXME|XXX|HACK)\b|fatalError\(\)"#,
            example: "fatalError()"),
    ]
}

@Suite struct SourceRulesTests {
    @Test("every rule's pattern finds its own example")
    func examples() throws {
        for rule in SourceRule.features + SourceRule.everywhere {
            let file = Sources.File(
                path: "Sources/Features/X/Pages/Y.swift", text: "// a comment\n" + rule.example + "\n")
            #expect(try rule.violations([file]).count == 1, "\(rule.name)")
            let comment = Sources.File(path: "Sources/Features/X/Pages/Y.swift", text: "    // " + rule.example + "\n")
            #expect(try rule.violations([comment]).isEmpty, "\(rule.name)")
        }
    }

    @Test("features keep to the rules of features")
    func features() throws {
        let files = try Sources.swift("Sources/Features")
        #expect(files.count > 20)
        for rule in SourceRule.features {
            let found = try rule.violations(files)
            #expect(found.isEmpty, "\(rule.name):\n\(found.joined(separator: "\n"))")
        }
    }

    @Test("features never import each other")
    func featuresApart() throws {
        let features = try Sources.names("Sources/Features")
        for file in try Sources.swift("Sources/Features") {
            for other in features where !file.path.hasPrefix("Sources/Features/\(other)/") {
                let found = file.places(try Regex(#"^\s*import \#(other)\b"#))
                #expect(found.isEmpty, "\(found)")
            }
        }
    }

    @Test("the house's own desk has its SQL in Tables/ too")
    func operateSQL() throws {
        let rule = try #require(SourceRule.features.last)
        let found = try rule.violations(try Sources.swift("Sources/Platform/Operate"))
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }

    @Test("the whole program keeps to the rules of the rim")
    func everywhere() throws {
        let files = try Sources.swift("Sources").filter { !$0.path.hasPrefix("Sources/TestKit/") }
        #expect(files.count > 200)
        for rule in SourceRule.everywhere {
            let found = try rule.violations(files)
            #expect(found.isEmpty, "\(rule.name):\n\(found.joined(separator: "\n"))")
        }
    }
}

@Suite struct SourceSizesTests {
    @Test("no source file is longer than 500 lines, no test longer than 800")
    func files() throws {
        for file in try Sources.swift("Sources") { #expect(file.lineCount <= 500, "\(file.path): \(file.lineCount)") }
        for file in try Sources.swift("Tests") { #expect(file.lineCount <= 800, "\(file.path): \(file.lineCount)") }
    }

    @Test("a feature's table of contents has at most 150 lines, the entry at most 25")
    func faces() throws {
        let faces = try Sources.swift("Sources").filter {
            $0.path.hasSuffix("Feature.swift") && !$0.path.hasPrefix("Sources/Platform/Host/")
        }
        #expect(faces.count >= 2)
        for face in faces { #expect(face.lineCount <= 150, "\(face.path): \(face.lineCount)") }
        let entry = try Sources.swift("Sources/gemba")
        #expect(entry.count == 1)
        for file in entry { #expect(file.lineCount <= 25, "\(file.path): \(file.lineCount)") }
    }

    @Test("every source file opens with a comment that says what it is for")
    func openings() throws {
        for file in try Sources.swift("Sources") {
            #expect(
                file.text.hasPrefix("// ") || file.text.hasPrefix("/*") || file.text.hasPrefix("// swift-tools"),
                "\(file.path)")
        }
    }

    @Test("no target has a catch-all folder or file")
    func names() throws {
        let banned: Set<String> = ["Utils", "Utilities", "Common", "Helpers", "Manager", "Base", "Misc"]
        for file in try Sources.swift("Sources") {
            let words = file.path.replacing(".swift", with: "").split(separator: "/").map(String.init)
            #expect(banned.isDisjoint(with: words), "\(file.path)")
        }
    }
}
