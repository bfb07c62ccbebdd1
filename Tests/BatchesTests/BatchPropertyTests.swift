// Values against slow and obvious tellings of the same: names, plans, the set of known files, and filters with their counts.

import Foundation
import Host
import Kernel
import Store
import TestKit
import Testing

@testable import Batches

@Suite struct BatchPropertyTests {
    @Test func `random names mean what one regular expression says they mean`() {
        var random = SeededRandom(seed: TestScale.seed)
        var seen: [String: Int] = [:]
        for _ in 0..<20_000 * TestScale.factor {
            let name = MaskNameOracle.randomName(&random)
            let told: MaskNameOracle.Reading
            switch BatchFamilies.usual.read(name) {
            case .batch(let key): told = .number(BatchFamilies.usual.number(key))
            case .none: told = .none
            case .several: told = .several
            }
            let wanted = MaskNameOracle.read(name)
            if told != wanted { Issue.record("\(name.debugDescription): \(told) instead of \(wanted)") }
            seen[String("\(wanted)".prefix(4)), default: 0] += 1
        }
        #expect(seen.count == 3 && seen.values.allSatisfy { $0 > 500 })
    }

    @Test func `a plan is what comparing all with all says`() throws {
        for round in 0..<UInt64(20 * TestScale.factor) {
            var samples = MaskSamples(seed: TestScale.seed + round)
            var ids = samples.makeIDs(60)
            for _ in 0..<samples.random.below(4) {
                ids.append(samples.random.pick([samples.random.pick(ids), samples.random.pick(ids).uppercased(), "strange", "batch_T1"]))
            }
            let files = (0..<300).map { samples.file(at: Int64($0 % 50) - 10) }
            var plan = SyncPlan(.usual)
            let noted = MaskState(count: 3, last: 5)
            for (place, id) in ids.enumerated() { plan.add(batch: id, handle: Int64(place), now: place.isMultiple(of: 3) ? noted : .none) }
            for file in files {
                var name = file.name
                name.withUTF8 { plan.add(file: UnsafeRawBufferPointer($0), at: file.at, isComplete: file.whole == .whole) }
            }
            let truth = MaskOracle.truth(ids.enumerated().map { (String($0), $1) }, files: files.map { ($0.name, $0.at, $0.whole == .whole) })
            for entry in plan.entries {
                let fields = truth.fields[String(entry.handle)]
                #expect((fields == nil) == truth.kept.contains(String(entry.handle)))
                let next = fields.map {
                    MaskState(isUploaded: $0.count > 0, fileCount: Int64($0.count), lastUpload: $0.last, hasFiles: $0.count > 0)
                }
                let wanted = next ?? entry.now
                if entry.next != wanted { Issue.record("seed \(TestScale.seed + round), \(entry.id): \(entry.next) instead of \(wanted)") }
            }
            #expect(plan.ambiguous.names.sorted() == truth.ambiguous.sorted())
            #expect(Set(plan.unknownIDs) == truth.unknown && Set(plan.clashes) == truth.clashing && plan.batchesWithMasks == truth.withMasks)
            #expect(plan.unmatched.names.sorted() == truth.unmatched.sorted() && plan.incomplete.names.sorted() == truth.incomplete.sorted())
        }
    }

    @Test func `dates are written as the calendar says`() {
        var random = SeededRandom(seed: TestScale.seed)
        for _ in 0..<2000 {
            let at = Int64(random.next() % 4_000_000_000_000) - 1_000_000_000_000
            #expect(MaskState.text(at) == MaskOracle.text(at))
        }
    }

    @Test func `known files are a dictionary`() {
        for round in 0..<UInt64(30 * TestScale.factor) {
            var random = SeededRandom(seed: TestScale.seed + round)
            var known = KnownMasks(capacity: random.below(50))
            var whole: [UInt64: MaskFile.Completeness] = [:]
            var met: Set<UInt64> = []
            // Few different ones, and many that fall into the same slot.
            func hash() -> UInt64 { random.perMille(500) ? UInt64(random.within(1...400)) : UInt64(random.within(1...40)) << 32 | 7 }
            for _ in 0..<2000 {
                let hash = hash()
                if random.perMille(300) {
                    let state = random.pick([MaskFile.Completeness.complete, .incomplete, .unknown])
                    if whole[hash] == nil { known.insert(hash, state) }
                    whole[hash] = whole[hash] ?? state
                } else {
                    let wanted = whole[hash]
                    if wanted != nil { met.insert(hash) }
                    #expect(known.meet(hash) == wanted)
                }
            }
            #expect(known.count == whole.count && Set(known.gone) == Set(whole.keys).subtracting(met) && known.gone.count == whole.count - met.count)
        }
    }

    private static func randomBatch(_ id: String, _ random: inout SeededRandom) throws -> Batch {
        var batch = Batch(id: id)
        try batch.set(.assignee, random.pick([.null, "Anchor", "Bolt", "Ghost", "anchor"]))
        try batch.set(.status, random.pick(["NS", "In", "S"]))
        try batch.set(.review, random.pick(["", "aprobado", "no_aprobado"]))
        try batch.set(.assignedAt, random.pick([.null, "2025-10-14", "2025-10-14 09:30", "2025-10-15T23:59:59", "2025-11-01"]))
        try batch.set(.comments, random.pick(["", "dark", "DARK 100%", "a_b", "niño"]))
        if random.perMille(500) { batch.masks = MaskState(count: Int64(random.within(1...3)), last: Int64(random.below(1_000_000))) }
        return batch
    }

    @Test func `cards agree with rows, and rows with a plain look at each batch`() async throws {
        let place = try await BatchPlace(.hub, masks: false)
        var samples = MaskSamples(seed: TestScale.seed)
        var random = samples.random.forked(5)
        let batches = try (samples.makeIDs(150) + ["strange", "BATCH_x"]).map { try Self.randomBatch($0, &random) }
        let scope = try await place.actions.home().scope
        try await place.database.write { tx in
            try BatchTable(tx: tx, scope: scope).put(batches.map { ($0, nil) }, at: Clock.system.now())
            for name in ["Anchor", "Bolt"] { try CrewTable(tx: tx, home: scope.home).put(CrewMember(name: name)) }
        }
        func natural(_ a: Batch, _ b: Batch) -> Bool { BatchFamilies.usual.order(a.id) < BatchFamilies.usual.order(b.id) }
        for _ in 0..<TestScale.tries(150) {
            var filter = BatchFilter()
            if random.perMille(250) { filter.id = random.pick(["1", "000", "f", "T", "batch_1", "_", "%", "zz"]) }
            if random.perMille(300) { filter.assignee = random.pick([.nobody, .unknown, .named("Anchor"), .named("Ghost"), .named("nobody")]) }
            if random.perMille(200) { filter.isUploaded = random.perMille(500) }
            if random.perMille(250) { filter.status = random.pick(BatchStatus.allCases) }
            if random.perMille(200) { filter.review = random.pick(BatchReview.allCases) }
            if random.perMille(200) { filter.assignedAt = random.pick(["2025-10", "2025-10-14", "09:30"]) }
            if random.perMille(200) { filter.comments = random.pick(["dark", "100%", "a_b", "_", "ñ"]) }
            if random.perMille(150) { filter.family = random.pick(["F", "T", "plain", "dated", "other"]) }
            if random.perMille(150) { filter.assignedFrom = random.pick(["2025-10-14", "2025-10-15"]) }
            if random.perMille(150) { filter.assignedTo = random.pick(["2025-10-14", "2025-10-15"]) }
            if random.perMille(100) { filter.assignedBefore = random.pick(["2025-10-15", "2025-11-01"]) }
            let wanted = batches.filter { Self.fits($0, filter) }.sorted(by: natural)
            let listing = try await place.actions.list(filter, order: .id, limit: 10_000)
            #expect(listing.batches.map(\.id) == wanted.map(\.id), "\(filter)")
            #expect(listing.batches == wanted, "\(filter)")
            #expect(
                listing.counts.total == Int64(wanted.count) && listing.counts.withMasks == Int64(wanted.count { $0.masks.isUploaded }), "\(filter)")
            for status in BatchStatus.allCases { #expect(listing.counts[status] == Int64(wanted.count { $0.status == status }), "\(filter)") }
            #expect(listing.counts.unassigned == Int64(wanted.count { $0.assignee == nil }), "\(filter)")
            // Pages of any size in any order are the whole, each batch once.
            let (order, size) = (random.pick(BatchOrder.allCases), random.within(1...60))
            let isDescending = random.perMille(500)
            var paged: [String] = []
            for offset in stride(from: 0, to: wanted.count, by: size) {
                paged += try await place.actions.list(filter, order: order, isDescending: isDescending, offset: offset, limit: size).batches.map(\.id)
            }
            #expect(paged.count == wanted.count && Set(paged) == Set(wanted.map(\.id)), "\(filter) by \(order)")
        }
        let board = try await place.actions.list(BatchFilter(), order: .board, limit: 1000).batches
        func rank(_ batch: Batch) -> Int { batch.status == .done && batch.review == .approved ? 2 : batch.assignee == nil ? 1 : 0 }
        #expect(board.map(\.id) == batches.sorted { rank($0) != rank($1) ? rank($0) < rank($1) : natural($0, $1) }.map(\.id))
        let ids = try await place.actions.list(BatchFilter(), order: .id, limit: 1000).batches.map(\.id)
        let before = try #require(ids.firstIndex(of: "batch_9"))
        let after = try #require(ids.firstIndex(of: "batch_10"))
        #expect(before < after)
    }

    /// The same by looking.
    private static func fits(_ batch: Batch, _ filter: BatchFilter) -> Bool {
        func holds(_ text: String, _ part: String) -> Bool { part.isEmpty || text.lowercased().contains(part.lowercased()) }
        let day = batch.assignedAt.map { String($0.prefix(10)) }
        let family: String
        switch batch.id.dropFirst(6) {
        case let number where number.first == "T" && batch.id.hasPrefix("batch_"): family = "T"
        case let number where number.last == "F": family = "F"
        case let number where number.contains("T"): family = "dated"
        case let number where !number.isEmpty && number.allSatisfy(\.isNumber): family = "plain"
        default: family = "other"
        }
        let isOfAssignee =
            switch filter.assignee {
            case nil: true
            case .nobody: batch.assignee == nil
            case .unknown: batch.assignee != nil && !["Anchor", "Bolt"].contains(batch.assignee)
            case .named(let name): batch.assignee == name
            }
        return holds(batch.id, filter.id) && isOfAssignee && (filter.isUploaded ?? batch.masks.isUploaded) == batch.masks.isUploaded
            && (filter.status ?? batch.status) == batch.status && (filter.review ?? batch.review) == batch.review
            && (filter.assignedAt.isEmpty || batch.assignedAt?.contains(filter.assignedAt) == true) && holds(batch.comments, filter.comments)
            && (filter.family ?? family) == family && (filter.assignedFrom.map { from in day.map { $0 >= from } ?? false } ?? true)
            && (filter.assignedTo.map { to in day.map { $0 <= to } ?? false } ?? true)
            && (filter.assignedBefore.map { before in day.map { $0 < before } ?? false } ?? true)
    }
}
