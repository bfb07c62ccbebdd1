// Where a plan puts an order: a line, a place in its queue, and what a planner has pinned of it.

import Kernel

package struct Placement: Sendable, Hashable {
    package enum Pin: String, Sendable, CaseIterable {
        /// The engine leaves it on its line.
        case line
        /// And at its place in the queue.
        case position
    }
    package var order: String
    /// The line's number.
    package var line: Int
    package var rank: Rank
    package var pin: Pin?
    /// Not before this instant, whatever the queue would allow.
    package var start: Instant?

    package init(order: String, line: Int, rank: Rank, pin: Pin? = nil, start: Instant? = nil) {
        (self.order, self.line, self.rank, self.pin, self.start) = (order, line, rank, pin, start)
    }
}
