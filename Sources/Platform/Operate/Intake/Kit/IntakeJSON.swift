// Intake's things as JSON, in the names and the order of the contract; verbs and API answer the same.

import Intake
import Kernel

/// Makes JSON of what intake has.
struct IntakeJSON: Sendable {
    let zone: Zone

    private func time(_ instant: Instant?) -> JSON { JSON(instant.map { zone.rfc3339($0) }) }

    static func counts(_ c: LineCounts) -> [(String, JSON)] {
        [
            ("lines", .int(c.lines)), ("header", .int(c.header)), ("blank", .int(c.blank)), ("loaded", .int(c.loaded)),
            ("duplicate", .int(c.duplicate)), ("rejected", .int(c.rejected)),
        ]
    }

    static func problem(_ problem: Problem) -> JSON {
        .object([
            ("code", .string(problem.code)),
            ("parameters", .object(problem.parameters.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
            ("hint", JSON(problem.hint)),
        ])
    }

    /// - Parameter seconds: how long it took.
    static func scan(_ report: ScanReport, milliseconds: Int64, isDryRun: Bool = false) -> JSON {
        .object(
            [("run", isDryRun ? .null : JSON(report.run)), ("files", JSON(report.files))] + counts(report.counts) + [
                ("unmatched_files", .array(report.unmatched.map { .string($0) })),
                (
                    "problems",
                    .array(report.problems.map { ["file": .string($0.path), "problem": problem($0.problem)] })
                ),
                ("found", JSON(report.listed)), ("dry_run", .bool(isDryRun)),
                ("seconds", .double(Double(milliseconds) / 1000)),
            ])
    }

    func file(_ f: LedgerFile) -> JSON {
        .object(
            [
                ("path", .string(f.path)), ("line", JSON(f.parts["line"].flatMap(Int64.init))),
                ("mounter", JSON(f.parts["mounter"].flatMap(Int64.init))),
            ]
                + Self.counts(f.counts) + [
                    ("bytes", .int(f.bytes)), ("same_content_as", JSON(f.sameContentAs)), ("id", .int(f.id)),
                    ("source", .string(f.sourceName)), ("status", .string(f.status)), ("size", .int(f.size)),
                    ("withdrawn", .int(f.withdrawn)), ("matched", .bool(f.isMatched)),
                    ("other_encoding", .bool(f.isOtherEncoding)), ("encoding", JSON(f.encoding)),
                    ("problem", JSON(f.problem)), ("first_seen_at", time(f.firstSeenAt)),
                    ("last_loaded_at", time(f.lastLoadedAt)),
                ])
    }

    func reject(_ r: Reject) -> JSON {
        .object([
            ("id", .int(r.id)), ("file", .string(r.path)), ("file_line", .int(r.fileLine)),
            ("byte_offset", .int(r.byteOffset)),
            ("column", JSON(r.column)), ("value", .string(r.value)), ("reason", .string(r.reason)),
            ("raw", .string(r.text)), ("status", .string(r.status.rawValue)), ("tries", .int(r.tries)),
            ("edited", JSON(r.edited.map { RawText.text($0) })), ("byte_length", .int(r.byteLength)),
            ("cut", .bool(r.isCut)), ("encoding", .string(r.encoding.rawValue)),
            ("source_id", .int(r.source)), ("file_id", .int(r.file)), ("created_at", time(r.createdAt)),
            ("closed_by", JSON(r.closedBy)),
        ])
    }

    /// One reject with its exact bytes.
    func rejectInFull(_ r: Reject) -> JSON {
        .object((reject(r).members ?? []) + [("raw_hex", .string(r.raw.map { hexPair($0) }.joined()))])
    }

    /// What became of a try.
    static func outcome(_ outcome: RecordOutcome) -> JSON {
        switch outcome {
        case .loaded: ["outcome": "loaded"]
        case .rejected(let column, let value, let reason):
            ["outcome": "rejected", "column": JSON(column), "value": .string(value), "reason": .string(reason)]
        }
    }

    func run(_ run: IntakeRun, source: String?) -> JSON {
        .object(
            [
                ("run", .string(run.name)), ("source", JSON(source)), ("started_at", time(run.startedAt)),
                ("ended_at", time(run.endedAt)),
                ("files", .int(run.files)),
            ] + Self.counts(run.counts) + [("undone_at", time(run.undoneAt))])
    }

    func source(_ s: Source) -> JSON {
        let limits: [(String, JSON)] = [
            ("reject_limit_count", JSON(s.rejectLimitCount)), ("reject_limit_percent", JSON(s.rejectLimitPercent)),
            ("silence_minutes", JSON(s.silenceMinutes)), ("enabled", .bool(s.isEnabled)), ("version", .int(s.version)),
        ]
        let state: [(String, JSON)] = [
            ("last_look_at", time(s.state.lastScanAt)), ("last_row_at", time(s.state.lastRowAt)),
            ("failing_since", time(s.state.failingSince)), ("problem", JSON(s.state.problemCode)),
        ]
        return .object(
            [
                ("id", .int(s.id)), ("name", .string(s.name)), ("kind", .string(s.kind.rawValue)),
                ("location", .string(s.location)),
                ("profile", .string(s.profile)), ("include", .array(s.include.map { .string($0) })),
                ("recursive", .bool(s.isRecursive)),
                ("poll_seconds", JSON(s.pollSeconds)), ("quiet_seconds", JSON(s.quietSeconds)),
                ("zone", .string(s.zone)),
                ("encoding", JSON(s.encoding)), ("after_load", .string(s.afterLoad.rawValue)),
                ("move_to", JSON(s.moveTo)),
            ] + limits + state)
    }

    static func test(_ test: SourceTest) -> JSON {
        .object([
            ("reachable", .bool(test.isReachable)), ("problem", test.problem.map(problem) ?? .null),
            ("matching_files", JSON(test.matchingFiles)), ("matched", JSON(test.matched)),
            ("unmatched_files", .array(test.unmatchedPaths.map { .string($0) })),
            ("unreadable", .array(test.unreadable.map { ["path": .string($0.path), "reason": .string($0.reason)] })),
            ("sample_file", JSON(test.samplePath)), ("columns", .array(test.columns.map { .string($0) })),
            ("sample_rows", .array(test.sampleRows.map { .array($0.map { .string($0) }) })),
        ])
    }
}
