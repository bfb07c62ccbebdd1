// Coming in: addresses, passwords, certificates. Whatever is wrong is one clear Problem, and no password is in it.

import Foundation
import Kernel
import Mongo
import TestKit
import Testing

@Suite(.enabled(if: MongoServer.lacks == nil))
struct MongoAccessTests {
    static let quick = MongoLimits(connectSeconds: 1, selectionSeconds: 1, socketSeconds: 3)

    static func ping(_ url: String) async throws {
        let pool = try MongoPool(url: url, limits: quick)
        try await pool.run { try $0.ping() }
    }

    @Test(arguments: [true, false])
    func aWrongPasswordIsRefusedAndNotTold(replicaSet: Bool) async throws {
        let server = try await MongoScratch.server(replicaSet: replicaSet)
        let wrong = server.url.replacingOccurrences(of: server.password, with: "not-the-password")
        let problem = try await MongoScratch.problem { try await Self.ping(wrong) }
        #expect(problem.code == "mongo_refused" && problem.family == .outside(retryable: false), "\(problem)")
        #expect(!MongoScratch.everything(of: problem).contains("not-the-password"))
        #expect(problem.parameters["hosts"] == "127.0.0.1:\(server.port)")
    }

    @Test func whoMayNotDoItIsRefused() async throws {
        let pool = try MongoPool(url: try await MongoScratch.server(replicaSet: true).url)
        let problem = try await MongoScratch.problem { _ = try await pool.run { try $0.command("admin", ["shutdown": 1]) } }
        #expect(problem.code == "mongo_refused", "\(problem)")
        let nobody = try MongoPool(url: "mongodb://127.0.0.1:\(try await MongoScratch.server(replicaSet: false).port)/x")
        let second = try await MongoScratch.problem { _ = try await nobody.run { try $0.collection("x", "y").count() } }
        #expect(second.code == "mongo_refused", "\(second)")
    }

    @Test(arguments: [
        "mongodb://gemba:hidden-word@127.0.0.1:1/x", "mongodb://gemba:hidden-word@no-such-host.invalid/x",
        "mongodb://gemba:hidden-word@127.0.0.1:1,127.0.0.1:2/x?replicaSet=rs0",
    ])
    func aServerThatIsNotThereIsAway(url: String) async throws {
        let began = Stopwatch.milliseconds()
        let problem = try await MongoScratch.problem { try await Self.ping(url) }
        #expect(problem.code == "mongo_away" && problem.isRetryable, "\(problem)")
        #expect(!MongoScratch.everything(of: problem).contains("hidden-word"))
        #expect(Stopwatch.milliseconds() - began < 10_000)
    }

    @Test(arguments: [
        "", "nonsense", "http://gemba:hidden-word@host/x", "mongodb://gemba:hidden-word@", "mongodb://gemba:hidden-word@host:99999999/x",
        "mongodb://gemba:hidden-word@host/x?w=-5", "mongodb://gemba:hidden%word@host/x", "mongodb://gemba:hidden/word@host/x",
        "mongodb://gemba:hidden-word@host/x?tls=maybe&authMechanism=none", "mongodb://:hidden-word@host/x", "mongodb:///x",
        "mongodb://gemba:hidden-word@host/x\u{0}y", "mongodb://a@b@c:hidden-word@host",
    ])
    func anAddressThatIsNoneIsToldWithoutWhatItSays(url: String) {
        do {
            let pool = try MongoPool(url: url)
            // The client library takes it, and shows no secret.
            #expect(!pool.hosts.contains("hidden"), "\(pool.hosts)")
        } catch {
            #expect(error.code == "mongo_url_invalid" && error.family == .input)
            #expect(!MongoScratch.everything(of: error).contains("hidden"))
        }
    }

    /// Nor is one whose writes nobody acknowledges.
    @Test func nonsenseIsNoAddress() {
        for url in ["mongodb://host/x?w=0", "", "nonsense", "http://host/x", "mongodb:///x", "mongodb://gemba:hidden/word@host/x"] {
            #expect(throws: Problem.self, "\(url)") { try MongoPool(url: url) }
        }
    }

    @Test func theAddressGoesBeforeTheLimits() async throws {
        let began = Stopwatch.milliseconds()
        let problem = try await MongoScratch.problem {
            let pool = try MongoPool(url: "mongodb://127.0.0.1:1/x?serverSelectionTimeoutMS=300", limits: MongoLimits(selectionSeconds: 30))
            try await pool.run { try $0.ping() }
        }
        #expect(problem.code == "mongo_away" && Stopwatch.milliseconds() - began < 5000)
    }

    @Test func tlsWithTheRightAuthorityComesIn() async throws {
        for replicaSet in [true, false] {
            let server = try await MongoScratch.server(replicaSet: replicaSet)
            try await Self.ping(server.url + "&tls=true&tlsCAFile=\(server.authorityPath)")
        }
    }

    @Test func tlsWithAnotherAuthorityDoesNot() async throws {
        let server = try await MongoScratch.server(replicaSet: false)
        let other = try await MongoScratch.server(replicaSet: true)
        for url in [
            server.url + "&tls=true&tlsCAFile=\(other.authorityPath)", server.url + "&tls=true",
            // The certificate is for 127.0.0.1 and localhost.
            server.url.replacingOccurrences(of: "127.0.0.1", with: "127.0.0.2") + "&tls=true&tlsCAFile=\(server.authorityPath)",
        ] {
            let problem = try await MongoScratch.problem { try await Self.ping(url) }
            #expect(["mongo_tls", "mongo_away"].contains(problem.code), "\(problem)")
            #expect(!MongoScratch.everything(of: problem).contains(server.password))
        }
        let problem = try await MongoScratch.problem {
            try await Self.ping(server.url + "&tls=true&tlsCAFile=\(other.authorityPath)")
        }
        #expect(problem.code == "mongo_tls" && !problem.isRetryable, "\(problem)")
    }

    @Test func anAuthorityFileThatIsNotThereIsOneProblem() async throws {
        let server = try await MongoScratch.server(replicaSet: false)
        let problem = try await MongoScratch.problem { try await Self.ping(server.url + "&tls=true&tlsCAFile=/nowhere/ca.pem") }
        #expect(["mongo_tls", "mongo_url_invalid", "mongo_away"].contains(problem.code), "\(problem)")
        #expect(!MongoScratch.everything(of: problem).contains(server.password))
    }

    @Test func aServerThatWantsTLSIsAwayWithoutAndThereWith() async throws {
        let server = try await MongoServer(replicaSet: false, mode: .fast)
        try await Self.ping(server.url)
        try await server.administer("{\"setParameter\": 1, \"tlsMode\": \"requireTLS\"}")
        let problem = try await MongoScratch.problem { try await Self.ping(server.url) }
        #expect(problem.code == "mongo_away", "\(problem)")
        try await Self.ping(server.url + "&tls=true&tlsCAFile=\(server.authorityPath)")
    }
}
