// How the old system wrote places, rows, moments and tasks, and how they are read back.

import Host
import Kernel
import Store
import Web

enum VolcadoShapes {
    /// `2025-01-10T20:00:00.000000`, on the plant's clock.
    static func time(_ instant: Instant, _ zone: Zone) -> String {
        let civil = zone.civil(instant)
        return "\(civil.date.isoText)T\(civil.clockText).\(padded(civil.millisecondOfDay % 1000, 3))000"
    }

    /// Alias, host, user, database, port; never a password.
    static func place(_ place: Connection) -> [(String, JSON)] {
        var (host, user, database, port) = ("", "", "", "")
        if let url = try? DatabaseURL(ConsolidationWords.address(place.url)) {
            if url.engine == .sqlite {
                database = url.rest
            } else if let address = try? url.server([:], password: nil) {
                (host, user, database) = (address.hosts.first?.name ?? "", address.user, address.database)
                port = address.hosts.first.map { String($0.port) } ?? ""
            }
        }
        return [
            ("alias", .string(place.alias)), ("host", .string(host)), ("user", .string(user)), ("database", .string(database)),
            ("port", .string(port)),
        ]
    }

    /// `abierto` (never opened), `aperturado`, `cerrado`.
    static func state(_ branch: Connection) -> String {
        switch branch.state {
        case .new: "abierto"
        case .open: "aperturado"
        case .closed: "cerrado"
        }
    }

    static func branch(_ branch: Connection, _ zone: Zone) -> JSON {
        let at = branch.state == .open ? branch.openedAt : branch.closedAt
        return .object(
            place(branch) + [
                (
                    "consolidation_status",
                    .object([("status", .string(state(branch))), ("timestamp", at.map { .string(time($0, zone)) } ?? .null)])
                )
            ])
    }

    /// The address that a connection of the old system stands for.
    /// - Parameter passwordEnv: the variable that will hold its password; nil for none.
    static func url(_ connection: JSON, passwordEnv: String?) -> String {
        func text(_ name: String) -> String { connection[name]?.string ?? connection[name]?.int.map { String($0) } ?? "" }
        let port = text("port")
        let host = text("host").contains(":") ? "[\(text("host"))]" : text("host")
        let address = "mysql://\(URLText.encode(text("user")))@\(host)\(port.isEmpty ? "" : ":" + port)/\(URLText.encode(text("database")))"
        return Connection.url(address, passwordEnv: passwordEnv)
    }

    /// `Z`, an offset, or none for the plant's clock; fractions of seconds are allowed.
    static func instant(_ text: String, _ zone: Zone) -> Instant? {
        if let instant = Instant(rfc3339: text) { return instant }
        let halves = text.split(separator: text.contains("T") ? "T" : " ", maxSplits: 1)
        guard halves.count == 2, let day = CivilDate(iso: String(halves[0])) else { return nil }
        let clock = halves[1].prefix { $0 != "." }.split(separator: ":").map { Int($0) }
        guard (2...3).contains(clock.count), let hour = clock[0], let minute = clock[1], (0..<24).contains(hour), (0..<60).contains(minute) else {
            return nil
        }
        let second = clock.count == 3 ? clock[2] ?? 0 : 0
        guard (0..<60).contains(second) else { return nil }
        return zone.instant(CivilTime(date: day, hour: hour, minute: minute, second: second))
    }

    /// Once for 0, else every so many days.
    static func when(_ at: Instant, days: Int, _ zone: Zone) -> ConsolidationFeature.When {
        let civil = zone.civil(at)
        return days == 0 ? .once(civil) : .everyDays(min(days, 366), from: civil)
    }

    static func mode(_ text: String) -> ConsolidationDeed.Kind? {
        switch text.lowercased() {
        case "apertura": .open
        case "cierre": .close
        default: nil
        }
    }
}
