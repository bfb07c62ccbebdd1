// Watches one socket's conversation: heads that never end, bodies that trickle, readers that do not read, connections
// nobody uses. It also decides when a connection ends after an answer, and ends it so that the answer arrives. Lives on
// the socket's event loop; what the answering task needs to know goes through `Connection`.

import Kernel
import NIOCore
import NIOHTTP1

final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Where in a request the client is.
    enum Reading { case nothing, head, body }

    /// What has to be remembered of a request until its answer is written.
    struct Asked {
        var isHead: Bool
        var isOld: Bool
        var isLast: Bool
        var expectsContinue: Bool
    }

    let connection: Connection
    let limits: ServerLimits
    var context: ChannelHandlerContext?
    var reading = Reading.nothing
    var asked: [Asked] = []
    var isAnswerBegun = false
    /// The answer being written ends the connection.
    var isClosing = false
    /// Nothing is read or written any more but what is in flight.
    var isOver = false
    var timer: Scheduled<Void>?
    var stallTimer: Scheduled<Void>?
    var pace = BodyPace()

    init(connection: Connection, limits: ServerLimits) {
        self.connection = connection
        self.limits = limits
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { arm(limits.idleWait) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        disarm()
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        arm(limits.idleWait)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        disarm()
        connection.closed()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { connection.halfClosed() }
        context.fireUserInboundEventTriggered(event)
    }

    // Reading.

    /// The first bytes after a complete request begin a new head.
    func bytesArrived() {
        guard reading == .nothing, !isOver else { return }
        reading = .head
        arm(limits.headWait)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            asked.append(Asked(head))
            reading = .body
            pace = BodyPace()
            arm(limits.bodyWait)
        case .body(let bytes):
            pace.bytes += bytes.readableBytes
        case .end:
            reading = .nothing
            timer?.cancel()
            connection.bodyCompleted()
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        pace.pause()
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        pace.resume()
        context.read()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A request that cannot be read is answered here, unless somebody already works on an answer.
        guard let fault = error as? HTTPParserError, asked.isEmpty, !isOver else {
            return context.fireErrorCaught(error)
        }
        if fault == .invalidEOFState { return finish() }
        refuse(fault == .headerOverflow ? .requestHeaderFieldsTooLarge : .badRequest)
    }
}

extension ConnectionGuard.Asked {
    init(_ head: HTTPRequestHead) {
        isHead = head.method == .HEAD
        isOld = head.version.major < 1 || (head.version.major == 1 && head.version.minor == 0)
        // After an upgrade request the parser takes nothing more, and we never upgrade.
        isLast = !head.isKeepAlive || head.headers.contains(name: "upgrade")
        expectsContinue = head.headers[canonicalForm: "expect"].contains { $0.lowercased() == "100-continue" }
    }
}

/// How fast a body comes, not counting the time in which we did not read.
struct BodyPace {
    var bytes = 0
    /// Less than this is the usual time between two reads.
    private static let leastPause = Span.milliseconds(5)
    private var paused = Span.zero
    private var pausedSince: Int64?

    mutating func pause() { if pausedSince == nil { pausedSince = Stopwatch.milliseconds() } }

    mutating func resume() {
        if let since = pausedSince { paused = paused + .milliseconds(Stopwatch.milliseconds() - since) }
        pausedSince = nil
    }

    /// How much longer to wait before judging; nil when the time is over.
    mutating func remaining() -> Span? {
        let isPaused = pausedSince != nil
        resume()
        if isPaused { pause() }
        defer { paused = .zero }
        return paused > Self.leastPause ? paused : nil
    }
}
