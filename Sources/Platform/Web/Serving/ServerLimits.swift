// How much and how long the server bears with one client, in one place. Every number is a bound on what somebody
// outside can make us hold: sockets, memory, time.

import Kernel

/// The limits of a server. Tests use shorter waits.
struct ServerLimits: Sendable {
    /// Sockets at once; further ones wait in the system's queue.
    var connectionsMax = 2000
    /// One header line, all header lines, and their number.
    var headerFieldBytesMax = 16 << 10
    var headerBytesMax = 32 << 10
    var headerCountMax = 100
    /// Path and query together.
    var targetBytesMax = 8 << 10
    /// What a handler may read of a body, and what one that streams its body may.
    var bodyBytesMax = 2 << 20
    var uploadBytesMax = 512 << 20

    /// From the first byte of a head to its last.
    var headWait = Span.seconds(10)
    /// A body has to bring this many bytes in each such time, while we are reading.
    var bodyWait = Span.seconds(20)
    var bodyBytesPerWait = 1 << 10
    /// A connection without any request.
    var idleWait = Span.seconds(60)
    /// A reader that takes nothing of an answer.
    var readerWait = Span.seconds(60)
    /// After an answer that ends the connection: how long we still take (and drop) what the client sends, so that it
    /// gets to read the answer.
    var lingerWait = Span.seconds(5)

    /// On stopping: how long answers in progress may take, how long cancelled ones may, and when we go anyway.
    var finishWait = Span.seconds(2)
    var cancelWait = Span.milliseconds(3500)
    var stopWait = Span.milliseconds(4500)
}
