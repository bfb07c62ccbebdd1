// The canonical interface of scheduling: the same names and shapes as the verbs.

import Host
import Kernel
import Store
import Web

extension SchedulingFeature {
    var api: [Route] { [] }
}
