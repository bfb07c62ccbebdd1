// Lines, when they work, what keeps them, trolleys, customers, assemblies, and the plant's rules.

import Host
import Kernel
import Store
import Web

extension SchedulingFeature {
    var linePages: [Route] { [] }
}
