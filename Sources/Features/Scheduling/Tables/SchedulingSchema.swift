// The tables of scheduling. What a planner sees is a value made of them; what changes is written as differences, with the
// deed that made them, in one transaction.

import Kernel
import Store

enum SchedulingSchema {
    static let migrations: [Migration] = [
        Migration(
            "scheduling-001",
            DeskTables.all.map { .create($0.table) } + [
                .index(Index("schedule_orders_ended", on: "schedule_orders", ["ended_at"])),
                .create(
                    Table(
                        "schedule_plans",
                        [
                            Column("id", .text(40)), Column("name", .text(100)), Column("created_at", .instant), Column("by_name", .text(100)),
                            // What the published plan was when the draft was begun.
                            Column("base", .longText), Column("state", .text(10)),
                        ], primaryKey: ["id"])),
                // Who writes holds its one row.
                .create(Table("schedule_gate", [Column("id", .integer), Column("revision", .integer)], primaryKey: ["id"])),
                .create(
                    Table(
                        "schedule_deeds",
                        [
                            Column("id", .identity), Column("kind", .text(20)), Column("plan_id", .text(40)), Column("at", .instant),
                            Column("by_name", .text(100)), Column("via", .text(10)), Column("note", .json, nullable: true),
                            // The deed that took this one back, and the one that this one takes back.
                            Column("undone_by", .integer, nullable: true), Column("undoes", .integer, nullable: true),
                        ])),
                .index(Index("schedule_deeds_author", on: "schedule_deeds", ["by_name", "id"])),
                .create(
                    Table(
                        "schedule_changes",
                        [
                            Column("id", .identity), Column("deed_id", .integer), Column("kind", .text(12)), Column("row_key", .text(600)),
                            Column("old", .longText, nullable: true), Column("new", .longText, nullable: true),
                        ])),
                .index(Index("schedule_changes_row", on: "schedule_changes", ["row_key", "id"])),
                .index(Index("schedule_changes_deed", on: "schedule_changes", ["deed_id", "id"])),
                .create(
                    Table(
                        // What was published of an order last: beside it stands what came of it.
                        "schedule_promises",
                        [
                            Column("order_number", .text(60)), Column("line", .integer), Column("start_at", .instant), Column("end_at", .instant),
                            Column("published_at", .instant),
                        ], primaryKey: ["order_number"])),
                // Sheets that were uploaded and whose preview is being read.
                .create(
                    Table(
                        "schedule_uploads",
                        [
                            Column("id", .identity), Column("at", .instant), Column("by_name", .text(100)), Column("file_name", .text(190)),
                            Column("content", .longText),
                        ])),
                .sql { dialect in defaults(dialect) },
            ] + SchedulingViews.all)
    ]

    /// What a plant has before anybody has entered anything: five lines, a pool of trolleys, the rules.
    private static func defaults(_ dialect: any Dialect) -> [SQL] {
        func row(_ table: DeskTable, _ key: any SQLBindable, _ row: any DeskRow) -> SQL {
            dialect.upsert(
                into: table.name, key: table.key.map(\.name), columns: table.key.map(\.name) + table.columns.map(\.column),
                values: [key.sqlValue] + zip(table.columns, row.content).map { $0.value($1.1).sqlValue })
        }
        return Line.defaults.map { row(DeskTables.lines, Int64($0.number), $0) }
            + (1...Trolley.defaultCount).map { row(DeskTables.trolleys, Int64($0), Trolley(number: $0)) }
            + [row(DeskTables.rules, PlanRules().key, PlanRules())]
            + [dialect.upsert(into: "schedule_gate", key: ["id"], columns: ["id", "revision"], values: [.integer(1), .integer(0)])]
    }
}
