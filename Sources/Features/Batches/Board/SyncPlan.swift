// The heart of a sync: batches go in, then file names, and out comes what each batch's fields must be. A value in memory:
// no clock, no disk, no database.

import Kernel

/// Counts mask files by batch.
package struct SyncPlan: Sendable {
    package struct Entry: Sendable {
        package var id: String
        /// What the repository finds the batch by: a row's number.
        package var handle: Int64 = 0
        /// Or what was read of a document.
        package var seen: [UInt8] = []
        package var now: MaskState
        var count: Int64 = 0
        var last: Int64 = 0
        /// Whether another id comes to the same number: nothing tells whose the files are, and what is noted stays.
        package fileprivate(set) var isAmbiguous = false
        /// What it must become.
        package var next: MaskState { isAmbiguous ? now : MaskState(count: count, last: last) }
    }

    package let families: BatchFamilies
    package private(set) var entries: [Entry] = []
    private var index: [BatchKey: Int] = [:]
    /// Ids of ambiguous batches.
    package private(set) var clashes: [String] = []
    /// Numbers on files that no batch has, with the number of files.
    private var unknown: [BatchKey: Int64] = [:]

    package private(set) var files: Int64 = 0
    package private(set) var unmatched = NameList()
    package private(set) var incomplete = NameList()
    /// Files whose number several batches have.
    package private(set) var ambiguous = NameList()

    /// Names for people: so many and no more, however many there are.
    package struct NameList: Sendable {
        static let namesMax = 100_000
        package private(set) var names: [String] = []
        package private(set) var count: Int64 = 0
        mutating func add(_ name: @autoclosure () -> String) {
            count += 1
            if names.count < Self.namesMax { names.append(name()) }
        }
    }

    package init(_ families: BatchFamilies) { self.families = families }

    /// All batches before the first file.
    package mutating func add(batch id: String, handle: Int64 = 0, seen: [UInt8] = [], now: MaskState) {
        entries.append(Entry(id: id, handle: handle, seen: seen, now: now))
        guard let key = families.key(id: id) else { return }
        if let other = index[key] {
            if !entries[other].isAmbiguous { clashes.append(entries[other].id) }
            clashes.append(id)
            entries[other].isAmbiguous = true
            entries[entries.count - 1].isAmbiguous = true
        } else {
            index[key] = entries.count - 1
        }
    }

    package mutating func reserve(_ count: Int) {
        entries.reserveCapacity(count)
        index.reserveCapacity(count)
    }

    /// A file.
    /// - Parameters:
    ///   - name: UTF-8.
    ///   - at: when it was uploaded, in milliseconds since the epoch.
    package mutating func add(file name: UnsafeRawBufferPointer, at: Int64, isComplete: Bool) {
        files += 1
        guard isComplete else {
            incomplete.add(String(decoding: name, as: UTF8.self))
            return
        }
        guard case .batch(let key) = families.read(name) else {
            unmatched.add(String(decoding: name, as: UTF8.self))
            return
        }
        guard let place = index[key] else {
            unknown[key, default: 0] += 1
            return
        }
        guard !entries[place].isAmbiguous else {
            ambiguous.add(String(decoding: name, as: UTF8.self))
            return
        }
        entries[place].last = entries[place].count == 0 ? at : max(entries[place].last, at)
        entries[place].count += 1
    }

    /// What has to be written.
    package var changes: [Entry] { entries.filter { $0.now != $0.next } }

    package var batchesWithMasks: Int { entries.count { $0.count > 0 } }
    /// Ids on files that no batch has, in order.
    package var unknownIDs: [String] { unknown.keys.sorted().map { families.id($0) } }
}
