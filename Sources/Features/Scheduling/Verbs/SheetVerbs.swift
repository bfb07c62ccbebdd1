// `gemba schedule import|export|restore|pull`: sheets and other systems' orders at the terminal.

import ArgumentParser
import Foundation
import Host
import Kernel
import Remote
import Store
import Web

/// What every way in has to say.
struct ImportOptions: ParsableArguments {
    @Flag(help: "Say what would change and change nothing.") var dryRun = false
    @Flag(help: "Take in the rows without errors though others have some.") var partial = false
    @Flag(help: "Where file and desk have both changed something since the last import, take the file's.") var takeFile = false

    var choice: ImportChoice { ImportChoice(takesFile: takeFile) }
}

enum SheetReport {
    static let shownMax = 50

    static func report(_ outcome: ImportOutcome, on plant: any Plant) -> VerbReport {
        let texts = plant.house.texts
        func reason(_ problem: Problem) -> String { texts.text("problem." + problem.code, .en, problem.parameters) }
        let plan = outcome.plan
        let errors = plan.errors
        var lines = [
            (outcome.isRehearsal ? "would be: " : outcome.isRefused ? "not written: " : "")
                + "\(plan.rows.count) rows: \(plan.count(.create)) new, \(plan.count(.update)) changed, \(plan.count(.same)) as they are, "
                + "\(plan.count(.skip)) left, \(errors.count) errors"
        ]
        func list(_ title: String, _ items: [String]) {
            guard !items.isEmpty else { return }
            lines.append("\(title): \(items.count)")
            lines += items.prefix(shownMax).map { "  " + $0 }
            if items.count > shownMax { lines.append("  …") }
        }
        func text(_ value: JSON) -> String { value == .null ? "–" : value.string ?? value.text }
        if !plan.parameters.isEmpty { lines.append("parameters: " + plan.parameters.map { "\($0.name) \($0.value.text)" }.joined(separator: ", ")) }
        list("errors", errors.map { "line \($0.line): \(reason($0.problem))" })
        list("lines to create", plan.linesToCreate.map(\.name))
        list(
            "changes",
            plan.rows.flatMap { row in row.changes.map { "line \(row.line), \(row.number): \($0.field) \(text($0.old)) -> \(text($0.new))" } })
        list(
            "changed in the file and here",
            plan.rows.flatMap { row in
                row.conflicts.map {
                    "line \(row.line), \(row.number): \($0.field) here \(text($0.ours)), file \(text($0.theirs)); \($0.isTaken ? "the file's taken" : "kept")"
                }
            })
        list(
            "hours that differ",
            plan.hours.map { "line \($0.line), \($0.number): file \(OrderHours.text($0.sheet)), own \(OrderHours.text($0.own))" })
        list("in the last file and not in this one (they stay)", plan.missing)
        list("columns left out", plan.ignored)
        if let deed = outcome.deed { lines.append("written as deed \(deed); it can be taken back") }
        return VerbReport(json: ImportJSON.outcome(outcome, reason), text: lines.joined(separator: "\n"), exitCode: outcome.isRefused ? 1 : 0)
    }

    /// - Throws: `schedule_file_missing`.
    static func bytes(_ path: String) throws(Problem) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Problem(.input, "schedule_file_missing", ["file": String(path.prefix(200))])
        }
        return [UInt8](data)
    }
}

struct ScheduleImportVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take in a planner's sheet.",
        discussion: """
            FILE: CSV as Excel saves it. Rows are found by their order's number; what was changed here stays.
            Example: gemba schedule import production.csv --dry-run
            """)
    @OptionGroup var common: CommonOptions
    @OptionGroup var options: ImportOptions
    @Argument(help: "The CSV file.") var file: String
    @Option(help: "What a column of this file means, such as --map \"Job=number\"; - for nothing. Is remembered for files with this header.")
    var map: [String] = []

    func run(on plant: any Plant) async throws -> VerbReport {
        let actions = ScheduleVerb.feature(plant).actions
        let bytes = try SheetReport.bytes(file)
        if !map.isEmpty { try await remember(bytes, actions) }
        let sheet = try await actions.sheet(bytes)
        let outcome = try await actions.take(
            sheet, name: URL(fileURLWithPath: file).lastPathComponent, choice: options.choice, isPartial: options.partial,
            isRehearsal: options.dryRun, by: .terminal)
        return SheetReport.report(outcome, on: plant)
    }

    private func remember(_ bytes: [UInt8], _ actions: SchedulingActions) async throws {
        var columns: [String: String] = [:]
        for item in map {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { throw Problem(.input, "parameter_invalid", ["name": "map", "value": String(item.prefix(60))]) }
            columns[parts[0]] = parts[1]
        }
        let mapping = try await actions.sheetContext().mapping
        guard let names = Sheet.headerNames(bytes, mapping) else { throw Problem(.input, "schedule_sheet_header_missing") }
        try await actions.remember(names, columns, by: .terminal)
    }
}

struct ScheduleExportVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a table, or everything, to files.",
        discussion: """
            KIND: work_orders, line_schedules, trolley_usage, line_performance, customer_summary (a CSV file), full_backup (a folder).
            Example: gemba schedule export work_orders --out orders.csv
            """)
    @OptionGroup var common: CommonOptions
    @Argument(help: "What to write.") var kind: String
    @Option(help: "The file; for full_backup a folder that is not there yet.") var out: String

    func run(on plant: any Plant) async throws -> VerbReport {
        let actions = ScheduleVerb.feature(plant).actions
        guard let kind = SheetExport(rawValue: kind) else {
            throw Problem(
                .input, "schedule_export_unknown",
                ["kind": String(kind.prefix(40)), "kinds": SheetExport.allCases.map(\.rawValue).joined(separator: ", ")])
        }
        guard kind == .fullBackup else {
            let made = try await actions.export(kind)
            try BackupFolder.write(made.bytes, to: out)
            return VerbReport(
                json: ["kind": .string(kind.rawValue), "path": .string(out), "rows": JSON(made.rows), "bytes": JSON(made.bytes.count)],
                text: "\(made.rows) rows in \(out)")
        }
        let files = try await actions.backup()
        try BackupFolder.write(files, to: out)
        return VerbReport(
            json: [
                "kind": .string(kind.rawValue), "path": .string(out),
                "files": .array(files.map { ["name": .string($0.name), "rows": JSON($0.rows), "bytes": JSON($0.bytes.count)] }),
            ], text: "\(files.count) files in \(out)")
    }
}

struct ScheduleRestoreVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a full backup back.",
        discussion: "The hub has to be without orders and drafts. Example: gemba schedule restore backups/2026-11-30")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The backup's folder.") var folder: String
    @Flag(help: "What is there goes.") var replace = false

    func run(on plant: any Plant) async throws -> VerbReport {
        let content = try BackupFolder.read(folder)
        let outcome = try await ScheduleVerb.feature(plant).actions.restore(content, replaces: replace, by: .terminal)
        return VerbReport(
            json: [
                "orders": JSON(content.desk.orders.count), "drafts": JSON(content.drafts.count), "changes": JSON(outcome.changes.count),
                "deed": JSON(outcome.deed),
            ], text: "\(content.desk.orders.count) orders, \(content.drafts.count) drafts")
    }
}

struct SchedulePullVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "pull", abstract: "Take in another system's orders.",
        discussion: """
            FROM: a file's path or a web address with a JSON document of orders; without it, what is set up.
            --keep remembers it for the timetable (job scheduling.pull) and the import page.
            Example: gemba schedule pull "https://erp.plant/api/orders#token=env:ERP_TOKEN" --dry-run
            """)
    @OptionGroup var common: CommonOptions
    @OptionGroup var options: ImportOptions
    @Argument(help: "Where the orders are.") var from: String?
    @Flag(help: "Remember where.") var keep = false

    func run(on plant: any Plant) async throws -> VerbReport {
        let actions = ScheduleVerb.feature(plant).actions
        // A path at the terminal counts from where one stands.
        let location = from.map { DocumentAddress.isOne($0) || $0.contains("://") ? $0 : URL(fileURLWithPath: $0).path }
        let source = if let location { try OrderSources.source(location) } else { try await actions.source() }
        let outcome = try await actions.pull(
            source, choice: options.choice, isPartial: options.partial, isRehearsal: options.dryRun, by: .terminal)
        if keep, let location { try await actions.setSource(location, by: .terminal) }
        return SheetReport.report(outcome, on: plant)
    }
}
