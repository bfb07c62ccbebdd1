// What a sync found and did, as the interfaces say it.

import Kernel

package struct SyncOutcome: Sendable {
    package var files: Int64 = 0
    package var batchesWithMasks = 0
    package var updated = 0
    package var unchanged = 0
    package var unknownIDs: [String] = []
    package var unmatchedFiles = SyncPlan.NameList()
    package var incomplete = SyncPlan.NameList()
    /// Ids that come to the same number; what is noted of them stays as it is.
    package var clashes: [String] = []
    /// The files with these numbers.
    package var ambiguousFiles = SyncPlan.NameList()
    package var totalBatches = 0
    /// Ids of the first batches that were updated, with the number of their files.
    package var samples: [(id: String, files: Int64, isUploaded: Bool)] = []
    package var milliseconds: Int64 = 0
    /// Whether the chunks of files could be looked at; without them every file counts as complete.
    package var isCompletenessKnown = true

    static let samplesMax = 50

    package init() {}

    /// - Parameter changes: the plan's, where they are at hand already.
    package init(_ plan: SyncPlan, updated: Int, changes: [SyncPlan.Entry]? = nil) {
        let changes = changes ?? plan.changes
        files = plan.files
        batchesWithMasks = plan.batchesWithMasks
        self.updated = updated
        unchanged = batchesWithMasks - changes.count { $0.count > 0 }
        unknownIDs = plan.unknownIDs
        unmatchedFiles = plan.unmatched
        incomplete = plan.incomplete
        clashes = plan.clashes
        ambiguousFiles = plan.ambiguous
        totalBatches = plan.entries.count
        samples = changes.prefix(Self.samplesMax).map { ($0.id, $0.next.fileCount, $0.next.isUploaded) }
    }

    /// What is kept of it for pages: counts, and the first of each list.
    var summary: JSON {
        func first(_ names: [String]) -> JSON { .array(names.prefix(20).map { .string($0) }) }
        return .object([
            ("files", .int(files)), ("batches_with_masks", JSON(batchesWithMasks)), ("updated", JSON(updated)), ("unchanged", JSON(unchanged)),
            ("unknown_ids", JSON(unknownIDs.count)), ("unmatched_files", .int(unmatchedFiles.count)), ("incomplete", .int(incomplete.count)),
            ("clashes", first(clashes)), ("ambiguous_files", .int(ambiguousFiles.count)), ("total_batches", JSON(totalBatches)),
            ("completeness_known", .bool(isCompletenessKnown)),
            ("milliseconds", .int(milliseconds)),
        ])
    }

    /// The contract's shape.
    package var json: JSON {
        .object([
            ("files", .int(files)), ("batches_with_masks", JSON(batchesWithMasks)), ("updated", JSON(updated)), ("unchanged", JSON(unchanged)),
            ("unknown_ids", .array(unknownIDs.map { .string($0) })), ("unmatched_files", .array(unmatchedFiles.names.map { .string($0) })),
            ("incomplete", .array(incomplete.names.map { .string($0) })), ("clashes", .array(clashes.map { .string($0) })),
            ("ambiguous_files", .array(ambiguousFiles.names.map { .string($0) })), ("total_batches", JSON(totalBatches)),
            ("completeness_known", .bool(isCompletenessKnown)), ("milliseconds", .int(milliseconds)),
        ])
    }
}
