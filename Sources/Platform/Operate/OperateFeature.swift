// Operate: what it takes to run the house. The way in, the Floor, people and tokens, the audit, jobs, settings, health,
// and the intake desk beside them. A table of contents; what is done is in the folders.

import ArgumentParser
import Host
import Intake
import Kernel
import Web

/// The feature that runs the house.
public struct OperateFeature: Feature {
    public let id = "operate"
    let house: House
    let intake: IntakeService
    /// The features besides this one, for the Floor, the API document and the checks.
    let others: @Sendable () -> [any Feature]

    public init(house: House, intake: IntakeService, features: @escaping @Sendable () -> [any Feature]) {
        self.house = house
        self.intake = intake
        others = features
    }

    static let viewFloor = Permission("floor.view", [.scheduler, .supervisor, .floor, .viewer])
    static let managePeople = Permission("people.manage", [])
    static let viewAudit = Permission("audit.view", [.supervisor])
    static let viewJobs = Permission("jobs.view", [.scheduler, .supervisor, .floor, .viewer])
    static let manageJobs = Permission("jobs.manage", [.scheduler, .supervisor])
    static let manageSettings = Permission("settings.manage", [])
    static let permissions = [viewFloor, managePeople, viewAudit, viewJobs, manageJobs, manageSettings]

    /// The words of the house's own pages, and of intake's.
    public static let catalogues: [String] =
        [EntryText.catalogue, FloorText.catalogue, PeopleText.catalogue, AuditText.catalogue, JobsText.catalogue, SettingsText.catalogue]
        + IntakeDesk.texts

    private var desk: IntakeDesk { IntakeDesk(house: house, intake: intake) }

    public var permissions: [Permission] { Self.permissions + IntakeDesk.permissions }
    public var texts: [String] { Self.catalogues }
    public var floor: FloorPart? { IntakeFloor(house: house, intake: intake).part }

    public var jobs: [JobKind] { [HouseKeeping(house: house).kind] }
    public var services: [BackgroundService] { [Pulse(house: house, intake: intake).service] }

    public var routes: [Route] {
        var all = SignInDesk(house: house).routes + ChoiceDesk(house: house).routes + MeDesk(house: house).routes
        all += FloorPage(feature: self).routes + SearchPage(feature: self).routes
        all += PeopleDesk(house: house).routes + TokenDesk(house: house).routes + AuditDesk(house: house).routes
        all += JobsDesk(house: house).routes + SettingsDesk(house: house).routes
        return all + HealthDesk(feature: self).routes + HouseAPI(house: house).routes + desk.routes
    }

    public var menu: [MenuEntry] {
        let floor = MenuEntry("floor.place", icon: "floor", path: "/", group: .features, permission: Self.viewFloor)
        return [floor] + desk.menu + [
            MenuEntry("jobs.title", icon: "jobs", path: "/jobs", group: .operate, permission: Self.viewJobs),
            MenuEntry("people.title", icon: "people", path: "/people", group: .operate, permission: Self.managePeople),
            MenuEntry("audit.title", icon: "audit", path: "/audit", group: .operate, permission: Self.viewAudit),
            MenuEntry("settings.title", icon: "operate", path: "/settings", group: .operate, permission: Self.manageSettings),
        ]
    }

    public static var verbs: [any ParsableCommand.Type] {
        IntakeDesk.verbs + [UserVerb.self, TokenVerb.self, AuditVerb.self, DoctorVerb.self]
    }

    /// Every feature, this one included.
    var all: [any Feature] { others() + [self] }
}
