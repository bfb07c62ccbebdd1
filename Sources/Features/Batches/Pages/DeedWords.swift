// What a deed says of itself, in the reader's language.

import Host
import Kernel
import Web

enum DeedWords {
    static func by(_ deed: BatchDeed, _ reader: Reader) -> String {
        deed.kind == .outside ? reader.t("batches.deed.outside") : deed.by
    }

    static func state(_ deed: BatchDeed, _ reader: Reader) -> HTML {
        if deed.undoneBy != nil { return "<span class=\"tag is-off\">\(HTML.icon("undo"))\(reader.t("batches.deed.undone"))</span>" }
        let word = reader.t("batches.deed.state." + deed.state.rawValue)
        return switch deed.state {
        case .done: "<span class=\"tag is-ok\">\(HTML.icon("ok"))\(word)</span>"
        case .pending: "<span class=\"tag is-live\">\(word)</span>"
        case .partly: "<span class=\"tag is-warn\">\(HTML.icon("warn"))\(word)</span>"
        case .failed: "<span class=\"tag is-bad\">\(HTML.icon("stop"))\(word)</span>"
        }
    }

    /// What a deed says of itself: a filter, a name.
    static func note(_ deed: BatchDeed, _ reader: Reader) -> String {
        guard let note = deed.note else { return "" }
        switch deed.kind {
        case .crewAdd: return note["new"]?["name"]?.string ?? ""
        case .crewRename: return (note["old"]?["name"]?.string ?? "") + " → " + (note["new"]?["name"]?.string ?? "")
        case .crewRemove: return (note["old"]?["name"]?.string ?? "") + " → " + (note["heir"]?.string ?? reader.t("batches.nobody"))
        case .assign: return "→ " + (note["assignee"]?.string ?? reader.t("batches.nobody"))
        case .undo: return reader.t("batches.deed.of", ["deed": String(deed.undoes ?? 0)])
        case .replace, .add:
            return ["created", "updated", "deleted", "duplicates"].compactMap { name in
                note[name]?.int.flatMap { $0 == 0 ? nil : reader.t("batches.preview." + name) + ": " + reader.number($0) }
            }.joined(separator: ", ")
        default: return filter(note, reader)
        }
    }

    /// The conditions of a filter, also as the old dashboard wrote them; what is none is left out.
    private static func filter(_ note: JSON, _ reader: Reader) -> String {
        let words = BatchWords(reader: reader)
        return ((note["filter"] ?? note).members ?? []).compactMap { name, value in
            if name == "unassigned_only" { return value.bool == true ? reader.t("batches.field.assignee") + ": " + reader.t("batches.nobody") : nil }
            guard let text = value.string, !text.isEmpty else { return nil }
            return switch name {
            case "status": reader.t("batches.field.status") + ": " + (BatchStatus(word: text).map(words.status) ?? text)
            case "review": reader.t("batches.field.review_status") + ": " + (BatchReview(word: text).map(words.review) ?? text)
            case "assignee": reader.t("batches.field.assignee") + ": " + person(text, reader)
            case "uploaded": reader.t("batches.column.uploaded") + ": " + reader.t(text == "yes" ? "batches.yes" : "batches.no")
            case "pattern", "id_pattern": reader.t("batches.data.pattern") + " " + text
            case "before", "date_before": reader.t("batches.data.before") + " " + text
            case "id", "assigned", "comments", "family": reader.t("batches.column." + name) + ": " + text
            default: nil
            }
        }.joined(separator: ", ")
    }

    private static func person(_ text: String, _ reader: Reader) -> String {
        switch text {
        case BatchFilter.nobody: reader.t("batches.nobody")
        case BatchFilter.unknown: reader.t("batches.stranger")
        default: text
        }
    }
}
