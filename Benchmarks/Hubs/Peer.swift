// An engine's own client, kept open, answering one question after the other.

import Foundation

final class Peer {
    private let process: Process
    private let input: FileHandle
    private let output: FileHandle
    private let end: String
    private let engine: any HubEngine
    private var buffer = Data()

    /// - Parameters:
    ///   - end: what makes the client say `the-end`.
    ///   - first: said before the first question.
    init(_ command: [String], end: String, first: String, environment: [String: String] = [:], engine: any HubEngine) throws {
        self.end = end
        self.engine = engine
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let (inPipe, outPipe) = (Pipe(), Pipe())
        process.standardInput = inPipe
        process.standardOutput = outPipe
        input = inPipe.fileHandleForWriting
        output = outPipe.fileHandleForReading
        try process.run()
        try ask(first)
    }

    func ask(_ sql: String) throws {
        try input.write(contentsOf: Data((sql + "\n" + end + "\n").utf8))
        while true {
            let piece = output.availableData
            guard !piece.isEmpty else { throw BenchFailure("the peer has ended") }
            buffer.append(piece)
            if buffer.suffix(16).range(of: Data("the-end\n".utf8)) != nil {
                buffer.removeAll(keepingCapacity: true)
                return
            }
        }
    }

    /// Its own CPU seconds so far, and the server's.
    var cpu: Double { Child.cpu(of: Int(process.processIdentifier)) + engine.serverCPU }

    func stop() {
        try? input.close()
        process.terminate()
        process.waitUntilExit()
    }
}
