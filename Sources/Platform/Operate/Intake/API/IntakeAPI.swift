// The canonical interface of intake: the same names and shapes as the verbs, through the same actions.

import Host
import Intake
import Kernel
import Web

struct IntakeAPI: Sendable {
    let desk: IntakeDesk
    private var json: IntakeJSON { IntakeJSON(zone: desk.house.zone) }
    /// Rows of one answer.
    static let rowsMax = 1000

    var routes: [Route] {
        let base = "/api/v1/intake"
        return [
            Route(.get, base + "/sources", .needs(IntakeDesk.view), summary: "The sources and how they do", sources),
            Route(
                .post, base + "/sources", .needs(IntakeDesk.manage),
                summary: "Make a source, or change the one with this id or name", saveSource),
            Route(
                .post, base + "/sources/test", .needs(IntakeDesk.manage),
                summary: "Look at a source that need not be saved; nothing is loaded", testSource),
            Route(.get, base + "/sources/{id}", .needs(IntakeDesk.view), summary: "One source", source),
            Route(.post, base + "/sources/{id}/scan", .needs(IntakeDesk.manage), summary: "Look at a source now", scan),
            Route(
                .post, base + "/sources/{id}/map", .needs(IntakeDesk.manage),
                summary: "Say which line and mounter a folder is", map),
            Route(
                .get, base + "/files", .needs(IntakeDesk.view),
                summary: "The ledger: where every line of every file went", files),
            Route(.get, base + "/files/{id}", .needs(IntakeDesk.view), summary: "One file of the ledger", file),
            Route(
                .post, base + "/files/{id}/release", .needs(IntakeDesk.settle),
                summary: "Let a held file be read again", release),
            Route(
                .post, base + "/files/{id}/reload", .needs(IntakeDesk.settle),
                summary: "Read a file anew from its first byte", reload),
            Route(
                .get, base + "/rejects", .needs(IntakeDesk.view),
                summary: "Lines that could not be loaded, newest first", rejects),
            Route(
                .get, base + "/rejects/{id}", .needs(IntakeDesk.view), summary: "One rejected line with its bytes",
                reject),
            Route(
                .post, base + "/rejects/{id}/retry", .needs(IntakeDesk.settle),
                summary: "Try a line again, mended or as it is", retry),
            Route(
                .post, base + "/rejects/{id}/dismiss", .needs(IntakeDesk.settle),
                summary: "Close a reject without loading it", dismiss),
            Route(.get, base + "/runs", .needs(IntakeDesk.view), summary: "What was loaded when, newest first", runs),
            Route(
                .post, base + "/runs/{name}/undo", .needs(IntakeDesk.settle), summary: "Take back what a run loaded",
                undo),
            Route(.get, base + "/profiles", .needs(IntakeDesk.view), summary: "How formats are read", profiles),
            Route(
                .post, base + "/profiles", .needs(IntakeDesk.manage), summary: "Save a profile of the plant's own",
                saveProfile),
        ]
    }

    private func limit(_ visit: Visit, _ standard: Int) throws -> Int {
        min(max(1, Int(try visit.query.int("limit") ?? Int64(standard))), Self.rowsMax)
    }

    private func isDryRun(_ visit: Visit) -> Bool { visit.query.flag("dry_run") }

    // MARK: Sources

    private func sources(_ visit: Visit) async throws -> WebResponse {
        .json(["sources": .array(try await desk.intake.sources().map { json.source($0) })])
    }

    private func source(_ visit: Visit) async throws -> WebResponse {
        .json(json.source(try await desk.intake.source(visit.id())))
    }

    private func saveSource(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        let source = try await SourceJSON(desk: desk).source(body)
        if isDryRun(visit) {
            try await desk.intake.validate(source)
            return .json(json.source(source))
        }
        let id = try await desk.save(source, by: Author(visit))
        return .json(json.source(try await desk.intake.source(id)), status: source.id == 0 ? 201 : 200)
    }

    private func testSource(_ visit: Visit) async throws -> WebResponse {
        let source = try await SourceJSON(desk: desk).source(try await visit.json())
        return .json(IntakeJSON.test(try await desk.intake.test(source)))
    }

    private func scan(_ visit: Visit) async throws -> WebResponse {
        let began = Stopwatch.milliseconds()
        let report = try await desk.scan(visit.id(), by: Author(visit))
        return .json(IntakeJSON.scan(report, milliseconds: Stopwatch.milliseconds() - began))
    }

    private func map(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        var parts: [String: String] = [:]
        for (name, value) in body["parts"]?.members ?? [] { parts[name] = value.string ?? value.int.map(String.init) }
        let changed = try await desk.map(
            source: visit.id(), folder: body["folder"]?.string ?? "", parts: parts, by: Author(visit))
        return .json(["files": JSON(changed)])
    }

    // MARK: Files and runs

    private func files(_ visit: Visit) async throws -> WebResponse {
        let page = try await desk.intake.ledgerPage(IntakeDesk.ledgerFilter(visit.query), limit: limit(visit, 200))
        return .json([
            "files": .array(page.files.map { json.file($0) }),
            "total": .object([("files", JSON(page.count))] + IntakeJSON.counts(page.total)),
            "next": JSON(page.next),
        ])
    }

    private func file(_ visit: Visit) async throws -> WebResponse {
        .json(json.file(try await desk.intake.ledgerFile(visit.id())))
    }

    private func release(_ visit: Visit) async throws -> WebResponse {
        let file = try await desk.intake.ledgerFile(visit.id())
        if !isDryRun(visit) { try await desk.release([file.id], by: Author(visit)) }
        return .json(json.file(try await desk.intake.ledgerFile(file.id)))
    }

    private func reload(_ visit: Visit) async throws -> WebResponse {
        let id = try visit.id()
        let report =
            isDryRun(visit)
            ? try await desk.intake.reload(file: id, isRehearsal: true) : try await desk.reload(id, by: Author(visit))
        return .json([
            "new": .object(IntakeJSON.counts(report.new)), "withdrawn": .int(report.withdrawn),
            "after": .object(IntakeJSON.counts(report.after)),
            "dry_run": .bool(isDryRun(visit)),
        ])
    }

    private func runs(_ visit: Visit) async throws -> WebResponse {
        let names = try await desk.sourceNames()
        let runs = try await desk.intake.runs(source: visit.query.int("source"), limit: limit(visit, 50))
        return .json(["runs": .array(runs.map { json.run($0, source: names[$0.source]) })])
    }

    private func undo(_ visit: Visit) async throws -> WebResponse {
        let name = visit.path["name"] ?? ""
        let counts = try await desk.undo(name, by: Author(visit), isRehearsal: isDryRun(visit))
        return .json(
            .object(
                [("run", .string(name)), ("undone", .bool(!isDryRun(visit))), ("dry_run", .bool(isDryRun(visit)))]
                    + IntakeJSON.counts(counts)))
    }

    // MARK: Rejects

    private func rejects(_ visit: Visit) async throws -> WebResponse {
        var filter = try IntakeDesk.rejectFilter(visit.query)
        if visit.query["status"] == nil { filter.status = nil }
        filter.limit = try limit(visit, 200)
        let (rejects, total) = try await desk.intake.rejects(filter)
        return .json([
            "rejects": .array(rejects.map { json.reject($0) }), "total": .int(total),
            "next": JSON(rejects.count == filter.limit ? rejects.last?.id : nil),
        ])
    }

    private func reject(_ visit: Visit) async throws -> WebResponse {
        .json(json.rejectInFull(try await desk.intake.reject(visit.id())))
    }

    private func retry(_ visit: Visit) async throws -> WebResponse {
        let edit = try RejectActions.edit(json: try await visit.json())
        let result = try await desk.retry([visit.id()], edit, by: Author(visit), isRehearsal: isDryRun(visit))
        let outcome = result.outcomes.first.map { IntakeJSON.outcome($0.outcome).members ?? [] } ?? []
        return .json(.object((RejectActions.json(result, isDryRun: isDryRun(visit)).members ?? []) + outcome))
    }

    private func dismiss(_ visit: Visit) async throws -> WebResponse {
        let id = try visit.id()
        if !isDryRun(visit) { _ = try await desk.dismiss([id], by: Author(visit)) }
        return .json(json.reject(try await desk.intake.reject(id)))
    }

    // MARK: Profiles

    private func profiles(_ visit: Visit) async throws -> WebResponse {
        .json(["profiles": .array(try await desk.intake.profiles().map { $0.json })])
    }

    private func saveProfile(_ visit: Visit) async throws -> WebResponse {
        let (profile, problems) = IntakeProfile.read(try await visit.json())
        if let first = problems.first { throw first }
        if !isDryRun(visit) { try await desk.save(profile, by: Author(visit)) }
        return .json(profile.json)
    }
}
