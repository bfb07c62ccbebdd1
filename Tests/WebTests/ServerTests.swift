// The server over real sockets: what goes in, what comes out, and in which order.

import CZlib
import Foundation
import Kernel
import Testing

@testable import Web

@Suite struct ServerTests {
    static let long = String(repeating: "a line of text that packs well\n", count: 4000)

    static func routes(_ tally: Tally = Tally()) -> [Route] {
        [
            Route(.get, "/hello", .open) { visit in
                .text("hello \(visit.query.text("name")) from \(visit.request.address)")
            },
            Route(.get, "/long", .open) { _ in .text(long) },
            Route(.get, "/image", .open) { _ in
                WebResponse(headers: [("content-type", "image/png")], body: .bytes(Array(long.utf8)))
            },
            Route(.post, "/count", .open) { visit in
                tally.add()
                return .text(String(try await visit.request.body.collect(bytesMax: 8 << 20).count))
            },
            Route(.post, "/ignore", .open) { _ in .text("not read") },
            Route(.post, "/upload", .open, streamsBody: true) { visit in
                let count = Tally()
                try await visit.request.body.forEach { count.add($0.count) }
                return .text(String(count.count))
            },
            Route(.get, "/pieces", .open) { _ in
                WebResponse(
                    headers: [("content-type", "text/csv")],
                    body: .stream { for n in 1...3 { try await $0.write(Array("piece \(n)\n".utf8)) } })
            },
            Route(.get, "/broken", .open) { _ in
                WebResponse(
                    body: .stream {
                        try await $0.write(Array("begun".utf8))
                        throw Problem(.bug, "broken")
                    })
            },
            Route(.get, "/split", .open) { _ in
                WebResponse(
                    headers: [("x-a", "one\r\nx-b: two"), ("content-type", "text/plain")],
                    body: .bytes(Array("ok".utf8)))
            },
        ]
    }

    static func ask(_ port: Int, _ text: String, isHead: Bool = false) async throws -> RawAnswer {
        let client = try RawClient(port: port)
        try await client.send(text)
        return try await client.answer(isHead: isHead)
    }

    @Test func answersWithLengthDateAndSecurityHeaders() async throws {
        try await Probe.serve(Self.routes()) { port async throws in
            let answer = try await Self.ask(
                port, "GET /hello?name=Ana HTTP/1.1\r\nHost: x\r\nX-Request-Id: abc-1\r\n\r\n")
            #expect(answer.status == 200)
            #expect(answer.text == "hello Ana from 127.0.0.1")
            #expect(answer.header("content-length") == "24")
            #expect(answer.header("x-request-id") == "abc-1")
            #expect(answer.header("x-frame-options") == "DENY")
            #expect(answer.header("cache-control") == "no-store")
            #expect(answer.header("date") != nil)
        }
    }

    @Test func aStrangeRequestIDIsReplaced() async throws {
        try await Probe.serve(Self.routes()) { port async throws in
            let answer = try await Self.ask(port, "GET /hello HTTP/1.1\r\nHost: x\r\nX-Request-Id: a\"b<c>\r\n\r\n")
            let id = try #require(answer.header("x-request-id"))
            #expect(id.count == 20)
            #expect(!id.contains("<"))
        }
    }

    @Test func headHasTheLengthAndNoBody() async throws {
        try await Probe.serve(Self.routes()) { port async throws in
            let client = try RawClient(port: port)
            try await client.send(
                "HEAD /hello HTTP/1.1\r\nHost: x\r\n\r\nHEAD /pieces HTTP/1.1\r\nHost: x\r\n\r\nGET /hello HTTP/1.1\r\nHost: x\r\n\r\n"
            )
            #expect(try await client.answer(isHead: true).header("content-length") == "21")
            #expect(try await client.answer(isHead: true).status == 200)
            // The line is still in step: what follows is the answer to GET.
            #expect(try await client.answer().text == "hello  from 127.0.0.1")
        }
    }

    @Test(arguments: [
        ("GET hello HTTP/1.1\r\nHost: x\r\n\r\n", 400), ("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400), ("GET /%ff HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("GET /hello HTTP/1.1\r\n\r\n", 400), ("\u{16}\u{3}\u{1} nonsense\r\n\r\n", 400),
        ("POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: -3\r\n\r\n", 400),
        ("OPTIONS /hello HTTP/1.1\r\nHost: x\r\n\r\n", 405), ("BREW /hello HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("PROPFIND /hello HTTP/1.1\r\nHost: x\r\n\r\n", 501),
        ("GET http://x/hello?name=abs HTTP/1.1\r\nHost: x\r\n\r\n", 200),
    ])
    func refusesWhatIsNoProperRequest(_ text: String, _ status: Int) async throws {
        try await Probe.serve(Self.routes()) { port async throws in
            let answer = try await Self.ask(port, text)
            #expect(answer.status == status)
        }
    }

    @Test func refusesLongTargetsAndHeads() async throws {
        try await Probe.serve(Self.routes()) { port async throws in
            let target = String(repeating: "a", count: 9000)
            #expect(try await Self.ask(port, "GET /\(target) HTTP/1.1\r\nHost: x\r\n\r\n").status == 414)
            let big = String(repeating: "a", count: 20_000)
            #expect(try await Self.ask(port, "GET /hello HTTP/1.1\r\nHost: x\r\nX-A: \(big)\r\n\r\n").status == 431)
            let many = (0..<200).map { "X-\($0): 1\r\n" }.joined()
            #expect(try await Self.ask(port, "GET /hello HTTP/1.1\r\nHost: x\r\n\(many)\r\n").status == 431)
        }
    }

    @Test func aHeaderCannotBeSplitIntoTwo() async throws {
        try await Probe.serve(Self.routes()) { port async throws in
            let answer = try await Self.ask(port, "GET /split HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(answer.header("x-b") == nil)
        }
    }

    @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
        try await Probe.serve(Self.routes()) { port async throws in
            let client = try RawClient(port: port)
            try await client.send(
                (1...5).map { "GET /hello?name=\($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined()
                    + "POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET /hello?name=last HTTP/1.1\r\nHost: x\r\n\r\n"
            )
            for n in 1...5 { #expect(try await client.answer().text == "hello \(n) from 127.0.0.1") }
            #expect(try await client.answer().text == "3")
            #expect(try await client.answer().text == "hello last from 127.0.0.1")
        }
    }

    @Test func aHalfClosedClientGetsItsAnswer() async throws {
        try await Probe.serve(Self.routes()) { port async throws in
            let client = try RawClient(port: port)
            try await client.send("GET /long HTTP/1.1\r\nHost: x\r\n\r\n")
            client.halfClose()
            let answer = try await client.answer()
            #expect(answer.isWhole)
            #expect(answer.body.count == Self.long.utf8.count)
            #expect(try await client.isEndedWithin(seconds: 2))
        }
    }

    @Test func anOldClientGetsAnAnswerWithoutChunksAndTheEnd() async throws {
        try await Probe.serve(Self.routes()) { port async throws in
            let client = try RawClient(port: port)
            try await client.send("GET /pieces HTTP/1.0\r\nHost: x\r\n\r\n")
            let answer = try await client.answer()
            #expect(answer.header("transfer-encoding") == nil)
            #expect(answer.header("connection") == "close")
            #expect(answer.text == "piece 1\npiece 2\npiece 3\n")
            #expect(answer.isWhole)
        }
    }

    @Test func aStreamComesInChunksAndAStreamThatBreaksIsNotTakenForWhole() async throws {
        try await Probe.serve(Self.routes()) { port async throws in
            let whole = try await Self.ask(port, "GET /pieces HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(whole.isWhole)
            #expect(whole.text == "piece 1\npiece 2\npiece 3\n")
            let broken = try await Self.ask(port, "GET /broken HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(broken.text == "begun")
            #expect(!broken.isWhole)
        }
    }

    @Test func textIsPackedWhenTheClientTakesIt() async throws {
        try await Probe.serve(Self.routes()) { port async throws in
            let packed = try await Self.ask(port, "GET /long HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br, gzip\r\n\r\n")
            #expect(packed.header("content-encoding") == "gzip")
            #expect(packed.header("vary") == "accept-encoding")
            #expect(packed.body.count < 5000)
            #expect(Self.gunzip(packed.body) == Self.long)
            let plain = try await Self.ask(port, "GET /long HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip;q=0\r\n\r\n")
            #expect(plain.header("content-encoding") == nil)
            #expect(plain.header("vary") == "accept-encoding")
            #expect(plain.text == Self.long)
            let image = try await Self.ask(port, "GET /image HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n")
            #expect(image.header("content-encoding") == nil)
            let short = try await Self.ask(port, "GET /hello HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n")
            #expect(short.header("content-encoding") == nil)
            let stream = try await Self.ask(port, "GET /pieces HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n")
            #expect(Self.gunzip(stream.body) == "piece 1\npiece 2\npiece 3\n")
        }
    }

    @Test func addressesAreReadAndFaultsExplained() async throws {
        #expect(WebServer.isLoopback("127.0.0.1:80"))
        #expect(WebServer.isLoopback("[::1]:80"))
        #expect(WebServer.isLoopback("localhost:0"))
        #expect(!WebServer.isLoopback("0.0.0.0:80"))
        #expect(!WebServer.isLoopback("127.evil.example.com:80"))
        for text in ["8080", "127.0.0.1", "127.0.0.1:99999", "::1:80", ":80", "no such host.:80", "203.0.113.7:8080"] {
            let server = WebServer(app: Probe.app([]), listen: text, logger: Probe.house().logger)
            let problem = await #expect(throws: Problem.self) { try await server.run() }
            #expect(problem?.code == "address_invalid")
            #expect(problem?.hint != nil)
        }
        try await Probe.serve([]) { port async throws in
            let server = WebServer(app: Probe.app([]), listen: "127.0.0.1:\(port)", logger: Probe.house().logger)
            let problem = await #expect(throws: Problem.self) { try await server.run() }
            #expect(problem?.code == "address_in_use")
        }
    }

    static func gunzip(_ bytes: [UInt8]) -> String? {
        var stream = z_stream()
        guard czlib_gunzip_init(&stream) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var out = [UInt8](repeating: 0, count: 4 << 20)
        var input = bytes
        let status = input.withUnsafeMutableBufferPointer { input in
            out.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return inflate(&stream, Z_FINISH)
            }
        }
        return status == Z_STREAM_END ? String(decoding: out[..<Int(stream.total_out)], as: UTF8.self) : nil
    }
}
