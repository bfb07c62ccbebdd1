// A deed in the audit: who, when, what, and of a single batch the fields before and after.

import Host
import Kernel
import Store

extension BatchDeed {
    static func record(
        _ order: BatchDeed, id: Int64, _ changes: [BatchChange], _ states: [BatchChange.State], by author: Author, in tx: any Transaction
    )
        throws
    {
        let done = states.count { $0 == .done }
        let subject = changes.count == 1 ? changes[0].batch : "\(done) batches, deed \(id)"
        try Audit.record(
            AuditEntry(
                at: order.at, by: author, action: "batches.\(order.kind.rawValue.replacing("_", with: "-"))", subject: subject,
                old: changes.count == 1 ? changes[0].old : nil,
                new: changes.count == 1 ? changes[0].new : order.note), in: tx)
    }
}
