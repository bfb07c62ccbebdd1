// The feature's pages by path.

import Host
import Kernel
import Store
import Web

extension ConsolidationFeature {
    var pages: [Route] {
        let path = "/consolidation"
        return [
            .page(path, .needs(Self.view)) { try await BranchesPage(self, $0).response() },
            .page(path + "/runs", .needs(Self.view)) { try await RunsPage(self, $0).response() },
            .page(path + "/runs/{id}", .needs(Self.view)) { try await ConsolidationRunPage(self, $0).response() },
            .form(path + "/runs/{id}/cancel", .needs(Self.operate)) { try await ConsolidationRunPage(self, $0).cancel() },
            .page(path + "/runs/{id}/undo", .needs(Self.operate)) { try await ConsolidationRunPage(self, $0).undo() },
            .form(path + "/runs/{id}/undo", .needs(Self.operate)) { try await ConsolidationRunPage(self, $0).undoNow() },
            .page(path + "/refused", .needs(Self.view)) { try await RefusedPage(self, $0).response() },
            .form(path + "/refused/retry", .needs(Self.operate)) { try await RefusedPage(self, $0).retryAllNow() },
            .page(path + "/refused/{id}", .needs(Self.view)) { try await RefusedRowPage(self, $0).show() },
            .form(path + "/refused/{id}", .needs(Self.operate)) { try await RefusedRowPage(self, $0).retry() },
            .form(path + "/refused/{id}/dismiss", .needs(Self.operate)) { try await RefusedRowPage(self, $0).dismiss() },
            .page(path + "/timetable", .needs(Self.view)) { try await PlannedPage(self, $0).show() },
            .form(path + "/timetable", .needs(Self.operate)) { try await PlannedPage(self, $0).save() },
            .form(path + "/timetable/run", .needs(Self.operate)) { try await PlannedPage(self, $0).run() },
            .form(path + "/timetable/remove", .needs(Self.operate)) { try await PlannedPage(self, $0).remove() },
            .form(path + "/jobs/{id}/cancel", .needs(Self.operate)) { try await self.cancelJob($0) },
            .page(path + "/places/new", .needs(Self.manage)) { try await PlacePage(self, $0).showNew() },
            .form(path + "/places", .needs(Self.manage)) { try await PlacePage(self, $0).create() },
            .page(path + "/places/{id}", .needs(Self.manage)) { try await PlacePage(self, $0).show() },
            .form(path + "/places/{id}", .needs(Self.manage)) { try await PlacePage(self, $0).save() },
            .form(path + "/places/{id}/remove", .needs(Self.manage)) { try await PlacePage(self, $0).remove() },
            .page(path + "/branches/{id}", .needs(Self.view)) { try await BranchPage(self, $0).response() },
            .page(path + "/branches/{id}/open", .needs(Self.operate)) { try await OpenPage(self, $0).show() },
            .form(path + "/branches/{id}/open", .needs(Self.operate)) { try await OpenPage(self, $0).act() },
            .page(path + "/branches/{id}/close", .needs(Self.operate)) { try await ClosePage(self, $0).show() },
            .form(path + "/branches/{id}/close", .needs(Self.operate)) { try await ClosePage(self, $0).act() },
            .page(path + "/branches/{id}/verify", .needs(Self.operate)) { try await VerifyPage(self, $0).show() },
            .form(path + "/branches/{id}/verify", .needs(Self.operate)) { try await VerifyPage(self, $0).act() },
            .page(path + "/branches/{id}/tables", .needs(Self.manage)) { try await TablesPage(self, $0).show() },
            .form(path + "/branches/{id}/tables", .needs(Self.manage)) { try await TablesPage(self, $0).save() },
        ]
    }

    func branch(_ id: Int64) async throws -> Connection {
        let place = try await actions.place(id: id)
        guard place.role == .branch else { throw Problem(.missing, "place_unknown", ["alias": place.alias, "role": "branch"]) }
        return place
    }

    /// Stops a deed that runs or waits.
    private func cancelJob(_ visit: Visit) async throws -> WebResponse {
        let (id, now, author) = (try visit.id(), actions.clock.now(), try Author(visit))
        let queue = house.jobs
        let branch = try await house.database.write { tx -> Int64 in
            let run = try JobHistory.run(id, in: tx)
            guard let deed = ConsolidationDeed(job: run.kind, run.payload) else { throw Problem(.missing, "job_run_unknown", ["run": String(id)]) }
            try queue.cancel(id, in: tx)
            try Audit.record(AuditEntry(at: now, by: author, action: "job.cancel", subject: "run \(id)", old: nil, new: nil), in: tx)
            return deed.branch
        }
        queue.cancelled(id)
        actions.announce()
        return .redirect(branch == 0 ? "/consolidation" : "/consolidation/branches/\(branch)")
    }

    // MARK: the Floor

    /// Branches whose last closing failed or is not equal, and rows that wait for somebody.
    func floorNeeds(_ visit: Visit) async throws -> [Need] {
        let reader = visit.reader
        guard reader.may(Self.view) else { return [] }
        let overview = try await BranchesPage.overview(self)
        var needs: [Need] = []
        for branch in overview.branches {
            let path = "/consolidation/branches/\(branch.id)"
            if let run = overview.closings[branch.id], run.state == .failed || run.state == .interrupted {
                needs.append(
                    Need(
                        .bad, icon: "consolidation", card: reader.t("consolidation.need.failed-card"),
                        title: reader.t("consolidation.need.failed", ["branch": branch.alias]),
                        detail: ConsolidationWords(reader: reader).problem(run) ?? "",
                        since: run.endedAt, path: path, action: reader.t("consolidation.need.look")))
            } else if overview.proof(branch.id)?.isVerified == false {
                needs.append(
                    Need(
                        .bad, icon: "consolidation", card: reader.t("consolidation.need.unequal-card"),
                        title: reader.t("consolidation.need.unequal", ["branch": branch.alias]), detail: "",
                        since: overview.proof(branch.id)?.endedAt,
                        path: path, action: reader.t("consolidation.need.look")))
            }
            if let refused = overview.refused[branch.id], refused > 0 {
                needs.append(
                    Need(
                        .warn, icon: "consolidation", card: reader.t("consolidation.need.refused-card"),
                        title: reader.t("consolidation.need.refused", ["branch": branch.alias, "n": reader.number(refused)]), detail: "", since: nil,
                        path: "/consolidation/refused?branch=\(URLText.encode(branch.alias))", action: reader.t("consolidation.need.look")))
            }
        }
        return needs
    }

    func floorPicture(_ visit: Visit) async throws -> HTML? {
        let reader = visit.reader
        let words = ConsolidationWords(reader: reader)
        guard reader.may(Self.view) else { return nil }
        let overview = try await BranchesPage.overview(self)
        guard !overview.branches.isEmpty else { return nil }
        let rows = overview.branches.html { branch in
            let path = "/consolidation/branches/\(branch.id)"
            let counts: HTML = overview.closings[branch.id].map { "\(words.counts($0.counts))" } ?? "–"
            return """
                <tr data-href="\(path)"><td><a href="\(path)">\(branch.alias)</a></td><td>\(words.state(branch))</td><td>\(words.since(branch))</td>\
                <td>\(counts)</td><td>\(words.proof(overview.proof(branch.id)))</td></tr>
                """
        }
        let headings = ["branch", "state", "since", "closing", "proof"].html { "<th scope=\"col\">\(reader.t("consolidation.column." + $0))</th>" }
        return """
            <section class="panel"><header><h2>\(reader.t("consolidation.floor"))</h2><a href="/consolidation">\(reader.t("consolidation.title"))</a></header>\
            <div class="table-wrap"><table class="data"><thead><tr>\(headings)</tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }
}
