// Which places of two lists of fingerprints belong together, when a stretch of keys is read anew without its keys. A
// fingerprint covers the key too, so equal ones are the same row. Pure.

import Kernel

/// What the old list has that the new one has not, and the other way round; everything else is equal and in order.
package struct DigestAlignment: Sendable, Equatable {
    /// Places in the old list.
    package var gone: [Int] = []
    /// Places in the new list.
    package var come: [Int] = []

    /// How far apart two lists may be between rows that they share.
    static let distanceMax = 24

    /// - Returns: nil where so little is shared that it does not pay.
    package init?(old: [Fingerprint], new: [Fingerprint]) {
        let most = max(16, min(old.count, new.count) / 4)
        var (a, b) = (0, 0)
        while a < old.count, b < new.count {
            if old[a] == new[b] {
                (a, b) = (a + 1, b + 1)
                continue
            }
            guard let (left, right) = Self.next(old, a, new, b) else {
                // Nothing shared any more nearby: fine at the end only.
                guard old.count - a <= Self.distanceMax, new.count - b <= Self.distanceMax else { return nil }
                break
            }
            gone += a..<left
            come += b..<right
            (a, b) = (left, right)
            guard gone.count <= most, come.count <= most else { return nil }
        }
        gone += a..<old.count
        come += b..<new.count
        guard gone.count <= most, come.count <= most else { return nil }
    }

    /// The nearest places behind these at which the lists have the same.
    private static func next(_ old: [Fingerprint], _ a: Int, _ new: [Fingerprint], _ b: Int) -> (Int, Int)? {
        for distance in 1...(2 * distanceMax) {
            for left in max(0, distance - distanceMax)...min(distance, distanceMax) {
                let right = distance - left
                if a + left < old.count, b + right < new.count, old[a + left] == new[b + right] { return (a + left, b + right) }
            }
        }
        return nil
    }
}
