// A real browser without a window, as a child process. It ends with the value, with all the processes it made.

import Foundation
import Glibc
import Kernel

/// A running Chromium.
public final class Browser: Sendable {
    private let tools: DevTools
    private let pid: pid_t
    private let folder: ScratchFolder

    /// - Throws: `BrowserFailure` when there is none on this machine; `Scripts/setup.sh test` installs it.
    public init() throws {
        folder = try ScratchFolder()
        // Numbers above those the child gets, so that one does not overwrite the other.
        let (command, answer) = (try Self.pipe(), try Self.pipe())
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for number in [1, 2] as [Int32] {
            posix_spawn_file_actions_addopen(&actions, number, folder.path + "/log", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        }
        posix_spawn_file_actions_adddup2(&actions, command.read, 3)
        posix_spawn_file_actions_adddup2(&actions, answer.write, 4)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own: it is ended as a whole.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        let home = ProcessInfo.processInfo.environment.merging(["HOME": folder.path]) { $1 }
        var words = (["chromium"] + Self.options + ["--user-data-dir=" + folder.path + "/profile", "about:blank"]).map { strdup($0) } + [nil]
        var variables = home.map { strdup($0.key + "=" + $0.value) } + [nil]
        defer { for pointer in words + variables { free(pointer) } }
        var child: pid_t = 0
        let status = posix_spawnp(&child, "chromium", &actions, &attributes, &words, &variables)
        close(command.read)
        close(answer.write)
        tools = DevTools(toBrowser: command.write, fromBrowser: answer.read)
        pid = child
        guard status == 0 else { throw BrowserFailure("chromium: \(String(cString: strerror(status)))") }
        tools.listen()
    }

    deinit {
        guard pid > 0 else { return }
        kill(-pid, SIGKILL)
        waitpid(pid, nil, 0)
    }

    private static let options = [
        "--headless", "--no-sandbox", "--remote-debugging-pipe", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-default-apps", "--no-default-browser-check", "--mute-audio", "--lang=en",
        // The lines of what is checked must not depend on which tab happens to be in front.
        "--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows",
    ]

    private static func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw BrowserFailure("pipe: \(String(cString: strerror(errno)))") }
        let high = ends.map { fcntl($0, F_DUPFD_CLOEXEC, 64) }
        for end in ends { close(end) }
        return (high[0], high[1])
    }

    /// A page of its own.
    /// - Parameters:
    ///   - origin: `http://127.0.0.1:8080`; a request to anywhere else is a fault of the page.
    ///   - visitor: pages of one visitor share their cookies.
    public func page(_ origin: String, visitor: BrowserVisitor) async throws -> BrowserPage {
        let target = try await tools.call(
            "Target.createTarget", ["url": "about:blank", "browserContextId": .string(visitor.id)])["targetId"]?.string
        let answer = try await tools.call("Target.attachToTarget", ["targetId": JSON(target), "flatten": true])
        guard let session = answer["sessionId"]?.string else { throw BrowserFailure("no page") }
        let page = BrowserPage(tools, session: session, target: target ?? "", origin: origin)
        try await page.start()
        return page
    }

    /// Somebody with cookies of their own.
    public func visitor() async throws -> BrowserVisitor {
        let id = try await tools.call("Target.createBrowserContext")["browserContextId"]?.string
        return BrowserVisitor(id: id ?? "")
    }
}

/// One jar of cookies.
public struct BrowserVisitor: Sendable {
    let id: String
}
