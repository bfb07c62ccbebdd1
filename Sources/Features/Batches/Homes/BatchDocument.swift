// A batch as the team's programs keep it in MongoDB. Old documents are read with patience: missing members, `""` for null,
// numbers for words. What a person changes is written member by member, so that what other programs keep beside it stays.

import Kernel
import Mongo

enum BatchDocument {
    /// The path of a field in a document.
    static func path(_ field: BatchField) -> String {
        switch field {
        case .assignee, .folder, .tasks, .status, .comments: field.rawValue
        case .priority, .review, .reviewedAt, .assignedAt, .dueDate, .createdAt, .totalMasks, .completedMasks: "metadata." + field.rawValue
        }
    }

    static func value(_ json: JSON) -> BSONValue {
        switch json {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .int(let n): Int32(exactly: n).map { .int32($0) } ?? .int64(n)
        case .double(let d): .double(d)
        case .string(let text): .string(text)
        case .array(let items): .array(items.map(value))
        case .object(let members): .document(BSONDocument(members.map { ($0.0, value($0.1)) }))
        }
    }

    /// Text of whatever stands where text should be.
    private static func text(_ value: BSONValue?) -> String? {
        switch value {
        case .string(let text): text.isEmpty ? nil : text.storable
        case .int32, .int64, .double: value?.int.map(String.init)
        case .date(let ms): MaskState.text(ms)
        default: nil
        }
    }

    /// - Returns: nil without an id.
    static func batch(_ document: BSONDocument) -> Batch? {
        guard let id = text(document["id"]) else { return nil }
        var batch = Batch(id: id)
        batch.assignee = text(document["assignee"])?.trimmingBlanks
        if batch.assignee?.isEmpty == true { batch.assignee = nil }
        batch.folder = text(document["folder"]) ?? ""
        batch.tasks = document["tasks"]?.array?.compactMap(\.string) ?? []
        batch.status = text(document["status"]).flatMap(BatchStatus.init(word:)) ?? .notStarted
        batch.comments = text(document["comments"]) ?? ""
        let metadata = document["metadata"]?.document
        batch.priority = text(metadata?["priority"]) ?? ""
        batch.review = text(metadata?["review_status"]).flatMap(BatchReview.init(word:)) ?? .pending
        batch.reviewedAt = text(metadata?["reviewed_at"])
        batch.assignedAt = text(metadata?["assigned_at"])
        batch.dueDate = text(metadata?["due_date"])
        batch.createdAt = text(metadata?["created_at"]) ?? text(document["created_at"])
        batch.totalMasks = metadata?["total_masks"]?.int
        batch.completedMasks = metadata?["completed_masks"]?.int
        batch.masks = state(uploaded: document["mongo_uploaded"], info: document["file_info"])
        return batch
    }

    /// A document for a new batch, or the very one that was there before.
    static func document(_ content: JSON) throws -> BSONDocument {
        if let text = content["document"]?.string { return try BSONDocument(extendedJSON: text) }
        let batch = try Batch(content: content)
        func optional(_ text: String?) -> BSONValue { text.map { .string($0) } ?? .null }
        func optional(_ n: Int64?) -> BSONValue { n.map { Int32(exactly: $0).map { .int32($0) } ?? .int64($0) } ?? .null }
        return [
            "id": .string(batch.id), "assignee": optional(batch.assignee), "folder": .string(batch.folder),
            "tasks": .array(batch.tasks.map { .string($0) }),
            "metadata": [
                "assigned_at": optional(batch.assignedAt), "due_date": optional(batch.dueDate), "priority": .string(batch.priority),
                "reviewed_at": optional(batch.reviewedAt), "review_status": .string(batch.review.rawValue), "created_at": optional(batch.createdAt),
                "total_masks": optional(batch.totalMasks), "completed_masks": optional(batch.completedMasks),
            ], "status": .string(batch.status.rawValue), "mongo_uploaded": false,
            "file_info": ["file_count": 0, "last_file_upload": .null, "has_files": false], "comments": .string(batch.comments),
            "created_at": optional(batch.createdAt),
        ]
    }

    // MARK: what the mask files say

    /// A state that no files can have: what is noted is of a kind that has to be written anew.
    static let unreadable = MaskState(isUploaded: false, fileCount: -1, lastUpload: nil, hasFiles: false)

    static func state(uploaded: BSONValue?, info: BSONValue?) -> MaskState {
        guard uploaded == nil || uploaded == .null || uploaded?.bool != nil else { return unreadable }
        guard let info, info != .null else { return MaskState(isUploaded: uploaded?.bool ?? false, fileCount: 0, lastUpload: nil, hasFiles: false) }
        guard let info = info.document else { return unreadable }
        let (count, last, has) = (info["file_count"], info["last_file_upload"], info["has_files"])
        guard count == nil || count == .null || count?.int != nil, last == nil || last == .null || last?.string != nil,
            has == nil || has == .null || has?.bool != nil
        else { return unreadable }
        return MaskState(isUploaded: uploaded?.bool ?? false, fileCount: count?.int ?? 0, lastUpload: last?.string, hasFiles: has?.bool ?? false)
    }

    /// Finds the batch only while it says what was read.
    static func filter(_ id: BSONValue, was state: MaskState) -> BSONDocument {
        var filter: BSONDocument = ["_id": id]
        guard state != unreadable else { return filter }
        func either(_ value: BSONValue, _ isNothing: Bool) -> BSONValue { isNothing ? ["$in": .array([value, .null])] : value }
        filter.append("mongo_uploaded", either(.bool(state.isUploaded), !state.isUploaded))
        filter.append("file_info.file_count", either(.int64(state.fileCount), state.fileCount == 0))
        filter.append("file_info.has_files", either(.bool(state.hasFiles), !state.hasFiles))
        filter.append("file_info.last_file_upload", state.lastUpload.map { .string($0) } ?? .null)
        return filter
    }

    /// - Parameter isWhole: `file_info` is no document to which members could be added.
    static func update(_ state: MaskState, isWhole: Bool) -> BSONDocument {
        let count: BSONValue = Int32(exactly: state.fileCount).map { .int32($0) } ?? .int64(state.fileCount)
        let last: BSONValue = state.lastUpload.map { .string($0) } ?? .null
        if isWhole {
            return [
                "$set": [
                    "mongo_uploaded": .bool(state.isUploaded),
                    "file_info": ["file_count": count, "last_file_upload": last, "has_files": .bool(state.hasFiles)],
                ]
            ]
        }
        return [
            "$set": [
                "mongo_uploaded": .bool(state.isUploaded), "file_info.file_count": count, "file_info.last_file_upload": last,
                "file_info.has_files": .bool(state.hasFiles),
            ]
        ]
    }
}
