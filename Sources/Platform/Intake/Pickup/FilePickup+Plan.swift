// What is to be done with a file, decided before anything of it is stored: gone on with, read anew and compared, known
// under its old name, or known as a copy. Only a renamed held file and one whose place was taken are noted here.

import Kernel
import Remote

extension FilePickup {
    struct Plan {
        enum Mode { case append, reconcile }
        var state: FileState
        var mode: Mode
        /// The file this one is a copy of.
        var twin = Twin()
    }

    func planKnown(_ state: FileState, _ request: PickupRequest) throws -> Plan {
        if request.isChanged {
            if state.status == .gone {
                var old = state
                old.status = .superseded
                try files.update(old)
                return try planNew(request)
            }
            return try planReconcile(state, request)
        }
        if state.status == .recheck { return try planReconcile(state, request) }
        // Read in another encoding so far: its units of two bytes begin elsewhere.
        if state.offset % 2 != 0, try format.encoding(of: request.content).encoding.isWide { return try planReconcile(state, request) }
        // A row that vanished may be among the new lines: it is the same row come back.
        if state.withdrawn > 0, request.content.size <= Self.transactionBytesMax { return try planReconcile(state, request) }
        var plan = Plan(state: state, mode: .append)
        if let original = try state.copyOf.flatMap({ try files.find($0) }) {
            plan.twin = try twin(of: original)
            if try !followsTwin(plan, request) { return try planReconcile(state, request) }
        }
        return plan
    }

    /// So far the file had a header at most: whether it is a copy shows only now.
    func planFirstData(_ plan: Plan, _ request: PickupRequest) throws -> Plan {
        let survey = try Survey(request.content, format, takesOpenEnd: request.takesOpenEnd)
        guard let first = survey.firstHash else { return plan }
        let candidates = try files.candidates(machine: plan.state.machine, firstHash: first, except: plan.state.id)
        return try planCopy(plan, candidates, survey)
    }

    /// A path not seen before: a file that was renamed, a copy, or a new file.
    func planNew(_ request: PickupRequest) throws -> Plan {
        let path = request.listed.path
        let machine = Parts.machine(request.parts, isMatched: request.isMatched, profile: format.profile.name, folder: request.folder)
        let fresh = FileState(
            source: source.id, path: path, machine: machine, parts: request.parts, isMatched: request.isMatched, at: now)
        let survey = try Survey(request.content, format, takesOpenEnd: request.takesOpenEnd)
        guard let first = survey.firstHash else { return Plan(state: fresh, mode: .append) }
        let candidates = try files.candidates(machine: machine, firstHash: first, except: 0)
        for candidate in candidates where candidate.source == source.id && candidate.status != .superseded && candidate.offset > 0 {
            guard case .intact = try PrefixCheck.compare(request.content, with: candidate.prefix), try isElsewhere(candidate) else { continue }
            var moved = candidate
            moved.path = path
            return Plan(state: moved, mode: .append)
        }
        return try planCopy(Plan(state: fresh, mode: .append), candidates, survey)
    }

    /// A held file under another name stays held.
    func renamedWhileHeld(_ request: PickupRequest) throws -> FileState? {
        let machine = Parts.machine(request.parts, isMatched: request.isMatched, profile: format.profile.name, folder: request.folder)
        guard try files.hasHeld(source: source.id, machine: machine) else { return nil }
        guard let first = try Survey(request.content, format, takesOpenEnd: request.takesOpenEnd).firstHash else { return nil }
        for candidate in try files.candidates(machine: machine, firstHash: first, except: 0)
        where candidate.source == source.id && candidate.status == .held {
            if candidate.offset > 0 {
                guard case .intact = try PrefixCheck.compare(request.content, with: candidate.prefix), try isElsewhere(candidate) else { continue }
            } else if let present = try exists(candidate.path), try Survey(present, format, takesOpenEnd: true).firstHash == first {
                continue
            }
            var moved = candidate
            moved.path = request.listed.path
            moved.parts = request.parts
            moved.isMatched = request.isMatched
            noteListed(&moved, request)
            try files.update(moved)
            return moved
        }
        return nil
    }

    private func planReconcile(_ state: FileState, _ request: PickupRequest) throws -> Plan {
        var plan = Plan(state: state, mode: .reconcile)
        plan.state.copyOf = nil
        plan.state.sameContentAs = nil
        let survey = try Survey(request.content, format, takesOpenEnd: request.takesOpenEnd)
        guard let first = survey.firstHash else { return plan }
        let candidates = try files.candidates(machine: state.machine, firstHash: first, except: state.id)
        return try planCopy(plan, candidates, survey)
    }

    /// A file is a copy of another of the same machine when the records of one are the beginning of the other's.
    private func planCopy(_ plan: Plan, _ candidates: [FileState], _ survey: Survey) throws -> Plan {
        guard !candidates.isEmpty else { return plan }
        var plan = plan
        let own = try survey.allHashes()
        for candidate in candidates where try !isCopy(candidate, of: plan.state.id) {
            let other = try twin(of: candidate)
            // A copy stands in for its original only where it holds all of this file.
            guard candidate.copyOf == nil || own.hashes.count <= other.hashes.count else { continue }
            guard other.hashes.count > plan.twin.hashes.count, other.agrees(with: own) else { continue }
            plan.twin = other
            plan.state.copyOf = candidate.id
            plan.state.sameContentAs = candidate.id
        }
        return plan
    }

    /// Whether a file is a copy of another, or of a copy of it.
    private func isCopy(_ file: FileState, of other: Int64) throws -> Bool {
        guard other != 0 else { return false }
        var step: FileState? = file
        while let original = step?.copyOf {
            if original == other { return true }
            step = try files.find(original)
        }
        return false
    }

    func twin(of file: FileState) throws -> Twin { Twin(try entryTable.all(file.id), hasOpenEnd: file.openBytes > 0) }

    /// Whether what has come since is still what the original holds.
    private func followsTwin(_ plan: Plan, _ request: PickupRequest) throws -> Bool {
        let survey = try Survey(request.content, format, takesOpenEnd: request.takesOpenEnd)
        return plan.twin.agrees(with: try survey.allHashes())
    }

    /// A renamed file is no longer where it was, or another file has taken its place.
    private func isElsewhere(_ candidate: FileState) throws -> Bool {
        guard let content = try exists(candidate.path) else { return true }
        if content.size < candidate.offset + candidate.openBytes { return true }
        if case .changed = try PrefixCheck.compare(content, with: candidate.prefix) { return true }
        return false
    }
}
