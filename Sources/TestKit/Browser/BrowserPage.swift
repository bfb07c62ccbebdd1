// One page in the browser: opened, looked at, clicked and typed into, with everything it complained of. Clicks and keys
// are those of a person, so what lies under something else cannot be clicked here either.

import Foundation
import Kernel

/// How a page is shown.
public struct BrowserView: Sendable, Hashable, CustomStringConvertible {
    public var width: Int
    public var height: Int
    public var isDark: Bool
    /// A finger instead of a mouse.
    public var isTouch: Bool

    public init(width: Int, height: Int = 900, isDark: Bool = false, isTouch: Bool = false) {
        self.width = width
        self.height = height
        self.isDark = isDark
        self.isTouch = isTouch
    }

    public var description: String { "\(width) px \(isDark ? "dark" : "light")" }
}

/// A page and what happened on it.
public final class BrowserPage: @unchecked Sendable {
    private let tools: DevTools
    private let session: String
    private let target: String
    /// `http://127.0.0.1:8080`
    public let origin: String
    // Guarded by the lock.
    private let lock = NSLock()
    private var faultsSoFar: [String] = []
    private var loaded: Set<String> = []
    private var lastStatus = 0

    init(_ tools: DevTools, session: String, target: String, origin: String) {
        self.tools = tools
        self.session = session
        self.target = target
        self.origin = origin
    }

    deinit { tools.hear(session, nil) }

    func start() async throws {
        tools.hear(session) { [weak self] method, event in self?.take(method, event) }
        for domain in ["Page", "Runtime", "Network", "Log"] { _ = try await call(domain + ".enable") }
        _ = try await call("Page.setLifecycleEventsEnabled", ["enabled": true])
        _ = try await call("Emulation.setFocusEmulationEnabled", ["enabled": true])
    }

    public func close() async throws {
        tools.hear(session, nil)
        _ = try await tools.call("Target.closeTarget", ["targetId": .string(target)])
    }

    /// A command of the browser as it is, for what has no name here.
    @discardableResult
    public func call(_ method: String, _ parameters: JSON = .object([])) async throws -> JSON {
        try await tools.call(method, parameters, session: session)
    }

    // MARK: what it complained of

    /// Errors of scripts, complaints of the browser, failed requests and requests to elsewhere since this was last asked.
    public func faults() -> [String] {
        lock.withLock {
            defer { faultsSoFar = [] }
            return faultsSoFar
        }
    }

    private func take(_ method: String, _ event: JSON) {
        switch method {
        case "Runtime.exceptionThrown":
            let details = event["exceptionDetails"]
            note("script error: \(details?["exception"]?["description"]?.string ?? details?["text"]?.string ?? "?")")
        case "Runtime.consoleAPICalled" where ["error", "warning", "assert"].contains(event["type"]?.string):
            note("console: \(event["args"]?.array?.compactMap { $0["value"]?.string ?? $0["description"]?.string }.joined(separator: " ") ?? "")")
        case "Log.entryAdded" where event["entry"]?["level"]?.string == "error" && event["entry"]?["source"]?.string != "network":
            note("browser: \(event["entry"]?["text"]?.string ?? "")")
        case "Network.requestWillBeSent":
            let url = event["request"]?["url"]?.string ?? ""
            if !url.hasPrefix(origin + "/"), !url.hasPrefix("data:"), !url.hasPrefix("blob:") { note("a request to \(url)") }
        case "Network.responseReceived": takeAnswer(event)
        case "Network.loadingFailed" where event["canceled"]?.bool != true && event["errorText"]?.string != "net::ERR_ABORTED":
            note("a request failed: \(event["errorText"]?.string ?? "")")
        case "Page.lifecycleEvent" where event["name"]?.string == "load":
            lock.withLock { _ = loaded.insert(event["loaderId"]?.string ?? "") }
        default: break
        }
    }

    /// The page's own status is asked for with `open`; everything it fetches must be there.
    private func takeAnswer(_ event: JSON) {
        let status = Int(event["response"]?["status"]?.int ?? 0)
        if event["type"]?.string == "Document" {
            lock.withLock { lastStatus = status }
        } else if status >= 400 {
            note("\(status) for \(event["response"]?["url"]?.string ?? "")")
        }
    }

    private func note(_ fault: String) { lock.withLock { faultsSoFar.append(String(fault.prefix(400))) } }

    // MARK: going and looking

    /// Opens an address and waits until it is there with all it needs.
    /// - Returns: its status.
    @discardableResult
    public func open(_ path: String) async throws -> Int {
        var answer = try await call("Page.navigate", ["url": .string(origin + path)])
        // A form's answer may still be on its way and takes the place of what is asked for.
        for _ in 0..<3 where answer["errorText"]?.string == "net::ERR_ABORTED" {
            try await Task.sleep(for: .milliseconds(300))
            answer = try await call("Page.navigate", ["url": .string(origin + path)])
        }
        if let error = answer["errorText"]?.string { throw BrowserFailure("\(path): \(error)") }
        let loader = answer["loaderId"]?.string ?? ""
        try await wait("\(path) to load") { self.lock.withLock { self.loaded.contains(loader) } }
        return lock.withLock {
            loaded = []
            return lastStatus
        }
    }

    /// Scripts from the next page on.
    public func setScripts(_ isOn: Bool) async throws {
        _ = try await call("Emulation.setScriptExecutionDisabled", ["value": .bool(!isOn)])
    }

    public func show(_ view: BrowserView) async throws {
        _ = try await call(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": .int(Int64(view.width)), "height": .int(Int64(view.height)), "deviceScaleFactor": 1, "mobile": .bool(view.isTouch),
            ])
        _ = try await call("Emulation.setTouchEmulationEnabled", ["enabled": .bool(view.isTouch)])
        _ = try await call(
            "Emulation.setEmulatedMedia",
            ["features": [["name": "prefers-color-scheme", "value": .string(view.isDark ? "dark" : "light")]]])
    }

    /// The value of an expression on the page.
    @discardableResult
    public func value(_ script: String) async throws -> JSON {
        let answer = try await call(
            "Runtime.evaluate", ["expression": .string(script), "returnByValue": true, "awaitPromise": true])
        if let details = answer["exceptionDetails"] {
            throw BrowserFailure("\(script.prefix(80)): \(details["exception"]?["description"]?.string ?? details.text)")
        }
        return answer["result"]?["value"] ?? .null
    }

    public func text(_ selector: String) async throws -> String {
        try await value("document.querySelector(\(JSON.string(selector).text))?.innerText ?? ''").string ?? ""
    }

    public var path: String {
        get async throws { try await value("location.pathname + location.search").string ?? "" }
    }

    /// Waits until an expression on the page is true; a page that changes meanwhile is asked again.
    public func until(_ script: String, seconds: Int = 20) async throws {
        do {
            try await wait(script, seconds: seconds) { (try? await self.value(script))?.bool == true }
        } catch {
            let seen = (try? await text("main")) ?? ""
            throw BrowserFailure("\(error), at \((try? await path) ?? "an address that cannot be told"), where it says: \(seen.prefix(1500))")
        }
    }

    private func wait(_ what: String, seconds: Int = DevTools.patienceSeconds, _ condition: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw BrowserFailure("in vain waited for: \(what)")
    }

    // MARK: hands

    /// Clicks the middle of the first element of that selector, as a mouse does.
    /// - Throws: when it is not there, or something else is in front of it.
    public func click(_ selector: String) async throws {
        let place = try await value(
            """
            (() => {
              const node = document.querySelector(\(JSON.string(selector).text));
              if (!node) return 'is not there';
              node.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
              const box = node.getBoundingClientRect();
              const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
              const top = document.elementFromPoint(x, y);
              if (!box.width || !(node.contains(top) || top?.contains(node))) return 'is behind ' + (top?.outerHTML.slice(0, 80) ?? 'nothing');
              return [Math.round(x), Math.round(y)];
            })()
            """)
        guard let at = place.array, at.count == 2 else { throw BrowserFailure("\(selector) \(place.string ?? "")") }
        for kind in ["mousePressed", "mouseReleased"] {
            try await call(
                "Input.dispatchMouseEvent", ["type": .string(kind), "x": at[0], "y": at[1], "button": "left", "clickCount": 1])
        }
    }

    /// Replaces what stands in a field by typing.
    public func type(_ text: String, into selector: String) async throws {
        try await value("document.querySelector(\(JSON.string(selector).text)).select()")
        try await call("Input.insertText", ["text": .string(text)])
    }

    /// Chooses an entry of a list.
    public func choose(_ value: String, in selector: String) async throws {
        try await self.value(
            """
            (() => {
              const node = document.querySelector(\(JSON.string(selector).text));
              node.value = \(JSON.string(value).text);
              for (const kind of ['input', 'change']) node.dispatchEvent(new Event(kind, { bubbles: true }));
            })()
            """)
    }

    /// Presses a key, such as `Tab` with its code 9.
    /// - Parameter text: what the key types; Enter sends a form only as a key that types.
    public func press(_ key: String, code: Int, text: String? = nil) async throws {
        for kind in [text == nil ? "rawKeyDown" : "keyDown", "keyUp"] {
            try await call(
                "Input.dispatchKeyEvent",
                [
                    "type": .string(kind), "key": .string(key), "code": .string(key), "windowsVirtualKeyCode": .int(Int64(code)),
                    "text": .string(kind == "keyDown" ? text ?? "" : ""),
                ])
        }
    }

    public func pressEnter() async throws { try await press("Enter", code: 13, text: "\r") }

    /// A picture of what is seen, as PNG.
    public func picture() async throws -> [UInt8] {
        let data = try await call("Page.captureScreenshot", ["format": "png"])["data"]?.string ?? ""
        return Array(Data(base64Encoded: data) ?? Data())
    }
}
