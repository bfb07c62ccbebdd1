// A database of its own for each test on MariaDB, on the server that GEMBA_TEST_DATABASE names.

import Foundation
import Kernel
import Store
import StoreMariaDB
import Testing

enum MariaDBScratch {
    /// `mysql://user:password@host:port/name`: a user who may make databases.
    static let url: DatabaseURL? = {
        let text = ProcessInfo.processInfo.environment["GEMBA_TEST_DATABASE"]
        return text.flatMap { try? DatabaseURL($0) }.flatMap { $0.engine == .mysql ? $0 : nil }
    }()

    static let isThere = url != nil
    static let reason: Comment = "GEMBA_TEST_DATABASE does not name a MariaDB server"

    /// The address of another database on the same server, perhaps with more options and another login.
    static func url(database: String, options: String = "", login: String? = nil) throws -> DatabaseURL {
        let rest = try #require(url).rest
        let (front, back) = rest.split(separator: "?", maxSplits: 1).withFirstTwo
        var place = front[..<(try #require(front.lastIndex(of: "/")))]
        if let login, let at = place.lastIndex(of: "@") { place = "//" + login + place[at...] }
        let all = [String(back ?? ""), options].filter { !$0.isEmpty }.joined(separator: "&")
        return try DatabaseURL("mysql:\(place)/\(database)" + (all.isEmpty ? "" : "?" + all))
    }

    static func database(_ name: String, options: String = "") throws -> ServerDatabase {
        try MariaDBDatabase.open(try url(database: name, options: options))
    }

    /// Runs `body` on a new database, which is dropped afterwards.
    static func with(options: String = "", _ body: (ServerDatabase, String) async throws -> Void) async throws {
        let name = "gemba_test_" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
        let house = try MariaDBDatabase.open(try #require(url))
        _ = try await house.write(.current) { try $0.execute(SQL(trusted: "CREATE DATABASE \(name) CHARACTER SET utf8mb4")) }
        let database = try database(name, options: options)
        let outcome = await Result { try await body(database, name) }
        try await database.close()
        _ = try await house.write(.current) { try $0.execute(SQL(trusted: "DROP DATABASE \(name)")) }
        try await house.close()
        try outcome.get()
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

extension Array where Element == Substring {
    fileprivate var withFirstTwo: (Substring, Substring?) { (first ?? "", count > 1 ? self[1] : nil) }
}

/// The problem that `body` throws; nil when it throws nothing.
func problem(_ body: () async throws -> Void) async -> Problem? {
    do { try await body() } catch { return error as? Problem }
    return nil
}
