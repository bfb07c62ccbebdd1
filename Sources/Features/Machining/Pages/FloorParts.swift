// What machining puts on the Floor page: centres whose logs have doubts as needs, and the latest day as its picture.

import Host
import Kernel
import Store
import Web

extension MachiningFeature {
    func floorNeeds(_ visit: Visit) async throws -> [Need] {
        let reader = visit.reader
        guard reader.may(Self.view), let day = try await latestDay() else { return [] }
        let centres = try await centres()
        let days = try await days(nil, from: day, to: day).filter { $0.totals.grade == .c }
        return days.compactMap { stored in
            guard let centre = centres.first(where: { $0.id == stored.centre }) else { return nil }
            return Need(
                .warn, icon: "machining", card: reader.t("machining.need-card"),
                title: reader.t("machining.need", ["centre": centre.name, "day": reader.day(day)]),
                detail: GradeTag.reasons(stored.totals.flags, reader).joined(separator: "; "), since: nil, path: DayPath.day(centre.id, day),
                action: reader.t("machining.need-do"))
        }
    }

    func floorPicture(_ visit: Visit) async throws -> HTML? {
        let reader = visit.reader
        guard reader.may(Self.view), let day = try await latestDay() else { return nil }
        let rows = try await summary(centres(), from: day, to: day, by: .all)
        let body = rows.html { row in
            let shares = reader.shares(row.totals)
            let path = DayPath.day(row.centre.id, day)
            return """
                <tr data-href="\(path)"><td><a href="\(path)">\(row.centre.name)</a></td><td class="num">\(reader.number(row.totals.pieces))</td>\
                <td class="num"><b>\(shares[0])</b></td><td class="num">\(shares[1])</td><td class="num">\(shares[2])</td></tr>
                """
        }
        let headings = ["centre", "pieces", "production", "wait", "stop"].html { name in
            "<th scope=\"col\"\(name == "centre" ? HTML.empty : " class=\"num\"")>\(reader.t("machining.column." + name))</th>"
        }
        return """
            <section class="panel"><header><h2>\(reader.t("machining.floor"))</h2><a href="/machining">\(reader.namedDay(day))</a></header>\
            <div class="table-wrap"><table class="data"><thead><tr>\(headings)</tr></thead><tbody>\(body)</tbody></table></div></section>
            """
    }
}
