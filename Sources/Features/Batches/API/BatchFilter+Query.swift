// A filter as links and interfaces spell it.

import Kernel
import Web

extension BatchFilter {
    static let nobody = "-"
    static let unknown = "?"

    /// `id`, `assignee` (`-` nobody, `?` somebody who is not in the crew), `uploaded` (`yes`, `no`), `status`, `review`, `assigned`,
    /// `comments`, `family`.
    /// - Throws: `parameter_invalid`.
    init(_ query: Parameters) throws(Problem) {
        self.init()
        func refused(_ name: String) -> Problem {
            Problem(.input, "parameter_invalid", ["name": name, "value": String(query.text(name).prefix(40))])
        }
        id = query.text("id").trimmingBlanks
        assignedAt = query.text("assigned").trimmingBlanks
        comments = query.text("comments").trimmingBlanks
        switch query.text("assignee") {
        case "": break
        case Self.nobody: assignee = .nobody
        case Self.unknown: assignee = .unknown
        case let name: assignee = .named(name)
        }
        switch query.text("uploaded") {
        case "": break
        case "yes": isUploaded = true
        case "no": isUploaded = false
        default: throw refused("uploaded")
        }
        if let word = query["status"], !word.isEmpty {
            guard let value = BatchStatus(word: word) else { throw refused("status") }
            status = value
        }
        if let word = query["review"], !word.isEmpty {
            guard let value = BatchReview(word: word) else { throw refused("review") }
            review = value
        }
        if let word = query["family"], !word.isEmpty { family = word }
    }
}
