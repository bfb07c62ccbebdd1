// Documents of web servers: how an address is read, what is sent, and what becomes of servers that do not behave.

import Foundation
import Kernel
import Remote
import TestKit
import Testing

@Suite("Documents of web servers") struct DocumentTests {
    private static func code(_ work: () throws -> Void) -> String {
        do {
            try work()
            return "read"
        } catch { return Problem(error).code }
    }

    private static func fetched(_ location: String, bytesMax: Int = 1000, limits: SiteLimits = SiteLimits()) async -> String {
        do {
            return String(decoding: try await DocumentFetch.get(DocumentAddress(location), limits: limits, bytesMax: bytesMax), as: UTF8.self)
        } catch { return Problem(error).code }
    }

    @Test("addresses are read; secrets are never in them")
    func addresses() throws {
        let plain = try DocumentAddress("https://erp.plant:8443/api/orders?open=1#token=env:ERP&header=X-Api-Key")
        #expect(plain.url == "https://erp.plant:8443/api/orders?open=1" && plain.host == "erp.plant:8443")
        #expect(try DocumentAddress("HTTP://erp").url == "http://erp/")
        let bad = [
            "ftp://x/", "http://", "http://a b/", "http://x/#what=1", "http://x/#header=X-Key", "http://x/#token=env:A&header=a:b",
            "http://x/#password=env:A", "http://x/\u{7}", "http://x/\r\nHost: y", "https://x/#tls_verify=maybe", "http://x/#ca=here",
        ]
        for text in bad { #expect(Self.code { _ = try DocumentAddress(text) } == "document_address", "\(text)") }
        for text in ["http://u:p@x/", "http://u@x/", "http://x/#token=abc", "http://x/#user=u&password=abc"] {
            #expect(Self.code { _ = try DocumentAddress(text) } == "site_password", "\(text)")
        }
    }

    @Test("what comes next is on the same server, or is not asked for")
    func following() throws {
        let address = try DocumentAddress("https://erp/api/orders?page=1#token=env:ERP")
        #expect(try address.following("?page=2").url == "https://erp/api/orders?page=2")
        #expect(try address.following("/other").url == "https://erp/other")
        #expect(try address.following("https://ERP/x?y").url == "https://erp/x?y")
        for next in ["http://erp/x", "https://evil/x", "https://erp:444/x"] {
            #expect(Self.code { _ = try address.following(next) } == "document_elsewhere", "\(next)")
        }
        for next in ["//evil/x", "x", "/a#token=env:OTHER", "/a\r\nb"] {
            #expect(Self.code { _ = try address.following(next) } == "document_address", "\(next)")
        }
    }

    @Test("a token goes along, by its own header or as bearer, and a password as basic")
    func secrets() async throws {
        let server = try ScriptedWebServer { request in
            .body([request.headers["authorization"], request.headers["x-api-key"]].map { $0 ?? "-" }.joined(separator: "|"))
        }
        setenv("GEMBA_SITE_DOCUMENT", "s3cret", 1)
        let place = "http://127.0.0.1:\(server.port)/a%20b?c=d#"
        #expect(await Self.fetched(place + "token=env:GEMBA_SITE_DOCUMENT") == "Bearer s3cret|-")
        #expect(await Self.fetched(place + "token=env:GEMBA_SITE_DOCUMENT&header=X-Api-Key") == "-|s3cret")
        let basic = Data("me:s3cret".utf8).base64EncodedString()
        #expect(await Self.fetched(place + "user=me&password=env:GEMBA_SITE_DOCUMENT") == "Basic \(basic)|-")
        #expect(await Self.fetched(place + "token=env:GEMBA_DATABASE_PASSWORD") == "site_password_missing")
        setenv("GEMBA_SITE_TWO_LINES", "a\r\nX-Evil: 1", 1)
        #expect(await Self.fetched(place + "token=env:GEMBA_SITE_TWO_LINES") == "site_password_missing")
        #expect(server.requests.count == 3 && server.requests.allSatisfy { $0.path == "/a%20b?c=d" && $0.method == "GET" })
    }

    @Test("servers that refuse, point elsewhere, cut off, flood or say nothing")
    func faults() async throws {
        let server = try ScriptedWebServer { request in
            switch request.path {
            case "/moved": .body("", status: 302, headers: ["Location": "/ok"])
            case "/busy": .body("x", status: 503)
            case "/cut": .cut("half", promised: 100)
            case "/flood": .flood
            case "/silence": .silence
            default: .body(request.path == "/ok" ? "fine" : "no", status: request.path == "/ok" ? 200 : 404)
            }
        }
        var hasty = SiteLimits()
        (hasty.connectSeconds, hasty.stallSeconds) = (5, 1)
        let root = "http://127.0.0.1:\(server.port)"
        #expect(await Self.fetched(root + "/ok") == "fine")
        for path in ["/moved", "/busy", "/nothing"] { #expect(await Self.fetched(root + path) == "document_answer") }
        #expect(await Self.fetched(root + "/cut") == "remote_cut")
        #expect(await Self.fetched(root + "/flood", bytesMax: 100_000) == "document_large")
        #expect(await Self.fetched(root + "/silence", limits: hasty) == "remote_timeout")
        #expect(await Self.fetched("http://127.0.0.1:1/") == "remote_unreachable")
        // Something answers there, and it is no web server.
        let other = try ScriptedFTPServer()
        #expect(await Self.fetched("https://127.0.0.1:\(other.port)/") == "remote_tls")
        #expect(await Self.fetched("http://no.such.host.invalid/") == "remote_host")
        // Whoever waits no longer is not waited for.
        let task = Task { await Self.fetched(root + "/silence") }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        #expect(await task.value == "remote_stopped")
    }
}
