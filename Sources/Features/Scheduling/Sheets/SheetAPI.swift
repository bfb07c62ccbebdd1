// Sheets in and out for other programs.

import Host
import Kernel
import Store
import Web

extension SchedulingFeature {
    var sheetAPI: [Route] { [] }
}
