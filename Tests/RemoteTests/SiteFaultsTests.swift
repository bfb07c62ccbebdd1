// What goes wrong between here and a server: each has its code, ends in time, and holds up nothing else.

import Foundation
import Intake
import Kernel
import Remote
import Store
import TestKit
import Testing

@testable import Intake

extension ServerTests {
    @Suite struct SiteFaultsTests {
        /// For servers that say nothing.
        static let hasty: SiteLimits = {
            var limits = SiteLimits()
            (limits.connectSeconds, limits.answerSeconds, limits.stallSeconds) = (2, 2, 2)
            return limits
        }()

        /// For those that answer, on a machine that may be busy.
        static let limits: SiteLimits = {
            var limits = SiteLimits()
            (limits.connectSeconds, limits.answerSeconds, limits.stallSeconds) = (30, 30, 30)
            return limits
        }()

        /// - Parameter limits: patient ones where a server takes its time to refuse somebody.
        private func problem(_ location: String, _ limits: SiteLimits = ServerTests.SiteFaultsTests.limits) async throws -> Problem {
            let hub = try await SiteHub(limits: limits)
            let source = try await hub.source(location)
            do {
                _ = try await hub.intake.scan(source)
                Issue.record("no problem with \(location)")
                return Problem(.bug, "none")
            } catch {
                let problem = Problem(error)
                let said = "\(problem) \(problem.hint ?? "")"
                #expect(!said.contains(FTPServer.password), "\(said)")
                if problem.code.hasPrefix("remote_") { #expect(problem.parameters["host"] != nil && problem.parameters["path"] != nil) }
                let test = try await hub.intake.test(hub.intake.source(source))
                #expect(test.problem?.code == problem.code)
                return problem
            }
        }

        @Test func aWrongPassword() async throws {
            let server = try await FTPServer(.none)
            setenv("GEMBA_SITE_WRONG", "wrong", 1)
            let found = try await problem("ftp://\(FTPServer.user)@127.0.0.1:\(server.port)/?password=env:GEMBA_SITE_WRONG", SiteHub.impatient)
            #expect(found.code == "remote_login" && !found.isRetryable)
        }

        @Test func aPasswordThatIsNowhereOrSomebodyElses() async throws {
            #expect(try await problem("ftp://u@127.0.0.1/?password=env:NOT_SET_ANYWHERE").code == "site_password_missing")
            setenv("GEMBA_DATABASE_PASSWORD_X", "hub", 1)
            #expect(try await problem("ftp://u@127.0.0.1/?password=env:GEMBA_DATABASE_PASSWORD_X").code == "site_password_missing")
            #expect(try await problem("ftp://u@127.0.0.1/?password=file:/nowhere").code == "site_password_missing")
        }

        @Test func aPasswordFromAFile() async throws {
            let server = try await FTPServer(.none)
            let hub = try await SiteHub()
            try hub.folder.write("secret", FTPServer.password + "\n")
            let source = try await hub.source("ftp://\(FTPServer.user)@127.0.0.1:\(server.port)/?password=file:\(hub.folder.path)/secret")
            #expect(try await hub.intake.scan(source).problems.isEmpty)
        }

        @Test func aHostThatNobodyKnows() async throws {
            #expect(try await problem("ftp://u@no-such-host.invalid/").code == "remote_host")
        }

        @Test func nothingListens() async throws {
            let server = try await FTPServer(.none)
            server.kill()
            #expect(try await problem(server.url()).code == "remote_unreachable")
        }

        @Test func aFolderThatIsNotThere() async throws {
            let server = try await FTPServer(.none)
            let found = try await problem(server.url("no/such folder"))
            #expect(found.code == "remote_missing")
            #expect(found.parameters["path"] == "/no/such folder")
        }

        @Test func encryptionThatIsNotOffered() async throws {
            let server = try await FTPServer(.none)
            #expect(try await problem(server.url("", "tls=require")).code == "remote_tls")
            #expect(try await problem(server.url().replacingOccurrences(of: "ftp://", with: "ftps://")).code.hasPrefix("remote_"))
        }

        @Test func encryptionThatIsRequiredAndNotAskedFor() async throws {
            let server = try await FTPServer(.forced)
            #expect(try await problem(server.url()).code == "remote_login")
        }

        @Test func aCertificateOfAnotherAuthority() async throws {
            let (server, other) = (try await FTPServer(.offered), try await FTPServer(.offered))
            let wrong = server.url("", "tls=require").replacingOccurrences(of: server.authorityPath, with: other.authorityPath)
            #expect(try await problem(wrong).code == "remote_tls")
            #expect(try await problem(wrong.replacingOccurrences(of: "&ca=" + other.authorityPath, with: "")).code == "remote_tls")
            // A connection that was verified is not handed to a source with another authority.
            let hub = try await SiteHub()
            let source = try await hub.source(server.url("", "tls=require"))
            _ = try await hub.intake.scan(source)
            var changed = try await hub.intake.source(source)
            changed.location = wrong
            #expect(try await hub.intake.test(changed).problem?.code == "remote_tls")
            // Only where an administrator says so.
            let unsafe = try await hub.source(wrong + "&tls_verify=no", name: "unsafe")
            #expect(try await hub.intake.scan(unsafe).problems.isEmpty)
        }

        @Test(.enabled(if: Lacks.sftp == nil, "\(Lacks.sftp ?? "")"))
        func keysOfServersAndUsers() async throws {
            let server = try await SFTPServer()
            let hub = try await SiteHub()
            let password = "password=env:GEMBA_SITE_TEST"
            _ = server.url()
            let good = [
                [password, "known_hosts=" + server.knownHostsPath], ["key=" + server.keyPath, "hostkey=" + server.hostKey],
                [password, "hostkey=any"],
            ]
            for (number, options) in good.enumerated() {
                let source = try await hub.source(server.url("", options), name: "good \(number)")
                let report = try await hub.intake.scan(source)
                #expect(report.problems.isEmpty, "\(options)")
            }
            let other = try await SFTPServer()
            #expect(try await problem(server.url("", [password, "hostkey=" + other.hostKey])).code == "remote_host_key")
            #expect(try await problem(server.url("", [password, "known_hosts=" + other.knownHostsPath])).code == "remote_host_key")
            setenv("GEMBA_SITE_WRONG", "wrong", 1)
            #expect(try await problem(server.url("", ["password=env:GEMBA_SITE_WRONG", "hostkey=any"]), SiteHub.impatient).code == "remote_login")
            #expect(try await problem(server.url("", ["key=" + other.keyPath, "hostkey=any"])).code == "remote_login")
            #expect(try await problem(server.url("no such folder")).code == "remote_missing")
        }

        @Test(arguments: ["LIST", "EPSV", "USER", "PASS", "CWD", "TYPE"])
        func aServerThatFallsSilentIsLeftInTime(_ command: String) async throws {
            let server = try ScriptedFTPServer(silentAt: command)
            let began = Stopwatch.milliseconds()
            let code = try await problem("ftp://u@127.0.0.1:\(server.port)/x?password=env:PATH", Self.hasty).code
            #expect(code == "remote_timeout" || code == "remote_cut" || code == "remote_failed", "\(code)")
            // Asked twice: by the look and by the test.
            #expect(Stopwatch.milliseconds() - began < 20_000)
        }

        @Test func aServerThatSaysNothingAfterItsGreeting() async throws {
            let server = try ScriptedFTPServer(answers: ["LIST": "150 here it comes"])
            let began = Stopwatch.milliseconds()
            #expect(try await problem("ftp://u@127.0.0.1:\(server.port)/?password=env:PATH", Self.hasty).code == "remote_timeout")
            #expect(Stopwatch.milliseconds() - began < 20_000)
        }

        @Test func aServerThatSpeaksSomethingElse() async throws {
            let server = try ScriptedFTPServer(answers: ["": "SSH-2.0-OpenSSH_9.2"])
            #expect(try await problem("ftp://u@127.0.0.1:\(server.port)/", Self.hasty).code.hasPrefix("remote_"))
        }

        @Test func aStopEndsALookAtOnce() async throws {
            let server = try ScriptedFTPServer(silentAt: "LIST")
            let hub = try await SiteHub(limits: SiteLimits())
            let source = try await hub.source("ftp://u@127.0.0.1:\(server.port)/?password=env:PATH")
            let watch = IntakeWatch(hub)
            try await Task.sleep(nanoseconds: 1_000_000_000)
            let began = Stopwatch.milliseconds()
            await watch.stopped()
            #expect(Stopwatch.milliseconds() - began < 10_000)
            #expect(try await hub.intake.source(source).state.problemCode == nil, "a stop is no fault")
        }

        @Test func aServerThatHangsHoldsUpNoOtherSource() async throws {
            let silent = try ScriptedFTPServer(silentAt: "LIST")
            let server = try await FTPServer(.none)
            let hub = try await SiteHub(limits: SiteLimits())
            for number in 1...3 { _ = try await hub.source("ftp://u@127.0.0.1:\(silent.port)/\(number)?password=env:PATH", name: "silent \(number)") }
            let source = try await hub.source(server.url())
            let bytes = MounterTree(MounterPlan(lines: 1, mounters: 1, days: 1)).files[0].bytes
            try server.write("L1 m1/20250804.csv", bytes, modified: .past(minutes: 5))
            let watch = IntakeWatch(hub)
            defer { watch.stop() }
            let end = Stopwatch.milliseconds() + 20_000
            while try await hub.rows(source).isEmpty, Stopwatch.milliseconds() < end { try await Task.sleep(nanoseconds: 100_000_000) }
            #expect(try await hub.faults(source, ["L1 m1/20250804.csv": bytes]).isEmpty)
        }
    }
}

/// A standing watch by the real clock, over a hub's database.
final class IntakeWatch: Sendable {
    private let task: Task<Void, Never>

    init(_ hub: SiteHub) {
        var made = Clock.system
        made.now = { hub.time.now }
        let intake = IntakeService(
            database: hub.database, clock: made, logger: hub.intake.logger, targets: Array(hub.intake.targets.values),
            profiles: IntakeProfile.builtIn, spoolFolder: hub.folder.path + "/spool")
        task = Task { await SourceWatch(intake: intake).run() }
    }

    func stop() { task.cancel() }

    func stopped() async {
        task.cancel()
        await task.value
    }
}
