// What went wrong, as a value: one type from the place it happens to the page, the JSON answer or the exit code that
// tells a person. A Problem carries a code and parameters, never a finished sentence; texts live in the catalogues.

/// An error Gemba expects and can explain.
public struct Problem: Error, Sendable, CustomStringConvertible {
    /// Whose move it is.
    public enum Family: Sendable, Hashable {
        /// What a person or a program asked for cannot be done as asked.
        case input
        /// Asked for something that is not there.
        case missing
        /// Not signed in.
        case unauthenticated
        /// Signed in, but not allowed.
        case forbidden
        /// Somebody else changed it meanwhile, or it is in the wrong state for this.
        case conflict
        /// The outside world failed; `retryable` says whether trying again later can help.
        case outside(retryable: Bool)
        /// A fault of ours.
        case bug
    }

    public var family: Family
    /// Stable, snake_case; also the key of the text (`problem.<code>`).
    public var code: String
    /// Values the text mentions. Never a password.
    public var parameters: [String: String]
    /// What an operator can do about it, in English; nil when the text says it all.
    public var hint: String?
    /// The technical cause, for the log.
    public var cause: String?

    public init(_ family: Family, _ code: String, _ parameters: [String: String] = [:], hint: String? = nil, cause: String? = nil) {
        self.family = family
        self.code = code
        self.parameters = parameters
        self.hint = hint
        self.cause = cause
    }

    public var isRetryable: Bool { family == .outside(retryable: true) }

    public var description: String {
        var text = code
        if !parameters.isEmpty {
            text += " (" + parameters.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + ")"
        }
        if let cause { text += ": " + cause }
        return text
    }
}

extension Problem {
    /// Any error as a Problem; one that is not a Problem already is a fault of ours.
    public init(_ error: any Error) {
        if let problem = error as? Problem {
            self = problem
        } else {
            self.init(.bug, "unexpected", cause: String(describing: error))
        }
    }
}
