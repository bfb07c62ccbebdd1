// An import as JSON, for verbs and the interface.

import Kernel
import Web

enum ImportJSON {
    /// Rows told in full; counts are of all.
    static let rowsMax = 5000

    static func outcome(_ outcome: ImportOutcome, _ reason: (Problem) -> String) -> JSON {
        let plan = outcome.plan
        let changed = plan.rows.filter { $0.action != .same && $0.action != .error }
        let conflicts = plan.ruleConflicts.map { conflict($0, nil) } + plan.rows.flatMap { row in row.conflicts.map { conflict($0, row) } }
        return .object([
            ("rows", JSON(plan.rows.count)), ("create", JSON(plan.count(.create))), ("update", JSON(plan.count(.update))),
            ("same", JSON(plan.count(.same))), ("skip", JSON(plan.count(.skip))),
            (
                "errors",
                .array(
                    plan.errors.map { line, problem in
                        ["line": JSON(line), "reason": .string(reason(problem)), "code": .string(problem.code)]
                    })
            ),
            ("parameters", .object(plan.parameters.map { ($0.name, JSON($0.value)) })),
            ("lines_to_create", .array(plan.linesToCreate.map { .string($0.name) })), ("conflicts", .array(conflicts)),
            ("parameters_changed", .array(plan.ruleChanges.map(change))),
            ("missing", .array(plan.missing.map { .string($0) })), ("ignored_columns", .array(plan.ignored.map { .string($0) })),
            (
                "hours_differ",
                .array(
                    plan.hours.map {
                        [
                            "line": JSON($0.line), "order": .string($0.number), "sheet": .string(OrderHours.text($0.sheet)),
                            "own": .string(OrderHours.text($0.own)),
                        ]
                    })
            ),
            (
                "changes",
                .array(
                    changed.prefix(rowsMax).map { row in
                        [
                            "line": JSON(row.line), "order": .string(row.number), "action": .string(row.action.rawValue),
                            "fields": .array(row.changes.map(change)),
                        ]
                    })
            ),
            ("dry_run", .bool(outcome.isRehearsal)), ("written", .bool(outcome.deed != nil)), ("deed", JSON(outcome.deed)),
        ])
    }

    private static func change(_ change: ImportPlan.Change) -> JSON { ["field": .string(change.field), "from": change.old, "to": change.new] }

    private static func conflict(_ conflict: ImportPlan.Conflict, _ row: ImportPlan.Row?) -> JSON {
        [
            "line": JSON(row?.line), "order": JSON(row?.number), "field": .string(conflict.field), "ours": conflict.ours,
            "theirs": conflict.theirs, "taken": .bool(conflict.isTaken),
        ]
    }
}
