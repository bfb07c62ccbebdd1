// A test's own server does what a test will ask of it: it is dead when it has been killed, has what it acknowledged when it
// is back, and leaves nothing behind.

import Foundation
import Glibc
import TestKit
import Testing

@Suite(.serialized, .enabled(if: TestServer.lacks(.postgres) == nil, "PostgreSQL is not installed"), .timeLimit(.minutes(5)))
struct PostgresServerTests {
    @Test("killed, stopped and stood still, it keeps what it acknowledged") func life() async throws { try await ServerStory.life(.postgres) }
    @Test("its disk is full, and has room again", .enabled(if: TestServer.lacksForDisk(.postgres) == nil, "only root may mount"))
    func disk() async throws { try await ServerStory.disk(.postgres, mebibytes: 160) }
}

@Suite(.serialized, .enabled(if: TestServer.lacks(.mariadb) == nil, "MariaDB is not installed"), .timeLimit(.minutes(5)))
struct MariaDBServerTests {
    @Test("killed, stopped and stood still, it keeps what it acknowledged") func life() async throws { try await ServerStory.life(.mariadb) }
    @Test("its disk is full, and has room again", .enabled(if: TestServer.lacksForDisk(.mariadb) == nil, "only root may mount"))
    func disk() async throws { try await ServerStory.disk(.mariadb, mebibytes: 300) }
}

enum ServerStory {
    static func life(_ engine: TestServer.Engine) async throws {
        var server: TestServer? = try await TestServer(engine)
        let folder = try #require(server).authorityPath.replacingOccurrences(of: "/tls/ca.pem", with: "")
        do {
            let server = try #require(server)
            let url = server.url
            #expect(url.hasPrefix(engine == .postgres ? "postgres://gemba:" : "mysql://gemba:") && url.hasSuffix("/gemba"))
            #expect(FileManager.default.fileExists(atPath: server.authorityPath))
            #expect(answers(server.port))
            try await server.administer("create table kept (n int primary key)")
            try await server.administer("insert into kept values (1)")
            try await server.kill()
            #expect(!answers(server.port))
            #expect(try await server.isRunning == false)
            try await server.start()
            #expect(try await server.administer("select n from kept") == "1")
            #expect(server.url == url)
            try await server.suspend()
            // The system takes connections for it, and it says nothing.
            #expect(try await server.isRunning == false)
            try await server.resume()
            #expect(try await server.isRunning)
            try await server.stop()
            #expect(!answers(server.port))
            try await server.start()
            try await server.start()
            #expect(try await server.administer("select n from kept") == "1")
            try await readOnly(server)
        }
        server = nil
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    private static func readOnly(_ server: TestServer) async throws {
        func state() async throws -> String {
            try await server.administer(server.engine == .postgres ? "show default_transaction_read_only" : "select @@global.read_only")
        }
        let (on, off) = server.engine == .postgres ? ("on", "off") : ("1", "0")
        try await server.setReadOnly(true)
        #expect(try await state() == on)
        // It is a state of the server and not of this run of it.
        try await server.kill()
        try await server.start()
        #expect(try await state() == on)
        try await server.setReadOnly(false)
        #expect(try await state() == off)
    }

    static func disk(_ engine: TestServer.Engine, mebibytes: Int) async throws {
        let server = try await TestServer(engine, diskMiB: mebibytes)
        try await server.administer("create table kept (n int primary key, t text)")
        try await server.administer("insert into kept values (1, 'x')")
        try await server.fillDisk()
        // PostgreSQL refuses or falls; MariaDB may wait for room, so it is killed rather than waited for.
        if engine == .postgres {
            await #expect(throws: ServerFailure.self) {
                try await server.administer("insert into kept select n, repeat('x', 9000) from generate_series(2, 100000) n")
            }
        }
        try await server.kill()
        try await server.freeDisk()
        try await server.start()
        try await server.administer("insert into kept values (2, 'y')")
        #expect(try await server.administer("select count(*) from kept") == "2")
    }

    /// Whether something listens there.
    static func answers(_ port: Int) -> Bool { (try? PeerClient(port)) != nil }
}
