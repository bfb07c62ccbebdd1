// Who does something by page, API or terminal, as the audit names them.

import Kernel
import Web

extension Author {
    /// Whoever types a verb: the machine's own administrator.
    public static let terminal = Author(Person(id: nil, name: "terminal", role: .admin, proof: .terminal), via: .verb)

    /// Whoever visits, by page or by API.
    /// - Throws: `sign_in_needed` when nobody is signed in.
    public init(_ visit: Visit, reason: String? = nil) throws(Problem) {
        guard let person = visit.reader.person else { throw Problem(.unauthenticated, "sign_in_needed") }
        self.init(person, via: visit.request.isAPI ? .api : .page, reason: reason, requestID: visit.request.id)
    }

    public var name: String { person?.name ?? AuditEntry.systemName }
}
