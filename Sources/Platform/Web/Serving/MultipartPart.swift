// The head of a part of a form: its name, the name of its file, its type. Browsers and curl quote names in their own
// ways (WHATWG HTML, "multipart/form-data": `%22`, `%0D`, `%0A`; curl: `\"` and `\\`), old ones send whole Windows
// paths.

import Kernel

extension MultipartPart {
    /// - Throws: `multipart_invalid` for a head without `Content-Disposition: form-data` and a name.
    init(headers: String) throws(Problem) {
        var disposition = HeaderParameters("")
        var type = ""
        for line in headers.split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":") else { throw MultipartParser.invalid("headers") }
            let value = String(line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" })
            switch line[..<colon].lowercased() {
            case "content-disposition": disposition = HeaderParameters(value)
            case "content-type": type = value
            case "content-transfer-encoding":
                guard ["7bit", "8bit", "binary"].contains(value.lowercased()) else {
                    throw MultipartParser.invalid("encoding")
                }
            default: break
            }
        }
        guard disposition.value == "form-data", let name = disposition["name"] else {
            throw MultipartParser.invalid("name")
        }
        self.name = name
        let extended = disposition["filename*"].flatMap(Self.extended)
        filename = (extended ?? disposition["filename"]).map(Self.lastPart)
        contentType = type.isEmpty ? (filename == nil ? "text/plain" : "application/octet-stream") : type
    }

    /// `UTF-8''Stra%C3%9Fe.csv` (RFC 8187).
    private static func extended(_ text: String) -> String? {
        let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
        return URLText.decodePath(parts[2])
    }

    /// The name alone, whatever path was sent with it; control letters are taken out.
    static func lastPart(_ path: String) -> String {
        let name = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let plain = String(
            String.UnicodeScalarView(name.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
        return plain == "." || plain == ".." ? "" : plain
    }
}

/// A header value with parameters: `form-data; name="a"; filename="b"`.
struct HeaderParameters {
    /// In lower case.
    let value: String
    private var parameters: [String: String] = [:]

    subscript(name: String) -> String? { parameters[name] }

    init(_ text: String) {
        var rest = text[...]
        value = rest.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
        rest = rest.drop { $0 != ";" }
        while rest.popFirst() == ";" {
            let name = rest.prefix { $0 != "=" && $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
            rest = rest.drop { $0 != "=" && $0 != ";" }
            guard rest.first == "=" else { continue }
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            let value = rest.first == "\"" ? Self.quoted(&rest) : Self.plain(&rest)
            if parameters[name] == nil { parameters[name] = value }
        }
    }

    private static func plain(_ rest: inout Substring) -> String {
        let word = rest.prefix { $0 != ";" }
        rest = rest.drop { $0 != ";" }
        return String(word.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }

    private static func quoted(_ rest: inout Substring) -> String {
        rest.removeFirst()
        var out = ""
        while let letter = rest.popFirst(), letter != "\"" {
            // A backslash before anything else is one of a Windows path.
            if letter == "\\", let next = rest.first, next == "\"" || next == "\\" {
                out.append(next)
                rest.removeFirst()
            } else {
                out.append(letter)
            }
        }
        rest = rest.drop { $0 != ";" }
        return out.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }
}
