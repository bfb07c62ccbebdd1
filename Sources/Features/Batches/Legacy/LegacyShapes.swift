// The shapes of the old dashboard's answers, so that its pages work as they are.

import Kernel

enum LegacyShapes {
    /// A batch as a document.
    static func batch(_ batch: Batch) -> JSON {
        .object([
            ("id", .string(batch.id)), ("assignee", JSON(batch.assignee)), ("folder", .string(batch.folder)), ("tasks", batch[.tasks]),
            (
                "metadata",
                .object([
                    ("assigned_at", JSON(batch.assignedAt)), ("due_date", JSON(batch.dueDate)), ("priority", .string(batch.priority)),
                    ("reviewed_at", JSON(batch.reviewedAt)), ("review_status", .string(batch.review.rawValue)), ("created_at", JSON(batch.createdAt)),
                    ("total_masks", JSON(batch.totalMasks)), ("completed_masks", JSON(batch.completedMasks)),
                ])
            ), ("status", .string(batch.status.rawValue)), ("mongo_uploaded", .bool(batch.masks.isUploaded)),
            ("file_info", BatchesJSON.fileInfo(batch)), ("comments", .string(batch.comments)), ("created_at", JSON(batch.createdAt)),
        ])
    }

    static func file(_ row: MaskRow) -> JSON {
        .object([
            ("_id", .string(row.id)), ("filename", .string(row.name)), ("length", .int(row.bytes)),
            ("uploadDate", .string(MaskState.text(row.uploadedAt.milliseconds))), ("metadata", .object([("uploaded_by", JSON(row.uploadedBy))])),
            ("batch_id", JSON(row.batches.first)), ("exists_in_db", .bool(!row.batches.isEmpty)),
        ])
    }

    static func failed(_ problem: Problem, _ sentence: String) -> JSON {
        .object([("success", .bool(false)), ("error", .string(sentence)), ("code", .string(problem.code))])
    }

    /// `batches_updated` and the rest, with the first fifty that were looked at.
    static func synced(_ outcome: SyncOutcome) -> JSON {
        .object([
            ("success", .bool(true)), ("batches_updated", JSON(outcome.updated)), ("total_batches", JSON(outcome.totalBatches)),
            ("total_files_found", .int(outcome.files)), ("message", .string("Sincronización optimizada: \(outcome.updated) batches actualizados")),
            (
                "results",
                .array(
                    outcome.samples.map { sample in
                        .object([
                            ("batch_id", .string(sample.id)), ("files_found", .int(sample.files)), ("mongo_uploaded", .bool(sample.isUploaded)),
                            ("updated", .bool(true)),
                        ])
                    })
            ),
        ])
    }

    static func member(_ member: CrewMember) -> JSON {
        .object([
            ("name", .string(member.name)), ("role", .string(member.role)), ("email", .string(member.email)),
            ("created_at", .string(member.createdAt)),
        ])
    }

    static func share(_ share: BatchMetrics.Share) -> [(String, JSON)] {
        [
            ("total", .int(share.total)), ("completed", .int(share.completed)), ("in_progress", .int(share.inProgress)),
            ("pending", .int(share.pending)),
        ]
    }

    // MARK: files for spreadsheets

    /// UTF-8 with the mark that a spreadsheet needs to see that it is.
    static let mark = "\u{FEFF}"

    static func cell(_ text: String) -> String {
        // A cell that begins like a formula is kept a text.
        let safe = text.first.map { "=+-@\t\r".contains($0) } == true ? "'" + text : text
        return safe.contains { ",\"\n\r".contains($0) } ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
    }

    static func lines(_ rows: [[String]]) -> String { rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined() }

    /// `Batch ID,Responsable,Estatus`; the last column is for a person to fill in.
    static func person(_ batches: [Batch]) -> String {
        mark + lines([["Batch ID", "Responsable", "Estatus"]] + batches.map { [$0.id, $0.assignee ?? "", ""] })
    }

    static func assignments(_ batches: [Batch]) -> String {
        let head = ["Batch ID", "Responsable", "Estatus", "Fecha Asignación", "Cargado a Mongo", "Revisión", "Comentarios"]
        return mark
            + lines(
                [head]
                    + batches.map {
                        [
                            $0.id, $0.assignee ?? "", $0.status.rawValue, $0.assignedAt ?? "", $0.masks.isUploaded ? "Sí" : "No", $0.review.rawValue,
                            $0.comments,
                        ]
                    })
    }
}
