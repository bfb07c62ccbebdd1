// `gemba`: the root of all verbs, and the rim where they meet the terminal.

import ArgumentParser
import CMalloc
import Foundation
import Host
import Kernel
import Logging
import Mongo
import Web

/// The command line.
public struct RootCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "gemba", abstract: "One server for the plant's records: what was loaded where, made when, planned for whom.",
        discussion: "Start with: gemba demo", version: GembaVersion.text,
        subcommands: [ServeCommand.self, DemoCommand.self, MigrateDatabaseCommand.self] + Features.verbs)

    public init() {}

    /// Parses the arguments, runs, and ends the process with the contract's exit code.
    public static func launch() async {
        // By itself the allocator keeps a pool for each thread there ever was, a third of all that the program takes.
        // Before there is a second thread.
        _ = cmalloc_settle(2, 4 << 20, 4 << 20)
        MongoLibrary.leaveNothingBehind()
        CommandLineSecrets.hide()
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        let runtime = VerbRuntime(
            open: { try await Composition.plant(Terminal.settings($0), logger: Terminal.logger(.warning)) },
            say: { Terminal.say($0) }, complain: { Terminal.complain($0) })
        await VerbRuntime.$current.withValue(runtime) { await parseAndRun() }
        end(0)
    }

    /// Ends the process without the libraries' own tidying up: OpenSSL takes its tables apart while connections to a
    /// database may still be closing on other threads, which ends in a crash now and then.
    private static func end(_ code: Int32) -> Never {
        fflush(nil)
        _exit(code)
    }

    private static func parseAndRun() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand { try await asynchronous.run() } else { try command.run() }
        } catch let problem as Problem {
            Terminal.complain(problem)
            Self.end(2)
        } catch {
            // Usage errors end with 2 like everything that could not run; help and version with 0.
            if let code = error as? ExitCode { Self.end(code.rawValue) }
            let text = fullMessage(for: error)
            if exitCode(for: error).isSuccess {
                Terminal.say(text)
                Self.end(0)
            }
            FileHandle.standardError.write(Data((text + "\n").utf8))
            Self.end(2)
        }
    }
}

/// Standard output and error: the only place that writes to them.
enum Terminal {
    static func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

    /// One clear sentence and what to do about it.
    static func complain(_ problem: Problem) {
        let texts = Texts([HouseText.catalogue] + VerbTexts.catalogues)
        let key = "problem." + problem.code
        var text = texts.has(key) ? texts.text(key, .en, problem.parameters) : problem.description
        if let hint = problem.hint {
            text += " " + hint
        } else if texts.has(key + ".hint") {
            text += " " + texts.text(key + ".hint", .en, problem.parameters)
        }
        if let cause = problem.cause, problem.family == .bug { text += " (\(cause))" }
        FileHandle.standardError.write(Data(("gemba: " + text + "\n").utf8))
    }

    static func logger(_ level: Logger.Level) -> Logger {
        var logger = Logger(label: "gemba")
        logger.logLevel = level
        return logger
    }

    static func settings(_ common: CommonOptions) -> ProcessSettings {
        var settings = ProcessSettings(environment: ProcessInfo.processInfo.environment)
        if let database = common.database { settings.databaseURL = database }
        return settings
    }
}

/// A password in an argument can be read by everybody on the machine who lists its processes: it is taken out of the
/// process's own memory of its arguments as soon as they have been read.
enum CommandLineSecrets {
    /// Before there is a second thread. What Swift has read of the arguments stays.
    static func hide() {
        // Read once, so that it is kept.
        _ = CommandLine.arguments.count
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let argument = CommandLine.unsafeArgv[index] else { continue }
            let text = String(cString: argument)
            let start = text.range(of: "://").map { text.utf8.distance(from: text.utf8.startIndex, to: $0.upperBound) }
            guard let start, let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { continue }
            let end = text.utf8.distance(from: text.utf8.startIndex, to: at)
            var isBehindColon = false
            for place in start..<max(start, end) {
                if isBehindColon { argument[place] = CChar(UInt8(ascii: "*")) }
                if argument[place] == CChar(UInt8(ascii: ":")) { isBehindColon = true }
            }
        }
    }
}
