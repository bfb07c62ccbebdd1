// Where a form or a link may lead to: a path of ours, never another site, however the address is written.

import Web

/// Checks addresses that come from outside.
enum LocalTarget {
    static let lengthMax = 2000

    /// The path when it is one of ours, else `/`.
    static func of(_ text: String?) -> String {
        guard let text, text.utf8.count <= lengthMax, text.hasPrefix("/"), !text.hasPrefix("//"), !text.hasPrefix("/\\"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }), !text.hasPrefix("/sign-in"), !text.hasPrefix("/sign-out")
        else { return "/" }
        return text
    }
}
