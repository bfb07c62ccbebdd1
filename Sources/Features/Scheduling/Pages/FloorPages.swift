// What people at the lines use: displays, the scan page, the day's sheet; and scheduling's part of the Floor page.

import Host
import Kernel
import Web

extension SchedulingFeature {
    var floorPages: [Route] {
        [
            .page("/scheduling/floor", .needs(Self.floor)) { try await DisplaysPage(self, $0).response() },
            .page("/scheduling/floor/{line}", .needs(Self.floor)) { try await DisplayPage(self, $0).response() },
            .page("/scheduling/scan", .needs(Self.floor)) { try await ScanPage(self, $0).response() },
            .form("/scheduling/scan", .needs(Self.status)) { try await ScanPage(self, $0).setStatus() },
            .page("/scheduling/day", .needs(Self.floor)) { try await DaySheet(self, $0).response() },
            .page("/scheduling/day/{line}", .needs(Self.floor)) { try await DaySheet(self, $0).response() },
        ]
    }

    /// Orders that will be late, lines that stand still, orders that are on no line.
    func floorNeeds(_ visit: Visit) async throws -> [Need] {
        let reader = visit.reader
        guard reader.may(Self.view) else { return [] }
        let words = ScheduleWords(reader: reader)
        let desk = try await actions.desk()
        let late = desk.layout(now: reader.now, zone: reader.zone).late
        let look = reader.t("scheduling.need.look")
        var needs: [Need] = []
        if let worst = late.first {
            needs.append(
                Need(
                    .bad, icon: "scheduling", card: reader.t("scheduling.need.late-card"),
                    title: reader.t("scheduling.need.late", ["n": reader.number(late.count)]),
                    detail: reader.t("scheduling.need.worst", ["order": worst.order, "hours": BoardWords(reader).late(worst.lateWork, desk.rules)]),
                    since: nil,
                    path: SchedulePath.orders + "?late=1", action: look))
        }
        for line in desk.sortedLines where line.isActive && line.isAway {
            let back =
                line.expectedReturn.map { reader.t("scheduling.line.back", ["at": words.moment($0)]) } ?? reader.t("scheduling.line.back-unknown")
            needs.append(
                Need(
                    line.status == .down ? .bad : .warn, icon: "scheduling", card: reader.t("scheduling.need.line-card"),
                    title: line.name + ": " + reader.t("scheduling.line.status." + line.status.rawValue), detail: back, since: line.statusSince,
                    path: SchedulePath.lines, action: look))
        }
        let backlog = desk.backlog.count
        if backlog > 0 {
            needs.append(
                Need(
                    .warn, icon: "scheduling", card: reader.t("scheduling.need.backlog-card"),
                    title: reader.t("scheduling.need.backlog", ["n": reader.number(backlog)]), detail: "", since: nil,
                    path: SchedulePath.orders + "?line=none", action: look))
        }
        return needs
    }

    func floorPicture(_ visit: Visit) async throws -> HTML? {
        let reader = visit.reader
        guard reader.may(Self.view) else { return nil }
        let words = ScheduleWords(reader: reader)
        let desk = try await actions.desk()
        guard desk.orders.values.contains(where: { desk.rules.phase($0).isOpen }) else { return nil }
        let task = desk.task(now: reader.now, zone: reader.zone)
        let layout = Layout(task, Array(desk.placements.values))
        let rows = desk.sortedLines.filter(\.isActive).html { line -> HTML in
            let now = LineNow(line.number, layout, task)
            func order(_ slot: Slot?) -> HTML { slot.map { "\(words.orderLink($0.order)) \(words.late($0, desk.rules))" } ?? words.dash }
            return """
                <tr data-href="\(SchedulePath.screen(line.number))"><td><a href="\(SchedulePath.screen(line.number))">\(line.name)</a></td><td>\(words.lineTag(line))</td>\
                <td>\(order(now.current))</td><td>\(order(now.next.first))</td><td class="num">\(words.hours(milliseconds: now.load))</td></tr>
                """
        }
        let heads = ["scheduling.column.line", "scheduling.column.status", "scheduling.current", "scheduling.next", "scheduling.load"].html {
            "<th scope=\"col\"\($0 == "scheduling.load" ? " class=\"num\"" as HTML : "")>\(reader.t($0))</th>"
        }
        return """
            <section class="panel"><header><h2>\(reader.t("scheduling.title"))</h2><a href="/scheduling">\(reader.t("scheduling.board.open"))</a></header>\
            <div class="table-wrap"><table class="data"><thead><tr>\(heads)</tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }
}
