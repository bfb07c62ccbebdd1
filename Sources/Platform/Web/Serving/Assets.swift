// The stylesheet, scripts and icons of the pages, out of the program itself. A link carries the hash of the content, so
// a browser may keep such a file for ever; scripts that other scripts import by their bare name are asked for each time
// and answered "not modified".

import CAssets
import Kernel

/// The files of the pages.
public enum Assets {
    /// A link for a page: `/assets/gemba.css?v=3f2a…`. A name without a file is our fault and stops the program.
    public static func link(_ name: String) -> String {
        guard let file = files[name] else { preconditionFailure("no asset \(name)") }
        return "/assets/\(name)?v=\(file.version)"
    }

    /// `GET /assets/{name}`.
    public static func routes(_ access: Access) -> [Route] {
        [
            Route(.get, "/assets/{name}", access) { visit in
                guard let file = files[visit.path["name"] ?? ""] else {
                    throw Problem(.missing, "page_missing", ["path": visit.request.path])
                }
                return file.response(to: visit.request, isShared: access == .open)
            }
        ]
    }

    /// By name; made at first use.
    static let files: [String: AssetFile] = {
        var files: [String: AssetFile] = [:]
        for index in 0..<casset_count() {
            guard let asset = casset_at(index)?.pointee else { continue }
            let name = String(cString: asset.name)
            var bytes = Array(UnsafeBufferPointer(start: asset.bytes, count: asset.count))
            if name == "gemba.css" { bytes += Array(("\n" + ChartStyle.css + "\n").utf8) }
            files[name] = AssetFile(name: name, bytes: bytes)
        }
        return files
    }()
}

/// One file, plain and packed.
struct AssetFile: Sendable {
    /// A year, the longest a cache is meant to be told.
    private static let keepSeconds = 31_536_000
    let type: String
    let bytes: [UInt8]
    /// Nil when packing saves nothing.
    let packed: [UInt8]?
    /// The beginning of the content's SHA-256 in hexadecimal.
    let version: String

    init(name: String, bytes: [UInt8]) {
        type = Self.type(of: name)
        self.bytes = bytes
        let packed = AnswerCoding.isText(type) ? Gzip.compress(bytes, level: 9) : nil
        self.packed = packed.flatMap { $0.count < bytes.count ? $0 : nil }
        version = String(Digest.of(bytes).hex.prefix(16))
    }

    func response(to request: WebRequest, isShared: Bool) -> WebResponse {
        let isPacked = packed != nil && AnswerCoding.accepts(request.header("accept-encoding"))
        let tag = isPacked ? "\"\(version)-gzip\"" : "\"\(version)\""
        let keeping = request.query["v"] == version ? "max-age=\(Self.keepSeconds), immutable" : "no-cache"
        var answer = WebResponse(
            headers: [
                ("etag", tag), ("cache-control", (isShared ? "public, " : "private, ") + keeping),
                ("vary", "accept-encoding"),
            ])
        if Self.matches(request.header("if-none-match"), version) {
            answer.status = 304
            return answer
        }
        answer.headers.append((name: "content-type", value: type))
        if isPacked, let packed {
            answer.headers.append((name: "content-encoding", value: "gzip"))
            answer.body = .bytes(packed)
        } else {
            answer.body = .bytes(bytes)
        }
        return answer
    }

    /// Whether an If-None-Match header names this content, packed or not.
    static func matches(_ header: String?, _ version: String) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { part in
            var tag = part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed().map(String.init).joined()
            if tag.hasPrefix("W/") { tag.removeFirst(2) }
            return tag == "*" || tag == "\"\(version)\"" || tag == "\"\(version)-gzip\""
        }
    }

    private static func type(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "woff2": "font/woff2"
        case "ico": "image/x-icon"
        case "json": "application/json"
        case "txt": "text/plain; charset=utf-8"
        default: "application/octet-stream"
        }
    }
}
