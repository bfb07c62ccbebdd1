// How the kernel's types are stored: instants as milliseconds, days as text, flags as 0 and 1, quantities in thousandths.

import Kernel

extension SQLValue: SQLBindable { public var sqlValue: SQLValue { self } }
extension Int: SQLBindable { public var sqlValue: SQLValue { .integer(Int64(self)) } }
extension Int64: SQLBindable { public var sqlValue: SQLValue { .integer(self) } }
extension Bool: SQLBindable { public var sqlValue: SQLValue { .integer(self ? 1 : 0) } }
extension Double: SQLBindable { public var sqlValue: SQLValue { .real(self) } }
extension String: SQLBindable { public var sqlValue: SQLValue { .text(self) } }
extension Substring: SQLBindable { public var sqlValue: SQLValue { .text(String(self)) } }
extension [UInt8]: SQLBindable { public var sqlValue: SQLValue { .bytes(self) } }
extension Instant: SQLBindable { public var sqlValue: SQLValue { .integer(milliseconds) } }
extension CivilDate: SQLBindable { public var sqlValue: SQLValue { .text(isoText) } }
extension Quantity: SQLBindable { public var sqlValue: SQLValue { .integer(thousandths) } }
extension Digest: SQLBindable { public var sqlValue: SQLValue { .bytes(bytes) } }
extension JSON: SQLBindable { public var sqlValue: SQLValue { .text(text) } }
