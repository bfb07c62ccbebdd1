// Batches and files as a team has them after two years of several programs: four families of ids, numbers that are parts
// of one another, documents of all ages, names in every spelling, and uploads that broke off.

import Mongo

public struct MaskSamples: Sendable {
    public var random: SeededRandom
    /// Ids of batches, in order.
    public private(set) var ids: [String] = []

    public init(seed: UInt64) { random = SeededRandom(seed: seed) }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// - Parameter count: at least 40; of it 38 in a hundred end in F, as many begin with T.
    public mutating func makeIDs(_ count: Int) -> [String] {
        let (f, t, plain) = (count * 38 / 100, count * 38 / 100, count * 12 / 100)
        ids = (1...f).map { "batch_\(Self.padded($0, 6))F" } + (1...t).map { "batch_T\(Self.padded($0, 6))" } + (1...plain).map { "batch_\($0)" }
        let dated = count - ids.count
        ids += (0..<dated).map { "batch_202509\(Self.padded($0 % 28 + 1, 2))T\(Self.padded($0 + 34, 4))" }
        return ids
    }

    /// A document as one of the programs would have written it.
    public mutating func document(_ id: String) -> BSONDocument {
        let people: [BSONValue] = ["Anchor", "Bolt", "Cam", "", .null, "Gone"]
        var members: [(String, BSONValue)] = [("_id", .objectID(.make())), ("id", .string(id))]
        if !random.perMille(60) { members.append(("assignee", random.pick(people))) }
        members += [("folder", .string("/data/\(id)")), ("tasks", ["segmentar", "subir_mascaras", "revisar"])]
        members.append(("status", random.pick(["NS", "In", "S", "FS", "pendiente", "NS"])))
        if random.perMille(30) {
            members.append(("metadata", .null))
        } else if !random.perMille(30) {
            members.append(
                (
                    "metadata",
                    [
                        "assigned_at": random.pick(["2025-10-14", "2025-10-14 09:30", .null, "soon"]), "due_date": .null,
                        "priority": random.pick(["media", "alta", 2]),
                        "reviewed_at": .null, "review_status": random.pick(["", "aprobado", "no_aprobado"]), "created_at": "2025-09-01",
                        "total_masks": random.pick([0, 12, 12.0, .null]), "completed_masks": 0, "colour": "of another program",
                    ]
                ))
        }
        let uploaded: [BSONValue] = [true, false, false, .null, "yes", 1]
        if !random.perMille(80) { members.append(("mongo_uploaded", random.perMille(850) ? .bool(random.perMille(300)) : random.pick(uploaded))) }
        let odd: [BSONValue] = [
            .null, "none", 5, [], true, ["file_count": "3"], ["has_files": 1], [:], ["file_count": 3.5], ["last_file_upload": .date(5)],
        ]
        if random.perMille(850) {
            let isStale = random.perMille(200)
            members.append(
                (
                    "file_info",
                    [
                        "file_count": isStale ? random.pick([2, .int64(7), 1.0]) : 0,
                        "last_file_upload": isStale ? "2025-01-01T00:00:00.000Z" : .null,
                        "has_files": .bool(isStale), "seen_by": "another program",
                    ]
                ))
        } else if !random.perMille(200) {
            members.append(("file_info", random.pick(odd)))
        }
        members += [("comments", random.pick(["", "needs light", .null])), ("created_at", "2025-09-01"), ("legacy", ["kept": .int64(1 << 40)])]
        return BSONDocument(members)
    }

    /// A name for a file of a batch: in its own spelling or another that means the same.
    public mutating func name(of id: String) -> String {
        let number = String(id.dropFirst(6))
        var spelled = random.perMille(250) ? number.lowercased() : number
        if random.perMille(80), let place = spelled.firstIndex(where: { "TtFf".contains($0) }) {
            let gap = random.pick(["_", "-"])
            spelled.insert(contentsOf: gap, at: place == spelled.startIndex ? spelled.index(after: place) : place)
        }
        let head = random.pick(["masks_batch_", "masks_batch_", "Masks-Batch-", "MASKS_BATCH_", "masks batch ", "batch", "x/masks_batch-"])
        let tail = random.pick([".tar.xz", ".tar.xz", ".TAR.XZ", "_v2.tar.xz", " (1).tar.xz", "-copy.zip"])
        return head + spelled + tail
    }

    /// A file: mostly of a batch, sometimes of one that is not there, of two, or of none.
    public mutating func file(at: Int64) -> MaskBench.File {
        var name: String
        switch random.below(100) {
        case 0..<4:
            name = random.pick([
                "masks_000040F.tar.xz", "other_9.bin", "masks_batch_.tar.xz", "readme.txt", "", "minibatch_9.tar", "masks_batch_9ñ.tar",
            ])
        case 4..<7: name = "masks_batch_\(random.pick(["9", "000019F"]))_batch_\(random.pick(["10", "T000001"])).tar.xz"
        case 7..<12: name = "masks_batch_\(900_000 + random.below(40))F.tar.xz"
        case 12..<20: name = self.name(of: random.pick(["batch_9", "batch_000009F", "batch_000019F", "batch_1", "batch_000001F", "batch_T000009"]))
        default: name = self.name(of: random.pick(ids))
        }
        if random.perMille(20) { name += "\u{0}x" }
        let whole: MaskBench.Whole = random.perMille(900) ? .whole : random.pick([.missing, .short, .none])
        let length = random.perMille(30) ? 0 : random.within(1...350)
        let id: BSONValue = random.perMille(970) ? .objectID(.make()) : .string("file-\(random.next())")
        return MaskBench.File(name, length: length, at: at, whole: whole, id: id)
    }
}
