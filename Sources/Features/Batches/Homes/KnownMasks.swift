// The files that earlier syncs have met, as 64-bit hashes: a million of them in 16 MiB, found in a few steps each. A file
// whose hash is known needs no second look at its chunks, and what is known and not met is gone.

import Kernel

package struct KnownMasks: Sendable {
    /// Open addressing; 0 is free. The lowest bit of a slot's mark says "met", those above it how complete the file is.
    private var slots: [UInt64]
    private var marks: [UInt8]
    private var mask: Int
    package private(set) var count = 0

    private static let isMet: UInt8 = 1

    package init(capacity: Int = 0) {
        var size = 64
        while size < capacity * 2 { size *= 2 }
        slots = [UInt64](repeating: 0, count: size)
        marks = [UInt8](repeating: 0, count: size)
        mask = size - 1
    }

    /// What one file is known by: all that is told of it.
    package struct Hash {
        private var high: UInt64 = 0x9E37_79B9_7F4A_7C15
        package init() {}
        package mutating func combine(_ value: UInt64) {
            high = (high ^ value) &* 0xFF51_AFD7_ED55_8CCD
            high ^= high >> 32
        }
        package mutating func combine(_ bytes: UnsafeRawBufferPointer) {
            var at = 0
            while at + 8 <= bytes.count {
                combine(bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
                at += 8
            }
            var rest = UInt64(bytes.count)
            while at < bytes.count {
                rest = rest << 8 | UInt64(bytes[at])
                at += 1
            }
            combine(rest)
        }
        /// Never 0.
        package var value: UInt64 {
            var out = (high ^ (high >> 29)) &* 0xC4CE_B9FE_1A85_EC53
            out ^= out >> 32
            return out == 0 ? 1 : out
        }
    }

    package mutating func insert(_ hash: UInt64, _ completeness: MaskFile.Completeness) {
        if (count + 1) * 2 > slots.count { grow() }
        var at = Int(truncatingIfNeeded: hash) & mask
        while slots[at] != 0, slots[at] != hash { at = (at + 1) & mask }
        if slots[at] == 0 { count += 1 }
        slots[at] = hash
        marks[at] = UInt8(completeness.rawValue) << 1
    }

    private mutating func grow() {
        let (oldSlots, oldMarks) = (slots, marks)
        self = KnownMasks(capacity: oldSlots.count)
        for (slot, mark) in zip(oldSlots, oldMarks) where slot != 0 {
            insert(slot, Self.completeness(mark))
            if mark & Self.isMet != 0 { _ = meet(slot) }
        }
    }

    private static func completeness(_ mark: UInt8) -> MaskFile.Completeness { MaskFile.Completeness(rawValue: Int64(mark >> 1)) ?? .unknown }

    /// Marks a file as met.
    /// - Returns: how complete it was when it was looked at last; nil for a new one.
    package mutating func meet(_ hash: UInt64) -> MaskFile.Completeness? {
        var at = Int(truncatingIfNeeded: hash) & mask
        while slots[at] != 0 {
            if slots[at] == hash {
                marks[at] |= Self.isMet
                return Self.completeness(marks[at])
            }
            at = (at + 1) & mask
        }
        return nil
    }

    /// Known ones that were not met.
    package var gone: [UInt64] {
        slots.indices.filter { slots[$0] != 0 && marks[$0] & Self.isMet == 0 }.map { slots[$0] }
    }
}
