// A batch: a folder of images that somebody annotates, and what is known of its mask files.

import Kernel

/// How far the work is. Other spellings that old data holds are read as these.
package enum BatchStatus: String, Sendable, CaseIterable, Hashable {
    case notStarted = "NS"
    case incomplete = "In"
    case done = "S"

    /// - Returns: nil for a word that means none of them.
    package init?(word: String) {
        switch word.lowercased() {
        case "ns", "pendiente", "": self = .notStarted
        case "in", "fs", "en-progreso": self = .incomplete
        case "s", "completado": self = .done
        default: return nil
        }
    }
}

package enum BatchReview: String, Sendable, CaseIterable, Hashable {
    case pending = ""
    case approved = "aprobado"
    case rejected = "no_aprobado"

    package init?(word: String) {
        switch word.lowercased() {
        case "", "pending", "pendiente": self = .pending
        case "aprobado", "approved": self = .approved
        case "no_aprobado", "no aprobado", "not_approved": self = .rejected
        default: return nil
        }
    }

    /// The word in our own interfaces.
    package var name: String {
        switch self {
        case .pending: "pending"
        case .approved: "approved"
        case .rejected: "not_approved"
        }
    }
}

/// What the mask files say of a batch. Only a sync writes it.
package struct MaskState: Sendable, Hashable {
    package var isUploaded: Bool
    package var fileCount: Int64
    /// `2025-10-15T01:28:43.196Z`; nil without files.
    package var lastUpload: String?
    package var hasFiles: Bool

    package init(isUploaded: Bool, fileCount: Int64, lastUpload: String?, hasFiles: Bool) {
        (self.isUploaded, self.fileCount, self.lastUpload, self.hasFiles) = (isUploaded, fileCount, lastUpload, hasFiles)
    }

    package static let none = MaskState(isUploaded: false, fileCount: 0, lastUpload: nil, hasFiles: false)

    /// - Parameter last: of the newest file, in milliseconds since the epoch.
    package init(count: Int64, last: Int64) {
        self = count == 0 ? .none : MaskState(isUploaded: true, fileCount: count, lastUpload: Self.text(last), hasFiles: true)
    }

    /// ISO 8601 in UTC, always with milliseconds.
    package static func text(_ milliseconds: Int64) -> String {
        let civil = CivilTime(millisecondsSinceEpoch: milliseconds)
        guard (0...9999).contains(civil.date.year) else {
            let fraction = String(civil.millisecond)
            return civil.isoText + "." + String(repeating: "0", count: 3 - fraction.count) + fraction + "Z"
        }
        // A sync writes one for each batch.
        return String(unsafeUninitializedCapacity: 24) { out in
            var at = 0
            func put(_ number: Int, _ width: Int, _ end: UInt8) {
                var rest = number
                for place in (at..<at + width).reversed() {
                    out[place] = 48 + UInt8(rest % 10)
                    rest /= 10
                }
                out[at + width] = end
                at += width + 1
            }
            put(Int(civil.date.year), 4, UInt8(ascii: "-"))
            put(Int(civil.date.month), 2, UInt8(ascii: "-"))
            put(Int(civil.date.day), 2, UInt8(ascii: "T"))
            put(civil.hour, 2, UInt8(ascii: ":"))
            put(civil.minute, 2, UInt8(ascii: ":"))
            put(civil.second, 2, UInt8(ascii: "."))
            put(civil.millisecond, 3, UInt8(ascii: "Z"))
            return at
        }
    }
}

package struct Batch: Sendable, Hashable {
    /// `batch_000040F`
    package var id: String
    /// Nil when nobody has it.
    package var assignee: String?
    package var folder = ""
    package var tasks: [String] = []
    package var status = BatchStatus.notStarted
    package var review = BatchReview.pending
    package var reviewedAt: String?
    package var assignedAt: String?
    package var dueDate: String?
    /// `baja`, `media`, `alta`, or whatever old data says.
    package var priority = ""
    package var createdAt: String?
    package var totalMasks: Int64?
    package var completedMasks: Int64?
    package var comments = ""
    package var masks = MaskState.none

    package init(id: String) { self.id = id }

    static let usualTasks = ["segmentar", "subir_mascaras", "revisar"]
}

/// What a person can change of a batch; the raw value is its name in the interfaces.
package enum BatchField: String, Sendable, CaseIterable, Hashable {
    case assignee, folder, tasks, status, comments, priority
    case review = "review_status"
    case reviewedAt = "reviewed_at"
    case assignedAt = "assigned_at"
    case dueDate = "due_date"
    case createdAt = "created_at"
    case totalMasks = "total_masks"
    case completedMasks = "completed_masks"

    static let textMax = 400
    static let commentMax = 10_000
}

extension Batch {
    /// A field's value as JSON: text, number, list of texts, or null.
    package subscript(field: BatchField) -> JSON {
        switch field {
        case .assignee: JSON(assignee)
        case .folder: .string(folder)
        case .tasks: .array(tasks.map { .string($0) })
        case .status: .string(status.rawValue)
        case .comments: .string(comments)
        case .priority: .string(priority)
        case .review: .string(review.rawValue)
        case .reviewedAt: JSON(reviewedAt)
        case .assignedAt: JSON(assignedAt)
        case .dueDate: JSON(dueDate)
        case .createdAt: JSON(createdAt)
        case .totalMasks: JSON(totalMasks)
        case .completedMasks: JSON(completedMasks)
        }
    }

    /// Sets a field.
    /// - Throws: `batch_value_invalid` for a value the field cannot have.
    package mutating func set(_ field: BatchField, _ value: JSON) throws(Problem) {
        func refused() -> Problem {
            Problem(.input, "batch_value_invalid", ["batch": id, "field": field.rawValue, "value": String(value.text.prefix(60))])
        }
        func text(_ limit: Int = BatchField.textMax) throws(Problem) -> String {
            if value == .null { return "" }
            guard let text = value.string ?? value.int.map(String.init), text.utf8.count <= limit else { throw refused() }
            return text
        }
        func optional() throws(Problem) -> String? {
            let text = try text().trimmingBlanks
            return text.isEmpty ? nil : text
        }
        func day() throws(Problem) -> String? {
            guard let text = try optional() else { return nil }
            guard BatchDay.day(text) != nil else { throw refused() }
            return text
        }
        func count() throws(Problem) -> Int64? {
            if value == .null || value == "" { return nil }
            guard let n = value.int ?? value.string.flatMap({ Int64($0) }), n >= 0 else { throw refused() }
            return n
        }
        switch field {
        case .assignee: assignee = try optional()
        case .folder: folder = try text()
        case .tasks:
            guard let list = value.array, list.count <= 50, list.allSatisfy({ ($0.string?.utf8.count ?? 1000) <= BatchField.textMax }) else {
                throw refused()
            }
            tasks = list.compactMap(\.string)
        case .status:
            guard let status = BatchStatus(word: try text()) else { throw refused() }
            self.status = status
        case .comments: comments = try text(BatchField.commentMax)
        case .priority: priority = try text()
        case .review:
            guard let review = BatchReview(word: try text()) else { throw refused() }
            self.review = review
        case .reviewedAt: reviewedAt = try day()
        case .assignedAt: assignedAt = try day()
        case .dueDate: dueDate = try day()
        case .createdAt: createdAt = try day()
        case .totalMasks: totalMasks = try count()
        case .completedMasks: completedMasks = try count()
        }
    }

    /// Sets a field to what it was once: a value that old data had is taken, also where nobody could enter it.
    package mutating func restore(_ field: BatchField, _ value: JSON) {
        let text = value.string ?? value.int.map(String.init)
        switch field {
        case .assignee: assignee = text
        case .folder: folder = text ?? ""
        case .tasks: tasks = value.array?.compactMap(\.string) ?? []
        case .status: status = text.flatMap(BatchStatus.init(word:)) ?? .notStarted
        case .comments: comments = text ?? ""
        case .priority: priority = text ?? ""
        case .review: review = text.flatMap(BatchReview.init(word:)) ?? .pending
        case .reviewedAt: reviewedAt = text
        case .assignedAt: assignedAt = text
        case .dueDate: dueDate = text
        case .createdAt: createdAt = text
        case .totalMasks: totalMasks = value.int
        case .completedMasks: completedMasks = value.int
        }
    }

    /// All fields and what the files say as one JSON object.
    package var content: JSON {
        .object(
            [("id", .string(id))] + BatchField.allCases.map { ($0.rawValue, self[$0]) } + [
                ("mongo_uploaded", .bool(masks.isUploaded)),
                (
                    "file_info",
                    ["file_count": .int(masks.fileCount), "last_file_upload": JSON(masks.lastUpload), "has_files": .bool(masks.hasFiles)]
                ),
            ])
    }

    /// Reads what `content` wrote; members it does not know are left out.
    /// - Throws: `batch_id_invalid` where there is no id.
    package init(content: JSON) throws(Problem) {
        guard let id = content["id"]?.string else { throw Problem(.input, "batch_id_invalid", ["id": String(content.text.prefix(60))]) }
        self.init(id: id)
        for field in BatchField.allCases { if let value = content[field.rawValue] { restore(field, value) } }
        guard let info = content["file_info"] else { return }
        masks = MaskState(
            isUploaded: content["mongo_uploaded"]?.bool ?? false, fileCount: info["file_count"]?.int ?? 0,
            lastUpload: info["last_file_upload"]?.string,
            hasFiles: info["has_files"]?.bool ?? false)
    }

    /// What another version of the batch has otherwise.
    package func difference(to other: Batch) -> [BatchField] { BatchField.allCases.filter { self[$0] != other[$0] } }
}

/// Ids as they may be written anew. What old data holds is shown as it is.
package enum BatchID {
    static let lengthMax = 100

    /// Without blanks around it; letters, digits, `_`, `-` and `.`.
    /// - Throws: `batch_id_invalid`.
    package static func checked(_ text: String) throws(Problem) -> String {
        let id = text.trimmingBlanks
        guard !id.isEmpty, id.utf8.count <= lengthMax, id.utf8.allSatisfy({ $0.isDigit || $0.isLetter || "_-.".utf8.contains($0) }) else {
            throw Problem(.input, "batch_id_invalid", ["id": String(text.prefix(60))])
        }
        return id
    }
}

/// Days as people and old programs write them: `2025-10-14`, alone or with a time behind it.
package enum BatchDay {
    package static func day(_ text: String) -> CivilDate? {
        let head = text.prefix(10)
        guard head.utf8.count == 10, text.utf8.count == 10 || " T".utf8.contains(text.utf8[text.utf8.index(text.utf8.startIndex, offsetBy: 10)])
        else { return nil }
        return CivilDate(iso: String(head))
    }
}
