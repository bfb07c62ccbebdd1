// What the server bears with and what not: slow clients, big bodies, clients that leave, and being stopped.

import Foundation
import Kernel
import Synchronization
import Testing

@testable import Web

@Suite struct ServerPatienceTests {
    static var impatient: ServerLimits {
        var limits = ServerLimits()
        limits.headWait = .milliseconds(300)
        limits.bodyWait = .milliseconds(300)
        limits.idleWait = .milliseconds(600)
        limits.readerWait = .milliseconds(400)
        limits.lingerWait = .milliseconds(300)
        return limits
    }

    @Test func aHeadThatTricklesIsCutOff() async throws {
        try await Probe.serve(ServerTests.routes(), limits: Self.impatient) { port async throws in
            let client = try RawClient(port: port)
            let started = Stopwatch.milliseconds()
            try await client.send("GET /hello HTTP/1.1\r\n")
            for _ in 0..<100 where !client.isEnded {
                try await client.send("X-A: b\r\n")
                if try await client.isEndedWithin(seconds: 0.05) { break }
            }
            #expect(client.isEnded)
            #expect(Stopwatch.milliseconds() - started < 3000)
            #expect(String(decoding: client.received, as: UTF8.self).hasPrefix("HTTP/1.1 408"))
        }
    }

    @Test func aBodyThatTricklesIsCutOffAndNotTakenForWhole() async throws {
        let isOver = Flag()
        let whole = Tally()
        let route = Route(.post, "/count", .open) { visit in
            defer { isOver.set() }
            _ = try await visit.request.body.collect(bytesMax: 2000)
            whole.add()
            return .text("whole")
        }
        try await Probe.serve([route], limits: Self.impatient) { port async throws in
            let client = try RawClient(port: port)
            try await client.send("POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
            for _ in 0..<100 where !client.isEnded {
                try await client.send("x")
                if try await client.isEndedWithin(seconds: 0.05) { break }
            }
            #expect(String(decoding: client.received, as: UTF8.self).hasPrefix("HTTP/1.1 408"))
            #expect(try await Probe.eventually { isOver.isSet })
        }
        #expect(whole.count == 0)
    }

    @Test func anIdleConnectionIsEndedWithoutAWord() async throws {
        try await Probe.serve(ServerTests.routes(), limits: Self.impatient) { port async throws in
            let silent = try RawClient(port: port)
            #expect(try await silent.isEndedWithin(seconds: 3))
            #expect(silent.received.isEmpty)
            let used = try RawClient(port: port)
            try await used.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await used.answer().status == 200)
            #expect(try await used.isEndedWithin(seconds: 3))
            #expect(used.received.isEmpty)
        }
    }

    @Test func aReaderThatTakesNothingIsCutOff() async throws {
        let isOver = Flag()
        let route = Route(.get, "/endless", .open) { _ in
            WebResponse(
                body: .stream { writer in
                    defer { isOver.set() }
                    while true { try await writer.write([UInt8](repeating: 65, count: 64 << 10)) }
                })
        }
        try await Probe.serve([route], limits: Self.impatient) { port async throws in
            let client = try RawClient(port: port)
            try await client.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await Probe.eventually { isOver.isSet })
            _ = client.isEnded
        }
    }

    @Test func aSlowHandlerIsNotTheClientsFault() async throws {
        let total = 30 << 20
        // Long enough that a client on a busy machine is not taken for a slow one.
        var limits = Self.impatient
        limits.bodyWait = .seconds(4)
        let route = Route(.post, "/slow", .open, streamsBody: true) { visit in
            try await Task.sleep(for: .seconds(5))
            let count = Tally()
            try await visit.request.body.forEach { count.add($0.count) }
            return .text(String(count.count))
        }
        try await Probe.serve([route], limits: limits) { port async throws in
            let client = try RawClient(port: port)
            try await client.send("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: \(total)\r\n\r\n")
            #expect(try await client.send([UInt8](repeating: 65, count: total)) == total)
            #expect(try await client.answer().text == String(total))
        }
    }

    @Test func bodiesOverTheLimitAreRefusedByLengthAndByCount() async throws {
        var limits = ServerLimits()
        limits.bodyBytesMax = 1000
        try await Probe.serve(ServerTests.routes(), limits: limits) { port async throws in
            let announced = try RawClient(port: port)
            try await announced.send("POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 400000000\r\n\r\nabc")
            let answer = try await announced.answer()
            #expect(answer.status == 413)
            #expect(answer.header("connection") == "close")
            #expect(try await announced.isEndedWithin(seconds: 7))
            let chunk = String(repeating: "x", count: 600)
            let counted = try await ServerTests.ask(
                port,
                "POST /count HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n258\r\n\(chunk)\r\n258\r\n\(chunk)\r\n0\r\n\r\n"
            )
            #expect(counted.status == 413)
            let exact = try await ServerTests.ask(
                port,
                "POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" + String(repeating: "x", count: 1000))
            #expect(exact.text == "1000")
        }
    }

    @Test func aBodyThatNobodyReadsDoesNotDisturbTheNextRequest() async throws {
        try await Probe.serve(ServerTests.routes()) { port async throws in
            let client = try RawClient(port: port)
            try await client.send(
                "POST /ignore HTTP/1.1\r\nHost: x\r\nContent-Length: 39\r\n\r\nGET /hello?name=evil HTTP/1.1\r\nHost: x\r\n\r\nGET /hello HTTP/1.1\r\nHost: x\r\n\r\n"
            )
            #expect(try await client.answer().text == "not read")
        }
    }

    @Test func aBodyCutShortIsNotTakenForWhole() async throws {
        let whole = Tally()
        let route = Route(.post, "/upload", .open, streamsBody: true) { visit in
            try await visit.request.body.forEach { _ in }
            whole.add()
            return .text("whole")
        }
        try await Probe.serve([route]) { port async throws in
            let client = try RawClient(port: port)
            try await client.send("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc")
            client.halfClose()
            #expect(try await client.isEndedWithin(seconds: 7))
            #expect(!String(decoding: client.received, as: UTF8.self).contains("whole"))
        }
        #expect(whole.count == 0)
    }

    @Test func aClientThatAsksIsToldToSendItsBodyWhenItIsRead() async throws {
        try await Probe.serve(ServerTests.routes()) { port async throws in
            let client = try RawClient(port: port)
            try await client.send(
                "POST /count HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
            #expect(try await client.answer().status == 100)
            try await client.send("abc")
            #expect(try await client.answer().text == "3")
            let refused = try await ServerTests.ask(
                port, "POST /nothing HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
            #expect(refused.status == 401)
        }
    }

    @Test func anUploadWaitsForItsReaderAndArrivesWhole() async throws {
        let isReleased = Flag()
        let total = 50 << 20
        let route = Route(.post, "/upload", .open, streamsBody: true) { visit in
            let count = Tally()
            try await visit.request.body.forEach { piece in
                while !isReleased.isSet { try await Task.sleep(nanoseconds: 5_000_000) }
                count.add(piece.count)
            }
            return .text(String(count.count))
        }
        try await Probe.serve([route]) { port async throws in
            let client = try RawClient(port: port)
            try await client.send("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: \(total)\r\n\r\n")
            let piece = [UInt8](repeating: 66, count: 1 << 20)
            var sent = 0
            // While nobody reads, only what the sockets hold goes out: nothing piles up in the server.
            while sent < total {
                let count = try await client.send(piece, seconds: 0.3)
                sent += count
                if count < piece.count { break }
            }
            #expect(sent < 20 << 20)
            isReleased.set()
            while sent < total { sent += try await client.send(Array(piece.prefix(total - sent)), seconds: 10) }
            #expect(try await client.answer(seconds: 20).text == String(total))
        }
    }

    @Test func workStopsWhenTheReaderOfAStreamLeaves() async throws {
        let isOver = Flag()
        let route = Route(.get, "/events", .open) { _ in
            WebResponse(
                headers: [("content-type", "text/event-stream")],
                body: .stream { writer in
                    defer { isOver.set() }
                    try await writer.write(Array("data: 1\n\n".utf8))
                    try await Task.sleep(nanoseconds: 60_000_000_000)
                })
        }
        try await Probe.serve([route]) { port async throws in
            var client: RawClient? = try RawClient(port: port)
            try await client?.send("GET /events HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n")
            _ = try await client?.text(until: "data: 1")
            #expect(!isOver.isSet)
            client = nil
            #expect(try await Probe.eventually(3) { isOver.isSet })
        }
    }

    @Test func stoppingEndsStreamsAtOnceAndStuckHandlersWithinFiveSeconds() async throws {
        let isBegun = Flag()
        let routes = [
            Route(.get, "/events", .open) { _ in
                WebResponse(
                    headers: [("content-type", "text/event-stream")],
                    body: .stream { writer in
                        try await writer.write(Array("data: 1\n\n".utf8))
                        try await Task.sleep(nanoseconds: 60_000_000_000)
                    })
            },
            // Takes no notice of being cancelled.
            Route(.get, "/stuck", .open) { _ in
                isBegun.set()
                await withCheckedContinuation { done in
                    DispatchQueue.global().asyncAfter(deadline: .now() + 8) { done.resume() }
                }
                return .text("late")
            },
        ]
        let started = Mutex<Int64>(0)
        try await Probe.serve(routes) { port async throws in
            let client = try RawClient(port: port)
            try await client.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n")
            _ = try await client.text(until: "data: 1")
            started.withLock { $0 = Stopwatch.milliseconds() }
        }
        #expect(Stopwatch.milliseconds() - started.withLock { $0 } < 10_000)
        try await Probe.serve(routes) { port async throws in
            let client = try RawClient(port: port)
            try await client.send("GET /stuck HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(try await Probe.eventually { isBegun.isSet })
            started.withLock { $0 = Stopwatch.milliseconds() }
        }
        let took = Stopwatch.milliseconds() - started.withLock { $0 }
        #expect(took < 20_000)
    }

    @Test func anAnswerInProgressIsFinishedWhenTheServerStops() async throws {
        let isBegun = Flag()
        let route = Route(.get, "/slow", .open) { _ in
            isBegun.set()
            try await Task.sleep(nanoseconds: 700_000_000)
            return .text("done")
        }
        let answers = Mutex<Task<String, any Error>?>(nil)
        try await Probe.serve([route]) { port async throws in
            let task = Task { try await ServerTests.ask(port, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").text }
            answers.withLock { $0 = task }
            #expect(try await Probe.eventually { isBegun.isSet })
        }
        let task = try #require(answers.withLock { $0 })
        #expect(try await task.value == "done")
    }
}
