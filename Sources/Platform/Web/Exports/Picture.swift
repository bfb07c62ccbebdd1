// Pictures for those who have no use for SVG: librsvg draws one onto a cairo surface, which becomes a PNG. What it draws
// is made by ourselves; nothing is fetched, since a picture from memory has no place that others could be relative to.

import CRSVG
import Dispatch
import Kernel

public enum Picture {
    /// Pixels of a side.
    static let sideMax = 10_000.0
    /// One picture is drawn at a time. The queue cannot block itself: what runs on it waits for nobody.
    private static let drawing = DispatchQueue(label: "gemba.export.picture")

    /// The picture as PNG.
    /// - Parameters:
    ///   - svg: a whole document whose width and height are in pixels.
    ///   - scale: pixels of the PNG for one of the SVG.
    /// - Throws: `picture_not_drawn`.
    public static func png(svg: String, scale: Double = 2) async throws -> [UInt8] {
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<[UInt8], any Error>) in
            drawing.async { done.resume(with: Result { try draw(Array(svg.utf8), scale) }) }
        }
    }

    private static func draw(_ svg: [UInt8], _ scale: Double) throws(Problem) -> [UInt8] {
        guard let handle = svg.withUnsafeBufferPointer({ rsvg_handle_new_from_data($0.baseAddress, gsize($0.count), nil) }) else {
            throw notDrawn("no SVG")
        }
        defer { crsvg_unref(handle) }
        var (width, height) = (0.0, 0.0)
        guard rsvg_handle_get_intrinsic_size_in_pixels(handle, &width, &height) != 0, width >= 1, height >= 1 else {
            throw notDrawn("no size in pixels")
        }
        let (wide, high) = ((width * scale).rounded(.up), (height * scale).rounded(.up))
        guard scale > 0, wide <= sideMax, high <= sideMax else { throw notDrawn("too large") }
        let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(wide), Int32(high))
        defer { cairo_surface_destroy(surface) }
        let context = cairo_create(surface)
        defer { cairo_destroy(context) }
        cairo_scale(context, scale, scale)
        var place = RsvgRectangle(x: 0, y: 0, width: width, height: height)
        guard rsvg_handle_render_document(handle, context, &place, nil) != 0 else { throw notDrawn("not rendered") }
        return try written(surface)
    }

    private static func written(_ surface: OpaquePointer?) throws(Problem) -> [UInt8] {
        var bytes: [UInt8] = []
        let status = withUnsafeMutablePointer(to: &bytes) { out in
            cairo_surface_write_to_png_stream(
                surface,
                { out, data, count in
                    guard let out, let data else { return CAIRO_STATUS_WRITE_ERROR }
                    out.assumingMemoryBound(to: [UInt8].self).pointee += UnsafeBufferPointer(start: data, count: Int(count))
                    return CAIRO_STATUS_SUCCESS
                }, out)
        }
        guard status == CAIRO_STATUS_SUCCESS else { throw notDrawn(String(cString: cairo_status_to_string(status))) }
        return bytes
    }

    private static func notDrawn(_ cause: String) -> Problem { Problem(.bug, "picture_not_drawn", cause: cause) }
}
