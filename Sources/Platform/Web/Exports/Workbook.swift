// libxlsxwriter in its constant-memory mode: rows go to a temporary file as they are written and can only be written in
// order. One workbook is used by one task at a time.

import CXLSXWriter
import Kernel

/// A workbook being written to a file.
final class Workbook: @unchecked Sendable {
    // The library's pointers live as long as this object and are only used by the task that writes the export.

    /// Rows of a sheet below its head (Excel's own limit).
    static let rowsMax = 1_048_575
    /// Letters of a cell (Excel's own limit).
    static let cellLettersMax = 32_767
    /// A number of more digits is written as text, since Excel keeps no more than these.
    static let exactDigits: Int64 = 1_000_000_000_000_000
    /// Excel's days before 1900-03-01 are counted as if 1900 had been a leap year.
    private static let firstDay: Int64 = 61

    private var workbook: UnsafeMutablePointer<lxw_workbook>?
    private var sheet: UnsafeMutablePointer<lxw_worksheet>?
    private let headFormat: UnsafeMutablePointer<lxw_format>?
    private let timeFormat: UnsafeMutablePointer<lxw_format>?
    private let durationFormat: UnsafeMutablePointer<lxw_format>?
    private let shareFormat: UnsafeMutablePointer<lxw_format>?
    private let markFormat: UnsafeMutablePointer<lxw_format>?
    private let name: String
    private let columns: [ExportColumn]
    private let rowsMax: Int
    private var sheets = 0
    private var rows = 0

    /// - Throws: `export_not_written`.
    init(path: String, folder: String, name: String, columns: [ExportColumn], rowsMax: Int = Workbook.rowsMax)
        throws(Problem)
    {
        self.name = Self.sheetName(name)
        self.columns = columns
        self.rowsMax = rowsMax
        workbook = folder.withCString { folder in
            var options = lxw_workbook_options()
            options.constant_memory = 1
            options.tmpdir = UnsafeMutablePointer(mutating: folder)
            return workbook_new_opt(path, &options)
        }
        guard let workbook else { throw Self.notWritten("no workbook") }
        headFormat = workbook_add_format(workbook)
        timeFormat = workbook_add_format(workbook)
        durationFormat = workbook_add_format(workbook)
        shareFormat = workbook_add_format(workbook)
        markFormat = workbook_add_format(workbook)
        format_set_num_format(durationFormat, "[h]:mm:ss")
        format_set_num_format(shareFormat, "0.0%")
        format_set_font_color(markFormat, 0xB0_0020)
        format_set_bg_color(markFormat, 0xFF_D9DD)
        format_set_bold(headFormat)
        format_set_num_format(timeFormat, "yyyy-mm-dd hh:mm:ss")
        try addSheet()
    }

    deinit { if let workbook { lxw_workbook_free(workbook) } }

    static func notWritten(_ cause: String) -> Problem {
        Problem(
            .outside(retryable: true), "export_not_written", hint: "See whether the disk of temporary files is full.",
            cause: cause)
    }

    /// - Throws: `export_not_written`.
    func add(_ cells: [ExportCell]) throws(Problem) {
        precondition(cells.count == columns.count, "a row of \(cells.count) cells for \(columns.count) columns")
        if rows == rowsMax { try addSheet() }
        rows += 1
        for (column, cell) in cells.enumerated() { try check(write(cell, UInt32(rows), UInt16(column))) }
    }

    /// Puts the file together, which takes a while for a big one.
    /// - Throws: `export_not_written`.
    func close() throws(Problem) {
        endSheet()
        let status = workbook_close(workbook)
        workbook = nil
        try check(status)
    }

    private func write(_ cell: ExportCell, _ row: UInt32, _ column: UInt16) -> lxw_error {
        switch cell {
        case .empty: return LXW_NO_ERROR
        case .text(let text):
            return text.isEmpty ? LXW_NO_ERROR : worksheet_write_string(sheet, row, column, Self.cellText(text), nil)
        case .marked(let text): return worksheet_write_string(sheet, row, column, Self.cellText(text), markFormat)
        case .duration(let milliseconds):
            guard milliseconds >= 0 else {
                // Excel shows no time below zero.
                return worksheet_write_string(sheet, row, column, ExportCell.durationText(milliseconds), nil)
            }
            return worksheet_write_number(sheet, row, column, Double(milliseconds) / 86_400_000, durationFormat)
        case .share(let share): return worksheet_write_number(sheet, row, column, ExportCell.rounded(share), shareFormat)
        case .integer(let n):
            guard n.magnitude < Self.exactDigits else {
                return worksheet_write_string(sheet, row, column, String(n), nil)
            }
            return worksheet_write_number(sheet, row, column, Double(n), nil)
        case .quantity(let quantity):
            guard quantity.thousandths.magnitude < Self.exactDigits else {
                return worksheet_write_string(sheet, row, column, quantity.text, nil)
            }
            return worksheet_write_number(sheet, row, column, Double(quantity.thousandths) / 1000, nil)
        case .instant(_, let local):
            let day = local.date.daysSinceEpoch + 25_569
            guard day >= Self.firstDay else { return worksheet_write_string(sheet, row, column, local.isoText, nil) }
            return worksheet_write_number(
                sheet, row, column, Double(day) + Double(local.millisecondOfDay) / 86_400_000, timeFormat)
        }
    }

    private func addSheet() throws(Problem) {
        endSheet()
        sheets += 1
        rows = 0
        sheet = workbook_add_worksheet(workbook, sheets == 1 ? name : String(name.prefix(24)) + " (\(sheets))")
        guard sheet != nil else { throw Self.notWritten("no sheet") }
        for (index, column) in columns.enumerated() {
            let index = UInt16(index)
            try check(worksheet_set_column(sheet, index, index, Self.width(column), nil))
            try check(worksheet_write_string(sheet, 0, index, Self.cellText(column.title), headFormat))
        }
        worksheet_freeze_panes(sheet, 1, 0)
    }

    private func endSheet() {
        guard sheet != nil, !columns.isEmpty else { return }
        worksheet_autofilter(sheet, 0, 0, UInt32(rows), UInt16(columns.count - 1))
    }

    private func check(_ status: lxw_error) throws(Problem) {
        guard status == LXW_NO_ERROR else { throw Self.notWritten(String(cString: lxw_strerror(status))) }
    }

    /// In letters; the head's filter button takes three.
    private static func width(_ column: ExportColumn) -> Double {
        let least =
            switch column.kind {
            case .text: 18
            case .integer, .quantity: 10
            case .instant: 20
            }
        return Double(max(least, column.title.count + 3))
    }

    /// Without the letters XML cannot carry, and cut to what a cell holds.
    static func cellText(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var length = 0
        for scalar in text.unicodeScalars {
            length += scalar.value > 0xFFFF ? 2 : 1
            guard length <= cellLettersMax else { break }
            let isControl = scalar.value < 0x20 && scalar != "\n" && scalar != "\t" && scalar != "\r"
            scalars.append(isControl || scalar.value == 0xFFFE || scalar.value == 0xFFFF ? "\u{FFFD}" : scalar)
        }
        return String(scalars)
    }

    /// What Excel allows as a sheet's name: 31 letters, none of `[]:*?/\`.
    static func sheetName(_ name: String) -> String {
        let plain = name.filter { !"[]:*?/\\'".contains($0) && !$0.isNewline }.prefix(31)
        return plain.isEmpty ? "Sheet" : String(plain)
    }
}
