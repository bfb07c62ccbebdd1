// What is kept about a person, and what a name may be. A record never carries the password or its hash.

import Foundation
import Kernel
import Web

/// A person as the people page shows them.
public struct PersonRecord: Sendable, Hashable {
    public var id: Int64
    public var name: String
    public var role: Role
    /// Nil follows the browser.
    public var language: Language?
    /// `light`, `dark`, or nil to follow the screen.
    public var theme: String?
    public var isActive: Bool
    /// A person without a password cannot sign in until one is set.
    public var hasPassword: Bool
    public var createdAt: Instant
    public var passwordChangedAt: Instant?

    /// What the audit keeps.
    var auditValue: JSON {
        [
            "name": .string(name), "role": .string(role.rawValue), "language": JSON(language?.rawValue),
            "theme": JSON(theme), "is_active": .bool(isActive),
        ]
    }
}

/// Names of people and tokens: shown as typed, compared without regard to case.
enum PersonName {
    /// Characters.
    static let longest = 64

    /// The name without blanks around it, in Unicode's composed form.
    /// - Throws: `name_missing`, `name_long`, `name_invalid` (control characters).
    static func checked(_ text: String) throws(Problem) -> String {
        let name = text.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping
        if name.isEmpty { throw Problem(.input, "name_missing") }
        if name.unicodeScalars.count > longest { throw Problem(.input, "name_long", ["longest": String(longest)]) }
        if name.unicodeScalars.contains(where: { CharacterSet.controlCharacters.contains($0) }) {
            throw Problem(.input, "name_invalid")
        }
        return name
    }

    /// The form in which two spellings of a name are the same.
    static func folded(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased().precomposedStringWithCanonicalMapping
    }
}

extension String {
    /// At most so many Unicode scalars, without control characters: text from outside that is only kept to be shown.
    func clipped(to limit: Int) -> String {
        var out = UnicodeScalarView()
        for scalar in unicodeScalars.lazy.filter({ !CharacterSet.controlCharacters.contains($0) }).prefix(limit) {
            out.append(scalar)
        }
        return String(out)
    }
}
