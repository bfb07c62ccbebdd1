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
        batch.masks = document.withView { state(uploaded: $0["mongo_uploaded"], info: $0["file_info"]) }
        return batch
    }

    /// An `_id` that follows from a batch's id, so that of two that insert the same batch the server refuses one.
    /// - Parameter turn: another one where a batch that was renamed has kept those before.
    static func handle(_ id: String, turn: Int) -> BSONValue {
        MongoID(hex: String(Digest.of(Array("gemba batch \(turn) \(id)".utf8)).hex.prefix(24))).map { .objectID($0) } ?? .objectID(.make())
    }

    static func with(_ handle: BSONValue, _ document: BSONDocument) -> BSONDocument {
        BSONDocument([("_id", handle)] + document.members.filter { $0.0 != "_id" })
    }

    /// A document for a new batch, or the very one that was there before.
    static func document(_ content: JSON) throws -> BSONDocument {
        if let text = content["document"]?.string { return try BSONDocument(extendedJSON: text) }
        let batch = try Batch(content: content)
        func optional(_ text: String?) -> BSONValue { text.map { .string($0) } ?? .null }
        func optional(_ n: Int64?) -> BSONValue { n.map { Int32(exactly: $0).map { .int32($0) } ?? .int64($0) } ?? .null }
        return [
            "_id": handle(batch.id, turn: 0), "id": .string(batch.id), "assignee": optional(batch.assignee), "folder": .string(batch.folder),
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
}
