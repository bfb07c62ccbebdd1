// The entries of a file, in chunks of a few hundred so that a line appended rewrites little.

import Kernel
import Store

struct EntryTable {
    /// Entries per chunk: 16 KiB.
    static let chunkEntries = 1024
    let tx: any Transaction

    func all(_ file: Int64) throws -> [Entry] {
        var out: [Entry] = []
        try tx.query("SELECT entries FROM intake_entries WHERE file_id = \(file) ORDER BY chunk") { row in
            row.withBytes(0) { raw in
                for at in stride(from: 0, to: raw.count, by: Entry.size) { out.append(Entry.read(raw, at: at)) }
            }
        }
        return out
    }

    /// The last of a file's `count` entries.
    func last(_ file: Int64, of count: Int) throws -> Entry? {
        guard count > 0 else { return nil }
        let chunk = (count - 1) / Self.chunkEntries
        let at = (count - 1) % Self.chunkEntries * Entry.size
        return try tx.first("SELECT entries FROM intake_entries WHERE file_id = \(file) AND chunk = \(chunk)") { row in
            row.withBytes(0) { Entry.read($0, at: at) }
        }
    }

    /// Makes `entries` the file's last ones, after the first `count` that are kept.
    /// - Parameter isNew: the file has none yet.
    func replaceTail(_ file: Int64, after count: Int, with entries: [Entry], isNew: Bool = false) throws {
        let chunk = count / Self.chunkEntries
        let kept = count % Self.chunkEntries
        var bytes: [UInt8] = []
        if kept > 0 {
            let old = try tx.first("SELECT entries FROM intake_entries WHERE file_id = \(file) AND chunk = \(chunk)") { $0.bytes(0) }
            guard let old, old.count >= kept * Entry.size else {
                throw Problem(.bug, "entries_missing", ["file": String(file)])
            }
            bytes = Array(old.prefix(kept * Entry.size))
        }
        if !isNew { try tx.execute("DELETE FROM intake_entries WHERE file_id = \(file) AND chunk >= \(chunk)") }
        bytes.reserveCapacity(bytes.count + entries.count * Entry.size)
        for entry in entries { entry.append(to: &bytes) }
        var number = chunk
        var at = 0
        while at < bytes.count {
            let end = min(at + Self.chunkEntries * Entry.size, bytes.count)
            try tx.execute(
                "INSERT INTO intake_entries (file_id, chunk, entries) VALUES (\(file), \(number), \(Array(bytes[at..<end])))")
            number += 1
            at = end
        }
    }
}
