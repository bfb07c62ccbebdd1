// A centre's day as text for a terminal.

import Host
import Kernel

enum SessionText {
    /// `7:05:09`, with milliseconds where there are any.
    static func duration(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        func two(_ n: Int64) -> String { (n < 10 ? "0" : "") + String(n) }
        let text = "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        let rest = milliseconds % 1000
        return rest == 0 ? text : text + "." + String(rest + 1000).dropFirst()
    }

    static func percent(_ share: Double?) -> String {
        guard let share else { return "n/a" }
        let tenths = Int64((share * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }

    static func text(_ session: SessionView) throws -> String {
        guard let stored = session.stored else { return "\(session.centre.name), \(session.day.isoText): no lines of this day" }
        let zone = try Zone(session.centre.zone)
        let t = stored.totals
        func clock(_ at: Int64?) -> String { at.map { zone.civil(Instant(milliseconds: $0)).clockText } ?? "-" }
        let rows = [
            ["window", duration(t.window), "\(clock(t.firstPiece)) … \(clock(t.lastPiece))"],
            ["production", duration(t.production), percent(t.share(t.production))],
            ["wait", duration(t.wait), percent(t.share(t.wait))],
            ["stop", duration(t.stop), percent(t.share(t.stop))],
            ["first start", clock(t.firstStart), ""], ["last stop", clock(t.lastStop), ""],
            ["pieces", String(t.pieces), t.piecesPerHour.map { "\((($0 * 10).rounded()) / 10) per hour" } ?? ""],
            ["rejected lines", String(t.rejects), ""],
        ]
        let flags = DayFlags.names.filter { t.flags.contains($0.flag) }.map(\.name)
        return "\(session.centre.name) (\(session.centre.type)), \(session.day.isoText): grade \(t.grade.rawValue)"
            + (flags.isEmpty ? "" : " (" + flags.joined(separator: ", ") + ")") + "\n" + TextTable.render(["", "", ""], rows, right: [1])
            + "\n\(session.jobs.count) jobs"
    }
}
