// Where the files of a source are: a folder of this machine, or a server behind a mirror.

import Kernel
import Remote
import Store
import Synchronization

/// A source's place, with what it remembers between two looks.
struct KeptSite: Sendable {
    var version: Int64
    var site: any FileSite
    var lister: (any FileLister)?
}

extension IntakeService {
    /// Files fetched for one transaction because it asked for them.
    static let fetchesMax = 1000

    /// The place of a source: one value per source as it is set, so that its connection and its memory are kept.
    func site(of source: Source) throws(Problem) -> any FileSite {
        guard source.kind.isRemote else { return LocalFolder(source.location) }
        guard source.id != 0 else { return try mirror(source, spool: nil) }
        let kept = sites.withLock { $0[source.id] }
        if let kept, kept.version == source.version { return kept.site }
        let made = try mirror(source, spool: spoolFolder.map { "\($0)/\(source.id)" })
        let site: any FileSite = sites.withLock { all in
            // Somebody else may have been faster.
            if let kept = all[source.id], kept.version == source.version { return kept.site }
            all[source.id] = KeptSite(version: source.version, site: made)
            return made
        }
        kept?.site.stop()
        return site
    }

    /// A place of its own for one look: a new connection, and copies that are thrown away.
    func siteOnce(_ source: Source) throws(Problem) -> any FileSite {
        source.kind.isRemote ? try mirror(source, spool: nil) : LocalFolder(source.location)
    }

    private func mirror(_ source: Source, spool: String?) throws(Problem) -> RemoteSite {
        let id = source.id
        return try RemoteSite(source.location, spoolFolder: spool, clock: clock, limits: siteLimits) { [weak self] in
            self?.noteProgress(id)
        }
    }

    /// The source's listing with its memory.
    func lister(of source: Source, _ site: any FileSite, make: () -> any FileLister) -> any FileLister {
        guard source.id != 0 else { return make() }
        return sites.withLock { all in
            if let kept = all[source.id], kept.version == source.version, let lister = kept.lister { return lister }
            let made = make()
            all[source.id] = KeptSite(version: source.version, site: site, lister: made)
            return made
        }
    }

    /// Ends what is under way at a source's server.
    func stopSite(_ source: Source) {
        let kept = sites.withLock { all in
            all[source.id]?.version == source.version ? all.removeValue(forKey: source.id) : nil
        }
        kept?.site.stop()
    }

    /// Runs a transaction that may ask for files of a server: never while it holds the database, so it is given up, the
    /// file is fetched, and it runs again.
    func fetching<T: Sendable>(_ site: any FileSite, _ work: () async throws -> T) async throws -> T {
        for _ in 0..<Self.fetchesMax {
            do { return try await work() } catch let missing as FileNotAtHand { try await fetch(missing, site) }
        }
        throw Problem(.outside(retryable: true), "file_changing", ["path": site.root])
    }

    /// Brings a file to hand that a transaction has asked for.
    func fetch(_ missing: FileNotAtHand, _ site: any FileSite) async throws {
        do { try await shares.run { _ = try site.open(missing.path) } } catch {
            // "It is not there" is an answer too, and the site has noted it.
            guard Problem(error).code == "remote_missing" else { throw error }
        }
    }
}
