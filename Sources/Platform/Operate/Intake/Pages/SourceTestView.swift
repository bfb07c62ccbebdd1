// What "test this source" found, before anything is saved: reachable, readable, how many files, what their paths tell,
// and the newest file's first lines as they would be read.

import Host
import Intake
import Kernel
import Web

struct SourceTestView {
    let reader: Reader
    let test: SourceTest
    let parts: [PathPart]
    /// What was typed so far, so that mappings survive another test.
    let typed: Parameters

    var html: HTML {
        "<section class=\"panel\" id=\"test\"><header><h2>\(reader.t("test.title"))</h2><p>\(reader.t("test.nothing-saved"))</p></header>"
            + "<div class=\"panel-body stack-y\">\(verdict)\(unreadable)\(unmatched)\(sample)</div></section>"
    }

    private var verdict: HTML {
        if let problem = test.problem { return Notice.bad(problem.title(reader), problem.hintText(reader)) }
        let told = ["n": reader.number(test.matchingFiles), "matched": reader.number(test.matched)]
        if test.matchingFiles == 0 { return Notice.warn(reader.t("test.reachable"), reader.t("test.no-files")) }
        let line = reader.t(test.matched == test.matchingFiles ? "test.all-matched" : "test.some-matched", told)
        return test.matched == test.matchingFiles
            ? Notice.ok(reader.t("test.reachable"), line) : Notice.warn(reader.t("test.reachable"), line)
    }

    private var unreadable: HTML {
        guard !test.unreadable.isEmpty else { return "" }
        let items = test.unreadable.prefix(10).html { "<li><code>\($0.path)</code> \($0.reason)</li>" }
        return "<div>\(reader.t("test.unreadable", ["n": reader.number(test.unreadable.count)]))<ul>\(items)</ul></div>"
    }

    private var unmatched: HTML {
        guard !test.unmatchedPaths.isEmpty, !parts.isEmpty else { return "" }
        let folders = IntakeService.folders(of: test.unmatchedPaths)
        let rows = Array(folders.enumerated()).html { index, folder in
            MapFields(reader: reader, parts: parts).row(folder, index: index, typed: typed)
        }
        return "<div><p>\(reader.t("test.unmatched"))</p>\(MapFields(reader: reader, parts: parts).table(rows))</div>"
    }

    private var sample: HTML {
        guard let path = test.samplePath else { return "" }
        guard !test.sampleRows.isEmpty else { return "<p>\(reader.t("test.no-rows", ["file": path]))</p>" }
        let rows = test.sampleRows.html { row in
            "<tr>\(test.columns.indices.html { "<td>\($0 < row.count ? row[$0] : "")</td>" })</tr>"
        }
        let heads = test.columns.html { "<th scope=\"col\">\($0)</th>" }
        return """
            <div><p>\(reader.t("test.sample", ["file": path]))</p><div class="table-wrap" tabindex="0" role="region" aria-label="\(path)">\
            <table class="data dense"><thead><tr>\(heads)</tr></thead><tbody>\(rows)</tbody></table></div></div>
            """
    }
}

/// Folders with fields for what they are.
struct MapFields {
    let reader: Reader
    let parts: [PathPart]

    func table(_ rows: HTML) -> HTML {
        let heads = parts.html { "<th scope=\"col\">\(name($0))</th>" }
        return """
            <div class="table-wrap"><table class="data"><thead><tr><th scope="col">\(reader.t("map.folder"))</th>\
            <th scope="col" class="num">\(reader.t("sources.files"))</th>\(heads)</tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }

    func row(_ folder: SourceFolder, index: Int, typed: Parameters) -> HTML {
        let fields = parts.html { part in
            let field = "part.\(index).\(part.name)"
            let known = typed.text("folder.\(index)") == folder.folder ? typed.text(field) : ""
            return
                "<td>\(input(field, part, value: known.isEmpty ? folder.parts[part.name] ?? "" : known, folder.folder))</td>"
        }
        return """
            <tr><td class="mono">\(folder.folder.isEmpty ? "/" : folder.folder)\(Field.hidden("folder.\(index)", folder.folder))</td>\
            <td class="num">\(reader.number(folder.files))</td>\(fields)</tr>
            """
    }

    private func input(_ field: String, _ part: PathPart, value: String, _ folder: String) -> HTML {
        let kind: HTML = part.isText ? "" : " inputmode=\"numeric\" pattern=\"[0-9]{1,4}\" size=\"4\""
        return "<input name=\"\(field)\" value=\"\(value)\" aria-label=\"\(name(part)) \(folder)\"\(kind)>"
    }

    private func name(_ part: PathPart) -> String {
        reader.texts.has("part." + part.name) ? reader.t("part." + part.name) : part.name
    }
}
