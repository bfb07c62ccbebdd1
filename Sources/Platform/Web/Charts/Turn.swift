// Points on a circle without a mathematics library: sine and cosine by their series near zero, quarter turns by
// swapping.

/// Circle arithmetic in turns: 0 is up, 0.25 is right.
enum Turn {
    /// The point of the unit circle; y grows downwards as on the screen. The error is below 10⁻⁸.
    static func point(_ turn: Double) -> (x: Double, y: Double) {
        let quarter = (turn * 4).rounded()
        let angle = (turn - quarter / 4) * 2 * Double.pi
        let square = angle * angle
        let sine = angle * (1 - square / 6 * (1 - square / 20 * (1 - square / 42 * (1 - square / 72))))
        let cosine = 1 - square / 2 * (1 - square / 12 * (1 - square / 30 * (1 - square / 56 * (1 - square / 90))))
        switch ((Int(quarter) % 4) + 4) % 4 {
        case 0: return (sine, -cosine)
        case 1: return (cosine, sine)
        case 2: return (-sine, cosine)
        default: return (-cosine, -sine)
        }
    }

    /// Path data of a piece of a ring; a whole turn is drawn as two halves.
    static func ring(x: Double, y: Double, inner: Double, outer: Double, from: Double, to: Double) -> String {
        if to - from > 0.9999 {
            let middle = (from + to) / 2
            return ring(x: x, y: y, inner: inner, outer: outer, from: from, to: middle)
                + ring(x: x, y: y, inner: inner, outer: outer, from: middle, to: to)
        }
        let (start, end) = (point(from), point(to))
        let large = to - from > 0.5 ? 1 : 0
        func place(_ point: (x: Double, y: Double), _ radius: Double) -> String {
            "\(Pen.number(x + point.x * radius)) \(Pen.number(y + point.y * radius))"
        }
        let (out, into) = (Pen.number(outer), Pen.number(inner))
        return "M\(place(start, outer))A\(out) \(out) 0 \(large) 1 \(place(end, outer))"
            + "L\(place(end, inner))A\(into) \(into) 0 \(large) 0 \(place(start, inner))Z"
    }
}
