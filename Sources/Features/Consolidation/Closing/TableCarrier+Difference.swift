// A stretch of which some rows differ: the fingerprints are read without keys, which the baseline has, and whole rows only
// where a fingerprint is another one.

import Kernel
import Store

extension TableCarrier {
    /// What has changed in a stretch whose keys are known from before, so that only fingerprints are read of the other rows.
    struct Difference: Sendable {
        var updated: [CarriedRows] = []
        /// Places in the rows from before.
        var gone: [Int] = []
        var deleted: [BaselineEntry] = []
    }

    /// - Returns: nil where it takes the keys to tell.
    func difference(_ range: KeyRange, _ before: PieceRows) async throws -> Difference? {
        guard let now = try await reader.digests(range) else { return nil }
        guard let alignment = DigestAlignment(old: before.digests, new: now) else { return nil }
        var out = Difference(gone: alignment.gone)
        var found: [Fingerprint] = []
        var place = 0
        for start in stride(from: 0, to: alignment.gone.count, by: Self.fetchMax) {
            let keys = alignment.gone[start..<min(start + Self.fetchMax, alignment.gone.count)].map { RowKey(bytes: before.key($0)) }
            let rows = try await reader.rows(keys)
            for (index, key) in rows.keys.enumerated() {
                // In the order of the key, as the places are.
                while place < alignment.gone.count, before.key(alignment.gone[place]) != key.bytes {
                    out.deleted.append(before[alignment.gone[place]])
                    place += 1
                }
                // Found under another spelling of its key, or unchanged after all.
                guard place < alignment.gone.count, rows.digests[index] != before.digests[alignment.gone[place]] else { return nil }
                place += 1
                found.append(rows.digests[index])
            }
            if rows.count > 0 { out.updated.append(rows) }
        }
        out.deleted += alignment.gone[place...].map { before[$0] }
        // All that has come must be what was found, or there are rows whose keys are not known.
        return found == alignment.come.map { now[$0] } ? out : nil
    }

    /// Writes what has changed.
    /// - Returns: what is consolidated of each piece now; nil where that is what it was.
    func apply(_ difference: Difference, _ pieces: [PieceRows], _ outcome: inout TableOutcome) async throws -> [PieceRows?] {
        try await remove(difference.deleted, &outcome)
        var now: [RowKeyBytes: Fingerprint] = [:]
        for rows in difference.updated {
            try await keepBefore(rows.keys)
            let taken = try await put(rows, "update", &outcome).rows
            for index in 0..<taken.count { now[taken.key(index)] = taken.digests[index] }
        }
        let deleted = Set(difference.deleted.map(\.key))
        var gone = difference.gone[...]
        var start = 0
        return pieces.map { piece in
            defer { start += piece.count }
            guard let first = gone.first, first < start + piece.count else { return nil }
            var (out, at) = (PieceRows(), 0)
            out.reserve(piece.count)
            while let place = gone.first.map({ $0 - start }), place < piece.count {
                gone.removeFirst()
                out.append(at..<place, of: piece)
                let key = piece.key(place)
                // What was refused is still there as it was before.
                if !deleted.contains(key) { out.append(key, now[key] ?? piece.digests[place]) }
                at = place + 1
            }
            out.append(at..<piece.count, of: piece)
            return out
        }
    }
}
