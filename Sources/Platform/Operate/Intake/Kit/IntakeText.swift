// What verbs say about intake to a person at a terminal, in plain English.

import Host
import Intake
import Kernel

/// Sentences and tables for the terminal.
enum IntakeText {
    /// Files named one by one; more are only counted.
    static let namedMax = 20

    static func counts(_ c: LineCounts) -> String {
        "\(c.lines) lines = \(c.header) header + \(c.blank) blank + \(c.loaded) loaded + \(c.duplicate) duplicate + \(c.rejected) rejected"
    }

    static func scan(_ report: ScanReport, isDryRun: Bool) -> String {
        var lines = [
            "\(report.files) files taken, \(report.listed) looked at\(isDryRun ? " (dry run, nothing changed)" : "")"
        ]
        lines.append(counts(report.counts))
        lines += named(report.unmatched, "paths that do not say where they come from")
        lines += report.problems.prefix(namedMax).map { "not taken: \($0.path): \($0.problem)" }
        if report.counts.rejected > 0, !isDryRun { lines.append("see them: gemba rejects list") }
        if let run = report.run, !isDryRun { lines.append("take it back: gemba runs undo \(run)") }
        return lines.joined(separator: "\n")
    }

    private static func named(_ paths: [String], _ what: String) -> [String] {
        guard !paths.isEmpty else { return [] }
        let shown = paths.prefix(namedMax).map { "  " + $0 }
        let more = paths.count > namedMax ? ["  and \(paths.count - namedMax) more"] : []
        return ["\(paths.count) \(what):"] + shown + more
    }

    static func rejects(_ rejects: [Reject], total: Int64) -> String {
        let rows = rejects.map { r in
            [
                String(r.id), r.status.rawValue, r.reason, r.column ?? "", String(r.value.prefix(30)),
                "\(r.path):\(r.fileLine)",
            ]
        }
        return TextTable.render(["id", "status", "reason", "column", "value", "file"], rows, right: [0])
            + "\n\(total) rejects"
    }

    static func ledger(_ files: [LedgerFile]) -> String {
        let rows = files.map { f in
            [
                f.path, f.parts["line"] ?? "-", f.parts["mounter"] ?? "-", String(f.counts.lines),
                String(f.counts.header), String(f.counts.blank),
                String(f.counts.loaded), String(f.counts.duplicate), String(f.counts.rejected), String(f.bytes),
                f.status,
            ]
        }
        let headings = [
            "file", "line", "mounter", "lines", "header", "blank", "loaded", "duplicate", "rejected", "bytes", "status",
        ]
        let total = files.reduce(LineCounts()) { $0 + $1.counts }
        return TextTable.render(headings, rows, right: [1, 2, 3, 4, 5, 6, 7, 8, 9])
            + "\n\(files.count) files; \(counts(total))"
    }
}
