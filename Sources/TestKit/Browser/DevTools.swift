// The browser's own protocol over a pair of pipes: JSON messages with a NUL after each. It only carries: what a message
// means is the business of `BrowserPage`.

import Foundation
import Glibc
import Kernel

/// What a browser could not do.
public struct BrowserFailure: Error, CustomStringConvertible {
    public var description: String
    public init(_ description: String) { self.description = description }
}

/// Both ends of the pipes to one browser.
final class DevTools: @unchecked Sendable {
    /// No command takes longer, also on a busy machine.
    static let patienceSeconds = 60
    private typealias Waiting = CheckedContinuation<JSON, any Error>
    // Guarded by the lock, but for the descriptors, which never change.
    private let lock = NSLock()
    private var waiting: [Int64: Waiting] = [:]
    private var listeners: [String: @Sendable (String, JSON) -> Void] = [:]
    private var last: Int64 = 0
    private var hasEnded = false
    private let toBrowser: Int32
    private let fromBrowser: Int32

    /// Takes both descriptors and closes them at the end.
    init(toBrowser: Int32, fromBrowser: Int32) {
        self.toBrowser = toBrowser
        self.fromBrowser = fromBrowser
    }

    deinit {
        close(toBrowser)
        close(fromBrowser)
    }

    /// Reads until the browser ends, on a thread of its own, since reading blocks.
    func listen() {
        let descriptor = fromBrowser
        let thread = Thread { [weak self] in
            var message: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = read(descriptor, &buffer, buffer.count)
                guard count > 0, let tools = self else { break }
                var rest = buffer[0..<count]
                while let end = rest.firstIndex(of: 0) {
                    message += rest[..<end]
                    rest = rest[(end + 1)...]
                    tools.take(message)
                    message.removeAll(keepingCapacity: true)
                }
                message += rest
            }
            self?.end()
        }
        thread.start()
    }

    /// Hears the events of a session.
    func hear(_ session: String, _ listener: (@Sendable (String, JSON) -> Void)?) {
        lock.withLock { listeners[session] = listener }
    }

    /// Sends a command and waits for its answer.
    func call(_ method: String, _ parameters: JSON = .object([]), session: String? = nil) async throws -> JSON {
        let id = lock.withLock { () -> Int64 in
            last += 1
            return last
        }
        var members: [(String, JSON)] = [("id", .int(id)), ("method", .string(method)), ("params", parameters)]
        if let session { members.append(("sessionId", .string(session))) }
        let bytes = JSON.object(members).bytes + [0]
        return try await withCheckedThrowingContinuation { continuation in
            let isOpen = lock.withLock {
                if !hasEnded { waiting[id] = continuation }
                return !hasEnded
            }
            guard isOpen else { return continuation.resume(throwing: BrowserFailure("\(method): the browser has ended")) }
            send(bytes)
            DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Self.patienceSeconds)) { [weak self] in
                self?.answer(id, .failure(BrowserFailure("\(method): no answer")))
            }
        }
    }

    private func send(_ bytes: [UInt8]) {
        lock.withLock {
            var start = 0
            while start < bytes.count {
                let count = bytes[start...].withUnsafeBytes { write(toBrowser, $0.baseAddress, $0.count) }
                if count <= 0 { return }
                start += count
            }
        }
    }

    private func take(_ bytes: [UInt8]) {
        guard let message = try? JSON(parsing: bytes) else { return }
        if let id = message["id"]?.int {
            if let error = message["error"]?["message"]?.string {
                answer(id, .failure(BrowserFailure(error)))
            } else {
                answer(id, .success(message["result"] ?? .null))
            }
        } else if let session = message["sessionId"]?.string, let method = message["method"]?.string {
            lock.withLock { listeners[session] }?(method, message["params"] ?? .null)
        }
    }

    private func answer(_ id: Int64, _ result: Result<JSON, any Error>) {
        lock.withLock { waiting.removeValue(forKey: id) }?.resume(with: result)
    }

    private func end() {
        let left = lock.withLock { () -> [Waiting] in
            hasEnded = true
            defer { waiting = [:] }
            return Array(waiting.values)
        }
        for continuation in left { continuation.resume(throwing: BrowserFailure("the browser has ended")) }
    }
}
