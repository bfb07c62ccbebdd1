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
