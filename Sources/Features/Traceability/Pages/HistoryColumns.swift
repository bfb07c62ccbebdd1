// The columns of the history: which there are, which are shown, how each shows a change. Which ones a reader chose stands
// in the link, so that whoever gets the link sees the same.

import Host
import Kernel
import Web

/// A column that can be chosen; the time stands first always, since it opens the row.
enum HistoryColumn: String, CaseIterable {
    case line, mounter, slot, part, result, barcode, lot, quantity, vendor, previous, feeder
    case productDate = "product-date"
    case sequence, file

    static let usual: [HistoryColumn] = [.line, .mounter, .slot, .part, .result, .barcode, .lot, .quantity, .vendor, .previous, .file]

    /// The chosen ones in the order of the table; a link with none that is known shows the usual ones.
    static func chosen(_ query: Parameters) -> [HistoryColumn] {
        let names = Set(query.all("columns").flatMap { $0.split(separator: ",").map(String.init) })
        let chosen = allCases.filter { names.contains($0.rawValue) }
        return chosen.isEmpty ? usual : chosen
    }

    var isNumber: Bool { TraceCells.numeric.contains(rawValue) }

    func cell(_ c: Change, _ cells: TraceCells) -> HTML {
        switch self {
        case .line: cells.number(rawValue, c.line)
        case .mounter: cells.number(rawValue, c.mounter)
        case .slot: cells.slot(c.slotText, c.side)
        case .part: cells.text(rawValue, c.part)
        case .result: cells.cell(rawValue, ResultTag.html(c.result))
        case .barcode: cells.text(rawValue, c.barcode)
        case .lot: cells.text(rawValue, c.lot)
        case .quantity: cells.cell(rawValue, "\(c.quantity.map { cells.reader.quantity($0) } ?? "")")
        case .vendor: cells.cell(rawValue, "\(c.vendor)", title: c.vendor)
        case .previous: cells.cell(rawValue, "\(c.previousBarcode)", title: c.previousBarcode)
        case .feeder: cells.text(rawValue, c.feederBase)
        case .productDate: cells.text(rawValue, c.productDate)
        case .sequence: cells.text(rawValue, c.sequence)
        case .file: cells.file(c.path, c.fileLine)
        }
    }
}
