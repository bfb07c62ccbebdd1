// Keeps secrets out of what is recorded: a member whose name says that it is one loses its value, and so does the
// password inside a URL. A name too many is hidden rather than one too few.

import Kernel

/// Takes secret values out of JSON.
public enum Redaction {
    /// Words that make a member secret wherever they stand in its name (`ftp_password`, `apiKey`), plurals included.
    public static let secretNames = ["password", "passphrase", "token", "secret", "key"]
    /// What stands in a secret's place; says that there was one.
    public static let mark = "***"

    /// The same value without secrets. NULL and empty text stay, since they say that there is no secret.
    public static func redacted(_ value: JSON) -> JSON {
        switch value {
        case .object(let members):
            .object(members.map { name, value in (name, isSecret(name) ? hidden(value) : redacted(value)) })
        case .array(let items): .array(items.map(redacted))
        case .string(let text): .string(withoutURLPassword(text))
        case .null, .bool, .int, .double: value
        }
    }

    static func isSecret(_ name: String) -> Bool {
        words(name).contains { word in
            // `apikey`, `userpassword`: a word may be run together with the one before it.
            secretNames.contains { word.hasSuffix($0) || word.hasSuffix($0 + "s") }
        }
    }

    private static func hidden(_ value: JSON) -> JSON {
        switch value {
        case .null, "": value
        default: .string(mark)
        }
    }

    /// `ftp_password`, `ftp-password`, `ftpPassword` -> ftp, password
    private static func words(_ name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var previousIsLower = false
        for character in name {
            let isBreak = !character.isLetter
            if isBreak || (character.isUppercase && previousIsLower) {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if !isBreak { word += character.lowercased() }
            previousIsLower = character.isLowercase
        }
        return word.isEmpty ? words : words + [word]
    }

    /// `ftp://user:password@host/` -> `ftp://user:***@host/`
    private static func withoutURLPassword(_ text: String) -> String {
        guard text.contains("://"), text.contains("@") else { return text }
        return text.replacing(/(:\/\/[^\/\s:@]*):[^\/\s]*@/) { match in "\(match.1):\(mark)@" }
    }
}
