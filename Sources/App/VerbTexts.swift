// The catalogues that errors at the terminal are worded from.

import Batches
import Consolidation
import Machining
import Operate
import Scheduling
import Traceability

enum VerbTexts {
    static let catalogues: [String] =
        [
            TraceabilityFeature.catalogue, MachiningFeature.catalogue, ConsolidationFeature.catalogue, BatchesFeature.catalogue,
            SchedulingFeature.catalogue,
        ]
        + OperateFeature.catalogues
}
