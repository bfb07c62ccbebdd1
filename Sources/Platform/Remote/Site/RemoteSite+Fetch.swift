// How a copy is brought up to date: no byte more than needed is fetched, and none is believed because its neighbours were.
// A short file is compared as a whole each time, a long one at its end, and as a whole whenever it has doubled.

import Glibc
import Kernel

extension RemoteSite {
    /// Up to this size a changed file is fetched as a whole.
    static let wholeBytesMax: Int64 = 256 << 10
    /// Bytes before the end of a copy that are fetched again and must be the same.
    static let overlapBytes: Int64 = 4096
    /// Up to this size a file that was fetched in the minute it was written in is fetched once more as a whole.
    static let againBytesMax: Int64 = 8 << 20

    enum Freshness { case yes, unsettled, no }

    /// Whether a copy is the file as listed. One fetched in the minute of its time stamp may lack a later write of that
    /// minute; its copy's time is a nanosecond off to say so.
    func isUpToDate(_ copy: SpoolFolder.Copy?, _ listed: ListedFile) -> Freshness {
        guard let copy, copy.size == listed.size else { return .no }
        switch copy.modifiedNanoseconds - listed.modifiedNanoseconds {
        case 0: return .yes
        case 1: return .unsettled
        default: return .no
        }
    }

    /// Opens the copy of a file, after it has been brought to what was listed.
    /// - Parameter isSample: no more than the listed size is wanted, though the file is longer.
    func bring(_ listed: ListedFile, _ line: inout Line, isSample: Bool = false) throws(Problem) -> LocalFile {
        let own = spool.path(of: listed.path)
        let copy = SpoolFolder.copy(at: own)
        let freshness = isUpToDate(copy, listed)
        if freshness == .yes { return try LocalFile(own) }
        // By the clock before anything is fetched: a write after this moment has a later time.
        let age = clock.now().milliseconds * 1_000_000 - listed.modifiedNanoseconds
        var target = Target(listed: listed, own: own, part: own + ".part", isSample: isSample)
        target.time = listed.modifiedNanoseconds + (age > Self.coarseNanoseconds + 2_000_000_000 ? 0 : 1)
        if try resume(target, &line) { return try LocalFile(own) }
        guard let copy else {
            try anew(target, &line)
            return try LocalFile(own)
        }
        try update(copy, freshness, target, &line)
        return try LocalFile(own)
    }

    struct Target {
        var listed: ListedFile
        var own: String
        var part: String
        var isSample = false
        var time: Int64 = 0
        var size: Int64 { listed.size }
    }

    /// Goes on with a download that was cut.
    /// - Returns: false when there is none, or when it is of another file.
    private func resume(_ target: Target, _ line: inout Line) throws(Problem) -> Bool {
        guard let part = SpoolFolder.copy(at: target.part) else { return false }
        guard part.size > Self.wholeBytesMax, part.size <= target.size,
            try fetch(target, into: target.part, from: part.size - Self.overlapBytes, .stop, &line)
        else {
            unlink(target.part)
            return false
        }
        line.compared[target.own] = (target.size, 0)
        return true
    }

    private func anew(_ target: Target, _ line: inout Line) throws(Problem) {
        _ = try fetch(target, into: target.part, from: 0, .stop, &line)
        line.compared[target.own] = (target.size, 0)
    }

    private func update(_ copy: SpoolFolder.Copy, _ freshness: Freshness, _ target: Target, _ line: inout Line) throws(Problem) {
        let compared = line.compared[target.own] ?? (0, 0)
        let isGrown = target.size > copy.size
        let isLong =
            isGrown ? copy.size > Self.wholeBytesMax && target.size < compared.whole * 2 : freshness == .unsettled && target.size > Self.againBytesMax
        if isLong {
            if try fetch(target, into: target.own, from: max(0, copy.size - Self.overlapBytes), .stop, &line) { return }
            try anew(target, &line)
            return
        }
        // A comparison that was cut goes on where it was.
        let start = compared.soFar > Self.wholeBytesMax ? min(compared.soFar, copy.size, target.size) - Self.overlapBytes : 0
        _ = try fetch(target, into: target.own, from: max(0, start), .beginAnew, &line)
        line.compared[target.own] = (target.size, 0)
    }

    /// Fetches a file from an offset on.
    /// - Returns: false when it does not begin as the copy does, and `.stop` was asked for.
    private func fetch(
        _ target: Target, into path: String, from offset: Int64, _ onDifference: SpoolSink.OnDifference, _ line: inout Line
    ) throws(Problem) -> Bool {
        let sink = try SpoolSink(spool, path, partPath: target.part, from: offset, limit: target.size, onDifference: onDifference)
        if target.isSample { sink.surplusMax = 0 }
        // What `finish` makes the copy; a file compared with is the copy already.
        if target.size > offset {
            count { $0.transfers += 1 }
            defer { count { $0.bytes += sink.received } }
            do throws(Problem) {
                try ask(SiteRequest(kind: .content(from: offset), path: target.listed.path) { sink.take($0) }, &line, isRepeatable: false)
            } catch {
                if let problem = sink.problem { throw problem }
                // A server that cannot begin in the middle, or whose file has become shorter, is asked for the whole.
                if sink.isDifferent || error.code == SiteProblem.noResume, onDifference == .stop { return false }
                if error.code == SiteProblem.noResume {
                    line.compared[target.own] = nil
                    throw SiteProblem.make("remote_cut", address, target.listed.path, cause: error.cause)
                }
                if !sink.isWhole {
                    let whole = line.compared[target.own]?.whole ?? 0
                    if path == target.own, !sink.isDifferent { line.compared[target.own] = (whole, sink.position) }
                    throw error
                }
            }
            // The server has ended it before what it had listed.
            guard sink.isWhole else { throw SiteProblem.make("remote_cut", address, target.listed.path, cause: "shorter than listed") }
        }
        try sink.finish(target.own, from: path, modifiedNanoseconds: target.time)
        return true
    }
}
