// The catalogues that errors at the terminal are worded from.

import Operate
import Traceability

enum VerbTexts {
    static let catalogues: [String] = [TraceabilityFeature.catalogue] + OperateFeature.catalogues
}
