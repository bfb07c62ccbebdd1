// Turns a machine's scans into the bytes of its file of a day, oddities included, and counts what it writes.

import Kernel

/// Makes the files of one machine, day after day.
struct MounterFileMaker {
    let plan: MounterPlan
    let vocabulary: MounterVocabulary
    var machine: MounterMachine

    mutating func file(of day: CivilDate) -> MounterFile {
        let format = MounterFormat(plan.quirks, random: &machine.random)
        let rows = machine.random.within(plan.rowsPerFile)
        var writer = MounterRowWriter(format: format, day: day, rows: format.shape == .full ? rows : 0)
        if format.shape != .empty { writer.begin() }
        if format.shape == .full { write(rows, to: &writer) }
        if !format.endsWithNewline { writer.dropFinalNewline() }
        return MounterFile(
            path: plan.path(line: machine.line, mounter: machine.mounter, day: day), line: machine.line,
            mounter: machine.mounter, day: day, bytes: writer.bytes, counts: writer.counts)
    }

    private mutating func write(_ rows: Int, to writer: inout MounterRowWriter) {
        // The first scan is between midnight and eight, the last before midnight.
        let start = machine.random.below(8 * 3600)
        let span = 86_399 - start
        for row in 0..<rows {
            if happens(.blankLines, 6) { writer.blank() }
            if happens(.repeatedHeaders, 4) { writer.header() }
            let scan = machine.nextScan(plainVendors: vocabulary.plainVendors, vendors: vocabulary.vendorsUTF8.count)
            let from = span * row / rows
            let room = max(1, span * (row + 1) / rows - from)
            let oddity = oddity()
            writer.row(scan, second: start + from + machine.random.below(room), sequence: row + 1, oddity, vocabulary)
            if happens(.identicalRows, 8) { writer.repeatLastRow() }
        }
    }

    private mutating func oddity() -> MounterOddity {
        var oddity = MounterOddity()
        if happens(.junkDates, 12) { oddity.date = machine.random.below(2) == 0 ? .dash : .update }
        if happens(.emptyQuantities, 40) { oddity.quantity = .empty }
        if happens(.decimalQuantities, 6) { oddity.quantity = .decimal }
        if happens(.badQuantities, 6) { oddity.quantity = .bad }
        if happens(.tooFewColumns, 5) { oddity.fields = 1 + machine.random.below(12) }
        if happens(.otherResults, 3) { oddity.hasOtherResult = true }
        oddity.hasSequence = machine.random.perMille(200)
        oddity.hasProductDate = machine.random.perMille(200)
        oddity.namesPrevious = machine.random.perMille(700)
        return oddity
    }

    private mutating func happens(_ quirk: MounterQuirks, _ cases: Int) -> Bool {
        plan.quirks.contains(quirk) && machine.random.perMille(cases)
    }
}

/// What is unusual about one row.
struct MounterOddity {
    enum Date { case plain, dash, update }
    enum Quantity { case plain, empty, decimal, bad }

    var date = Date.plain
    var quantity = Quantity.plain
    /// How many fields are written; 13 is a whole row.
    var fields = 13
    var hasOtherResult = false
    var hasSequence = false
    var hasProductDate = false
    /// The previous barcode is written; `NA` stands there otherwise.
    var namesPrevious = true
}
