// What features tell each other. A signal is a value written in the announcer's transaction; whoever listens hears it
// after the commit, at least once, in order. This target is the map of all relations between features.

import Kernel

/// Something a feature announces.
public protocol Signal: Sendable {
    /// Stable, `feature.event`.
    static var kind: String { get }
    var json: JSON { get }
    init(json: JSON) throws
}
