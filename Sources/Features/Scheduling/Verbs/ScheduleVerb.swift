// `gemba schedule …`: the plan at the terminal.

import ArgumentParser
import Host
import Kernel
import Web

struct ScheduleVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule", abstract: "Work orders on lines: who is when, and who is late.", subcommands: planning + sheets)

    static let planning: [any ParsableCommand.Type] = [
        ShowPlanVerb.self, SolveVerb.self, VerifyPlanVerb.self, DraftsVerb.self, DiffPlanVerb.self, PublishPlanVerb.self, UndoPlanVerb.self,
        RedoPlanVerb.self, ExplainVerb.self, RushVerb.self,
    ]
    static let sheets: [any ParsableCommand.Type] = [
        ScheduleImportVerb.self, ScheduleExportVerb.self, ScheduleRestoreVerb.self, SchedulePullVerb.self,
    ]

    static func feature(_ plant: any Plant) -> SchedulingFeature { plant.feature(SchedulingFeature.self) }
}
