// Charts in the reader's language, numbers and clock.

import Kernel

extension Reader {
    public var chartLocale: ChartLocale {
        let reader = self
        return ChartLocale(
            word: { reader.t("chart." + $0.rawValue) },
            numbers: ChartNumbers(decimal: language == .en ? "." : ",", grouping: language == .en ? "," : "\u{202F}"),
            clock: ChartClock(
                offset: { reader.zone.offsetSeconds(at: Instant(milliseconds: $0)) }, months: (1...12).map { reader.t("month.\($0)") }))
    }
}
