// Documents as bytes: what is written is what is read.

import Mongo
import Testing

struct BSONTests {
    @Test func aLiteralKeepsItsOrder() {
        let document: BSONDocument = ["b": 1, "a": "x", "c": nil]
        #expect(document.members.map(\.0) == ["b", "a", "c"])
    }
}
