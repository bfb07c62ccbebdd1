// Deeds on many batches: adding and replacing from a list, deleting by a filter, creating from pasted text, and taking a
// deed back. Each has a preview that is made by the same code and changes nothing.

import Foundation
import Host
import Kernel
import Store

extension BatchesActions {
    package enum UploadMode: String, Sendable, CaseIterable { case add, replace }

    /// What an upload comes to.
    package struct Upload: Sendable {
        package var mode: UploadMode
        package var created: [String] = []
        package var updated: [String] = []
        package var deleted: [String] = []
        package var same = 0
        /// Lines that name a batch a second time; the first counts.
        package var duplicates: [String] = []
        /// In `add`: there already, and left as they are.
        package var existing: [String] = []
        package var deed: Int64?
        var changes: [BatchChange] = []
    }

    /// A batch of a list, and which of its fields the list names.
    package struct Line: Sendable {
        package var batch: Batch
        package var named: [BatchField]
        package init(_ batch: Batch, named: [BatchField] = BatchField.allCases) { (self.batch, self.named) = (batch, named) }
    }

    static let uploadMax = 200_000

    /// Reads a list as the old programs wrote it: objects with members beside or inside `metadata`.
    /// - Throws: `batch_upload_invalid` naming the line, `batch_value_invalid`, `batch_id_invalid`.
    package static func read(_ json: JSON) throws(Problem) -> [Line] {
        guard let list = json.array ?? json["batches"]?.array, !list.isEmpty, list.count <= uploadMax else {
            throw Problem(.input, "batch_upload_invalid", ["line": "0"])
        }
        var out: [Line] = []
        out.reserveCapacity(list.count)
        for (line, item) in list.enumerated() {
            guard let id = item["id"]?.string ?? item["batch_id"]?.string else {
                throw Problem(.input, "batch_upload_invalid", ["line": String(line + 1)])
            }
            var entry = Line(Batch(id: try BatchID.checked(id)), named: [])
            for field in BatchField.allCases {
                guard let value = item[field.rawValue] ?? item["metadata"]?[field.rawValue] else { continue }
                try entry.batch.set(field, value)
                entry.named.append(field)
            }
            out.append(entry)
        }
        return out
    }

    /// What adding or replacing would do. Fields that the list does not name are left as they are where the batch is there.
    package func preview(_ list: [Line], _ mode: UploadMode) async throws -> Upload {
        let home = try await home()
        var upload = Upload(mode: mode)
        var seen: Set<String> = []
        var wanted: [Line] = []
        for line in list {
            if seen.insert(line.batch.id).inserted { wanted.append(line) } else { upload.duplicates.append(line.batch.id) }
        }
        let there = try await database.read { [wanted] tx in
            let table = BatchTable(tx: tx, scope: home.scope)
            guard mode == .replace else { return try table.find(wanted.map(\.batch.id)) }
            var all: [String: Batch] = [:]
            try table.each(BatchFilter()) { all[$0.id] = $0 }
            return all
        }
        for line in wanted {
            var batch = line.batch
            if let old = there[batch.id] {
                guard mode == .replace else {
                    upload.existing.append(batch.id)
                    continue
                }
                let fields = old.difference(to: batch).filter(line.named.contains)
                guard !fields.isEmpty else {
                    upload.same += 1
                    continue
                }
                upload.updated.append(batch.id)
                upload.changes.append(
                    BatchChange(
                        batch: batch.id, kind: .update, old: .object(fields.map { ($0.rawValue, old[$0]) }),
                        new: .object(fields.map { ($0.rawValue, batch[$0]) })))
            } else {
                if batch.createdAt == nil { batch.createdAt = today() }
                upload.created.append(batch.id)
                upload.changes.append(BatchChange(batch: batch.id, kind: .create, old: nil, new: batch.content))
            }
        }
        if mode == .replace {
            upload.deleted = there.keys.filter { !seen.contains($0) }.sorted { home.families.order($0) < home.families.order($1) }
        }
        return upload
    }

    /// Adds or replaces. What goes is kept in the deed, which can be taken back and downloaded.
    package func upload(_ list: [Line], _ mode: UploadMode, by author: Author) async throws -> Upload {
        var upload = try await preview(list, mode)
        if !upload.deleted.isEmpty {
            let contents = try await home().batches.contents(upload.deleted)
            upload.changes += upload.deleted.compactMap { id in contents[id].map { BatchChange(batch: id, kind: .delete, old: $0, new: nil) } }
        }
        guard !upload.changes.isEmpty else { return upload }
        let note = JSON.object([
            ("mode", .string(mode.rawValue)), ("created", JSON(upload.created.count)), ("updated", JSON(upload.updated.count)),
            ("deleted", JSON(upload.deleted.count)), ("duplicates", JSON(upload.duplicates.count)),
        ])
        upload.deed = try await perform(order(mode == .replace ? .replace : .add, by: author, note: note), upload.changes, by: author).deed
        return upload
    }

    /// Ids out of pasted text: by lines, commas, semicolons and blanks, each once.
    package static func ids(pasted text: String) -> [String] {
        var seen: Set<String> = []
        return text.split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init).filter { seen.insert($0).inserted }
    }

    /// Pasted words as ids: a word that is a number of a family gets `batch_` before it.
    package func completed(_ ids: [String]) async throws -> [String] {
        let families = try await home().families
        return try ids.map { id in
            let checked = try BatchID.checked(id)
            if families.key(id: checked) == nil, families.key(id: "batch_" + checked) != nil { return "batch_" + checked }
            return checked
        }
    }

    /// New batches of a pasted list; those that are there are left out.
    package func quickCreate(_ text: String, by author: Author) async throws -> (created: [String], skipped: [String]) {
        let ids = try await completed(Self.ids(pasted: text))
        guard !ids.isEmpty else { throw Problem(.input, "batch_list_empty") }
        let upload = try await self.upload(
            ids.map {
                var batch = Batch(id: $0)
                batch.tasks = Batch.usualTasks
                return Line(batch)
            }, .add, by: author)
        return (upload.created, upload.existing + upload.duplicates)
    }

    // MARK: deleting by a filter

    static let deletedMax = 100_000

    /// - Throws: `batch_filter_empty`: without any condition everything would go.
    package func matching(_ filter: BatchFilter, pattern: String? = nil) async throws -> [Batch] {
        guard !filter.isEmpty || pattern?.isEmpty == false else { throw Problem(.input, "batch_filter_empty") }
        let home = try await home()
        let expression = try pattern.flatMap { $0.isEmpty ? nil : $0 }.map { text throws(Problem) in
            do { return try Regex(text) } catch { throw Problem(.input, "batch_pattern_invalid", ["pattern": String(text.prefix(100))]) }
        }
        return try await database.read { [expression = RegexBox(expression)] tx in
            var found: [Batch] = []
            try BatchTable(tx: tx, scope: home.scope).each(filter) { batch in
                if let regex = expression.regex, batch.id.firstMatch(of: regex) == nil { return }
                found.append(batch)
            }
            return found
        }
    }

    package func delete(_ filter: BatchFilter, pattern: String? = nil, note: JSON, by author: Author) async throws -> DeedResult? {
        let ids = try await matching(filter, pattern: pattern).map(\.id)
        return ids.isEmpty ? nil : try await delete(ids, note: note, by: author)
    }

    // MARK: taking back

    /// Takes a deed back: each batch that nobody has touched since becomes what it was.
    /// - Throws: `deed_unknown`, `deed_undone`, `deed_not_undoable`.
    package func undo(_ id: Int64, by author: Author) async throws -> DeedResult {
        let home = try await home()
        let (deed, changes) = try await database.read { tx in
            let deeds = DeedTable(tx: tx, home: home.scope.home)
            guard let deed = try deeds.find(id) else { throw Problem(.missing, "deed_unknown", ["deed": String(id)]) }
            return (deed, try deeds.changes(id))
        }
        guard deed.undoneBy == nil else { throw Problem(.conflict, "deed_undone", ["deed": String(id)]) }
        guard deed.state != .pending else { throw Problem(.conflict, "deed_not_undoable", ["deed": String(id)]) }
        let done = changes.filter { $0.state == .done }
        let crew = Self.reverse(deed)
        guard !done.isEmpty || crew != nil else { throw Problem(.conflict, "deed_not_undoable", ["deed": String(id)]) }
        let result = try await perform(
            order(.undo, by: author, note: .object([("deed", .int(id)), ("kind", .string(deed.kind.rawValue))]), undoes: id),
            done.reversed().map(\.reverse), crew: crew, by: author)
        if result.done > 0 || done.isEmpty {
            try await database.write { try DeedTable(tx: $0, home: home.scope.home).setUndone(id, by: result.deed) }
        }
        return result
    }

    /// What a deed did to the crew, the other way round.
    private static func reverse(_ deed: BatchDeed) -> CrewEdit? {
        func member(_ json: JSON?) -> CrewMember? {
            json?["name"]?.string.map {
                CrewMember(
                    name: $0, role: json?["role"]?.string ?? "", email: json?["email"]?.string ?? "", createdAt: json?["created_at"]?.string ?? "")
            }
        }
        guard deed.kind == .crewRename || deed.kind == .crewRemove, let old = member(deed.note?["old"]) else { return nil }
        if let new = deed.note?["new"]?["name"]?.string { return .rename(new, old) }
        return .put(old)
    }
}

/// A compiled expression is a value that is never changed.
private struct RegexBox: @unchecked Sendable {
    let regex: Regex<AnyRegexOutput>?
    init(_ regex: Regex<AnyRegexOutput>?) { self.regex = regex }
}
