// Orders, plans and lines as other programs see them: the same from verbs and from the API.

import Kernel

struct SchedulingJSON: Sendable {
    let desk: Desk
    let zone: Zone
    let task: PlanTask
    let layout: Layout

    init(_ desk: Desk, now: Instant, zone: Zone) {
        (self.desk, self.zone) = (desk, zone)
        task = desk.task(now: now, zone: zone)
        layout = Layout(task, Array(desk.placements.values))
    }

    func time(_ instant: Instant?) -> JSON { instant.map { .string(zone.rfc3339($0)) } ?? .null }

    static func lateMinutes(_ slot: Slot) -> Int64 { (slot.lateWork + 59_999) / 60_000 }

    /// An order with its place and its time; `hours` on its line, else on one of multiplier 1.
    func order(_ order: WorkOrder) -> JSON {
        let placement = desk.placements[order.number]
        let line = placement.flatMap { desk.lines[$0.line] }
        let slot = layout.slots[order.number]
        let hours = OrderHours(
            setupHours: order.setupHours, runMinutes: order.runMinutes, factor: desk.rules.efficiencyFactor,
            multiplier: line?.multiplier ?? Quantity(1))
        let plain: (OrderField) -> (String, JSON) = { ($0.rawValue, order[$0]) }
        var members: [(String, JSON)] = [("number", .string(order.number))]
        members += [OrderField.customer, .assembly, .rev].map(plain)
        members.append(("quantity", order.quantity.map { $0.isWhole ? .int($0.thousandths / 1000) : .string($0.text) } ?? .null))
        members += [OrderField.status, .isStarred, .missingPart, .isClear, .kitDate, .shipDate].map(plain)
        members += [
            ("setup_hours", .string(order.setupHours.text)), ("run_minutes", .string(Self.hundredths(order.runMinutes))),
            ("hours", .string(hours.text)),
        ]
        members += [("line", JSON(line?.name)), ("position", JSON(position(order.number))), ("trolleys", JSON(order.trolleys))]
        members += [("start", time(slot?.start)), ("end", time(slot?.end)), ("late_minutes", .int(slot.map(Self.lateMinutes) ?? 0))]
        members += [OrderField.isByHand, .after, .weight].map(plain)
        members += [("pin", JSON(placement?.pin?.rawValue)), ("not_before", time(placement?.start))]
        members.append(("breaches", .array((slot?.breaches ?? []).map(\.rawValue).sorted().map { .string($0) })))
        members += [OrderField.startedAt, .endedAt, .actualSetupHours, .actualRunHours, .note].map(plain)
        members += [("created_at", time(order.createdAt)), ("updated_at", time(order.updatedAt))]
        return .object(members)
    }

    /// From 1, among the open orders of its line.
    func position(_ number: String) -> Int? {
        guard let placement = desk.placements[number] else { return nil }
        if let slot = layout.slots[number] { return slot.position }
        return desk.queue(placement.line).firstIndex { $0.order == number }.map { $0 + 1 }
    }

    /// With two decimals at least, as sheets have it: `703.00`.
    static func hundredths(_ quantity: Quantity) -> String {
        quantity.thousandths % 10 == 0 ? OrderHours.text(quantity.thousandths / 10) : quantity.text
    }

    func line(_ line: Line) -> JSON {
        let slots = layout.lines[line.number] ?? []
        let hours = slots.reduce(0) { $0 + $1.hours.hundredths }
        var members: [(String, JSON)] = [("number", JSON(line.number))]
        for (name, value) in line.content {
            switch name {
            case "status_since": members.append((name, time(line.statusSince)))
            case "expected_return": members.append((name, time(line.expectedReturn)))
            default: members.append((name, value))
            }
        }
        members += [("orders", JSON(slots.count)), ("hours", .string(OrderHours.text(hours))), ("busy_until", time(slots.map(\.end).max()))]
        return .object(members)
    }

    func block(_ block: LineBlock) -> JSON {
        [
            "id": .string(block.id), "line": JSON(block.line), "kind": .string(block.kind.rawValue), "start": time(block.start),
            "end": time(block.end),
            "note": .string(block.note),
        ]
    }

    /// What a whole plan comes to.
    var summary: [(String, JSON)] {
        let curve = TrolleyCurve(layout, task)
        return [
            ("orders", JSON(layout.slots.count)), ("late", JSON(layout.late.count)),
            ("weighted_lateness_minutes", .int(layout.weightedLateMinutes(task))), ("setups", JSON(setups)), ("trolley_peak", JSON(curve.peak)),
            ("trolley_pool", JSON(task.pool)), ("trolley_peak_at", time(curve.peakAt)),
            ("without_time", .array(layout.timeless.sorted().map { .string($0) })),
        ]
    }

    /// Changes of family on a line.
    var setups: Int {
        layout.lines.values.reduce(0) { sum, slots in
            sum + zip(slots, slots.dropFirst()).count { task.orders[$0.order]?.family != task.orders[$1.order]?.family }
        }
    }

    func slot(_ slot: Slot) -> JSON {
        [
            "order": .string(slot.order), "line": JSON(desk.lines[slot.line]?.name), "start": time(slot.start), "end": time(slot.end),
            "late_minutes": .int(Self.lateMinutes(slot)),
        ]
    }

    /// In the order of their lines and starts.
    var assignments: JSON {
        .array(desk.sortedLines.flatMap { layout.lines[$0.number] ?? [] }.map { slot($0) })
    }

    func fault(_ fault: PlanFault) -> JSON { ["kind": .string(fault.kind.rawValue), "order": .string(fault.order), "at": time(fault.at)] }

    // MARK: plans and deeds

    func draft(_ draft: DraftPlan) -> JSON {
        ["plan": .string(draft.id), "name": .string(draft.name), "created_at": time(draft.createdAt), "by": .string(draft.by)]
    }

    func difference(_ difference: PlanDiff) -> [(String, JSON)] {
        func side(_ slot: Slot?) -> JSON { slot.map { self.slot($0) } ?? .null }
        func list(_ moves: [PlanDiff.Move]) -> JSON {
            .array(moves.map { ["order": .string($0.order), "old": side($0.old), "new": side($0.new)] })
        }
        return [
            ("moved", list(difference.moved)), ("newly_late", list(difference.newlyLate)), ("rescued", list(difference.rescued)),
            ("later", list(difference.later)), ("sooner", list(difference.sooner)),
            ("late", ["old": JSON(difference.late.old), "new": JSON(difference.late.new)]),
            ("weighted_lateness_minutes", ["old": .int(difference.lateMinutes.old), "new": .int(difference.lateMinutes.new)]),
        ]
    }

    static func deed(_ deed: DeskDeed, _ zone: Zone) -> JSON {
        [
            "deed": .int(deed.id), "kind": .string(deed.kind.rawValue), "plan": .string(deed.plan), "at": .string(zone.rfc3339(deed.at)),
            "by": .string(deed.by), "via": .string(deed.via), "note": deed.note ?? .null, "undone_by": JSON(deed.undoneBy),
            "undoes": JSON(deed.undoes),
        ]
    }

    static func change(_ change: DeskChange) -> [(String, JSON)] {
        [
            ("row", .string(change.kind.rawValue)), ("key", .string(change.key.replacing("\u{1F}", with: " "))), ("old", change.old ?? .null),
            ("new", change.new ?? .null),
        ]
    }
}
