// Taking a run back: the question with the true numbers, found by doing it and rolling it back, then the deed.

import Host
import Intake
import Kernel
import Web

extension IntakeDesk {
    /// Answers `POST /runs/{name}/undo`, after asking.
    func undoRun(_ visit: Visit) async throws -> WebResponse {
        let reader = visit.reader
        let name = visit.path["name"] ?? ""
        let run = try await intake.run(name)
        let source = try await intake.source(run.source)
        guard visit.form.flag("confirmed") else {
            let counts = try await undo(name, by: Author(visit), isRehearsal: true)
            let question = Confirm(
                title: reader.t("run.undo.title", ["at": reader.dateTime(run.startedAt)]),
                sentence: reader.t(
                    "run.undo.sentence",
                    [
                        "loaded": reader.number(counts.loaded), "rejected": reader.number(counts.rejected),
                        "files": reader.number(run.files), "source": source.name,
                    ]),
                yes: reader.t("run.undo"), back: "/sources/\(source.id)")
            let place = [Place(reader.t("sources.title"), "/sources"), Place(source.name, "/sources/\(source.id)")]
            return await question.response(house, visit, place: place)
        }
        _ = try await undo(name, by: Author(visit))
        return .redirect("/sources/\(source.id)")
    }
}
