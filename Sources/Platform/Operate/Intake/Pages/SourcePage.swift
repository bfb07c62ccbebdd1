// "How is this source doing, and what can I do about it?": a source's page, and the deeds its buttons do. Whatever
// changes something goes through the actions.

import Host
import Intake
import Kernel
import Web

extension IntakeDesk {
    /// Runs and files shown on a source's page.
    static let sourceRowsMax = 12

    /// Answers `/sources/{id}`.
    func sourcePage(_ visit: Visit) async throws -> WebResponse {
        let reader = visit.reader
        let source = try await intake.source(visit.id())
        let counts =
            try await intake.sourceCounts(since: reader.zone.start(of: reader.zone.day(of: reader.now)))[source.id]
            ?? SourceCounts()
        var troubled = LedgerFilter()
        troubled.source = source.id
        troubled.onlyTroubled = true
        troubled.limit = Self.sourceRowsMax
        let view = SourceView(
            visit: visit, source: source, counts: counts, troubled: try await intake.ledger(troubled),
            latest: try await intake.latestFiles(source: source.id, limit: Self.sourceRowsMax),
            runs: try await intake.runs(source: source.id, limit: Self.sourceRowsMax),
            unmatched: try await intake.unmatchedFolders(source: source.id),
            mapped: try await intake.mappedFolders(source: source.id),
            parts: try await intake.partNames(profile: source.profile))
        let place = [Place(reader.t("sources.title"), "/sources"), Place(source.name)]
        return await page(visit, source.name, place, view.html)
    }

    /// Answers `/sources/{id}/test`: a look at it as it is saved, loading nothing.
    func testSavedSource(_ visit: Visit) async throws -> WebResponse {
        let reader = visit.reader
        let source = try await intake.source(visit.id())
        let test = try await intake.test(source)
        let view = SourceTestView(reader: reader, test: test, parts: [], typed: Parameters())
        let back: HTML = "<a class=\"button\" href=\"/sources/\(source.id)\">\(reader.t("source.back"))</a>"
        let place = [
            Place(reader.t("sources.title"), "/sources"), Place(source.name, "/sources/\(source.id)"),
            Place(reader.t("source.test")),
        ]
        return await page(
            visit, reader.t("source.test"), place,
            Markup.head(reader.t("source.test"), "\(source.name)", actions: back) + view.html)
    }

    /// Answers `POST /sources/{id}/scan`.
    func scanSource(_ visit: Visit) async throws -> WebResponse {
        let id = try visit.id()
        do { _ = try await scan(id, by: Author(visit)) } catch let problem as Problem
            where problem.isRetryable && !problem.code.hasPrefix("store_")
        {
            // The source's page says what is wrong, with what was kept and what to do.
            return .redirect("/sources/\(id)")
        }
        return .redirect("/sources/\(id)")
    }

    /// Answers `POST /sources/{id}/pause`, after asking.
    func pauseSource(_ visit: Visit) async throws -> WebResponse {
        let source = try await intake.source(visit.id())
        let counts = try await intake.sourceCounts(since: visit.reader.now)[source.id] ?? SourceCounts()
        guard visit.form.flag("confirmed") else {
            let place = [
                Place(visit.reader.t("sources.title"), "/sources"), Place(source.name, "/sources/\(source.id)"),
            ]
            return await Self.pauseQuestion(source, counts, visit.reader).response(house, visit, place: place)
        }
        try await setEnabled(source.id, false, by: Author(visit))
        return .redirect("/sources/\(source.id)")
    }

    static func pauseQuestion(_ source: Source, _ counts: SourceCounts, _ reader: Reader) -> Confirm {
        Confirm(
            title: reader.t("source.pause.title", ["source": source.name]),
            sentence: reader.t(
                "source.pause.sentence", ["n": reader.number(counts.loaded), "files": reader.number(counts.files)]),
            yes: reader.t("source.pause"), back: "/sources/\(source.id)")
    }

    /// Answers `POST /sources/{id}/resume`.
    func resumeSource(_ visit: Visit) async throws -> WebResponse {
        try await setEnabled(visit.id(), true, by: Author(visit))
        return .redirect("/sources/\(try visit.id())")
    }

    /// Answers `POST /sources/{id}/map`.
    func mapSource(_ visit: Visit) async throws -> WebResponse {
        let id = try visit.id()
        let author = try Author(visit)
        for map in SourceForm(id: id, fields: visit.form).maps {
            _ = try await self.map(source: id, folder: map.folder, parts: map.parts, by: author)
        }
        return .redirect("/sources/\(id)")
    }
}
