// "What needs me now?" in one line, then in cards, then one by one; below it each area's live picture. When nothing
// needs anyone, the page says so and is otherwise still.

import Host
import Intake
import Kernel
import Web

/// The home page.
struct FloorPage: Sendable {
    /// Needs listed one by one; more are counted.
    static let needsMax = 12
    let feature: OperateFeature

    var routes: [Route] { [.page("/", .needs(OperateFeature.viewFloor)) { try await self.response($0) }] }

    private func response(_ visit: Visit) async throws -> WebResponse {
        let parts = feature.all.compactMap(\.floor).sorted { $0.order < $1.order }
        let view = FloorView(reader: visit.reader, topics: Self.topics(parts))
        let needs = await Self.needs(parts, visit)
        let isSetUp = try await !feature.intake.sources().isEmpty
        let title = visit.reader.t("floor.place")
        let plant = try await feature.house.settings.value(SettingName.plantName)?.string ?? ""
        var main = view.head(needs, isSetUp: isSetUp)
        if !isSetUp { main += view.firstStep }
        main += view.cards(needs) + view.list(needs)
        for (index, part) in parts.enumerated() { main += try await picture(part, index, view, visit) }
        return await feature.house.page(visit, title: title, place: [Place(plant.isEmpty ? title : plant)], main)
    }

    private static func topics(_ parts: [FloorPart]) -> String { Set(parts.flatMap(\.topics)).sorted().joined(separator: " ") }

    /// All needs, the gravest first and among those the oldest. A part that cannot be read is itself a need: silence
    /// here must mean that nothing waits.
    private static func needs(_ parts: [FloorPart], _ visit: Visit) async -> [Need] {
        var all: [Need] = []
        for part in parts {
            do { all += try await part.needs(visit) } catch { all.append(unreadable(Problem(error), visit.reader)) }
        }
        let late = Int64.max
        return all.enumerated().sorted { a, b in
            let (x, y) = (a.element, b.element)
            if x.weight != y.weight { return x.weight < y.weight }
            let (ageX, ageY) = (x.since?.milliseconds ?? late, y.since?.milliseconds ?? late)
            return ageX == ageY ? a.offset < b.offset : ageX < ageY
        }.map(\.element)
    }

    private static func unreadable(_ problem: Problem, _ reader: Reader) -> Need {
        Need(
            .bad, icon: "warn", card: reader.t("floor.unreadable.card"), title: reader.t("floor.unreadable"), detail: problem.title(reader),
            since: nil, path: "/jobs", action: reader.t("floor.look"))
    }

    private func picture(_ part: FloorPart, _ index: Int, _ view: FloorView, _ visit: Visit) async throws -> HTML {
        let drawn: HTML?
        do { drawn = try await part.picture(visit) } catch is CancellationError { throw CancellationError() } catch {
            drawn = Notice.warn(visit.reader.t("floor.no-picture"), Problem(error).title(visit.reader))
        }
        guard let drawn else { return "" }
        return "<div class=\"stack-y\" id=\"floor-part-\(index)\" data-live=\"\(part.topics.joined(separator: " "))\">\(drawn)</div>"
    }
}
