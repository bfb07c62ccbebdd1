// Events from a publisher to a browser: once each however often it happened, over a real socket, and not for ever.

import Foundation
import Kernel
import Testing

@testable import Web

@Suite struct EventsTests {
    @Test func aWaitingEventIsNotAddedTwice() async throws {
        let hub = EventHub()
        let stream = try hub.stream(topics: ["jobs", "intake"])
        for _ in 0..<1000 { hub.publish(topic: "jobs") }
        hub.publish(topic: "other")
        hub.publish(topic: "intake")
        var events = stream.makeAsyncIterator()
        #expect(await events.next() == .topic("jobs"))
        hub.publish(topic: "jobs")
        #expect(await events.next() == .topic("intake"))
        #expect(await events.next() == .topic("jobs"))
    }

    @Test func whatHappensBetweenDrawingAndListeningIsHeard() async throws {
        let hub = EventHub()
        hub.publish(topic: "jobs")
        try await Task.sleep(for: .milliseconds(20))
        let drawn = Clock.system.now()
        hub.publish(topic: "intake")
        hub.publish(topic: "other")
        let stream = try hub.stream(topics: ["jobs", "intake"], since: drawn)
        hub.publish(topic: "jobs")
        var events = stream.makeAsyncIterator()
        #expect(await events.next() == .topic("intake"))
        #expect(await events.next() == .topic("jobs"))
        try await Probe.serve([EventHub.route(hub, .open)]) { port async throws in
            let client = try RawClient(port: port)
            try await client.send("GET /events?topics=intake&since=\(drawn.rfc3339()) HTTP/1.1\r\nHost: x\r\n\r\n")
            _ = try await client.text(until: "data: intake\n\n", seconds: 5)
        }
    }

    @Test func aListenerThatIsDroppedIsForgotten() async throws {
        let hub = EventHub()
        var stream: EventStream? = try hub.stream(topics: ["a"])
        #expect(hub.listenerCount == 1)
        _ = stream
        stream = nil
        #expect(hub.listenerCount == 0)
        let task = Task { for await _ in try hub.stream(topics: ["a"]) {} }
        #expect(try await Probe.eventually { hub.listenerCount == 1 })
        task.cancel()
        #expect(try await Probe.eventually { hub.listenerCount == 0 })
    }

    @Test func thereIsRoomForFiveHundred() async throws {
        let hub = EventHub()
        var streams: [EventStream] = []
        for _ in 0..<500 { streams.append(try hub.stream(topics: ["a"])) }
        let app = Probe.app([EventHub.route(hub, .open)])
        #expect(await app.respond(to: WebRequest(.get, "/events?topics=a")).status == 503)
        streams.removeLast()
        #expect(await app.respond(to: WebRequest(.get, "/events?topics=a")).status == 200)
    }

    @Test func strangeTopicsAreRefused() async throws {
        let app = Probe.app([EventHub.route(EventHub(), .open)])
        #expect(await app.respond(to: WebRequest(.get, "/events?topics=a%0Ab")).status == 422)
        let many = (0..<33).map(String.init).joined(separator: ",")
        #expect(await app.respond(to: WebRequest(.get, "/events?topics=" + many)).status == 422)
        #expect(try EventHub.topics("jobs,intake live:1") == ["jobs", "intake", "live:1"])
    }

    @Test func aBrowserHearsHelloItsTopicsAndTicksUntilItLeaves() async throws {
        let hub = EventHub()
        let route = EventHub.route(hub, .signedIn, tickSpan: .milliseconds(300), longestLife: .minutes(1))
        try await Probe.serve([route]) { port async throws in
            var client: RawClient? = try RawClient(port: port)
            try await client?.send(
                "GET /events?topics=jobs+intake HTTP/1.1\r\nHost: x\r\nCookie: who=floor\r\nAccept-Encoding: gzip\r\n\r\n"
            )
            let head = try #require(try await client?.text(until: "event: hello\ndata: 1\n\n"))
            #expect(head.contains("content-type: text/event-stream"))
            #expect(!head.contains("content-encoding"))
            hub.publish(topic: "intake")
            _ = try await client?.text(until: "data: intake\n\n", seconds: 2)
            let later = try await client?.text(until: "event: tick\ndata: 1\n\n", seconds: 2)
            #expect(later?.contains("data: jobs") == false)
            #expect(hub.listenerCount == 1)
            client = nil
            #expect(try await Probe.eventually(3) { hub.listenerCount == 0 })
        }
    }

    @Test func aLineIsEndedInTimeAndStrangersGetNone() async throws {
        let hub = EventHub()
        let route = EventHub.route(hub, .signedIn, tickSpan: .milliseconds(50), longestLife: .milliseconds(200))
        try await Probe.serve([route]) { port async throws in
            let answer = try await ServerTests.ask(
                port, "GET /events?topics=a HTTP/1.1\r\nHost: x\r\nCookie: who=floor\r\n\r\n")
            #expect(answer.isWhole)
            #expect(answer.text.contains("event: tick"))
            let stranger = try await ServerTests.ask(
                port, "GET /events?topics=a HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\n\r\n")
            #expect(stranger.status == 401)
            #expect(hub.listenerCount == 0)
        }
    }
}
