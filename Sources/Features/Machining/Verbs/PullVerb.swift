// `gemba machining pull`: one round over a server of logs, or over all sources there are, with the summary that the system
// before printed.

import ArgumentParser
import Foundation
import Host
import Intake
import Kernel
import Web

/// Which server is meant.
struct SiteOptions: ParsableArguments {
    @Option(help: "ftp://user@host/folder, ftps:// or sftp://. Default: FTP_HOST with FTP_USER, else all sources of machine logs.") var url: String?
    @Option(help: "The variable that holds the password. Default: FTP_PASS when it is set.") var passwordEnv: String?
    @Option(help: "Encryption of ftp://: no, try or require.") var tls: String?
    @Option(help: "A PEM file with the authority that vouches for the server.") var ca: String?
    @Option(help: "The zone the machines' clocks show. Default: the plant's.") var zone: String?
    @Option(help: "Only this folder, perhaps with its type: \"DEM12 (PVC)=PVC\"; may be given more than once.") var folder: [String] = []

    /// The location as a source has it; nil when no server is named.
    func location(_ environment: [String: String]) throws -> String? {
        var text = url
        if text == nil, let host = environment["FTP_HOST"], !host.isEmpty {
            let user = environment["FTP_USER"].flatMap { $0.isEmpty ? nil : $0 }
            text = "ftp://" + (user.map { URLText.encode($0) + "@" } ?? "") + host + "/"
        }
        guard var location = text else { return nil }
        var options: [String] = []
        if let name = passwordEnv ?? (environment["FTP_PASS"] == nil || location.contains("password=") ? nil : "FTP_PASS") {
            options.append("password=env:" + name)
        }
        if let tls { options.append("tls=" + tls) }
        if let ca { options.append("ca=" + URLText.encode(ca.hasPrefix("/") ? ca : FileManager.default.currentDirectoryPath + "/" + ca)) }
        if !options.isEmpty { location += (location.contains("?") ? "&" : "?") + options.joined(separator: "&") }
        return location
    }

    /// Folders with their types.
    var folders: [(name: String, type: String?)] {
        folder.map { text in
            guard let equals = text.lastIndex(of: "=") else { return (text, nil) }
            return (String(text[..<equals]), String(text[text.index(after: equals)...]))
        }
    }

    func source(at location: String, in plant: Zone) -> Source {
        var source = Source(name: "", kind: Source.Kind(location: location), location: location, profile: "machine-log", zone: zone ?? plant.name)
        source.name = ("pull " + (location.split(separator: "?").first.map(String.init) ?? location)).key(100)
        // It is looked at when it is asked for; who wants it watched adds a source.
        source.isEnabled = false
        // In a pattern a bracket is a bracket, but `*` and `?` stand for others.
        source.include = folders.flatMap { folder in [folder.name + "/*.log", folder.name + "/**/*.log"] }
        return source
    }
}

struct PullVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "pull", abstract: "Fetch what is new in the logs of a server, or of all sources, and say what came of it.",
        discussion: "Example: gemba machining pull --url ftp://logs@10.0.0.7/ --password-env FTP_PASS --folder \"DEM12 (PVC)=PVC\"")
    @OptionGroup var common: CommonOptions
    @OptionGroup var site: SiteOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = plant.feature(MachiningFeature.self)
        let summary: PullSummary
        if let location = try site.location(ProcessInfo.processInfo.environment) {
            summary = try await feature.pull(site.source(at: location, in: plant.house.zone), folders: site.folders)
        } else {
            summary = try await DailyPull(house: feature.house, intake: feature.intake).round()
        }
        return VerbReport(json: summary.json, text: summary.text, exitCode: summary.isClean ? 0 : 1)
    }
}

struct TestConnectionVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "test-connection", abstract: "Ask a server of logs for its files, and load nothing.",
        discussion: "Example: gemba machining test-connection --url ftp://logs@10.0.0.7/ --password-env FTP_PASS")
    @OptionGroup var common: CommonOptions
    @OptionGroup var site: SiteOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        guard let location = try site.location(ProcessInfo.processInfo.environment) else {
            throw Problem(.input, "parameter_invalid", ["name": "url", "value": ""], hint: "Name a server by --url or FTP_HOST.")
        }
        let test = try await plant.feature(MachiningFeature.self).intake.test(site.source(at: location, in: plant.house.zone))
        let json: JSON = .object([
            ("reachable", .bool(test.isReachable)), ("files", .int(Int64(test.matchingFiles))), ("sample", JSON(test.samplePath)),
            ("problem", JSON(test.problem?.code)),
        ])
        var lines = [test.problem.map { "not reachable: \($0)" } ?? "reachable: \(test.matchingFiles) logs"]
        if let sample = test.samplePath { lines.append("newest: " + sample) }
        return VerbReport(json: json, text: lines.joined(separator: "\n"), exitCode: test.problem == nil ? 0 : 1)
    }
}
