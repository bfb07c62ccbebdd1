// `gemba schedule explain|rush`: why orders are late and what would help; an order more.

import ArgumentParser
import Host
import Kernel
import Web

struct ExplainVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Why orders are late, and the cheapest single change that would help.",
        discussion: "Without ORDER all that are late, the latest first. Example: gemba schedule explain 14409.1")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The order's number.") var order: String?
    @Option(help: "A draft instead of the published plan.") var plan: String?
    @Option(help: "How many orders.") var limit = 20

    func run(on plant: any Plant) async throws -> VerbReport {
        let actions = ScheduleVerb.feature(plant).actions
        let zone = plant.house.zone
        let plan = plan ?? Desk.published
        var found: [Explanation] = []
        var late = 0
        if let order {
            if let one = try await actions.explanation(order, plan) { (found, late) = ([one], 1) }
        } else {
            (found, late) = try await actions.explanations(plan, limit: min(max(limit, 1), ExplainAPI.lateMax))
        }
        let desk = try await actions.desk(plan)
        let text = found.isEmpty ? "not late" : found.map { Self.words($0, desk, zone) }.joined(separator: "\n")
        return VerbReport(json: ["total": JSON(late), "late": .array(found.map { ExplainAPI.explanation($0, zone) })], text: text)
    }

    private static func words(_ found: Explanation, _ desk: Desk, _ zone: Zone) -> String {
        func hours(_ work: Int64) -> String { PlanWords.hours((work + 59_999) / 60_000) + " h" }
        func time(_ instant: Instant) -> String { String(zone.rfc3339(instant).prefix(16)).replacing("T", with: " ") }
        func name(_ line: Int) -> String { desk.lines[line]?.name ?? String(line) }
        let chain = found.chain.map { "\($0.order) (\($0.bind.rawValue), begins \(time($0.start)))" }.joined(separator: " <- ")
        let reliefs = found.reliefs.prefix(3).map { relief -> String in
            let what =
                switch relief.change {
                case .move(let line, let before): "on \(name(line)) " + (before.map { "before \($0)" } ?? "at the end")
                case .unpin: "let go of its pinned start"
                case .kit(let order, let date): "kit of \(order) on \(date.isoText)"
                case .overtime(let line, let date): "\(name(line)) works on \(date.isoText)"
                case .longer(let line, let date): "\(name(line)) works 4 h longer on \(date.isoText)"
                case .trolleys(let count): "\(count) trolleys more"
                }
            let rest = relief.late == 0 ? "in time" : "\(hours(relief.late)) late"
            let others = relief.newlyLate.isEmpty ? "" : ", then late: " + relief.newlyLate.prefix(5).joined(separator: ", ")
            return "  \(what): ends \(time(relief.end)), \(rest)\(others)"
        }
        let help = reliefs.isEmpty ? ["  no single change helps without making the plan worse"] : Array(reliefs)
        return
            ([
                "\(found.order): \(hours(found.late)) late, ends \(time(found.end))", "  held by " + chain,
            ] + help).joined(separator: "\n")
    }
}

struct RushVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "rush", abstract: "Where an order more would go, when it would be done, and who would pay for it.",
        discussion: "Nothing is changed. Example: gemba schedule rush --setup 1 --minutes 300 --trolleys 2 --ship 2026-12-04")
    @OptionGroup var common: CommonOptions
    @Option(help: "An order that is there and has no place.") var order: String?
    @Option(help: "Hours of set-up.") var setup = "1"
    @Option(help: "Minutes of run, as a sheet has them.") var minutes: String?
    @Option(help: "Trolleys that it holds.") var trolleys: Int?
    @Option(help: "The day it ships.") var ship: String?
    @Option(help: "Its customer, where lines are somebody's own.") var customer: String?
    @Flag(help: "Placed by hand.") var hand = false

    func run(on plant: any Plant) async throws -> VerbReport {
        var members: [(String, JSON)] = []
        if let order { members.append(("number", .string(order))) }
        if let minutes { members += [("run_minutes", .string(minutes)), ("setup_hours", .string(setup))] }
        if let trolleys { members.append(("trolleys", JSON(trolleys))) }
        if let ship { members.append(("ship_date", .string(ship))) }
        if let customer { members.append(("customer", .string(customer))) }
        if hand { members.append(("hand_placement", true)) }
        guard order != nil || minutes != nil else { throw Problem(.input, "parameter_invalid", ["name": "minutes", "value": ""]) }
        let json = try await ExplainAPI.rush(ScheduleVerb.feature(plant), .object(members), plan: Desk.published)
        let lines = (json["places"]?.array ?? []).map { place in
            let kinds = place["kinds"]?.array?.compactMap(\.string).joined(separator: ", ") ?? ""
            let late = place["newly_late"]?.array?.compactMap(\.string) ?? []
            let minutes = place["late_minutes"]?.int ?? 0
            return "\(kinds): \(place["line"]?.string ?? "") \(place["before"]?.string.map { "before \($0)" } ?? "at the end"), "
                + "ends \(place["end"]?.string?.prefix(16).replacing("T", with: " ") ?? "")"
                + (minutes > 0 ? ", \(PlanWords.hours(minutes)) h late" : "") + (late.isEmpty ? "" : "; then late: " + late.joined(separator: ", "))
        }
        return VerbReport(json: json, text: lines.isEmpty ? "no line takes it" : lines.joined(separator: "\n"))
    }
}
