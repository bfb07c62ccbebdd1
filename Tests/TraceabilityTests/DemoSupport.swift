// What the tests of the simulated plant share: a folder of their own, a picture of a tree's bytes, a plain reading of
// its rows, and a clock that runs as fast as it is asked.

import Foundation
import Kernel
import Synchronization
import Testing

/// A folder that is gone when the test is.
final class DemoFolder {
    let path = FileManager.default.temporaryDirectory.path + "/demo-" + UUID().uuidString
    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Every file by its path inside the folder.
    func contents() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for case let name as String in try #require(FileManager.default.enumerator(atPath: path))
        where name.hasSuffix(".csv") {
            files[name] = try Data(contentsOf: URL(filePath: path + "/" + name))
        }
        return files
    }
}

/// A row by its place, split the plain way.
struct DemoRow {
    var file: String
    var fields: [String]
    var isDated: Bool { fields[0].utf8.count == 8 && Int(fields[0]) != nil }
    /// `YYYYMMDDhhmmss`
    var at: String { fields[0] + fields[1] }
    var folder: String { String(file.prefix(upTo: file.lastIndex(of: "/") ?? file.startIndex)) }

    /// The rows below the header; only vendors are ever quoted.
    static func all(in files: [String: Data]) -> [DemoRow] {
        files.sorted { $0.key < $1.key }.flatMap { file, bytes in
            String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst().map { line in
                var fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                if let quoted = fields.firstIndex(of: "\"Murata") {
                    fields.replaceSubrange(quoted...quoted + 1, with: ["Murata, Inc."])
                }
                return DemoRow(file: file, fields: fields)
            }
        }
    }
}

/// A clock that only sleeping moves; it cancels after so many sleeps.
final class SteppedClock: Sendable {
    private let state: Mutex<(now: Instant, sleeps: Int)>

    init(_ start: String, sleeps: Int) throws {
        state = Mutex((try #require(Instant(rfc3339: start)), sleeps))
    }

    var now: Instant { state.withLock { $0.now } }

    var clock: Clock {
        Clock(
            now: { self.now },
            sleep: { span in
                let isOver = self.state.withLock { state in
                    state.now = state.now + span
                    state.sleeps -= 1
                    return state.sleeps < 0
                }
                if isOver { throw CancellationError() }
            })
    }
}

/// How often a file was seen to end within a line.
final class HalfLines: Sendable {
    let count = Atomic(0)

    static func files(_ root: String) throws -> [Data] {
        guard let names = FileManager.default.enumerator(atPath: root) else { return [] }
        return try names.compactMap { $0 as? String }.filter { $0.hasSuffix(".csv") }.map {
            try Data(contentsOf: URL(filePath: root + "/" + $0))
        }
    }
}
