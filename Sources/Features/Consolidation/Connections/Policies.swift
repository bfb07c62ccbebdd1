// What becomes of changed and deleted rows, of new columns, of whole tables: said for each table of a branch, with defaults
// that lose nothing.

import Kernel

package struct TablePolicy: Sendable, Hashable {
    package enum Update: String, Sendable, CaseIterable {
        /// The central row becomes what the branch's row is.
        case replace
        /// What it was is kept beside it.
        case versions
    }
    package enum Delete: String, Sendable, CaseIterable {
        /// The central row stays and says since when it is gone.
        case mark
        case mirror
        /// The central row stays as it is.
        case ignore
    }
    package enum Columns: String, Sendable, CaseIterable {
        /// New columns are added to the central table.
        case extend
        /// A change of columns keeps the table from being closed.
        case freeze
        /// New columns are left out.
        case discard
    }
    package var update = Update.replace
    package var delete = Delete.mark
    package var columns = Columns.extend
    package var isExcluded = false

    package init() {}
    package var isDefault: Bool { self == TablePolicy() }
}
