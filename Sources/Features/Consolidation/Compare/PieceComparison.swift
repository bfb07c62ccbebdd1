// What became of the rows of a stretch of keys: which are new, which are other than they were, which are gone. Pure: two
// lists in, three out.

import Kernel

package struct PieceComparison: Sendable, Equatable {
    /// Places in the new list.
    package var inserted: [Int] = []
    package var updated: [Int] = []
    package var deleted: [BaselineEntry] = []

    package var isEmpty: Bool { inserted.isEmpty && updated.isEmpty && deleted.isEmpty }

    /// - Parameter isComparable: false when the fingerprints were made of other columns: every row that is there is then
    ///   taken for changed.
    package init(old: [BaselineEntry], new: [BaselineEntry], isComparable: Bool = true) {
        // Mostly nothing has moved, and both are in the same order.
        if isComparable, old == new { return }
        var known = Dictionary(minimumCapacity: old.count) as [RowKeyBytes: Fingerprint]
        for entry in old { known[entry.key] = entry.digest }
        for (index, entry) in new.enumerated() {
            guard let before = known.removeValue(forKey: entry.key) else {
                inserted.append(index)
                continue
            }
            if !isComparable || before != entry.digest { updated.append(index) }
        }
        if !known.isEmpty { deleted = old.filter { known[$0.key] != nil } }
    }
}
