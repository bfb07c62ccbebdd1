// The contract between the house and a feature: values that say what the feature brings. All but the first have an empty
// default, so that a new feature starts with a name.

import ArgumentParser
import Kernel
import Store
import Web

/// A job of the plant that Gemba does.
public protocol Feature: Sendable {
    /// `traceability`
    var id: String { get }
    var permissions: [Permission] { get }
    var migrations: [Migration] { get }
    var routes: [Route] { get }
    var menu: [MenuEntry] { get }
    /// Text catalogues, see `Texts`.
    var texts: [String] { get }
    var jobs: [JobKind] { get }
    var listeners: [SignalListener] { get }
    /// What it shows on the Floor page.
    var floor: FloorPart? { get }
    /// What it has to say to `gemba doctor` and `/ready`.
    var checks: [HealthCheck] { get }
    /// Work that goes on for as long as the server runs.
    var services: [BackgroundService] { get }
    /// Its commands at the terminal.
    static var verbs: [any ParsableCommand.Type] { get }
}

extension Feature {
    public var permissions: [Permission] { [] }
    public var migrations: [Migration] { [] }
    public var routes: [Route] { [] }
    public var menu: [MenuEntry] { [] }
    public var texts: [String] { [] }
    public var jobs: [JobKind] { [] }
    public var listeners: [SignalListener] { [] }
    public var floor: FloorPart? { nil }
    public var checks: [HealthCheck] { [] }
    public var services: [BackgroundService] { [] }
    public static var verbs: [any ParsableCommand.Type] { [] }
}

/// A line of the rail.
public struct MenuEntry: Sendable {
    public enum Group: Sendable { case features, operate }
    public var titleKey: String
    public var icon: String
    public var path: String
    public var group: Group
    public var permission: Permission?
    /// What waits for a person there; 0 shows nothing.
    public var count: (@Sendable () async -> Int)?

    public init(
        _ titleKey: String, icon: String, path: String, group: Group, permission: Permission?, count: (@Sendable () async -> Int)? = nil
    ) {
        self.titleKey = titleKey
        self.icon = icon
        self.path = path
        self.group = group
        self.permission = permission
        self.count = count
    }
}

/// A feature's part of the Floor page.
public struct FloorPart: Sendable {
    /// Position among the parts, small first.
    public var order: Int
    /// What needs a person now.
    public var needs: @Sendable (Visit) async throws -> [Need]
    /// The live picture, a panel or several; nil when there is nothing to show yet.
    public var picture: @Sendable (Visit) async throws -> HTML?
    /// Topics whose events change it.
    public var topics: [String]

    public init(
        order: Int, topics: [String], needs: @escaping @Sendable (Visit) async throws -> [Need],
        picture: @escaping @Sendable (Visit) async throws -> HTML?
    ) {
        self.order = order
        self.topics = topics
        self.needs = needs
        self.picture = picture
    }
}

/// One thing that waits for a person.
public struct Need: Sendable {
    public enum Weight: Int, Sendable, Comparable {
        case bad, warn
        public static func < (a: Weight, b: Weight) -> Bool { a.rawValue < b.rawValue }
    }
    public var weight: Weight
    public var icon: String
    public var title: String
    public var detail: String
    public var since: Instant?
    public var path: String
    public var action: String
    /// Needs of one kind are one card: its label and how many.
    public var card: String

    public init(_ weight: Weight, icon: String, card: String, title: String, detail: String, since: Instant?, path: String, action: String) {
        self.weight = weight
        self.icon = icon
        self.card = card
        self.title = title
        self.detail = detail
        self.since = since
        self.path = path
        self.action = action
    }
}

public struct HealthCheck: Sendable {
    public var name: String
    /// Nil when all is well, else what is wrong, in English.
    public var run: @Sendable () async -> String?
    public init(_ name: String, run: @escaping @Sendable () async -> String?) {
        self.name = name
        self.run = run
    }
}

/// Work that runs until it is cancelled.
public struct BackgroundService: Sendable {
    public var name: String
    public var run: @Sendable () async throws -> Void
    public init(_ name: String, run: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.run = run
    }
}
