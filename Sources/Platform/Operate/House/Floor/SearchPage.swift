// The search of the top line: it cannot know whether the words are a reel, a part or a file, so it offers each of the
// places where they would be, the likeliest first.

import Host
import Intake
import Kernel
import Web

/// Where a search may lead.
struct SearchPage: Sendable {
    static let lengthMax = 200
    let feature: OperateFeature

    var routes: [Route] { [.page("/search", .signedIn) { try await self.response($0) }] }

    /// One way to go on.
    private struct Offer {
        var icon: String
        var key: String
        var path: String
    }

    private func response(_ visit: Visit) async throws -> WebResponse {
        let reader = visit.reader
        let text = String(visit.query.text("q").prefix(Self.lengthMax)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let title = reader.t("search.title")
        let answer: HTML = text.isEmpty ? "\(reader.t("search.empty"))" : "\(reader.t("search.answer", ["text": text]))"
        let items = text.isEmpty ? "" : Self.offers(text).html { item($0, text, reader) }
        let list: HTML = text.isEmpty ? "" : "<section class=\"panel\"><ul class=\"needs\">\(items)</ul></section>"
        let main: HTML = "<header class=\"page-head\"><h1>\(title)</h1><p class=\"answer\">\(answer)</p></header>\(list)"
        return await feature.house.page(visit, title: title, place: [Place(title)], main)
    }

    private static func offers(_ text: String) -> [Offer] {
        let (path, value) = (URLText.encode(text), URLText.encode(text))
        let lot = Offer(icon: "reel", key: "search.lot", path: "/traceability/lots/\(path)")
        let part = Offer(icon: "traceability", key: "search.part", path: "/traceability?part=\(value)")
        let file = Offer(icon: "ledger", key: "search.file", path: "/ledger?path=\(URLText.encode("*" + text + "*"))")
        let looksLikeFile = text.contains("/") || text.lowercased().hasSuffix(".csv") || text.lowercased().hasSuffix(".log")
        return looksLikeFile ? [file, lot, part] : [lot, part, file]
    }

    private func item(_ offer: Offer, _ text: String, _ reader: Reader) -> HTML {
        """
        <li><a class="need" href="\(offer.path)">\(HTML.icon(offer.icon))<span class="need-text"><b>\(reader.t(offer.key, ["text": text]))</b>\
        <span>\(reader.t(offer.key + ".why"))</span></span><span></span><span class="need-go">\(reader.t("floor.look"))</span></a></li>
        """
    }
}
