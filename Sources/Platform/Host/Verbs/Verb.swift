// Commands at the terminal: parsed by ArgumentParser, run on an opened plant, and answered as text or as one JSON
// document. A command returns what it has to say; only the rim prints it.

import ArgumentParser
import Kernel
import Store

/// Flags every verb has.
public struct CommonOptions: ParsableArguments {
    @Option(help: "The hub's database, such as sqlite:data/gemba.sqlite. Default: GEMBA_DATABASE_URL.")
    public var database: String?

    @Flag(help: "One JSON document on standard output, nothing else there.")
    public var json = false

    public init() {}
}

/// What a verb has to say.
public struct VerbReport: Sendable {
    public var json: JSON
    public var text: String
    /// 0 done; 1 done, but something needs a person.
    public var exitCode: Int32

    public init(json: JSON, text: String, exitCode: Int32 = 0) {
        self.json = json
        self.text = text
        self.exitCode = exitCode
    }
}

/// What a verb works on: the house and its features, opened.
public protocol Plant: Sendable {
    var house: House { get }
    func feature<F: Feature>(_ type: F.Type) -> F
}

/// What the program lends to verbs.
public struct VerbRuntime: Sendable {
    public var open: @Sendable (CommonOptions) async throws -> any Plant
    public var say: @Sendable (String) -> Void
    public var complain: @Sendable (Problem) -> Void

    public init(
        open: @escaping @Sendable (CommonOptions) async throws -> any Plant, say: @escaping @Sendable (String) -> Void,
        complain: @escaping @Sendable (Problem) -> Void
    ) {
        self.open = open
        self.say = say
        self.complain = complain
    }

    @TaskLocal public static var current: VerbRuntime?
}

/// A command that opens the plant, does one thing and reports.
public protocol Verb: AsyncParsableCommand {
    var common: CommonOptions { get }
    /// What can be said without a database; nil when the plant is needed.
    func runAlone() async throws -> VerbReport?
    func run(on plant: any Plant) async throws -> VerbReport
}

extension Verb {
    public func runAlone() async throws -> VerbReport? { nil }

    public func run() async throws {
        guard let runtime = VerbRuntime.current else { preconditionFailure("a verb runs only inside the program") }
        let report: VerbReport
        do {
            if let alone = try await runAlone() {
                report = alone
            } else {
                let plant = try await runtime.open(common)
                do { report = try await run(on: plant) } catch {
                    try await plant.house.database.close()
                    throw error
                }
                try await plant.house.database.close()
            }
        } catch let problem as Problem {
            runtime.complain(problem)
            throw ExitCode(2)
        }
        runtime.say(common.json ? report.json.text : report.text)
        if report.exitCode != 0 { throw ExitCode(report.exitCode) }
    }
}

/// Columns of text for a terminal.
public enum TextTable {
    public static func render(_ headings: [String], _ rows: [[String]], right: Set<Int> = []) -> String {
        var widths = headings.map(\.count)
        for row in rows { for (i, cell) in row.enumerated() where i < widths.count { widths[i] = max(widths[i], cell.count) } }
        func line(_ cells: [String]) -> String {
            var out = ""
            for (i, cell) in cells.enumerated() {
                let space = String(repeating: " ", count: max(0, widths[i] - cell.count))
                out += right.contains(i) ? space + cell : cell + (i == cells.count - 1 ? "" : space)
                if i < cells.count - 1 { out += "  " }
            }
            return out
        }
        return ([line(headings)] + rows.map(line)).joined(separator: "\n")
    }
}
