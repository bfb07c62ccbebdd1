// The list of features. A new one is a folder, a line in Package.swift, and a line here.

import ArgumentParser
import Batches
import Consolidation
import Foundation
import Host
import Intake
import Kernel
import Machining
import Operate
import Scheduling
import Traceability

enum Features {
    /// What each feature hands to intake: who takes which rows.
    static func intakeTargets(_ events: EventHubHandle, _ clock: Clock) -> [IntakeTarget] {
        [
            TraceabilityFeature.target {
                events.publish("traceability")
                events.publish("intake")
            },
            MachiningFeature.target(clock) {
                events.publish("machining")
                events.publish("intake")
            },
        ]
    }

    /// All features, in the order of the rail.
    static func all(_ house: House, _ intake: IntakeService, _ opener: ConnectionOpener) -> [any Feature] {
        [
            TraceabilityFeature(house: house, intake: intake), MachiningFeature(house: house, intake: intake),
            ConsolidationFeature(house: house, opener: opener),
            BatchesFeature(house: house, environment: ProcessInfo.processInfo.environment),
            SchedulingFeature(house: house),
        ]
    }

    /// The verbs of all features and of the house's own desk.
    static let verbs: [any ParsableCommand.Type] =
        TraceabilityFeature.verbs + MachiningFeature.verbs + ConsolidationFeature.verbs + BatchesFeature.verbs + SchedulingFeature.verbs
        + OperateFeature.verbs
}
