// What the list of changes says of each, in the reader's words and never in the program's.

import Kernel
import Testing
import Web

@testable import Batches

@Suite struct DeedWordsTests {
    private func note(_ kind: BatchDeed.Kind, _ note: JSON, _ language: Language) -> String {
        let reader = Reader(
            language: language, theme: "auto", person: nil, csrf: "", zone: .utc, now: Instant(seconds: 1), texts: Texts(BatchesText.all))
        let deed = BatchDeed(kind: kind, at: Instant(seconds: 1), by: "x", via: "page", state: .done, asked: 1, done: 1, note: note)
        return DeedWords.note(deed, reader)
    }

    @Test func `a list that was uploaded is told in the reader's language`() {
        let content: JSON = ["mode": "add", "created": 1200, "updated": 0, "deleted": 3, "duplicates": 1]
        #expect(note(.add, content, .en) == "New: 1,200, Deleted: 3, Named twice: 1")
        #expect(note(.replace, content, .es) == "Nuevos: 1\u{202F}200, Borrados: 3, Nombrados dos veces: 1")
        #expect(note(.replace, content, .fr) == "Nouveaux: 1\u{202F}200, Supprimés: 3, Nommés deux fois: 1")
    }

    @Test func `so are the conditions of a filter, ours and the old dashboard's`() {
        let content: JSON = ["status": "S", "assignee": "-", "pattern": "^batch_T", "before": "2026-01-02", "dry": true, "other": "x"]
        #expect(note(.delete, content, .en) == "Segmentation: Done, Assignee: nobody, Id matches ^batch_T, Assigned before 2026-01-02")
        let old: JSON = ["filter": ["status": "FS", "unassigned_only": true, "id_pattern": "7", "date_before": ""]]
        #expect(note(.delete, old, .es) == "Segmentación: Incompleto, Responsable: nadie, El id coincide con 7")
        #expect(
            note(.delete, ["uploaded": "no", "review": "approved", "assignee": "Ana"], .fr)
                == "Masques présents: Non, Relecture: Approuvé, Responsable: Ana")
    }
}
