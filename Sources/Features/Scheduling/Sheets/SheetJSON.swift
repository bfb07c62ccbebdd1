// An import as other programs see it.

import Kernel
import Web

extension ImportPlan {
    /// - Parameter reason: a problem in words.
    func json(reason: (Problem) -> String) -> JSON {
        func field(_ field: Field) -> JSON { ["field": .string(field.name), "old": field.old, "new": field.new] }
        return .object([
            ("rows", JSON(rows.count)), ("create", JSON(count(.create))), ("update", JSON(count(.update))), ("same", JSON(count(.same))),
            ("skip", JSON(count(.error))),
            ("errors", .array(errors.map { ["line": JSON($0.line), "order": .string($0.order), "reason": .string($0.problem.map(reason) ?? "")] })),
            ("parameters", .object(parameters.map { ($0.0, $0.1.isWhole ? .int($0.1.thousandths / 1000) : .string($0.1.text)) })),
            ("lines_to_create", .array(linesToCreate.map { .string($0.name) })),
            (
                "updates",
                .array(
                    rows.filter { $0.outcome == .update }.map {
                        ["line": JSON($0.line), "order": .string($0.order), "fields": .array($0.fields.map(field))]
                    })
            ),
            (
                "conflicts",
                .array(
                    rows.filter { !$0.conflicts.isEmpty }.map {
                        ["line": JSON($0.line), "order": .string($0.order), "fields": .array($0.conflicts.map(field))]
                    })
            ),
            (
                "other_hours",
                .array(
                    rows.compactMap { row in
                        row.otherHours.map {
                            ["line": JSON(row.line), "order": .string(row.order), "sheet": .string($0.sheet), "ours": .string($0.ours)]
                        }
                    })
            ), ("absent", .array(absent.map { .string($0) })), ("ignored_columns", .array(ignored.map { .string($0) })),
        ])
    }
}
