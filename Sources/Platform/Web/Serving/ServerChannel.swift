// The pipeline of a socket: Hummingbird's HTTP/1 channel with our guard put between the parser and everything else.

import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Sets up sockets and answers their requests one after the other.
struct ServerChannel: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let http: HTTP1Channel.Value
        let connection: Connection
        var channel: any Channel { http.channel }
    }

    let http: HTTP1Channel
    let limits: ServerLimits
    let open: OpenConnections

    init(limits: ServerLimits, open: OpenConnections, responder: @escaping HTTPChannelHandler.Responder) {
        let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: limits.headerFieldBytesMax, maxHeaderListSize: limits.headerBytesMax,
            maxHeaderFieldCount: limits.headerCountMax)
        http = HTTP1Channel(
            responder: responder, configuration: HTTP1Channel.Configuration(httpDecoderConfiguration: decoder))
        self.limits = limits
        self.open = open
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let limits = limits
        return http.setup(channel: channel, logger: logger).flatMapThrowing { http in
            let connection = Connection(channel: channel)
            let pipeline = channel.pipeline.syncOperations
            let guardian = ConnectionGuard(connection: connection, limits: limits)
            let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(guardian, position: .after(parser))
            try pipeline.addHandler(ByteWatch(guardian), position: .first)
            return Value(http: http, connection: connection)
        }
    }

    func handle(value: Value, logger: Logger) async {
        open.add(value.connection)
        defer { open.remove(value.connection) }
        await Connection.$current.withValue(value.connection) { await http.handle(value: value.http, logger: logger) }
    }
}

/// Sees the bytes before the parser does, so that a head that never ends is noticed.
final class ByteWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    private let guardian: ConnectionGuard

    init(_ guardian: ConnectionGuard) { self.guardian = guardian }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guardian.bytesArrived()
        context.fireChannelRead(data)
    }
}
