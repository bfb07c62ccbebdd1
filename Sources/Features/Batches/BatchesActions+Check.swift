// Whether all is in step, looked at from the beginning and without changing anything: every file's chunks are added up
// anew, and chunks without a file are looked for.

import Kernel
import Store

extension BatchesActions {
    package struct Check: Sendable {
        package struct Finding: Sendable {
            package var name: String
            package var count: Int64
            package var examples: [String]
            /// Whether a person has to do something about it.
            package var isTrouble: Bool
        }
        package var findings: [Finding] = []
        package var isOK: Bool { !findings.contains { $0.isTrouble && $0.count > 0 } }
    }

    package func check(_ home: BatchHome) async throws -> Check {
        let plan = try await home.batches.states(home.families)
        var check = Check()
        func add(_ name: String, _ count: Int64, _ examples: [String], isTrouble: Bool = true) {
            check.findings.append(Check.Finding(name: name, count: count, examples: Array(examples.prefix(100)), isTrouble: isTrouble))
        }
        add("batches", Int64(plan.entries.count), [], isTrouble: false)
        if !(home.masks is NoMasks) {
            let scan = try await home.masks.scan(plan, KnownMasks())
            add("files", scan.plan.files, [], isTrouble: false)
            add("out_of_step", Int64(scan.plan.changes.count), scan.plan.changes.map(\.id))
            add("incomplete_files", scan.plan.incomplete.count, scan.plan.incomplete.names)
            add("unmatched_files", scan.plan.unmatched.count, scan.plan.unmatched.names)
            add("unknown_ids", Int64(scan.plan.unknownIDs.count), scan.plan.unknownIDs)
            add("ambiguous_files", scan.plan.ambiguous.count, scan.plan.ambiguous.names)
            if let masks = home.masks as? GridFSMasks {
                let orphans = try await masks.orphans()
                add("orphan_chunks", orphans.count, orphans.examples)
            }
        }
        add("same_ids", Int64(plan.clashes.count), plan.clashes)
        if !home.batches.isElsewhere || home.isKept {
            let strangers = try await strangers()
            add("unknown_assignees", Int64(strangers.count), strangers.map { "\($0.name) (\($0.batches))" })
        }
        return check
    }
}

extension BatchesActions {
    /// What was found at an address: enough to see that it is the right one.
    package struct HomeTest: Sendable {
        package var batches: Int64
        package var crew: Int64
        package var files: Int64
    }

    /// Signs in and counts; nothing is written, and nothing is kept.
    package func test(_ settings: HomeSettings) async throws -> HomeTest {
        let home = try BatchHomes(database: database, clock: clock, environment: environment).home(settings.overridden(by: environment))
        defer { home.close() }
        let counts = try await home.batches.count()
        return HomeTest(batches: counts.batches, crew: counts.crew, files: try await home.masks.count())
    }

    package func board() async throws -> BoardState {
        let home = try await home()
        return try await database.read { try BoardTable(tx: $0, store: home.store).read() }
    }
}
