// Planners' sheets at the terminal.

import ArgumentParser
import Foundation
import Host
import Kernel
import Web

struct ImportSheetVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring a planner's sheet (CSV) in: all of it or nothing, and it can be taken back.",
        discussion: "Example: gemba schedule import Production_Schedule.csv --dry-run")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The sheet, saved as CSV.") var file: String
    @Flag(help: "Say what it would do and change nothing.") var dryRun = false
    @Flag(help: "Take the rows that can be taken although others cannot.") var partial = false
    @Flag(help: "Where the sheet and somebody here have both changed something, the sheet is right.") var takeFile = false

    func run(on plant: any Plant) async throws -> VerbReport {
        guard let data = FileManager.default.contents(atPath: file) else { throw Problem(.input, "schedule_file_missing", ["file": file]) }
        let imported = try await ScheduleVerb.feature(plant).actions.importSheet(
            [UInt8](data), name: URL(fileURLWithPath: file).lastPathComponent, isRehearsal: dryRun, isPartial: partial, takesFile: takeFile,
            by: .terminal)
        let plan = imported.plan
        let json = plan.json(reason: Self.reason)
        var lines = plan.errors.map { "line \($0.line)\($0.order.isEmpty ? "" : ", order \($0.order)"): \($0.problem.map(Self.reason) ?? "")" }
        lines += plan.rows.filter { !$0.conflicts.isEmpty }.map { row in
            "line \(row.line), order \(row.order): changed here too and left: \(row.conflicts.map { "\($0.name) (here \(Self.word($0.old)), sheet \(Self.word($0.new)))" }.joined(separator: ", "))"
        }
        lines += plan.rows.compactMap { row in
            row.otherHours.map { "line \(row.line), order \(row.order): the sheet says \($0.sheet) h, its own figures \($0.ours) h" }
        }
        if !plan.linesToCreate.isEmpty { lines.append("new lines: " + plan.linesToCreate.map(\.name).joined(separator: ", ")) }
        if !plan.ignored.isEmpty { lines.append("columns nothing is taken from: " + plan.ignored.joined(separator: ", ")) }
        if !plan.absent.isEmpty {
            lines.append(
                "not in the sheet, left as they are: " + plan.absent.prefix(20).joined(separator: ", ") + (plan.absent.count > 20 ? ", …" : ""))
        }
        let verb = imported.isDone ? "" : dryRun ? "would be: " : "NOTHING was written; without the rows that cannot be taken (--partial): "
        lines.append(
            verb
                + "\(plan.count(.create)) new, \(plan.count(.update)) changed, \(plan.count(.same)) as they are, \(plan.count(.error)) cannot be taken, of \(plan.rows.count) rows"
                + (imported.deed.map { "; gemba schedule undo \($0) takes it back" } ?? ""))
        return VerbReport(json: json, text: lines.joined(separator: "\n"), exitCode: plan.errors.isEmpty ? 0 : 1)
    }

    private static func word(_ json: JSON) -> String { json.string ?? (json == .null ? "nothing" : json.text) }

    /// A problem in English.
    static func reason(_ problem: Problem) -> String {
        let texts = Texts([SchedulingText.all.joined(separator: "\n")])
        let key = "problem." + problem.code
        return texts.has(key) ? texts.text(key, .en, problem.parameters) : problem.description
    }
}

struct ExportSheetVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write sheets: work_orders, line_schedules, trolley_usage, line_performance, customer_summary.",
        discussion: "Example: gemba schedule export work_orders --out work_orders.csv")
    @OptionGroup var common: CommonOptions
    @Argument(help: "Which.") var kind: String
    @Option(help: "The file to write.") var out: String

    func run(on plant: any Plant) async throws -> VerbReport {
        guard let which = SheetExportKind(rawValue: kind) else { throw Problem(.missing, "schedule_export_unknown", ["kind": kind]) }
        let export = try await ScheduleVerb.feature(plant).actions.whole()
        let bytes = export.csv(which)
        do { try Data(bytes).write(to: URL(fileURLWithPath: out), options: .atomic) } catch {
            throw Problem(.input, "schedule_file_unwritable", ["file": out], cause: String(describing: error))
        }
        let rows = export.rows(which).count - 1
        return VerbReport(json: ["kind": .string(kind), "path": .string(out), "rows": JSON(rows)], text: "\(rows) rows in \(out)")
    }
}
