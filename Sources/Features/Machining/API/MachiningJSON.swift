// Figures as JSON, member by member in the order of the contract.

import Kernel

enum MachiningJSON {
    /// Whole seconds as a whole number, others with up to three decimals.
    static func seconds(_ milliseconds: Int64) -> JSON {
        milliseconds % 1000 == 0 ? .int(milliseconds / 1000) : .double(Double(milliseconds) / 1000)
    }

    /// Six decimals are plenty for a share or hours.
    static func rounded(_ value: Double) -> JSON { .double((value * 1_000_000).rounded() / 1_000_000) }
    static func rounded(_ value: Double?) -> JSON { value.map { rounded($0) } ?? .null }

    static func time(_ at: Int64?, _ zone: Zone) -> JSON { JSON(at.map { zone.rfc3339(Instant(milliseconds: $0)) }) }

    static func figures(_ t: DayTotals, _ zone: Zone) -> [(String, JSON)] {
        [
            ("pieces", .int(t.pieces)), ("first_piece", time(t.firstPiece, zone)), ("last_piece", time(t.lastPiece, zone)),
            ("window_seconds", seconds(t.window)), ("production_seconds", seconds(t.production)), ("wait_seconds", seconds(t.wait)),
            ("stop_seconds", seconds(t.stop)), ("occupation", rounded(t.share(t.production))), ("wait", rounded(t.share(t.wait))),
            ("stop", rounded(t.share(t.stop))), ("overlap_seconds", seconds(t.overlap)), ("first_start", time(t.firstStart, zone)),
            ("last_stop", time(t.lastStop, zone)),
        ]
    }

    /// What stands behind the figures of the contract.
    static func more(_ t: DayTotals) -> [(String, JSON)] {
        [
            ("pieces_per_hour", rounded(t.piecesPerHour)), ("waits", .int(t.waits)), ("stops", .int(t.stops)),
            ("unknown_events", .int(t.others)), ("silence_seconds", seconds(t.silence)),
            ("flags", .array(DayFlags.names.filter { t.flags.contains($0.flag) }.map { .string($0.name) })),
        ]
    }

    static func compat(_ t: DayTotals) -> JSON {
        let c = t.compat
        func hours(_ milliseconds: Int64) -> JSON { rounded(Double(milliseconds) / 3_600_000) }
        return .object([
            ("production_hours", hours(c.duration)), ("wait_hours", hours(c.wait)), ("stop_hours", hours(c.stop)),
            ("effective_hours", hours(c.effective)), ("occupation_percent", rounded(c.percent(c.effective))),
            ("wait_percent", rounded(c.percent(c.wait))), ("stop_percent", rounded(c.percent(c.stop))),
        ])
    }

    static func json(_ session: SessionView) throws -> JSON {
        let zone = try Zone(session.centre.zone)
        let totals = session.stored?.totals ?? DayTotals()
        return .object(
            [("centre", .string(session.centre.name)), ("type", .string(session.centre.type)), ("day", .string(session.day.isoText))]
                + figures(totals, zone)
                + [
                    ("jobs", .array(session.jobs.map { json($0, zone) })), ("rejected_lines", .int(totals.rejects)),
                    ("grade", .string(session.stored == nil ? Grade.c.rawValue : totals.grade.rawValue)), ("compat", compat(totals)),
                ] + more(totals) + [("has_data", .bool(session.stored != nil))])
    }

    static func json(_ job: JobEntry, _ zone: Zone) -> JSON {
        .object([
            ("reference", .string(job.reference)), ("length_mm", .string(job.length)), ("colour", .string(job.colour)),
            ("at", .string(zone.rfc3339(job.at))),
        ])
    }

    static func json(_ day: StoredDay, _ centre: Centre) throws -> JSON {
        let zone = try Zone(centre.zone)
        return .object(
            [("centre", .string(centre.name)), ("type", .string(centre.type)), ("day", .string(day.day.isoText))]
                + (day.shift > 0 ? [("shift", .int(Int64(day.shift)))] : []) + figures(day.totals, zone)
                + [("rejected_lines", .int(day.totals.rejects)), ("grade", .string(day.totals.grade.rawValue)), ("compat", compat(day.totals))]
                + more(day.totals))
    }

    static func json(_ c: Centre) -> JSON {
        .object([
            ("id", .int(c.id)), ("centre", .string(c.name)), ("type", .string(c.type)), ("zone", .string(c.zone)),
            ("wait_stamp", .string(c.waitStamp.rawValue)), ("wait_stamp_confirmed", .bool(c.isWaitConfirmed)),
            ("day_start", .string(DayRules.clock(c.dayStart))), ("shift_starts", .array(c.shiftStarts.map { .string(DayRules.clock($0)) })),
        ])
    }

    static func json(_ picture: DayPicture, _ zone: Zone) -> JSON {
        .object([
            ("begins_at", time(picture.bounds.begin, zone)), ("ends_at", time(picture.bounds.end, zone)),
            (
                "intervals",
                .array(
                    picture.states.map {
                        .object([
                            ("state", .string($0.state.rawValue)), ("from", time($0.stretch.begin, zone)), ("to", time($0.stretch.end, zone)),
                            ("seconds", seconds($0.stretch.length)),
                        ])
                    })
            ),
        ])
    }
}

extension DayFlags {
    /// The stable names of the flags.
    static let names: [(flag: DayFlags, name: String)] = [
        (.clockBack, "clock_set_back"), (.skippedHour, "skipped_hour"), (.clockChange, "clock_change"), (.doubleStop, "double_stop"),
        (.doubleStart, "double_start"), (.pieceInStop, "piece_in_stop"), (.unreadableWait, "unreadable_wait"), (.rejects, "rejected_lines"),
        (.silence, "silence"), (.overlap, "wait_in_stop"), (.outside, "outside_window"), (.overnight, "overnight_stop"),
        (.unknownEvents, "unknown_events"),
    ]
}
