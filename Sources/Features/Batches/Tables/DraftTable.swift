// Lists that were uploaded and wait for their preview to be agreed to; whichever node gets the answer finds them.

import Kernel
import Store

struct DraftTable {
    let tx: any Transaction
    /// A preview nobody has answered for so long is given up.
    static let keptSpan = Span.hours(24)

    func insert(_ content: String, mode: String, by name: String, at now: Instant) throws -> Int64 {
        try tx.execute("DELETE FROM batch_drafts WHERE at < \(now - Self.keptSpan)")
        return try tx.insert(into: "batch_drafts", [("at", now), ("by_name", name.kept(100)), ("mode", mode), ("content", content)])
    }

    /// Only whoever uploaded it.
    func find(_ id: Int64, by name: String) throws -> (mode: String, content: String)? {
        try tx.first("SELECT mode, content FROM batch_drafts WHERE id = \(id) AND by_name = \(name.kept(100))") { ($0.text(0), $0.text(1)) }
    }

    func remove(_ id: Int64) throws { try tx.execute("DELETE FROM batch_drafts WHERE id = \(id)") }
}
