// Cells about files and their lines, the same on every page that lists them.

import Host
import Intake
import Kernel
import Web

struct FileCells {
    let reader: Reader

    static let countKeys = [
        "balance.head.lines", "balance.head.header", "balance.head.blank", "balance.head.loaded",
        "balance.head.duplicate", "balance.head.rejected",
    ]

    var countHeads: [(name: String, isNumber: Bool)] { Self.countKeys.map { (reader.t($0), true) } }

    func path(_ file: LedgerFile) -> HTML {
        "<td class=\"clip mono\" title=\"\(file.path)\"><a href=\"/ledger/\(file.id)\">\(file.path)</a></td>"
    }

    func counts(_ c: LineCounts, rejects: HTML? = nil) -> HTML {
        let values: [HTML] = [c.lines, c.header, c.blank, c.loaded, c.duplicate].map { "\(reader.number($0))" }
        let rejected: HTML = rejects ?? "\(reader.number(c.rejected))"
        return zip(Self.countKeys, values + [rejected]).html { Markup.number(reader.t($0), $1) }
    }

    /// Why a file needs a look; empty when it does not.
    func trouble(_ file: LedgerFile) -> HTML {
        var told: [HTML] = []
        if file.status == "held" {
            told.append(
                "<span class=\"tag is-warn\">\(HTML.icon("pause"))\(reader.t("file.held." + (file.problem == "undone" ? "undone" : "limit")))</span>"
            )
        } else if let problem = file.problem {
            told.append(
                "<span class=\"tag is-warn\">\(HTML.icon("warn"))\(Problem(.input, problem, ["path": file.path]).title(reader))</span>"
            )
        }
        if file.counts.rejected > 0 {
            told.append(
                "<a href=\"/rejects?path=\(URLText.encode(file.path))&amp;source=\(file.source)\">\(reader.t("file.rejected", ["n": reader.number(file.counts.rejected)]))</a>"
            )
        }
        if !file.isMatched { told.append("<span>\(reader.t("file.unmatched"))</span>") }
        if file.isOtherEncoding { told.append("<span>\(reader.t("file.other-encoding"))</span>") }
        return HTML(raw: told.map(\.text).joined(separator: ", "))
    }
}
