// `gemba batches …`: batches and their mask files at the terminal.

import ArgumentParser
import Foundation
import Host
import Kernel
import Store
import Web

struct BatchesVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batches", abstract: "Annotation batches, always in step with their mask files.",
        subcommands: [
            SyncVerb.self, BatchListVerb.self, BatchStatsVerb.self, ReplaceVerb.self, BatchExportVerb.self, BatchCheckVerb.self, AssignVerb.self,
            HomeVerb.self, BatchUndoVerb.self,
        ])

    static func feature(_ plant: any Plant) -> BatchesFeature { plant.feature(BatchesFeature.self) }
}

/// Where batches and masks are, for this once.
struct HomeOptions: ParsableArguments {
    @Option(help: "The batches' MongoDB, such as mongodb://mongo.plant.example:27017/segmentacion_db. Default: MONGO_URI, else the hub's settings.")
    var mongo: String?
    @Option(help: "The mask files' MongoDB, such as mongodb://mongo.plant.example:27017/QUALITY_IEMSA. Default: TRAINING_MONGO_URI, else the same.")
    var trainingMongo: String?

    /// The home that is meant, with an up-to-date copy where it is elsewhere.
    func home(_ actions: BatchesActions) async throws -> BatchHome {
        guard mongo != nil || trainingMongo != nil else { return try await actions.home() }
        let kept = try await actions.settings()
        let settings = settings(kept, environment: actions.environment)
        var home = try actions.homes.home(settings)
        home.isKept = settings == kept
        return home
    }

    /// What the addresses say in the place of the settings: the mask files are on the batches' server unless told otherwise.
    func settings(_ kept: HomeSettings, environment: [String: String]) -> HomeSettings {
        var settings = kept
        if let mongo {
            settings.mongoURL = mongo
            settings.batchesDatabase = environment["MONGO_DB"].flatMap { $0.isEmpty ? nil : $0 }
            (settings.trainingURL, settings.folder) = (HomeSettings.withoutDatabase(mongo), nil)
        }
        if let trainingMongo { settings.trainingURL = trainingMongo }
        return settings
    }
}

struct SyncVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Bring every batch in step with the mask files.",
        discussion: "Example: gemba batches sync --mongo mongodb://mongo.plant.example:27017")
    @OptionGroup var common: CommonOptions
    @OptionGroup var places: HomeOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        let actions = BatchesVerb.feature(plant).actions
        let home = try await places.home(actions)
        if home.batches.isElsewhere, home.isKept { try await actions.refresh() }
        let outcome = try await actions.sync(home)
        return VerbReport(json: outcome.json, text: SyncText.text(outcome, language: SyncText.language(ProcessInfo.processInfo.environment)))
    }
}

/// The summary as the old script printed it.
enum SyncText {
    static func language(_ environment: [String: String]) -> Language {
        let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? ""
        return Language(rawValue: String(locale.prefix(2))) ?? .es
    }

    /// Spanish, as its readers know it, unless the terminal speaks another of our languages.
    static func text(_ outcome: SyncOutcome, language: Language) -> String {
        let n = (
            outcome.files, outcome.batchesWithMasks, outcome.updated, outcome.unchanged, outcome.unknownIDs.count, outcome.unmatchedFiles.count,
            outcome.incomplete.count, outcome.ambiguousFiles.count
        )
        let clashes = outcome.clashes.joined(separator: ", ")
        var lines: [String]
        switch language {
        case .es:
            lines = [
                "Máscaras encontradas: \(n.0)", "Batches con máscaras encontrados: \(n.1)", "Actualización completada:",
                "   • Batches actualizados: \(n.2)", "   • Ya estaban actualizados: \(n.3)", "   • No encontrados en DB: \(n.4)",
            ]
            if n.5 > 0 { lines.append("   • Archivos sin batch en el nombre: \(n.5)") }
            if n.6 > 0 { lines.append("   • Archivos incompletos: \(n.6)") }
            if !outcome.clashes.isEmpty { lines.append("   • Ids repetidos: \(clashes) (\(n.7) archivos, nada cambiado)") }
            if !outcome.isCompletenessKnown, n.0 > 0 { lines.append("   • Sin trozos (chunks): no se puede saber si están completos") }
        case .en:
            lines = [
                "Masks found: \(n.0)", "Batches with masks: \(n.1)", "Done:", "   • Batches updated: \(n.2)", "   • Up to date already: \(n.3)",
                "   • Not found: \(n.4)",
            ]
            if n.5 > 0 { lines.append("   • Files without a batch in their name: \(n.5)") }
            if n.6 > 0 { lines.append("   • Incomplete files: \(n.6)") }
            if !outcome.clashes.isEmpty { lines.append("   • Ids that come to the same: \(clashes) (\(n.7) files, nothing changed)") }
            if !outcome.isCompletenessKnown, n.0 > 0 { lines.append("   • No chunks: whether files are complete cannot be told") }
        case .fr:
            lines = [
                "Masques trouvés : \(n.0)", "Lots avec masques : \(n.1)", "Mise à jour terminée :", "   • Lots mis à jour : \(n.2)",
                "   • Déjà à jour : \(n.3)", "   • Introuvables : \(n.4)",
            ]
            if n.5 > 0 { lines.append("   • Fichiers sans lot dans leur nom : \(n.5)") }
            if n.6 > 0 { lines.append("   • Fichiers incomplets : \(n.6)") }
            if !outcome.clashes.isEmpty { lines.append("   • Identifiants équivalents : \(clashes) (\(n.7) fichiers, rien de changé)") }
            if !outcome.isCompletenessKnown, n.0 > 0 { lines.append("   • Aucun morceau (chunks) : impossible de savoir s’ils sont complets") }
        }
        return lines.joined(separator: "\n")
    }
}

struct BatchListVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Batches, in the order of their numbers.", discussion: "Example: gemba batches list --status NS --assignee -")
    @OptionGroup var common: CommonOptions
    @Option(help: "Part of the id.") var id: String?
    @Option(help: "A name; - for nobody; ? for people who are not in the crew.") var assignee: String?
    @Option(help: "NS, In or S.") var status: String?
    @Option(help: "pending, approved or not_approved.") var review: String?
    @Option(help: "yes or no: whether there are mask files.") var uploaded: String?
    @Option(help: "F, T, plain, dated, or another family of the plant's.") var family: String?
    @Option(help: "At most so many.") var limit = 100_000

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = BatchesVerb.feature(plant)
        try await BatchListVerb.refreshed(feature)
        let fields = [("id", id), ("assignee", assignee), ("status", status), ("review", review), ("uploaded", uploaded), ("family", family)]
        let filter = try BatchFilter(Parameters(fields.compactMap { name, value in value.map { (name, $0) } }))
        let families = try await feature.actions.home().families
        let listing = try await feature.actions.list(filter, order: .id, limit: max(1, limit))
        let rows = listing.batches.map {
            [
                $0.id, $0.assignee ?? "-", $0.status.rawValue, $0.masks.isUploaded ? String($0.masks.fileCount) : "-", $0.review.name,
                $0.assignedAt ?? "-",
                String($0.comments.prefix(40)),
            ]
        }
        return VerbReport(
            json: ["batches": .array(listing.batches.map { BatchesJSON.batch($0, families) }), "total": .int(listing.counts.total)],
            text: rows.isEmpty
                ? "no batches" : TextTable.render(["batch", "assignee", "status", "masks", "review", "assigned", "comments"], rows, right: [3]))
    }

    /// The copy as it is elsewhere now.
    static func refreshed(_ feature: BatchesFeature) async throws {
        if try await feature.actions.home().batches.isElsewhere { try await feature.actions.refresh() }
    }
}

struct BatchStatsVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "How many there are, by family, status and masks.", discussion: "Example: gemba batches stats")
    @OptionGroup var common: CommonOptions

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = BatchesVerb.feature(plant)
        try await BatchListVerb.refreshed(feature)
        let stats = try await feature.stats()
        func lines(_ name: String) -> [String] { (stats[name]?.members ?? []).map { "  \($0.0): \($0.1.int ?? 0)" } }
        let text =
            ["total: \(stats["total"]?.int ?? 0)", "with masks: \(stats["with_masks"]?.int ?? 0)", "without: \(stats["without_masks"]?.int ?? 0)"]
            + ["by family:"] + lines("by_family") + ["by status:"] + lines("by_status")
        return VerbReport(json: stats, text: text.joined(separator: "\n"))
    }
}

struct ReplaceVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "replace", abstract: "Replace all batches with those of a file, or add them.",
        discussion: """
            FILE: a JSON list of batches, or text with one id per line. What goes is kept and can be taken back.
            Example: gemba batches replace new.json --dry-run
            """)
    @OptionGroup var common: CommonOptions
    @Argument(help: "A JSON list, or ids one per line.") var file: String
    @Flag(help: "Only add what is not there.") var add = false
    @Flag(help: "Say what would change and change nothing.") var dryRun = false

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = BatchesVerb.feature(plant)
        try await BatchListVerb.refreshed(feature)
        guard let data = FileManager.default.contents(atPath: file) else { throw Problem(.input, "batch_file_missing", ["file": file]) }
        let list = try await Self.read([UInt8](data), feature.actions)
        let mode: BatchesActions.UploadMode = add ? .add : .replace
        let upload = try await dryRun ? feature.actions.preview(list, mode) : feature.actions.upload(list, mode, by: .terminal)
        if !dryRun, upload.deed != nil, !(try await feature.actions.home().masks is NoMasks) { _ = try? await feature.actions.sync() }
        return VerbReport(
            json: BatchesJSON.upload(upload, isPreview: dryRun),
            text: (dryRun ? "would be: " : "") + "\(upload.created.count) new, \(upload.updated.count) changed, \(upload.deleted.count) deleted, "
                + "\(upload.same) as they are, \(upload.duplicates.count) named twice"
                + (upload.deed.map { "; gemba batches undo \($0) takes it back" } ?? ""))
    }

    /// JSON, or ids one per line.
    static func read(_ bytes: [UInt8], _ actions: BatchesActions) async throws -> [BatchesActions.Line] {
        if let first = bytes.first(where: { !" \n\r\t".utf8.contains($0) }), first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
            return try BatchesActions.read(try JSON(parsing: bytes).storable)
        }
        let ids = try await actions.completed(BatchesActions.ids(pasted: String(decoding: bytes, as: UTF8.self)))
        guard !ids.isEmpty else { throw Problem(.input, "batch_list_empty") }
        return ids.map { BatchesActions.Line(Batch(id: $0), named: []) }
    }
}

struct BatchExportVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write all batches to a file.", discussion: "Example: gemba batches export --out batches.json")
    @OptionGroup var common: CommonOptions
    @Option(help: "Where to: a name ending in .json or .csv.") var out: String

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = BatchesVerb.feature(plant)
        try await BatchListVerb.refreshed(feature)
        let listing = try await feature.actions.list(BatchFilter(), order: .id, limit: BatchesActions.uploadMax)
        let text =
            out.lowercased().hasSuffix(".csv")
            ? LegacyShapes.assignments(listing.batches) : JSON.array(listing.batches.map(LegacyShapes.batch)).text
        do { try Data(text.utf8).write(to: URL(fileURLWithPath: out), options: .atomic) } catch {
            throw Problem(.input, "batch_file_unwritable", ["file": out], cause: String(describing: error))
        }
        return VerbReport(
            json: ["path": .string(out), "batches": JSON(listing.batches.count)], text: "\(listing.batches.count) batches in \(out)")
    }
}

struct AssignVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Give batches to somebody, or to nobody.",
        discussion: "Example: gemba batches assign --to Lucia 000040F T000044")
    @OptionGroup var common: CommonOptions
    @Argument(help: "Ids or numbers.") var ids: [String]
    @Option(help: "A member of the crew; - for nobody.") var to: String

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = BatchesVerb.feature(plant)
        try await BatchListVerb.refreshed(feature)
        let (result, missing) = try await feature.actions.assign(
            try await feature.actions.completed(ids), to: to == BatchFilter.nobody ? nil : to, by: .terminal)
        return VerbReport(
            json: .object((BatchesJSON.result(result).members ?? []) + [("missing", .array(missing.map { .string($0) }))]),
            text: "\(result?.done ?? 0) assigned" + (missing.isEmpty ? "" : "; not there: \(missing.joined(separator: ", "))"),
            exitCode: missing.isEmpty ? 0 : 1)
    }
}

struct BatchUndoVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take a deed back: batches nobody has touched since become what they were.",
        discussion: "Example: gemba batches undo 17")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The deed's number.") var deed: Int64

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = BatchesVerb.feature(plant)
        let result = try await feature.actions.undo(deed, by: .terminal)
        if !(try await feature.actions.home().masks is NoMasks) { _ = try? await feature.actions.sync() }
        let left = result.states.count - result.done
        return VerbReport(
            json: BatchesJSON.result(result),
            text: "\(result.done) batches are as they were" + (left > 0 ? ", \(left) were changed since and left" : ""),
            exitCode: left == 0 ? 0 : 1)
    }
}
