// How often any desk was written, so that what was read of one can be kept until the next time.

import Store

extension DeskStore {
    /// Counts up with every `hold`; 0 before the first.
    func revision() throws -> Int64 { try tx.int("SELECT revision FROM schedule_gate WHERE id = 1") ?? 0 }
}
