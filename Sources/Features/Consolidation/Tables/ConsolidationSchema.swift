// The tables of consolidation in the hub: places, what was done, baselines in pieces, rows that were refused, and what
// undoing needs. Rows of a branch are here only where they changed or were refused.

import Kernel
import Store

enum ConsolidationSchema {
    static let migrations: [Migration] = [
        Migration(
            "consolidation-001",
            [
                .create(
                    Table(
                        "cons_places",
                        [
                            Column("id", .identity), Column("role", .text(10)), Column("alias", .text(64)), Column("url", .text(600)),
                            Column("state", .text(10)), Column("opened_at", .instant, nullable: true), Column("closed_at", .instant, nullable: true),
                            Column("version", .integer), Column("created_at", .instant),
                            // What begins with a branch changes it, so that two beginnings meet.
                            Column("gate", .integer, default: .integer(0)),
                        ], uniques: [["alias"]])),
                .create(Table("cons_hub", [Column("id", .integer), Column("hub", .text(40))], primaryKey: ["id"])),
                .create(
                    Table(
                        "cons_policies",
                        [
                            Column("branch_id", .integer), Column("table_name", .text(190)), Column("on_update", .text(10)),
                            Column("on_delete", .text(10)),
                            Column("on_columns", .text(10)), Column("is_excluded", .flag),
                        ], primaryKey: ["branch_id", "table_name"])),
                .create(
                    Table(
                        "cons_runs",
                        [
                            Column("id", .identity), Column("kind", .text(12)), Column("branch_id", .integer),
                            // 0 for an opening.
                            Column("central_id", .integer), Column("state", .text(12)), Column("started_at", .instant),
                            Column("ended_at", .instant, nullable: true), Column("started_by", .text(100)), Column("holder", .text(160)),
                            Column("beat_at", .instant), Column("inserted", .integer), Column("updated", .integer), Column("deleted", .integer),
                            Column("failed", .integer), Column("is_verified", .flag, nullable: true), Column("problem", .longText, nullable: true),
                            Column("summary", .json, nullable: true),
                        ])),
                .index(Index("cons_runs_branch", on: "cons_runs", ["branch_id", "id"])),
                .create(
                    Table(
                        "cons_run_tables",
                        [
                            Column("run_id", .integer), Column("table_name", .text(190)), Column("state", .text(10)), Column("inserted", .integer),
                            Column("updated", .integer), Column("deleted", .integer), Column("failed", .integer),
                            Column("note", .longText, nullable: true),
                        ], primaryKey: ["run_id", "table_name"])),
                .create(
                    Table(
                        "cons_baselines",
                        [
                            Column("branch_id", .integer), Column("central_id", .integer), Column("table_name", .text(190)),
                            Column("run_id", .integer),
                            Column("is_current", .flag), Column("row_count", .integer), Column("directory", .bytes),
                        ], primaryKey: ["branch_id", "central_id", "table_name", "run_id"])),
                .create(
                    Table(
                        "cons_pieces",
                        [Column("id", .identity), Column("branch_id", .integer), Column("run_id", .integer), Column("entries", .bytes)])),
                .index(Index("cons_pieces_run", on: "cons_pieces", ["run_id"])),
                .create(
                    Table(
                        "cons_changes",
                        [
                            Column("id", .identity), Column("run_id", .integer), Column("table_name", .text(190)), Column("content", .bytes),
                        ])),
                .index(Index("cons_changes_run", on: "cons_changes", ["run_id", "table_name", "id"])),
                .create(
                    Table(
                        "cons_failures",
                        [
                            Column("id", .identity), Column("branch_id", .integer), Column("central_id", .integer), Column("table_name", .text(190)),
                            Column("row_key", .bytes), Column("key_hash", .text(64)), Column("key_text", .text(400)), Column("digest", .text(32)),
                            Column("deed", .text(10)), Column("reason", .text(20)), Column("detail", .longText), Column("content", .json),
                            Column("edits", .json, nullable: true), Column("accepted", .text(32), nullable: true), Column("tries", .integer),
                            Column("status", .text(12)), Column("run_id", .integer), Column("first_at", .instant), Column("last_at", .instant),
                        ], uniques: [["branch_id", "central_id", "table_name", "key_hash"]])),
                .index(Index("cons_failures_status", on: "cons_failures", ["status", "id"])),
                .create(
                    Table(
                        "cons_log",
                        [
                            Column("id", .identity), Column("at", .instant), Column("run_id", .integer, nullable: true), Column("branch", .text(64)),
                            Column("content", .json),
                        ])),
            ])
    ]
}
