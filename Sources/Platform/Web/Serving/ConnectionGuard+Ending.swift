// The guard's writing side and its ways to end a connection.

import Kernel
import NIOCore
import NIOHTTP1

extension ConnectionGuard {
    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isOver else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head): context.write(wrapOutboundOut(.head(framed(head))), promise: promise)
        case .body(let bytes):
            if asked.first?.isHead == true {
                promise?.succeed()
            } else {
                context.write(wrapOutboundOut(.body(bytes)), promise: promise)
            }
        case .end(let trailers): writeEnd(context, trailers, promise)
        }
    }

    /// Says in the head whether the connection goes on.
    private func framed(_ head: HTTPResponseHead) -> HTTPResponseHead {
        guard head.status.code >= 200 else { return head }
        var head = head
        isAnswerBegun = true
        let request = asked.first
        // An answer given before the body was sent leaves bytes on the line that nobody wants.
        let isEarly = asked.count == 1 && reading == .body
        isClosing =
            request?.isLast != false || isEarly
            || head.headers[canonicalForm: "connection"].contains { $0.lowercased() == "close" }
        if request?.isOld == true { head.version = .http1_0 }
        if isClosing {
            head.headers.replaceOrAdd(name: "connection", value: "close")
        } else if request?.isOld == true {
            head.headers.replaceOrAdd(name: "connection", value: "keep-alive")
            // Without chunks only a length or the end of the line tells where the answer ends.
            if !head.headers.contains(name: "content-length"), request?.isHead != true, head.status.mayHaveResponseBody {
                isClosing = true
                head.headers.replaceOrAdd(name: "connection", value: "close")
            }
        }
        return head
    }

    private func writeEnd(
        _ context: ChannelHandlerContext, _ trailers: HTTPHeaders?, _ promise: EventLoopPromise<Void>?
    ) {
        let request = asked.isEmpty ? nil : asked.removeFirst()
        isAnswerBegun = false
        let written = promise ?? context.eventLoop.makePromise()
        if isClosing {
            isOver = true
            written.futureResult.assumeIsolated().whenComplete { _ in self.linger() }
        } else if asked.isEmpty, reading == .nothing {
            arm(limits.idleWait)
        }
        if request?.isHead == true {
            context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer()))), promise: written)
        } else {
            context.writeAndFlush(wrapOutboundOut(.end(trailers)), promise: written)
        }
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard event is BodyWanted else { return context.triggerUserOutboundEvent(event, promise: promise) }
        promise?.succeed()
        guard asked.first?.expectsContinue == true, reading == .body, pace.bytes == 0, !isAnswerBegun, !isOver else {
            return
        }
        asked[0].expectsContinue = false
        context.writeAndFlush(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stallTimer?.cancel()
        if !context.channel.isWritable {
            stallTimer = schedule(limits.readerWait) { self.finish() }
        }
        context.fireChannelWritabilityChanged()
    }

    // Timers.

    func arm(_ wait: Span) {
        timer?.cancel()
        timer = schedule(wait) { self.timedOut() }
    }

    private func schedule(_ wait: Span, _ act: @escaping () -> Void) -> Scheduled<Void>? {
        context?.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(wait.milliseconds), act)
    }

    func disarm() {
        timer?.cancel()
        stallTimer?.cancel()
    }

    private func timedOut() {
        switch reading {
        case .nothing: if asked.isEmpty { finish() }
        case .head: if asked.isEmpty { refuse(.requestTimeout) } else { arm(limits.headWait) }
        case .body:
            if let rest = pace.remaining() { return arm(rest) }
            if pace.bytes >= limits.bodyBytesPerWait {
                pace.bytes = 0
                return arm(limits.bodyWait)
            }
            if asked.count == 1, !isAnswerBegun { refuse(.requestTimeout) } else { finish() }
        }
    }

    // Ending.

    /// Answers what is no proper request and ends the connection.
    func refuse(_ status: HTTPResponseStatus) {
        guard let context else { return }
        let text = ByteBuffer(string: "\(status.code) \(status.reasonPhrase)\n")
        let headers: HTTPHeaders = [
            "content-type": "text/plain; charset=utf-8", "content-length": String(text.readableBytes),
            "connection": "close",
            "x-content-type-options": "nosniff", "cache-control": "no-store",
        ]
        let written = context.eventLoop.makePromise(of: Void.self)
        isOver = true
        written.futureResult.assumeIsolated().whenComplete { _ in self.linger() }
        context.write(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(text))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
    }

    /// Ends our side, and takes and drops what the client still sends, so that it is not told "connection reset" before
    /// it has read the answer.
    private func linger() {
        guard let context else { return }
        timer?.cancel()
        timer = schedule(limits.lingerWait) { self.finish() }
        context.close(mode: .output, promise: nil)
    }

    func finish() {
        isOver = true
        context?.close(mode: .all, promise: nil)
    }
}
