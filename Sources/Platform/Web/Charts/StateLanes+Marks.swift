// Single events above a lane: four shapes, joined with a count where they would stand on each other.

extension StateLanes {
    /// A mark that stands for itself and the ones right after it.
    struct JoinedMark {
        var mark: Mark
        var count: Int
        var x: Double
    }

    /// Marks with tooltip, link and count, all lanes together; one costs about 120 bytes.
    static let titledMarkLimit = 60
    /// Marks that are only drawn; one costs about 45 bytes.
    static let plainMarkLimit = 180

    /// Marks closer than a few pixels become one with a count; the distance grows until their number is bounded.
    static func joined(_ lanes: [[Mark]], scale: TimeScale) -> [[JoinedMark]] {
        let inside = lanes.map { marks in marks.filter { scale.contains($0.at) }.sorted { $0.at < $1.at } }
        var distance = 9.0
        while true {
            let joined = inside.map { marks -> [JoinedMark] in
                var groups: [JoinedMark] = []
                for mark in marks {
                    let x = scale.position(mark.at)
                    if let last = groups.last, x - last.x < distance {
                        groups[groups.count - 1].count += 1
                    } else {
                        groups.append(JoinedMark(mark: mark, count: 1, x: x))
                    }
                }
                return groups
            }
            if joined.joined().count <= plainMarkLimit || distance > 4000 { return joined }
            distance *= 1.5
        }
    }

    /// The marks of one lane; `titled` while there are few in the whole picture.
    func draw(_ pen: inout Pen, _ marks: [JoinedMark], y: Double, titled: Bool) {
        if titled {
            for (place, mark) in marks.enumerated() {
                let next = place + 1 < marks.count ? marks[place + 1].x : frame.width
                draw(&pen, mark, y: y, room: next - mark.x)
            }
            return
        }
        for tone in ChartTone.allCases {
            let outlines = marks.filter { $0.mark.tone == tone }.map { Self.outline($0.mark.shape, $0.x, y) }
            if !outlines.isEmpty { pen.path("bar \(tone.rawValue)", outlines.joined()) }
        }
    }

    /// - Parameter room: pixels to the next mark.
    private func draw(_ pen: inout Pen, _ joined: JoinedMark, y: Double, room: Double) {
        let mark = joined.mark
        let several = joined.count > 1 ? "\(joined.count) × " : ""
        pen.link(mark.href) { pen in
            pen.path(
                "bar \(mark.tone.rawValue)", Self.outline(mark.shape, joined.x, y),
                title: several + String(mark.title.prefix(60)))
        }
        let text = "\(joined.count)×"
        if joined.count > 1, room > TextFit.width(text) + 12 {
            pen.label("tick", text, joined.x + 6, y + 4, "font-size=\"10\"")
        }
    }

    private static func outline(_ shape: Mark.Shape, _ x: Double, _ y: Double) -> String {
        let start = "M\(Pen.number(x)) \(Pen.number(y))"
        switch shape {
        case .circle: return start + "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"
        case .diamond: return start + "m0-4.5l4.5 4.5-4.5 4.5-4.5-4.5z"
        case .triangle: return start + "m0 4.5l4.5-8h-9z"
        case .cross: return start + "m-4-3l1-1 3 3 3-3 1 1-3 3 3 3-1 1-3-3-3 3-1-1 3-3z"
        }
    }
}
