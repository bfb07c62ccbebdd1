// Tokens made by page, API and verb alike.

import Host
import Kernel
import Web

/// What can be done with tokens beyond what the house offers.
struct TokenActions: Sendable {
    /// The longest life that can be asked for.
    static let daysMax: Int64 = 3650
    let house: House

    /// - Parameter days: nil for a token without an end.
    /// - Throws: `parameter_invalid` and what `Tokens.create` throws.
    func create(name: String, role: String, days: Int64?, by author: Author) async throws -> NewToken {
        let role = try RoleText.role(role)
        if let days, !(1...Self.daysMax).contains(days) {
            throw Problem(.input, "parameter_invalid", ["name": "days", "value": String(days)])
        }
        let end = days.map { house.clock.now() + .days($0) }
        return try await house.tokens.create(name: name, role: role, expiresAt: end, by: author)
    }
}

/// Roles as text.
enum RoleText {
    /// Throws `parameter_invalid` for a word that is no role.
    static func role(_ text: String) throws(Problem) -> Role {
        guard let role = Role(rawValue: text) else {
            let names = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(
                .input, "parameter_invalid", ["name": "role", "value": String(text.prefix(40))], hint: "Roles: \(names).")
        }
        return role
    }

    /// For a choice, the weakest first.
    static func options(_ reader: Reader) -> [(value: String, text: String)] {
        Role.allCases.reversed().map { ($0.rawValue, sentence($0, reader)) }
    }

    /// `Viewer: looks, changes nothing`
    static func sentence(_ role: Role, _ reader: Reader) -> String {
        reader.t("role.with", ["role": reader.t("role." + role.rawValue), "may": reader.t("role.\(role.rawValue).may")])
    }
}
