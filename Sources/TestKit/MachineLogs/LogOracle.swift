// What a tree of machine logs comes to, read the plain way: lines as text, clocks by the calendar of the system, days by
// painted cells of half a second. It shares nothing with the program.

import Foundation

/// A line that was understood.
public struct OracleLogLine: Sendable {
    /// Half seconds since 1970.
    public var at: Int
    public var name: String
    public var details: String
    /// Half seconds, of a wait.
    public var length: Int?
}

/// A centre's day as the oracle has it.
public struct MachineDay: Equatable, Sendable {
    public var painted = PaintedDay()
    public var rejects = 0
    public var jobs: [String] = []
    public var firstStart: Int?
    public var lastStop: Int?
    public var unknown = 0
    public init() {}
}

public struct LogOracle: Sendable {
    private let calendar: Calendar
    private let zone: TimeZone
    private let waitsEndAtStamp: Bool
    /// By centre and day (`2025-05-28`).
    public private(set) var days: [String: [String: MachineDay]] = [:]

    /// - Parameter files: bytes by path; the folder is the centre.
    public init(_ files: [String: [UInt8]], zone name: String, waitsEndAtStamp: Bool = false) {
        zone = TimeZone(identifier: name)!
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
        self.waitsEndAtStamp = waitsEndAtStamp
        var centres: [String: [(path: String, bytes: [UInt8])]] = [:]
        for (path, bytes) in files {
            centres[path.split(separator: "/").dropLast().last.map(String.init) ?? "", default: []].append((path, bytes))
        }
        for (centre, own) in centres { days[centre] = read(own) }
    }

    private func read(_ files: [(path: String, bytes: [UInt8])]) -> [String: MachineDay] {
        var out: [String: MachineDay] = [:]
        var logs: [[OracleLogLine]] = []
        for (path, bytes) in files.sorted(by: { $0.path < $1.path }) {
            var lines: [OracleLogLine] = []
            var last: Int?
            var lastWall = 0
            let text = String(bytes: bytes, encoding: .isoLatin1)!.replacing("\0", with: "")
            for line in text.split(whereSeparator: \.isNewline) where !line.allSatisfy({ $0 == " " || $0 == "\t" }) {
                guard let (wall, name, details) = Self.parts(String(line)) else {
                    out[Self.fallbackDay(String(line), path), default: MachineDay()].rejects += 1
                    continue
                }
                let at = instant(wall, after: last, wall: lastWall)
                let day = dayText(at)
                var length: Int?
                if name == "MachineWait" {
                    length = Self.length(details)
                    if length == nil {
                        out[day, default: MachineDay()].rejects += 1
                        continue
                    }
                }
                if name == "JobProfiel" {
                    guard let job = Self.job(details) else {
                        out[day, default: MachineDay()].rejects += 1
                        continue
                    }
                    out[day, default: MachineDay()].jobs.append(job)
                }
                (last, lastWall) = (at, wall)
                lines.append(OracleLogLine(at: at, name: name, details: details, length: length))
            }
            logs.append(lines)
        }
        paint(logs, &out)
        return out
    }

    private func paint(_ logs: [[OracleLogLine]], _ out: inout [String: MachineDay]) {
        // A day's lines in the order of the log; files follow each other by their first line of that day.
        var byDay: [String: [[OracleLogLine]]] = [:]
        for log in logs {
            for (day, own) in Dictionary(grouping: log, by: { dayText($0.at) }) { byDay[day, default: []].append(own) }
        }
        let stream = byDay.sorted { $0.key < $1.key }.flatMap { $0.value.sorted { $0[0].at < $1[0].at }.flatMap { $0 } }
        let events = stream.map { line in
            switch line.name {
            case "StukUitgevoerd": PaintedEvent(line.at, .piece)
            case "MachineWait": PaintedEvent(line.at, .wait, line.length ?? 0)
            case "MachineStop": PaintedEvent(line.at, .stop)
            case "MachineStart": PaintedEvent(line.at, .start)
            default: PaintedEvent(line.at, .other)
            }
        }
        guard let low = stream.map(\.at).min(), let high = stream.map(\.at).max() else { return }
        let painter = DayPainter(events, over: low - 200_000..<high + 200_000, waitsEndAtStamp: waitsEndAtStamp)
        let pieces = events.filter { $0.kind == .piece }.map(\.at)
        for line in stream {
            let day = dayText(line.at)
            var own = out[day] ?? MachineDay()
            switch line.name {
            case "MachineStart": own.firstStart = min(own.firstStart ?? line.at, line.at)
            case "MachineStop": own.lastStop = max(own.lastStop ?? line.at, line.at)
            case "StukUitgevoerd", "MachineWait", "JobProfiel": break
            default: own.unknown += 1
            }
            out[day] = own
        }
        for day in out.keys { out[day]?.painted = painter.day(bounds(day), pieces: pieces) }
    }

    /// The stamp in half seconds on the wall, the name and what stands behind it.
    private static func parts(_ line: String) -> (Int, String, String)? {
        guard let marker = line.range(of: "|@") else { return nil }
        let stamp = line[..<marker.lowerBound].filter(\.isASCII).trimmingCharacters(in: .whitespaces)
        let pieces = stamp.split(separator: " ", omittingEmptySubsequences: true)
        guard pieces.count == 2, pieces[0].count == 8, let date = Int(pieces[0]) else { return nil }
        let clock = pieces[1].split(separator: ":")
        guard clock.count == 3, let h = Int(clock[0]), let m = Int(clock[1]), let s = Double(clock[2]), h < 24, m < 60, s < 60 else { return nil }
        var utc = Calendar(identifier: .gregorian)
        utc.timeZone = TimeZone(secondsFromGMT: 0)!
        let components = DateComponents(year: date / 10_000, month: date / 100 % 100, day: date % 100)
        guard components.isValidDate(in: utc), let midnight = utc.date(from: components) else { return nil }
        let rest = line[marker.upperBound...]
        let name = (rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).first ?? "").trimmingCharacters(in: .whitespaces)
        guard !name.isEmpty else { return nil }
        let details = rest.contains(":") ? rest[rest.index(after: rest.firstIndex(of: ":")!)...].trimmingCharacters(in: .whitespaces) : ""
        return (Int(midnight.timeIntervalSince1970) * 2 + (h * 60 + m) * 120 + Int(s * 2), name, details)
    }

    private static func fallbackDay(_ line: String, _ path: String) -> String {
        for text in [line, String(path.split(separator: "/").last ?? "")] {
            let digits = text.prefix { $0.isASCII && $0.isNumber }
            if digits.count == 8 { return "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))" }
        }
        return "none"
    }

    private static func length(_ text: String) -> Int? {
        let number = text.replacing(" sec", with: "").replacing(",", with: ".").trimmingCharacters(in: .whitespaces)
        if let value = Double(number), value >= 0 { return Int(value * 2) }
        let parts = number.split(separator: ":").map { Double($0) }
        guard parts.count == 2, let minutes = parts[0], let seconds = parts[1] else { return nil }
        return Int((minutes * 60 + seconds) * 2)
    }

    private static func job(_ text: String) -> String? {
        guard let match = try? /R:\s*(.+?)\s+L:\s*([0-9]+(?:[.,][0-9]+)?)(?:\s+C:\s*(.*))?/.wholeMatch(in: text) else { return nil }
        return [String(match.1), String(match.2).replacing(",", with: "."), match.3.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""]
            .joined(separator: "/")
    }

    /// Half seconds since 1970 of a wall clock; of a time that is there twice, the first unless the log is past it.
    private func instant(_ wall: Int, after last: Int?, wall lastWall: Int) -> Int {
        let offsets = Set([-172_800, 172_800].map { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(wall + $0) / 2)) })
        let all = offsets.map { wall - $0 * 2 }.sorted()
        let real = all.filter { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0) / 2)) * 2 == wall - $0 }
        if real.isEmpty { return all[0] }
        if real.count == 2, let last, last >= real[0], last > real[0] + 120 { return real[1] }
        return real[0]
    }

    private func dayText(_ at: Int) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: Date(timeIntervalSince1970: Double(at) / 2))
        return String(format: "%04d-%02d-%02d", parts.year!, parts.month!, parts.day!)
    }

    private func bounds(_ day: String) -> Range<Int> {
        let parts = day.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, let begin = calendar.date(from: DateComponents(year: parts[0], month: parts[1], day: parts[2])),
            let end = calendar.date(byAdding: .day, value: 1, to: begin)
        else { return 0..<0 }
        return Int(begin.timeIntervalSince1970) * 2..<Int(end.timeIntervalSince1970) * 2
    }
}
