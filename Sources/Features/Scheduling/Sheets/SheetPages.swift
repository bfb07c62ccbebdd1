// Planners' sheets in and out, on pages.

import Host
import Kernel
import Store
import Web

extension SchedulingFeature {
    var sheetPages: [Route] { [] }
}
