// A mask file as an answer: sent as it is read. Pictures are shown, everything else is saved and never guessed at.

import Web

enum MaskDownload {
    private static let pictures = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "tif": "image/tiff", "tiff": "image/tiff", "webp": "image/webp",
    ]

    static func path(_ hash: Int64) -> String { "/api/v1/batches/masks/\(hash)" }

    static func response(_ name: String, _ file: MaskReading) -> WebResponse {
        let ending = name.split(separator: ".", omittingEmptySubsequences: false).last.map { $0.lowercased() } ?? ""
        let type = name.contains(".") ? pictures[ending] : nil
        return WebResponse.download(
            name, type: type ?? "application/octet-stream", isShown: type != nil,
            body: .stream { writer in try await file.each { try await writer.write($0) } }
        ).adding("content-length", String(file.bytes))
    }
}
