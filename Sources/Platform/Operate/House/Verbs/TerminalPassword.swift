// A password at the terminal: from a variable that is named, or typed twice without being shown. It is never an argument,
// which every other program on the machine could read.

import Glibc
import Kernel

/// Gets a new password.
enum TerminalPassword {
    /// - Throws: `password_variable_empty`, `password_needed` (no variable named and no terminal), `passwords_differ`.
    static func new(fromVariable name: String?) throws(Problem) -> String {
        if let name {
            guard let value = getenv(name), value.pointee != 0 else {
                throw Problem(.input, "password_variable_empty", ["name": name])
            }
            return String(cString: value)
        }
        guard isatty(STDIN_FILENO) == 1, let first = ask("New password: "), let second = ask("Once more: ") else {
            throw Problem(.input, "password_needed", hint: "Put it into a variable and name that: --password-env NAME")
        }
        guard first == second else { throw Problem(.input, "passwords_differ") }
        return first
    }

    /// Asks on standard error, so that standard output stays clean; nil at the end of input.
    private static func ask(_ question: String) -> String? {
        say(question)
        var shown = termios()
        guard tcgetattr(STDIN_FILENO, &shown) == 0 else { return nil }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
            say("\n")
        }
        return readLine()
    }

    private static func say(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
