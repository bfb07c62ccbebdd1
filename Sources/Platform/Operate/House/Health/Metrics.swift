// The house in numbers, in Prometheus' text format. Names are `gemba_<thing>_<unit>` and stay.

import Glibc
import Host
import Kernel
import Logging
import Store

/// Writes metrics.
struct Metrics: Sendable {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"
    let house: House
    /// Looks at sources since the start.
    let looks: Int64
    /// Nodes that watch sources, this one among them.
    let nodes: Int

    /// All of them, or `gemba_up 0` alone with what is known without the database.
    func text() async -> String {
        var out = MetricsText()
        out.gauge("gemba_build_info", "The version that runs.", [(["version": GembaVersion.text], 1)])
        if let bytes = ProcessMemory.residentBytes() {
            out.gauge("gemba_process_resident_bytes", "Memory in use by this process.", [([:], bytes)])
        }
        out.counter("gemba_intake_looks_total", "Looks taken at sources since the program started.", [([:], looks)])
        out.gauge("gemba_nodes", "Nodes of this hub that watch sources and are alive.", [([:], Int64(nodes))])
        do {
            let (totals, runs) = try await house.database.read { tx in (try IntakeTotals.read(tx), try JobHistory.counts(in: tx)) }
            out.gauge("gemba_up", "1 when the database answers.", [([:], 1)])
            out.counter(
                "gemba_intake_rows_total", "Lines of all files by what became of them.", totals.rows.map { (["outcome": $0.outcome], $0.count) })
            out.gauge("gemba_intake_files", "Files in the ledger.", [([:], totals.files)])
            out.gauge("gemba_rejects_open", "Rejected lines that wait for a person.", [([:], totals.rejectsOpen)])
            out.gauge("gemba_sources_failing", "Sources that cannot be read.", [([:], totals.sourcesFailing)])
            let byStatus = JobStatus.allCases.map { (["status": $0.rawValue], Int64(runs[$0] ?? 0)) }
            out.counter("gemba_job_runs_total", "Runs of jobs in the history by where they stand.", byStatus)
        } catch {
            house.logger.warning("metrics without the database: \(Problem(error))")
            out.gauge("gemba_up", "1 when the database answers.", [([:], 0)])
        }
        return out.text
    }
}

/// Prometheus' text format.
struct MetricsText {
    private(set) var text = ""

    mutating func gauge(_ name: String, _ help: String, _ samples: [([String: String], Int64)]) { add(name, "gauge", help, samples) }
    mutating func counter(_ name: String, _ help: String, _ samples: [([String: String], Int64)]) { add(name, "counter", help, samples) }

    private mutating func add(_ name: String, _ type: String, _ help: String, _ samples: [([String: String], Int64)]) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
        for (labels, value) in samples {
            let list = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
            text += name + (list.isEmpty ? "" : "{\(list)}") + " \(value)\n"
        }
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}

/// What the kernel says of this process.
enum ProcessMemory {
    /// Nil where it does not say.
    static func residentBytes() -> Int64? {
        guard let file = fopen("/proc/self/statm", "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, Int32(line.count), file) != nil else { return nil }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int64(fields[1]) else { return nil }
        return pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }
}
