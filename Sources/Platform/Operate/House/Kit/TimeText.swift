// Times as people type them into filters and verbs: a day, a day with a clock time, or RFC 3339.

import Kernel

/// Reads times in the plant's zone.
enum TimeText {
    /// - Parameters:
    ///   - name: the field's name, for the problem.
    ///   - isEnd: a bare day means its end, so that the day itself is included.
    /// - Throws: `parameter_invalid`.
    static func instant(_ text: String?, _ name: String, in zone: Zone, isEnd: Bool) throws(Problem) -> Instant? {
        guard let text, !text.isEmpty else { return nil }
        if let instant = Instant(rfc3339: text) { return instant }
        if let day = CivilDate(iso: text) { return zone.start(of: isEnd ? day.adding(days: 1) : day) }
        let parts = text.split { $0 == "T" || $0 == " " }
        if parts.count == 2, let day = CivilDate(iso: String(parts[0])), let minutes = clock(parts[1]) {
            return zone.instant(CivilTime(date: day, hour: minutes / 60, minute: minutes % 60))
        }
        throw Problem(.input, "parameter_invalid", ["name": name, "value": String(text.prefix(60))])
    }

    /// `13:55` in minutes.
    private static func clock(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }
}
