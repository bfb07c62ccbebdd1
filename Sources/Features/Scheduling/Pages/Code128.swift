// Code 128, set B: any text of printable ASCII as bars, drawn as SVG, so that a day sheet needs nothing from outside.
// Source: ISO/IEC 15417, the table of patterns and the weighted check symbol modulo 103.

import Web

enum Code128 {
    /// Widths of bar, gap, bar, gap, bar, gap of the symbols 0 to 105, three bars each.
    private static let patterns = [
        "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312", "231212", "112232", "122132",
        "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212", "223112", "312131", "311222", "321122", "321221", "312212",
        "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321", "112313", "132113", "132311", "211313", "231113", "231311",
        "112133", "112331", "132131", "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131", "311123", "311321",
        "331121", "312113", "312311", "332111", "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214",
        "112412", "122114", "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242", "121142", "121241", "114212",
        "124112", "124211", "411212", "421112", "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113",
        "411311", "113141", "114131", "311141", "411131", "211412", "211214", "211232",
    ]
    private static let stop = "2331112"
    private static let startB = 104
    static let lengthMax = 60

    /// The symbols of a text, with start and check, without the stop; nil when it has anything but printable ASCII.
    static func symbols(_ text: String) -> [Int]? {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= lengthMax, bytes.allSatisfy({ (32...126).contains($0) }) else { return nil }
        let values = bytes.map { Int($0) - 32 }
        let sum = values.enumerated().reduce(startB) { $0 + ($1.offset + 1) * $1.element }
        return [startB] + values + [sum % 103]
    }

    /// Widths in modules, beginning with a bar.
    static func widths(_ text: String) -> [Int]? {
        symbols(text).map { symbols in (symbols.map { patterns[$0] } + [stop]).joined().compactMap(\.wholeNumberValue) }
    }

    /// With the quiet zone of ten modules on either side; nothing for a text that has no bars.
    static func svg(_ text: String, height: Int = 40) -> HTML {
        guard let widths = widths(text) else { return "" }
        var path = ""
        var at = 10
        for (index, width) in widths.enumerated() {
            if index % 2 == 0 { path += "M\(at) 0h\(width)v\(height)h-\(width)z" }
            at += width
        }
        return """
            <svg class="barcode" viewBox="0 0 \(at + 10) \(height)" width="\((at + 10) * 3 / 2)" height="\(height)" preserveAspectRatio="none" role="img" aria-label="\(text)"><path d="\(path)"/></svg>
            """
    }
}
