// What the colour of a bar says. Each mode sorts every order into one of a few groups with a word; the word stands on the
// bar as well, so that nothing is told by colour alone.

import Kernel
import Web

/// The raw value is the link's.
enum BoardMode: String, Sendable, CaseIterable { case lateness, status, customer, kit }

/// A class of the style sheet.
enum BoardTone: String, Sendable, CaseIterable {
    /// Nothing to say: grey.
    case quiet = "t0"
    case c1 = "t1"
    case c2 = "t2"
    case c3 = "t3"
    case c4 = "t4"
    case c5 = "t5"
    case c6 = "t6"
    case good = "tg"
    case warn = "tw"
    case bad = "tb"
}

/// A group of a mode.
struct BoardGroup: Sendable, Hashable {
    var tone: BoardTone
    /// A text key, or a name as it is.
    var word: String
    var isKey = true
}

/// Sorts orders into the groups of a mode.
struct BoardColours: Sendable {
    let mode: BoardMode
    /// In the order of the legend.
    private(set) var groups: [BoardGroup]
    private var customers: [String: BoardGroup] = [:]
    private let now: Instant

    /// Ends less than so many working milliseconds before it is due.
    static let riskMilliseconds: Int64 = 4 * 3_600_000

    private static let prefix = "scheduling.board."
    private static func group(_ tone: BoardTone, _ word: String) -> BoardGroup { BoardGroup(tone: tone, word: prefix + word) }
    private static let late = group(.bad, "late")
    private static let tight = group(.warn, "tight")
    private static let onTime = group(.quiet, "on-time")
    private static let dueless = group(.quiet, "no-due")
    private static let kitHere = group(.good, "kit.here")
    private static let kitComing = group(.quiet, "kit.coming")
    private static let kitWaits = group(.warn, "kit.waits")
    private static let kitMissing = group(.bad, "kit.missing")
    private static let others = group(.quiet, "others")
    private static let phases: [OrderPhase: BoardGroup] = [
        .waiting: group(.quiet, "phase.waiting"), .running: group(.good, "phase.running"), .held: group(.warn, "phase.held"),
        .missing: group(.bad, "phase.missing"), .done: group(.quiet, "phase.done"), .cancelled: group(.quiet, "phase.cancelled"),
    ]

    init(_ mode: BoardMode, _ state: BoardState) {
        self.mode = mode
        now = state.task.now
        switch mode {
        case .lateness: groups = [Self.late, Self.tight, Self.onTime]
        case .status: groups = [.running, .waiting, .held, .missing].compactMap { Self.phases[$0] }
        case .kit: groups = [Self.kitHere, Self.kitComing, Self.kitWaits, Self.kitMissing]
        case .customer:
            var hours: [String: Int64] = [:]
            for slot in state.layout.slots.values { hours[state.desk.orders[slot.order]?.customer ?? "", default: 0] += slot.hours.total }
            let most = hours.filter { !$0.key.isEmpty }.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(6)
            let tones: [BoardTone] = [.c1, .c2, .c3, .c4, .c5, .c6]
            let named = zip(most, tones).map { BoardGroup(tone: $1, word: $0.key, isKey: false) }
            groups = named + (hours.count > most.count ? [Self.others] : [])
            for group in named { customers[group.word] = group }
        }
    }

    func group(_ order: WorkOrder, _ plan: PlanOrder?, _ slot: Slot?, _ line: PlanLine?) -> BoardGroup {
        switch mode {
        case .status: return plan.flatMap { Self.phases[$0.phase] } ?? Self.others
        case .customer: return customers[order.customer] ?? BoardGroup(tone: .quiet, word: order.customer, isKey: false)
        case .kit:
            if plan?.phase == .missing { return Self.kitMissing }
            if order.isClear || plan?.phase == .running { return Self.kitHere }
            guard let release = plan?.release else { return Self.kitComing }
            if release <= now { return Self.kitHere }
            // It begins with the first working minute after its kit: the kit is what it waits for.
            return slot.map { $0.start == line?.time.opening(at: release) } ?? false ? Self.kitWaits : Self.kitComing
        case .lateness:
            guard let due = plan?.due else { return Self.dueless }
            guard let slot else { return due < now ? Self.late : Self.onTime }
            if slot.lateWork > 0 { return Self.late }
            return (line?.time.work(from: slot.end, to: due) ?? .max) < Self.riskMilliseconds ? Self.tight : Self.onTime
        }
    }
}

extension BoardGroup {
    func text(_ reader: Reader) -> String { isKey ? reader.t(word) : word }
}
