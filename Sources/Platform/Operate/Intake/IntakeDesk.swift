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
    static let texts: [String] = [
        IntakeWords.sources, IntakeWords.sourceDeeds, IntakeWords.sourceForm, IntakeWords.ledger, IntakeWords.rejects, IntakeWords.profiles,
        IntakeWords.problems, IntakeWords.siteProblems,
    ]
    static let verbs: [any ParsableCommand.Type] = [
        IngestVerb.self, LedgerVerb.self, RejectsVerb.self, SourcesVerb.self, ProfilesVerb.self, RunsVerb.self,
    ]

    var routes: [Route] { sourceRoutes + ledgerRoutes + rejectRoutes + profileRoutes + IntakeAPI(desk: self).routes }

    var menu: [MenuEntry] {
        let intake = intake
        let clock = house.clock
        return [
            MenuEntry("sources.title", icon: "sources", path: "/sources", group: .operate, permission: Self.view) {
                // The rail shows no number rather than no page when the database does not answer.
                let sources = (try? await intake.sources()) ?? []
                return sources.filter { SourceTag(source: $0, now: clock.now()).needsPerson }.count
            },
            MenuEntry("ledger.title", icon: "ledger", path: "/ledger", group: .operate, permission: Self.view),
            MenuEntry("rejects.title", icon: "rejects", path: "/rejects", group: .operate, permission: Self.view) {
                Int((try? await intake.openRejectCount()) ?? 0)
            },
        ]
    }

    private var sourceRoutes: [Route] {
        [
            .page("/sources", .needs(Self.view), sourcesPage), .form("/sources", .needs(Self.manage), saveSource),
            .page("/sources/new", .needs(Self.manage), newSourcePage),
            .form("/sources/test", .needs(Self.manage), testSource),
            .page("/sources/{id}", .needs(Self.view), sourcePage),
            .form("/sources/{id}", .needs(Self.manage), saveSource),
            .page("/sources/{id}/edit", .needs(Self.manage), editSourcePage),
            .page("/sources/{id}/test", .needs(Self.manage), testSavedSource),
            .form("/sources/{id}/scan", .needs(Self.manage), scanSource),
            .form("/sources/{id}/pause", .needs(Self.manage), pauseSource),
            .form("/sources/{id}/resume", .needs(Self.manage), resumeSource),
            .form("/sources/{id}/map", .needs(Self.manage), mapSource),
            .page("/upload", .needs(Self.settle), uploadPage),
            Route(.post, "/upload", .needs(Self.settle), streamsBody: true, upload),
        ]
    }

    private var ledgerRoutes: [Route] {
        [
            .page("/ledger", .needs(Self.view), ledgerPage), .page("/ledger/export", .needs(Self.view), exportLedger),
            .page("/ledger/{id}", .needs(Self.view), filePage),
            .form("/ledger/{id}/release", .needs(Self.settle), releaseFile),
            .form("/ledger/{id}/reload", .needs(Self.settle), reloadFile),
            .form("/runs/{name}/undo", .needs(Self.settle), undoRun),
        ]
    }

    private var rejectRoutes: [Route] {
        [
            .page("/rejects", .needs(Self.view), rejectsPage),
            .page("/rejects/export", .needs(Self.view), exportRejects),
            .form("/rejects/retry", .needs(Self.settle), retryReason),
            .form("/rejects/dismiss", .needs(Self.settle), dismissReason),
            .page("/rejects/{id}", .needs(Self.view)) { try await rejectPage($0) },
            .form("/rejects/{id}/preview", .needs(Self.settle), previewReject),
            .form("/rejects/{id}/retry", .needs(Self.settle), retryReject),
            .form("/rejects/{id}/dismiss", .needs(Self.settle), dismissReject),
        ]
    }

    private var profileRoutes: [Route] {
        [
            .page("/profiles", .needs(Self.view), profilesPage),
            .page("/profiles/new", .needs(Self.manage), newProfilePage),
            Route(.post, "/profiles/sample", .needs(Self.manage), streamsBody: true, readSample),
            .form("/profiles/preview", .needs(Self.manage), previewProfile),
            .form("/profiles", .needs(Self.manage), saveProfile),
            .page("/profiles/{name}", .needs(Self.view), profilePage),
            .page("/profiles/{name}/edit", .needs(Self.manage), editProfilePage),
        ]
    }
}

extension Plant {
    /// The desk of an opened plant, for verbs.
    var intakeDesk: IntakeDesk { IntakeDesk(house: house, intake: feature(OperateFeature.self).intake) }
}
