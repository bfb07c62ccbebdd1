// The catalogues of words: read, filled in, and complained about.

import Testing

@testable import Web

@Suite struct TextsTests {
    static let catalogue = """
        floor.title
          en What needs me now
          es Qué me necesita ahora
          fr Ce qui m'attend

        rows.many
          en {n} rows of {all}
          es {n} filas de {all}
        """

    @Test func textsComeInTheReadersLanguageElseInEnglish() {
        let texts = Texts([Self.catalogue])
        #expect(texts.faults.isEmpty)
        #expect(texts.text("floor.title", .fr) == "Ce qui m'attend")
        #expect(texts.text("rows.many", .es, ["n": "3", "all": "{n}"]) == "3 filas de {n}")
        #expect(texts.text("rows.many", .fr, ["n": "3", "all": "9"]) == "3 rows of 9")
        #expect(texts.text("rows.many", .en, ["n": "3"]) == "3 rows of ")
        #expect(texts.text("no.such", .en) == "no.such")
        #expect(texts.missing() == ["rows.many: fr"])
    }

    @Test func faultsOfACatalogueAreNamed() {
        let texts = Texts(["a\n  en x\na\n  en y\n  de z\n  enx\n"])
        #expect(texts.faults.count == 3)
        #expect(texts.has("a"))
    }
}
