// The growing writer: the disk equals what it says at the end, the moves repeat by their seed, and every move that is
// allowed occurs.

import Foundation
import Kernel
import TestKit
import Testing

@Suite("The growing writer")
struct GrowingWriterTests {
    private let files = MounterTree(MounterPlan(seed: 5, lines: 2, mounters: 2, days: 3, rowsPerFile: 5...40)).files

    private func run<Result>(
        seed: UInt64, kinds: GrowingWriter.Kinds = .all, _ body: (inout GrowingWriter) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "growing-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var writer = GrowingWriter(folder: folder, seed: seed, files: files, kinds: kinds)
        return try body(&writer)
    }

    @Test("the disk equals the end it announces, by steps", arguments: 1...12)
    func stepsLeadToTheEnd(_ seed: Int) throws {
        try run(seed: UInt64(seed)) { writer in
            var count = 0
            while let step = try writer.step() {
                count += 1
                if step.kind != .delete {
                    let path = step.kind == .rotate ? step.path : step.otherPath ?? step.path
                    let onDisk = try Data(contentsOf: writer.folder.appending(path: path))
                    #expect(onDisk.count == step.after, "\(step)")
                }
                #expect(count < 10_000)
            }
            #expect(try MounterOracle.contents(of: writer.folder) == writer.final)
            #expect(try writer.finish().isEmpty)
        }
    }

    @Test("the disk equals the end it announces, when finished early", arguments: 20...25)
    func finish(_ seed: Int) throws {
        try run(seed: UInt64(seed)) { writer in
            for _ in 0..<30 { _ = try writer.step() }
            let announced = writer.final
            _ = try writer.finish()
            #expect(writer.final == announced)
            #expect(try MounterOracle.contents(of: writer.folder) == announced)
        }
    }

    @Test("the same seed makes the same moves")
    func determinism() throws {
        func story(_ seed: UInt64) throws -> [String] {
            try run(seed: seed) { writer in
                var steps: [String] = []
                while let step = try writer.step() { steps.append(step.description) }
                return steps
            }
        }
        let first = try story(4)
        #expect(try story(4) == first)
        #expect(try story(5) != first)
    }

    @Test("appends alone lead to the files as they were")
    func appends() throws {
        try run(seed: 1, kinds: .append) { writer in
            while let step = try writer.step() { #expect(step.kind == .append) }
            let expected = Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.bytes) })
            #expect(try MounterOracle.contents(of: writer.folder) == expected)
        }
    }

    @Test("only allowed moves occur, and each of them does")
    func kinds() throws {
        var seen: GrowingWriter.Kinds = []
        for seed in 1...6 {
            try run(seed: UInt64(seed)) { writer in
                while let step = try writer.step() { seen.insert(step.kind) }
            }
        }
        #expect(seen == .all)
        let allowed: GrowingWriter.Kinds = [.append, .truncate, .rotate]
        try run(seed: 9, kinds: allowed) { writer in
            while let step = try writer.step() { #expect(allowed.contains(step.kind)) }
        }
    }

    @Test("rotation keeps every row once, and a header in each file that had one")
    func rotation() throws {
        try run(seed: 2, kinds: [.append, .rotate]) { writer in
            while try writer.step() != nil {}
            let before = MounterOracle.read(Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.bytes) }))
            let after = try MounterOracle.read(folder: writer.folder)
            #expect(after.files.count > before.files.count)
            #expect(after.rows.count == before.rows.count)
            #expect(after.rows.map(\.barcode).sorted() == before.rows.map(\.barcode).sorted())
            #expect(after.counts.rejected == before.counts.rejected)
        }
    }

    @Test("a copy has the bytes of its original, on the machine it says")
    func copies() throws {
        try run(seed: 3, kinds: [.append, .copyToSameMachine, .copyToOtherMachine]) { writer in
            var steps: [GrowingWriter.Step] = []
            while let step = try writer.step() { steps.append(step) }
            #expect(!writer.copies.isEmpty)
            for step in steps where step.kind != .append {
                let path = try #require(step.otherPath)
                #expect(writer.copies[path] == step.path)
                #expect(writer.final[path] == writer.final[step.path])
                let same = MounterOracle.machine(of: path) == MounterOracle.machine(of: step.path)
                #expect(same == (step.kind == .copyToSameMachine))
            }
        }
    }

    @Test("a deleted file is gone, and its last bytes are remembered")
    func deletion() throws {
        try run(seed: 6, kinds: [.append, .delete]) { writer in
            while try writer.step() != nil {}
            #expect(!writer.deleted.isEmpty)
            for (path, bytes) in writer.deleted {
                #expect(writer.final[path] == nil)
                let original = try #require(files.first { $0.path == path })
                #expect(original.bytes.starts(with: bytes))
            }
        }
    }
}
