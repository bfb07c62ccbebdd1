// What is noted of mask files in a batch's document: read where it lies, and written for many batches by one statement, in
// which each document is changed only while it still says exactly what was read.

import Kernel
import Mongo

extension BatchDocument {
    /// A state that no files can have: what is noted is of a kind that has to be written anew.
    static let unreadable = MaskState(isUploaded: false, fileCount: -1, lastUpload: nil, hasFiles: false)

    static func state(uploaded: BSONField?, info: BSONField?) -> MaskState {
        guard uploaded == nil || uploaded?.isNull == true || uploaded?.bool != nil else { return unreadable }
        guard let info, !info.isNull else { return MaskState(isUploaded: uploaded?.bool ?? false, fileCount: 0, lastUpload: nil, hasFiles: false) }
        guard let info = info.document else { return unreadable }
        var (count, last, has): (BSONField?, BSONField?, BSONField?)
        info.forEach { name, field in
            switch name.count {
            case 10 where count == nil && name.isName("file_count"): count = field
            case 16 where last == nil && name.isName("last_file_upload"): last = field
            case 9 where has == nil && name.isName("has_files"): has = field
            default: break
            }
        }
        let text = last?.utf8.flatMap { String(validating: $0, as: UTF8.self) }
        guard count?.isNull ?? true || count?.int != nil, last?.isNull ?? true || text != nil, has?.isNull ?? true || has?.bool != nil else {
            return unreadable
        }
        return MaskState(isUploaded: uploaded?.bool ?? false, fileCount: count?.int ?? 0, lastUpload: text, hasFiles: has?.bool ?? false)
    }

    /// A document as a sync needs it.
    /// - Returns: its id, what is noted, and `_id`, `mongo_uploaded` and `file_info` as a document of their own; nil without an id.
    static func noted(_ document: BSONView) -> (id: String, state: MaskState, seen: [UInt8])? {
        var (handle, id, uploaded, info): (BSONField?, BSONField?, BSONField?, BSONField?)
        document.forEach { name, field in
            switch name.count {
            case 3 where handle == nil && name.isName("_id"): handle = field
            case 2 where id == nil && name.isName("id"): id = field
            case 14 where uploaded == nil && name.isName("mongo_uploaded"): uploaded = field
            case 9 where info == nil && name.isName("file_info"): info = field
            default: break
            }
        }
        guard let handle, let text = id?.utf8.flatMap({ String(validating: $0, as: UTF8.self) }), !text.isEmpty else { return nil }
        return (text, state(uploaded: uploaded, info: info), seen(handle, uploaded, info))
    }

    private static func seen(_ handle: BSONField, _ uploaded: BSONField?, _ info: BSONField?) -> [UInt8] {
        // Type, name, zero.
        func size(_ field: BSONField?, _ name: StaticString) -> Int { field.map { $0.raw.count + name.utf8CodeUnitCount + 2 } ?? 0 }
        let count = 5 + size(handle, "_id") + size(uploaded, "mongo_uploaded") + size(info, "file_info")
        return [UInt8](unsafeUninitializedCapacity: count) { out, filled in
            let out = UnsafeMutableRawBufferPointer(out)
            out.storeBytes(of: Int32(count).littleEndian, as: Int32.self)
            var at = 4
            func add(_ field: BSONField?, _ name: StaticString) {
                guard let field else { return }
                out[at] = field.type
                UnsafeMutableRawBufferPointer(rebasing: out[(at + 1)...]).copyMemory(
                    from: UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
                at += 1 + name.utf8CodeUnitCount
                out[at] = 0
                UnsafeMutableRawBufferPointer(rebasing: out[(at + 1)...]).copyMemory(from: field.raw)
                at += 1 + field.raw.count
            }
            add(handle, "_id")
            add(uploaded, "mongo_uploaded")
            add(info, "file_info")
            out[at] = 0
            filled = count
        }
    }

    // MARK: writing

    /// Finds the documents of some entries.
    static func filter(_ entries: ArraySlice<SyncPlan.Entry>) -> BSONDocument {
        var filter = BSONWriter(capacity: 40 + entries.count * 18)
        filter.member(3, "_id")
        filter.open()
        filter.member(4, "$in")
        handles(entries, into: &filter)
        filter.close()
        return filter.finish()
    }

    private static func handles(_ entries: ArraySlice<SyncPlan.Entry>, into out: inout BSONWriter) {
        out.open()
        for (place, entry) in entries.enumerated() {
            BSONDocument(bytes: entry.seen).withView { seen in
                guard let handle = seen["_id"] else { return }
                out.element(handle.type, place)
                out.raw(handle.raw)
            }
        }
        out.close()
    }

    /// The pipeline that changes the documents of some entries: each by what stands for its `_id` in two lists, and not at all
    /// when it no longer is what was read.
    static func update(_ entries: ArraySlice<SyncPlan.Entry>) -> BSONDocument {
        var out = BSONWriter(capacity: 400 + entries.count * 300)
        func document(_ name: StaticString) {
            out.member(3, name)
            out.open()
        }
        func array(_ name: StaticString) {
            out.member(4, name)
            out.open()
        }
        func text(_ place: Int, _ value: String) {
            out.element(2, place)
            out.text(value)
        }
        func element(_ place: Int) {
            out.element(3, place)
            out.open()
        }
        element(0)
        document("$replaceWith")
        document("$let")
        document("vars")
        document("w")
        array("$arrayElemAt")
        element(0)
        array("$literal")
        for (place, entry) in entries.enumerated() {
            element(place)
            BSONDocument(bytes: entry.seen).withView { wanted(entry.next, $0, into: &out) }
            out.close()
        }
        out.close()
        out.close()
        element(1)
        array("$indexOfArray")
        element(0)
        out.member(4, "$literal")
        handles(entries, into: &out)
        out.close()
        text(1, "$_id")
        for _ in 0..<5 { out.close() }
        document("in")
        array("$cond")
        element(0)
        array("$eq")
        text(0, "$$w.was")
        out.element(4, 1)
        out.open()
        text(0, "$mongo_uploaded")
        text(1, "$file_info")
        for _ in 0..<3 { out.close() }
        element(1)
        array("$mergeObjects")
        text(0, "$$ROOT")
        text(1, "$$w.is")
        out.close()
        out.close()
        text(2, "$$ROOT")
        for _ in 0..<5 { out.close() }
        return out.finish()
    }

    /// What a document must still say, a missing member as null, and what it is to say.
    private static func wanted(_ next: MaskState, _ seen: BSONView, into out: inout BSONWriter) {
        let info = seen["file_info"]
        out.member(4, "was")
        out.open()
        for (place, field) in [seen["mongo_uploaded"], info].enumerated() {
            out.element(field?.type ?? 0x0A, place)
            if let field { out.raw(field.raw) }
        }
        out.close()
        out.member(3, "is")
        out.open()
        set(next, info, into: &out)
        out.close()
    }

    private static func set(_ next: MaskState, _ info: BSONField?, into out: inout BSONWriter) {
        out.member(8, "mongo_uploaded")
        out.flag(next.isUploaded)
        out.member(3, "file_info")
        out.open()
        var isMissing = (true, true, true)
        // Whatever else others keep there stays.
        info?.document?.forEach { name, field in
            switch name.count {
            case 10 where name.isName("file_count"):
                if isMissing.0 { count(next, into: &out) }
                isMissing.0 = false
            case 16 where name.isName("last_file_upload"):
                if isMissing.1 { last(next, into: &out) }
                isMissing.1 = false
            case 9 where name.isName("has_files"):
                if isMissing.2 { has(next, into: &out) }
                isMissing.2 = false
            default:
                out.member(field.type, name)
                out.raw(field.raw)
            }
        }
        if isMissing.0 { count(next, into: &out) }
        if isMissing.1 { last(next, into: &out) }
        if isMissing.2 { has(next, into: &out) }
        out.close()
    }

    private static func count(_ next: MaskState, into out: inout BSONWriter) {
        let short = Int32(exactly: next.fileCount)
        out.member(short == nil ? 0x12 : 0x10, "file_count")
        if let short { out.number(short) } else { out.number(next.fileCount) }
    }

    private static func last(_ next: MaskState, into out: inout BSONWriter) {
        out.member(next.lastUpload == nil ? 0x0A : 0x02, "last_file_upload")
        if let text = next.lastUpload { out.text(text) }
    }

    private static func has(_ next: MaskState, into out: inout BSONWriter) {
        out.member(8, "has_files")
        out.flag(next.hasFiles)
    }

    /// The same for one document by a plain condition: for servers without pipelines in updates, and for what they refuse.
    static func single(_ entry: SyncPlan.Entry) -> (filter: BSONDocument, update: BSONDocument) {
        BSONDocument(bytes: entry.seen).withView { seen in
            var filter = BSONWriter()
            for case (let name, let field?) in [("_id", seen["_id"])] as [(StaticString, BSONField?)] {
                filter.member(field.type, name)
                filter.raw(field.raw)
            }
            for (name, field) in [("mongo_uploaded", seen["mongo_uploaded"]), ("file_info", seen["file_info"])] as [(StaticString, BSONField?)] {
                filter.member(3, name)
                filter.open()
                filter.member(field?.type ?? 0x0A, "$eq")
                if let field { filter.raw(field.raw) }
                filter.close()
            }
            var update = BSONWriter()
            update.member(3, "$set")
            update.open()
            set(entry.next, seen["file_info"], into: &update)
            update.close()
            return (filter.finish(), update.finish())
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Whether a name of just as many letters is this one.
    func isName(_ name: StaticString) -> Bool {
        for at in 0..<count where self[at] != name.utf8Start[at] { return false }
        return true
    }

    /// Text that is the same in every encoding, and that a database can store as it is.
    var isPlain: Bool { allSatisfy { $0 < 128 && $0 != 0 } }
}
