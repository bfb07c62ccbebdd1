// Tables as files: CSV, Excel, JSON. Rows come one at a time from whoever has them and leave as they come, so that a
// table of millions needs no more memory than one of ten.

import Kernel

/// A column of an export.
public struct ExportColumn: Sendable {
    public enum Kind: Sendable { case text, integer, quantity, instant }

    public let title: String
    public let kind: Kind

    public init(title: String, kind: Kind) {
        self.title = title
        self.kind = kind
    }
}

/// One cell. An instant comes with what clocks in the plant showed then.
public enum ExportCell: Sendable, Equatable {
    case empty
    case text(String)
    case integer(Int64)
    case quantity(Quantity)
    case instant(Instant, local: CivilTime)
    case duration(milliseconds: Int64)
    /// A fraction of 1.
    case share(Double)
    /// Text that must not be overlooked: red where there are colours.
    case marked(String)

    /// `7:05:09`, with milliseconds where there are any.
    static func durationText(_ milliseconds: Int64) -> String {
        func two(_ n: UInt64) -> String { (n < 10 ? "0" : "") + String(n) }
        let (seconds, rest) = milliseconds.magnitude.quotientAndRemainder(dividingBy: 1000)
        let text = "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        return (milliseconds < 0 ? "-" : "") + text + (rest == 0 ? "" : "." + String(rest + 1000).dropFirst())
    }

    /// A fraction with the six decimals that mean something.
    static func rounded(_ share: Double) -> Double { (share * 1_000_000).rounded() / 1_000_000 }
}

/// Hands an export its rows: one cell per column each.
public typealias ExportRows = @Sendable (_ emit: @Sendable ([ExportCell]) async throws -> Void) async throws -> Void

public enum Export {
    public enum Format: String, Sendable, CaseIterable {
        case csv, xlsx, json

        public var contentType: String {
            switch self {
            case .csv: "text/csv; charset=utf-8"
            case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            case .json: "application/json"
            }
        }
    }

    /// A file to save, made while it is sent.
    /// - Parameter name: the file's name without its ending; also the sheet's.
    public static func response(format: Format, name: String, columns: [ExportColumn], rows: @escaping ExportRows)
        -> WebResponse
    {
        WebResponse.download(
            name + "." + format.rawValue, type: format.contentType,
            body: .stream { writer in
                switch format {
                case .csv: try await CSVExport.write(columns, rows, to: writer)
                case .json: try await JSONExport.write(columns, rows, to: writer)
                case .xlsx: try await XLSXExport.write(name, columns, rows, to: writer)
                }
            })
    }
}

/// Gathers small pieces into ones worth sending.
final class ExportBuffer: @unchecked Sendable {
    // Only ever touched by the task that makes the export.
    static let pieceBytes = 64 << 10
    var bytes: [UInt8] = []
    private let writer: BodyWriter

    init(_ writer: BodyWriter) {
        self.writer = writer
        bytes.reserveCapacity(Self.pieceBytes + 4096)
    }

    func sendIfFull() async throws { if bytes.count >= Self.pieceBytes { try await send() } }

    func send() async throws {
        guard !bytes.isEmpty else { return }
        try await writer.write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
