// The paths and shapes of the system that came before.

import Host
import Kernel
import Store
import Web

extension SchedulingFeature {
    var legacy: [Route] { [] }
}
