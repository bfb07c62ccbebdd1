// Events as a browser's EventSource reads them (WHATWG HTML, "Server-sent events"). A tick comes as an event and not as
// a comment, since a page cannot see comments and has to notice a dead line.

import Kernel

extension EventHub {
    /// How often a line without news says that it is alive; pages give up on one that is silent for three times that.
    static let tickSpan = Span.seconds(15)
    /// The least time between two writes, so that a burst goes out as one.
    static let leastGap = Span.milliseconds(100)
    /// After that the browser has to come again, and shows whether it is still signed in.
    static let longestLife = Span.minutes(60)
    private static let topicBytesMax = 64

    /// `GET /events?topics=jobs,intake&since=2026-11-20T08:15:00Z` (commas or blanks; `since` is when the page was
    /// drawn): first `event: hello`, then a `data: topic` per event.
    public static func route(_ hub: EventHub, _ access: Access) -> Route {
        route(hub, access, tickSpan: tickSpan, longestLife: longestLife)
    }

    static func route(_ hub: EventHub, _ access: Access, tickSpan: Span, longestLife: Span) -> Route {
        Route(.get, "/events", access, summary: "Server-sent events: a line per changed topic.") { visit in
            let events = try hub.stream(topics: try topics(visit.query.text("topics")), since: Instant(rfc3339: visit.query.text("since")))
            return WebResponse(
                headers: [
                    ("content-type", "text/event-stream; charset=utf-8"), ("cache-control", "no-store"),
                    // Told to proxies that gather answers, such as nginx.
                    ("x-accel-buffering", "no"),
                ],
                body: .stream { writer in
                    try await writer.write(Array("retry: 2000\nevent: hello\ndata: 1\n\n".utf8))
                    try await send(events, to: writer, tickSpan: tickSpan, longestLife: longestLife)
                })
        }
    }

    private static func send(_ events: EventStream, to writer: BodyWriter, tickSpan: Span, longestLife: Span)
        async throws
    {
        let clock = Clock.system
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let end = clock.now() + longestLife
                while clock.now() < end {
                    try await clock.sleep(tickSpan)
                    events.listener.hear(.tick)
                }
            }
            group.addTask {
                for await event in events {
                    try await writer.write(Array(text(event).utf8))
                    try await clock.sleep(leastGap)
                }
            }
            // Whichever ends first: the reader's stay or the stream.
            try await group.next()
            group.cancelAll()
        }
    }

    private static func text(_ event: EventStream.Event) -> String {
        switch event {
        case .topic(let topic): "data: \(topic)\n\n"
        case .tick: "event: tick\ndata: 1\n\n"
        }
    }

    /// - Throws: `parameter_invalid` for a name that is none.
    static func topics(_ text: String) throws(Problem) -> Set<String> {
        let names = text.split { $0 == "," || $0 == " " }.map(String.init)
        for name in names {
            let isPlain = name.utf8.allSatisfy { byte in
                (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
                    || ".-_:".utf8.contains(byte)
            }
            guard isPlain, name.utf8.count <= topicBytesMax else {
                throw Problem(.input, "parameter_invalid", ["name": "topics", "value": name])
            }
        }
        return Set(names)
    }
}
