// The tables of batches. Where the team's batches live in MongoDB, `batches` and `batch_crew` are the copy that pages read;
// otherwise they are the batches themselves.

import Kernel
import Store

enum BatchesSchema {
    static let migrations: [Migration] = [
        Migration(
            "batches-001",
            [
                .create(
                    Table(
                        "batches",
                        [
                            Column("id", .identity),
                            // Whose batches: the hub's own, or the copy of one collection.
                            Column("home", .text(40)), Column("batch_id", .text(190)),
                            // The number alone, as written: `000040F`. NULL in no family.
                            Column("number", .text(60), nullable: true), Column("family", .text(40)), Column("sort_key", .text(190)),
                            Column("assignee", .text(190), nullable: true), Column("folder", .longText), Column("tasks", .json),
                            Column("status", .text(4)), Column("review", .text(12)), Column("reviewed_at", .text(40), nullable: true),
                            Column("assigned_at", .text(40), nullable: true), Column("due_date", .text(40), nullable: true),
                            Column("priority", .text(60)), Column("created_at", .text(40), nullable: true),
                            Column("total_masks", .integer, nullable: true), Column("completed_masks", .integer, nullable: true),
                            Column("comments", .longText),
                            // What the mask files say.
                            Column("is_uploaded", .flag), Column("file_count", .integer), Column("last_upload", .text(40), nullable: true),
                            Column("has_files", .flag),
                            // 0 assigned and pending, 1 nobody's, 2 done and approved: the order of the dashboard.
                            Column("place", .integer),
                            // Of a copy: the digest of the document.
                            Column("digest", .text(40), nullable: true), Column("changed_at", .instant),
                        ], uniques: [["home", "batch_id"]])),
                .index(Index("batches_order", on: "batches", ["home", "place", "sort_key", "id"])),
                .index(Index("batches_assignee", on: "batches", ["home", "assignee", "status"])),
                .index(Index("batches_number", on: "batches", ["home", "number"])),
                .create(
                    Table(
                        "batch_crew",
                        [
                            Column("id", .identity), Column("home", .text(40)), Column("name", .text(190)), Column("role", .text(100)),
                            Column("email", .text(190)),
                            Column("created_at", .text(40)),
                        ], uniques: [["home", "name"]])),
                .create(
                    Table(
                        "batch_deeds",
                        [
                            Column("id", .identity), Column("home", .text(40)), Column("kind", .text(20)), Column("at", .instant),
                            Column("by_name", .text(100)),
                            Column("via", .text(10)), Column("state", .text(10)), Column("asked", .integer), Column("done", .integer),
                            Column("note", .json, nullable: true),
                            // The deed that took this one back, and the one that this one takes back.
                            Column("undone_by", .integer, nullable: true), Column("undoes", .integer, nullable: true),
                        ])),
                .create(
                    Table(
                        "batch_changes",
                        [
                            Column("id", .identity), Column("deed_id", .integer), Column("batch_id", .text(190)), Column("kind", .text(10)),
                            // Fields, or for a batch that came or went all of it.
                            Column("old", .json, nullable: true), Column("new", .json, nullable: true), Column("state", .text(10)),
                        ])),
                .index(Index("batch_changes_deed", on: "batch_changes", ["deed_id", "id"])),
                .index(Index("batch_changes_batch", on: "batch_changes", ["batch_id", "id"])),
                // Lists that were uploaded and whose preview is being read.
                .create(
                    Table(
                        "batch_drafts",
                        [
                            Column("id", .identity), Column("at", .instant), Column("by_name", .text(100)), Column("mode", .text(10)),
                            Column("content", .longText),
                        ])),
                .create(
                    Table(
                        "batch_masks",
                        [
                            Column("store", .text(40)),
                            // 64 bits of the digest of all that is told of a file.
                            Column("file_hash", .integer), Column("file_id", .longText), Column("name", .longText), Column("bytes", .integer),
                            Column("uploaded_at", .instant), Column("uploaded_by", .text(190), nullable: true),
                            Column("number", .text(60), nullable: true),
                            // 0 complete, 1 incomplete, 2 not to be told.
                            Column("completeness", .integer),
                        ], primaryKey: ["store", "file_hash"], clustered: true)),
                .index(Index("batch_masks_number", on: "batch_masks", ["store", "number"])),
                .index(Index("batch_masks_time", on: "batch_masks", ["store", "uploaded_at", "file_hash"])),
                .create(
                    Table(
                        "batch_board",
                        [
                            Column("store", .text(40)), Column("version", .integer), Column("synced_at", .instant, nullable: true),
                            Column("refreshed_at", .instant, nullable: true), Column("outcome", .json, nullable: true),
                            Column("problem", .json, nullable: true), Column("problem_since", .instant, nullable: true),
                            Column("holder", .text(160), nullable: true), Column("held_until", .instant, nullable: true),
                        ], primaryKey: ["store"])),
            ])
    ]
}
