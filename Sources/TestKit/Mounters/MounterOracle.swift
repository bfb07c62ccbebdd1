// A second, independent reader of mounter files, deliberately simple: it shares no code with the product and none
// with the generator, takes its time, and exists only to be compared with. Its rules are those of the contracts
// 'Intake' and 'Traceability'; where they leave something open, the comment at that place says what was chosen.

import Foundation
import Kernel

/// Reads mounter files the slow and obvious way.
public enum MounterOracle {
    /// The columns of a file without a header.
    static let usualColumns = [
        "scandate", "scantime", "slotno", "result", "previousbarcode", "productdate", "partname", "quantity", "seq",
        "vendor", "lotno", "barcode", "feederbase",
    ]
    /// So many fields with a column's name make a line a header.
    static let headerNames = 5

    /// Reads files by their paths, which are relative to the tree's folder.
    public static func read(_ files: [String: [UInt8]]) -> OracleReading {
        let paths = files.keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
        return OracleReading(files: paths.map { read(files[$0] ?? [], path: $0) })
    }

    /// Reads all `*.csv` (in any case) below a folder.
    public static func read(folder: URL) throws -> OracleReading {
        read(try contents(of: folder))
    }

    /// The bytes of all `*.csv` below a folder, by relative path.
    public static func contents(of folder: URL) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        where path.lowercased().hasSuffix(".csv") {
            let url = folder.appending(path: path)
            let isFolder = try url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory ?? false
            if !isFolder { files[path] = Array(try Data(contentsOf: url)) }
        }
        return files
    }

    /// Reads one file.
    public static func read(_ bytes: [UInt8], path: String) -> OracleFile {
        let text = OracleText(bytes)
        let machine = machine(of: path)
        var file = OracleFile(
            path: path, line: machine.line, mounter: machine.mounter, content: bytes, isCP1252: text.isCP1252)
        var columns = usualColumns
        for record in OracleCSV.records(text) {
            file.lines += 1
            if record.isBlank {
                file.blankLines.append(record.line)
                continue
            }
            let names = record.fields.map { trimmed($0).lowercased() }
            if names.count(where: { usualColumns.contains($0) }) >= headerNames {
                file.headerLines.append(record.line)
                columns = names
                continue
            }
            let raw = Array(bytes[record.offset..<record.offset + record.length])
            take(record, raw, columns, into: &file)
        }
        return file
    }

    /// One row: the check for missing columns comes first, since without them no field is sure to be what it seems.
    private static func take(_ record: OracleRecord, _ raw: [UInt8], _ columns: [String], into file: inout OracleFile) {
        let last = columns.lastIndex { usualColumns.contains($0) } ?? 0
        if record.fields.count <= last {
            file.rejects.append(
                OracleReject(
                    reason: .tooFewColumns, column: nil, value: nil, fileLine: record.line, byteOffset: record.offset,
                    raw: raw))
            return
        }
        func field(_ name: String) -> String {
            guard let index = columns.firstIndex(of: name), index < record.fields.count else { return "" }
            return record.fields[index]
        }
        let quantityText = trimmed(field("quantity"))
        let quantity = number(quantityText)
        if !quantityText.isEmpty, quantity == nil {
            file.rejects.append(
                OracleReject(
                    reason: .notANumber, column: "Quantity", value: field("quantity"), fileLine: record.line,
                    byteOffset: record.offset, raw: raw))
            return
        }
        var row = OracleRow()
        row.path = file.path
        row.line = file.line
        row.mounter = file.mounter
        row.slotText = field("slotno")
        row.slot = wholeNumber(trimmed(row.slotText))
        row.result = field("result")
        row.part = field("partname")
        row.quantity = quantity
        row.vendor = field("vendor")
        row.lot = field("lotno")
        row.barcode = field("barcode")
        row.previousBarcode = field("previousbarcode")
        row.feederBase = field("feederbase")
        row.side = side(of: row.feederBase)
        row.productDate = field("productdate")
        row.sequence = field("seq")
        row.dateText = field("scandate")
        row.timeText = field("scantime")
        row.scannedAt = civil(trimmed(row.dateText), trimmed(row.timeText))
        row.fileLine = record.line
        row.byteOffset = record.offset
        file.rows.append(row)
    }

    /// Blanks around a value do not count when it is understood; stored texts keep them.
    static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: CharacterSet(charactersIn: " \t")) }
}
