// Serves a web app on one address over HTTP/1.1 until its task is cancelled or it is asked to stop, and is gone within
// five seconds of that: answers in progress get a moment to finish, event streams are ended, the rest is cut off.

import Hummingbird
import HummingbirdCore
import Kernel
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// The server of a web app.
public struct WebServer: Service {
    let app: WebApp
    let listen: String
    let logger: Logger
    var limits = ServerLimits()

    /// - Parameter listen: host and port, `127.0.0.1:8080`; port 0 lets the system choose.
    public init(app: WebApp, listen: String, logger: Logger) {
        self.app = app
        self.listen = listen
        self.logger = logger
    }

    /// Whether only this machine could reach a server that listens there.
    public static func isLoopback(_ listen: String) -> Bool { (try? ServerAddress(listen))?.isLoopback == true }

    public func run() async throws { try await run(onReady: { _ in }) }

    /// Serves until the task is cancelled or asked to shut down gracefully; then returns.
    /// - Parameter onReady: told the port once requests are answered.
    /// - Throws: `address_invalid`, `address_in_use`.
    public func run(onReady: @escaping @Sendable (Int) -> Void) async throws {
        let address = try ServerAddress(listen)
        let open = OpenConnections()
        let ended = Flag()
        let group = group(address, open, onReady)
        let (stops, stop) = AsyncStream<Void>.makeStream()
        let serving = Task {
            defer {
                ended.set()
                stop.finish()
            }
            try await group.run()
        }
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                for await _ in stops {}
            } onGracefulShutdown: {
                stop.finish()
            }
        } onCancel: {
            stop.finish()
        }
        if ended.isSet {
            do { try await serving.value } catch { throw ServerAddress.problem(listen, error) }
            return
        }
        // In a task of its own: the present one is cancelled and could not wait.
        await Task { await wind(down: group, serving, open, ended) }.value
    }

    private func group(_ address: ServerAddress, _ open: OpenConnections, _ onReady: @escaping @Sendable (Int) -> Void)
        -> ServiceGroup
    {
        let limits = limits
        // What Hummingbird and the service group log at lower levels is about connections that clients cut.
        var quiet = logger
        quiet.logLevel = .critical
        let application = Application(
            responder: ServerResponder(app: app, limits: limits, logger: logger),
            server: HTTPServerBuilder { ServerChannel(limits: limits, open: open, responder: $0) },
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port),
                availableConnectionsDelegate: .maximum(limits.connectionsMax, logger: quiet)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? address.port
                logger.notice("listening on \(address.host):\(port)")
                onReady(port)
            },
            logger: quiet)
        return ServiceGroup(configuration: ServiceGroupConfiguration(services: [application], logger: quiet))
    }

    /// Three steps, each with its time: no more connections and requests, then no more work, then no more sockets.
    private func wind(
        down group: ServiceGroup, _ serving: Task<Void, any Error>, _ open: OpenConnections, _ ended: Flag
    ) async {
        let clock = Clock.system
        let started = clock.now()
        func wait(_ limit: Span) async {
            while !ended.isSet, clock.now() - started < limit { try? await clock.sleep(.milliseconds(20)) }
        }
        await group.triggerGracefulShutdown()
        for connection in open.all { connection.endEventStream() }
        await wait(limits.finishWait)
        if ended.isSet { return }
        serving.cancel()
        await wait(limits.cancelWait)
        if ended.isSet { return }
        for connection in open.all { connection.close() }
        await wait(limits.stopWait)
        if !ended.isSet { logger.warning("stopped while \(open.count) requests were still being answered") }
    }
}

/// Something that happens once.
final class Flag: Sendable {
    private let state = Mutex(false)
    var isSet: Bool { state.withLock { $0 } }
    func set() { state.withLock { $0 = true } }
}
