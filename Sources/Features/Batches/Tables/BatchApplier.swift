// Does a deed's changes to the hub's rows: the truth where batches live here, the copy where they live elsewhere and have
// been changed there already.

import Kernel
import Store

struct BatchApplier {
    let tx: any Transaction
    let scope: BatchScope

    /// Each change in turn, only where the batch is as the change says it was.
    /// - Parameter isForced: the change has been made elsewhere; the copy follows whatever it held.
    func apply(_ changes: [BatchChange], isForced: Bool = false, at now: Instant) throws -> [BatchChange.State] {
        let table = BatchTable(tx: tx, scope: scope)
        let ids = changes.map(\.batch) + changes.compactMap { $0.kind == .rename ? $0.new?["id"]?.string : nil }
        var there = try table.find(ids)
        var written: [String] = []
        var removed: [String] = []

        func flush() throws {
            try table.remove(removed)
            try table.put(Set(written).compactMap { there[$0] }.map { ($0, nil) }, at: now)
            (written, removed) = ([], [])
        }

        var states: [BatchChange.State] = []
        for change in changes {
            let old = there[change.batch]
            switch change.kind {
            case .create:
                guard old == nil || isForced, let content = change.new else {
                    states.append(.exists)
                    continue
                }
                var batch = try Batch(content: content)
                if let old { batch.masks = old.masks }
                there[change.batch] = batch
                written.append(change.batch)
            case .update:
                guard var batch = old else {
                    states.append(.missing)
                    continue
                }
                guard isForced || Self.isAs(batch, change.old) || Self.isAs(batch, change.new) else {
                    states.append(.overtaken)
                    continue
                }
                Self.set(&batch, change.new)
                there[change.batch] = batch
                written.append(change.batch)
            case .delete:
                guard let batch = old else {
                    states.append(.missing)
                    continue
                }
                guard isForced || Self.isAs(batch, change.old) else {
                    states.append(.overtaken)
                    continue
                }
                there[change.batch] = nil
                written.removeAll { $0 == change.batch }
                removed.append(change.batch)
            case .rename:
                guard var batch = old, let new = change.new?["id"]?.string else {
                    states.append(.missing)
                    continue
                }
                guard there[new] == nil else {
                    states.append(.exists)
                    continue
                }
                try flush()
                try table.rename(change.batch, to: new, at: now)
                there[change.batch] = nil
                batch.id = new
                there[new] = batch
            }
            states.append(.done)
        }
        try flush()
        return states
    }

    /// Whether every field that is named has the value.
    static func isAs(_ batch: Batch, _ fields: JSON?) -> Bool {
        var other = batch
        set(&other, fields)
        return batch.difference(to: other).isEmpty
    }

    /// The fields were read from a batch, or checked when they were asked for.
    static func set(_ batch: inout Batch, _ fields: JSON?) {
        for (name, value) in fields?.members ?? [] { if let field = BatchField(rawValue: name) { batch.restore(field, value) } }
    }

    func apply(_ edit: CrewEdit) throws {
        let crew = CrewTable(tx: tx, home: scope.home)
        switch edit {
        case .put(let member): try crew.put(member)
        case .rename(let old, let member):
            if old != member.name { try crew.remove(old) }
            try crew.put(member)
        case .remove(let name): try crew.remove(name)
        }
    }
}
