// Which role is above which, for one question only: what somebody may hand on. What a role may do is decided by
// permissions, never by this order.

import Web

extension Role {
    /// admin > scheduler = supervisor > floor > viewer
    private var rank: Int {
        switch self {
        case .admin: 3
        case .scheduler, .supervisor: 2
        case .floor: 1
        case .viewer: 0
        }
    }

    /// Whether somebody with this role may make a token with `other`.
    public func mayHandOn(_ other: Role) -> Bool { other.rank <= rank }
}
