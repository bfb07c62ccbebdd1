// The events of a stretch of time in the order of the log: files by their first line, lines as they stand in the file.

import Kernel
import Store

struct DayEventTable {
    let tx: any Transaction
    /// By the number of the name.
    let meanings: [Int64: EventMeaning]

    /// - Parameter counts: gets how often each name is there, by its number.
    func events(centre: Int64, _ span: Stretch, counts: inout [Int64: Int64]) throws -> [DayEvent] {
        var events: [DayEvent] = []
        var files: [Int64] = []
        var isOrdered = true
        try tx.query(
            """
            SELECT id, happened_at, name_id, length_ms, original_ms, notes FROM mach_events
            WHERE centre_id = \(centre) AND happened_at >= \(span.begin) AND happened_at < \(span.end) AND withdrawn_at IS NULL
            ORDER BY happened_at, id
            """
        ) { row in
            let id = row.int(0)
            let name = row.int(2)
            let meaning = meanings[name] ?? .other
            counts[name, default: 0] += 1
            if let last = events.last?.id, id < last { isOrdered = false }
            if files.last != id >> 32 { files.append(id >> 32) }
            events.append(
                DayEvent(
                    at: row.int(1), meaning: meaning, notes: LogClock.Notes(rawValue: UInt8(truncatingIfNeeded: row.int(5))),
                    length: row.optionalInt(3) ?? -1, originalLength: row.optionalInt(4) ?? 0, id: id))
        }
        // In one file, and in order: as nearly all days are.
        if isOrdered, files.count <= 1 { return events }
        return try inLogOrder(events)
    }

    func events(centre: Int64, _ span: Stretch) throws -> [DayEvent] {
        var counts: [Int64: Int64] = [:]
        return try events(centre: centre, span, counts: &counts)
    }

    private func inLogOrder(_ events: [DayEvent]) throws -> [DayEvent] {
        var byFile: [Int64: [DayEvent]] = [:]
        for event in events { byFile[event.id >> 32, default: []].append(event) }
        var files: [(first: Int64, path: String, events: [DayEvent])] = []
        for (file, own) in byFile {
            let sorted = own.sorted { $0.id < $1.id }
            // Which file was loaded first must not matter, so their numbers decide nothing.
            let path = byFile.count > 1 ? try tx.text("SELECT path FROM intake_files WHERE id = \(file)") ?? "" : ""
            files.append((sorted[0].at, path, sorted))
        }
        files.sort { ($0.first, $0.path) < ($1.first, $1.path) }
        return files.flatMap(\.events)
    }
}
