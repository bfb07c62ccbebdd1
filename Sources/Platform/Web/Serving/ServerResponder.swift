// Between Hummingbird and the app: a request in, the app's answer out, compressed when that helps, streamed when it is
// made piece by piece, and stopped when nobody reads it any more.

import HTTPTypes
import Hummingbird
import HummingbirdCore
import Kernel
import Logging
import NIOCore

/// What Hummingbird hands along with a request; we need nothing of it.
struct ServerContext: InitializableFromSource {
    init(source: ApplicationRequestContextSource) {}
}

struct ServerResponder: HTTPResponder {
    typealias Context = ServerContext
    let app: WebApp
    let limits: ServerLimits
    let logger: Logger

    func respond(to request: Request, context: ServerContext) async throws -> Response {
        guard let connection = Connection.current else { preconditionFailure("a request outside of a connection") }
        let number = connection.beginRequest()
        let id = ServerRequest.id(request)
        do {
            var (web, isHead) = try ServerRequest.read(request, connection: connection, id: id, limits: limits)
            web.body = WebBody(request, number: number, connection: connection, bytesMax: bodyBytesMax(web))
            let asked = web
            let answer = try await connection.run { await app.respond(to: asked) }
            return response(AnswerCoding.encode(answer, for: asked), isHead: isHead, connection: connection, id: id)
        } catch let refusal as Refusal {
            return response(refusal.response.adding("x-request-id", id), isHead: false, connection: connection, id: id)
        }
    }

    private func bodyBytesMax(_ request: WebRequest) -> Int {
        if case .route(let route, _) = app.table.match(request), route.streamsBody { return limits.uploadBytesMax }
        return limits.bodyBytesMax
    }

    private func response(_ answer: WebResponse, isHead: Bool, connection: Connection, id: String) -> Response {
        var fields = HTTPFields()
        for (name, value) in answer.headers {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        let status = HTTPResponse.Status(code: answer.status)
        switch answer.body {
        case .bytes(let bytes) where isHead:
            if fields[.contentLength] == nil { fields[.contentLength] = String(bytes.count) }
            return Response(status: status, headers: fields, body: ResponseBody())
        case .stream where isHead:
            return Response(status: status, headers: fields, body: ResponseBody { try await $0.finish(nil) })
        case .bytes(let bytes):
            return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        case .stream(let make):
            let isEventStream = answer.isEventStream
            return Response(
                status: status, headers: fields,
                body: ResponseBody { writer in
                    let sink = StreamSink(writer)
                    try await stream(make, to: sink, isEventStream: isEventStream, connection: connection, id: id)
                    try await sink.writer.finish(nil)
                })
        }
    }

    /// - Throws: when the answer cannot be completed; the connection is then cut, so that nobody takes half an answer
    ///   for a whole one.
    private func stream(
        _ make: @escaping @Sendable (BodyWriter) async throws -> Void, to sink: StreamSink, isEventStream: Bool,
        connection: Connection, id: String
    ) async throws {
        do {
            try await connection.run(isEventStream: isEventStream) {
                try await make(BodyWriter { try await sink.write($0) })
            }
        } catch let error as ReaderGone {
            throw error
        } catch is CancellationError {
            // An event stream has no end but this one.
            if !isEventStream { throw CancellationError() }
        } catch {
            logger.error("an answer broke off: \(Problem(error))", metadata: ["request": "\(id)"])
            throw error
        }
    }
}

/// The reader of an answer went away while it was written.
struct ReaderGone: Error {}

/// Takes an answer's pieces to the socket, waiting until it has room.
final class StreamSink: @unchecked Sendable {
    // Only ever touched by the one task that makes the answer, and after it by the one that ends it.
    var writer: any ResponseBodyWriter

    init(_ writer: any ResponseBodyWriter) { self.writer = writer }

    func write(_ bytes: [UInt8]) async throws {
        guard !bytes.isEmpty else { return }
        do { try await writer.write(ByteBuffer(bytes: bytes)) } catch {
            throw error is CancellationError ? error : ReaderGone()
        }
    }
}
