// The intake side of the house, as people meet it: sources, ledger, rejects, profiles and uploads, by page, API and verb.
// A table of contents only; what is done is in `Actions/`, and every change passes through there.

import ArgumentParser
import Host
import Intake
import Kernel
import Web

/// Intake's pages, routes and verbs, composed into the feature that runs the house.
struct IntakeDesk: Sendable {
    let house: House
    let intake: IntakeService

    static let view = Permission("intake.view", [.scheduler, .supervisor, .floor, .viewer])
    static let settle = Permission("intake.settle", [.scheduler, .supervisor])
    static let manage = Permission("intake.manage", [])

    static let permissions = [view, settle, manage]
    static let texts: [String] = []
    static let verbs: [any ParsableCommand.Type] = [
        IngestVerb.self, LedgerVerb.self, RejectsVerb.self, SourcesVerb.self, ProfilesVerb.self, RunsVerb.self,
    ]

    var routes: [Route] { [] }
    var menu: [MenuEntry] { [] }
}

extension Plant {
    /// The desk of an opened plant, for verbs.
    var intakeDesk: IntakeDesk { IntakeDesk(house: house, intake: feature(OperateFeature.self).intake) }
}

extension Author {
    /// Whoever types a verb: the machine's own administrator.
    static let terminal = Author(Person(id: nil, name: "terminal", role: .admin, proof: .terminal), via: .verb)

    /// Whoever visits, by page or by API.
    /// - Throws: `sign_in_needed` when nobody is signed in.
    init(_ visit: Visit, reason: String? = nil) throws(Problem) {
        guard let person = visit.reader.person else { throw Problem(.unauthenticated, "sign_in_needed") }
        self.init(person, via: visit.request.isAPI ? .api : .page, reason: reason, requestID: visit.request.id)
    }

    var name: String { person?.name ?? AuditEntry.systemName }
}
