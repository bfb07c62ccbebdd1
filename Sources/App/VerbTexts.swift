// The catalogues that errors at the terminal are worded from.

import Machining
import Operate
import Traceability

enum VerbTexts {
    static let catalogues: [String] = [TraceabilityFeature.catalogue, MachiningFeature.catalogue] + OperateFeature.catalogues
}
