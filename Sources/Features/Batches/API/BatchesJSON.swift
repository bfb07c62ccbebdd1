// Batches as JSON, for the canonical interface and the verbs.

import Kernel

enum BatchesJSON {
    static func batch(_ batch: Batch, _ families: BatchFamilies) -> JSON {
        .object([
            ("id", .string(batch.id)), ("family", .string(families.familyName(families.key(id: batch.id)))), ("assignee", JSON(batch.assignee)),
            ("folder", .string(batch.folder)), ("tasks", batch[.tasks]), ("status", .string(batch.status.rawValue)),
            ("review", .string(batch.review.name)), ("reviewed_at", JSON(batch.reviewedAt)), ("assigned_at", JSON(batch.assignedAt)),
            ("due_date", JSON(batch.dueDate)), ("priority", .string(batch.priority)), ("created_at", JSON(batch.createdAt)),
            ("total_masks", JSON(batch.totalMasks)), ("completed_masks", JSON(batch.completedMasks)), ("comments", .string(batch.comments)),
            ("mongo_uploaded", .bool(batch.masks.isUploaded)), ("file_info", fileInfo(batch)),
        ])
    }

    static func fileInfo(_ batch: Batch) -> JSON {
        .object([
            ("file_count", .int(batch.masks.fileCount)), ("last_file_upload", JSON(batch.masks.lastUpload)),
            ("has_files", .bool(batch.masks.hasFiles)),
        ])
    }

    static func stats(_ counts: BatchCounts, _ families: [String: Int64], names: [String]) -> JSON {
        let known = names.map { ($0, JSON.int(families[$0] ?? 0)) }
        let other = families.filter { !names.contains($0.key) }.sorted { $0.key < $1.key }.map { ($0.key, JSON.int($0.value)) }
        return .object([
            ("total", .int(counts.total)), ("with_masks", .int(counts.withMasks)), ("without_masks", .int(counts.total - counts.withMasks)),
            ("by_family", .object(known + other)),
            ("by_status", .object(BatchStatus.allCases.map { ($0.rawValue, .int(counts[$0])) })), ("unassigned", .int(counts.unassigned)),
        ])
    }

    static func member(_ member: CrewMember) -> JSON {
        .object([
            ("name", .string(member.name)), ("role", .string(member.role)), ("email", .string(member.email)),
            ("created_at", .string(member.createdAt)),
        ])
    }

    static func mask(_ row: MaskRow, _ zone: Zone) -> JSON {
        let completeness =
            switch row.completeness {
            case .complete: "complete"
            case .incomplete: "incomplete"
            case .unknown: "unknown"
            }
        return .object([
            ("id", .string(row.id)), ("path", .string(MaskDownload.path(row.hash))), ("filename", .string(row.name)), ("length", .int(row.bytes)),
            ("uploaded_at", .string(zone.rfc3339(row.uploadedAt))),
            ("uploaded_by", JSON(row.uploadedBy)), ("completeness", .string(completeness)), ("match", .string(row.match.rawValue)),
            ("batch", JSON(row.match == .matched ? row.batches.first : nil)), ("batches", .array(row.batches.map { .string($0) })),
        ])
    }

    static func upload(_ upload: BatchesActions.Upload, isPreview: Bool) -> JSON {
        func list(_ ids: [String]) -> JSON { .array(ids.map { .string($0) }) }
        return .object([
            ("mode", .string(upload.mode.rawValue)), ("preview", .bool(isPreview)), ("created", list(upload.created)),
            ("updated", list(upload.updated)),
            ("deleted", list(upload.deleted)), ("same", JSON(upload.same)), ("duplicates", list(upload.duplicates)),
            ("existing", list(upload.existing)), ("deed", upload.deed.map { .string(String($0)) } ?? .null),
        ])
    }

    static func deed(_ deed: BatchDeed, _ zone: Zone) -> JSON {
        .object([
            ("deed", .string(String(deed.id))), ("kind", .string(deed.kind.rawValue)), ("at", .string(zone.rfc3339(deed.at))),
            ("by", .string(deed.by)),
            ("via", .string(deed.via)), ("state", .string(deed.state.rawValue)), ("asked", .int(deed.asked)), ("done", .int(deed.done)),
            ("note", deed.note ?? .null), ("undone_by", deed.undoneBy.map { .string(String($0)) } ?? .null),
        ])
    }

    static func result(_ result: DeedResult?) -> JSON {
        .object([
            ("deed", result.map { .string(String($0.deed)) } ?? .null), ("done", JSON(result?.done ?? 0)),
            ("not_done", JSON((result?.states.count ?? 0) - (result?.done ?? 0))),
        ])
    }

    static func board(_ state: BoardState, _ zone: Zone) -> JSON {
        .object([
            ("synced_at", state.syncedAt.map { .string(zone.rfc3339($0)) } ?? .null), ("last_sync", state.outcome ?? .null),
            ("problem", JSON(state.problem?.code)), ("problem_since", state.problemSince.map { .string(zone.rfc3339($0)) } ?? .null),
        ])
    }
}
