// Signals reach every listener once: also one whose number was given early and committed late, as happens where several
// transactions announce side by side.

import Kernel
import Logging
import Store
import StoreSQLite
import Synchronization
import TestKit
import Testing

@testable import Host

@Suite struct SignalBoardTests {
    private final class Hub: Sendable {
        let folder: ScratchFolder
        let database: any Database
        let time = HandClock(Instant(seconds: 1_800_000_000))
        let board: SignalBoard
        private let heard = Mutex<[String]>([])
        private let refused = Mutex<String?>(nil)

        init() async throws {
            folder = try ScratchFolder(inMemory: true)
            database = try SQLiteDatabase(path: folder.path + "/hub.sqlite")
            try await Migrator.migrate(database, SignalBoard.migrations, clock: time.clock)
            board = SignalBoard(database: database, clock: time.clock, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }

        /// A signal with the number it was given, whenever it is committed.
        func commit(_ id: Int64, kind: String = "test.moved") async throws {
            let now = time.now
            try await database.write { tx in
                _ = try tx.execute(
                    "INSERT INTO host_signals (id, kind, payload, announced_at) VALUES (\(id), \(kind), \(JSON.int(id)), \(now))")
            }
        }

        /// What one look brings to a listener.
        func look(_ name: String = "a") async throws -> [String] {
            heard.withLock { $0 = [] }
            let listener = SignalListener(name, kind: "test.moved") { json in
                if self.refused.withLock({ $0 == json.text }) { throw Problem(.outside(retryable: true), "not_now") }
                self.heard.withLock { $0.append(json.text) }
            }
            try await board.deliver(to: [listener])
            return heard.withLock { $0 }
        }

        func refuse(_ text: String?) { refused.withLock { $0 = text } }
        func remembered() async throws -> Int64? { try await database.read { try $0.int("SELECT COUNT(*) FROM host_signals_heard") } }
    }

    @Test func whatIsCommittedLateIsHeardAllTheSame() async throws {
        let hub = try await Hub()
        try await hub.commit(5)
        try await hub.commit(8)
        #expect(try await hub.look() == ["5", "8"])
        try await hub.commit(3)
        try await hub.commit(6, kind: "test.other")
        try await hub.commit(7)
        #expect(try await hub.look() == ["3", "7"])
        #expect(try await hub.look().isEmpty)
        #expect(try await hub.look("b") == ["3", "5", "7", "8"], "each at its own pace")
    }

    @Test func whoFailsHearsItAgainBeforeWhatComesAfter() async throws {
        let hub = try await Hub()
        for id in 1...3 { try await hub.commit(Int64(id)) }
        hub.refuse("2")
        #expect(try await hub.look() == ["1"])
        hub.time.advance(.hours(2))
        #expect(try await hub.look().isEmpty)
        hub.refuse(nil)
        #expect(try await hub.look() == ["2", "3"])
    }

    @Test func whatIsOldAndHeardIsNotLookedAtAgain() async throws {
        let hub = try await Hub()
        for id in 1...4 { try await hub.commit(Int64(id)) }
        #expect(try await hub.look().count == 4)
        #expect(try await hub.remembered() == 4, "one may still be committed between them")
        hub.time.advance(.hours(2))
        try await hub.commit(9)
        #expect(try await hub.look() == ["9"])
        #expect(try await hub.remembered() == 1)
        try await hub.commit(7)
        #expect(try await hub.look() == ["7"])
        hub.time.advance(.days(8))
        try await hub.board.forget(before: hub.time.now)
        #expect(try await hub.remembered() == 0)
        #expect(try await hub.look().isEmpty)
    }
}
