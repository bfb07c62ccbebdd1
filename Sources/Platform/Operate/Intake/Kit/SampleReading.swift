// A sample of a file nobody has described yet: what its encoding and delimiter may be, with what speaks for each. It only
// proposes; a person confirms.

import Host
import Intake
import Kernel
import Web

struct SampleReading {
    let bytes: [UInt8]
    let encodings: [Proposal<TextEncoding>]
    let delimiters: [Proposal<Delimiter>]
    /// The sample as text, by the likeliest encoding.
    let text: String

    init(bytes: [UInt8]) {
        self.bytes = bytes
        encodings = bytes.withUnsafeBytes { TextEncoding.detect(sample: $0) }
        let encoding = encodings.first?.value ?? .utf8
        let mark = bytes.withUnsafeBytes { TextEncoding.byteOrderMark(of: $0)?.length ?? 0 }
        text = RawText.text(Array(bytes.dropFirst(mark)), encoding)
        delimiters = Array(text.utf8).withUnsafeBytes { Delimiter.detect(sample: $0) }
    }

    /// A profile to start from.
    func draft(from base: IntakeProfile) -> IntakeProfile {
        var draft = base
        draft.name = base.name + "-own"
        if let encoding = encodings.first { draft.encoding = encoding.value }
        if let delimiter = delimiters.first { draft.delimiter = delimiter.value }
        return draft
    }
}

/// The proposals with their evidence.
struct EvidenceView {
    let reader: Reader
    let sample: SampleReading

    var html: HTML {
        let encodings = sample.encodings.html {
            row(reader.t("source.field.encoding"), $0.value.rawValue, $0.code, $0.parameters, $0.confidence)
        }
        let delimiters = sample.delimiters.html {
            row(reader.t("profile.delimiter"), $0.value.text, $0.code, $0.parameters, $0.confidence)
        }
        let heads = [
            (reader.t("evidence.what"), false), (reader.t("evidence.value"), false), (reader.t("evidence.why"), false),
            (reader.t("evidence.trust"), true),
        ]
        return Markup.tablePanel(
            reader.t("evidence.title"),
            Markup.table(reader.t("evidence.title"), heads, rows: encodings + delimiters, dense: true))
    }

    private func row(
        _ what: String, _ value: String, _ code: String, _ parameters: [String: String], _ confidence: Double
    ) -> HTML {
        """
        <tr><td>\(what)</td><td><code>\(value)</code></td><td>\(reader.t("evidence." + code, parameters))</td>\
        <td class="num">\(reader.percent(confidence))</td></tr>
        """
    }
}
