// Upright bars for few short names, lying bars for many or long ones.

extension BarChart {
    func vertical(_ stacks: [BarStack]) -> HTML {
        let axis = ValuePanel.Axis(
            unit: unit, digits: digits, values: stacks.compactMap(\.total), fromZero: true, target: target)
        let panel = ValuePanel(
            frame: frame, axis: axis, series: series.count > 1 ? series : [], swatch: { _ in .box }, foot: 22,
            notes: notes(stacks))
        let plot = panel.plot
        let slot = plot.width / Double(stacks.count)
        let width = min(slot > 6 ? slot * 0.72 : slot * 0.9, 56)
        return frame.svg(height: panel.height) { pen in
            panel.drawBack(&pen)
            for (index, stack) in stacks.enumerated() {
                let middle = plot.left + (Double(index) + 0.5) * slot
                stack.draw(
                    &pen, across: (middle - width / 2, middle + width / 2), track: (plot.bottom, plot.top),
                    scale: panel.scale, direction: .up, hatch: frame.hatch)
            }
            names(&pen, plot: plot, slot: slot)
            panel.drawFront(&pen, ends: BarStack.ends(stacks.last { $0.total != nil }))
            BarStack.values(
                &pen, stacks.indices.map { (stacks[$0], plot.left + (Double($0) + 0.5) * slot) }, room: slot - 4,
                scale: panel.scale, locale: frame.locale, digits: digits)
        }
    }

    /// Names under upright bars: all of them, or all cut, or every nth.
    private func names(_ pen: inout Pen, plot: Box, slot: Double) {
        let labels = bars.prefix(Self.barLimit).map(\.label)
        let widest = TextFit.widest(labels)
        let cutting = widest > slot - 6 && slot >= 52
        let stride = cutting || widest <= slot - 6 ? 1 : max(1, Int(((widest + 8) / slot).rounded(.up)))
        for (index, label) in labels.enumerated() where index % stride == 0 {
            let room = cutting ? slot - 6 : plot.width
            let text = TextFit.cut(label, to: room) ?? label
            let middle = plot.left + (Double(index) + 0.5) * slot
            let spot = Placing.inside(middle, width: TextFit.width(text), 0...frame.width)
            pen.label("tick", text, spot.x, plot.bottom + 17, anchor: spot.anchor, title: label)
        }
    }

    func horizontal(_ stacks: [BarStack]) -> HTML {
        var key = ChartKey()
        key.add(unit, .none)
        if series.count > 1 { for item in series { key.add(item.name, .box, item.tone) } }
        let mark = target.flatMap { Optional($0.value).finite }
        if let target, let mark {
            key.add("\(target.label) \(frame.locale.value(mark, digits: digits, unit: ""))", .target)
        }
        key.items += notes(stacks)
        let compact = frame.compact
        let labels = bars.prefix(Self.barLimit).map(\.label)
        let texts = stacks.map { $0.text(frame.locale, digits: digits) }
        let nameRoom = compact ? 0 : min(TextFit.widest(labels), frame.width * 0.34)
        let row = compact ? 38.0 : 26.0
        let top = key.height(width: frame.width) + (key.items.isEmpty ? 0 : 4)
        let bottom = top + row * Double(stacks.count)
        let left = compact ? 0 : nameRoom + 8
        let right = max(frame.width - TextFit.widest(texts) - 8, left + 40)
        let scale = LinearScale(
            values: stacks.compactMap(\.total) + (mark.map { [$0] } ?? []),
            tickLimit: min(max(Int(right - left) / 55, 3), 6),
            finest: digits > 8 ? 0 : 1 / ChartNumbers.power(digits), start: left, end: right)
        return frame.svg(height: bottom + 20) { pen in
            key.draw(&pen, x: 0, y: 0, width: frame.width, hatch: frame.hatch)
            valueTicks(&pen, scale: scale, top: top, bottom: bottom)
            for (index, stack) in stacks.enumerated() {
                let y = top + Double(index) * row
                let bar = compact ? (y + 17, y + 33) : (y + 4, y + 22)
                stack.draw(
                    &pen, across: bar, track: (left, right), scale: scale, direction: .right, hatch: frame.hatch)
            }
            if let mark { pen.line("target", scale.position(mark), top, scale.position(mark), bottom) }
            // Words come after the target line, so that it does not strike them through.
            for (index, stack) in stacks.enumerated() {
                let y = top + Double(index) * row
                let name = TextFit.cut(labels[index], to: compact ? frame.width : nameRoom) ?? "…"
                pen.label(
                    "label halo", name, compact ? 0 : nameRoom, compact ? y + 12 : y + 17,
                    anchor: compact ? .start : .end,
                    title: labels[index])
                let end = stack.total.map { scale.position($0) + (stack.isPartial ? 8 : 0) } ?? right
                pen.label("label halo", texts[index], end + 5, compact ? y + 29 : y + 17)
            }
        }
    }

    private func valueTicks(_ pen: inout Pen, scale: LinearScale, top: Double, bottom: Double) {
        let texts = frame.locale.numbers.axis(scale.ticks, step: scale.step)
        let places = zip(scale.ticks, texts).map {
            Placing.inside(scale.position($0), width: TextFit.width($1), 0...frame.width)
        }
        let kept = Placing.keep(places, gap: 8)
        for (index, tick) in scale.ticks.enumerated() {
            let x = scale.position(tick)
            pen.line(tick == 0 ? "axis" : "grid", x, top, x, bottom)
            if kept[index] {
                pen.label("tick", texts[index], places[index].x, bottom + 15, anchor: places[index].anchor)
            }
        }
    }
}

extension BarStack {
    /// Where the names of a stack point: the middle of each part of its last bar.
    static func ends(_ last: BarStack?) -> [Double?] {
        var sum = 0.0
        return (last?.values ?? []).map { value in
            let part = value.finite ?? 0
            defer { sum += part }
            return sum + part / 2
        }
    }

    /// The totals above upright bars: all of them or none, because a missing figure would look like a missing value.
    static func values(
        _ pen: inout Pen, _ stacks: [(stack: BarStack, middle: Double)], room: Double, scale: LinearScale,
        locale: ChartLocale, digits: Int
    ) {
        let texts = stacks.map { $0.stack.text(locale, digits: digits) }
        let known = zip(stacks, texts).filter { $0.0.stack.total != nil }
        guard TextFit.widest(known.map(\.1)) <= room else { return }
        for (place, text) in known {
            let top = scale.position(place.stack.total ?? 0) - (place.stack.isPartial ? 8 : 0)
            pen.label("label halo", text, place.middle, top - 4, anchor: .middle)
        }
    }
}
