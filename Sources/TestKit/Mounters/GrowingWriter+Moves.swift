// The single moves of the growing writer: each leaves the disk as the entries say.

import Foundation

extension GrowingWriter {
    /// Appends up to that byte of the target, making the file when it does not exist.
    mutating func write(_ index: Int, upTo end: Int) throws -> Step {
        let entry = entries[index]
        let url = folder.appending(path: entry.path)
        let before = entry.written ?? 0
        let piece = Data(entry.target[before..<end])
        if entry.written == nil {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try piece.write(to: url)
        } else {
            let handle = try FileHandle(forWritingTo: url)
            defer { try? handle.close() }
            try handle.seekToEnd()
            try handle.write(contentsOf: piece)
        }
        entries[index].written = end
        return Step(kind: .append, path: entry.path, otherPath: nil, before: before, after: end)
    }

    mutating func truncate(_ index: Int) throws -> Step {
        let before = entries[index].written ?? 0
        let after = random.below(before)
        let handle = try FileHandle(forWritingTo: folder.appending(path: entries[index].path))
        defer { try? handle.close() }
        try handle.truncate(atOffset: UInt64(after))
        entries[index].written = after
        return Step(kind: .truncate, path: entries[index].path, otherPath: nil, before: before, after: after)
    }

    mutating func rewrite(_ index: Int) throws -> Step {
        let entry = entries[index]
        let before = entry.written ?? 0
        let target = changed(entry.target)
        let after = entry.isComplete ? target.count : min(before, target.count)
        let content = Data(target[..<after])
        let url = folder.appending(path: entry.path)
        if random.below(2) == 0 {
            try content.write(to: url, options: .atomic)
        } else {
            let handle = try FileHandle(forWritingTo: url)
            defer { try? handle.close() }
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: content)
        }
        entries[index].target = target
        entries[index].written = after
        return Step(kind: .rewrite, path: entry.path, otherPath: nil, before: before, after: after)
    }

    mutating func rotate(_ index: Int) throws -> Step {
        let entry = entries[index]
        let before = entry.written ?? 0
        let records = MounterCuts.records(in: entry.target)
        let end = records.first { $0.upperBound >= before }?.upperBound ?? entry.target.count
        _ = try write(index, upTo: end)
        var number = 1
        while isTaken(stem(entry.path) + "_\(number).csv") { number += 1 }
        let oldPath = stem(entry.path) + "_\(number).csv"
        try FileManager.default.moveItem(at: folder.appending(path: entry.path), to: folder.appending(path: oldPath))
        entries[index].path = oldPath
        entries[index].target = Array(entry.target[..<end])
        entries[index].written = end
        // The new file gets the old one's header, if that has one, and what is still to come.
        var rest = Array(entry.target[end...])
        if let first = records.first, isHeader(first, in: entry.target) { rest = Array(entry.target[first]) + rest }
        entries.append(Entry(path: entry.path, line: entry.line, mounter: entry.mounter, target: rest))
        let start = rest.isEmpty ? 0 : 1 + random.below(min(rest.count, longestPiece))
        _ = try write(entries.count - 1, upTo: start)
        return Step(kind: .rotate, path: entry.path, otherPath: oldPath, before: before, after: start)
    }

    /// To another machine only when there is one.
    mutating func copy(_ index: Int, toOtherMachine: Bool) throws -> Step {
        let entry = entries[index]
        var place = entry
        if toOtherMachine {
            let others = entries.filter { ($0.line, $0.mounter) != (entry.line, entry.mounter) }
            place = random.pick(others)
        }
        var number = 2
        while isTaken(stem(place.path) + " (\(number)).csv") { number += 1 }
        let path = stem(place.path) + " (\(number)).csv"
        let url = folder.appending(path: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: folder.appending(path: entry.path), to: url)
        entries[index].isFrozen = true
        entries.append(
            Entry(
                path: path, line: place.line, mounter: place.mounter, target: entry.target, written: entry.target.count,
                isFrozen: true))
        copies[path] = entry.path
        let kind: Kinds = toOtherMachine ? .copyToOtherMachine : .copyToSameMachine
        return Step(
            kind: kind, path: entry.path, otherPath: path, before: entry.target.count, after: entry.target.count)
    }

    /// The bytes with one to three records changed in their barcode, removed, or added as a changed copy of another.
    private mutating func changed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<1 + random.below(3) {
            let records = MounterCuts.records(in: bytes)
            // Not the first: it is the header, or may start with a byte order mark.
            let candidates = records.dropFirst().filter { barcodeDigit(of: $0, in: bytes) != nil }
            guard !candidates.isEmpty else { return bytes }
            let record = random.pick(candidates)
            var copy = Array(bytes[record])
            if let digit = barcodeDigit(of: record, in: bytes) {
                let value = Int(bytes[digit]) - 48
                copy[digit - record.lowerBound] = UInt8(48 + (value + 1 + random.below(9)) % 10)
            }
            let isLast = record.upperBound == bytes.count
            switch random.below(3) {
            case 0: bytes.replaceSubrange(record, with: copy)
            case 1 where candidates.count > 1 && !isLast: bytes.removeSubrange(record)
            case 2 where !isLast: bytes.insert(contentsOf: copy, at: random.pick(candidates).lowerBound)
            default: bytes.replaceSubrange(record, with: copy)
            }
        }
        return bytes
    }

    /// The last digit of a whole row's barcode; nil for headers, blank lines and rows that end early.
    private func barcodeDigit(of record: Range<Int>, in bytes: [UInt8]) -> Int? {
        let fields = MounterCuts.fields(of: record, in: bytes)
        guard fields.count >= 13 else { return nil }
        return fields[11].last { bytes[$0] >= 48 && bytes[$0] <= 57 }
    }

    private func isHeader(_ record: Range<Int>, in bytes: [UInt8]) -> Bool {
        String(decoding: bytes[record], as: UTF8.self).lowercased().contains("scandate")
    }

    private func isTaken(_ path: String) -> Bool {
        entries.contains { $0.path == path } || deleted[path] != nil
    }

    private func stem(_ path: String) -> String { String(path.dropLast(".csv".count)) }
}
