// A place of files as intake sees it: a folder of this machine, or a server's folder behind a mirror. What intake does
// with files is the same for both; only how they are listed and opened differs.

import Kernel

/// A listing that can be taken again and again, with a memory of the last one.
public protocol FileLister: Sendable {
    /// The files in the order of their paths. Blocks.
    /// - Throws: what keeps the whole place from being listed; a folder of it that cannot be read is in `unreadable`.
    func list() throws(Problem) -> Listing
}

/// The file has to be fetched before it can be said whether it is there; never asked of a folder.
public struct FileNotAtHand: Error, Sendable {
    public var path: String
}

/// Files below one place, by relative path. Each call blocks on a disk or a network.
public protocol FileSite: Sendable {
    /// The place as people know it, without options.
    var root: String { get }

    func lister(recursive: Bool, accept: @escaping @Sendable (String) -> Bool) -> any FileLister
    /// The file as a listing taken now shows it; nil when it is not there.
    func status(_ path: String) throws(Problem) -> ListedFile?
    /// Opens the file as it was last listed.
    func open(_ path: String) throws(Problem) -> LocalFile
    /// Opens a file of which only the beginning is wanted.
    func open(_ path: String, first bytes: Int64) throws(Problem) -> LocalFile
    /// What is at hand of the file without asking a server; nil when it is not there.
    func glance(_ path: String) throws(FileNotAtHand) -> LocalFile?
    /// Deletes a file; used only by an after-load policy, after the ledger has it.
    func remove(_ path: String) throws(Problem)
    /// Moves a file into another folder of the same place, under the same relative path, making folders as needed.
    func move(_ path: String, toFolder folder: String) throws(Problem)
    /// Forgets what is kept of files that are in no listing any more.
    func tidy(_ listing: Listing)
    /// Ends what is under way, for good.
    func stop()
}

extension FolderReader: FileLister {}

extension LocalFolder: FileSite {
    public func lister(recursive: Bool, accept: @escaping @Sendable (String) -> Bool) -> any FileLister {
        FolderReader(self, recursive: recursive, accept: accept)
    }
    public func open(_ path: String, first bytes: Int64) throws(Problem) -> LocalFile { try open(path) }
    public func glance(_ path: String) throws(FileNotAtHand) -> LocalFile? { try? open(path) }
    public func move(_ path: String, toFolder folder: String) throws(Problem) { try move(path, to: LocalFolder(folder)) }
    public func tidy(_ listing: Listing) {}
    public func stop() {}
}
