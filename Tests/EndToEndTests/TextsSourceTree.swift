// The program's own source files, for tests that read them: which keys and codes are used, and whether there are words.

import Foundation

/// The sources this test was built from.
enum SourceTree {
    /// The folder that holds Sources, Tests and docs.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// The Swift files below a folder of the root, by their path in it.
    static func swift(_ folder: String) throws -> [(path: String, text: String)] {
        let base = root + "/" + folder
        let names = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            (folder + "/" + name, try String(contentsOfFile: base + "/" + name, encoding: .utf8))
        }
    }
}
