// Where a plant's batches and mask files are. Three ways say it, the first that says anything counts: what a command was
// called with, the variables of the old programs (`MONGO_URI`, `MONGO_DB`, `TRAINING_MONGO_URI`), and the settings.

import Foundation
import Kernel

package struct HomeSettings: Sendable, Hashable {
    /// The batches' database; nil for the hub.
    package var mongoURL: String?
    /// The mask files' database; nil for a folder.
    package var trainingURL: String?
    package var batchesDatabase: String?
    package var batchesCollection = "batches"
    package var crewDatabase = "Quality_dashboard"
    package var crewCollection = "segmentadores"
    package var bucket = "training_metrics.masks"
    /// The mask files' folder; nil for none.
    package var folder: String?
    /// How often to look where nobody tells of changes.
    package var pollSeconds: Int64 = 10
    /// Lines of `name: pattern`.
    package var families = BatchFamilies.usual.lines

    package static let name = "batches.home"
    package static let usualBatchesDatabase = "segmentacion_db"
    package static let usualTrainingDatabase = "QUALITY_IEMSA"
    static let pollSecondsRange: ClosedRange<Int64> = 1...3600

    package init() {}

    package var json: JSON {
        .object([
            ("mongo_url", JSON(mongoURL)), ("training_url", JSON(trainingURL)), ("batches_database", JSON(batchesDatabase)),
            ("batches_collection", .string(batchesCollection)), ("crew_database", .string(crewDatabase)),
            ("crew_collection", .string(crewCollection)),
            ("bucket", .string(bucket)), ("folder", JSON(folder)), ("poll_seconds", .int(pollSeconds)), ("families", .string(families)),
        ])
    }

    package init(json: JSON) {
        func text(_ name: String) -> String? { json[name]?.string.flatMap { $0.isEmpty ? nil : $0 } }
        mongoURL = text("mongo_url")
        trainingURL = text("training_url")
        batchesDatabase = text("batches_database")
        batchesCollection = text("batches_collection") ?? batchesCollection
        crewDatabase = text("crew_database") ?? crewDatabase
        crewCollection = text("crew_collection") ?? crewCollection
        bucket = text("bucket") ?? bucket
        folder = text("folder")
        pollSeconds = json["poll_seconds"]?.int ?? pollSeconds
        families = text("families") ?? families
    }

    /// Settings that may be kept: complete, and without a password in them.
    /// - Throws: `batches_url_invalid`, `batches_url_password`, `batches_setting_invalid`, `batch_family_invalid`.
    package func checked() throws(Problem) -> HomeSettings {
        for url in [mongoURL, trainingURL].compactMap(\.self) {
            guard url.hasPrefix("mongodb://") || url.hasPrefix("mongodb+srv://") else {
                throw Problem(.input, "batches_url_invalid", ["url": Self.hidden(url)])
            }
            guard Self.password(url) == nil else { throw Problem(.input, "batches_url_password", ["url": Self.hidden(url)]) }
        }
        guard Self.pollSecondsRange.contains(pollSeconds) else {
            throw Problem(.input, "batches_setting_invalid", ["name": "poll_seconds", "value": String(pollSeconds)])
        }
        if let folder, !folder.hasPrefix("/") {
            throw Problem(.input, "batches_setting_invalid", ["name": "folder", "value": String(folder.prefix(200))])
        }
        for (name, value) in [("batches_collection", batchesCollection), ("crew_collection", crewCollection), ("bucket", bucket)] {
            guard !value.contains("$"), !value.isEmpty, value.utf8.count <= 100 else {
                throw Problem(.input, "batches_setting_invalid", ["name": name, "value": String(value.prefix(100))])
            }
        }
        _ = try BatchFamilies(lines: families)
        return self
    }

    /// With what the old programs' variables say in the place of the settings.
    package func overridden(by environment: [String: String]) -> HomeSettings {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        var out = self
        if let url = value("MONGO_URI") {
            out.mongoURL = url
            // The old programs had both on one server unless told otherwise.
            if trainingURL == nil, folder == nil { out.trainingURL = Self.withoutDatabase(url) }
        }
        if let database = value("MONGO_DB") { out.batchesDatabase = database }
        if let url = value("TRAINING_MONGO_URI") { out.trainingURL = url }
        return out
    }

    // MARK: addresses

    private static func authority(_ url: String) -> (head: Substring, user: Substring?, rest: Substring) {
        guard let scheme = url.range(of: "://") else { return ("", nil, url[...]) }
        let after = url[scheme.upperBound...]
        let end = after.firstIndex { "/?".contains($0) } ?? after.endIndex
        guard let at = after[..<end].lastIndex(of: "@") else { return (url[..<scheme.upperBound], nil, after) }
        return (url[..<scheme.upperBound], after[..<at], after[after.index(after: at)...])
    }

    private static func password(_ url: String) -> String? {
        guard let user = authority(url).user, let colon = user.firstIndex(of: ":") else { return nil }
        return String(user[user.index(after: colon)...])
    }

    /// For people: without what stands for a password.
    package static func hidden(_ url: String) -> String {
        let parts = authority(url)
        guard let user = parts.user else { return String(url.prefix(300)) }
        return String((parts.head + user.prefix { $0 != ":" } + "@" + parts.rest).prefix(300))
    }

    /// The same server, where the database is the usual one.
    static func withoutDatabase(_ url: String) -> String {
        let parts = authority(url)
        let hosts = parts.rest.prefix { !"/?".contains($0) }
        let query = parts.rest.firstIndex(of: "?").map { parts.rest[$0...] } ?? ""
        return String(parts.head) + (parts.user.map { $0 + "@" } ?? "") + hosts + (query.isEmpty ? "" : "/" + query)
    }

    /// The address as the client library wants it, with the password that `password=env:NAME` or `password=file:/path` refers to.
    /// - Throws: `batches_secret_missing`.
    package static func complete(_ url: String, environment: [String: String]) throws(Problem) -> String {
        guard let mark = url.firstIndex(of: "?") else { return url }
        var options = url[url.index(after: mark)...].split(separator: "&").map(String.init)
        guard let place = options.firstIndex(where: { $0.hasPrefix("password=") }) else { return url }
        let reference = String(options.remove(at: place).dropFirst("password=".count))
        let secret: String?
        if reference.hasPrefix("env:") {
            secret = environment[String(reference.dropFirst(4))]
        } else if reference.hasPrefix("file:"), let data = FileManager.default.contents(atPath: String(reference.dropFirst(5))) {
            secret = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init)
        } else {
            secret = nil
        }
        guard let secret else { throw Problem(.input, "batches_secret_missing", ["reference": String(reference.prefix(100))]) }
        let parts = authority(String(url[..<mark]))
        let user = parts.user.map { String($0.prefix { $0 != ":" }) } ?? ""
        let safe = CharacterSet.alphanumerics
        let escaped = secret.addingPercentEncoding(withAllowedCharacters: safe) ?? ""
        var rest = String(parts.rest)
        if !options.isEmpty, !rest.contains("/") { rest += "/" }
        return String(parts.head) + user + ":" + escaped + "@" + rest + (options.isEmpty ? "" : "?" + options.joined(separator: "&"))
    }
}
