// The words: three languages for every key, a text for every problem the program can raise, and no key in the code that
// no catalogue has.

import Host
import Kernel
import Testing
import Web

@Suite struct TextsTests {
    @Test("every key has its text in every language, and no catalogue has a line that is not understood")
    func complete() async throws {
        let texts = try await TestPlant([]).house.texts
        #expect(texts.keys.count > 300)
        #expect(texts.faults.isEmpty, "\(texts.faults)")
        #expect(texts.missing().isEmpty, "\(texts.missing())")
    }

    @Test("the three texts of a key name the same parameters")
    func parameters() async throws {
        let texts = try await TestPlant([]).house.texts
        for key in texts.keys {
            let names = Language.allCases.map { language in
                Set(texts.text(key, language).matches(of: /\{([A-Za-z_]+)\}/).map { String($0.output.1) })
            }
            #expect(Set(names).count == 1, "\(key): \(names)")
        }
    }

    @Test("every problem that the program can raise has a title in the catalogues")
    func problems() async throws {
        let texts = try await TestPlant([]).house.texts
        var codes: [String: String] = [:]
        for (path, text) in try SourceTree.swift("Sources") {
            // A broken invariant of ours is told in one general sentence.
            for match in text.matches(of: /Problem\(\s*\.([a-z]+),\s*"([a-z_]+)"/) where match.output.1 != "bug" {
                codes[String(match.output.2)] = path
            }
        }
        #expect(codes.count > 60, "the pattern finds the problems")
        let missing = codes.filter { !texts.has("problem." + $0.key) }.map { "\($0.key) (\($0.value))" }.sorted()
        #expect(missing.isEmpty, "\(missing.joined(separator: "\n"))")
    }

    @Test("every key written in the code is in a catalogue, and so is something for every beginning of one")
    func keys() async throws {
        let texts = try await TestPlant([]).house.texts
        var whole: [String: String] = [:]
        var beginnings: [String: String] = [:]
        for (path, text) in try SourceTree.swift("Sources") {
            // A doc comment may speak of keys that are not there.
            let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(
                separator: "\n")
            for match in code.matches(of: /(?:^|[^A-Za-z])t\("([a-z][a-zA-Z0-9._-]*)"( \+)?/) {
                if match.output.2 == nil {
                    whole[String(match.output.1)] = path
                } else {
                    beginnings[String(match.output.1)] = path
                }
            }
            for match in code.matches(of: /MenuEntry\(\s*"([a-z.-]+)"/) { whole[String(match.output.1)] = path }
            for match in code.matches(of: /titleKey: "([a-z.-]+)"/) { whole[String(match.output.1)] = path }
        }
        #expect(whole.count > 150, "the pattern finds the keys")
        let missing = whole.filter { !texts.has($0.key) }.map { "\($0.key) (\($0.value))" }.sorted()
        #expect(missing.isEmpty, "\(missing.joined(separator: "\n"))")
        let lost = beginnings.filter { start in !texts.keys.contains { $0.hasPrefix(start.key) } }.map {
            "\($0.key)… (\($0.value))"
        }.sorted()
        #expect(lost.isEmpty, "\(lost.joined(separator: "\n"))")
    }
}
