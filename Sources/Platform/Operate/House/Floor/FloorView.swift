// The pieces of the Floor page that are made of needs: the answer, the cards, the list.

import Host
import Kernel
import Web

/// Draws needs.
struct FloorView {
    let reader: Reader
    /// Topics whose events change any of it.
    let topics: String

    /// Needs of one kind, in the order in which the first of each comes.
    private struct Card {
        var label: String
        var needs: [Need]
    }

    private func grouped(_ needs: [Need]) -> [Card] {
        var cards: [Card] = []
        for need in needs {
            if let index = cards.firstIndex(where: { $0.label == need.card }) {
                cards[index].needs.append(need)
            } else {
                cards.append(Card(label: need.card, needs: [need]))
            }
        }
        return cards
    }

    func head(_ needs: [Need], isSetUp: Bool) -> HTML {
        """
        <header class="page-head" id="floor-head" data-live="\(topics)"><h1>\(reader.t("floor.title"))</h1>\
        <p class="answer">\(answer(needs, isSetUp: isSetUp))</p></header>
        """
    }

    private func answer(_ needs: [Need], isSetUp: Bool) -> HTML {
        guard !needs.isEmpty else { return "\(reader.t(isSetUp ? "floor.calm" : "floor.not-set-up"))" }
        let links = grouped(needs).map { card -> HTML in
            let tone = card.needs.contains { $0.weight == .bad } ? "is-ng" : "is-warn"
            return "<a class=\"\(tone)\" href=\"\(card.needs[0].path)\">\(card.label)</a> (\(reader.number(card.needs.count)))"
        }
        var list = HTML.empty
        for (index, link) in links.enumerated() { list += index == 0 ? link : ", " + link }
        let count = reader.t(needs.count == 1 ? "floor.waits.one" : "floor.waits.many", ["n": reader.number(needs.count)])
        return "<b>\(count)</b> \(list)."
    }

    func cards(_ needs: [Need]) -> HTML {
        let cards = grouped(needs).html { card in
            let isBad = card.needs.contains { $0.weight == .bad }
            let oldest = card.needs.compactMap(\.since).min()
            let note: HTML = oldest.map { "<span class=\"card-note\">\(reader.t("floor.oldest")) \(reader.age($0))</span>" } ?? ""
            return """
                <a class="card \(isBad ? "is-bad" : "is-warn")" href="\(card.needs[0].path)"><span class="card-label">\
                \(HTML.icon(card.needs[0].icon))\(card.label)</span><span class="card-number">\(reader.number(card.needs.count))</span>\(note)</a>
                """
        }
        return "<div class=\"cards\" id=\"floor-cards\" data-live=\"\(topics)\">\(cards)</div>"
    }

    /// - Parameter needs: sorted.
    func list(_ needs: [Need]) -> HTML {
        guard !needs.isEmpty else { return "<div id=\"floor-needs\" data-live=\"\(topics)\"></div>" }
        let more = needs.count - FloorPage.needsMax
        let foot: HTML = more > 0 ? "<footer><p class=\"muted\">\(reader.t("floor.more", ["n": reader.number(more)]))</p></footer>" : ""
        return """
            <section class="panel" id="floor-needs" data-live="\(topics)"><header><h2>\(reader.t("floor.needs"))</h2>\
            <p>\(reader.t("floor.needs.order"))</p></header>\
            <ul class="needs">\(needs.prefix(FloorPage.needsMax).html(item))</ul>\(foot)</section>
            """
    }

    private func item(_ need: Need) -> HTML {
        let age: HTML = need.since.map { reader.age($0) } ?? "<span></span>"
        return """
            <li><a class="need \(need.weight == .bad ? "is-bad" : "is-warn")" href="\(need.path)">\(HTML.icon(need.icon))\
            <span class="need-text"><b>\(need.title)</b><span>\(need.detail)</span></span>\(age)\
            <span class="need-go">\(need.action)</span></a></li>
            """
    }

    /// Nothing is read yet: the one step.
    var firstStep: HTML {
        """
        <div class="empty">\(HTML.icon("sources"))<h2>\(reader.t("floor.empty.title"))</h2><p>\(reader.t("floor.empty.step"))</p>\
        <div class="actions"><a class="button primary" href="/sources/new">\(reader.t("floor.empty.do"))</a></div></div>
        """
    }
}
