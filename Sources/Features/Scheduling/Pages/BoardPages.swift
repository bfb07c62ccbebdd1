// The board: lines over time, what is on no line yet, drafts and what they would change.

import Host
import Kernel
import Store
import Web

extension SchedulingFeature {
    var boardPages: [Route] { [] }
}
