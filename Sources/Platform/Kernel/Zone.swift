// A time zone as a table of offset changes, so that converting a million machine timestamps costs arithmetic and not
// calls into ICU. The table of a year is made on first use from Foundation's zone data.

import Foundation
import Synchronization

/// A named time zone (`Europe/Paris`).
public final class Zone: Sendable {
    /// The IANA name.
    public let name: String
    private let timeZone: TimeZone
    private let years = Mutex<[Int: [Change]]>([:])

    /// From `instant` on, clocks are `offsetSeconds` ahead of UTC.
    struct Change: Sendable {
        var milliseconds: Int64
        var offsetSeconds: Int
    }

    /// Throws `zone_unknown` when the name is not in the zone database.
    public init(_ name: String) throws(Problem) {
        guard let zone = TimeZone(identifier: name) else {
            throw Problem(.input, "zone_unknown", ["zone": name], hint: "Use a name such as Europe/Paris or America/Mexico_City.")
        }
        self.name = name
        timeZone = zone
    }

    public static let utc: Zone = {
        guard let zone = try? Zone("UTC") else { preconditionFailure("the zone database has no UTC") }
        return zone
    }()

    /// Seconds that local clocks are ahead of UTC at this instant.
    public func offsetSeconds(at instant: Instant) -> Int {
        let year = CivilTime(millisecondsSinceEpoch: instant.milliseconds).date.year
        let table = changes(of: year)
        var offset = table[0].offsetSeconds
        for change in table.dropFirst() where change.milliseconds <= instant.milliseconds { offset = change.offsetSeconds }
        return offset
    }

    /// What a clock on the wall shows at this instant.
    public func civil(_ instant: Instant) -> CivilTime {
        CivilTime(millisecondsSinceEpoch: instant.milliseconds + Int64(offsetSeconds(at: instant)) * 1000)
    }

    /// The instant at which a clock on the wall shows `civil`. A time that happens twice (autumn) means its first
    /// occurrence; a time that is skipped (spring) means the instant as far after the gap as it was after its start.
    public func instant(_ civil: CivilTime) -> Instant {
        let local = civil.millisecondsSinceEpoch
        let before = offsetSeconds(at: Instant(milliseconds: local - 86_400_000))
        let after = offsetSeconds(at: Instant(milliseconds: local + 86_400_000))
        let first = local - Int64(before) * 1000
        if before == after || offsetSeconds(at: Instant(milliseconds: first)) == before {
            // Equal on both sides of the day, the usual case; two changes within two days do not occur.
            return Instant(milliseconds: first)
        }
        let second = local - Int64(after) * 1000
        return Instant(milliseconds: offsetSeconds(at: Instant(milliseconds: second)) == after ? second : first)
    }

    /// The offset when the whole day and both its neighbours have the same, nil when clocks change near it.
    /// Lets a loader convert a day's rows with one subtraction each.
    public func steadyOffsetSeconds(on day: CivilDate) -> Int? {
        let noon = day.daysSinceEpoch * 86_400_000
        let before = offsetSeconds(at: Instant(milliseconds: noon - 86_400_000))
        let after = offsetSeconds(at: Instant(milliseconds: noon + 2 * 86_400_000))
        return before == after && offsetSeconds(at: Instant(milliseconds: noon)) == before ? before : nil
    }

    /// The instant at which this day begins.
    public func start(of day: CivilDate) -> Instant { instant(CivilTime(date: day, millisecondOfDay: 0)) }
    /// The day a clock on the wall shows at this instant.
    public func day(of instant: Instant) -> CivilDate { civil(instant).date }
    /// RFC 3339 with this zone's offset.
    public func rfc3339(_ instant: Instant) -> String {
        instant.rfc3339(offsetSeconds: offsetSeconds(at: instant))
    }

    private func changes(of year: Int) -> [Change] {
        if let known = years.withLock({ $0[year] }) { return known }
        let made = makeChanges(of: year)
        years.withLock { $0[year] = made }
        return made
    }

    /// Looks at every day of the year (UTC) and bisects the days on which the offset differs.
    private func makeChanges(of year: Int) -> [Change] {
        let first = (CivilDate(year: min(max(year, 1), 9999), month: 1, day: 1)?.daysSinceEpoch ?? 0) * 86_400_000
        var result = [Change(milliseconds: first, offsetSeconds: foundationOffset(first))]
        for day in 0..<366 {
            let from = first + Int64(day) * 86_400_000
            var low = from
            var high = from + 86_400_000
            let offset = foundationOffset(high)
            guard offset != foundationOffset(low) else { continue }
            while high - low > 1000 {
                let middle = (low + high) / 2000 * 1000
                if foundationOffset(middle) == offset { high = middle } else { low = middle }
            }
            result.append(Change(milliseconds: high, offsetSeconds: offset))
        }
        return result
    }

    private func foundationOffset(_ milliseconds: Int64) -> Int {
        timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(milliseconds) / 1000))
    }
}
