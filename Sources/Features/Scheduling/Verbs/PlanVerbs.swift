// The plan at the terminal: shown, proposed, looked at, compared, published, taken back.

import ArgumentParser
import Foundation
import Host
import Kernel
import Web

struct ShowPlanVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Open orders in the order of their lines, with start, end and lateness.",
        discussion: "Example: gemba schedule show --line 2")
    @OptionGroup var common: CommonOptions
    @Option(help: "A line's name, or its number.") var line: String?
    @Option(help: "A draft instead of the published plan.") var plan: String?

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = ScheduleVerb.feature(plant)
        let desk = try await feature.actions.desk(plan ?? Desk.published)
        let json = SchedulingJSON(desk, now: feature.actions.clock.now(), zone: plant.house.zone)
        let shown = try PlanAPI.shown(json, line: line)
        let rows = (shown["orders"]?.array ?? []).map { order -> [String] in
            func text(_ name: String) -> String { order[name]?.string ?? "-" }
            func short(_ name: String) -> String { order[name]?.string.map { String($0.prefix(16)).replacing("T", with: " ") } ?? "-" }
            let late = order["late_minutes"]?.int ?? 0
            return [
                text("line"), order["position"]?.int.map(String.init) ?? "-", text("number"), text("customer"), text("assembly"), text("status"),
                text("hours"),
                short("start"), short("end"), text("ship_date"), late > 0 ? PlanWords.hours(late) : "",
            ]
        }
        let head = ["line", "#", "order", "customer", "assembly", "status", "hours", "start", "end", "ships", "late (h)"]
        let text =
            rows.isEmpty
            ? "no orders; gemba schedule import FILE brings a planner's sheet in"
            : TextTable.render(head, rows, right: [1, 6, 10]) + "\n" + PlanWords.summary(shown["summary"])
        return VerbReport(json: shown, text: text)
    }
}

/// Words about plans that several verbs say.
enum PlanWords {
    /// Minutes as hours with one decimal.
    static func hours(_ minutes: Int64) -> String { "\((minutes + 3) / 6 / 10).\((minutes + 3) / 6 % 10)" }

    static func summary(_ json: JSON?) -> String {
        let orders = json?["orders"]?.int ?? 0
        let late = json?["late"]?.int ?? 0
        let minutes = json?["weighted_lateness_minutes"]?.int ?? 0
        let peak = json?["trolley_peak"]?.int ?? 0
        return "\(orders) planned, \(late) late (\(hours(minutes)) h, weighted), at most \(peak) of \(json?["trolley_pool"]?.int ?? 0) trolleys"
    }

    static func difference(_ json: JSON) -> String {
        func list(_ name: String, _ word: String) -> [String] {
            let orders = (json[name]?.array ?? []).compactMap { $0["order"]?.string }
            return orders.isEmpty
                ? [] : ["\(word): \(orders.prefix(40).joined(separator: ", "))\(orders.count > 40 ? " and \(orders.count - 40) more" : "")"]
        }
        let lines =
            list("moved", "moved") + list("newly_late", "newly late") + list("rescued", "rescued") + list("later", "later") + list("sooner", "sooner")
        let minutes = json["weighted_lateness_minutes"]
        return
            ((lines.isEmpty ? ["no difference"] : lines) + [
                "late: \(json["late"]?["old"]?.int ?? 0) -> \(json["late"]?["new"]?.int ?? 0) orders, "
                    + "\(hours(minutes?["old"]?.int ?? 0)) -> \(hours(minutes?["new"]?.int ?? 0)) h"
            ]).joined(separator: "\n")
    }
}

struct SolveVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "solve", abstract: "Let the engine propose a plan; it becomes a draft, or with --publish the plan.",
        discussion: """
            With --instance a stand-alone problem is solved, without a database (docs/formats/instance.md).
            Example: gemba schedule solve --seconds 10
            """)
    @OptionGroup var common: CommonOptions
    @Option(help: "As if it were then: RFC 3339, such as 2026-11-30T07:00:00+01:00. Default: now.") var at: String?
    @Option(help: "The same seed and iterations give the same plan everywhere.") var seed: UInt64 = 1
    @Option(help: "Steps of the search.") var iterations: Int?
    @Option(help: "Seconds of the search.") var seconds: Double?
    @Option(help: "The draft's name.") var name: String?
    @Flag(help: "Publish it when the verifier finds nothing wrong.") var publish = false
    @Option(help: "A file with a problem of its own.") var instance: String?

    private var budget: PlanBudget { iterations.map { .iterations(max(1, $0)) } ?? .seconds(min(max(seconds ?? 5, 0.01), 3600)) }

    func runAlone() async throws -> VerbReport? {
        guard let instance else { return nil }
        let problem = try InstanceJSON.problem(JSON(parsing: SheetReport.bytes(instance)))
        let began = Stopwatch.milliseconds()
        let result = Search(problem, seed: seed).run(
            budget: budget.search, elapsed: { Double(Stopwatch.milliseconds() - began) / 1000 }, isCancelled: { Task.isCancelled })
        // With a number of iterations the answer is the same bytes everywhere.
        let seconds = iterations == nil ? Double(Stopwatch.milliseconds() - began) / 1000 : nil
        let json = InstanceJSON.answer(result, problem, seconds: seconds)
        return VerbReport(
            json: json, text: "weighted tardiness \(result.score.weightedLateness) after \(result.iterations) iterations, \(problem.jobs.count) jobs")
    }

    func run(on plant: any Plant) async throws -> VerbReport {
        var time: Instant?
        if let at {
            guard let instant = Instant(rfc3339: at) else { throw Problem(.input, "parameter_invalid", ["name": "at", "value": at]) }
            time = instant
        }
        let json = try await PlanAPI.proposed(
            ScheduleVerb.feature(plant), name: name, at: time, seed: seed, budget: budget, publishes: publish, by: .terminal)
        let isVerified = json["verified"]?.bool ?? false
        let unplanned = (json["unplanned"]?.array ?? []).map { "\($0["order"]?.string ?? "") (\($0["reason"]?.string ?? ""))" }
        var lines = [
            "\(json["orders"]?.int ?? 0) orders planned, \(json["late"]?.int ?? 0) late "
                + "(\(PlanWords.hours(json["weighted_lateness_minutes"]?.int ?? 0)) h, weighted), \(json["setups"]?.int ?? 0) changes of assembly"
        ]
        if !unplanned.isEmpty { lines.append("not planned: " + unplanned.joined(separator: ", ")) }
        if json["engine"]?.string == "dispatch" { lines.append("made by a simple rule: there are more orders than the engine takes") }
        let plan = json["plan"]?.string ?? ""
        lines.append(isVerified ? "verified" : "NOT verified: \(json["faults"]?.text ?? "")")
        lines.append(
            plan == Desk.published
                ? "published; gemba schedule undo takes it back" : "draft \(plan); gemba schedule diff \(plan) shows what it changes")
        return VerbReport(json: json, text: lines.joined(separator: "\n"), exitCode: isVerified ? 0 : 1)
    }
}

struct VerifyPlanVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Ask the independent verifier whether a plan keeps everything it has to.",
        discussion: "Example: gemba schedule verify")
    @OptionGroup var common: CommonOptions
    @Option(help: "A draft instead of the published plan.") var plan: String?

    func run(on plant: any Plant) async throws -> VerbReport {
        let feature = ScheduleVerb.feature(plant)
        let desk = try await feature.actions.desk(plan ?? Desk.published)
        let json = PlanAPI.verified(SchedulingJSON(desk, now: feature.actions.clock.now(), zone: plant.house.zone))
        let faults = (json["faults"]?.array ?? []).map {
            "\($0["order"]?.string ?? ""): \($0["kind"]?.string ?? "")\($0["at"]?.string.map { " at " + $0 } ?? "")"
        }
        return VerbReport(
            json: json, text: (faults.isEmpty ? ["verified"] : faults).joined(separator: "\n") + "\n" + PlanWords.summary(json),
            exitCode: faults.isEmpty ? 0 : 1)
    }
}

struct DraftsVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "drafts", abstract: "Plans beside the published one; with --new or --discard one more or one less.",
        discussion: "Example: gemba schedule drafts --new \"without line 3\"")
    @OptionGroup var common: CommonOptions
    @Option(help: "The name of a new draft.") var new: String?
    @Option(help: "A draft to throw away.") var discard: String?

    func run(on plant: any Plant) async throws -> VerbReport {
        let actions = ScheduleVerb.feature(plant).actions
        if let new { _ = try await actions.createDraft(new, by: .terminal) }
        if let discard { try await actions.discardDraft(discard, by: .terminal) }
        let drafts = try await actions.drafts()
        let json = SchedulingJSON(Desk(), now: actions.clock.now(), zone: plant.house.zone)
        let rows = drafts.map { [$0.id, $0.name, $0.by, String(plant.house.zone.rfc3339($0.createdAt).prefix(16)).replacing("T", with: " ")] }
        return VerbReport(
            json: ["drafts": .array(drafts.map(json.draft))],
            text: rows.isEmpty ? "no drafts" : TextTable.render(["draft", "name", "by", "since"], rows, right: []))
    }
}

struct DiffPlanVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "What a draft would change of the published plan.", discussion: "Example: gemba schedule diff 01k8…")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The draft.") var plan: String

    func run(on plant: any Plant) async throws -> VerbReport {
        let json = try await PlanAPI.difference(plan, ScheduleVerb.feature(plant))
        let conflicts = json["conflicts"]?.array?.compactMap(\.string) ?? []
        return VerbReport(
            json: json, text: PlanWords.difference(json) + (conflicts.isEmpty ? "" : "\nchanged in both: " + conflicts.joined(separator: ", ")),
            exitCode: conflicts.isEmpty ? 0 : 1)
    }
}

struct PublishPlanVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Make a draft the published plan.", discussion: "Example: gemba schedule publish 01k8…")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The draft.") var plan: String
    @Flag(help: "Take from the draft what was changed in both.") var override = false

    func run(on plant: any Plant) async throws -> VerbReport {
        let outcome = try await ScheduleVerb.feature(plant).actions.publish(plan, overrides: self.override, by: .terminal)
        return VerbReport(
            json: ["published": .string(plan), "deed": JSON(outcome.deed), "changes": JSON(outcome.changes.count)],
            text: "published, \(outcome.changes.count) places changed; gemba schedule undo takes it back")
    }
}

struct UndoPlanVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take back what was done last at the terminal, or a deed of anybody's.",
        discussion: "Example: gemba schedule undo")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The deed's number.") var deed: Int64?
    @Option(help: "A draft instead of the published plan.") var plan: String?

    func run(on plant: any Plant) async throws -> VerbReport {
        let actions = ScheduleVerb.feature(plant).actions
        let undone: DeskDeed
        if let deed {
            undone = try await actions.undo(deed: deed, by: .terminal)
        } else {
            undone = try await actions.undo(on: plan ?? Desk.published, by: .terminal)
        }
        return VerbReport(
            json: ["undone": SchedulingJSON.deed(undone, plant.house.zone)],
            text: "taken back: \(undone.kind.rawValue) of \(undone.by), deed \(undone.id)")
    }
}

struct RedoPlanVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "redo", abstract: "Do again what was taken back last at the terminal.", discussion: "Example: gemba schedule redo")
    @OptionGroup var common: CommonOptions
    @Option(help: "A draft instead of the published plan.") var plan: String?

    func run(on plant: any Plant) async throws -> VerbReport {
        let redone = try await ScheduleVerb.feature(plant).actions.redo(on: plan ?? Desk.published, by: .terminal)
        return VerbReport(json: ["redone": SchedulingJSON.deed(redone, plant.house.zone)], text: "done again: deed \(redone.undoes ?? redone.id)")
    }
}
