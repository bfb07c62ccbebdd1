// Digests of rows as SQL functions: 128 bits of SHA-256 over the values with their kinds and lengths, and the sum of many
// that does not depend on their order.

import GRDBSQLite
import Kernel

enum RowDigest {
    static func install(on db: OpaquePointer?) {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC
        sqlite3_create_function_v2(
            db, "gemba_digest", -1, flags, nil, { context, count, values in RowDigest.one(context, count, values) }, nil, nil, nil)
        sqlite3_create_function_v2(
            db, "gemba_digest_all", 1, flags, nil, nil, { context, _, values in RowDigest.step(context, values) }, { RowDigest.finish($0) }, nil)
    }

    private static func one(_ context: OpaquePointer?, _ count: Int32, _ values: UnsafeMutablePointer<OpaquePointer?>?) {
        var digest = RunningDigest()
        for index in 0..<Int(count) {
            let value = values?[index]
            let kind = sqlite3_value_type(value)
            var head: [UInt8]
            switch kind {
            case SQLITE_NULL: head = [0]
            case SQLITE_INTEGER: head = [1] + withUnsafeBytes(of: sqlite3_value_int64(value).bigEndian) { Array($0) }
            case SQLITE_FLOAT: head = [2] + withUnsafeBytes(of: sqlite3_value_double(value).bitPattern.bigEndian) { Array($0) }
            default:
                let start = sqlite3_value_blob(value)
                let length = Int(sqlite3_value_bytes(value))
                head = [kind == SQLITE_TEXT ? 3 : 4] + withUnsafeBytes(of: Int64(length).bigEndian) { Array($0) }
                digest.update(head)
                digest.update(UnsafeRawBufferPointer(start: start, count: length))
                continue
            }
            digest.update(head)
        }
        let hex = digest.value.hex.prefix(32)
        sqlite3_result_text(context, String(hex), 32, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }

    private static func step(_ context: OpaquePointer?, _ values: UnsafeMutablePointer<OpaquePointer?>?) {
        guard let sum = sqlite3_aggregate_context(context, 16)?.assumingMemoryBound(to: UInt8.self),
            let text = sqlite3_value_text(values?[0]), sqlite3_value_bytes(values?[0]) == 32
        else { return }
        for index in 0..<16 { sum[index] ^= digit(text[2 * index]) << 4 | digit(text[2 * index + 1]) }
    }

    private static func finish(_ context: OpaquePointer?) {
        var hex = ""
        if let sum = sqlite3_aggregate_context(context, 16)?.assumingMemoryBound(to: UInt8.self) {
            for index in 0..<16 { hex += (sum[index] < 16 ? "0" : "") + String(sum[index], radix: 16) }
        }
        sqlite3_result_text(context, hex, 32, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }

    /// The sum of digests that stand one behind the other.
    static func sum(_ list: [UInt8]) -> String {
        var sum = [UInt8](repeating: 0, count: 16)
        for start in stride(from: 0, to: list.count - 31, by: 32) {
            for index in 0..<16 { sum[index] ^= digit(list[start + 2 * index]) << 4 | digit(list[start + 2 * index + 1]) }
        }
        return sum.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func digit(_ byte: UInt8) -> UInt8 { byte <= UInt8(ascii: "9") ? byte - UInt8(ascii: "0") : byte - UInt8(ascii: "a") + 10 }
}
