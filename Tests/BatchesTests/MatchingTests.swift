// Which batch a file name means: whole numbers behind the word "batch", never a part of one.

import Kernel
import Testing

@testable import Batches

@Suite struct MatchingTests {
    private func id(_ name: String) -> String? {
        if case .batch(let key) = BatchFamilies.usual.read(name) { BatchFamilies.usual.id(key) } else { nil }
    }

    @Test(
        arguments: [
            ("masks_batch_000040F.tar.xz", "batch_000040F"), ("masks_batch_000040f.tar.xz", "batch_000040F"),
            ("MASKS_BATCH_T000044.TAR.XZ", "batch_T000044"),
            ("masks-batch-t000044.tar.xz", "batch_T000044"), ("masks_batch-000129F.tar.xz", "batch_000129F"),
            ("masks batch 000129F.zip", "batch_000129F"),
            ("masks_batch_9.tar.xz", "batch_9"), ("masks_batch_000019F.tar.xz", "batch_000019F"), ("masks_batch_000009.tar.xz", "batch_000009"),
            ("masks_batch_20250909T0034.tar.xz", "batch_20250909T0034"), ("masks_batch_20250909_T0034.tar.xz", "batch_20250909T0034"),
            ("masks_batch_20250909-t0034.tar.xz", "batch_20250909T0034"), ("masks_batch_20250909t0034_v2.tar.xz", "batch_20250909T0034"),
            ("masks_batch_000040F (1).tar.xz", "batch_000040F"), ("masks_batch_000040F_2.tar.xz", "batch_000040F"),
            ("masks_batch_9_1.tar.xz", "batch_9"),
            ("batch_9", "batch_9"), ("Batch9.tar.xz", "batch_9"), ("masksbatch_9_batch_10.tar.xz", "batch_10"), ("x/batch_12.png", "batch_12"),
            ("batch_9 copy of batch-9.tar", "batch_9"), ("masks_batch_000040_F.tar.xz", "batch_000040F"), ("máscaras_batch_7.tar.xz", "batch_7"),
            ("batch_123456789012345678.x", "batch_123456789012345678"),
        ])
    func means(_ name: String, _ batch: String) { #expect(id(name) == batch) }

    @Test(
        arguments: [
            "other_9.bin", "masks_000040F.tar.xz", "masks_batch.tar.xz", "masks_batch_.tar.xz", "", "batch", "batch_x9.tar", "minibatch_9.tar",
            "batches_9.tar", "batch_000040G.tar.xz", "batch_000040FF.tar.xz", "batchñ9.tar", "batch_9ñ.tar", "batch_1234567890123456789.x",
            "batch_9F0.tar.xz", "batch__", "masks_batch_T.tar.xz",
        ])
    func meansNothing(_ name: String) { #expect(id(name) == nil && BatchFamilies.usual.read(name) == .none) }

    @Test func twoDifferentNumbersMeanNothing() {
        #expect(BatchFamilies.usual.read("masks_batch_9_batch_10.tar.xz") == .several)
        #expect(BatchFamilies.usual.read("batch_000040F-batch_000041F.zip") == .several)
    }

    @Test func numbersSortAsPeopleCount() {
        let families = BatchFamilies.usual
        let ids = ["batch_10", "batch_9", "batch_T000002", "batch_000284F", "batch_000001F", "batch_20250909T0034", "strange", "batch_009"]
        #expect(
            ids.sorted { families.order($0) < families.order($1) } == [
                "batch_000001F", "batch_000284F", "batch_T000002", "batch_9", "batch_009", "batch_10", "batch_20250909T0034", "strange",
            ])
    }

    @Test func familiesCanBeOthers() throws {
        let families = try BatchFamilies(lines: "week: W{2 digits}\n\npair: {4 digits}x{digits}\n")
        guard case .batch(let key) = families.read("masks_batch_2025X7.zip") else {
            Issue.record("not read")
            return
        }
        #expect(families.id(key) == "batch_2025X7" && families.familyName(key) == "pair")
        #expect(families.read("masks_batch_w7.zip") == .none)
        #expect(families.lines == "week: W{2 digits}\npair: {4 digits}x{digits}")
        for wrong in [
            "F", "a: ", "a: F", "a: {digits}{digits}", "a: {digits}-F", "a: {0 digits}", "a: {digits}a{digits}b{digits}", "a: {digits}\na: {digits}F",
            "a: {19 digits}",
        ] {
            #expect(throws: Problem.self) { try BatchFamilies(lines: wrong) }
        }
    }

    @Test func aProposalIsMadeOnlyOfWhatIsThere() {
        let families = BatchFamilies.usual
        let known = Set(["batch_000040F", "batch_9"].compactMap { families.key(id: $0) })
        func proposal(_ name: String) -> String? { families.proposal(name, among: known.contains).map { families.id($0) } }
        #expect(proposal("masks_000040F.tar.xz") == "batch_000040F")
        #expect(proposal("masks_000041F.tar.xz") == nil)
        #expect(proposal("000040F or 9.zip") == nil)
    }
}
