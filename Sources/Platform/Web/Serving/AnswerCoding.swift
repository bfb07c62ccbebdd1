// gzip for answers that are text, when the client takes it. Event streams are left alone: each event has to arrive at
// once, and so is everything that says it is encoded already.

import Kernel

enum AnswerCoding {
    /// Below this the saving is less than a packet.
    static let leastBytes = 1 << 10

    /// The answer as it goes over the line.
    static func encode(_ answer: WebResponse, for request: WebRequest) -> WebResponse {
        guard answer.header("content-encoding") == nil, isText(answer.header("content-type") ?? "") else {
            return answer
        }
        var answer = answer
        answer.addVary("accept-encoding")
        guard accepts(request.header("accept-encoding")), answer.status != 206 else { return answer }
        switch answer.body {
        case .bytes(let bytes):
            guard bytes.count >= leastBytes, let packed = Gzip.compress(bytes), packed.count < bytes.count else {
                return answer
            }
            answer.body = .bytes(packed)
        case .stream(let make):
            answer.body = .stream { writer in
                let gzip = GzipStream()
                try await make(BodyWriter { try await writer.write(gzip.compress($0)) })
                try await writer.write(gzip.finish())
            }
        }
        answer.headers.removeAll { $0.name == "content-length" }
        answer.headers.append((name: "content-encoding", value: "gzip"))
        // The bytes are others now, the meaning is the same.
        answer.headers = answer.headers.map {
            $0.name == "etag" && !$0.value.hasPrefix("W/") ? (name: "etag", value: "W/" + $0.value) : $0
        }
        return answer
    }

    static func isText(_ type: String) -> Bool {
        let name = type.prefix { $0 != ";" }.lowercased()
        if name == "text/event-stream" { return false }
        return name.hasPrefix("text/") || name.hasSuffix("+json") || name.hasSuffix("+xml")
            || ["application/json", "application/javascript", "application/xml", "application/yaml"].contains(name)
    }

    /// Whether an Accept-Encoding header takes gzip (RFC 9110, 12.5.3).
    static func accepts(_ header: String?) -> Bool {
        var star = false
        for part in (header ?? "").lowercased().split(separator: ",") {
            let words = part.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            guard let name = words.first else { continue }
            let weight = words.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            if name == "gzip" || name == "x-gzip" { return weight > 0 }
            if name == "*" { star = weight > 0 }
        }
        return star
    }
}

extension WebResponse {
    var isEventStream: Bool { header("content-type")?.hasPrefix("text/event-stream") == true }

    mutating func addVary(_ name: String) {
        if let index = headers.firstIndex(where: { $0.name == "vary" }) {
            if !headers[index].value.lowercased().contains(name) { headers[index].value += ", " + name }
        } else {
            headers.append((name: "vary", value: name))
        }
    }
}
