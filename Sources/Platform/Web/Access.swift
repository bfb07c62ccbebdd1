// Who may do what. A route cannot be registered without saying which permission it needs; a role is a fixed set of
// permissions, made of what the features declare.

/// What a person is at the plant.
public enum Role: String, Sendable, CaseIterable, Hashable {
    case admin, scheduler, supervisor, floor, viewer
}

/// One thing that can be allowed, and the roles that have it. Admin has every permission.
public struct Permission: Sendable, Hashable {
    /// `traceability.view`
    public let id: String
    private let roles: Set<Role>

    public init(_ id: String, _ roles: Set<Role>) {
        self.id = id
        self.roles = roles
    }

    public func isGranted(to role: Role) -> Bool { role == .admin || roles.contains(role) }
}

/// What a route asks of its caller. There is no default.
public enum Access: Sendable, Hashable {
    /// Anybody, signed in or not: sign-in itself, health, static files.
    case open
    /// Any person who is signed in.
    case signedIn
    case needs(Permission)
    /// Like `needs`, but the administrator can open it to anybody by a setting (the old systems' GET paths).
    case needsUnlessOpened(Permission, setting: String)
}

/// Who is asking.
public struct Person: Sendable, Hashable {
    public enum Proof: Sendable, Hashable { case session, token, demo, terminal }

    /// Nil for the demo visitor and for somebody at the terminal.
    public var id: Int64?
    public var name: String
    public var role: Role
    public var proof: Proof

    public init(id: Int64?, name: String, role: Role, proof: Proof) {
        self.id = id
        self.name = name
        self.role = role
        self.proof = proof
    }

    public func may(_ permission: Permission) -> Bool { permission.isGranted(to: role) }
}

/// The languages of the pages.
public enum Language: String, Sendable, CaseIterable, Hashable {
    case en, es, fr
}
