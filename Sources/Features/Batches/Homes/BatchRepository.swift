// Where the batches are: one face for the hub's own tables and for the team's collections in MongoDB.

import Host
import Kernel

/// What becomes of the crew in a deed.
package enum CrewEdit: Sendable, Hashable {
    case put(CrewMember)
    case rename(String, CrewMember)
    case remove(String)

    var isRemoval: Bool { if case .remove = self { true } else { false } }
}

/// What came of a deed.
package struct DeedResult: Sendable {
    package var deed: Int64
    package var states: [BatchChange.State]
    package var done: Int { states.count { $0 == .done } }
}

package protocol BatchRepository: Sendable {
    /// Tells places apart in the hub; at most 40 characters.
    var key: String { get }
    /// For people, without a password.
    var place: String { get }
    /// Whether the hub's tables are a copy of what is there.
    var isElsewhere: Bool { get }

    /// Does what was asked for: each change only to a batch that is as the change says it was.
    /// - Parameter order: the deed, without its number.
    func perform(_ order: BatchDeed, _ changes: [BatchChange], crew: CrewEdit?, by author: Author) async throws -> DeedResult

    /// All batches and what is noted of their files, put into a plan.
    func states(_ families: BatchFamilies) async throws -> SyncPlan
    /// Notes what the files say, each batch only when it is still as it was read.
    /// - Returns: how many were written; when fewer than asked for, others wrote meanwhile and all has to be looked at anew.
    func write(_ entries: [SyncPlan.Entry]) async throws -> Int

    /// Whole batches as they are stored there, to bring back exactly what was.
    func contents(_ ids: [String]) async throws -> [String: JSON]

    /// How many there are, of batches and of people.
    func count() async throws -> (batches: Int64, crew: Int64)
    /// Gives connections back; not used any more.
    func close()

    /// Brings the hub's copy up to date; nothing for the hub itself.
    /// - Returns: whether anything was otherwise.
    func refresh() async throws -> Bool
    /// Hears of changes until it is cancelled; the first call comes when it listens. Returns when the place cannot tell.
    func listen(_ changed: @escaping @Sendable () -> Void) async throws
}
