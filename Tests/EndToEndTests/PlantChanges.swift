// What people and machines do to files that are loaded already: one is copied, one renamed, one cut off, one rewritten.
// Each is made on a plain file of the tree, and looked at afterwards in the ledger and the rows.

import Foundation
import Kernel
import TestKit
import Testing

/// Changes four files of a loaded tree.
struct PlantChanges {
    let site: ProgramSite
    let reading: OracleReading

    /// What was done, with what must become of it.
    struct Made {
        var copied: OracleFile
        var copy: String
        var renamed: OracleFile
        var newName: String
        var truncated: OracleFile
        var linesLeft: Int
        var rewritten: OracleFile
        /// The lines that vanished, stayed and came, by time and barcode.
        var vanished: Set<String> = []
        var kept: Set<String> = []
        var added: Set<String> = []
        /// Rows, and the file's number, as they were before.
        var rowsBefore: [String: [String: Int64]] = [:]
        var numbers: [String: Int64] = [:]
    }

    mutating func make() async throws -> Made {
        let plain = reading.files.filter(Self.isPlain)
        try #require(plain.count >= 4, "the seed has to give four plain files")
        var made = Made(
            copied: plain[0], copy: Self.stem(plain[0].path) + " - copy.csv", renamed: plain[1],
            newName: Self.stem(plain[1].path) + "_1.csv", truncated: plain[2],
            linesLeft: plain[2].lines - plain[2].rows.count / 2, rewritten: plain[3])
        for file in plain.prefix(4) {
            let number = try await ledger(file.path)["id"]?.int ?? 0
            made.numbers[file.path] = number
            made.rowsBefore[file.path] = try await site.rowNumbers(file: number).present
        }
        let share = site.share + "/"
        try FileManager.default.copyItem(atPath: share + made.copied.path, toPath: share + made.copy)

        try FileManager.default.moveItem(atPath: share + made.renamed.path, toPath: share + made.newName)
        let last = Self.lines(made.renamed)[made.renamed.lines - 1]
        try append(last.replacing(Array(made.renamed.rows.last!.barcode.utf8), with: Array("ADDED-LATER".utf8)), share + made.newName)

        try Data(Self.lines(made.truncated).prefix(made.linesLeft).joined())
            .write(to: URL(fileURLWithPath: share + made.truncated.path))
        try rewrite(&made, share)
        return made
    }

    /// Some lines gone, the others in another order, new ones between them.
    private func rewrite(_ made: inout Made, _ share: String) throws {
        let file = made.rewritten
        let lines = Self.lines(file)
        let start = file.rows[0].fileLine - 1
        var rows = Array(zip(file.rows, lines[start...]))
        made.vanished = Set(rows.prefix(3).map { Self.key($0.0) })
        rows.removeFirst(3)
        made.kept = Set(rows.map { Self.key($0.0) })
        let model = rows[0]
        rows.reverse()
        for (at, barcode) in [(1, "NEW-1"), (rows.count + 1, "NEW-2")] {
            var row = model.0
            row.barcode = barcode
            made.added.insert(Self.key(row))
            rows.insert((row, model.1.replacing(Array(model.0.barcode.utf8), with: Array(barcode.utf8))), at: at)
        }
        try Data((lines[..<start] + rows.map(\.1)).joined()).write(to: URL(fileURLWithPath: share + file.path), options: .atomic)
    }

    func expect(_ made: Made) async throws {
        let copy = try await ledger(made.copy)
        #expect(copy["loaded"]?.int == 0 && copy["duplicate"]?.int == Int64(made.copied.rows.count), "\(copy.text)")
        #expect(copy["same_content_as"]?.string == made.copied.path, "the ledger says what it duplicates: \(copy.text)")

        let renamed = try await ledger(made.newName)
        #expect(renamed["id"]?.int == made.numbers[made.renamed.path], "the cursor followed the file: \(renamed.text)")
        #expect(renamed["loaded"]?.int == Int64(made.renamed.rows.count + 1), "\(renamed.text)")
        #expect(renamed["duplicate"]?.int == 0 && renamed["withdrawn"]?.int == 0, "\(renamed.text)")
        #expect(try await ledger(made.renamed.path) == .null, "the old name is no file any more")
        let rows = try await site.rowNumbers(file: renamed["id"]?.int ?? 0).present
        for (barcode, id) in made.rowsBefore[made.renamed.path] ?? [:] {
            #expect(rows[barcode] == id, "\(barcode) stayed")
        }

        let cut = made.truncated.lines - made.linesLeft
        let truncated = try await ledger(made.truncated.path)
        #expect(truncated["lines"]?.int == Int64(made.linesLeft) && truncated["withdrawn"]?.int == Int64(cut), "\(truncated.text)")

        let rewritten = try await ledger(made.rewritten.path)
        #expect(rewritten["loaded"]?.int == Int64(made.kept.count + made.added.count), "\(rewritten.text)")
        #expect(rewritten["withdrawn"]?.int == Int64(made.vanished.count), "vanished lines are marked: \(rewritten.text)")
        let before = made.rowsBefore[made.rewritten.path] ?? [:]
        let now = try await site.rowNumbers(file: rewritten["id"]?.int ?? 0)
        #expect(Set(now.present.keys) == made.kept.union(made.added) && Set(now.withdrawn.keys) == made.vanished)
        for barcode in made.kept { #expect(now.present[barcode] == before[barcode], "\(barcode) is the row it was") }
        for barcode in made.vanished { #expect(now.withdrawn[barcode] == before[barcode], "\(barcode) is marked, not gone") }
        let newest = before.values.max() ?? 0
        for barcode in made.added { #expect((now.present[barcode] ?? 0) > newest, "\(barcode) is a new row") }
    }

    private func ledger(_ path: String) async throws -> JSON {
        let files = try await site.run(["ledger", "--json"]).json["files"]?.array ?? []
        return files.first { $0["path"]?.string == path } ?? .null
    }

    /// Every line but the header is a row that no other is equal to: easy to change by hand.
    private static func isPlain(_ file: OracleFile) -> Bool {
        guard file.rows.count >= 12, file.rejects.isEmpty, file.blankLines.isEmpty, file.headerLines.count <= 1 else { return false }
        guard file.content.last == 0x0A else { return false }
        return Set(file.rows.map(key)).count == file.rows.count && file.lines == lines(file).count
            && file.rows.allSatisfy { !$0.barcode.isEmpty }
    }

    /// A row of a plain file by its time and barcode.
    private static func key(_ row: OracleRow) -> String { row.timeText + "|" + row.barcode }

    /// The file's lines with their line ends.
    private static func lines(_ file: OracleFile) -> [[UInt8]] {
        var lines = file.content.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) + [0x0A] }
        lines.removeLast()
        return lines
    }

    private static func stem(_ path: String) -> String { String(path.dropLast(".csv".count)) }

    private func append(_ bytes: [UInt8], _ path: String) throws {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(bytes))
    }
}
