// A folder for one test, gone when the test is done.

import Foundation
import Kernel
import Store

/// A fresh folder below the system's temporary one.
public final class ScratchFolder: Sendable {
    public let path: String
    private let databases = FolderDatabases()

    /// - Parameter inMemory: on a file system in memory where there is one, for tests that write much and whose subject
    ///   is not the disk.
    public init(inMemory: Bool = false) throws {
        let shared = "/dev/shm/"
        let isThere = inMemory && FileManager.default.isWritableFile(atPath: shared)
        path = (isThere ? shared : NSTemporaryDirectory()) + "gemba-test-" + Identifier.make(at: Clock.system.now())
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        databases.removeAll()
        try? FileManager.default.removeItem(atPath: path)
    }

    public func write(_ relative: String, _ bytes: [UInt8]) throws {
        let url = URL(fileURLWithPath: path + "/" + relative)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    public func write(_ relative: String, _ text: String) throws { try write(relative, Array(text.utf8)) }

    public func append(_ relative: String, _ text: String) throws {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path + "/" + relative))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    public func rename(_ from: String, _ to: String) throws {
        try FileManager.default.createDirectory(
            at: URL(fileURLWithPath: path + "/" + to).deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: path + "/" + from, toPath: path + "/" + to)
    }

    public func remove(_ relative: String) throws { try FileManager.default.removeItem(atPath: path + "/" + relative) }

    /// The URL of a database of this folder, without a schema: a file in it, or one on the server under test that goes
    /// when the folder goes.
    public func databaseURL(_ name: String = "hub.sqlite") throws -> String { try databases.url(name, in: path) }

    /// Opens that database; the same one when asked again.
    public func database(_ name: String = "hub.sqlite") throws -> any Database { try TestEngine.open(databaseURL(name)) }
}

/// A clock that stands still until it is moved.
public final class HandClock: @unchecked Sendable {
    // Guarded by the lock.
    private let lock = NSLock()
    private var instant: Instant

    public init(_ start: Instant = Instant(seconds: 1_790_000_000)) { instant = start }

    public func advance(_ span: Span) { lock.withLock { instant = instant + span } }
    public func set(_ new: Instant) { lock.withLock { instant = new } }
    public var now: Instant { lock.withLock { instant } }
    /// The clock to hand in; sleeping moves it on at once.
    public var clock: Clock { Clock(now: { self.now }, sleep: { self.advance($0) }) }
}
