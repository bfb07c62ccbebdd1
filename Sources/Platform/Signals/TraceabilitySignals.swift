// What traceability announces.

import Kernel

/// Changes were loaded, marked or taken back.
public struct MaterialChangesCommitted: Signal {
    public static let kind = "traceability.changed"
    public var rows: Int64

    public init(rows: Int64) { self.rows = rows }
    public var json: JSON { ["rows": .int(rows)] }
    public init(json: JSON) throws { rows = json["rows"]?.int ?? 0 }
}
