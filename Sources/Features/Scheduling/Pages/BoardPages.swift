// The board: lines over time, what is on no line yet, drafts and what they would change.

import Host
import Kernel
import Store
import Web

extension SchedulingFeature {
    var boardPages: [Route] {
        let path = "/scheduling"
        return [
            .page(path, .needs(Self.view)) { try await BoardPage(self, $0).response() },
            .page(path + "/move", .needs(Self.view)) { try await BoardMove(self, $0).response() },
            .page(path + "/preview", .needs(Self.move)) { try await BoardPreview.answer(self, $0) },
            .form(path + "/place", .needs(Self.move)) { try await BoardDeeds(self, $0).place() },
            .form(path + "/unplace", .needs(Self.move)) { try await BoardDeeds(self, $0).unplace() },
            .form(path + "/pin", .needs(Self.move)) { try await BoardDeeds(self, $0).pin() },
            .form(path + "/undo", .needs(Self.move)) { try await BoardDeeds(self, $0).undo() },
            .form(path + "/redo", .needs(Self.move)) { try await BoardDeeds(self, $0).redo() },
            .page(path + "/changes", .needs(Self.view)) { try await BoardChanges(self, $0).response() },
            .form(path + "/changes/undo", .needs(Self.move)) { try await BoardChanges(self, $0).undo() },
            .page(path + "/drafts", .needs(Self.plan)) { try await BoardDrafts(self, $0).list() },
            .form(path + "/drafts", .needs(Self.plan)) { try await BoardDrafts(self, $0).create() },
            .form(path + "/drafts/propose", .needs(Self.plan)) { try await BoardDrafts(self, $0).propose() },
            .page(path + "/drafts/{id}", .needs(Self.plan)) { try await BoardDrafts(self, $0).show() },
            .form(path + "/drafts/{id}/publish", .needs(Self.plan)) { try await BoardDrafts(self, $0).publish() },
            .form(path + "/drafts/{id}/discard", .needs(Self.plan)) { try await BoardDrafts(self, $0).discard() },
        ]
    }
}
