// Ranks: always room between two, never two alike.

import Kernel
import TestKit
import Testing

@testable import Scheduling

@Suite("Ranks") struct RankTests {
    @Test("whatever is put between two lies between them")
    func between() {
        var random = SeededRandom(seed: RandomPlans.seed ^ 4)
        for _ in 0..<200 {
            var ranks: [Rank] = []
            for _ in 0..<200 {
                let place = random.perMille(300) ? ranks.count : random.below(ranks.count + 1)
                let rank = Rank.between(place > 0 ? ranks[place - 1] : nil, place < ranks.count ? ranks[place] : nil)
                #expect(Rank(rank.text) == rank)
                ranks.insert(rank, at: place)
            }
            #expect(zip(ranks, ranks.dropFirst()).allSatisfy { $0 < $1 })
        }
    }

    @Test("a series is in order, short, and with room at both ends", arguments: [0, 1, 2, 35, 36, 500, 5000])
    func series(_ count: Int) throws {
        let ranks = Rank.series(count)
        #expect(
            ranks.count == count && zip(ranks, ranks.dropFirst()).allSatisfy { $0 < $1 }
                && ranks.allSatisfy { Rank($0.text) == $0 && $0.text.count <= 4 })
        if let first = ranks.first, let last = ranks.last { #expect(Rank.between(nil, first) < first && last < Rank.between(last, nil)) }
    }

    @Test("texts that are no ranks", arguments: ["", "a0", "A", "-", "é", String(repeating: "a", count: 191)])
    func refused(_ text: String) { #expect(Rank(text) == nil) }

    @Test("a new order of a queue keeps the ranks of those that stay in order")
    func kept() {
        let ranks = Rank.series(5)
        let moved = Desk.ranks([ranks[1], ranks[2], nil, ranks[0], ranks[3], ranks[4]])
        #expect(zip(moved, moved.dropFirst()).allSatisfy { $0 < $1 })
        #expect(moved[0] == ranks[1] && moved[1] == ranks[2] && moved[4] == ranks[3] && moved[5] == ranks[4])
    }
}
