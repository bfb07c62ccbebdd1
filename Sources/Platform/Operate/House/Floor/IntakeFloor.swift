// What the house itself puts on the Floor: sources that fail or fall silent, lines that were rejected, jobs that failed.

import Host
import Intake
import Kernel
import Store
import Web

/// The house's own part of the Floor.
struct IntakeFloor: Sendable {
    /// Failed runs older than this are history.
    static let failedFor = Span.days(1)
    static let failedRunsMax = 50
    let house: House
    let intake: IntakeService

    var part: FloorPart {
        FloorPart(order: 90, topics: ["intake", "jobs"], needs: { try await self.needs($0.reader) }, picture: { try await self.picture($0.reader) })
    }

    private func needs(_ reader: Reader) async throws -> [Need] {
        let sources = try await intake.sources()
        return sources.compactMap { SourceHealth(source: $0, now: reader.now).need(reader) }
            + (try await rejects(sources, reader)) + (try await failedJobs(reader))
    }

    private func rejects(_ sources: [Source], _ reader: Reader) async throws -> [Need] {
        let open = try await house.database.read { try OpenRejects.bySource($0) }
        return open.map { open in
            let name = sources.first { $0.id == open.source }?.name ?? reader.t("floor.source.gone")
            let key = open.count == 1 ? "floor.rejects.one" : "floor.rejects.many"
            return Need(
                .warn, icon: "rejects", card: reader.t("floor.rejects.card"),
                title: reader.t(key, ["n": reader.number(open.count), "source": name]), detail: reader.t("floor.rejects.kept"),
                since: open.oldest, path: "/rejects?source=\(open.source)", action: reader.t("floor.rejects.do"))
        }
    }

    /// The last run of each kind of work, when it failed.
    private func failedJobs(_ reader: Reader) async throws -> [Need] {
        let since = reader.now - Self.failedFor
        let ended = try await house.database.read { tx in try JobHistory.history(JobHistoryFilter(limit: 200), in: tx) }
        var seen: Set<String> = []
        var needs: [Need] = []
        for run in ended {
            let key = run.kind + "|" + (run.timetableId.map(String.init) ?? "")
            guard seen.insert(key).inserted, run.status == .failed, let at = run.endedAt, at >= since else { continue }
            let title = house.jobs.knownKinds.first { $0.id == run.kind }.map { reader.t($0.titleKey) } ?? run.kind
            let why = run.errorCode.map { Problem(.bug, $0).title(reader) } ?? run.errorText ?? ""
            needs.append(
                Need(
                    .bad, icon: "jobs", card: reader.t("floor.jobs.card"), title: reader.t("floor.jobs.failed", ["job": run.timetable ?? title]),
                    detail: why, since: at, path: "/jobs/\(run.id)", action: reader.t("floor.jobs.do")))
            if needs.count == Self.failedRunsMax { break }
        }
        return needs
    }

    /// The sources in one line each, worst first; nil before there is one.
    private func picture(_ reader: Reader) async throws -> HTML? {
        let sources = try await intake.sources().filter { $0.kind == .folder }
        guard !sources.isEmpty else { return nil }
        let lines = sources.map { SourceHealth(source: $0, now: reader.now) }.sorted { $0.rank < $1.rank }
        return """
            <section class="panel"><header><h2>\(reader.t("floor.sources"))</h2><a href="/sources">\(reader.t("floor.sources.all"))</a></header>\
            <div class="table-wrap" tabindex="0" role="region" aria-label="\(reader.t("floor.sources"))"><table class="data stack"><thead><tr>\
            <th scope="col">\(reader.t("floor.sources.name"))</th><th scope="col">\(reader.t("floor.sources.state"))</th>\
            <th scope="col">\(reader.t("floor.sources.row"))</th></tr></thead><tbody>\(lines.html { $0.row(reader) })</tbody></table></div></section>
            """
    }
}
