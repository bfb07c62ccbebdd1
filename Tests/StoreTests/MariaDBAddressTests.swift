// What an address for MariaDB may say, and what signing in says when it does not work.

import Foundation
import Kernel
import Store
import StoreMariaDB
import Testing

@Suite("MariaDB's addresses")
struct MariaDBAddressTests {
    @Test(
        "an option that is not known, or has no sense, is named",
        arguments: [
            ("?colour=red", "colour"), ("?sslmode=often", "sslmode"), ("?sslmode=verify-ca", "sslrootcert"), ("?sslcert=a.pem", "sslkey"),
            ("?sslkey=a.pem", "sslcert"), ("?pool=0", "pool"),
        ])
    func options(text: String, part: String) throws {
        let url = try DatabaseURL("mysql://user:secret@127.0.0.1/name" + text)
        do {
            _ = try MariaDBDatabase.open(url, environment: [:])
            Issue.record("nothing was refused")
        } catch let problem as Problem {
            #expect(problem.code == "database_address" && problem.parameters["part"] == part && problem.hint != nil)
            #expect(!problem.description.contains("secret"))
        }
    }

    private static func refusal(_ address: String, wait: String = "patience=0") async throws -> Problem? {
        let url = try DatabaseURL(address + (address.contains("?") ? "&" : "?") + wait)
        let database = try MariaDBDatabase.open(url, environment: [:])
        return await problem { _ = try await database.read { try $0.int("SELECT 1") } }
    }

    @Test("a host that is not there is named")
    func hosts() async throws {
        let unknown = try await Self.refusal("mysql://user@no-such-host.invalid/name")
        #expect(unknown?.code == "store_host" && unknown?.parameters["host"] == "no-such-host.invalid" && unknown?.isRetryable == true)
        let silent = try await Self.refusal("mysql://user@127.0.0.1:1/name")
        #expect(silent?.code == "store_away" && silent?.parameters["host"] == "127.0.0.1:1" && silent?.isRetryable == true)
        let socket = try await Self.refusal("mysql://user@localhost/name?socket=/nowhere/sock")
        #expect(socket?.code == "store_away" && socket?.parameters["host"] == "/nowhere/sock")
    }

    @Test("a server that takes the call and says nothing is given up", .timeLimit(.minutes(1)))
    func silence() async throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, size)
                _ = listen(listener, 5)
                _ = getsockname(listener, $0, &size)
            }
        }
        let start = Stopwatch.milliseconds()
        let silent = try await Self.refusal("mysql://user@127.0.0.1:\(UInt16(bigEndian: address.sin_port))/name")
        #expect(silent?.code == "store_away")
        #expect(Stopwatch.milliseconds() - start < 10_000)
    }
}

@Suite("Signing in to MariaDB", .enabled(if: MariaDBScratch.isThere, MariaDBScratch.reason))
struct MariaDBLoginTests {
    private static func refusal(database: String? = nil, options: String = "", login: String? = nil) async throws -> Problem? {
        let own = try #require(MariaDBScratch.url).server().database
        let database = try MariaDBDatabase.open(try MariaDBScratch.url(database: database ?? own, options: options + "&patience=0", login: login))
        let refusal = await problem { _ = try await database.read { try $0.int("SELECT 1") } }
        try await database.close()
        return refusal
    }

    @Test("a wrong password and a database that is not there are told apart, and no second attempt is made")
    func logins() async throws {
        let login = try await Self.refusal(options: "pool=1", login: "nobody:hush")
        #expect(login?.code == "store_login" && login?.isRetryable == false && login?.description.contains("hush") == false)
        let missing = try await Self.refusal(database: "gemba_not_there", options: "pool=1")
        #expect(missing?.code == "store_database" && missing?.parameters["name"] == "gemba_not_there" && missing?.isRetryable == false)
    }

    @Test("a certificate nobody vouches for is refused when it is to be verified")
    func certificates() async throws {
        #expect(try await Self.refusal(options: "sslmode=disable") == nil)
        let full = try await Self.refusal(options: "sslmode=verify-full")
        #expect(full?.code == "store_tls" && full?.isRetryable == false)
    }
}
