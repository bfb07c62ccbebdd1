// What the audit says about one change: who, when, by which way, what it was and what it became, and why. An entry
// cannot be made with a secret in it: its values are redacted when they are handed over.

import Kernel
import Web

/// Who makes a change, and by which way it came in.
public struct Author: Sendable, Hashable {
    public enum Via: String, Sendable, CaseIterable { case page, api, verb, system }

    /// Nil for Gemba itself.
    public var person: Person?
    public var via: Via
    public var reason: String?
    public var requestID: String?

    public init(_ person: Person, via: Via, reason: String? = nil, requestID: String? = nil) {
        self.person = person
        self.via = via
        self.reason = reason
        self.requestID = requestID
    }

    /// Gemba itself, without being asked by anybody.
    public static let system = Author()

    private init() { via = .system }
}

/// One line of the audit.
public struct AuditEntry: Sendable, Equatable {
    /// Bytes of JSON kept of an old or a new value; a larger one is replaced by its size.
    public static let valueLimit = 65_536
    /// The name under which Gemba itself appears.
    public static let systemName = "gemba"

    /// Nil until it is stored.
    public let id: Int64?
    public let at: Instant
    public let personName: String
    public let personID: Int64?
    /// Nil for Gemba itself.
    public let proof: Person.Proof?
    public let via: Author.Via
    /// `source.create`
    public let action: String
    /// `source 3`
    public let subject: String
    public let old: JSON?
    public let new: JSON?
    public let reason: String?
    public let requestID: String?

    /// An entry to record. `old` and `new` are redacted here; texts that are too long are cut.
    public init(at: Instant, by author: Author, action: String, subject: String, old: JSON? = nil, new: JSON? = nil) {
        id = nil
        self.at = at
        personName = (author.person?.name ?? Self.systemName).clipped(to: 80)
        personID = author.person?.id
        proof = author.person?.proof
        via = author.via
        self.action = action.clipped(to: 80)
        self.subject = subject.clipped(to: 200)
        self.old = old.flatMap(Self.kept)
        self.new = new.flatMap(Self.kept)
        reason = author.reason?.clipped(to: 500)
        requestID = author.requestID?.clipped(to: 80)
    }

    /// An entry as the database has it.
    init(
        storedAs id: Int64, at: Instant, personName: String, personID: Int64?, proof: Person.Proof?, via: Author.Via,
        action: String, subject: String, old: JSON?, new: JSON?, reason: String?, requestID: String?
    ) {
        self.id = id
        self.at = at
        self.personName = personName
        self.personID = personID
        self.proof = proof
        self.via = via
        self.action = action
        self.subject = subject
        self.old = old
        self.new = new
        self.reason = reason
        self.requestID = requestID
    }

    /// The members of two objects that differ, nil where there are none; other values are returned as they are.
    public static func differences(_ old: JSON, _ new: JSON) -> (old: JSON?, new: JSON?) {
        guard let before = old.members, let after = new.members else { return (old, new) }
        let gone = before.filter { name, value in new[name] != value }
        let come = after.filter { name, value in old[name] != value }
        return (gone.isEmpty ? nil : .object(gone), come.isEmpty ? nil : .object(come))
    }

    private static func kept(_ value: JSON) -> JSON? {
        if value == .null { return nil }
        let redacted = Redaction.redacted(value)
        let size = redacted.bytes.count
        return size <= valueLimit ? redacted : ["left_out_bytes": .int(Int64(size))]
    }
}

extension Person.Proof {
    /// How the audit writes it.
    var word: String {
        switch self {
        case .session: "session"
        case .token: "token"
        case .demo: "demo"
        case .terminal: "terminal"
        }
    }

    init?(word: String) {
        switch word {
        case "session": self = .session
        case "token": self = .token
        case "demo": self = .demo
        case "terminal": self = .terminal
        default: return nil
        }
    }
}
