// Taking files in and taking loads back: what changes rows goes through here and into the audit.

import Host
import Intake
import Kernel

extension IntakeDesk {
    /// One pickup now.
    func ingest(_ request: IngestRequest, by author: Author) async throws -> ScanReport {
        let report = try await intake.ingest(request)
        if !request.isDryRun, report.files > 0 {
            try await audit(
                "intake.ingest", "run \(report.run ?? "")", by: author,
                new: .object(
                    [
                        ("paths", .array(request.paths.prefix(50).map { .string($0) })),
                        ("profile", .string(request.profile)),
                        ("files", JSON(report.files)),
                    ] + IntakeJSON.counts(report.counts)))
        }
        return report
    }

    /// Takes back what a run loaded; its files are held until they are released.
    func undo(_ run: String, by author: Author, isRehearsal: Bool = false) async throws -> LineCounts {
        let counts = try await intake.undo(run: run, isRehearsal: isRehearsal)
        if !isRehearsal {
            try await audit("run.undo", "run \(run)", by: author, old: .object(IntakeJSON.counts(counts)))
        }
        return counts
    }

    /// Lets held files be read again, at the next look at their source.
    func release(_ files: [Int64], by author: Author) async throws {
        try await intake.release(files: files)
        for file in files { try await audit("file.release", "file \(file)", by: author) }
    }
}

extension IntakeDesk {
    /// Reads a file anew from its first byte.
    func reload(_ file: Int64, by author: Author) async throws -> ReloadReport {
        let report = try await intake.reload(file: file)
        try await audit(
            "file.reload", "file \(file)", by: author,
            new: .object([("withdrawn", .int(report.withdrawn)), ("new", .object(IntakeJSON.counts(report.new)))]))
        return report
    }
}
